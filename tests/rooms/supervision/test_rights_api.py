"""Requests of persons over the API: everything that pages and command line do (RTS-01 to RTS-09); refused to desks."""

import io
import uuid
import zipfile

import pytest
from django.test import Client
from tests.harness.coalition import Coalition, a_coalition, a_person, a_person_alert, for_strand, in_c
from tests.law.at_work import a_body
from tests.rooms.supervision.aging import TODAY, as_superuser

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.kernel.actor import Actor

REQUESTS, CHECKS = "/api/v1/rights/requests", "/api/v1/rights/checks"
PERSON = {"names": ["Jaan Näidis"], "birth_date": "1980-05-17", "nationality": "EE", "documents": ["KX1234567"]}
TAKEN = {"strand": "C", "person": PERSON, "asks": ["access", "check"], "identity": "document_seen"}
ORDER = {
    "body": "court",
    "body_name": "Riga Regional Court",
    "state_code": "LV",
    "decided_on": TODAY.isoformat(),
    "file_reference": "A-12/2026",
    "text": "As asked",
}


class Caller:
    """One person's program."""

    def __init__(self, actor: Actor, login: str) -> None:
        token = authorities.mint_token(login)
        self._headers = {"Authorization": f"Bearer {token}", "Firstwall-Mandate": str(actor.mandate_id)}
        self._client = Client(SERVER_NAME="localhost")

    def __call__(self, method: str, path: str, body: dict | None = None, key: str = ""):
        headers = {**self._headers, "Idempotency-Key": key or str(uuid.uuid4())}
        send = getattr(self._client, method)
        if body is None:
            return send(path, headers=headers)
        return send(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def team(clean) -> Coalition:
    return a_coalition()


def staff(team: Coalition, state: str) -> Caller:
    own = team.latvia if state == "lv" else team.estonia
    return Caller(
        a_person(own.authority_id, f"{state}.rights", role="rights_officer", purpose="rights"), f"{state}.rights"
    )


def watch(own: Actor, state: str) -> Caller:
    inspectorate = authorities.add_authority(
        f"{state}-DPA", f"Inspectorate {state}", type="supervisory", state_code=state
    )
    authorities.supervise(inspectorate, own.authority_id)
    login = f"{state.lower()}.watch"
    return Caller(a_person(inspectorate, login, role="supervisor", purpose="supervision"), login)


def done(answer, status: int = 200) -> dict:
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else {}


def test_from_the_request_to_the_pack_and_the_supervisors_answer(clean, team: Coalition) -> None:
    """RTS-02 to RTS-09: one program for each who takes part."""
    alert = cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(action="check"), "C"))
    latvia, estonia = staff(team, "lv"), staff(team, "ee")
    lv_watch, ee_watch = watch(team.latvia, "LV"), watch(team.estonia, "EE")
    number = done(latvia("post", REQUESTS, TAKEN, key="k"), 201)["id"]
    assert done(latvia("post", REQUESTS, TAKEN, key="k"), 201)["id"] == number
    assert latvia("post", REQUESTS, {**TAKEN, "strand": "X"}).status_code == 422
    assert latvia("post", REQUESTS, {**TAKEN, "asks": ["money"]}).json()["problems"][0]["field"] == "asks"
    assert done(latvia("post", f"{REQUESTS}/{number}/gathering")) == {"new": 1}
    view = done(latvia("get", f"{REQUESTS}/{number}"))
    (found,) = view["holdings"]
    assert found["reference"] == alert.reference and found["values"]["names"] == "Jaan Näidis"
    assert "Näidis" not in latvia("get", REQUESTS).content.decode(), "no list names anybody"
    assert estonia("get", f"{REQUESTS}/{number}").status_code == 404
    (question,) = done(estonia("get", f"{REQUESTS}/questions"))
    assert latvia("post", f"{REQUESTS}/{number}/decision", {"reason": "Weighed"}).json()["rule"] == "RTS-03"
    done(estonia("put", f"{REQUESTS}/entries/{question['id']}/position", {"position": "agrees"}), 204)
    sorted_away = latvia("put", f"{REQUESTS}/entries/{found['id']}/sorting", {"is_the_person": False, "reason": "No"})
    assert sorted_away.status_code == 409
    assert done(latvia("post", f"{REQUESTS}/{number}/decision", {"reason": "Weighed"})) == {"outcome": "disclosed"}
    assert latvia("post", f"{REQUESTS}/{number}/answer").json()["rule"] == "RTS-06"
    check = done(lv_watch("post", f"{CHECKS}/{number}"), 201)["id"]
    (asked,) = done(ee_watch("get", f"{CHECKS}/questions"))
    said = {"finding": "in_order", "words": "Looked at it"}
    done(ee_watch("put", f"{CHECKS}/questions/{asked['id']}/reply", said), 204)
    assert done(lv_watch("get", CHECKS))[0]["questions"][0]["words"] == "Looked at it"
    assert lv_watch("put", f"{CHECKS}/{check}/end", said).json()["rule"] == "RTS-09"
    as_superuser(clean, "update supervision_rights_check set answer_from = %s", TODAY)
    as_superuser(clean, "update supervision_rights_request set answer_from = %s", TODAY)
    done(lv_watch("put", f"{CHECKS}/{check}/end", said), 204)
    for kind in ("answer", "check-answer"):
        pack = latvia("post", f"{REQUESTS}/{number}/{kind}")
        with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
            assert "Jaan Näidis" in archive.read("letter.html").decode()
    assert done(lv_watch("get", f"{REQUESTS}/watched"))[0]["reason"] == "Weighed"
    assert (
        latvia("get", f"{REQUESTS}/watched").status_code == lv_watch("get", f"{REQUESTS}/{number}").status_code == 403
    )


