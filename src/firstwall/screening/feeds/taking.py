"""A message is taken: read, compared with what of its movements was screened before, screened, and held as its kind allows.

All of one strand is one transaction: receipt, candidates, held traffic and ledger entry. When `take_message` returns, the
message has been screened and what was found is durable; traffic that is not held was never stored (EXC-10, SEC-49).
"""

from typing import Any
from uuid import UUID

from django.db import connections

from firstwall.authorities.acting import lawful
from firstwall.authorities.services import actor_of
from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.screening.feeds import holding
from firstwall.screening.feeds.holding import Unit
from firstwall.screening.feeds.models import Feed, FeedMessage
from firstwall.screening.feeds.movements import read_message
from firstwall.screening.feeds.screening import screen_new
from firstwall.screening.feeds.types import Taken
from firstwall.screening.problems import WORDS
from firstwall.screening.types import LineProblem, Problem
from firstwall.seals.digests import lasting_digest

TAKE = "screening.take_message"
LONGEST_ID = 200
MOST_PROBLEMS = 100  # listed in the answer; all are counted
_CLAIM = """insert into screening_feed_message (id, feed_id, authority_id, strand, message_digest, body_digest, taken_at, answer)
    values (%s, %s, %s, %s, %s, %s, %s, '{}') on conflict (feed_id, strand, message_digest) do nothing"""
_COUNTS = ("movements", "parties", "screened", "held")


def take_message(actor: Actor, feed_id: UUID, *, body: bytes, message_id: str, name: str = "") -> Taken:
    """Take one message of a feed; the same message again is answered as before, and nothing is done twice.

    Args:
        actor: who delivers: a mandate of the feed's authority. It is screened under the feed's own standing mandate.
        feed_id: which feed.
        body: the message, in any format that is read.
        message_id: the sender's number of it, or of the delivery; the same one when a delivery is repeated.
        name: what it was called, of which nothing is kept.

    Raises:
        NothingHere: no such feed for this mandate.
        Refusal: the feed is not open, or its standing mandate is over.
        Fault: what came is not what can be read, or the number was used for another message: nothing was done.
    """
    if not message_id.strip() or len(message_id) > LONGEST_ID:
        raise Fault(
            "bad_message_id", N_("The message has no usable number."), cure=N_("Number each message."), status=422
        )
    feed = _feed(actor, feed_id)
    standing = _standing(feed)
    reads, problems = read_message(body, today=utc_now().date())
    seen: dict[str, dict] = {}
    for strand in feed.strands:
        there = standing.in_strand(Strand(strand))
        with lawful(there, TAKE, object_type="feed", object_id=feed.id):
            receipt, earlier = _claimed(there, feed, message_id, body)
            if earlier is None:
                units = [holding.unit_of(there, feed, read) for read in reads]
                earlier = _taken(there, feed, units, problems, sender=actor)
                FeedMessage.objects.filter(id=receipt).update(answer=earlier)
        seen[strand] = earlier
    shown = [seen[strand]["candidates"] for strand in feed.strands if strand in actor.strands]
    first = seen[feed.strands[0]]
    counts = {name: first[name] for name in _COUNTS}
    return Taken(feed.id, candidates=sum(shown), problems=tuple(map(_said, first["problems"])), **counts)


def _feed(actor: Actor, feed_id: UUID) -> Feed:
    for strand in actor.strands:
        there = actor.in_strand(strand)
        with lawful(there, TAKE, object_type="feed", object_id=feed_id):
            feed = Feed.objects.filter(id=feed_id).first()
            if feed is None:
                continue
            if feed.state != "open" or feed.mandate_id is None:
                raise _not_open()
            return feed
    raise NothingHere


def _standing(feed: Feed) -> Actor:
    """The feed's own mandate: office, purpose, reference and place of each screening in it (SEC-21)."""
    assert feed.mandate_id is not None
    return actor_of(feed.mandate_id, channel="job")


def _not_open() -> Refusal:
    return Refusal(
        "SEC-21",
        N_("This feed is not open: nothing was read."),
        article="LED Art. 25",
        cure=N_("Ask a coordinator of your authority to agree to it."),
        status=409,
    )


def _claimed(actor: Actor, feed: Feed, message_id: str, body: bytes) -> tuple[UUID, dict | None]:
    """The receipt of this message, and its answer when it was taken before; another delivery of it waits here for the first."""
    digests = [_digest(actor, value) for value in (message_id.encode(), body)]
    receipt = record_id()
    values: list[Any] = [receipt, feed.id, authority_of(actor), str(strand_of(actor)), *digests, utc_now()]
    with connections["default"].cursor() as cursor:
        cursor.execute(_CLAIM, values)
        if cursor.rowcount:
            return receipt, None
    row = FeedMessage.objects.get(feed_id=feed.id, strand=str(strand_of(actor)), message_digest=digests[0])
    if bytes(row.body_digest) != digests[1]:
        raise Fault(
            "message_changed",
            N_("Another message was taken under this number; this one was not."),
            cure=N_("Give each message a number of its own."),
            status=409,
        )
    return row.id, row.answer


def _taken(actor: Actor, feed: Feed, units: list[Unit], problems: list[Problem], *, sender: Actor) -> dict:
    now = utc_now()
    before = holding.held_before(actor, feed, units, now=now)
    new = holding.not_screened(units, before)
    found = screen_new(actor, feed, new, act=TAKE, details=_counted(units, problems, sender), now=now)
    held = holding.hold(actor, feed, units, before, now=now)
    return {
        "movements": len(units),
        "parties": sum(len(unit.parties) for unit in units),
        "screened": len(new),
        "candidates": found,
        "held": held,
        "problems": [_kept(problem) for problem in problems[:MOST_PROBLEMS]],
    }


def _counted(units: list[Unit], problems: list[Problem], sender: Actor) -> dict:
    return {"movements": len(units), "problems": len(problems), "sender": str(sender.person_id)}


def _kept(problem: Problem) -> list:
    return [problem.line, problem.column, problem.field, problem.code, problem.detail, problem.kept]


def _said(row: list) -> LineProblem:
    line, column, field, code, detail, kept = row
    words = WORDS[code]
    return LineProblem(line, column, field, code, detail, words.sentence, words.cure, kept)


def _digest(actor: Actor, value: bytes) -> bytes:
    return lasting_digest(value, use=f"feed message {actor.strand}", authority_id=authority_of(actor))
