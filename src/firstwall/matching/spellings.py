"""The usual Latin spelling of common names in other scripts, where letter by letter it would be hard to recognise."""

from functools import cache

from .shipped import shipped_table

_SCRIPTS = ("arabic", "hebrew", "katakana", "hangul", "han", "cyrillic")


@cache
def _tables() -> dict[str, dict[str, str]]:
    data = shipped_table("spellings.toml")
    return {script: dict(pair.split(":") for pair in data[script]["words"].split()) for script in _SCRIPTS}


def usual_spelling(word: str, script: str) -> str | None:
    """How a word of that script is usually written in Latin letters, if it is a common one."""
    return _tables()[script].get(word)
