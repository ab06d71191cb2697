"""Every page for every role: axe, no sideways scroll, no complaint of the browser, nothing for strangers (RES-31, SEC-09).

At reduced size axe reads each page once, wide, as the first role that sees it; all else is looked at for every role, wide and
narrow. `tests/rooms/web/test_axe.py` has the components at phone size.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from django.urls import URLPattern, reverse
from playwright.sync_api import Browser

from firstwall.authorities import lists
from firstwall.authorities.types import ListedRow
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.runtime.demo.sessions import on_duty
from firstwall.web.urls import urlpatterns
from tests.harness.axe import violations
from tests.harness.kept_site import Site
from tests.harness.summary import FULL_SIZE
from tests.journeys import at_the_lane
from tests.journeys.api_person import ApiPerson
from tests.journeys.people import Visitor
from tests.journeys.story import LORRY_ALERT, PERSON_ALERT, PLATE, REPORT, SEIZURE, TRAFFIC

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
OPEN_TO_ALL = {"sign-in", "other-ways", "words", "accessibility", "display"}
# Answers that are no page: a part of one, or a file.
PARTS_OF_PAGES = {"home-waiting", "file-progress", "lists-published", "witness-ask", "evidence"}
ROLES = ("ee.coordinator", "lv.officer.terehova", "europol.desk", "lv.rights", "supervisor", "administrator")
# They see no page that none of the others sees.
MORE_ROLES = ("lv.investigator", "olaf.lists")


@dataclass(frozen=True)
class Filled:
    """Something behind every kind of address."""

    site: Site
    numbers: dict[str, str]
    hidden: str
    "An alert that only Estonia may see."
    read: set[tuple[str, int]] = field(default_factory=set)
    "Pages, by name and status, that axe has read."

    def is_due(self, name: str, status: int) -> bool:
        """Whether axe reads it now: always at full size, once at reduced size."""
        new = (name, status) not in self.read
        self.read.add((name, status))
        return new or FULL_SIZE


@pytest.fixture(scope="module")
def filled(coalition: Site, chromium: Browser) -> Iterator[Filled]:
    """Two alerts, a narrowed one, a file with candidates, one decided, one open, a match of Europol, a proposed list."""
    owner = ApiPerson(coalition.url, "ee.coordinator", role="coordinator")
    officer = ApiPerson(coalition.url, "lv.officer.terehova", role="border_officer")
    alert = owner.post("/alerts", PERSON_ALERT).json()
    lorry = owner.post("/alerts", LORRY_ALERT).json()
    mine = owner.get(f"/alerts/{lorry['id']}").json()["owner"]
    hidden = owner.post("/alerts", LORRY_ALERT | {"strand": "A", "field_of_law": "", "audience": [mine]}).json()
    (hit,) = officer.post("/screening/checks", {"text": PLATE}).json()["strands"][0]["candidates"]
    officer.post(f"/screening/hits/{hit['id']}/decision", {"verdict": "same"})
    sighting = officer.post(f"/screening/hits/{hit['id']}/sighting", {"found": True, **REPORT}).json()
    run = officer.send("traffic.csv", TRAFFIC.encode()).json()[0]
    question = {"type": "person", "name": "Voloshkin Dmitri", "dob": "1979-03-14"}
    (waiting,) = officer.post("/screening/checks", question).json()["strands"][0]["candidates"]
    officer.post(f"/screening/hits/{waiting['id']}/decision", {"verdict": "same"})
    (unclear,) = officer.post("/screening/checks", question | {"dob": ""}).json()["strands"][0]["candidates"]
    seizure = officer.post("/seizures", {**SEIZURE, "hit": hit["id"]}).json()
    (handover, _other) = officer.post("/shifts/handovers", {"note": "Quiet"}).json()
    numbers = {"alert_id": alert["id"], "run_id": run["id"], "hit_id": waiting["id"], "sighting_id": sighting["id"]}
    sheet = {
        "files": {"file": ("tank.txt", b"Two tanks where one is built")},
        "headers": {"Idempotency-Key": str(uuid4())},
    }
    stated = {"shows": "means", "shows_no_person": "true"}
    added = officer.client.post(f"/screening/sightings/{sighting['id']}/evidence", data=stated, **sheet).json()
    numbers |= {"evidence_id": added["id"]}
    numbers |= {"seizure_id": seizure["id"], "handover_id": handover["id"]}
    desk = Visitor(chromium, coalition.url, "europol.desk")
    at_the_lane.check(desk, PERSON_ALERT["values"]["names"][0], reference="EP-1")
    desk.leave()
    numbers |= {"match_id": owner.get("/matches").json()[0]["id"], "list_id": proposed_list()}
    yield Filled(coalition, numbers | {"category": "d", "part": "history", "open": unclear["id"]}, hidden["id"])
    owner.close()
    officer.close()


def proposed_list() -> str:
    """A version of Estonia's list that waits for its check."""
    with on_duty("ee.lists", purpose="administration") as keeper:
        row = ListedRow(keeper.authority_id, ("b",), ("supply",), ("read", "enter"))
        there = keeper.in_strand(Strand.CRIMINAL)
        day = utc_now().date() + timedelta(days=30)
        return str(lists.propose_list(there, rows=[row], reason="A new desk", in_force_from=day).id)


