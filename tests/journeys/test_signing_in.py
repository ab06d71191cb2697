"""People signed in: invitation, passkey, one touch, a touch for what is dangerous, a lost key (SEC-12, SEC-15 to SEC-18).

Chromium's virtual authenticator is the device; everything else is the real site, under the name localhost.
"""

import base64
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from firstwall.authorities import services as authorities
from firstwall.authorities import staff
from firstwall.authorities.signing_in import codes, fallbacks, links
from tests.harness.kept_site import Site
from tests.harness.provider import Provider
from tests.journeys.key_ring import KeyRing
from tests.journeys.people import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module", autouse=True)
def provider(coalition: Site) -> Iterator[Provider]:
    """The administration's identity provider; this file's site knows it, and is no demonstration."""
    one = Provider()
    before = dict(coalition.supervisor.environment)
    coalition.stop()
    coalition.supervisor.environment |= {**one.settings(), "FIRSTWALL_DEMO": "", "FIRSTWALL_CODES_ALLOWED": "1"}
    yield one
    coalition.stop()
    coalition.supervisor.environment.clear()
    coalition.supervisor.environment |= before
    one.stop()


@pytest.fixture
def arrives(coalition: Site, chromium: Browser):
    """`arrives()`: somebody at the node's own name, not signed in."""
    opened = []

    def come(**wishes) -> Visitor:
        opened.append(Visitor(chromium, coalition.url.replace("127.0.0.1", "localhost"), **wishes))
        return opened[-1]

    yield come
    for visitor in opened:
        visitor.leave()


def test_an_invited_person_enrols_a_passkey_and_signs_in_with_one_touch(arrives) -> None:
    """SEC-15: no password anywhere; the link works once."""
    secret = links.by_operator("ee.coordinator")
    guest = arrives()
    ring = KeyRing(guest.page)
    assert guest.go(f"/enrol/{secret}") == 200
    guest.press("Make my passkey")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    (key,) = ring.keys()
    assert key["isResidentCredential"] and key["rpId"] == "localhost"
    assert guest.go(f"/enrol/{secret}") == 410
    guest.page.get_by_role("button", name="Sign out").click()
    guest.press("Sign in with a passkey")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    assert guest.complaints == []


def test_the_first_account_of_a_node_is_made_with_its_passkey_or_not_at_all(arrives) -> None:
    """SEC-15: the link printed at first start makes an account that has a passkey, and no other."""
    secret = authorities.issue_enrolment_link()
    guest = arrives()
    assert guest.go(f"/enrol/{secret}") == 200
    guest.page.get_by_label("Service number or login").fill("hx.first")
    guest.page.get_by_label("Your name").fill("Hanna Esimene")
    KeyRing(guest.page)
    guest.press("Make the account and its passkey")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    assert guest.complaints == []


def an_administrator(arrives) -> Visitor:
    """The administrator of the demonstration's host, with a passkey and a session of the passkey's kind."""
    keeper = arrives()
    KeyRing(keeper.page)
    keeper.go(f"/enrol/{links.by_operator('administrator')}")
    keeper.press("Make my passkey")
    expect(keeper.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    keeper.take_mandate("administrator/administration", reference="A-1")
    return keeper


def long_ago(database) -> None:
    """Every session's last proof is an hour old."""
    with database.superuser.connect("firstwall") as superuser:
        superuser.execute("update authorities_session set fresh_at = fresh_at - interval '1 hour'")


def test_an_administrator_invites_a_colleague_with_one_touch_on_the_way(arrives, database) -> None:
    """SEC-15, SEC-17: after five minutes the page asks for one touch, keeps what was typed, and goes on."""
    keeper = an_administrator(arrives)
    keeper.go("/accounts/new")
    keeper.page.get_by_label("Service number or login").fill("hx.second")
    keeper.page.get_by_label("Name", exact=False).last.fill("Teine Toomas")
    long_ago(database)
    keeper.press("Enter and make the link")
    expect(keeper.page.get_by_role("heading", name="One touch, then it goes on")).to_be_visible()
    keeper.press("Touch the passkey and go on")
    link = keeper.page.locator("code").inner_text()
    guest = arrives(width=390, height=844)
    KeyRing(guest.page)
    guest.page.goto(link)
    expect(guest.page.get_by_role("heading", name="Welcome, Teine Toomas")).to_be_visible()
    guest.press("Make my passkey")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    assert keeper.complaints + guest.complaints == []


def test_a_higher_account_comes_in_by_a_link_of_two_halves(arrives) -> None:
    """SEC-12: the code is with who proposed, the link with who agreed; the person alone has both."""
    keeper = an_administrator(arrives)
    keeper.go("/accounts/new")
    keeper.page.get_by_label("Service number or login").fill("hx.chief")
    keeper.page.get_by_label("Name", exact=False).last.fill("Pealik Piret")
    keeper.page.locator("#f-role").select_option("administrator")
    keeper.page.locator("input[name=strands][value=C]").check()
    keeper.press("Enter and make the link")
    expect(keeper.page.get_by_role("heading", name="Code of a link to come: Pealik Piret")).to_be_visible()
    code = keeper.page.locator("code").inner_text()
    _number, link = staff.agree_by_operator("hx.chief")
    guest = arrives(width=390, height=844)
    KeyRing(guest.page)
    guest.go(f"/enrol/{link}")
    guest.page.get_by_label("Code that you were given").fill("AAAA-AAAA-AAAA-AAAA")
    guest.press("Go on")
    expect(guest.page.get_by_text("This link opens together with its code only.")).to_be_visible()
    guest.page.get_by_label("Code that you were given").fill(code.lower())
    guest.press("Go on")
    expect(guest.page.get_by_role("heading", name="Welcome, Pealik Piret")).to_be_visible()
    guest.press("Make my passkey")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    assert keeper.complaints + guest.complaints == []


def test_without_the_touch_nothing_dangerous_is_done(arrives, database) -> None:
    """SEC-17: a session left open at a desk grants nothing; another person's passkey does not help."""
    keeper = an_administrator(arrives)
    long_ago(database)
    answer = keeper.page.request.post(f"{keeper.url}/offices", form={"csrfmiddlewaretoken": "x"})
    assert answer.status == 403
    keeper.go("/accounts/new")
    keeper.page.get_by_label("Service number or login").fill("hx.third")
    keeper.page.get_by_label("Name", exact=False).last.fill("Nobody")
    keeper.page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()); }")
    keeper.press("Enter and make the link")
    keeper.page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()); }")
    keeper.press("Touch the passkey and go on")
    expect(keeper.page.get_by_text("No passkey was used. Nothing was done.")).to_be_visible()
    keeper.go("/accounts")
    assert "hx.third" not in keeper.text()


