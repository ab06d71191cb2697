"""Desks of the Union's bodies at real doors: scenarios 3 and 4, the API closed to them, Frontex refused (CIS-24, CIS-32)."""

import json
import re
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

from firstwall.authorities import services
from firstwall.authorities.queries import person_by_login
from tests.journeys import at_the_lane
from tests.journeys.api_person import ApiPerson, token_of
from tests.journeys.story import LORRY_ALERT, PERSON_ALERT, PLATE

NAME = PERSON_ALERT["values"]["names"][0]
OTHER_NAME = "Ansis Viršupnieks"


@pytest.fixture(scope="module")
def entered(coalition):
    """Estonia's alerts: a person in the criminal strand, one of another name in the administrative strand only."""
    owner = ApiPerson(coalition.url, "ee.coordinator", role="coordinator")
    person = owner.post("/alerts", PERSON_ALERT)
    values = PERSON_ALERT["values"] | {"names": [OTHER_NAME]}
    other = PERSON_ALERT | {"strand": "A", "field_of_law": "", "union_relevance": "other_states", "values": values}
    administrative = owner.post("/alerts", other)
    assert (person.status_code, administrative.status_code) == (201, 201), person.text + administrative.text
    yield {"criminal": person.json(), "administrative": administrative.json()}
    owner.close()


@pytest.mark.browser
def test_scenario_3_europol_finds_nothing_of_the_administrative_strand(visit, entered) -> None:
    """Scenario 3, CIS-01, CIS-32e: the very name, and the answer is that of a name that nobody knows."""
    europol = visit("europol.desk")
    said = []
    for name in (OTHER_NAME, "Nobody Knowsthisname"):
        at_the_lane.check(europol, name, reference="EP-3")
        assert europol.page.locator("section[aria-labelledby^='a-']").count() == 1
        said.append(at_the_lane.answer_in(europol, "C"))
        assert at_the_lane.answer_in(europol, "A") == ""
    assert said[0] == said[1] and OTHER_NAME not in said[0]
    assert europol.go(f"/alerts/{entered['administrative']['id']}") == 404
    olaf = visit("olaf.desk")
    at_the_lane.check(olaf, OTHER_NAME, reference="OF-3")
    assert OTHER_NAME in at_the_lane.answer_in(olaf, "A")


@pytest.mark.browser
def test_scenario_4_a_match_of_eurojust_waits_for_the_suppliers_consent(visit, entered) -> None:
    """Scenario 4, CIS-32d: the task stands on the supplier's open page at once; no use and no passing on before consent."""
    owner = visit("ee.coordinator")
    owner.go("/")
    eurojust = visit("eurojust.desk")
    at_the_lane.check(eurojust, NAME, reference="EJ-2026-4")
    assert "No use: not answered yet" in at_the_lane.answer_in(eurojust, "C")
    task = owner.page.locator("section[aria-labelledby=w-m]")
    expect(task).to_contain_text("Eurojust", timeout=30_000)  # by itself: the page was not loaded again
    eurojust.go(f"/alerts/{entered['criminal']['id']}")
    expect(eurojust.page.get_by_role("main")).to_contain_text("No use: not answered yet")
    eurojust.follow("The supplier's answer")
    match = eurojust.page.url
    assert eurojust.page.locator("main form").count() == 0
    token = eurojust.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    said = {"csrfmiddlewaretoken": token, "use": "Charges", "recipient": "Norway", "key": str(uuid4())}
    for form in (said, said | {"recipient": ""}):
        refused = eurojust.context.request.post(match, form=form, headers={"Referer": match})
        assert refused.status == 403 and "12(2)" in refused.text()

    owner.go("/")
    task.get_by_role("link").nth(1).click()
    owner.press("Record the answer")
    expect(owner.page.get_by_role("alert")).to_contain_text("2 things to change")
    owner.page.locator("input[name=decision][value=conditions]").check()
    owner.page.locator("#f-reason").fill("Same group before our court")
    owner.page.locator("#f-conditions").fill("No step before 1 May")
    owner.press("Record the answer")
    expect(owner.page.get_by_role("main")).to_contain_text("Consent with conditions")

    eurojust.go(match)
    expect(eurojust.page.get_by_role("main")).to_contain_text("No step before 1 May")
    eurojust.page.locator("#f-use").fill("Comparison with our file")
    eurojust.page.locator("#f-recipient").fill("Norway")
    eurojust.press("Record the use")
    expect(eurojust.page.locator("body")).to_contain_text("does not cover passing this on")
    eurojust.go(match)
    eurojust.page.locator("#f-use").fill("Comparison with our file")
    eurojust.press("Record the use")
    expect(eurojust.page.get_by_text("The use is recorded, and the supplier is told.")).to_be_visible()
    stranger = visit("lv.investigator")
    assert stranger.go(match) == 404


