"""Fields of a node's own: the one part of the catalogue to which a node may add (CIS-13, X-18).

In the criminal strand each state determines the non-personal items as far as necessary; in the administrative strand R346 fixes
them. So a field of one's own has a day from which it may be entered, a type of a closed list, a category that is not of persons
or experts, and the criminal strand alone. What it holds stays readable after its last day: a row is ended, never taken out.
"""

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from firstwall.kernel.words import Category, Strand
from firstwall.law.rows import ChoiceRow, FieldRow

SETTING = "FIRSTWALL_OWN_FIELDS"
KINDS = ("choice", "country", "date", "number", "text")
# d is of persons, f of experts: their fields are closed sets of the law (CIS-08)
CATEGORIES = "abcegh"
LONGEST, MOST = 200, 50
CITATION = "D 4(1)"
_CODE = re.compile(r"own_[a-z][a-z0-9_]{1,36}")
_KEYS = {"code", "label", "help", "kind", "categories", "decided_by", "in_force_from", "in_force_until", "choices"}


@cache
def of_this_node() -> tuple[tuple[FieldRow, str], ...]:
    """Return the node's own fields with their categories; none without a file.

    Raises:
        ValueError: the file says something that no node may add; it does not start then.
    """
    path = os.environ.get(SETTING, "")
    return read_own_fields(Path(path).read_text(encoding="utf-8")) if path else ()


def read_own_fields(text: str) -> tuple[tuple[FieldRow, str], ...]:
    """Read a file of own fields.

    Raises:
        ValueError: naming the field and what is wrong with it.
    """
    rows = tomllib.loads(text).get("field", [])
    if len(rows) > MOST:
        raise ValueError(f"{SETTING}: {MOST} fields at most")
    codes = [str(row.get("code", "")) for row in rows]
    for code, row in zip(codes, rows, strict=True):
        if wrong := _wrong(row, codes):
            raise ValueError(f"{SETTING}: field {code or '?'}: {wrong}")
    return tuple((_field(row), row["categories"]) for row in rows)


def may_be_entered(row: FieldRow, strand: Strand | None, today: date | None) -> bool:
    """Tell whether a field may be filled in this strand on this day; every field of the law's own may."""
    if not row.is_own:
        return True
    if strand is Strand.ADMINISTRATIVE:
        return False
    begins, ends = row.in_force_from or date.min, row.in_force_until or date.max
    return today is None or begins <= today <= ends


def _wrong(row: Mapping[str, Any], codes: Collection[str]) -> str:
    """What is wrong with a row, in words for who keeps the node; nothing when it may be added."""
    code, kind, begins, ends = (row.get(name) for name in ("code", "kind", "in_force_from", "in_force_until"))
    choices = row.get("choices", [])
    plain = [row.get(name) for name in ("label", "help", "decided_by")]
    checks = (
        (not set(row) <= _KEYS, "a key that a field of one's own does not have"),
        (not isinstance(code, str) or not _CODE.fullmatch(code), "its code begins with own_, small letters and digits"),
        (list(codes).count(str(code)) > 1, "there twice"),
        (not all(isinstance(one, str) and 0 < len(one) <= LONGEST for one in plain), "label, help and decided_by are needed"),
        (kind not in KINDS, f"its kind is one of {', '.join(KINDS)}"),
        (not _categories(row.get("categories")), f"its categories are letters of {CATEGORIES}: no persons, no experts"),
        (type(begins) is not date, "in_force_from is a day"),
        (ends is not None and not _follows(ends, begins), "in_force_until is a day, not before the first"),
        ((kind == "choice") != bool(choices), "a choice has choices, and nothing else has"),
        (not all(set(one) == {"code", "label"} for one in choices), "a choice has code and label"),
    )  # fmt: skip
    return next((said for is_so, said in checks if is_so), "")


def _follows(ends: object, begins: object) -> bool:
    return type(ends) is date and isinstance(begins, date) and ends >= begins


def _categories(letters: object) -> bool:
    return isinstance(letters, str) and bool(letters) and set(letters) <= set(CATEGORIES)


def _field(row: Mapping[str, Any]) -> FieldRow:
    return FieldRow(
        code=row["code"],
        label=row["label"],
        help=row["help"],
        kind=row["kind"],
        personal_item=0,
        sets=(),
        choices=tuple(ChoiceRow(one["code"], one["label"], CITATION, "choice") for one in row.get("choices", [])),
        prose=row["kind"] == "text",
        max_length=LONGEST,
        citation=CITATION,
        mark="choice",
        is_own=True,
        in_force_from=row["in_force_from"],
        in_force_until=row.get("in_force_until"),
    )


def codes_in(category: Category) -> tuple[str, ...]:
    """Return the codes that this node adds to a category."""
    return tuple(row.code for row, letters in of_this_node() if str(category) in letters)
