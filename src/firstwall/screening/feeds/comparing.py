"""Held traffic is compared with each new or changed alert within a minute (SEC-49); what was decided is not asked again.

A pass: what was held since, which alerts changed, which held parties they may concern; these are screened like new ones,
under the standing mandate of their feed, a transaction for each feed. How far the passes have come stands in the database:
after a kill the next process goes on behind it, and a pass that comes twice finds its questions asked already.

An alert that commits while a message is being screened may be missed by that message: each held movement says which
transactions were running then, and the pass that first sees it asks for the alerts from there on.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import DatabaseError, close_old_connections

from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.authorities.services import actor_of
from firstwall.cis import queries as cis
from firstwall.cis.facts import alert_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.words import Strand
from firstwall.matching.types import Entity
from firstwall.screening.candidates import digest_of
from firstwall.screening.feeds.held_index import HeldIndex
from firstwall.screening.feeds.holding import New
from firstwall.screening.feeds.models import Feed, HeldMark, HeldMovement
from firstwall.screening.feeds.screening import screen_new
from firstwall.screening.types import Facts, Party
from firstwall.seals.services import open_json

ACT = "screening.screen_held"
LOOKS_EVERY = 1.0
_KEPT_EVERY = timedelta(minutes=1)
_SYSTEM = system_actor("screening")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Compared:
    """What one pass did: alerts that changed, held parties that were screened for them, questions that makes."""

    alerts: int = 0
    parties: int = 0
    candidates: int = 0


class _Marks(NamedTuple):
    """How far the passes have come, in transactions."""

    alerts: int
    held: int


class Comparison:
    """One strand's held traffic beside its alerts."""

    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        self.held = HeldIndex(strand)
        self._told: dict[str, Entity] = {}
        self._since: _Marks | None = None
        self._kept_at = datetime.min.replace(tzinfo=UTC)

    def compare(self) -> Compared:
        """One pass."""
        since = self._since or self._stored()
        oldest = self.held.follow(utc_now(), new_since=since.held)
        if not len(self.held):
            # whatever comes from now on says itself what it may have missed
            self._since, self._told = _Marks(self.held.mark, self.held.mark), {}
            return Compared()
        first = since.alerts if oldest is None else min(since.alerts, oldest)
        changes = cis.index_changes(self.strand, first)
        told, self._told = self._told, {entity.id: entity for entity in changes.entities}
        # while a long transaction runs elsewhere, the same changes are told again and again
        changed = [one for one in changes.entities if oldest is not None or told.get(one.id) != one]
        parties, found = self._screened(changed) if changed else (0, 0)
        self._keep(_Marks(changes.mark, self.held.mark), is_due=bool(changed))
        return Compared(len({alert_of(one.id) for one in changed}), parties, found)

    def _screened(self, changed: list[Entity]) -> tuple[int, int]:
        alerts = frozenset(UUID(alert_of(one.id)) for one in changed)
        parties = found = 0
        for feed_id, movements in self.held.proposed(changed).items():
            asked, candidates = self._of_feed(feed_id, movements, alerts)
            parties, found = parties + asked, found + candidates
        return parties, found

    def _of_feed(self, feed_id: UUID, movements: Mapping[UUID, set[int]], alerts: frozenset[UUID]) -> tuple[int, int]:
        with acting(_SYSTEM):
            mandate_id = Feed.objects.filter(id=feed_id, state="open").values_list("mandate_id", flat=True).first()
        if mandate_id is None:
            return 0, 0
        try:
            actor = actor_of(mandate_id, channel="job").in_strand(self.strand)
            with lawful(actor, ACT, object_type="feed", object_id=feed_id):
                feed, now = Feed.objects.get(id=feed_id), utc_now()
                rows = HeldMovement.objects.filter(id__in=list(movements), expires_at__gt=now).order_by("id")
                new = [
                    New(bytes(row.reference_digest), digest_of(actor, party.facts), party)
                    for row in rows.select_for_update()
                    for party in _parties(row, movements[row.id])
                ]
                if not new:
                    return 0, 0
                details = {"alerts": len(alerts), "movements": len(movements)}
                return len(new), screen_new(actor, feed, new, act=ACT, details=details, now=now, only=alerts)
        except Refusal as refusal:
            # its standing mandate is over: it is compared again when two people have agreed anew
            log.warning(f"a feed was not compared with changed alerts: {refusal.rule}")
            return 0, 0

    def _stored(self) -> _Marks:
        with acting(_SYSTEM):
            row = HeldMark.objects.filter(strand=str(self.strand)).first()
        return _Marks(row.alerts, row.held) if row else _Marks(0, 0)

    def _keep(self, marks: _Marks, *, is_due: bool) -> None:
        """In this process at once, in the database when something was done, and now and then."""
        self._since, now = marks, utc_now()
        if not is_due and now - self._kept_at < _KEPT_EVERY:
            return
        with acting(_SYSTEM):
            said = {"alerts": marks.alerts, "held": marks.held, "at": now}
            HeldMark.objects.update_or_create(strand=str(self.strand), defaults=said)
        self._kept_at = now


def _parties(row: HeldMovement, numbers: set[int]) -> list[Party]:
    said = open_json(row.sealed, authority_id=row.authority_id, record_id=row.id, strand=row.strand)["parties"]
    return [
        Party(line, 0, label, Facts.from_json(facts))
        for number, (line, label, facts) in enumerate(said)
        if number in numbers
    ]


def keep_comparing(stop: threading.Event) -> None:
    """Pass after pass over both strands until told to stop."""
    comparisons = [Comparison(strand) for strand in Strand]
    while not stop.wait(LOOKS_EVERY):
        for number, comparison in enumerate(comparisons):
            try:
                comparison.compare()
            except DatabaseError:
                log.exception("held traffic could not be compared with alerts; it is tried again")
                comparisons[number] = Comparison(comparison.strand)
                close_old_connections()


@cache
def compare_beside() -> threading.Thread:
    """The thread of the worker that compares, started at the first call."""
    thread = threading.Thread(target=keep_comparing, args=(threading.Event(),), name="compare held", daemon=True)
    thread.start()
    return thread
