"""The law tables as rows for PostgreSQL, so that row policies read what forms, services and documents read."""

from collections.abc import Iterator

from firstwall.law import tables as law

Rows = list[tuple[object, ...]]


def tables() -> Iterator[tuple[str, tuple[str, ...], Rows]]:
    """Each law table of the database: name, columns, rows."""
    yield "law_action_allowed", ("strand", "category", "personal", "action", "citation", "mark"), _actions()
    yield "law_field_allowed", ("category", "field", "personal_item", "citation", "mark"), _fields()
    yield (
        "law_profile",
        (
            "code",
            "strand",
            "in_force_from",
            "in_force_until",
            "longest_retention_years",
            "extension_years",
            "citation",
            "mark",
        ),
        _profiles(),
    )
    yield "law_purpose", ("strand", "role", "purpose", "citation", "mark"), _purposes()
    yield "law_access", ("strand", "authority_type", "access", "citation", "mark"), _access()


def feeds() -> tuple[str, tuple[str, ...], Rows]:
    """The table of feeds, which came with a later release than the others."""
    columns = ("code", "keeps_personal", "keeps", "citation", "mark")
    rows: Rows = [(row.code, row.keeps_personal, row.keeps, row.citation, row.mark) for row in law.FEEDS.values()]
    return "law_feed", columns, rows


def _actions() -> Rows:
    return [
        (str(strand), str(category), personal, action, row.actions_citation, row.actions_mark)
        for category, row in law.CATEGORIES.items()
        for (strand, personal), actions in row.actions.items()
        for action in actions
    ]


def _fields() -> Rows:
    return [
        (str(category), field.code, field.personal_item, field.citation, field.mark)
        for category in law.CATEGORIES
        for field in law.fields_of(category)
    ]


def _profiles() -> Rows:
    return [
        (
            row.code,
            str(row.strand),
            row.in_force_from,
            row.in_force_until,
            row.longest_retention_years,
            row.extension_years,
            row.citation,
            row.mark,
        )
        for row in law.PROFILES
    ]


def _purposes() -> Rows:
    return [
        (str(strand), role, row.code, row.citation, row.mark)
        for row in law.PURPOSES.values()
        for strand in row.strands
        for role in row.roles
    ]


def _access() -> Rows:
    return [
        (str(strand), code, access.access, access.citation, access.mark)
        for code, row in law.AUTHORITY_TYPES.items()
        for strand, access in row.access.items()
    ]
