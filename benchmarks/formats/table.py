"""The counts as a table for people, printed and in the reference."""

from collections.abc import Iterable, Mapping

from benchmarks.formats.reading import OUTCOMES

WORDS = {
    "nothing_found": "no party, means or equipment in it",
    "nobody": "the message names nobody",
    "unknown_xml": "XML of no known message",
    "not_lines": "JSON of no known message",
    "not_json": "a JSON document, not an object on each line",
    "no_known_column": "no table of parties",
    "bad_json": "not well-formed JSON",
    "bad_xml": "not well-formed XML",
    "truncated": "ends before its interchange does",
    "no_tag": "a segment without a name",
    "nothing_to_search": "somebody without name and number",
    "too_wide": "somebody with initials alone",
    "half_a_zone": "a line of the document is missing",
    "no_zone": "a line of no document",
    "not_utf8": "a line that is not UTF-8",
    "wrong_kind": "a value of the wrong form",
    "too_long": "a value that is too long",
    "not_text": "not text",
    "cells": "another number of cells than the header",
}


def table(rows: Iterable[Mapping]) -> list[str]:
    """Markdown: a line for each format and state."""
    lines = [
        "| format | state | files | read | nobody | in part | refused | crashed | parties | not mapped | remarks | why |",
        "| --- |" + " --- |" * 11,
    ]
    total = dict.fromkeys(("files", *OUTCOMES, "parties"), 0)
    for row in rows:
        counts = [row["outcomes"].get(name, 0) for name in OUTCOMES]
        for name, count in zip(OUTCOMES, counts, strict=True):
            total[name] += count
        total["files"] += row["files"]
        total["parties"] += row["parties"]
        cells = [row["format"], row["state"], row["files"], *counts, row["parties"]]
        cells += [f"{len(row['not_mapped'])} names", _codes(row["remarks"]), _why(row["failures"])]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    cells = ["all", "", total["files"], *(total[name] for name in OUTCOMES), total["parties"], "", "", ""]
    lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


def _codes(found: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _why(found: Mapping[str, int]) -> str:
    rows = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return "; ".join(f"{WORDS.get(code, code)} ({count})" for code, count in rows)
