"""Set-up that a fresh machine needs, with nothing but Python: `python3.11 tools/bootstrap.py runtime|dev|browser`.

Idempotent and quick the second time: a stamp holds the hash of what is installed. Only wheels with known hashes are
taken, so that a missing wheel is an error and never a compiler run.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "firstwall-stamp.json"
BROWSER_PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-noto-core"]
FONTS = [Path("/usr/share/fonts/truetype") / name for name in ("dejavu", "noto")]
SCRIPT = """#!{python}
import sys
from firstwall.__main__ import main
sys.exit(main())
"""


def main(words: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - it may be started by an older Python
        sys.exit(f"Firstwall needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try make PYTHON=python3.11.")
    for word in words:
        if word == "browser":
            ensure_browser()
        else:
            ensure_environment(word)


def ensure_environment(name: str) -> None:
    """`.venv` with the locked packages of requirements/NAME.txt; dev.txt holds all of runtime.txt."""
    wanted = _mark(name)
    stamped = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if PYTHON.exists() and stamped.get(name) == wanted and (ENVIRONMENT / "bin" / "firstwall").exists():
        return
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        venv.EnvBuilder(with_pip=True, symlinks=True, clear=ENVIRONMENT.exists()).create(ENVIRONMENT)
    print(f"Installing requirements/{name}.txt (hash-locked wheels) ...", flush=True)
    _install(ROOT / "requirements" / f"{name}.txt")
    _link_source()
    stamped[name] = wanted
    if name == "dev":
        stamped["runtime"] = _mark("runtime")
    STAMP.write_text(json.dumps(stamped))


def ensure_browser() -> None:
    """Debian's chromium and fonts, for the browser tests: installed as root, else asked for."""
    if shutil.which("chromium") and all(folder.is_dir() for folder in FONTS):
        return
    command = f"apt-get install -y {' '.join(BROWSER_PACKAGES)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f'The browser tests need chromium. Run:  sudo {command}\nOr leave them out: make test ARGS="--without-browser"'
        )
    print("Installing chromium and fonts for the browser tests ...", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *BROWSER_PACKAGES]):
        subprocess.run(["apt-get", *arguments], env=quiet, check=True, stdout=subprocess.DEVNULL)


def _mark(name: str) -> str:
    locked = (ROOT / "requirements" / f"{name}.txt").read_bytes()
    return hashlib.sha256(locked + sys.version.encode() + str(ROOT).encode()).hexdigest()


def _install(requirements: Path) -> None:
    options = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    uv = shutil.which("uv")
    if uv:
        done = subprocess.run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *options], check=False)
        if done.returncode == 0:
            return
        print("uv could not; trying pip.", flush=True)  # it does not read pip's own configuration
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode != 0:
        subprocess.run([PYTHON, "-m", "ensurepip", "--default-pip"], check=True, stdout=subprocess.DEVNULL)
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--root-user-action", "ignore"]
    done = subprocess.run([PYTHON, "-m", "pip", "install", *quiet, *options], check=False)
    if done.returncode != 0:
        sys.exit("The packages could not be installed; what pip said stands above. Is the package registry reachable?")


def _link_source() -> None:
    """The package is used where it lies; no build step, so nothing outside the lock is needed."""
    site = next((ENVIRONMENT / "lib").glob("python3*/site-packages"))
    (site / "firstwall-source.pth").write_text(f"{ROOT / 'src'}\n")
    script = ENVIRONMENT / "bin" / "firstwall"
    script.write_text(SCRIPT.format(python=PYTHON))
    script.chmod(0o755)


if __name__ == "__main__":
    main(sys.argv[1:])
