"""Reads the data files of this room; they are part of the package and never change while it runs."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return one data file, parsed."""
    return tomllib.loads(files("firstwall.law").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))
