"""Writes docs/law/tables.md from the tables, so that the document cannot lie: `python -m firstwall.law.report`.

A test compares the file with what this module writes. English only: it is read beside the acts.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from firstwall.kernel.words import Category, Strand
from firstwall.law import checkers, hits, rights, sharing, tables
from firstwall.law.citations import instruments
from firstwall.law.rows import ChoiceRow, FieldRow

WRITTEN = Path("docs/law/tables.md")
HEAD = """# The law as data

Written by `python -m firstwall.law.report` from `src/firstwall/law/data`; do not edit by hand.

Marks: **T** the article's own text was read; **P** a parallel or earlier text; **S** a summary or a national copy;
**U** unread, check before release; **K** known practice; **choice** ours. Several marks follow the citations in their order.
"""


def render() -> str:
    """Return the whole document."""
    parts = (
        _instruments,
        _categories,
        _actions,
        _sets,
        _fields,
        _item_blocks,
        _grounds,
        _subjects,
        _purposes,
        _access,
        _confirmation,
        _profiles,
        _legacy,
        _lists,
        _sighting,
        _sharing,
        _rights,
        _checkers,
        _hits,
    )
    return HEAD + "".join("\n" + "\n".join(part()) + "\n" for part in parts)


def _table(title: str, heads: str, rows: Iterable[Iterable[object]]) -> Iterator[str]:
    names = heads.split(", ")
    yield f"## {title}\n"
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |"


def _instruments() -> Iterator[str]:
    named = {Strand.CRIMINAL: "criminal", Strand.ADMINISTRATIVE: "administrative", None: "both"}
    rows = ((one.code, one.title, named[one.strand]) for one in instruments().values())
    return _table("Instruments", "short, title, strand", rows)


def _categories() -> Iterator[str]:
    rows = (
        (row.code, row.label, row.personal_set, _codes(row.required, row.one_of), row.citation, row.mark)
        for row in tables.CATEGORIES.values()
    )
    return _table("Categories", "code, category, personal set, mandatory fields, citation, mark", rows)


def _codes(required: tuple[str, ...], one_of: tuple[str, ...]) -> str:
    return ", ".join(required) + (f"; one of {', '.join(one_of)}" if one_of else "")


def _actions() -> Iterator[str]:
    yield from _table(
        "Suggested actions",
        "code, action, discreet, citation, mark",
        (
            (row.code, row.label, "yes" if row.discreet else "", row.citation, row.mark)
            for row in tables.ACTIONS.values()
        ),
    )
    yield ""
    yield from _table(
        "Which category allows which action",
        "category, criminal, administrative, administrative with a person, citation, mark",
        (
            (
                category,
                _allowed(category, Strand.CRIMINAL, personal=False),
                _allowed(category, Strand.ADMINISTRATIVE, personal=False),
                _allowed(category, Strand.ADMINISTRATIVE, personal=True),
                row.actions_citation,
                row.actions_mark,
            )
            for category, row in tables.CATEGORIES.items()
        ),
    )


def _allowed(category: Category, strand: Strand, *, personal: bool) -> str:
    return ", ".join(row.code for row in tables.actions_for(category, strand, personal)) or "none"


def _sets() -> Iterator[str]:
    rows = (
        (row.code, row.label, ", ".join(map(str, sorted(row.items))) or "none", row.citation, row.mark)
        for row in tables.PERSONAL_SETS.values()
    )
    return _table("Sets of personal data", "set, what, items, citation, mark", rows)


def _fields() -> Iterator[str]:
    rows = (
        (row.code, row.label, row.kind, row.personal_item or "", _where(row), row.citation, row.mark)
        for row in tables.FIELDS.values()
    )
    yield from _table("Fields", "code, field, kind, item, categories (short form in capitals), citation, mark", rows)


def _item_blocks() -> Iterator[str]:
    rows = (
        (row.label, ", ".join(row.fields), row.other, ", ".join(row.annex) or "unread", row.citation, row.mark)
        for row in tables.ITEM_BLOCKS
    )
    title = "The blocks of items in the administrative strand (CIS-14)"
    return _table(title, "block, fields that stand in for it, besides, items of the annex, citation, mark", rows)


def _where(row: FieldRow) -> str:
    short = {category: {one.code for one in tables.short_form(category)} for category in Category}
    held = (category for category in Category if row.code in {one.code for one in tables.fields_of(category)})
    return " ".join(category.upper() if row.code in short[category] else str(category) for category in held)


def _grounds() -> Iterator[str]:
    rows = ((row.strand, row.kind, row.code, row.label, row.citation, row.mark) for row in tables.GROUNDS)
    return _table("Grounds", "strand, kind, code, ground, citation, mark", rows)


def _legacy() -> Iterator[str]:
    one = tables.LEGACY_REVIEW
    row = (one.strand, one.entered_before, one.reviewed_until, one.citation, one.mark)
    return _table("Reviewed when the law changed", "strand, entered before, reviewed until, citation, mark", [row])


def _subjects() -> Iterator[str]:
    rows = (
        (row.code, row.label, "yes" if row.may_be_entered else "never", row.citation, row.mark)
        for row in tables.SUBJECTS.values()
    )
    yield from _table("Who a recorded person is", "code, person, may be entered, citation, mark", rows)
    yield ""
    rests = ((row.code, row.label, row.citation, row.mark) for row in tables.RESTS_ON.values())
    yield from _table("What a record rests on", "code, rests on, citation, mark", rests)


def _purposes() -> Iterator[str]:
    rows = (
        (
            row.code,
            row.label,
            ", ".join(row.serves),
            ", ".join(row.roles),
            " ".join(row.strands),
            row.citation,
            row.mark,
        )
        for row in tables.PURPOSES.values()
    )
    return _table("Purposes", "code, purpose, serves to, roles, strands, citation, mark", rows)


def _access() -> Iterator[str]:
    rows = (
        (row.label, strand, access.access, access.ground, access.citation, access.mark)
        for row in tables.AUTHORITY_TYPES.values()
        for strand, access in row.access.items()
    )
    return _table("Access by type of authority", "authority, strand, access, ground, citation, mark", rows)


def _confirmation() -> Iterator[str]:
    row = tables.CONFIRMATION
    return _table("People confirmed anew", "months, citation, mark", [(row.months, row.citation, row.mark)])


def _profiles() -> Iterator[str]:
    rows = (
        (
            row.strand,
            row.code,
            row.in_force_from,
            row.in_force_until or "",
            row.longest_retention_years or "no maximum",
            row.extension_years,
            f"{row.advisory_review_months} ({'duty' if row.review_is_duty else 'advice'})",
            row.notice_months,
            row.restricted_part_months,
            row.citation,
            row.mark,
        )
        for row in tables.PROFILES
    )
    heads = "strand, profile, from, until, years, more years, review months, notice months, restricted months, citation, mark"
    return _table("Profiles in force", heads, rows)


def _lists() -> Iterator[str]:
    lists: tuple[tuple[str, Iterable[ChoiceRow]], ...] = (
        ("Handling codes", tables.HANDLING.values()),
        ("Evaluation of the source", tables.EVALUATION_SOURCE.values()),
        ("Evaluation of the information", tables.EVALUATION_INFORMATION.values()),
        ("Warnings", tables.WARNING_CODES.values()),
        ("Physical characteristics", tables.PHYSICAL_MARKS.values()),
    )
    for title, listed in lists:
        yield from _table(
            title, "code, meaning, citation, mark", ((row.code, row.label, row.citation, row.mark) for row in listed)
        )
        yield ""


def _sighting() -> Iterator[str]:
    rows = (
        (row.number, row.label, "yes" if row.required else "", row.citation, row.mark) for row in tables.SIGHTING_BLOCKS
    )
    return _table("The seven blocks of a sighting report", "number, block, mandatory, citation, mark", rows)


def _hits() -> Iterator[str]:
    yield f"The clock of a hit: {hits.HIT_CLOCK.total_seconds() / 3600:g} hours where an office has set none (CIS-38, choice).\n"
    weights = ((code, weight) for code, weight in hits.CONSEQUENCE.items())
    yield from _table("What a hit weighs in the queue, by suggested action", "action, weight", weights)
    yield ""
    rules = (
        (row.verdict, " ".join(row.grades), " ".join(row.actions), " ".join(row.unless_reasons), row.citation, row.mark)
        for row in hits.SECOND_PERSON
    )
    yield from _table(
        "Verdicts that wait for a second person",
        "verdict, evidence, action, unless the reason is, citation, mark",
        rules,
    )
    yield ""
    goods = ((row.code, row.label, row.unit) for row in hits.GOODS.values())
    yield from _table("Goods of a seizure, and the unit in which they are counted (JCO-11)", "code, goods, unit", goods)
    yield ""
    units = ((row.code, row.label, f"{row.times} {row.base}") for row in hits.UNITS.values())
    yield from _table("Units of a seizure", "code, unit, is", units)
    for title, listed in (("Transport of a seizure", hits.TRANSPORT), ("Concealment", hits.CONCEALMENT)):
        yield ""
        yield from _table(title, "code, meaning", ((row.code, row.label) for row in listed.values()))


def _sharing() -> Iterator[str]:
    lists: tuple[tuple[str, Iterable[ChoiceRow]], ...] = (
        ("Systems into which others' data may be copied", sharing.COPY_KINDS.values()),
        ("Other use and onward transfer", sharing.TRANSFER_KINDS.values()),
        ("Grounds of a transfer outside the Union, criminal strand", sharing.TRANSFER_GROUNDS.values()),
        ("Proposed corrections", sharing.CORRECTION_KINDS.values()),
        ("Who decides finally", sharing.DECISION_BODIES.values()),
        ("What a final decision orders", sharing.DECISION_ORDERS.values()),
    )
    for title, listed in lists:
        yield from _table(
            title, "code, meaning, citation, mark", ((row.code, row.label, row.citation, row.mark) for row in listed)
        )
        yield ""
    rows = ((row.code, row.label, row.number, row.unit, row.citation, row.mark) for row in sharing.PERIODS.values())
    yield from _table("Periods of copying and correcting", "code, period, number, unit, citation, mark", rows)


def _rights() -> Iterator[str]:
    yield from _table(
        "Rights of the person concerned",
        "state, from, decides, access, languages of the letter, same letter for no data and for refusal, answer within months, "
        "position within days, kept months after the answer, check within days, citation, mark",
        (
            (
                row.state or "all others",
                row.in_force_from,
                row.decides,
                row.access,
                ", ".join(row.languages) or "any",
                "yes" if row.same_text else "no",
                row.answer_months,
                row.position_days,
                row.kept_months,
                row.check_days,
                row.citation,
                row.mark,
            )
            for row in rights.PROCEDURES
        ),
    )
    yield ""
    listed = [("both", "asked", row) for row in rights.ASKS.values()]
    listed += [("both", "ordered by a court or authority", row) for row in rights.REMEDIES.values()]
    listed += [("both", "found by a check", row) for row in rights.FINDINGS.values()]
    listed += [("both", "identity", row) for row in rights.IDENTITY.values()]
    listed += [(row.strand, "ground of refusal", row) for row in rights.GROUNDS]
    yield from _table(
        "What a person asks, how it is known who asks, on which grounds access is refused",
        "strand, list, code, meaning, citation, mark",
        ((strand, kind, row.code, row.label, row.citation, row.mark) for strand, kind, row in listed),
    )
    yield ""
    yield from _table(
        "Withheld while it runs, unless a person decides otherwise",
        "strand, action, citation, mark",
        ((row.strand, row.action, row.citation, row.mark) for row in rights.WITHHELD_WHILE),
    )


def _checkers() -> Iterator[str]:
    rows = (
        (row.code, row.label, ", ".join(row.types), "yes" if row.default else "", row.citation, row.mark)
        for row in checkers.CHECKERS.values()
    )
    yield from _table("Who may check queries", "code, checker, types of authority, default, citation, mark", rows)


if __name__ == "__main__":
    WRITTEN.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{WRITTEN} written\n")
