"""Reads of the feeds. None reads held traffic: it is compared with alerts, never searched by people (SEC-49)."""

from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import NothingHere
from firstwall.screening.feeds.models import Feed
from firstwall.screening.feeds.types import FeedView
from firstwall.screening.feeds.views import feed_view

READ = "screening.read_hits"


def feeds_of(actor: Actor, *, size: int = 500) -> list[FeedView]:
    """The feeds of the own authority in the strands of the mandate: proposals first, then open ones, then ended ones."""
    found: dict[UUID, FeedView] = {}
    for strand in actor.strands:
        with lawful(actor.in_strand(strand), READ, object_type="feed"):
            rows = Feed.objects.order_by("-proposed_at")[:size]
            found |= {row.id: feed_view(row) for row in rows}
    order = ("proposed", "open", "ended")
    return sorted(found.values(), key=lambda feed: (order.index(feed.state), feed.code, feed.proposed_at))


def feed_for(actor: Actor, feed_id: UUID) -> FeedView:
    """One feed.

    Raises:
        NothingHere: hidden and absent alike.
    """
    found = next((feed for feed in feeds_of(actor) if feed.id == feed_id), None)
    if found is None:
        raise NothingHere
    return found
