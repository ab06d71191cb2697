"""The work of a run: chunk by chunk, each one transaction in which candidates, ledger entry and progress live together.

A worker killed at any moment leaves the run at the end of its last committed chunk. The row lock and the offset make it
impossible that two workers do the same chunk: the second finds the offset moved and stops.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

from firstwall.authorities.acting import acting, lawful
from firstwall.kernel.actor import Actor, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.ledger import services as ledger
from firstwall.screening.chunks import screen_chunk
from firstwall.screening.models import ScreeningLineError, ScreeningRun
from firstwall.screening.parsing.apart import items_apart
from firstwall.screening.placing import in_strand_of, locked
from firstwall.screening.problems import NOT_MAPPED
from firstwall.screening.reading import Source
from firstwall.screening.rules import SCREEN_FILE as ACT
from firstwall.screening.spool import Spool
from firstwall.screening.states import RUNS, may_move
from firstwall.screening.types import Party, Problem, RunView
from firstwall.screening.views import run_view

CHUNK = 500
MOST_PROBLEMS_KEPT = 1000  # counted beyond it, listed up to it
Items = list[Party | Problem]


def work_run(
    actor: Actor, run_id: UUID, *, told: Callable[[RunView], None] | None = None, held: bytes | None = None
) -> RunView:
    """Screen what is left of a run; returns when it is done, or was cancelled or taken over meanwhile.

    Args:
        actor: the run's mandate, or another of the same authority.
        run_id: which run.
        held: the traffic itself, where it lies in no spool (EXC-10).
        told: called with the run after every chunk, for a progress bar.

    Raises:
        NothingHere: no such run for this mandate.
        Fault: the held file is gone or was changed; the run is marked as failed.
    """
    actor = in_strand_of(actor, ScreeningRun, run_id)
    run = _begin(actor, run_id)
    if run.state != "working":
        return run_view(run)
    spool = Spool(run_id, authority_id=run.authority_id, strand=strand_of(actor))
    read_from = spool.read_from if held is None else lambda at: [held[at:]]
    try:
        for items in _chunks(items_apart(read_from, _source(run))):
            run = _chunk(actor, run, items)
            if run.state != "working":
                return run_view(run)
            if told:
                told(run_view(run))
        run = _finish(actor, run)
        spool.remove()
    except _Elsewhere:
        return _as_it_is(actor, run_id)
    except Fault as fault:
        _fail(actor, run_id, fault)
        raise
    return run_view(run)


class _Elsewhere(Exception):
    """Another worker moved the run on: this one leaves it alone."""


def _begin(actor: Actor, run_id: UUID) -> ScreeningRun:
    with lawful(actor, ACT, object_type="run", object_id=run_id):
        run = locked(ScreeningRun, run_id)
        if may_move(RUNS, run.state, "working"):
            run.state, run.started_at = "working", run.started_at or utc_now()
            run.save(update_fields=["state", "started_at"])
        return run


def _source(run: ScreeningRun) -> Source:
    return Source(run.format, run.mapping, run.lines, run.done_bytes, utc_now().date())


def _chunks(items: Iterator[Party | Problem]) -> Iterator[Items]:
    """Cut where a line ends: the remarks on a line and its party are never in two transactions, nor two parties of one line."""
    held: Items = []
    for item in items:
        if len(held) >= CHUNK and item.line > (held[-1].through or held[-1].line):
            yield held
            held = []
        held.append(item)
    if held:
        yield held


def _chunk(actor: Actor, seen: ScreeningRun, items: Items) -> ScreeningRun:
    """One chunk in one transaction; nothing when the run was stopped or moved on without us."""
    with lawful(actor, ACT, object_type="run", object_id=seen.id):
        run = locked(ScreeningRun, seen.id)
        if run.state != "working":
            return run
        if (run.done_bytes, run.lines) != (seen.done_bytes, seen.lines):
            raise _Elsewhere
        parties = [item for item in items if isinstance(item, Party)]
        problems = [item for item in items if isinstance(item, Problem)]
        run.candidates += screen_chunk(actor, run, parties)
        _store_problems(run, problems)
        last = items[-1]
        run.done_bytes, run.lines = last.end, last.through or last.line
        run.parties += len(parties)
        run.errors += sum(not problem.kept for problem in problems)
        run.save(update_fields=["done_bytes", "lines", "parties", "candidates", "errors"])
        return run


def _store_problems(run: ScreeningRun, problems: list[Problem]) -> None:
    if not problems:
        return
    room = MOST_PROBLEMS_KEPT - ScreeningLineError.objects.filter(run_id=run.id).count()
    ScreeningLineError.objects.bulk_create(
        ScreeningLineError(
            run_id=run.id,
            authority_id=run.authority_id,
            strand=run.strand,
            line=problem.line,
            column=problem.column,
            field=problem.field,
            code=problem.code,
            detail=problem.detail,
            kept=problem.kept,
        )
        for problem in [one for number, one in enumerate(problems) if number < room or one.code == NOT_MAPPED]
    )


def _finish(actor: Actor, seen: ScreeningRun) -> ScreeningRun:
    with lawful(actor, ACT, object_type="run", object_id=seen.id):
        run = locked(ScreeningRun, seen.id)
        if not may_move(RUNS, run.state, "done") or (run.done_bytes, run.lines) != (seen.done_bytes, seen.lines):
            raise _Elsewhere
        run.state, run.finished_at, run.done_bytes = "done", utc_now(), run.total_bytes
        run.save(update_fields=["state", "finished_at", "done_bytes"])
        details = {"finished": True, "parties": run.parties, "candidates": run.candidates, "errors": run.errors}
        ledger.record(actor, act=ACT, object_type="run", object_id=run.id, details=details)
        return run


def _fail(actor: Actor, run_id: UUID, fault: Fault) -> None:
    with lawful(actor, ACT, object_type="run", object_id=run_id):
        run = locked(ScreeningRun, run_id)
        if may_move(RUNS, run.state, "failed"):
            run.state, run.finished_at, run.failure = "failed", utc_now(), fault.code[:60]
            run.save(update_fields=["state", "finished_at", "failure"])
            ledger.record(
                actor, act=ACT, object_type="run", object_id=run.id, result="failed", details={"code": fault.code}
            )


def _as_it_is(actor: Actor, run_id: UUID) -> RunView:
    with acting(actor):
        return run_view(ScreeningRun.objects.get(id=run_id))
