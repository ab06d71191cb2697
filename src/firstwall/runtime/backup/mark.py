"""The mark of a home that is being restored: nothing opens it, and no second restore goes into it. Quick to import."""

from pathlib import Path

from firstwall.runtime.errors import CannotStart

MARK = "restoring.json"
_MADE_HERE = ("connection.json", "postgres", "keys", "superuser")


def must_be_empty(home: Path) -> None:
    """Refuse a home in which a site is or was: a restore changes nothing that stands."""
    there = [name for name in (*_MADE_HERE, MARK) if (home / name).exists()]
    if there == [MARK] or (home / MARK).exists():
        raise CannotStart(
            f"{home} holds a restore that did not come to its end.", cure="Delete that folder, then restore again."
        )
    if there:
        raise CannotStart(f"{home} is not empty: it holds {', '.join(there)}.", cure="Restore into an empty folder.")


def must_be_whole(home: Path) -> None:
    """Refuse to open a home whose restore did not come to its end: what was erased may be in it."""
    if (home / MARK).exists():
        raise CannotStart(
            f"The restore into {home} did not come to its end; the site is not opened.",
            cure="Delete that folder, then restore again.",
        )
