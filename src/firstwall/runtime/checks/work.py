"""How far the node's work has come (REL-22): what is unsent, unsigned, undone. Pure: the database's counts come in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

UNSENT_LATE, SIGN_LATE, WORKER_LATE = timedelta(minutes=15), timedelta(seconds=60), timedelta(seconds=60)
ASK = (
    "select unsent, oldest_unsent, unplaced, oldest_unplaced, signed_entries, signed_at, jobs_waiting, worker_seen, said_at"
    " from fw_node_state()"
)


@dataclass(frozen=True, slots=True)
class Work:
    """What `fw_node_state()` says, in its order."""

    unsent: int
    oldest_unsent: datetime | None
    unplaced: int
    oldest_unplaced: UUID | None
    signed_entries: int | None
    signed_at: datetime | None
    jobs_waiting: int
    worker_seen: datetime | None
    said_at: datetime

    @property
    def unplaced_since(self) -> datetime | None:
        """When the oldest entry without a place was written, by its time-ordered number."""
        if self.oldest_unplaced is None:
            return None
        return datetime.fromtimestamp((self.oldest_unplaced.int >> 80) / 1000, UTC)


def work_of(connection: psycopg.Connection) -> Work:
    """Ask the database, as the login of the acts."""
    row = connection.execute(ASK).fetchone()
    assert row is not None
    return Work(*row)


def judge_work(work: Work) -> list[Finding]:
    """By the database's own clock, so that a wrong clock here does not make everything late."""
    return [_outbox(work), _ledger(work), _worker(work)]


def _outbox(work: Work) -> Finding:
    if work.oldest_unsent is None:
        return Finding("outbox", State.OK, N_("No message is unsent."))
    minutes = int((work.said_at - work.oldest_unsent).total_seconds() // 60)
    late = work.said_at - work.oldest_unsent > UNSENT_LATE
    sentence = say(
        N_("%(number)s messages are unsent, the oldest for %(minutes)s minutes."), number=work.unsent, minutes=minutes
    )
    return Finding(
        "outbox", State.WARN if late else State.OK, sentence, N_("See logs/worker.log in the home.") if late else ""
    )


def _ledger(work: Work) -> Finding:
    since = work.unplaced_since
    if since is not None and work.said_at - since > SIGN_LATE:
        return Finding(
            "ledger",
            State.BAD,
            say(N_("%(number)s entries of the ledger wait for their place and signature."), number=work.unplaced),
            N_("See logs/sequencer.log in the home; the sequencer is started again by itself."),
        )
    if work.signed_at is None:
        return Finding("ledger", State.OK, N_("Nothing was signed yet: nothing was done yet."))
    day = work.signed_at.isoformat(timespec="seconds")
    # Witnesses elsewhere come with the exchange between nodes: until then a checkpoint is kept by whoever takes it away.
    sentence = say(
        N_("%(size)s entries, last signed %(day)s; no witness elsewhere."), size=work.signed_entries, day=day
    )
    return Finding("ledger", State.OK, sentence)


def _worker(work: Work) -> Finding:
    seen = work.worker_seen
    if seen is None or work.said_at - seen > WORKER_LATE:
        return Finding(
            "worker",
            State.BAD,
            say(N_("No worker was heard for over a minute; %(number)s jobs wait."), number=work.jobs_waiting),
            N_("See logs/worker.log in the home; it is started again by itself."),
        )
    return Finding(
        "worker", State.OK, say(N_("The worker is at work; %(number)s jobs wait."), number=work.jobs_waiting)
    )
