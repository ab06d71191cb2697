"""The matching index of each strand in this process, kept up to date with the alerts that PostgreSQL has committed.

Filled at the first use, then before each search asked what has changed: one cheap query. An index carries no permission:
every search passes the classes that its mandate may read, and PostgreSQL confirms what is shown.
"""

import threading
from collections.abc import Sequence

from django.db import connections

from firstwall.cis import queries as cis
from firstwall.cis.facts import alert_of
from firstwall.kernel.words import Strand
from firstwall.matching import Index, warm_up
from firstwall.matching.types import Candidate, Entity, Query

_REBUILT_AFTER = 5_000  # changed entries; until then the index keeps them in small parts


class Follower:
    """One strand's index. Many may search at once, also while a change comes in: the index swaps whole states."""

    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        self._index: Index | None = None
        self._mark: int | None = None
        self._entities_of: dict[str, set[str]] = {}
        self._recent: dict[str, Entity] = {}
        self._changed = 0
        self._following = threading.Lock()

    def follow(self) -> None:
        """Take in what has been committed since the last look."""
        with self._following:
            try:
                changes = cis.index_changes(self.strand, self._mark)
            finally:
                # back to the pool at once: this login has few connections, and a check goes on without it
                connections["screen"].close()
            if self._index is None:
                self._index = Index.build(changes.entities)
                self._note(changes.entities)
            elif changes.entities or changes.removed:
                self._take(changes.entities, changes.removed)
            else:
                self._recent.clear()
            self._mark = changes.mark

    def search(self, query: Query, *, limit: int, admit: frozenset[int]) -> list[Candidate]:
        """The best entries among the admitted classes."""
        return self._held().search(query, limit, admit)

    def search_many(self, queries: Sequence[Query], *, limit: int, admit: frozenset[int]) -> list[list[Candidate]]:
        """The same for many questions, each answered as if it were alone."""
        return self._held().search_many(queries, limit, admit)

    def _held(self) -> Index:
        if self._index is None:
            raise RuntimeError("follow() comes before the first search")
        return self._index

    def _take(self, entities: Sequence[Entity], removed: Sequence[str]) -> None:
        """Changed alerts come whole: what an alert had before and no longer has is taken out."""
        index = self._held()
        # while a long transaction runs elsewhere, the same changes come again and again: they are taken in once
        told, self._recent = self._recent, {entity.id: entity for entity in entities}
        entities = [entity for entity in entities if told.get(entity.id) != entity]
        changed = {alert_of(str(gone)) for gone in removed} | {alert_of(entity.id) for entity in entities}
        stale = {entity_id for alert_id in changed for entity_id in self._entities_of.pop(alert_id, ())}
        for entity_id in stale - {entity.id for entity in entities}:
            index.remove(entity_id)
        for entity in entities:
            index.amend(entity)
        self._note(entities)
        self._changed += len(entities)
        if self._changed > _REBUILT_AFTER:
            self._changed = 0
            index.compact()

    def _note(self, entities: Sequence[Entity]) -> None:
        for entity in entities:
            self._entities_of.setdefault(alert_of(entity.id), set()).add(entity.id)


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


def forget() -> None:
    """Drop every index, as a restart does."""
    with _making:
        _followers.clear()
