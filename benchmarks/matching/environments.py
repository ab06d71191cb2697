"""An environment of its own for each peer, made once: wheels with known hashes, and a reason where one cannot be made.

The lock files name every package, so nothing is resolved at install. That lets `pyicu-wheels`, the same module with the
library inside, stand where the romaniser asks for `pyicu`, which has no wheel.
"""

import hashlib
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "requirements" / "peers"
PLACE = ROOT / ".cache" / "peers"
ROMANISER = "romaniser"


@dataclass(frozen=True, slots=True)
class Environment:
    """A peer's Python, and the versions of what it holds."""

    python: Path
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def romaniser(self) -> str:
        """Who turns names into Latin letters there."""
        if "rigour" in self.versions:
            return f"rigour {self.versions['rigour']} (ICU)"
        return f"anyascii {self.versions.get('anyascii', '')} and a letter table"


class NotBuilt(Exception):
    """The environment cannot be made; the message is the installer's reason in one line."""


def environment_of(peer: str) -> Environment:
    """The peer's environment, made when its locks have changed."""
    folder = PLACE / peer
    python, stamp = folder / "bin" / "python", folder / "stamp"
    locks = [LOCKS / f"{name}.txt" for name in (ROMANISER, peer)]
    mark = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks) + sys.version.encode()).hexdigest()
    if not (python.exists() and stamp.exists() and stamp.read_text() == mark):
        print(f"Making the environment of {peer} ...", flush=True)
        venv.EnvBuilder(with_pip=False, symlinks=True, clear=folder.exists()).create(folder)
        install(python, locks[1])
        try:
            install(python, locks[0])
        except NotBuilt as reason:
            print(f"{peer} goes without the ICU romaniser: {reason}", flush=True)
        stamp.write_text(mark)
    return Environment(python, versions_in(folder))


def install(python: Path, lock: Path) -> None:
    """The packages of a lock file, from wheels alone, by the pip that stands beside us: an own one takes long to unpack."""
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--no-input"]
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", *options, "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotBuilt(reason_in(done.stderr))


def reason_in(words: str) -> str:
    """The last complaint in what a program wrote, without its label."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    complaints = [line for line in lines if "error" in line.lower()] or lines
    return complaints[-1].removeprefix("ERROR: ") if complaints else "no reason given"


def versions_in(folder: Path) -> dict[str, str]:
    """What is installed there."""
    sites = [str(site) for site in folder.glob("lib/python3*/site-packages")]
    return {found.metadata["Name"].lower().replace("_", "-"): found.version for found in distributions(path=sites)}
