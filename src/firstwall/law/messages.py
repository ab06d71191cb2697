"""Every msgid that lies in the data files, for whoever builds the message catalogues: extractors read code, not TOML."""

from collections.abc import Iterator

from firstwall.law import rights, signals, tables


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
    for listed in (tables.HANDLING, tables.EVALUATION_SOURCE, tables.EVALUATION_INFORMATION):
        for choice in listed.values():
            yield from (text for text in (choice.label, choice.help) if text)
    for row in (*rights.ASKS.values(), *rights.IDENTITY.values(), *rights.GROUNDS):
        yield from (text for text in (row.label, row.help) if text)
    for signal in signals.SIGNALS.values():
        yield from (signal.label, signal.help)