def test_a_device_that_did_not_verify_its_user_opens_nothing(arrives) -> None:
    """SEC-15: user verification is required, by the browser's dialogue and again here."""
    guest = arrives()
    ring = KeyRing(guest.page)
    guest.go(f"/enrol/{links.by_operator('lv.investigator')}")
    guest.press("Make my passkey")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    stranger = arrives()
    other = KeyRing(stranger.page, knows_its_user=False)
    other.take(ring.keys())
    stranger.go("/sign-in")
    stranger.press("Sign in with a passkey")
    expect(stranger.page.get_by_text("No passkey was used. Nothing was done.")).to_be_visible()


def test_signing_out_everywhere_ends_the_other_browser_too(arrives) -> None:
    """SEC-18."""
    keeper, elsewhere = an_administrator(arrives), arrives()
    elsewhere.context.add_cookies(keeper.context.cookies())
    assert elsewhere.go("/accounts") == 200
    keeper.go("/ways-in")
    keeper.press("Sign out everywhere")
    expect(keeper.page.get_by_text("You are signed out everywhere.")).to_be_visible()
    elsewhere.go("/accounts")
    expect(elsewhere.page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()


def test_the_administrations_provider_signs_in_whom_a_link_bound_to_it(arrives, provider: Provider) -> None:
    """SEC-16: bound once by a one-time link, then by (issuer, subject); a stranger of the same provider stays outside."""
    guest = arrives()
    guest.go(f"/enrol/{links.by_operator('lv.coordinator')}")
    guest.follow("Use the provider of my administration instead")
    expect(guest.page.get_by_text("Your identity at the provider is kept.")).to_be_visible()
    guest.page.get_by_role("button", name="Sign out").click()
    guest.follow("Sign in with the provider of your administration")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    provider.subject = "u-2"
    stranger = arrives(width=390, height=844)
    stranger.go("/sign-in")
    stranger.follow("Sign in with the provider of your administration")
    expect(stranger.page.get_by_text("Your provider knows you, and this node does not yet.")).to_be_visible()
    assert guest.complaints + stranger.complaints == []


def test_without_a_passkey_a_link_gives_password_and_code(arrives) -> None:
    """SEC-15: shown once, good for seven days; the page says so."""
    guest = arrives()
    guest.go(f"/enrol/{links.by_operator('lv.coordinator')}")
    guest.press("No passkey is possible: password and code for seven days")
    password, secret, _address = (one.inner_text() for one in guest.page.locator("code").all())
    code = codes.code_of(base64.b32decode(secret), codes.step_at(time.time()))
    guest.follow("Sign in with them")
    guest.page.get_by_label("Service number or login").fill("lv.coordinator")
    guest.page.get_by_label("Password you were shown").fill(password)
    guest.page.get_by_label("Six digits of your code app").fill(code)
    guest.press("Sign in")
    expect(guest.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    assert guest.complaints == []


def test_the_broken_glass_is_seen_by_an_administrator(arrives) -> None:
    """SEC-20."""
    emergency = arrives()
    emergency.go("/sign-in/other")
    emergency.page.get_by_label("Code from the sealed envelope").fill(fallbacks.seal_account("EE-CUSTOMS"))
    emergency.press("Break the glass")
    expect(emergency.page.get_by_role("heading", name="What do you act for?")).to_be_visible()
    emergency.take_mandate("administrator/administration", reference="E-1")
    keeper = an_administrator(arrives)
    expect(keeper.page.get_by_text("The sealed account was opened on")).to_be_visible()
