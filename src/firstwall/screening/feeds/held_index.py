"""The held parties of one strand in the memory of the process that compares them with alerts; nobody else asks it anything.

Filled at the first use, then following by the number of the transaction that wrote each row. What is over leaves it at the
next look. It only proposes which held parties an alert may concern: each is then screened like a new one.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import NamedTuple
from uuid import UUID

from django.db import connections

from firstwall.kernel.words import Strand
from firstwall.matching import THRESHOLDS, Index
from firstwall.matching.types import Entity, Identifier, Query
from firstwall.screening.types import Facts
from firstwall.seals.many import opener

# An alert is asked of the parties here, a party of the alerts there: the two scores differ a little, so this one is lower.
PROPOSED_FROM = THRESHOLDS["analysis"]
_FIRST, _MOST = 500, 200_000
_CLASS = 1
_ROWS = """select id::text, feed_id::text, authority_id::text, sealed, expires_at, seen_from, changed_tx
    from screening_held where strand = %s and changed_tx >= %s and sealed <> ''"""
_OLDEST = "select pg_snapshot_xmin(pg_current_snapshot())::text"
_OPEN = "select id from screening_feed where state = 'open'"
_AT_ONCE = 5_000
_FORGETS_EVERY = timedelta(minutes=1)


class Place(NamedTuple):
    """One held party: its movement, and which of its parties."""

    movement: UUID
    number: int


@dataclass(slots=True)
class _Row:
    feed: UUID
    parties: int
    expires_at: datetime
    seen_from: int
    changed_tx: int


class HeldIndex:
    """One strand's held parties."""

    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        self.mark = 0
        self._index = Index()
        self._rows: dict[str, _Row] = {}
        self._forgets_at = datetime.min.replace(tzinfo=UTC)

    def __len__(self) -> int:
        return len(self._rows)

    def follow(self, now: datetime, *, new_since: int) -> int | None:
        """Take in what was held since the last look; the oldest transaction that a row since `new_since` may not have seen."""
        fresh: list[Entity] = []
        oldest: int | None = None
        try:
            if now >= self._forgets_at:
                self._forget_what_is_over(now)
                self._forgets_at = now + _FORGETS_EVERY
            is_first = not self._rows
            mark = int(self._one(_OLDEST))
            for row_id, row, entities in self._changed():
                before = self._rows.get(row_id)
                if before is not None and before.changed_tx == row.changed_tx:
                    continue
                if row.changed_tx >= new_since:
                    oldest = row.seen_from if oldest is None else min(oldest, row.seen_from)
                if before is not None:
                    self._remove(row_id, before)
                self._rows[row_id] = row
                fresh += entities
        finally:
            connections["screen"].close()
        if is_first:
            self._index = Index.build(fresh)
        else:
            for entity in fresh:
                self._index.add(entity)
        self.mark = mark
        return oldest

    def proposed(self, alerts: Sequence[Entity]) -> dict[UUID, dict[UUID, set[int]]]:
        """Which parties these alerts may concern: by feed, by movement, their numbers."""
        found: dict[UUID, dict[UUID, set[int]]] = {}
        for entity_id in self._likely([query for alert in alerts for query in queries_of(alert)]):
            row_id, _colon, number = entity_id.partition(":")
            row = self._rows.get(row_id)
            if row is not None:
                found.setdefault(row.feed, {}).setdefault(UUID(row_id), set()).add(int(number))
        return found

    def _likely(self, queries: Sequence[Query]) -> set[str]:
        likely: set[str] = set()
        waiting, limit = list(queries), _FIRST
        while waiting:
            answers = self._index.search_many(waiting, limit)
            full = []
            for query, answer in zip(waiting, answers, strict=True):
                likely |= {one.id for one in answer if one.score >= PROPOSED_FROM}
                if len(answer) == limit and answer[-1].score >= PROPOSED_FROM and limit < _MOST:
                    full.append(query)
            waiting, limit = full, limit * 20
        return likely

    def _changed(self) -> Iterator[tuple[str, _Row, list[Entity]]]:
        open_one = opener(strand=str(self.strand), kind="values", using="screen")
        with connections["screen"].cursor() as cursor:
            cursor.execute(_ROWS, [str(self.strand), self.mark])
            while rows := cursor.fetchmany(_AT_ONCE):
                for row_id, feed, authority, sealed, expires_at, seen_from, changed_tx in rows:
                    said = json.loads(open_one(bytes(sealed), authority, row_id))
                    parties = [Facts.from_json(facts) for _line, _label, facts in said["parties"]]
                    row = _Row(UUID(feed), len(parties), expires_at, seen_from, changed_tx)
                    yield row_id, row, [_entity(f"{row_id}:{n}", facts) for n, facts in enumerate(parties)]

    def _forget_what_is_over(self, now: datetime) -> None:
        """What has come to its end, and what an ended feed left: once a minute."""
        with connections["screen"].cursor() as cursor:
            cursor.execute(_OPEN)
            feeds = {feed_id for (feed_id,) in cursor.fetchall()}
        over = [row_id for row_id, row in self._rows.items() if row.expires_at <= now or row.feed not in feeds]
        for row_id in over:
            self._remove(row_id, self._rows.pop(row_id))

    def _remove(self, row_id: str, row: _Row) -> None:
        for number in range(row.parties):
            self._index.remove(f"{row_id}:{number}")

    def _one(self, query: str) -> str:
        with connections["screen"].cursor() as cursor:
            cursor.execute(query)
            return str(cursor.fetchone()[0])


def queries_of(alert: Entity) -> Iterator[Query]:
    """The questions that find whoever is like this entity: each name with each date and country, and all its numbers."""
    dates, countries = alert.birth_dates or ("",), alert.countries or ("",)
    for name in alert.names:
        yield Query(alert.kind, name)
        for date, country in product(dates, countries):
            if date or country:
                yield Query(alert.kind, name, date, country)
    if alert.identifiers:
        yield Query(alert.kind, "", "", "", alert.identifiers)


def _entity(entity_id: str, facts: Facts) -> Entity:
    return Entity(
        entity_id,
        _CLASS,
        facts.kind,
        (facts.name,) if facts.name else (),
        (facts.birth_date,) if facts.birth_date else (),
        (facts.country,) if facts.country else (),
        tuple(Identifier(n.scheme, n.value, n.country) for n in facts.numbers),
    )
