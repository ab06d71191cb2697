"""Entry with the conflict check: a new entry is compared with the earlier ones of others before it is stored (CIS-59)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from firstwall.authorities.acting import lawful
from firstwall.cis import queries as alerts
from firstwall.cis import services as cis
from firstwall.cis.correcting import disputes
from firstwall.cis.correcting.rules import ACTION, CONFLICT
from firstwall.cis.importing import Tally
from firstwall.cis.importing import import_alerts as import_unchecked
from firstwall.cis.lines import LineProblem
from firstwall.cis.types import AlertRef, AlertView, Entry, ImportRow
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import FieldProblem, NothingHere, Refusal
from firstwall.kernel.sentences import N_, Labels, say
from firstwall.kernel.words import Category
from firstwall.law.tables import FIELDS
from firstwall.screening.duplicates import lookalikes, lookalikes_of_many

ACT, IMPORT = "cis.enter_alert", "cis.import_alerts"


def enter_alert(
    actor: Actor,
    *,
    category: Category | str,
    values: Mapping[str, object],
    same_as: str = "",
    different_from: Collection[str] = (),
    position: str = "",
    key: str = "",
    **said: Any,
) -> AlertRef:
    """Enter an alert, unless it contradicts an earlier one of another supplier: whether it is the same subject, a person says.

    Args:
        actor: who enters.
        category: a to h.
        values: what is said.
        same_as: reference or id of the earlier entry on the same subject: only what does not contradict it is entered, and its
            supplier is told.
        different_from: references or ids of earlier entries that are on other subjects.
        position: why something else is said of the same subject.
        key: idempotency key.
        said: the rest, as in `cis.services.enter_alert`.

    Raises:
        Refusal: 409, an earlier entry is contradicted, and nobody has said whether it is the same subject.
        as `cis.services.enter_alert`.
    """
    if same_as:
        first = alerts.id_of(actor, same_as)
        if first is None:
            raise NothingHere
        return disputes.enter_against(
            actor, first, category=category, values=values, position=position, key=key, **said
        )
    with lawful(actor, ACT, object_type="alert"):
        contradicted = first_contradicted(actor, different_from, category=category, values=values, **said)
        if contradicted is not None:
            raise _contradicts(*contradicted)
    return cis.enter_alert(actor, category=category, key=key, values=values, **said)


def import_alerts(actor: Actor, rows: Iterator[ImportRow | LineProblem], **how: Any) -> Tally:
    """Import a file with the same check on each row: what contradicts an earlier entry is left out, and the report says why.

    Args:
        actor: who enters.
        rows: from `cis.importing.rows_of`; a row names under `different_from` what it resembles and is not.
        how: as in `cis.importing.import_alerts`.
    """
    return import_unchecked(actor, rows, against=contradicted_rows, **how)


def contradicted_rows(actor: Actor, rows: Sequence[tuple[ImportRow, Entry]]) -> dict[int, FieldProblem]:
    """Of rows that the law lets in, those that contradict an earlier entry of another supplier; the look is recorded."""
    looked = lookalikes_of_many(actor, [(entry.category, entry.content.values) for _row, entry in rows], act=IMPORT)
    found: dict[int, FieldProblem] = {}
    for (row, entry), likes in zip(rows, looked, strict=True):
        others = [one for one in likes if not {str(one.id), one.reference} & set(row.different_from)]
        contradicted = disputes.earliest_contradicted(others, entry)
        if contradicted is not None:
            found[row.line] = _row_contradicts(*contradicted)
    return found


def first_contradicted(
    actor: Actor,
    different_from: Collection[str] = (),
    *,
    category: Category | str,
    values: Mapping[str, object],
    **said: Any,
) -> tuple[AlertView, tuple[str, ...]] | None:
    """Look for the earliest entry of another supplier, as far as this mandate sees, that this one contradicts; recorded."""
    if category not in {str(one) for one in Category}:
        return None
    found = lookalikes(actor, category=Category(category), values=values)
    others = [one for one in found if not {str(one.id), one.reference} & set(different_from)]
    return disputes.contradicted_by(actor, others, category=category, values=values, **said)


def labels_of(fields: Collection[str]) -> Labels:
    """The fields of a contradiction in words."""
    return Labels(N_("Suggested action") if code == ACTION else FIELDS[code].label for code in fields)


def _row_contradicts(first: AlertView, fields: tuple[str, ...]) -> FieldProblem:
    refusal = _contradicts(first, fields)
    cure = N_("On another subject, name it under different_from; on the same, enter this one by itself and say so.")
    return FieldProblem("different_from", refusal.rule, refusal.article, refusal.sentence, cure)


def _contradicts(first: AlertView, fields: tuple[str, ...]) -> Refusal:
    return Refusal(
        "CIS-59",
        say(
            N_("The earlier entry %(reference)s of another authority says something else: %(fields)s."),
            reference=first.reference,
            fields=labels_of(fields),
        ),
        article=CONFLICT,
        cure=N_(
            "Say whether it is the same subject. If so, only what does not contradict is entered; its supplier is told."
        ),
        field="same_as",
        status=409,
    )
