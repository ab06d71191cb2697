"""A mapping file (TOML): which column of a table is which of our fields. One form for every table that comes in (EXC-08).

`[file]` says how the table is written, `[columns]` has "header of the file" = "our field", `[constants]` what every record
of the table has. Which fields there are is the business of the room that reads the table.
"""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

_TABLES = ("file", "columns", "constants")
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class MappingFile:
    """What a mapping file says, all of it text."""

    about: Mapping[str, str]
    columns: Mapping[str, str]
    constants: Mapping[str, str]


def read_mapping_file(text: bytes, *, is_field: Callable[[str], bool], about: Collection[str]) -> MappingFile:
    """Read a mapping; `about` are the keys that [file] may have.

    Raises:
        Fault: it is no TOML, or names something that means nothing here.
    """
    try:
        parsed = tomllib.loads(text.decode("utf-8"))
        said, columns, constants = (dict(parsed.get(name, {})) for name in _TABLES)
    except (ValueError, TypeError) as wrong:
        raise Fault(
            "bad_mapping", N_("The mapping file cannot be read."), place=str(wrong)[:80], cure=N_("Write it as TOML.")
        ) from None
    for name in parsed.keys() - set(_TABLES):
        raise _means_nothing(name, N_("The mapping has “%(name)s” outside [file], [columns] and [constants]."))
    for name in said.keys() - set(about):
        raise _means_nothing(name, N_("The mapping has “%(name)s” under [file], which means nothing."))
    for code in (*columns.values(), *constants):
        if not isinstance(code, str) or not is_field(code):
            raise _means_nothing(str(code), N_("The mapping names “%(name)s”, which is none of our fields."))
    texts = ({name: str(value) for name, value in table.items()} for table in (said, columns, constants))
    return MappingFile(*texts)


def delimiter_of(header: str, named: str = "") -> str:
    """What stands between the cells: as named in the mapping, or the candidate that the header holds most often."""
    if named:
        return "\t" if named in ("tab", "\\t") else named[:1]
    return max(_DELIMITERS, key=header.count)


def _means_nothing(name: str, msgid: str) -> Fault:
    cure = N_('Compare with the mappings under examples/: "header of the file" = "our field".')
    return Fault("bad_mapping", say(msgid, name=name[:60]), cure=cure)
