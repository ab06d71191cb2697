"""What we ship of others is exactly what the committed list names, with its licence; nothing is fetched at run time."""

import hashlib
import json
from pathlib import Path

from firstwall import web

STATIC = Path(web.__file__).parent / "static"
VENDOR = STATIC / "vendor"


def test_every_vendored_file_has_the_listed_hash_and_none_is_unlisted() -> None:
    listed = json.loads((VENDOR / "hashes.json").read_text())
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in {"manifest.json", "hashes.json"}
    }
    assert found == listed


def test_every_package_of_the_manifest_brings_its_licence() -> None:
    for package, entry in json.loads((VENDOR / "manifest.json").read_text()).items():
        name, _, version = package.rpartition("@")
        assert entry["integrity"].startswith("sha512-")
        assert any("licen" in file.lower() for file in entry["files"].values()), package
        assert (VENDOR / name / version).is_dir()


def test_stylesheets_and_scripts_name_no_other_host() -> None:
    own = [path for path in (STATIC / "web").rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert own
    for path in own:
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text and "https:" not in text and "//fonts" not in text, path