@pytest.mark.browser
def test_cis_32b_a_desk_takes_nothing_away_from_the_pages(visit, entered) -> None:
    """CIS-32b: no list, no file, no queue, no ledger, no paper."""
    europol = visit("europol.desk")
    for address in ("/alerts", "/alerts/new", "/hits", "/files", "/ledger", "/accesses", "/lists", "/people"):
        assert europol.go(address) == 403, address
    assert europol.go(f"/alerts/{entered['criminal']['id']}/amend") == 403
    europol.go(f"/alerts/{entered['criminal']['id']}")
    europol.page.emulate_media(media="print")
    expect(europol.page.get_by_role("main")).to_be_hidden()
    expect(europol.page.get_by_text("Nothing is printed or copied")).to_be_visible()


@pytest.mark.parametrize(("login", "rule"), [("europol.desk", "CIS-32b"), ("eurojust.desk", "CIS-32d")])
def test_cis_32b_every_address_of_the_api_is_closed_to_a_desk(coalition, entered, login: str, rule: str) -> None:
    """CIS-32b, CIS-32d: also under a mandate that was opened on the page; the whole of OpenAPI is walked."""
    desk = services.open_mandate(
        person_by_login(login).id,
        role="agency_desk",
        strands=("C",),
        purpose="investigation",
        reference="X",
        channel="page",
    )
    headers = {"Authorization": f"Bearer {token_of(login)}", "Firstwall-Mandate": str(desk.mandate_id)}
    walked = 0
    with httpx.Client(base_url=coalition.url, headers=headers, timeout=60) as program:
        paths = program.get("/api/v1/openapi.json").json()["paths"]
        for path, methods in paths.items():
            address = re.sub(r"\{[^}]+\}", entered["criminal"]["id"], path)
            for method in methods:
                if (path, method) == ("/api/v1/mandates", "post"):
                    continue  # opened by person alone; the journey of the API shows its refusal
                answer = program.request(method, address, json={}, headers={"Idempotency-Key": str(uuid4())})
                assert (answer.status_code, answer.json().get("rule")) == (403, rule), (
                    f"{method} {address}: {answer.text}"
                )
                assert "2009/917" in answer.json()["article"]
                walked += 1
    assert walked > 25


def test_cis_24_frontex_is_refused_by_program_and_command_line(calls, firstwall) -> None:
    """CIS-24: in either strand, with the ground."""
    for strands in ("C", "A", "CA"):
        refused = calls("frontex.desk", role="agency_desk", strands=strands).opened
        assert (refused.status_code, refused.json()["rule"]) == (403, "CIS-24"), refused.text
        assert "Frontex has no access" in refused.json()["sentence"]
    done = firstwall("check", PLATE, login="frontex.desk", code=3)
    assert "Frontex has no access in this strand" in done.stderr


@pytest.mark.browser
def test_cis_24_frontex_reads_its_ground_on_the_page(visit) -> None:
    """CIS-24: it has an account, and every page leads to the ground."""
    frontex = visit("frontex.desk")
    for address in ("/", "/check", "/alerts", "/matches"):
        frontex.go(address)
        assert "/mandate" in frontex.page.url
        assert "no article names Frontex" in frontex.text()


def test_cis_29_olaf_supplies_in_the_administrative_strand_only(calls) -> None:
    """CIS-29, scenario side: a full partner there, no session in the other strand."""
    olaf = calls("olaf.coordinator", role="coordinator", strands="A")
    entered = olaf.post("/alerts", LORRY_ALERT | {"strand": "A", "field_of_law": ""})
    assert entered.status_code == 201, entered.text
    assert calls("lv.investigator", role="investigator", purpose="investigation").get(
        f"/alerts/{entered.json()['id']}"
    ).status_code == 200  # fmt: skip
    refused = calls("olaf.coordinator", role="coordinator", strands="CA").opened
    assert (refused.status_code, refused.json()["rule"]) == (403, "CIS-24")


