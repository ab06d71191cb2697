"""Where each proof writes its figure, for `make security` to gather: one line of JSON."""

import json
import os
from pathlib import Path


def report(line: str, **figures: object) -> None:
    """Print the figures, and keep them where FIRSTWALL_SCOREBOARD names a file."""
    print(f"\n{line}: " + ", ".join(f"{value} {name}" for name, value in figures.items()))
    if place := os.environ.get("FIRSTWALL_SCOREBOARD"):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"line": line, **figures}) + "\n")
