"""Seeded chance: the same topic always throws the same, so that the whole invented world can be made again."""

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SEED = "firstwall invented world, edition 1"
_FOLDER = Path(__file__).resolve().parent


def dice(*topic: object) -> random.Random:
    """A generator of its own for each topic: adding one generator changes nothing that another one makes."""
    return random.Random(":".join([SEED, *map(str, topic)]))  # noqa: S311 - invented data, nothing secret


@cache
def words(name: str = "words") -> dict[str, Any]:
    """The lists of invented words (words.toml) or of common names (names.toml)."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
