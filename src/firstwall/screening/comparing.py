"""A question beside an alert: the same rows in two columns, and the reasons of the score in sentences."""

from collections.abc import Iterator

from firstwall.cis.facts import matchable
from firstwall.cis.types import AlertView
from firstwall.kernel.sentences import N_, Sentence
from firstwall.matching.explain import explain
from firstwall.matching.identifiers import normalise, scheme_of
from firstwall.matching.sentences import OTHER_NAME, STRANGE_NAME
from firstwall.matching.types import Entity, Explanation, Identifier, Reason
from firstwall.screening.asking import query_of
from firstwall.screening.types import ComparedRow, Facts, ReasonView

SAME, NEAR, OTHER, NOT_ASKED, NOT_KNOWN = "same", "near", "other", "not_asked", "not_known"
START = N_("Every pair begins here: of all pairs few are the same.")


def compared(
    facts: Facts, alert: AlertView, entity_number: str = ""
) -> tuple[tuple[ComparedRow, ...], tuple[ReasonView, ...]]:
    """Rows and reasons of one pair, from the opened values of the alert as it is now."""
    entity = _entity(alert, entity_number)
    if entity is None:
        return (), ()
    explanation = explain(query_of(facts), entity)
    reasons = tuple(_said(reason.kind, reason) for reason in explanation.reasons)
    said = (_said("verdict", explanation.verdict), *reasons, _start(explanation))
    return tuple(_rows(facts, entity, has_other_name=_has_other_name(explanation))), said


def _said(kind: str, reason: Reason) -> ReasonView:
    """A reason whose sentence a door can say again in the reader's language."""
    return ReasonView(kind, Sentence(reason.sentence, reason.values), reason.weight)


def _start(explanation: Explanation) -> ReasonView:
    """What the score holds before anything speaks: without it the reasons would not add up to the verdict."""
    spoken = sum(reason.weight for reason in explanation.reasons)
    return ReasonView("start", Sentence(START), round(explanation.verdict.weight - spoken, 2))


def _has_other_name(explanation: Explanation) -> bool:
    """Found by a number alone: the names are not alike at all."""
    return any(reason.sentence in (OTHER_NAME, STRANGE_NAME) for reason in explanation.reasons)


def _entity(alert: AlertView, number: str) -> Entity | None:
    entities = matchable(alert.content.values, alert.category, alert_id=str(alert.id), access_class=0)
    wanted = f"{alert.id}:{number}" if number else str(alert.id)
    return next((entity for entity in entities if entity.id == wanted), entities[0] if entities else None)


def _rows(facts: Facts, entity: Entity, *, has_other_name: bool) -> Iterator[ComparedRow]:
    names = {_fold(name) for name in entity.names}
    years = {date[:4] for date in entity.birth_dates}
    named = SAME if _fold(facts.name) in names else OTHER if has_other_name else NEAR
    yield _row("name", N_("Name"), facts.name, entity.names, named)
    same_day = facts.birth_date in entity.birth_dates
    born = SAME if same_day else NEAR if facts.birth_date[:4] in years else OTHER
    yield _row("birth_date", N_("Date of birth"), facts.birth_date, entity.birth_dates, born)
    of_country = SAME if facts.country in entity.countries else OTHER
    yield _row("country", N_("Nationality or flag"), facts.country, entity.countries, of_country)
    yield from _number_rows(facts, entity)


def _number_rows(facts: Facts, entity: Entity) -> Iterator[ComparedRow]:
    asked = [Identifier(n.scheme, n.value, n.country) for n in facts.numbers]
    schemes = dict.fromkeys(number.scheme for number in (*asked, *entity.identifiers))
    every_asked = {normalise(number) for number in asked}
    for scheme in schemes:
        queried = tuple(number.value for number in asked if number.scheme == scheme)
        listed = tuple(number.value for number in entity.identifiers if number.scheme == scheme)
        # a number listed under another scheme is the same number: a registration may be a plate
        mine = {normalise(Identifier(scheme, value)) for value in queried} or every_asked
        theirs = {normalise(number) for number in entity.identifiers}
        finding = SAME if mine & theirs else OTHER
        yield ComparedRow(
            f"number.{scheme}", scheme_of(scheme).label, queried, listed, _finding(queried, listed, finding)
        )


def _row(code: str, label: str, queried: str, listed: tuple[str, ...], finding: str) -> ComparedRow:
    mine = (queried,) if queried else ()
    return ComparedRow(code, label, mine, listed, _finding(mine, listed, finding))


def _finding(queried: tuple[str, ...], listed: tuple[str, ...], finding: str) -> str:
    if not queried:
        return NOT_ASKED
    if not listed and finding != SAME:
        return NOT_KNOWN
    return finding


def _fold(name: str) -> str:
    return " ".join(sorted(name.casefold().replace(",", " ").split()))
