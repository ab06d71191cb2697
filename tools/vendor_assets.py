"""Copy the front-end assets of the manifest into the package, checked by hash.

Node is needed to run this, never to run Firstwall: the copied files and their hash list are committed, and
tests/rooms/web/test_vendored.py hashes them again. Usage: python tools/vendor_assets.py
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "src" / "firstwall" / "web" / "static" / "vendor"


def pack(package: str, folder: Path) -> Path:
    """Fetch one package of the registry as a tarball, without running any script of it."""
    subprocess.run(
        ["npm", "pack", package, "--ignore-scripts", "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    return next(folder.glob("*.tgz"))


def check(tarball: Path, integrity: str) -> None:
    """Stop unless the tarball is the one the manifest names."""
    algorithm, _, wanted = integrity.partition("-")
    found = base64.b64encode(hashlib.new(algorithm, tarball.read_bytes()).digest()).decode()
    if found != wanted:
        sys.exit(f"{tarball.name}: its {algorithm} is {found}, the manifest names {wanted}. Nothing was copied.")


def copy(tarball: Path, files: dict[str, str], target: Path) -> dict[str, str]:
    """Copy only the listed files; return the sha256 of each under its path below static/vendor."""
    target.mkdir(parents=True, exist_ok=True)
    hashes = {}
    with tarfile.open(tarball) as archive:
        for source, name in files.items():
            member = archive.extractfile(f"package/{source}")
            if member is None:
                sys.exit(f"{tarball.name} holds no file {source}")
            data = member.read()
            (target / name).write_bytes(data)
            hashes[(target / name).relative_to(VENDOR).as_posix()] = hashlib.sha256(data).hexdigest()
    return hashes


def main() -> None:
    """Vendor every package of the manifest and write the hash list."""
    hashes: dict[str, str] = {}
    for package, entry in json.loads((VENDOR / "manifest.json").read_text()).items():
        name, _, version = package.rpartition("@")
        with tempfile.TemporaryDirectory() as folder:
            tarball = pack(package, Path(folder))
            check(tarball, entry["integrity"])
            hashes |= copy(tarball, entry["files"], VENDOR / name / version)
    (VENDOR / "hashes.json").write_text(json.dumps(hashes, indent=2, sort_keys=True) + "\n")
    print(f"{len(hashes)} files vendored")


if __name__ == "__main__":
    main()