@pytest.mark.browser
def test_cis_26_a_list_goes_from_proposal_to_confirmation_on_the_pages(visit) -> None:
    """CIS-26: proposed by the state, checked and confirmed by the Commission's desk, shown, compared, published."""
    keeper = visit("lv.lists")
    keeper.go("/lists/new?strand=A")
    keeper.page.locator("input[name='categories.0'][value=d]").uncheck()
    keeper.page.locator("#f-reason").fill("Persons are another desk's work")
    keeper.press("Propose the version")
    expect(keeper.page.get_by_role("heading", name="Version 1", level=1)).to_be_visible()
    expect(keeper.page.get_by_role("main")).to_contain_text("Narrower")
    address = keeper.page.url.partition("&said")[0]
    assert keeper.page.get_by_role("button", name="Record the check").count() == 1
    olaf = visit("olaf.lists")
    olaf.go(address)
    olaf.page.locator("input[name=verdict][value=yes]").check()
    olaf.page.locator("#f-finding").fill("Narrower than before; needed for vehicles.")
    olaf.press("Record the check")
    olaf.press("Confirm the list")
    expect(olaf.page.get_by_role("main")).to_contain_text("Confirmed")
    olaf.go("/lists?against=2026-01-01")
    expect(olaf.page.locator("section[aria-labelledby=diff]")).to_contain_text("Customs Administration, Latvia")
    out = olaf.context.request.get("/lists/published.json").json()
    (latvia,) = [one for one in out["direct_access"] if one["code"] == "LV-CUSTOMS"]
    assert "d" not in latvia["categories"]


@pytest.mark.browser
def test_cis_24_who_is_due_is_listed_and_confirmed(visit) -> None:
    """CIS-24: a colleague presses one button for one person."""
    keeper = visit("bg.lists")
    keeper.go("/people")
    row = keeper.page.locator("tr", has_text="bg.investigator")
    row.get_by_role("button").click()
    expect(keeper.page.get_by_text("Confirmed for another quarter.")).to_be_visible()
    mine = keeper.page.locator("tr", has_text="bg.lists")
    assert mine.get_by_role("button").count() == 0


def test_the_command_line_keeps_lists_people_and_accesses(coalition, entered, firstwall, tmp_path) -> None:
    """CIS-24, CIS-26, CIS-32c, CSEC-06: the same services as the pages."""
    assert "ro.coordinator" in firstwall("people", "list", login="ro.lists").stdout
    firstwall("people", "confirm", "ro.coordinator", login="ro.lists")
    firstwall("people", "confirm", "ro.lists", login="ro.lists", code=3)
    out = json.loads(firstwall("lists", "publish", "--strand", "C", login="ro.lists").stdout)
    row = next(one for one in out["direct_access"] if one["code"] == "RO-CUSTOMS")
    file = tmp_path / "list.json"
    file.write_text(json.dumps([row | {"categories": ["b"]}]))
    said = ("--strand", "C", "--reason", "Narrowed", "--in-force-from", out["day"])
    number = firstwall("lists", "propose", file, *said, login="ro.lists").stdout.split()[0]
    firstwall("lists", "check", number, "--strand", "C", "--finding", "Less than before.", login="ro.coordinator")
    assert "confirmed" in firstwall("lists", "confirm", number, "--strand", "C", login="ro.coordinator").stdout
    changed = firstwall("lists", "diff", "2026-01-01", out["day"], "--strand", "C", login="ro.lists").stdout
    assert "RO-CUSTOMS  narrower" in changed
    seen = firstwall("alerts", "who", entered["criminal"]["reference"], login="ee.coordinator").stdout
    assert "EUROPOL" in seen and "RO-CUSTOMS" not in seen
    taken = tmp_path / "accesses.jsonl"
    firstwall("ledger", "accesses", "EUROPOL", taken, login="supervisor")
    assert json.loads(taken.read_text().splitlines()[0])["authority"] == "EUROPOL"
