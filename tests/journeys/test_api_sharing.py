"""What others supplied is contested, decided upon, copied and passed on: over the HTTP API (issue 4; CIS-50 to CIS-61)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.story import PERSON_ALERT

TODAY = datetime.now(UTC).date()


@pytest.fixture
def estonia(calls):
    return calls("ee.coordinator", role="coordinator")


@pytest.fixture
def latvia(calls):
    return calls("lv.coordinator", role="coordinator")


@pytest.fixture
def bulgaria(calls):
    return calls("bg.coordinator", role="coordinator")


def entered(program, **changes) -> dict:
    answer = program.post("/alerts", {**PERSON_ALERT, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()


def person(name: str, born: str, **more: object) -> dict:
    others = {code: value for code, value in PERSON_ALERT["values"].items() if code != "documents"}
    return {"values": {**others, "names": [name], "birth_dates": [born], **more}}


def found_by(program, text: str) -> list[dict]:
    answer = program.post("/screening/checks", {"text": text, "reference": "OP-7"})
    assert answer.status_code == 200, answer.text
    return [one for strand in answer.json()["strands"] for one in strand["candidates"] if one["alert_title"] == text]


def test_the_first_entry_stands_where_two_suppliers_disagree(estonia, latvia, bulgaria) -> None:
    """Acceptance scenario 6 (CIS-59): A's entry stands, B's non-conflicting fields are stored, A is told at once."""
    first = entered(estonia, **person("Kaarel Proovija", "1980-05-17"))
    otherwise = {**PERSON_ALERT, **person("Kaarel Proovija", "1980-05-17", birth_place="Tartu"), "action": "check"}
    asked = latvia.post("/alerts", otherwise)
    assert asked.status_code == 409, asked.text
    assert asked.json()["rule"] == "CIS-59" and first["reference"] in asked.json()["sentence"]
    later = latvia.post("/alerts", {**otherwise, "same_as": first["reference"], "position": "Search him"})
    assert later.status_code == 201, later.text
    stands = bulgaria.get(f"/alerts/{first['id']}").json()
    stored = bulgaria.get(f"/alerts/{later.json()['id']}").json()
    assert stands["action"] == PERSON_ALERT["action"] and stands["version"] == 1
    assert stored["values"]["birth_place"] == "Tartu" and stored["action"] == PERSON_ALERT["action"]
    (dispute,) = [one for one in estonia.get("/disputes", strand="C").json() if one["first_alert_id"] == first["id"]]
    assert dispute["fields"] == ["action"] and dispute["withheld"] == {"action": "check"}
    assert bulgaria.get("/disputes", strand="C").json() == []
    another = latvia.post("/alerts", {**otherwise, "different_from": [first["reference"], later.json()["reference"]]})
    assert another.status_code == 201, another.text


def test_courts_of_two_states_decide_differently(estonia, latvia, bulgaria, calls) -> None:
    """Acceptance scenario 7 (CIS-60): A must erase; until it does the record is blocked everywhere."""
    alert = entered(estonia, **person("Vahur Vaidlus", "1971-02-03"))
    searchers = [calls(f"{one}.coordinator", role="coordinator", purpose="joint_coordination") for one in ("bg", "ee")]
    assert all(found_by(one, "Vahur Vaidlus") for one in searchers)
    decision = {"alert": alert["id"], "body": "court", "decided_on": TODAY.isoformat(), "version": 1}
    riga = decision | {"body_name": "Riga Regional Court", "state_code": "LV", "order": "rectify"}
    tallinn = decision | {"body_name": "Tallinn Circuit Court", "state_code": "EE", "order": "keep"}
    words = {"file_reference": "C-1/2026", "text": "As to the date of birth"}
    registered = latvia.post("/decisions", riga | words)
    assert registered.status_code == 201, registered.text
    assert bulgaria.get(f"/alerts/{alert['id']}").status_code == 404
    assert latvia.get(f"/alerts/{alert['id']}").status_code == 404
    assert not any(found_by(one, "Vahur Vaidlus") for one in searchers)
    assert estonia.get(f"/alerts/{alert['id']}").json()["blocked"]
    assert estonia.post("/decisions", tallinn | words).status_code == 201
    sofia = {"body": "court", "body_name": "Sofia City Court", "state_code": "BG", "order": "erase"}
    unseen = sofia | words | {"decided_on": TODAY.isoformat(), "reference": alert["reference"]}
    third = bulgaria.post("/decisions/by-reference", unseen)
    assert third.status_code == 201, third.text
    assert (
        bulgaria.post("/decisions/by-reference", unseen | {"reference": "EE-CUSTOMS-CD-2020-000000"}).status_code == 404
    )
    contested = estonia.post(f"/decisions/{third.json()['id']}/contest", {"reason": "No such file"})
    assert contested.status_code == 201, contested.text
    assert estonia.post(f"/decisions/{registered.json()['id']}/execution").status_code == 409
    assert bulgaria.post(f"/decisions/{third.json()['id']}/retraction", {"reason": "Another file"}).status_code == 204
    executed = estonia.post(f"/decisions/{registered.json()['id']}/execution")
    assert executed.json() == {"outcome": "erased"}, executed.text
    assert estonia.get(f"/alerts/{alert['id']}").status_code == 404
    (told,) = [one for one in latvia.get("/decisions", strand="C").json() if one["alert_id"] == alert["id"]]
    assert (told["state"], told["outcome"]) == ("executed", "erased")


def test_a_partner_points_out_an_error_and_the_supplier_answers(estonia, latvia, bulgaria) -> None:
    """CIS-58: contested meanwhile; rejected with reasons, or amended by the supplier itself."""
    alert = entered(estonia, **person("Eksitaja Ekslik", "1966-01-02"))
    said = {
        "alert": alert["id"],
        "kind": "factually_wrong",
        "what": "Born in 1967",
        "evidence": "Passport",
        "version": 1,
    }
    proposed = latvia.post("/corrections", said, key="once")
    assert proposed.status_code == 201 and latvia.post("/corrections", said, key="once").json() == proposed.json()
    assert bulgaria.get(f"/alerts/{alert['id']}").json()["contested"]
    number = proposed.json()["id"]
    assert estonia.post(f"/corrections/{number}/acceptance", {"reasons": "Right"}).status_code == 409
    assert latvia.post(f"/corrections/{number}/rejection", {"reasons": "No"}).status_code == 403
    assert estonia.post(f"/corrections/{number}/rejection", {"reasons": "Seen otherwise"}).status_code == 204
    assert not bulgaria.get(f"/alerts/{alert['id']}").json()["contested"]


def test_copied_by_a_listed_analyst_passed_on_by_authorisation(estonia, latvia, calls) -> None:
    """CIS-50 to CIS-55c: without the register no copy, without the authorisation's number no document."""
    alert = entered(estonia, **person("Kopeeritav Isik", "1959-09-09"))
    analyst = calls("lv.investigator", role="investigator", purpose="investigation")
    unit = {"kind": "risk_management", "name": "Risk unit", "system": "RISKS", "strand": "C"}
    service = latvia.post("/copy-services", unit).json()["id"]
    wanted = {"alert": alert["id"], "service": service, "case_reference": "LV-7", "need": "Ferry line", "version": 1}
    assert analyst.post("/copies", wanted).status_code == 403
    listed = f"/copy-services/{service}/analysts?strand=C"
    assert latvia.post(listed, {"login": "lv.coordinator"}).status_code == 422, "nobody lists oneself"
    assert latvia.post(listed, {"login": "lv.investigator"}).status_code == 204
    copy = analyst.post("/copies", wanted)
    assert copy.status_code == 201, copy.text
    taken = analyst.get(f"/copies/{copy.json()['id']}/document").json()
    assert taken["document"]["alert"]["values"]["names"] == ["Kopeeritav Isik"] and taken["document"]["case"] == "LV-7"
    assert estonia.get("/copies", strand="C", alert=alert["id"]).json()[0]["system"] == "RISKS"
    assert "Kopeeritav" not in analyst.get("/alerts", strand="C").text, "a program's list tells no value of others"
    until = (TODAY + timedelta(days=30)).isoformat()
    asked = latvia.post(
        "/transfers",
        {
            "alert": alert["id"],
            "kind": "third_country",
            "country": "NO",
            "ground": "adequacy",
            "purpose": "Prosecution in Oslo",
            "recipient": "Norwegian Customs",
            "legal_basis": "Agreement of 1997",
            "fields": ["names"],
        },
    )
    assert asked.status_code == 201, asked.text
    number = asked.json()["id"]
    assert latvia.post(f"/transfers/documents/{number}", {"security_measures": "Courier"}).status_code == 403
    authorised = estonia.post(f"/transfers/{number}/authorisation", {"conditions": "One case", "valid_until": until})
    assert authorised.status_code == 200, authorised.text
    under = f"/transfers/documents/{authorised.json()['authorisation']}"
    assert latvia.post(under).status_code == 422
    document = latvia.post(under, {"security_measures": "Sealed, by courier"}).json()["document"]
    assert document["conditions"] == "One case" and document["alert"]["values"] == {"names": ["Kopeeritav Isik"]}
    assert estonia.get("/transfers", strand="C").json()[0]["made"] == 1
    assert estonia.post(f"/alerts/{alert['id']}/withdrawal", {"reason": "Over"}).status_code == 200
    assert analyst.get(f"/copies/{copy.json()['id']}/document").status_code == 409
    owed = [one for one in latvia.get("/receipts", strand="C").json() if one["alert_id"] == alert["id"]]
    assert {(one["held_as"], one["act"]) for one in owed} == {("copy", "erase"), ("transfer", "erase")}
    for one in owed:
        assert latvia.post(f"/receipts/{one['id']}").status_code == 204
    assert [one for one in estonia.get("/receipts", strand="C").json() if one["alert_id"] == alert["id"]] == []
