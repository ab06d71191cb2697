"""Read a site file: every line is known and takes its value, or the start is refused with the line and the cure."""

import difflib
import os
import tomllib
from collections.abc import MutableMapping
from pathlib import Path

from firstwall.runtime.errors import CannotStart
from firstwall.runtime.setup.keys_of_site import BY_PATH, NotThis

NAME = "firstwall.toml"
VARIABLE = "FIRSTWALL_SITE"
SECTIONS = tuple(dict.fromkeys(key.section for key in BY_PATH.values()))


def found(environment: MutableMapping[str, str]) -> Path | None:
    """The file named by FIRSTWALL_SITE, else the one in the home, if there is one."""
    if named := environment.get(VARIABLE):
        if not Path(named).is_file():
            raise CannotStart(f"FIRSTWALL_SITE names {named}, and no file is there.", cure="Make one: firstwall init.")
        return Path(named)
    home = environment.get("FIRSTWALL_HOME")
    file = Path(home) / NAME if home else None
    return file if file and file.is_file() else None


def apply(environment: MutableMapping[str, str] = os.environ) -> Path | None:
    """Lay the file's values under the environment's own: what is set there already stays."""
    file = found(environment)
    if file is None:
        return None
    _is_private(file)
    for variable, value in read(file.read_text(encoding="utf-8"), place=str(file)).items():
        environment.setdefault(variable, value)
    environment.setdefault(VARIABLE, str(file))
    return file


def read(content: str, *, place: str) -> dict[str, str]:
    """The environment variables that this text stands for.

    Raises:
        CannotStart: a line that is no TOML, an unknown section or key, a value the key does not take: with its line.
    """
    try:
        sections = tomllib.loads(content)
    except tomllib.TOMLDecodeError as wrong:
        raise CannotStart(
            f"{place} cannot be read: {wrong}.", cure='Put texts in quotation marks: name = "value".'
        ) from None
    values: dict[str, str] = {}
    for section, lines in sections.items():
        if section not in SECTIONS or not isinstance(lines, dict):
            raise _unknown(content, place, f"[{section}]", section, [f"[{one}]" for one in SECTIONS])
        for name, value in lines.items():
            key = BY_PATH.get(f"{section}.{name}")
            if key is None:
                known = [one.name for one in BY_PATH.values() if one.section == section]
                raise _unknown(content, place, f"{name} in [{section}]", name, known, section=section)
            try:
                values[key.variable] = key.read(value)
            except NotThis as cure:
                line = _line_of(content, name, section)
                raise CannotStart(f"{place}, line {line}: {name} does not take {value!r}.", cure=str(cure)) from None
    return values


def _unknown(content: str, place: str, what: str, word: str, known: list[str], *, section: str = "") -> CannotStart:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6) or difflib.get_close_matches(f"[{word}]", known, n=1)
    cure = f"Did you mean {near[0]}?" if near else f"Take the line out. Known are: {', '.join(known)}."
    return CannotStart(f"{place}, line {_line_of(content, word, section)}: {what} is not known.", cure=cure)


def _line_of(content: str, word: str, section: str) -> int:
    """Where the word is set, within its section; the first line when it cannot be found (a dotted key)."""
    here = ""
    for place, line in enumerate(content.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            here = stripped.strip("[] ")
            if here == word and not section:
                return place
        elif here == section and stripped.partition("=")[0].strip().strip("\"'") == word:
            return place
    return 1


def _is_private(file: Path) -> None:
    mode = file.stat().st_mode & 0o777
    if mode & 0o077:
        raise CannotStart(f"{file} may be read or changed by others (mode {mode:o}).", cure=f"chmod 600 {file}")
