"""People signed in: invitation, passkey, one touch, a touch for what is dangerous, a lost key (SEC-12, SEC-15 to SEC-18).

Chromium's virtual authenticator is the device; everything else is the real site, under the name localhost.
"""

import pytest
from playwright.sync_api import Browser, expect

from firstwall.authorities import services as authorities
from firstwall.authorities.signing_in import links
from tests.harness.kept_site import Site
from tests.journeys.key_ring import KeyRing
from tests.journeys.people import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


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
