"""What officers of one post do with a hit between them: second word, taking over, a seizure, handing over."""

from playwright.sync_api import expect

from tests.journeys.people import Visitor

SEIZED = {"quantity": "40 000", "description": "Cartons without excise marks", "hidden_where": "Under the spare wheel"}


def set_aside(officer: Visitor, plate: str) -> str:
    """Press N on a strong hit and give no reason; answers the hit's address, where a second person is asked for."""
    officer.go("/hits?view=mine")
    officer.follow(plate)
    expect(officer.page.get_by_role("heading", name="Side by side")).to_be_visible()
    hit = officer.page.url.partition("?")[0].removeprefix(officer.url)
    officer.page.keyboard.press("n")
    expect(officer.page).not_to_have_url(f"{officer.url}{hit}")
    officer.go(hit)
    expect(officer.page.get_by_text("A second person is needed.")).to_be_visible()
    expect(officer.page.get_by_role("button", name="I agree with")).to_have_count(0)
    return hit


def disagree_and_take_over(mate: Visitor, plate: str) -> None:
    """The second person sees it in the queue of its own, opens it again, and answers for it from then on."""
    mate.go("/hits?view=second")
    mate.follow(plate)
    mate.press("I do not: open it again")
    expect(mate.page.get_by_text("Your word is recorded.")).to_be_visible()
    mate.press("Take it over")
    expect(mate.page.get_by_role("button", name="Take it over")).to_have_count(0)


def record_seizure(mate: Visitor, hit: str) -> str:
    """Same, by key; then what the control found, beside the hit. Answers the seizure's address."""
    mate.page.keyboard.press("y")
    expect(mate.page.get_by_role("heading", name="Report to the owner")).to_be_visible()
    mate.go(hit)
    mate.follow("Record a seizure")
    page = mate.page
    page.locator("#f-goods").select_option("cigarettes")
    page.locator("#f-unit").select_option("pieces")
    page.locator("#f-concealment").select_option("in_structure")
    for name, text in SEIZED.items():
        page.locator(f"#f-{name}").fill(text)
    mate.press("Record it")
    expect(page.get_by_text("The seizure is recorded.")).to_be_visible()
    return page.url.partition("?")[0].removeprefix(mate.url)


def report_as_known(mate: Visitor, hit: str) -> None:
    """The report says already what the seizure says; it is sent as it stands."""
    mate.go(f"{hit}/report")
    expect(mate.page.locator("#f-objects")).to_have_value("Cigarettes: 40000 pieces, Cartons without excise marks")
    mate.press("Send the report to")
    expect(mate.page.get_by_role("heading", name="Sighting report", level=1)).to_be_visible()


def hand_over(officer: Visitor, mate: Visitor) -> None:
    """One leaves a note, the other accepts."""
    officer.go("/shift")
    officer.page.locator("#f-note").fill("Quiet since four")
    officer.press("Hand over")
    expect(officer.page.get_by_text("the next shift accepts").first).to_be_visible()
    mate.go("/shift")
    assert "Quiet since four" in mate.text()
    mate.page.get_by_role("button", name="Accept").first.click()
    expect(mate.page.get_by_text("You answer for these hits from now on.")).to_be_visible()
