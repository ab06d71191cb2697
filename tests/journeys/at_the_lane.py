"""What an officer does at the border: a file, a check, the review, the report."""

import re

from playwright.sync_api import expect

from tests.journeys.people import PATIENCE, Visitor
from tests.journeys.story import REPORT, TRAFFIC


def send_traffic(officer: Visitor) -> None:
    """Send the file and watch the first page until its candidates have come by themselves."""
    officer.go("/files")
    content = {"name": "ferry.csv", "mimeType": "text/csv", "buffer": TRAFFIC.encode()}
    officer.page.locator("#f-file").set_input_files(content)
    officer.press("Screen the file")
    officer.go("/")
    hits = officer.page.locator("section[aria-labelledby=w-h]")
    expect(hits.get_by_role("link", name="Dmitri Voloshkin")).to_be_visible(timeout=2 * PATIENCE)


def check(visitor: Visitor, text: str, *, reference: str = "") -> None:
    """One question in the one field."""
    visitor.go("/check")
    visitor.page.locator("#check-text").fill(text)
    if reference:
        visitor.page.locator("main details summary").click()
        visitor.page.locator("#f-reference").fill(reference)
    visitor.page.get_by_role("main").get_by_role("button", name="Check", exact=True).click()
    expect(visitor.page.locator("section[aria-labelledby^='a-']").first).to_be_visible()


def answer_in(visitor: Visitor, strand: str) -> str:
    """What the labelled list of a strand says; '' when there is none."""
    section = visitor.page.locator(f"section[aria-labelledby='a-{strand}']")
    return section.inner_text() if section.count() else ""


def review_with_keys(officer: Visitor, name: str) -> str:
    """Open the hit, compare, press Y; stands before the form of the report. Answers what the review said."""
    officer.go("/hits")
    officer.follow(name)
    expect(officer.page.get_by_role("heading", name="Side by side")).to_be_visible()
    said = officer.text()
    officer.page.keyboard.press("y")
    expect(officer.page).to_have_url(re.compile(r"/hits/[0-9a-f-]+/report"))
    return said


def report(officer: Visitor) -> None:
    """The seven blocks of CIS-33; the folded ones are opened where a script or the browser folds them."""
    page = officer.page
    page.locator("input[name=found][value=yes]").check()
    for name, text in REPORT.items():
        field = page.locator(f"#f-{name}")
        if not field.is_visible():
            page.locator("details", has=field).locator("summary").click()
        field.fill(text)
    officer.press("Send the report to")
    expect(page.get_by_role("heading", name="Sighting report", level=1)).to_be_visible()
