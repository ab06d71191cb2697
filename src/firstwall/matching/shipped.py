"""The data files that come with the package: read here and nowhere else."""

import tomllib
from importlib import resources
from typing import Any


def shipped(name: str) -> str:
    """The text of one file in `data/`."""
    return resources.files("firstwall.matching").joinpath("data", name).read_text("utf-8")


def shipped_table(name: str) -> dict[str, Any]:
    """A TOML file in `data/`, parsed."""
    return tomllib.loads(shipped(name))
