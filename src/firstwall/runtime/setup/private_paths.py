"""Whether a folder may hold a site: nobody else may read it, change it, or put another in its place."""

import os
import stat
from pathlib import Path

from firstwall.runtime.errors import CannotStart


def check_folder(path: Path, *, private: bool) -> None:
    """Pass in silence when the folder, or the place where it would be made, is safe.

    Raises:
        CannotStart: what is wrong, with the command that puts it right.
    """
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise CannotStart(f"{path} is not a folder of its own.", cure="Name a folder, not a link or a file.")
    if path.exists():
        found = path.stat()
        if found.st_uid not in (os.geteuid(), 0):
            raise CannotStart(f"{path} belongs to another user.", cure=f"chown it to {os.geteuid()}, or name another.")
        # The database's own user must be able to pass through the home, and to nothing else.
        if found.st_mode & (0o077 if private else 0o066):
            mode = "700" if private else "711"
            raise CannotStart(
                f"{path} may be read or changed by others (mode {stat.S_IMODE(found.st_mode):o}).",
                cure=f"chmod {mode} {path}",
            )
    for parent in path.absolute().parents:
        if parent.exists() and _may_be_replaced(parent):
            raise CannotStart(
                f"{parent} may be changed by everybody: another folder could be put in the place of {path}.",
                cure=f"Name a folder elsewhere, or: chmod o-w,g-w {parent}",
            )


def _may_be_replaced(parent: Path) -> bool:
    mode = parent.stat().st_mode
    return bool(mode & 0o022) and not mode & stat.S_ISVTX