def test_what_a_court_orders(team: Coalition) -> None:
    """RTS-08: wired to the register of final decisions; compensation until it is paid."""
    alert = cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(action="check"), "C"))
    latvia, supplier = staff(team, "lv"), Caller(team.estonia, "ee.coordinator")
    number = done(latvia("post", REQUESTS, TAKEN), 201)["id"]
    latvia("post", f"{REQUESTS}/{number}/gathering")
    (found,) = done(latvia("get", f"{REQUESTS}/{number}"))["holdings"]
    erase = {**ORDER, "orders": "erase", "holding": found["id"]}
    done(latvia("post", f"{REQUESTS}/{number}/remedies", erase), 201)
    paid = done(latvia("post", f"{REQUESTS}/{number}/remedies", {**ORDER, "orders": "compensation"}), 201)["id"]
    done(latvia("put", f"{REQUESTS}/remedies/{paid}/payment"), 204)
    (decision,) = done(supplier("get", "/api/v1/decisions?strand=C"))
    assert decision["alert_reference"] == alert.reference and decision["order"] == "erase"
    states = [one["state"] for one in done(latvia("get", f"{REQUESTS}/{number}"))["remedies"]]
    assert states == ["open", "paid"]
    wrong = latvia("post", f"{REQUESTS}/{number}/remedies", {**ORDER, "orders": "prison"})
    assert wrong.status_code == 422 and wrong.json()["problems"][0]["rule"] == "RTS-08"


def test_the_supervisor_reads_the_registers_by_program(team: Coalition) -> None:
    """GOV-08, AUD-06."""
    alert = cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))
    latvia, estonia = Caller(team.latvia, "lv.coordinator"), watch(team.estonia, "EE")
    said = {"kind": "factually_wrong", "what": "Born in 1981", "evidence": "Passport", "version": 1}
    done(latvia("post", "/api/v1/corrections", {"alert": str(alert.id), **said}), 201)
    (line,) = done(estonia("get", "/api/v1/supervised?kind=correction&is_open=true"))["lines"]
    full = done(estonia("get", f"/api/v1/supervised/correction/{line['id']}"))
    assert {"name": "what", "text": "Born in 1981"} in full["texts"]
    assert done(estonia("get", "/api/v1/supervised?kind=correction&is_open=false"))["lines"] == []
    assert estonia("get", "/api/v1/supervised?reference=%00").status_code == 400
    assert estonia("get", "/api/v1/supervised?kind=secrets").status_code == 404
    assert latvia("get", "/api/v1/supervised").status_code == 403


def test_the_desks_call_nothing_by_program(team: Coalition) -> None:
    """CIS-32b: not even where a list or a role says so by mistake."""
    desk = Caller(a_body("europol", strands="C"), "europol.agency_desk")
    for path in (REQUESTS, f"{REQUESTS}/questions", CHECKS, "/api/v1/supervised"):
        refused = desk("get", path)
        assert refused.status_code == 403 and refused.json()["rule"] == "CIS-32b", refused.content
