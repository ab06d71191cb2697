"""Documents that tell of the code are made from it, so that they cannot lie."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")]
# Set by the house itself: by the supervisor for its parts, by the Makefile, by settings.py under the name of another.
NOT_FOR_A_SITE = {
    "FIRSTWALL_DATA_FOLDER",
    "FIRSTWALL_DEMO",
    "FIRSTWALL_DEMO_HOME",
    "FIRSTWALL_INDEX_KEEPER",
    "FIRSTWALL_ROOM_KEPT",
    "FIRSTWALL_SECRET_KEY",
}


def test_generated_documents_are_what_the_code_says():
    done = subprocess.run(
        [sys.executable, "tools/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_rows_of_a_table_have_the_columns_of_its_head(page: Path):
    """A merge once laid half of one table of settings into the middle of another."""
    lines = page.read_text(encoding="utf-8").splitlines()
    columns = [len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0 for line in lines]
    broken = [
        lines[place + 1] for place, (above, here) in enumerate(pairwise(columns)) if above and here and above != here
    ]
    assert not broken


def test_every_setting_that_is_read_is_told_once():
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8").partition("| name | default |")[2]
    rows = [name for row in told.splitlines() for name in re.findall(r"`(FIRSTWALL_\w+)`", row.split(" | ")[0])]
    read = {
        name
        for folder in ("src", "benchmarks", "tests", "tools")
        for file in (ROOT / folder).rglob("*.py")
        if file != Path(__file__).resolve()
        for name in re.findall(r"\bFIRSTWALL_[A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8"))
    }
    assert sorted(rows) == sorted(read - NOT_FOR_A_SITE)
