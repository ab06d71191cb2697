"""Pure decisions of the feeds: how long, by whom, over which channels."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from firstwall.kernel.clock import add_months
from firstwall.law.tables import FEEDS
from firstwall.screening.types import Facts

CHANNELS = ("api", "folder", "stream")
LONGEST_FEED = timedelta(days=365)  # as a token (SEC-19): then two persons say anew that it is needed
# what says nothing of a person or business
_THINGS = frozenset({"vessel", "aircraft", "vehicle", "container", "goods"})


def is_held(kind: str) -> bool:
    """Whether traffic of this kind is kept at all without a hit (SEC-49)."""
    return bool(FEEDS[kind].keeps)


def held_until(kind: str, now: datetime, parties: Iterable[Facts]) -> datetime:
    """SEC-49, DIR-06: until when a movement may be held; less where it names a person or business."""
    row = FEEDS[kind]
    is_personal = any(facts.kind not in _THINGS for facts in parties)
    return _after(now, row.keeps_personal if is_personal else row.keeps)


def _after(now: datetime, period: str) -> datetime:
    number, unit = period.split()
    if unit == "years":
        return datetime.combine(add_months(now.date(), 12 * int(number)), now.timetz(), UTC)
    return now + timedelta(**{unit: int(number)})
