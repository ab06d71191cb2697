"""The usual Latin spelling of common names in other scripts, where letter by letter it would be hard to recognise."""

import tomllib
from functools import cache
from importlib import resources

_SCRIPTS = ("arabic", "hebrew", "katakana", "hangul", "han", "cyrillic")


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = resources.files("firstwall.matching").joinpath("data/spellings.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return {script: dict(pair.split(":") for pair in data[script]["words"].split()) for script in _SCRIPTS}


def usual_spelling(word: str, script: str) -> str | None:
    """How a word of that script is usually written in Latin letters, if it is a common one."""
    return _tables()[script].get(word)
