"""What is left out, by name, and what the run says at its end."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
REAL_DATA = Path(os.environ.get("FIRSTWALL_DATA") or REPOSITORY.parent / "shared" / "data")
FULL_SIZE = os.environ.get("FIRSTWALL_PROOF") == "full"


def reason_to_leave_out(item: pytest.Item, *, without_browser: bool) -> str:
    """An empty string means: run it."""
    if item.get_closest_marker("real_data") and not REAL_DATA.is_dir():
        return "real data: FIRSTWALL_DATA is absent"
    if item.get_closest_marker("browser") and without_browser:
        return "left out by --without-browser"
    return ""


def closing_lines(reporter: pytest.TerminalReporter) -> list[str]:
    """The last words of a run, below pytest's own line of counts."""
    lines = []
    skipped = reporter.stats.get("skipped", [])
    left_out = sorted({report.nodeid for report in skipped if "--without-browser" in str(report.longrepr)})
    if left_out:
        lines += ["left out by --without-browser:", *(f"  {name}" for name in left_out)]
    lines.append(f"real data: {'run from ' + str(REAL_DATA) if REAL_DATA.is_dir() else 'not run'}")
    return lines
