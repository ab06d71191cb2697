"""Feeds over the API: proposed, agreed to, ended; and the way in for their messages."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from firstwall.api import screening_shown as shown
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.api.screening_forms import LineProblemOut
from firstwall.screening.feeds import keeping, queries
from firstwall.screening.feeds.taking import take_message
from firstwall.screening.feeds.types import FeedView

router = Router(tags=["feeds"])


class FeedIn(Schema, extra="forbid"):
    """A feed as proposed: under the purpose, strands and office of the mandate."""

    code: str = Field(description="What senders call it")
    label: str
    kind: str = Field(description="passengers, lane, persons, cargo or containers: how long traffic is held (SEC-49)")
    channel: str = Field(description="api, folder or stream")
    reference: str = Field(description="The standing reference of each screening in it (SEC-21)")
    place: str = ""


class FeedOut(Schema):
    """A feed and how it stands."""

    id: UUID
    code: str
    label: str
    kind: str
    kind_label: str
    keeps: str = Field(description="How long traffic without a hit is held; empty: not at all")
    channel: str
    strands: list[str]
    purpose: str
    reference: str
    place: str
    office_id: UUID | None
    state: str
    proposed_at: datetime
    agreed_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    is_over: bool


class TakenOut(Schema):
    """What was read of a message, what of it was new, and what was found in the strands of the mandate."""

    feed_id: UUID
    movements: int
    parties: int
    screened: int
    candidates: int
    held: int
    problems: list[LineProblemOut]


@router.get("", response=list[FeedOut], summary="Feeds of the own authority")
def feeds(request: UnderMandateRequest) -> list[dict]:
    """Proposals first, then open ones, then those that have ended."""
    return [_shown(view) for view in queries.feeds_of(request.actor)]


@router.post("", response={201: FeedOut}, summary="Propose a feed", openapi_extra=WRITE)
def propose(request: UnderMandateRequest, said: FeedIn) -> tuple[int, dict]:
    """Nothing is taken until another person agrees (SEC-12)."""
    view = keeping.propose_feed(request.actor, key=idempotency_key(request), **said.dict())
    return 201, _shown(view)


@router.get("/{feed_id}", response=FeedOut, summary="One feed")
def feed(request: UnderMandateRequest, feed_id: UUID) -> dict:
    """How it stands; nothing of its traffic."""
    return _shown(queries.feed_for(request.actor, feed_id))


@router.post("/{feed_id}/agreement", response=FeedOut, summary="Agree to a feed", openapi_extra=WRITE)
def agree(request: UnderMandateRequest, feed_id: UUID) -> dict:
    """As the second person, under the feed's purpose: from now on it runs under this person's standing mandate."""
    return _shown(keeping.agree_to_feed(request.actor, feed_id, key=idempotency_key(request)))


@router.post("/{feed_id}/end", response=FeedOut, summary="End a feed", openapi_extra=WRITE)
def end(request: UnderMandateRequest, feed_id: UUID) -> dict:
    """No further message is taken, and what was held is erased."""
    return _shown(keeping.end_feed(request.actor, feed_id, key=idempotency_key(request)))


@router.post("/{feed_id}/messages", response=TakenOut, summary="Deliver a message", openapi_extra=WRITE)
def deliver(request: UnderMandateRequest, feed_id: UUID, file: File[UploadedFile]) -> dict:
    """Screened when this answers. The idempotency key is the message's number: delivered again, it is answered as before."""
    number = idempotency_key(request)
    taken = take_message(request.actor, feed_id, body=file.read(), message_id=number, name=file.name or "")
    return shown.plain(taken) | {"problems": [shown.line_problem(problem) for problem in taken.problems]}


def _shown(view: FeedView) -> dict:
    return shown.plain(view) | {"kind_label": gettext(view.kind_label)}
