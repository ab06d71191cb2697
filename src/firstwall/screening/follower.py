"""The matching index of each strand in this process, kept up to date with the alerts that PostgreSQL has committed.

Filled at the first use, from the list that the machine's keeper shares if there is one; then before each search, and
twice a second beside it, asked what has changed: one cheap query. An index carries no permission: every search passes
the classes that its mandate may read, and PostgreSQL confirms what is shown.
"""

import logging
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connections

from firstwall.cis import queries as cis
from firstwall.cis.facts import alert_of, entity_ids
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.matching import MATCHER_VERSION, Index, warm_up
from firstwall.matching.types import Candidate, Entity, Query
from firstwall.screening.index import memory, saved_form
from firstwall.screening.index.memory import Mapped
from firstwall.screening.types import IndexState

_REBUILT_AFTER = 5_000  # changed entries; until then the index keeps them in small parts
_FOLLOWS_EVERY = 0.5
_KEEPER_STARTS_WITHIN = 15.0
_WAITS_AT_MOST = 600.0
log = logging.getLogger(__name__)


class _Listed:
    """One index and the mark up to which it has followed the database."""

    def __init__(self, strand: Strand, base: Mapped | None) -> None:
        self.strand = strand
        self.base = None if base is None else base.name
        self.index: Index | None = None if base is None else Index.opened(base.listed)
        self.changed = 0
        self._mark = None if base is None else base.mark
        self._recent: dict[str, Entity] = {}
        self._recently_gone: frozenset[str] = frozenset()
        self._amended = 0

    def catch_up(self) -> None:
        """Take in what has been committed since the last look."""
        try:
            changes = cis.index_changes(self.strand, self._mark)
        finally:
            # back to the pool at once: this login has few connections, and a check goes on without it
            connections["screen"].close()
        if self.index is None:
            self.index = Index.build(changes.entities)
        elif changes.entities or changes.removed:
            self._take(self.index, changes.entities, changes.removed)
        else:
            self._recent, self._recently_gone = {}, frozenset()
        self._mark = changes.mark

    def _take(self, index: Index, entities: Sequence[Entity], removed: Sequence[str]) -> None:
        """Changed alerts come whole: what an alert had before and no longer has is taken out."""
        # while a long transaction runs elsewhere, the same changes come again and again: they are taken in once
        told, self._recent = self._recent, {entity.id: entity for entity in entities}
        entities = [entity for entity in entities if told.get(entity.id) != entity]
        amended = {alert_of(entity.id) for entity in entities}
        told_gone, self._recently_gone = self._recently_gone, frozenset(removed)
        changed = (self._recently_gone - told_gone) | amended
        stale = {entity_id for alert_id in changed for entity_id in entity_ids(alert_id)}
        for entity_id in stale - {entity.id for entity in entities}:
            index.remove(entity_id)
        for entity in entities:
            index.amend(entity)
        self.changed += len(changed)
        self._amended += len(amended)
        # what was taken out costs a search nothing; a list made anew for it would stop every search that waits for it
        if self._amended > _REBUILT_AFTER:
            self._amended = 0
            index.compact()


