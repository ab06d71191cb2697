"""Invented names in many scripts, and facts about their bearers, for tests with generated data."""

from hypothesis import strategies as st

from firstwall.matching import Entity, Identifier, Query

_WORDS = """
Ingrid Brandvold Tormund Kvitoya Piroska Szekeres Molnár Chidi Emeka Okafor Nguyễn Hạnh Şebnem Çakıroğlu
Øyvind Weißmüller Dvořáková Mohamed Muhammad Mehmet al Abdul Sattar bin Maria Anna van der de la O Jr J ltd
GmbH & Trading Shipping 3 H0lloway lngrid Наталья Щербинина Драгунский Їжакевич Ђурђа Μπουζιάνης Ευγενία
Παυλίδου Հովհաննես Մկրտչյան თამარ წიკლაური محمد الحمداني عبد الستار طارق רוטשטיין דוד ברנוביץ 欧阳振华 赵立群 長谷川 健二
はせがわ マルグリット 박영희 홀러웨이
"""

WORDS = st.sampled_from(_WORDS.split())
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
LATIN_WORDS = st.text("abcdefghiklmnoprstuvz", min_size=3, max_size=9)
LATIN_NAMES = st.lists(LATIN_WORDS, min_size=1, max_size=4).map(" ".join)
DATES = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.integers(1940, 2005).map(str),
    st.builds("{}-{:02d}".format, st.integers(1968, 1972), st.integers(1, 12)),
    st.builds("{}-{:02d}-{:02d}".format, st.integers(1968, 1972), st.integers(1, 12), st.integers(1, 12)),
)
COUNTRIES = st.sampled_from(["", "EE", "LV", "FR", "SY"])
KINDS = st.sampled_from(["any", "person", "business", "vessel", "document"])
MARKS = st.lists(
    st.builds(
        Identifier,
        st.sampled_from(["passport", "document", "plate", "imo", "vat", "unheard"]),
        st.sampled_from(["AB012345", "ABO12345", "9074729", "IMO 9074729", "EE100247018", "K1"]),
        COUNTRIES,
    ),
    max_size=2,
).map(tuple)
QUERIES = st.builds(Query, KINDS, st.one_of(st.just(""), NAMES), DATES, COUNTRIES, MARKS)


def _known(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def listed_as(query: Query, entity_id: str = "x", access_class: int = 1) -> Entity:
    """The entry that says what a question says."""
    return Entity(
        entity_id, access_class, query.kind, _known(query.name), _known(query.birth_date), _known(query.country),
        query.identifiers,
    )  # fmt: skip


def asked_as(entity: Entity) -> Query:
    """The question that says what an entry says first."""
    name, born, country = ("".join(known[:1]) for known in (entity.names, entity.birth_dates, entity.countries))
    return Query(entity.kind, name, born, country, entity.identifiers)


ENTITIES = st.builds(
    Entity, st.just("x"), st.just(1), KINDS, st.lists(NAMES, max_size=3).map(tuple),
    st.lists(DATES, max_size=2).map(tuple), st.lists(COUNTRIES, max_size=2).map(tuple), MARKS,
)  # fmt: skip


def with_ids(entities: list[Entity], access_class: int = 1, first: str = "e") -> list[Entity]:
    """These entries, each with an id of its own."""
    return [
        Entity(f"{first}{n}", access_class, e.kind, e.names, e.birth_dates, e.countries, e.identifiers)
        for n, e in enumerate(entities)
    ]
