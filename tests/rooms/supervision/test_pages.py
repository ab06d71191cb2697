"""The supervisor's pages through the real views: what they show, what they record, and who is kept out (SEC-32)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from tests.harness import verifier
from tests.harness.coalition import a_coalition, a_person
from tests.rooms.supervision.conftest import sequencing
from tests.rooms.web.test_doors import Client, as_person

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.ledger import sequencer, services
from firstwall.seals import signing
from firstwall.supervision import seeds
from firstwall.web.words import DRAW_STATES

verify = verifier.load()


@pytest.fixture
def team(clean: object) -> tuple[Actor, Actor]:
    """An officer who has searched, and a supervisor."""
    officer = a_coalition().estonia
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, officer.authority_id)
    supervisor = a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")
    with acting(officer):
        services.record(officer, act="screening.check", personal={"name": "Ivan Ivanov"}, terms=["Ivan Ivanov"])
    return officer, supervisor


def signed_in(actor: Actor) -> Client:
    return as_person(Client(), actor.person_id, actor.mandate_id)


def test_the_export_comes_as_a_file_that_verifies(team: tuple[Actor, Actor]) -> None:
    """SEC-31."""
    with sequencing():
        answer = signed_in(team[1]).post(reverse("ledger-export"), {"since": "2026-01-01", "until": ""})
    assert answer.status_code == 200 and "ledger.jsonl" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    key = verify.Key.parse(signing.load_verifier().text)
    assert verify.check_bundle(content.splitlines(keepends=True), [key]).shown > 0


def test_an_officer_gets_no_export(team: tuple[Actor, Actor]) -> None:
    assert signed_in(team[0]).post(reverse("ledger-export")).status_code == 403
    assert signed_in(team[0]).post(reverse("ledger-proof", args=[UUID(int=5)])).status_code == 403


def test_the_proof_comes_as_a_file(team: tuple[Actor, Actor]) -> None:
    client = signed_in(team[1])
    with sequencing():
        client.post(reverse("ledger-export"))
    page = client.get(reverse("ledger"), {"act": "screening.check"}).content.decode()
    entry = page.split('class="title" href="/ledger/')[1][:36]
    assert "Take the proof along" in client.get(reverse("ledger-entry", args=[entry])).content.decode()
    answer = client.post(reverse("ledger-proof", args=[entry]))
    said = verify._object(answer.content, None)
    signed = verify.read_checkpoint(said["note"], [verify.Key.parse(signing.load_verifier().text)], "it")
    assert verify.check_proof(said, signed)["id"] == entry


def test_all_acts_of_a_person_are_one_click_from_an_entry(team: tuple[Actor, Actor]) -> None:
    """SEC-32: and asking is recorded."""
    client = signed_in(team[1])
    page = client.get(reverse("ledger"), {"person": str(team[0].person_id)}).content.decode()
    assert "All acts of Ee Coordinator" in page and "Checked" in page and "Opened a mandate" in page
    entry = page.split('class="title" href="/ledger/')[1][:36]
    assert f"?person={team[0].person_id}" in client.get(reverse("ledger-entry", args=[entry])).content.decode()
    assert "Ee Coordinator" not in client.get(reverse("ledger"), {"person": str(UUID(int=9))}).content.decode()
    assert client.get(reverse("ledger"), {"person": "nonsense"}).status_code == 200


@pytest.fixture
def drawn(clean: object) -> tuple[Actor, Actor]:
    """A search on a day whose sample is drawn."""
    seeds.publish_seeds(utc_now())
    sequencer.sign_now()
    officer = a_coalition().estonia
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, officer.authority_id)
    with acting(officer):
        services.record(officer, act="screening.check", result="none", personal={"name": "Ivan Ivanov"})
    over = datetime.combine(utc_now().date() + timedelta(days=1), datetime.min.time(), UTC)
    for minutes in (20, 80):
        seeds.publish_seeds(over + timedelta(minutes=minutes))
        sequencer.sign_now()
    return officer, a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")


def test_a_drawn_query_is_judged_on_its_page(drawn: tuple[Actor, Actor]) -> None:
    """LOG-03."""
    client, today = signed_in(drawn[1]), utc_now().date().isoformat()
    page = client.get(reverse("sample"), {"day": today}).content.decode()
    assert str(DRAW_STATES["drawn"])[:15] in page and "Record the verdict" in page
    address = page.split('action="/sample/')[1][:36]
    form = {"day": today, "verdict": "lawful", "ground": "A lane check.", "key": "k"}
    for spoilt in ({"verdict": ""}, {"verdict": "x"}, {"day": "never"}, {"ground": ""}):
        assert client.post(reverse("sample-judge", args=[address]), form | spoilt).status_code == 422
    assert client.post(reverse("sample-judge", args=[address]), form).status_code == 302
    page = client.get(reverse("sample"), {"day": today}).content.decode()
    assert "A lane check." in page and "Record the verdict" not in page


def test_the_sample_is_a_supervisors(drawn: tuple[Actor, Actor]) -> None:
    assert signed_in(drawn[0]).get(reverse("sample")).status_code == 403
    assert signed_in(drawn[1]).get(reverse("sample"), {"day": "2024-01-01"}).status_code == 404
    assert str(DRAW_STATES["open"])[:20] in signed_in(drawn[1]).get(reverse("sample")).content.decode()