class Follower:
    """One strand's index. Many may search at once, also while a change comes in: the index swaps whole states.

    A check follows the list it has, so that it never waits for a new one: that is made ready by `renew`, beside.
    """

    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        self._listed: _Listed | None = None
        self._followed_at: datetime | None = None
        self._following = threading.Lock()

    def follow(self) -> None:
        """Take in what has been committed since the last look; at the first, begin from the shared list if there is one."""
        with self._following:
            if self._listed is None:
                self._await_keeper()
            listed = self._listed or _Listed(self.strand, self._shared())
            listed.catch_up()
            self._listed, self._followed_at = listed, utc_now()

    def renew(self) -> None:
        """Begin again from the shared list when there is a new one, ready before it is used; one stat call when there is none."""
        name = memory.name_of(self.strand)
        if self._listed is None or name is None or name == self._listed.base:
            return
        base = self._shared()
        if base is None:
            return
        fresh = _Listed(self.strand, base)
        fresh.catch_up()
        with self._following:
            fresh.catch_up()
            self._listed, self._followed_at = fresh, utc_now()

    def search(self, query: Query, *, limit: int, admit: frozenset[int]) -> list[Candidate]:
        """The best entries among the admitted classes."""
        return self._held().search(query, limit, admit)

    def search_many(self, queries: Sequence[Query], *, limit: int, admit: frozenset[int]) -> list[list[Candidate]]:
        """The same for many questions, each answered as if it were alone."""
        return self._held().search_many(queries, limit, admit)

    def state(self) -> IndexState:
        """How this process's index stands, filled first if it is not; counts and times, nothing of an entry."""
        if self._listed is None:
            self.follow()
        listed, lying = self._listed, saved_form.seen(self.strand)
        return IndexState(
            strand=self.strand,
            entries=len(self._held()),
            saved_at=lying.saved_at if lying else None,
            saved_bytes=lying.size if lying else 0,
            changed_since=listed.changed if listed else 0,
            followed_at=self._followed_at,
            is_shared=listed is not None and listed.base is not None,
            matcher=MATCHER_VERSION,
        )

    def _held(self) -> Index:
        listed = self._listed
        if listed is None or listed.index is None:
            raise RuntimeError("follow() comes before the first search")
        return listed.index

    def _shared(self) -> Mapped | None:
        """The list that the keeper shares, if it is of this database."""
        base = memory.mapped(self.strand)
        if base is None:
            return None
        try:
            return base if base.source == cis.index_source() else None
        finally:
            connections["screen"].close()

    def _await_keeper(self) -> None:
        """A keeper at work makes the list sooner than this process would beside it; one that hangs is not waited for."""
        folder, began = saved_form.folder(), time.monotonic()
        while memory.name_of(self.strand) is None:
            waited = time.monotonic() - began
            is_due = settings.FIRSTWALL_INDEX_KEEPER and waited < _KEEPER_STARTS_WITHIN
            if not is_due and not memory.is_awaited(folder, self.strand):
                return
            if waited > _WAITS_AT_MOST:
                log.error("the keeper of the indexes publishes nothing; this process reads the database for itself")
                return
            time.sleep(0.05)


_followers: dict[Strand, Follower] = {}
_making = threading.Lock()


def follower_of(strand: Strand) -> Follower:
    """The one follower of a strand in this process."""
    with _making:
        return _followers.setdefault(strand, Follower(strand))


def warm() -> None:
    """Fill both strands' indexes before the first officer asks; for the start of a process, in a thread of its own."""
    warm_up()
    for strand in Strand:
        follower_of(strand).follow()


def warm_and_follow() -> None:
    """Fill the indexes, then follow for as long as the process lives; for a thread of its own.

    What is erased must leave the memory of a process that nobody asks anything, too.
    """
    try:
        warm()
    except DatabaseError:
        log.exception("the indexes could not be filled at the start; the first search fills them")
    keep_following(threading.Event())


@cache
def follow_beside() -> threading.Thread:
    """The thread of this process that follows, started at the first call."""
    thread = threading.Thread(target=keep_following, args=(threading.Event(),), name="follow alerts", daemon=True)
    thread.start()
    return thread


def keep_following(stop: threading.Event) -> None:
    """Follow what this process has begun to follow until told to stop."""
    while not stop.wait(_FOLLOWS_EVERY):
        for follower in list(_followers.values()):
            try:
                follower.renew()
                follower.follow()
            except DatabaseError:
                log.exception("an index could not follow; it tries again")


def states() -> list[IndexState]:
    """How the indexes of this process stand."""
    return [follower_of(strand).state() for strand in Strand]


def forget() -> None:
    """Drop every index, as a restart does."""
    with _making:
        _followers.clear()