def addresses(numbers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Name and address of every page, with a number that exists where one is wanted."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        wanted = pattern.pattern.converters
        given = {name: numbers.get(name) or str(uuid4()) for name in wanted}
        yield str(pattern.name), reverse(str(pattern.name), kwargs=given)
    yield "health", reverse("health")  # the runtime's own page, outside the rooms' list of addresses


@pytest.mark.parametrize("login", ROLES + MORE_ROLES if FULL_SIZE else ROLES)
def test_res_31_every_page_of_a_role_passes(filled: Filled, chromium: Browser, login: str) -> None:
    """RES-31: axe finds nothing of WCAG 2.2 A and AA, nothing scrolls sideways, the browser has nothing to complain of."""
    visitor = Visitor(chromium, filled.site.url, login)
    numbers = dict(filled.numbers)
    if login == "supervisor":
        visitor.go("/ledger")
        numbers["entry_id"] = visitor.page.locator("tbody a.title").first.get_attribute("href").split("/")[-1]
    if login == "administrator":
        visitor.go("/accounts")
        numbers["person_id"] = visitor.page.locator("tbody th a").first.get_attribute("href").split("/")[-1]
    faults: list[str] = []
    shown, refused = 0, set[int]()
    for name, address in addresses(numbers):
        if name in PARTS_OF_PAGES:
            continue
        visitor.page.set_viewport_size(WIDE)
        status = visitor.go(address)
        assert status in {200, 403, 404, 405, 410}, f"{address}: {status}"
        if status != 200 and status in refused:
            continue  # one page says each refusal, with other words
        refused.add(status)
        by_axe = filled.is_due(name, status)
        faults += [f"{name} ({status}, wide): {fault}" for fault in faults_of(visitor, rules=by_axe)]
        visitor.page.set_viewport_size(NARROW)
        faults += [f"{name} ({status}, narrow): {fault}" for fault in faults_of(visitor, rules=FULL_SIZE)]
        shown += status == 200
    visitor.leave()
    assert not faults + visitor.complaints, "\n".join(faults + visitor.complaints)
    assert shown >= 6


def test_the_pages_before_sign_in_pass_too(filled: Filled, chromium: Browser) -> None:
    """RES-31 for strangers, in each light."""
    stranger = Visitor(chromium, filled.site.url)
    faults: list[str] = []
    for size in (WIDE, NARROW):
        stranger.page.set_viewport_size(size)
        for address in (
            "/sign-in",
            "/words",
            "/accessibility",
            "/display",
            "/sign-in/other",
            "/enrol/not-a-secret",
            "/nowhere",
        ):
            stranger.go(address)
            by_axe = FULL_SIZE or size == WIDE
            faults += [f"{address} at {size['width']}: {fault}" for fault in faults_of(stranger, rules=by_axe)]
    stranger.leave()
    assert not faults + stranger.complaints, "\n".join(faults + stranger.complaints)


def faults_of(visitor: Visitor, *, rules: bool = True) -> list[str]:
    """What is wrong with the page as it stands; axe's rules take the longest by far."""
    page = visitor.page
    found = []
    if page.locator(".demo-band").count() != 1:
        found.append("no DEMO band")
    beyond = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if beyond > 0:
        found.append(f"scrolls sideways by {beyond} pixels")
    if not rules:
        return found
    for violation in violations(page, "wcag22aa"):
        where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
        found.append(f"axe {violation['id']}: {violation['help']} at {where}")
    return found


def test_sec_21_every_address_sends_a_stranger_away(filled: Filled) -> None:
    """SEC-21: without a person and a mandate no page has content, whatever the address and however it is asked."""
    for name, address in addresses(filled.numbers):
        if name in OPEN_TO_ALL or name.startswith("enrol"):
            continue
        answer = httpx.get(filled.site.url + address)
        sent_away = answer.status_code == 302 and answer.headers["location"].startswith("/sign-in")
        assert sent_away or answer.status_code in {401, 403, 404, 405}, f"{address}: {answer.status_code}"
        assert "Voloshkin" not in answer.text
        forged = httpx.post(filled.site.url + address, data={"login": "ee.coordinator", "text": PLATE})
        assert forged.status_code in {302, 403, 404, 405}, f"POST {address}: {forged.status_code}"
        assert "fw_session" not in forged.cookies


def test_sec_09_hidden_and_absent_pages_are_the_same_bytes(filled: Filled, chromium: Browser) -> None:
    """CIS-01, SEC-09: apart from what differs at each look at the same page, and from the address that was asked for."""
    visitor = Visitor(chromium, filled.site.url, "bg.coordinator")
    sighting, hit, run = (filled.numbers[name] for name in ("sighting_id", "hit_id", "run_id"))
    families = {
        "/alerts/{}": filled.hidden,
        "/alerts/{}/history": filled.hidden,
        "/alerts/{}/amend": filled.hidden,
        "/alerts/{}/withdraw": filled.hidden,
        "/sightings/{}": sighting,
        "/hits/{}": hit,
        "/hits/{}/report": hit,
        "/files/{}": run,
        "/files/{}/progress": run,
    }
    for address, there in families.items():
        seen = [visitor.context.request.get(address.format(number)) for number in (there, uuid4())]
        assert [one.status for one in seen] == [404, 404], address
        there_text, absent_text = (settled(one.text()).splitlines() for one in seen)
        assert there_text == absent_text, address
    visitor.leave()


def settled(text: str) -> str:
    """Without the token of the form, the nonce and the minute."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    text = re.sub(r"X-CSRFToken[^}]*}", "", text)
    text = re.sub(r'nonce="[^"]+"', "", text)
    return re.sub(r"<time.*?</time>", "", text)


def test_csp_and_other_headers_stand_on_every_answer(filled: Filled) -> None:
    """Nothing from elsewhere, no inline script, no frame; nothing of a page is kept by the browser."""
    answer = httpx.get(f"{filled.site.url}/sign-in")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
