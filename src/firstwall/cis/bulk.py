"""Enter many alerts at once: the same rules row by row, few statements for all (REL-20).

A batch is one transaction with a ledger entry for each alert. A row that the law refuses is returned with its problems and
the others are kept, unless all or none was asked for. The same line sent again is recognised and is not entered twice.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from firstwall.authorities.acting import lawful
from firstwall.cis.entering import must_be_designated, on_its_basis, plain_of, record_entries
from firstwall.cis.models import Alert
from firstwall.cis.rules import decide_entry
from firstwall.cis.store import Planned, lock_numbers, ref_of, store_entries
from firstwall.cis.types import Entry, ImportRow, RowResult
from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.ledger import services as ledger
from firstwall.seals.digests import lasting_digest

BATCH = 500
ENTERED, QUARANTINED, KNOWN, REFUSED = "entered", "quarantined", "known", "refused"
OUTCOMES = (ENTERED, QUARANTINED, KNOWN, REFUSED)
# What stands against lawful rows beside the law, by line: earlier entries that they contradict. A higher room looks (CIS-59).
Against = Callable[[Actor, Sequence[tuple[ImportRow, Entry]]], Mapping[int, FieldProblem]]


def enter_many(
    actor: Actor,
    rows: Sequence[ImportRow],
    *,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    batch: int = BATCH,
    against: Against | None = None,
) -> list[RowResult]:
    """Enter rows in the strand of the mandate; one result for each, in their order.

    Args:
        actor: who enters.
        rows: what to enter; `source` is the line's own id, by which it is recognised when sent again.
        all_or_nothing: one transaction for all, and nothing is stored if one row is refused.
        dry_run: everything is judged, nothing is stored; the trial is recorded.
        batch: rows in one transaction.
        against: looks for earlier entries that rows contradict; what it names is not entered.

    Raises:
        NotPermitted: the role does not carry it (SEC-01).
    """
    size = max(1, len(rows) if all_or_nothing else batch)
    results: list[RowResult] = []
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        results += _enter_batch(actor, part, all_or_nothing=all_or_nothing, dry_run=dry_run, against=against)
    return results


@dataclass(slots=True)
class _Judged:
    """A row on its way: refused or known already (`result`), or planned to be stored."""

    row: ImportRow
    result: RowResult | None = None
    planned: Planned | None = None


def _enter_batch(
    actor: Actor, rows: Sequence[ImportRow], *, all_or_nothing: bool, dry_run: bool, against: Against | None
) -> list[RowResult]:
    with lawful(actor, "cis.import_alerts", object_type="alert"):
        now = utc_now()
        lock_numbers(actor, now.year)
        judged = list(_judge(actor, rows, now))
        if against is not None:
            _leave_out(judged, against(actor, [(o.row, o.planned.decided.entry) for o in judged if o.planned]))
        refused = any(one.result and one.result.outcome == REFUSED for one in judged)
        if not dry_run and not (all_or_nothing and refused):
            _store(actor, judged, now)
        results = [one.result or _not_stored(one, dry_run=dry_run) for one in judged]
        _record_batch(actor, results, dry_run=dry_run)
        return results


def _leave_out(judged: Sequence[_Judged], contradicted: Mapping[int, FieldProblem]) -> None:
    for one in judged:
        if one.planned is not None and one.row.line in contradicted:
            one.planned = None
            one.result = RowResult(one.row.line, REFUSED, problems=(contradicted[one.row.line],))


def _judge(actor: Actor, rows: Sequence[ImportRow], now: datetime) -> Iterator[_Judged]:
    digests = [_digests(actor, row) for row in rows]
    known = {
        bytes(alert.source_digest or b""): alert
        for alert in Alert.objects.filter(
            owner_id=authority_of(actor), strand=str(actor.strand), source_digest__in=[source for source, _ in digests]
        )
    }
    allowed: dict[Category, NotPermitted | str] = {}
    first_lines: dict[bytes, tuple[int, bytes]] = {}
    for row, (source, content) in zip(rows, digests, strict=True):
        if source in known:
            yield _Judged(row, _seen_before(row, known[source], content))
        elif source in first_lines:
            yield _Judged(row, _twice(row, same=first_lines[source][1] == content))
        else:
            first_lines[source] = row.line, content
            yield _judge_new(actor, row, allowed, now, (source, content))


def _judge_new(actor: Actor, row: ImportRow, allowed: dict, now: datetime, digests: tuple[bytes, bytes]) -> _Judged:
    category = row.entry.category
    if category not in allowed:
        allowed[category] = _designated(actor, category, now)
    declared = allowed[category]
    if isinstance(declared, NotPermitted):
        problem = FieldProblem("category", declared.rule, declared.article, declared.sentence, declared.cure)
        return _Judged(row, RowResult(row.line, REFUSED, problems=(problem,)))
    try:
        decided = decide_entry(row.entry, strand=strand_of(actor), today=now.date(), past=row.past)
    except FieldRefused as refused:
        return _Judged(row, RowResult(row.line, REFUSED, problems=refused.problems))
    content = on_its_basis(decided.entry.content, declared)
    decided = replace(decided, entry=replace(decided.entry, content=content))
    return _Judged(row, planned=Planned(decided, *digests))


def _store(actor: Actor, judged: Sequence[_Judged], now: datetime) -> None:
    new = [(one, one.planned) for one in judged if one.planned is not None]
    refs = store_entries(actor, [planned for _, planned in new], now=now)
    record_entries(actor, [(ref, planned.decided.entry) for (_, planned), ref in zip(new, refs, strict=True)])
    for (one, _), ref in zip(new, refs, strict=True):
        one.result = RowResult(one.row.line, _outcome(one), ref)


def _designated(actor: Actor, category: Category, now: datetime) -> NotPermitted | str:
    """The national provision that the list names for the category, or why the list does not let it in."""
    try:
        return must_be_designated(actor, category, now.date())
    except NotPermitted as refusal:
        return refusal


def _digests(actor: Actor, row: ImportRow) -> tuple[bytes, bytes]:
    """Of the line's own id and of its content. A line without an id is known by its content."""
    content = json.dumps(plain_of(row.entry), sort_keys=True).encode()
    source = row.source.encode() if row.source else content
    return (
        lasting_digest(source, use=f"cis source {actor.strand}", authority_id=authority_of(actor)),
        lasting_digest(content, use=f"cis content {actor.strand}", authority_id=authority_of(actor)),
    )


