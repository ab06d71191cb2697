"""A feed is proposed by one person, agreed to by another, and ended by either: it sets how long traffic is held (SEC-12)."""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction

from firstwall.authorities.acting import lawful
from firstwall.authorities.services import standing_mandate
from firstwall.cis.seeing import chosen, text_given
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.tables import FEEDS
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.asking import require_purpose
from firstwall.screening.feeds.models import Feed
from firstwall.screening.feeds.rules import CHANNELS, LONGEST_FEED
from firstwall.screening.feeds.types import FeedView
from firstwall.screening.feeds.views import feed_view
from firstwall.screening.placing import locked

KEEP = "screening.keep_feeds"
_RULE, _ARTICLE = "SEC-21", "LED Art. 25"


def propose_feed(
    actor: Actor,
    *,
    code: str,
    label: str,
    kind: str,
    channel: str,
    reference: str,
    place: str = "",
    key: str = "",
) -> FeedView:
    """Propose a feed for the strands, the purpose and the office of this mandate; nothing is taken until a colleague agrees.

    Args:
        actor: a coordinator under a purpose for searching.
        code: what senders call it; one open feed of an authority has it.
        label: what people call it.
        kind: one of `law.tables.FEEDS`; it says how long traffic is held.
        channel: api, folder or stream.
        reference: the standing reference under which each message is screened.
        place: where this traffic crosses.
        key: idempotency key.

    Raises:
        Refusal: no purpose for searching.
        FieldRefused: something is missing or on no list.
        Fault: the code is taken.
    """
    with lawful(actor, KEEP, object_type="feed"):
        require_purpose(actor)
        kind = chosen(kind, FEEDS, "kind", "SEC-49", "LED Art. 4(1)(c)")
        channel = chosen(channel, CHANNELS, "channel", _RULE, _ARTICLE)
        said = {
            field: text_given(
                text,
                field,
                _RULE,
                _ARTICLE,
                N_("A feed has a code, a name and a reference."),
                N_("Write it."),
                longest=longest,
            )
            for field, text, longest in (("code", code, 40), ("label", label, 80), ("reference", reference, 80))
        }
        body = once.body_hash({"feed": [said, kind, channel, place]})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return feed_view(Feed.objects.get(id=earlier["feed"]))
        row = Feed(
            authority_id=authority_of(actor),
            office_id=actor.office_id,
            kind=kind,
            channel=channel,
            strands="".join(strand for strand in "CA" if strand in actor.strands),
            purpose=actor.purpose,
            place=place.strip()[:80],
            proposed_by=person_of(actor),
            proposed_at=utc_now(),
            **said,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Fault(
                "code_taken", N_("A feed has this code."), place="code", cure=N_("Choose another."), status=409
            ) from None
        _enter(actor, row, "proposed")
        once.remember(actor, key, body, {"feed": str(row.id)})
        return feed_view(row)


def agree_to_feed(actor: Actor, feed_id: UUID, *, key: str = "") -> FeedView:
    """Agree as the second person: the feed opens under a standing mandate of who agrees, for at most twelve months (SEC-12).

    Raises:
        NothingHere: no such feed of the own authority.
        Refusal: it is one's own proposal, or this mandate is not for its purpose and strands.
    """
    with lawful(actor, KEEP, object_type="feed", object_id=feed_id):
        row = locked(Feed, feed_id)
        if row.state == "open":
            return feed_view(row)
        _must_be_second(actor, row)
    standing = standing_mandate(_for(actor, row), lasts=LONGEST_FEED)
    with lawful(actor, KEEP, object_type="feed", object_id=feed_id):
        body = once.body_hash({"agree": feed_id})
        is_repeated = once.answered_before(actor, key, body) is not None
        row = locked(Feed, feed_id)
        if row.state == "open":  # somebody else agreed meanwhile: the mandate made for it is never used
            return feed_view(row)
        _must_be_second(actor, row)
        now = utc_now()
        row.state, row.agreed_by, row.agreed_at, row.ends_at = "open", person_of(actor), now, now + LONGEST_FEED
        row.mandate_id = standing
        row.save(update_fields=["state", "agreed_by", "agreed_at", "ends_at", "mandate_id"])
        _enter(actor, row, "agreed")
        if not is_repeated:
            once.remember(actor, key, body, {"feed": str(row.id)})
        return feed_view(row)


def end_feed(actor: Actor, feed_id: UUID, *, key: str = "") -> FeedView:
    """End a feed, or take a proposal back: no further message is taken, and what it held is erased. Twice is once."""
    with lawful(actor, KEEP, object_type="feed", object_id=feed_id):
        body = once.body_hash({"end": feed_id})
        is_repeated = once.answered_before(actor, key, body) is not None
        row = locked(Feed, feed_id)
        if not is_repeated and row.state != "ended":
            row.state, row.ended_by, row.ended_at = "ended", person_of(actor), utc_now()
            row.save(update_fields=["state", "ended_by", "ended_at"])
            _enter(actor, row, "ended")
        if not is_repeated:
            once.remember(actor, key, body, {"feed": str(row.id)})
        return feed_view(row)


def _for(actor: Actor, row: Feed) -> Actor:
    """The same mandate, narrowed to the feed: its strands, office, reference and place."""
    strands = tuple(strand for strand in actor.strands if strand in row.strands)
    return replace(
        actor, strands=strands, strand=strands[0], office_id=row.office_id, reference=row.reference, place=row.place
    )


def _must_be_second(actor: Actor, row: Feed) -> None:
    if row.state == "ended":
        raise Fault("feed_ended", N_("This feed has ended."), cure=N_("Propose a new one."), status=409)
    if row.proposed_by == person_of(actor):
        raise Refusal(
            "SEC-12",
            N_("Who proposes a feed does not agree to it: it sets how long traffic is held."),
            cure=N_("Ask another coordinator of your authority."),
        )
    if actor.purpose != row.purpose or not set(row.strands) <= set(actor.strands):
        raise Refusal(
            _RULE,
            N_("A feed runs under the purpose and strands of who agrees; this mandate has others."),
            article=_ARTICLE,
            cure=N_("Open a mandate with the feed's purpose and strands."),
            status=409,
        )


def _enter(actor: Actor, row: Feed, step: str) -> None:
    details = {"step": step, "kind": row.kind, "channel": row.channel, "strands": row.strands}
    ledger.record(actor, act=KEEP, object_type="feed", object_id=row.id, details=details)
