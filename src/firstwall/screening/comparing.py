"""A question beside an alert: the same rows in two columns, and the reasons of the score in sentences."""

from firstwall.cis.facts import matchable
from firstwall.cis.types import AlertView
from firstwall.kernel.sentences import N_
from firstwall.matching import Index
from firstwall.matching.identifiers import SCHEMES, normalise, scheme_of
from firstwall.matching.types import Entity, Identifier
from firstwall.screening.asking import query_of
from firstwall.screening.types import ComparedRow, Facts, ReasonView

SAME, NEAR, OTHER, NOT_ASKED, NOT_KNOWN = "same", "near", "other", "not_asked", "not_known"


def compared(
    facts: Facts, alert: AlertView, entity_number: str = ""
) -> tuple[tuple[ComparedRow, ...], tuple[ReasonView, ...]]:
    """Rows and reasons of one pair, from the opened values of the alert as it is now."""
    entity = _entity(alert, entity_number)
    if entity is None:
        return (), ()
    explanation = Index.explain(query_of(facts), entity)
    reasons = tuple(ReasonView(r.kind, str(r), r.weight) for r in explanation.reasons)
    return tuple(_rows(facts, entity)), (ReasonView("verdict", str(explanation.verdict), explanation.score), *reasons)


def _entity(alert: AlertView, number: str) -> Entity | None:
    entities = matchable(alert.content.values, alert.category, alert_id=str(alert.id), access_class=0)
    wanted = f"{alert.id}:{number}" if number else str(alert.id)
    return next((entity for entity in entities if entity.id == wanted), entities[0] if entities else None)


def _rows(facts: Facts, entity: Entity):
    yield _row("name", N_("Name"), facts.name, entity.names, _fold)
    yield _row("birth_date", N_("Date of birth"), facts.birth_date, entity.birth_dates, str, near=_same_year)
    yield _row("country", N_("Nationality or flag"), facts.country, entity.countries, str)
    schemes = list(dict.fromkeys([n.scheme for n in facts.numbers] + [n.scheme for n in entity.identifiers]))
    asked = {normalise(Identifier(n.scheme, n.value, n.country)) for n in facts.numbers}
    for scheme in schemes:
        queried = tuple(n.value for n in facts.numbers if n.scheme == scheme)
        listed = tuple(n.value for n in entity.identifiers if n.scheme == scheme)
        known = {normalise(n) for n in entity.identifiers}
        mine = {normalise(Identifier(scheme, value)) for value in queried}
        finding = _finding(
            queried, listed, is_same=bool(mine & known or asked & {normalise(Identifier(scheme, v)) for v in listed})
        )
        label = scheme_of(scheme).label if scheme in SCHEMES else scheme
        yield ComparedRow(f"number.{scheme}", label, queried, listed, finding)


def _row(code: str, label: str, queried: str, listed: tuple[str, ...], fold, near=None) -> ComparedRow:
    mine = (queried,) if queried else ()
    is_same = any(fold(queried) == fold(value) for value in listed)
    finding = _finding(mine, listed, is_same=is_same)
    is_near = code == "name" or (near is not None and any(near(queried, value) for value in listed))
    return ComparedRow(code, label, mine, listed, NEAR if finding == OTHER and is_near else finding)


def _finding(queried: tuple[str, ...], listed: tuple[str, ...], *, is_same: bool) -> str:
    if not queried:
        return NOT_ASKED
    if not listed:
        return NOT_KNOWN
    return SAME if is_same else OTHER


def _fold(name: str) -> str:
    return " ".join(sorted(name.casefold().replace(",", " ").split()))


def _same_year(one: str, other: str) -> bool:
    return one[:4] == other[:4]
