"""What a coordinator does at the desk: enter, read, acknowledge, withdraw."""

import re

from playwright.sync_api import expect

from tests.journeys.people import Visitor
from tests.journeys.story import LORRY, PERSON


def enter_person(owner: Visitor) -> str:
    """The short form for a person; answers the address of the alert."""
    owner.go("/alerts/new/d?strand=C")
    page = owner.page
    page.locator("#f-names").fill(PERSON["names"][0])
    page.locator("#f-birth_dates").fill(PERSON["birth_dates"][0])
    page.locator("#f-nationalities").fill("EE")
    for part, value in PERSON["documents"][0].items():
        cell = page.locator(f"[name='documents.0.{part}']")
        if part == "type":
            cell.select_option(value)
        else:
            cell.fill(value)
    page.locator("#f-reason_for_entry").fill(PERSON["reason_for_entry"])
    choose(owner, action="discreet", ground="will_commit", field_of_law="goods_controls")
    choose(owner, data_subject="suspect", rests_on="assessment")
    handle(owner, "H0")
    page.locator("#f-evaluation").select_option("B2")
    return send(owner)


def enter_lorry(owner: Visitor, *, strand: str = "C", plate: str = LORRY["registration"]) -> str:
    """The short form for a vehicle; answers the address of the alert."""
    owner.go(f"/alerts/new/b?strand={strand}")
    page = owner.page
    kind = page.locator("select[name=means_kind]")
    if kind.count():
        kind.select_option("vehicle")
    else:
        choose(owner, means_kind="vehicle")
    page.locator("#f-registration").fill(plate)
    page.locator("[name=registration_country]").fill(LORRY["registration_country"])
    choose(owner, action="check", **({"field_of_law": "goods_controls"} if strand == "C" else {}))
    handle(owner, "H0")
    return send(owner)


def choose(owner: Visitor, **answers: str) -> None:
    """Radio buttons by name and value."""
    for name, value in answers.items():
        owner.page.locator(f"input[type=radio][name='{name}'][value='{value}']").check()


def handle(owner: Visitor, code: str) -> None:
    """The handling code: nothing is chosen beforehand (EXC-11)."""
    box = owner.page.locator(f"input[type=checkbox][name=handling][value={code}]")
    expect(box).not_to_be_checked()
    box.check()


def send(owner: Visitor) -> str:
    """Send the form; the alert stands there with its own address."""
    owner.press("Enter the alert")
    expect(owner.page).to_have_url(re.compile(r"/alerts/[0-9a-f-]{36}"))
    expect(owner.page.get_by_role("navigation", name="Parts of this alert")).to_be_visible()
    return owner.page.url.partition("?")[0].removeprefix(owner.url)


def answer_report(owner: Visitor) -> str:
    """Open the report that has arrived, tell that it was read, record the outcome; answers its address."""
    page = owner.page
    page.locator("#waiting tr[data-new] a.title").first.click()
    expect(page.get_by_role("heading", name="Sighting report", level=1)).to_be_visible()
    page.get_by_role("button", name="that you have read it").click()
    expect(page.get_by_role("button", name="that you have read it")).to_have_count(0)
    choose(owner, outcome="true_match")
    page.locator("form[action$='/outcome'] button").click()
    expect(page.locator(".head .chip").filter(has_text="It was the one sought")).to_be_visible()
    return page.url.partition("?")[0].removeprefix(owner.url)


def withdraw(owner: Visitor, alert: str) -> None:
    """Effect first, then the reason, then the act."""
    owner.go(alert)
    owner.follow("Withdraw")
    choose(owner, reason="purpose_reached")
    owner.press("Withdraw the alert")
    expect(owner.page.get_by_role("heading", name="Alerts", level=1)).to_be_visible()
