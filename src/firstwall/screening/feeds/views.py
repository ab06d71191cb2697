"""Rows to views, in the words of the law's table."""

from firstwall.kernel.clock import utc_now
from firstwall.law.tables import FEEDS
from firstwall.screening.feeds.models import Feed
from firstwall.screening.feeds.types import FeedView

_SAME = (
    "id", "code", "label", "kind", "channel", "purpose", "reference", "place", "office_id", "state", "proposed_by",
    "proposed_at", "agreed_by", "agreed_at", "ends_at", "ended_at",
)  # fmt: skip


def feed_view(row: Feed) -> FeedView:
    """A feed as its authority sees it."""
    kind = FEEDS[row.kind]
    return FeedView(
        kind_label=kind.label,
        keeps=kind.keeps_personal,
        strands=tuple(row.strands),
        is_over=row.ends_at is not None and row.ends_at <= utc_now(),
        **{name: getattr(row, name) for name in _SAME},
    )
