"""New parties of a feed are searched, confirmed and asked about once; the ledger commits to each query (SEC-26, LOG-03)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from firstwall.kernel.actor import Actor
from firstwall.ledger import services as ledger
from firstwall.ledger.chunk import commit_chunk, prove_many
from firstwall.matching import MATCHER_VERSION, THRESHOLDS
from firstwall.screening import candidates
from firstwall.screening.chunks import answers_to, as_json
from firstwall.screening.feeds.holding import New
from firstwall.screening.feeds.models import Feed
from firstwall.screening.found import Found
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.office_rules import clock_of

CHUNK = 500
THRESHOLD = THRESHOLDS["bulk"]
_SAME_SCORE = 1e-6
Hits = list[tuple[int, Found]]


def screen_new(
    actor: Actor,
    feed: Feed,
    new: Sequence[New],
    *,
    act: str,
    details: dict[str, Any],
    now: datetime,
    only: frozenset[UUID] | None = None,
) -> int:
    """Screen these parties in the caller's transaction; how many questions that makes. One ledger entry for each 500.

    Args:
        actor: the feed's standing mandate, in one strand.
        feed: which feed.
        new: parties that were not screened in their movement before.
        act: what the entries are called.
        details: further facts of the first entry, free of personal data.
        now: the moment of the act.
        only: the alerts that changed; what else is found was found before.
    """
    asked = 0
    for start in range(0, max(len(new), 1), CHUNK):
        asked += _chunk(actor, feed, new[start : start + CHUNK], act, details if start == 0 else {}, now, only)
    return asked


def _chunk(
    actor: Actor,
    feed: Feed,
    new: Sequence[New],
    act: str,
    details: dict[str, Any],
    now: datetime,
    only: frozenset[UUID] | None,
) -> int:
    queries = [one.party.facts.as_json() for one in new]
    answers = answers_to(actor, [one.party for one in new], threshold=THRESHOLD) if new else []
    hits = [
        (number, one) for number, found in enumerate(answers) for one in found if only is None or one.alert.id in only
    ]
    fresh = _not_asked(feed, new, hits, now)
    commitment = commit_chunk(queries)
    entry = ledger.record(
        actor,
        act=act,
        object_type="feed",
        object_id=feed.id,
        result="found" if hits else "none",
        details={
            **details,
            "candidates": len(fresh),
            "shown": sorted({str(one.alert.id) for _number, one in hits}),
            "matcher": MATCHER_VERSION,
            "threshold": THRESHOLD,
            **commitment.details(),
        },
        personal=commitment.personal(),
    )
    proofs = prove_many(queries, commitment.seed, {number for number, _one in fresh})
    clock = clock_of(actor)
    ScreeningCandidate.objects.bulk_create(
        candidates.new_candidate(
            actor,
            new[number].party.facts,
            one,
            digest=new[number].digest,
            now=now,
            label=new[number].party.label,
            proof=as_json(entry, proofs[number]),
            clock=clock,
            feed_id=feed.id,
            movement=new[number].movement,
        )
        for number, one in fresh
    )
    return len(fresh)


def _not_asked(feed: Feed, new: Sequence[New], hits: Hits, now: datetime) -> Hits:
    """Without what an officer has answered, or is being asked already: nothing is asked twice."""
    if not hits:
        return []
    earlier: dict[tuple[bytes, UUID], list[ScreeningCandidate]] = defaultdict(list)
    for row in ScreeningCandidate.objects.filter(
        query_digest__in={new[number].digest for number, _one in hits}, alert_id__in={one.alert.id for _n, one in hits}
    ):
        earlier[bytes(row.query_digest), row.alert_id].append(row)
    return [
        (number, one)
        for number, one in hits
        if not any(_is_asked(feed, new[number], one, row, now) for row in earlier[new[number].digest, one.alert.id])
    ]


def _is_asked(feed: Feed, new: New, one: Found, row: ScreeningCandidate, now: datetime) -> bool:
    """A version that weighs the same says the same of this party, whatever else was changed in the alert."""
    if row.alert_version != one.alert.version and abs(row.score - one.score) > _SAME_SCORE:
        return False
    if row.feed_id == feed.id and row.movement_digest is not None and bytes(row.movement_digest) == new.movement:
        return True
    return candidates.is_same_occasion(row, now)
