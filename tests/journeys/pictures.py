"""Pictures for the README, taken by the journeys when FIRSTWALL_PICTURES=1."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 200_000


def picture(page: Page, name: str) -> None:
    """What the window shows now, as docs/pictures/NAME.png."""
    if os.environ.get("FIRSTWALL_PICTURES") != "1":
        return
    taken = page.screenshot(animations="disabled", caret="hide")
    assert len(taken) <= LARGEST, f"{name}: {len(taken)} bytes"
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(taken)
