"""The supervisor's pages through the real views: what they show, what they record, and who is kept out (SEC-32)."""

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
from firstwall.ledger import services
from firstwall.seals import signing

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
