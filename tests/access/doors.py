"""The declared table (SEC-01) as the tests and the documents read it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("doors.toml")
KINDS = {"page": "Pages", "api": "API operations", "command": "Commands"}


@dataclass(frozen=True)
class Door:
    """What one door promises."""

    acts: tuple[str, ...] = ()
    object: str = ""
    loader: str = ""
    open: str = ""


def declared() -> dict[tuple[str, str], Door]:
    """Every door by kind and name."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        (kind, name): Door(**{**said, "acts": tuple(said.get("acts", ()))})
        for kind, doors in table.items()
        for name, said in doors.items()
    }


def render() -> str:
    """The table as a page of the reference."""
    doors = declared()
    lines = [
        "# Doors and acts\n\n<!-- Made by `make docs`; change the code it tells of, then run that again. -->\n",
        "Every page, API operation and command, with the acts it can reach and the function that loads its object (SEC-01,",
        "SEC-02). The first act is asked before anything else. From `tests/access/doors.toml`; a door missing there fails",
        "the build, and the access matrix (`tests/access`) tries pages and API as every role. Who carries which act:",
        "[permissions.md](permissions.md).",
    ]
    for kind, title in KINDS.items():
        held = {name: door for (of, name), door in doors.items() if of == kind}
        lines += [f"\n## {title} ({len(held)})\n", "| Door | Acts | Object | Loaded by |", "| --- | --- | --- | --- |"]
        for name, door in held.items():
            acts = ", ".join(f"`{act}`" for act in door.acts)
            why = f"{door.open}{': ' if door.open and acts else ''}{acts}"
            loader = f"`{door.loader}`" if door.loader else ""
            lines.append(f"| `{name}` | {why} | {door.object.replace('_', ' ')} | {loader} |")
    return "\n".join(lines) + "\n"
