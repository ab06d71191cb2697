"""Who and when, for every page with invented values."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Facts
from uuid import UUID, uuid5

from firstwall.authorities.types import (
    AuthorityFacts,
    OfficeFacts,
    PersonFacts,
)
from firstwall.cis.types import AlertView, Content, Marks
from firstwall.kernel.words import Category, Strand

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
_SPACE = UUID("6f1d6d1e-0000-4000-8000-000000000000")


def id_of(name: str) -> UUID:
    return uuid5(_SPACE, name)


CUSTOMS = AuthorityFacts(id_of("ee"), "EE-CUSTOMS", "Customs administration of Estonia", "customs", "EE")
OWNER = AuthorityFacts(id_of("lt"), "LT-CUSTOMS", "Customs administration of Lithuania", "customs", "LT")
OFFICE = OfficeFacts(id_of("narva"), CUSTOMS.id, "EE-NARVA", "Narva border post", "border_post", "EENAR")
PERSON = PersonFacts(
    id_of("p"), "officer.narva", "M. Tamm", CUSTOMS, OFFICE, frozenset({("border_officer", "C")}), True
)
NAMES = ["Стоян Георгиев Маринов", "Στογιάν Μαρίνοφ", "ستويان مارينوف"]
VALUES: dict[str, object] = {
    "names": NAMES,
    "birth_dates": ["1979-03-14"],
    "nationalities": ["BG"],
}
ALERT = AlertView(
    id=id_of("alert"),
    reference="LT-D-2026-000318",
    strand=Strand.CRIMINAL,
    category=Category.PERSONS,
    owner_id=OWNER.id,
    office_id=None,
    is_own=True,
    state="active",
    version=2,
    title="Стоян Георгиев Маринов",
    marks=Marks("check", ("H1", "H2"), "B", "2"),
    content=Content(VALUES, "is_committing", data_subject="suspect", rests_on="facts"),
    entered_on=date(2026, 3, 2),
    review_on=date(2027, 3, 2),
    last_day=date(2031, 3, 2),
    changed_at=NOW,
    is_narrowed=False,
)
PAGE = Facts(first=1, last=2, total=2, previous_url="", next_url="?after=2")