def _seen_before(row: ImportRow, alert: Alert, content: bytes) -> RowResult:
    if bytes(alert.source_content or b"") == content and alert.state in ("active", "quarantine"):
        return RowResult(row.line, KNOWN, ref_of(alert))
    if alert.state not in ("active", "quarantine"):
        return _refused(
            row, N_("This record was entered before and has ended."), N_("Give it a new id if it is entered anew.")
        )
    return _refused(
        row, N_("This record was entered before with another content."), N_("Amend the alert instead of importing it.")
    )


def _twice(row: ImportRow, *, same: bool) -> RowResult:
    if same:
        return _refused(row, N_("This record stands in the file twice."), N_("Leave one of them out."))
    return _refused(row, N_("Another record of the file has the same id."), N_("Give each record an id of its own."))


def _refused(row: ImportRow, sentence: str, cure: str) -> RowResult:
    return RowResult(row.line, REFUSED, problems=(FieldProblem("source_id", "REL-20", "", sentence, cure),))


def _outcome(one: _Judged) -> str:
    is_held = one.planned is not None and one.planned.decided.state == "quarantine"
    return QUARANTINED if is_held else ENTERED


def _not_stored(one: _Judged, *, dry_run: bool) -> RowResult:
    if dry_run:
        return RowResult(one.row.line, _outcome(one))
    return _refused(
        one.row, N_("Nothing was stored, because another record was refused."), N_("Cure that one and send all again.")
    )


def _record_batch(actor: Actor, results: Sequence[RowResult], *, dry_run: bool) -> None:
    counts = {outcome: sum(one.outcome == outcome for one in results) for outcome in OUTCOMES}
    rules = sorted({problem.rule for one in results for problem in one.problems})
    details = {**counts, "rules": rules, "dry_run": dry_run}
    result = "refused" if counts[REFUSED] == len(results) else "done"
    ledger.record(actor, act="cis.import_alerts", object_type="alert", result=result, details=details)
