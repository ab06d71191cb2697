"""The retention engine: what is over ends, in the rooms that hold it, in time and never early (CIS-62 to CIS-72, SEC-34, SEC-35).

Each room says how its records end; here stands the order, the chunk, the ledger and the clock. A dry run is the same run
with its transactions rolled back, so that what it announces is what will happen.

1. Nothing before the clocks agree (`clocks`).
2. A chunk is one transaction: what stands beside the alerts, their index entries, their versions, the alerts, an entry of the
   ledger for each, the run's own counts. A killed run has ended whole chunks, and the next one goes on behind them.
3. Erase, restrict, announce: in this order, so that nobody is told of what has already ended.
4. Then what hangs on no alert and is over after its 24 months, table by table; the ledger's own entries last (LOG-05).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from firstwall.authorities import ending as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import ending as cis
from firstwall.cis.clocks import Due
from firstwall.cis.correcting import ending as correcting
from firstwall.cis.ending import EndingAlert, ProfileOf
from firstwall.fide import ending as fide
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_day
from firstwall.kernel.refusal import Fault
from firstwall.law.tables import profile_in_force
from firstwall.ledger import pruning, reading
from firstwall.ledger import services as ledger
from firstwall.ledger.many import record_many
from firstwall.outbox import ending as outbox
from firstwall.outbox.services import notify_owners
from firstwall.screening import ending as screening
from firstwall.supervision import clocks, runs
from firstwall.supervision.ending_copies import end_copies, erase_beside
from firstwall.supervision.models import RetentionRun
from firstwall.supervision.rights import ending as rights
from firstwall.supervision.runs import LOGIN, SYSTEM
from firstwall.supervision.types import RetentionOutcome, RetentionRunView

CHUNK = 1_000
RUN = "supervision.run_retention"
CONFIRM = "supervision.confirm_clock"
SWEEP = "supervision.end_records"
ACTS = {
    Due.ERASE: "supervision.erase_alert",
    Due.RESTRICT: "supervision.restrict_alert",
    Due.REVIEW_NOTICE: "supervision.give_notice",
    Due.END_NOTICE: "supervision.give_notice",
}
_NOTICE_KINDS = {Due.REVIEW_NOTICE: "alert_review_near", Due.END_NOTICE: "alert_last_day_near"}


def run_retention(
    now: datetime, *, dry: bool = False, profile_of: ProfileOf = profile_in_force, chunk: int = CHUNK
) -> RetentionOutcome:
    """End what is over by the law in force on the day; safe to repeat at any time, safe to be killed.

    Args:
        now: what this machine's clock says.
        dry: the same, rolled back.
        profile_of: the law's profile of a strand on a day; another one than that in force is for study.
        chunk: how many alerts end in one transaction.

    Raises:
        Fault: the clocks disagree, or another run is at work: nothing was erased.
    """
    with runs.one_at_a_time():
        readings = runs.read_clocks(now)
        _believe_or_stop(readings, is_recorded=not dry)
        if not dry:
            runs.close_interrupted()
        run = None if dry else _begin(readings)
        day, counts = utc_day(now), Counter[str]()
        for what in (Due.ERASE, Due.RESTRICT, Due.REVIEW_NOTICE, Due.END_NOTICE):
            _walk(what, day, profile_of, counts=counts, run=run, now=now, chunk=chunk)
        end_copies(day, counts=counts, run=run, chunk=chunk)
        for sweep in (*_SWEEPS, _prune_entries):
            _sweep(sweep, counts=counts, run=run, now=now)
        if run is not None:
            runs.finish(run, now)
        return RetentionOutcome(day, dict(counts))


def confirm_clock(now: datetime, day: date) -> None:
    """A person vouches for the date, after a pause or a jump that the machine cannot judge itself; recorded.

    Raises:
        Fault: the machine's or the database's clock says another day.
    """
    readings = runs.read_clocks(now)
    clocks.check(replace(readings, ledger=None), None)
    if day != utc_day(now):
        raise clocks.other_day(utc_day(now))
    with acting(SYSTEM, using=LOGIN):
        runs.begin(readings, kind="confirmation", state="done")
        ledger.record(SYSTEM, act=CONFIRM, object_type="clock", details={"day": day}, using=LOGIN)


def must_believe_clocks(now: datetime) -> None:
    """For the other jobs that erase.

    Raises:
        Fault: the clocks disagree.
    """
    clocks.check(runs.read_clocks(now), runs.last_believed())


def latest_runs(size: int) -> list[RetentionRunView]:
    """Return the newest runs, for the operator: counts and times."""
    with acting(SYSTEM, using=LOGIN):
        return runs.latest(size)


def _believe_or_stop(readings: clocks.Readings, *, is_recorded: bool) -> None:
    try:
        clocks.check(readings, runs.last_believed())
    except Fault as fault:
        if is_recorded:
            with acting(SYSTEM, using=LOGIN):
                runs.begin(readings, state="stopped", fault=fault.code)
                details = {"fault": fault.code}
                ledger.record(SYSTEM, act=RUN, object_type="retention", result="failed", details=details, using=LOGIN)
        raise


def _begin(readings: clocks.Readings) -> RetentionRun:
    with acting(SYSTEM, using=LOGIN):
        return runs.begin(readings)


def _walk(
    what: Due,
    day: date,
    profile_of: ProfileOf,
    *,
    counts: Counter[str],
    run: RetentionRun | None,
    now: datetime,
    chunk: int,
) -> None:
    mark: cis.Mark = None
    while True:
        with acting(SYSTEM, using=LOGIN):
            walked = cis.walk(what, day, profile_of, after=mark, size=chunk)
            if walked.alerts:
                done = _END[what](walked.alerts, day, profile_of, now)
                _record(what, walked.alerts, profile_of, day)
                counts.update(done)
                if run is not None:
                    runs.save(run, counts)
            if run is None:
                transaction.set_rollback(True, using=LOGIN)
        mark = walked.mark
        if mark is None:
            return


def _sweep(sweep: "Sweep", *, counts: Counter[str], run: RetentionRun | None, now: datetime) -> None:
    """End what is over in chunks, each with an entry that counts it; a dry run takes one look at all."""
    size = SWEPT if run is not None else _ALL
    while True:
        with acting(SYSTEM, using=LOGIN):
            done = {name: number for name, number in sweep(now, size).items() if number}
            counts.update({f"ended:{name}": number for name, number in done.items()})
            if run is None:
                transaction.set_rollback(True, using=LOGIN)
            elif done:
                runs.save(run, counts)
        if run is None or not done:
            return


def _counted(end_over: "Sweep") -> "Sweep":
    """The same, with its entry in the ledger: how many rows of which table, and nothing of them."""

    def swept(now: datetime, size: int) -> dict[str, int]:
        done = end_over(now, size)
        if any(done.values()):
            ledger.record(SYSTEM, act=SWEEP, object_type="retention", details={"rows": done}, using=LOGIN)
        return done

    return swept


def _prune_entries(now: datetime, size: int) -> dict[str, int]:
    spans = pruning.prune_entries(now, size)
    if spans:
        details = {"places": [list(span) for span in spans]}
        ledger.record(SYSTEM, act=reading.PRUNE, object_type="ledger", details=details, using=LOGIN)
    return {"ledger_entry": sum(last - first + 1 for first, last in spans)}


Sweep = Callable[[datetime, int], dict[str, int]]
SWEPT = 5_000
_ALL = 2**31 - 1
_SWEEPS: tuple[Sweep, ...] = tuple(
    _counted(one)
    for one in (
        authorities.end_over,
        outbox.end_over,
        screening.end_over,
        screening.end_held,
        rights.end_over,
        correcting.end_over,
        fide.end_over,
    )
)


def _erase(alerts: Sequence[EndingAlert], _day: date, _profile_of: ProfileOf, now: datetime) -> dict[str, int]:
    ids = _ids(alerts)
    beside = {name: number for name, number in erase_beside(alerts, now).items() if number}
    return beside | _named("erased", screening.erase_with(ids) | cis.erase(ids, now=now))


def _restrict(alerts: Sequence[EndingAlert], day: date, profile_of: ProfileOf, now: datetime) -> dict[str, int]:
    moved = cis.restrict(alerts, day, profile_of, now=now)
    return _named("restricted", moved | screening.withhold_with(_ids(alerts)))


def _review_notice(alerts: Sequence[EndingAlert], day: date, _profile_of: ProfileOf, _now: datetime) -> dict[str, int]:
    return _announce(Due.REVIEW_NOTICE, alerts, day)


def _end_notice(alerts: Sequence[EndingAlert], day: date, _profile_of: ProfileOf, _now: datetime) -> dict[str, int]:
    return _announce(Due.END_NOTICE, alerts, day)


_END: dict[Due, Callable[[Sequence[EndingAlert], date, ProfileOf, datetime], dict[str, int]]] = {
    Due.ERASE: _erase,
    Due.RESTRICT: _restrict,
    Due.REVIEW_NOTICE: _review_notice,
    Due.END_NOTICE: _end_notice,
}


def _announce(what: Due, alerts: Sequence[EndingAlert], day: date) -> dict[str, int]:
    kind = _NOTICE_KINDS[what]
    owed = [(alert.owner_id, str(alert.strand), alert.id) for alert in alerts]
    notify_owners(owed, kind=kind, object_type="alert", using=LOGIN)
    cis.mark_noticed(_ids(alerts), what, day)
    return {f"{kind}:outbox_message": len(owed)}


def _record(what: Due, alerts: Sequence[EndingAlert], profile_of: ProfileOf, day: date) -> None:
    """One entry for each alert, under its owner, so that the owner's supervisor reads it; no value of the alert (CIS-65)."""
    kinds = sorted(alerts, key=lambda alert: (str(alert.owner_id), alert.strand))
    for (owner, strand), of_owner in groupby(kinds, key=lambda alert: (alert.owner_id, alert.strand)):
        profile = profile_of(strand, day)
        shared = {"reason": str(what), "profile": profile.code, "article": profile.citation}
        accounts = [(alert.id, shared | _account(alert)) for alert in of_owner]
        record_many(_for_owner(owner, str(strand)), act=ACTS[what], object_type="alert", of=accounts, using=LOGIN)


def _account(alert: EndingAlert) -> dict[str, object]:
    return {
        "reference": alert.reference,
        "category": alert.category,
        "state": alert.state,
        "entered_on": alert.entered_on,
        "review_on": alert.review_on,
        "last_day": alert.last_day,
    }


def _for_owner(owner: UUID, strand: str) -> Actor:
    return replace(SYSTEM, authority_id=owner, strand=strand)  # type: ignore[arg-type]  # stored as its letter


def _ids(alerts: Sequence[EndingAlert]) -> list[UUID]:
    return [alert.id for alert in alerts]


def _named(what: str, counts: dict[str, int]) -> dict[str, int]:
    return {f"{what}:{table}": number for table, number in counts.items() if number}
