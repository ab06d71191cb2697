"""What axe finds on a page that stands in a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")


def violations(page: Page, *more: str, colours: bool = True) -> list[dict]:
    """Broken rules of WCAG 2.1 A and AA, and of `more` tags; only what is wrong is gathered, the rest costs half the time.

    Without `colours`: tests/rooms/web/test_contrast.py computes those of the stylesheet for every page.
    """
    options = {
        "runOnly": [*WCAG, *more],
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": colours}},
    }
    return AXE.run(page, options=options).response["violations"]
