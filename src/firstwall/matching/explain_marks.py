"""What equal, look-alike and differing identifiers say, in sentences."""

from . import sentences
from .evidence import WEIGHTS
from .facts import country_number
from .identifiers import agreement, normalise, recognise, scheme_of
from .judge import of_mark
from .marks import OTHER_STATE, marks_of
from .question import Questions
from .reasons import reason
from .segment import Segment
from .types import Entity, Identifier, Query, Reason

# Schemes with a check digit for every number, and the word that says that one follows.
_CHECKED = {"imo": "IMO ", "container": "", "vat": "VAT "}


def _listed_mark(entity: Entity, segment: Segment, row: int) -> Identifier:
    """The identifier behind a row: rows are sorted by key, so it is found by what they hold."""
    marks, wanted = marks_of(entity.identifiers), [int(column[row]) for column in segment.listed.marks]
    for place, identifier in enumerate(entity.identifiers):
        if [int(column[place]) for column in marks] == wanted:
            return identifier
    raise LookupError(f"row {row} of this entry has no identifier")


def _differing(query: Query, entity: Entity) -> list[Reason]:
    """Numbers of one scheme that differ. They move no score: people hold several documents, and plates change."""
    return [
        reason(sentences.OTHER_MARK, {"scheme": scheme_of(listed.scheme).label, "value": listed.value})
        for asked in query.identifiers
        for listed in entity.identifiers
        if asked.scheme == listed.scheme and normalise(asked) != normalise(listed)
    ]


def _misread(mark: Identifier) -> bool:
    """Whether a check digit does not fit: told, and never a reason to refuse."""
    if mark.scheme not in _CHECKED:
        return False
    found = recognise(f"{_CHECKED[mark.scheme]}{normalise(mark)}")
    return found.scheme == mark.scheme and found.check == "failed"


def mark_reasons(
    query: Query, entity: Entity, questions: Questions, segment: Segment, asked: int, listed: int, sure: float
) -> list[Reason]:
    """The identifier both have and what it brought, or those that differ."""
    if asked < 0:
        return _differing(query, entity)
    # every reading of a name has the numbers of the question once more
    mine, theirs = query.identifiers[asked % len(query.identifiers)], _listed_mark(entity, segment, listed)
    against, brings = [], float(of_mark(sure, WEIGHTS))
    states = country_number(mine.country), country_number(theirs.country)
    national = scheme_of(mine.scheme).national or scheme_of(theirs.scheme).national
    if all(states) and states[0] != states[1] and national:
        sure /= OTHER_STATE
        without = float(of_mark(sure, WEIGHTS))
        values = {"asked": mine.country, "listed": theirs.country}
        against.append(reason(sentences.OTHER_STATE, values, brings - without))
        brings = without
    if mine.scheme != theirs.scheme:
        without = float(of_mark(sure / agreement(mine.scheme, theirs.scheme), WEIGHTS))
        values = {"asked": scheme_of(mine.scheme).label, "listed": scheme_of(theirs.scheme).label}
        against.append(reason(sentences.OTHER_SCHEME, values, brings - without))
        brings = without
    same = questions.marks.exact[asked] == segment.listed.marks.exact[listed]
    values = {"scheme": scheme_of(theirs.scheme).label, "value": theirs.value, "asked": mine.value}
    if _misread(mine):
        against.append(reason(sentences.CHECK_FAILED, {"scheme": values["scheme"], "value": mine.value}))
    return [reason(sentences.SAME_MARK if same else sentences.LOOKALIKE_MARK, values, brings), *against]
