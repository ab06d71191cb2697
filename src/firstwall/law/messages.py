"""Every msgid that lies in the data files, for whoever builds the message catalogues: extractors read code, not TOML."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Protocol

from firstwall.law import hits, rights, sharing, signals, tables


class _Row(Protocol):
    """What every list of choices shares."""

    @property
    def label(self) -> str: ...

    @property
    def help(self) -> str: ...


def every_msgid() -> Iterator[str]:
    """Yield labels, help texts, orders and grounds; some more than once."""
    for category in tables.CATEGORIES.values():
        yield category.label
    for field in tables.FIELDS.values():
        yield from (field.label, field.help)
        yield from (choice.label for choice in field.choices)
    for action in tables.ACTIONS.values():
        yield from (action.label, action.orders)
    for ground in tables.GROUNDS:
        yield from (ground.label, ground.help)
    for purpose in tables.PURPOSES.values():
        yield from (purpose.label, purpose.help)
    for block in tables.SIGHTING_BLOCKS:
        yield from (block.label, block.help)
    for personal_set in tables.PERSONAL_SETS.values():
        yield personal_set.label
    for kind in tables.AUTHORITY_TYPES.values():
        yield kind.label
        yield from (access.ground for access in kind.access.values())
    lists: tuple[Mapping[str, _Row], ...] = (
        tables.FEEDS,
        tables.SUBJECTS,
        tables.RESTS_ON,
        tables.HANDLING,
        tables.EVALUATION_SOURCE,
        tables.EVALUATION_INFORMATION,
        sharing.COPY_KINDS,
        sharing.TRANSFER_KINDS,
        sharing.TRANSFER_GROUNDS,
        sharing.CORRECTION_KINDS,
        sharing.DECISION_BODIES,
        sharing.DECISION_ORDERS,
        rights.ASKS,
        rights.IDENTITY,
        hits.GOODS,
        hits.UNITS,
        hits.TRANSPORT,
        hits.CONCEALMENT,
    )
    yield from (rule.label for rule in hits.SECOND_PERSON)
    rows: Iterable[_Row] = chain(chain.from_iterable(listed.values() for listed in lists), rights.GROUNDS)
    for row in rows:
        yield from (text for text in (row.label, row.help) if text)
    yield from (period.label for period in sharing.PERIODS.values())
    for signal in signals.SIGNALS.values():
        yield from (signal.label, signal.help)
