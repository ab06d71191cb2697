"""Where the compiled kernel is kept. Import this before the first compiled function.

numba notices a change in the file of a function only, not in what it calls; so the folder bears a mark of all sources.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import numba


def _mark_of_sources() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _base() -> Path:
    """NUMBA_CACHE_DIR, else beside the package (one for all nodes and test runs of a machine), else FIRSTWALL_HOME."""
    wanted = [Path(__file__).parent / "__pycache__"]
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        wanted.insert(0, Path(given))
    if home := os.environ.get("FIRSTWALL_HOME"):
        wanted.append(Path(home) / "cache")
    for folder in wanted:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.gettempdir()) / f"firstwall-kernel-{os.getuid()}"


def use_kernel_cache() -> Path:
    """Point numba at our folder and return it."""
    folder = _base() / f"kernel-{_mark_of_sources()}"
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]  # numba makes its settings at run time
    return folder


KERNEL_CACHE = use_kernel_cache()
