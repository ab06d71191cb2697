"""A mapping file (TOML) says which column of a CSV file is which field of an alert, and what its supplier says once for all."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from firstwall.cis.source_forms import known_names
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
    """Read a mapping.

    Raises:
        Fault: it is no TOML, or names a field that no alert has.
    """
    try:
        parsed = tomllib.loads(text.decode("utf-8"))
        about, columns, constants = (dict(parsed.get(name, {})) for name in ("file", "columns", "constants"))
    except (ValueError, TypeError) as wrong:
        raise Fault(
            "bad-mapping", N_("The mapping file cannot be read."), place=str(wrong)[:80], cure=N_("Write it as TOML.")
        ) from None
    for code in (*columns.values(), *constants):
        if code not in known_names():
            raise _unknown(str(code), N_("The mapping names “%(name)s”, which is no field of an alert."))
    for name in about.keys() - _FILE_KEYS:
        raise _unknown(name, N_("The mapping has “%(name)s” under [file], which means nothing."))
    texts = {str(name): str(value) for name, value in about.items()}
    return ColumnMapping(columns, {code: str(value) for code, value in constants.items()}, **texts)


def delimiter_of(header: str, mapping: ColumnMapping) -> str:
    """The one named in the mapping, or the candidate that the header holds most often."""
    if mapping.delimiter:
        return "\t" if mapping.delimiter in ("tab", "\\t") else mapping.delimiter[:1]
    return max(",;\t|", key=header.count)


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


def _unknown(name: str, msgid: str) -> Fault:
    return Fault("bad-mapping", say(msgid, name=name[:60]), cure=N_("Compare with the example in the guide."))
