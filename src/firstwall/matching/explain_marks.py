"""What equal, look-alike and differing identifiers say, in sentences."""

from . import sentences
from .facts import country_number
from .identifiers import normalise, scheme_of
from .marks import marks_of
from .question import Questions
from .segment import Segment
from .types import Entity, Identifier, Query, Reason


def _listed_mark(entity: Entity, segment: Segment, row: int) -> Identifier:
    """The identifier behind a row: rows are sorted by key, so it is found by what they hold."""
    for identifier in entity.identifiers:
        if _exact_of(identifier) == int(segment.listed.marks.exact[row]):
            return identifier
    raise LookupError(f"row {row} of this entry has no identifier")


def _exact_of(identifier: Identifier) -> int:
    return int(marks_of([identifier]).exact[0])


def _differing(query: Query, entity: Entity) -> list[Reason]:
    """Numbers of one scheme that differ. They move no score: people hold several documents, and plates change."""
    reasons = []
    for asked in query.identifiers:
        for listed in entity.identifiers:
            if asked.scheme == listed.scheme and normalise(asked) != normalise(listed):
                values = {"scheme": scheme_of(listed.scheme).label, "value": listed.value}
                reasons.append(Reason(sentences.OTHER_MARK, values, 0.0, "silent"))
    return reasons


def mark_reasons(
    query: Query, entity: Entity, questions: Questions, segment: Segment, asked: int, listed: int, moved: float
) -> list[Reason]:
    """The identifier both have and what it brought, or those that differ."""
    if asked < 0:
        return _differing(query, entity)
    mine, theirs = query.identifiers[asked], _listed_mark(entity, segment, listed)
    values = {"scheme": scheme_of(theirs.scheme).label, "value": theirs.value, "asked": mine.value}
    same = questions.marks.exact[asked] == segment.listed.marks.exact[listed]
    reasons = [
        Reason(sentences.SAME_MARK if same else sentences.LOOKALIKE_MARK, values, round(max(moved, 0.0), 4), "for")
    ]
    if mine.scheme != theirs.scheme:
        labels = {"asked": scheme_of(mine.scheme).label, "listed": scheme_of(theirs.scheme).label}
        reasons.append(Reason(sentences.OTHER_SCHEME, labels, 0.0, "silent"))
    states = country_number(mine.country), country_number(theirs.country)
    if all(states) and states[0] != states[1] and scheme_of(theirs.scheme).national:
        values = {"asked": mine.country, "listed": theirs.country}
        reasons.append(Reason(sentences.OTHER_STATE, values, -0.01, "against"))
    return reasons
