"""Which column of a CSV file is which field of an alert: by a mapping file, else by the fields' own names."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field

from firstwall.cis.source_forms import known_names
from firstwall.kernel.mapping import read_mapping_file
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

_FILE_KEYS = {"delimiter", "encoding", "list_separator", "category"}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns`: header text to field code; `constants`: field code to the value every record has."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = "utf-8"
    list_separator: str = "|"
    category: str = ""


def read_mapping(text: bytes) -> ColumnMapping:
    """Read a mapping of a table of alerts.

    Raises:
        Fault: it is no TOML, or names a field that no alert has.
    """
    said = read_mapping_file(text, is_field=known_names().__contains__, about=_FILE_KEYS)
    return ColumnMapping(said.columns, said.constants, **said.about)


def columns_of(header: list[str], mapping: ColumnMapping) -> tuple[list[str], list[str]]:
    """The field code of each column (empty: left aside), and the names of those left aside.

    Raises:
        Fault: no column is known, or two mean the same field.
    """
    codes = [_code(name.strip(), mapping) for name in header]
    unknown = [name.strip() for name, code in zip(header, codes, strict=True) if not code]
    known = [code for code in codes if code]
    if not known:
        raise Fault(
            "no-known-column",
            N_("No column of the file is known."),
            place=N_("line 1"),
            cure=N_(
                "Give a mapping file, or name the columns as the fields are named: names, birth_dates, registration."
            ),
        )
    for code in known:
        if known.count(code) > 1:
            raise Fault(
                "same-column-twice",
                say(N_("Two columns mean the field %(field)s."), field=code),
                place=N_("line 1"),
                cure=N_("Map one of them."),
            )
    return codes, unknown


def cells_of(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None when a quote is not closed or stands where none may."""
    try:
        (record,) = csv.reader([text], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        return None
    return record


def _code(name: str, mapping: ColumnMapping) -> str:
    if name in mapping.columns:
        return mapping.columns[name]
    plain = name.lower().replace(" ", "_")
    if plain in ("id", "source"):
        return "source_id" if plain == "id" else ""
    return plain if plain in known_names() else ""
