"""Publish what the draw needs, each at its time: commitment before the day, closing after it, secret after the draw (SEC-23).

Three entries a day, each written once by the hourly job whatever it slept through. The secret is derived from the key of its
day, which the sequencer's login and the database never see, and which is destroyed after six calendar months.
"""

from datetime import UTC, date, datetime, time, timedelta

from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.actor import Actor
from firstwall.ledger import once, services
from firstwall.seals import day_keys
from firstwall.seals.errors import KeyMissing
from firstwall.supervision import drawing

COMMIT, CLOSE, REVEAL = "supervision.commit_seed", "supervision.close_day", "supervision.reveal_seed"
# Acts that ran over midnight have their place by then; a checkpoint follows the closing entry within a minute.
CLOSES_AFTER = timedelta(minutes=15)
REVEALS_AFTER = timedelta(minutes=75)
_CAUGHT_UP_DAYS = 5  # less than the seven days for which idempotency keys are remembered


def publish_seeds(now: datetime) -> None:
    """Write the entries that are due; safe to repeat at any time."""
    today = now.astimezone(UTC).date()
    for day in (today, today + timedelta(days=1)):
        _once(COMMIT, day, {"commitment": drawing.commitment(secret_of(day, create=True))})
    for back in range(_CAUGHT_UP_DAYS, 0, -1):
        day = today - timedelta(days=back)
        over = now - datetime.combine(day + timedelta(days=1), time(), UTC)
        try:
            secret = secret_of(day, create=False)
        except KeyMissing:  # the node did not exist yet: nothing was committed to
            continue
        if over < CLOSES_AFTER or _once(CLOSE, day, {}):
            continue  # just closed: a checkpoint comes first, the secret with the next run
        if over >= REVEALS_AFTER:
            _once(REVEAL, day, {"secret": secret.hex()})


def secret_of(day: date, *, create: bool) -> bytes:
    """The secret of a day's draw. No searched word has an upper-case letter, so it is no word's digest."""
    return day_keys.digest(day, "SAMPLE", create=create)


def _once(act: str, day: date, details: dict[str, str]) -> bool:
    """Write an entry of a day unless it stands already; tell whether it was written now."""
    system = system_actor("supervision")
    key, body = f"{act}/{day.isoformat()}", once.body_hash({"day": day})
    with acting(system):
        if once.answered_before(system, key, body) is not None:
            return False
        _record(system, act, day, details)
        once.remember(system, key, body, {"day": day})
        return True


def _record(system: Actor, act: str, day: date, details: dict[str, str]) -> None:
    services.record(system, act=act, object_type="day", object_id=day.isoformat(), details={"day": day} | details)
