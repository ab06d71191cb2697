"""The API plays the same acts as pages and command line, and answers in one shape (REL-19, SEC-09)."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_c

from firstwall.authorities import services as authorities
from firstwall.cis import services
from firstwall.cis.types import ImportRow
from firstwall.law.legacy import PastSaid

ALERTS = "/api/v1/alerts"


class Caller:
    """One person's program: bearer token, mandate, a new idempotency key for each write."""

    def __init__(self, actor) -> None:
        self.actor = actor
        token = authorities.mint_token(actor.authority_code[:2].lower() + ".coordinator")
        self._headers = {"Authorization": f"Bearer {token}", "Firstwall-Mandate": str(actor.mandate_id)}
        self._client = Client(SERVER_NAME="localhost")

    def __call__(self, method: str, path: str, body: dict | None = None, key: str | None = None):
        headers = {**self._headers, "Idempotency-Key": key or str(uuid.uuid4())}
        send = getattr(self._client, method)
        if body is None:
            return send(_address(path), headers=headers)
        return send(_address(path), body, content_type="application/json", headers=headers)

    def send(self, path: str, form: dict):
        """A form with a file."""
        return self._client.post(_address(path), form, headers={**self._headers, "Idempotency-Key": str(uuid.uuid4())})


def _address(path: str) -> str:
    """Under the alerts, or beside them: "/../proceedings"."""
    return f"/api/v1{path[3:]}" if path.startswith("/../") else f"{ALERTS}{path}"


@pytest.fixture
def callers(clean):
    coalition = a_coalition()
    return Caller(coalition.estonia), Caller(coalition.latvia)


def said(strand: str, **changes: object) -> dict:
    return {**for_strand(a_person_alert(**changes), strand), "strand": strand}


def test_an_alert_from_entry_to_end(callers):
    estonia, latvia = callers
    entered = estonia("post", "", said("C"), key="k")
    assert entered.status_code == 201, entered.content
    assert estonia("post", "", said("C"), key="k").json() == entered.json()
    alert = entered.json()["id"]
    seen = latvia("get", f"/{alert}")
    assert seen.status_code == 200 and seen.json()["values"]["names"] == ["Jaan Näidis"] and not seen.json()["own"]
    assert latvia("get", f"/{entered.json()['reference']}").json()["id"] == alert
    change = {name: value for name, value in said("C", action="check").items() if name not in ("category", "strand")}
    assert latvia("put", f"/{alert}", {**change, "version": 1}).status_code == 403
    assert estonia("put", f"/{alert}", {**change, "version": 1}).json()["version"] == 2
    assert estonia("put", f"/{alert}", {**change, "version": 1}).status_code == 409
    assert [one["version"] for one in estonia("get", f"/{alert}/history").json()] == [2, 1]
    assert len(estonia("get", f"/{alert}/audience").json()["authorities"]) == 3
    assert estonia("post", f"/{alert}/withdrawal", {"reason": "Over"}).status_code == 200
    hidden, absent = latvia("get", f"/{alert}"), latvia("get", f"/{uuid.uuid4()}")
    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "request": ""} == {**absent.json(), "request": ""}


def test_a_refusal_names_every_field_and_article(callers):
    """Acceptance scenario 2 through the API: CIS-08, Article 4(4)."""
    estonia, _latvia = callers
    values = {"goods_description": "x", "seizure_status": "seized", "documents": [{"number": "KX1"}], "phone": "1"}
    wrong = estonia("post", "", {**said("C"), "category": "g", "values": values})
    assert wrong.status_code == 422
    named = {(one["field"], one["rule"]) for one in wrong.json()["problems"]}
    assert {("documents", "CIS-08"), ("phone", "CIS-08")} <= named
    assert "4(4)" in next(one["article"] for one in wrong.json()["problems"] if one["field"] == "documents")


@pytest.mark.parametrize(
    "change", [{"owner_id": "x"}, {"last_day": "2099-01-01"}, {"reference": "X"}, {"values": 3}, {"handling": "H0"}]
)
def test_what_is_not_the_clients_to_say_is_refused(callers, change):
    """SEC-13: owner, dates and reference are computed; an unknown key is no silent success."""
    estonia, _latvia = callers
    assert estonia("post", "", {**said("C"), **change}).status_code == 422


@pytest.mark.parametrize(
    "values", [{"names": ["\ud800"]}, {"names": [1e400]}, {"names": [{"a": [[]]}]}, {"": ""}, {"names": [2**80]}]
)
def test_odd_values_are_refused_and_never_crash(callers, values):
    """REL-19: never 500."""
    estonia, _latvia = callers
    assert estonia("post", "", {**said("C"), "values": values}).status_code in (400, 422)


def test_each_call_is_in_one_strand(callers):
    """CIS-01: a mandate of both strands lists each apart, and names one to enter."""
    estonia, _latvia = callers
    estonia("post", "", said("C"))
    estonia("post", "", said("A"))
    assert estonia("get", "").status_code == 422
    for strand in "CA":
        page = estonia("get", f"?strand={strand}").json()
        assert [one["strand"] for one in page["alerts"]] == [strand]
    for bad in ("?strand=X", "?strand=C&size=0", "?strand=C&order=names", "?strand=C&after=x", "?strand=C&own=maybe"):
        assert estonia("get", bad).status_code in (400, 422)


def test_a_program_without_token_or_mandate_gets_nothing(clean):
    """SEC-19, SEC-21."""
    assert Client(SERVER_NAME="localhost").get(ALERTS).status_code == 401


def test_one_alert_is_reviewed_and_prolonged_for_a_need_in_writing(callers):
    """CIS-62, CIS-68: the program's door refuses what the page refuses."""
    estonia, latvia = callers
    entered = estonia("post", "", said("C")).json()
    alert, last = entered["id"], entered["last_day"]
    later, too_late = f"{int(last[:4]) + 1}{last[4:]}", f"{int(last[:4]) + 3}{last[4:]}"
    assert estonia("post", f"/{alert}/review", {"version": 1, "need": "Still needed"}).json()["last_day"] == last
    prolonged = {"version": 2, "until": later, "need": "Trial"}
    assert latvia("post", f"/{alert}/prolongation", prolonged).status_code == 403
    assert estonia("post", f"/{alert}/prolongation", {**prolonged, "need": ""}).status_code == 422
    assert estonia("post", f"/{alert}/prolongation", {**prolonged, "until": too_late}).status_code == 422
    assert estonia("post", f"/{alert}/prolongation", prolonged, key="p").json()["last_day"] == later
    assert estonia("post", f"/{alert}/prolongation", prolonged, key="p").json()["version"] == 3
    assert [one["act"] for one in estonia("get", f"/{alert}/history").json()] == ["prolonged", "reviewed", "entered"]


def test_a_use_in_proceedings_is_told_over_the_api(callers):
    """CIS-55e: and the supplier lists it."""
    estonia, latvia = callers
    alert = estonia("post", "", said("C")).json()["id"]
    use = {"alert": alert, "version": 1, "before": "Riga Regional Court", "reference": "K-17", "used_on": "2026-01-05"}
    told = latvia("post", "/../proceedings", use)
    assert told.status_code == 201, told.content
    assert latvia("post", "/../proceedings", {**use, "before": ""}).status_code == 422
    (line,) = estonia("get", "/../proceedings?strand=C").json()
    assert (line["id"], line["reference"], line["is_own"]) == (told.json()["id"], "K-17", True)


def test_clearance_is_reported_over_the_api(callers):
    """CIS-55f: nobody but the supplier sees the alert any more."""
    estonia, latvia = callers
    alert = estonia("post", "", said("C")).json()["id"]
    cleared = {
        "state_code": "LV",
        "cleared_on": "2026-01-05",
        "file_reference": "K-7",
        "text": "Mistaken",
        "version": 1,
    }
    made = latvia("post", "/../decisions/clearance", {"alert": alert, **cleared})
    assert made.status_code == 201, made.content
    assert latvia("get", f"/{alert}").status_code == 404
    assert estonia("post", f"/../decisions/{made.json()['id']}/execution", {}).json() == {"outcome": "erased"}


def test_a_file_is_attached_opened_and_removed_over_the_api(callers):
    """CIS-15, SEC-53: as a file that no browser draws; what is removed is gone for both."""
    estonia, latvia = callers
    alert = estonia("post", "", said("C")).json()["id"]
    paper = {"file": SimpleUploadedFile("tee kiri.txt", "Läti kaudu".encode()), "version": 1, "people": "within"}
    assert estonia.send(f"/{alert}/attachments", paper).status_code == 422, "nobody has stated that it stays within"
    paper["file"].seek(0)
    made = estonia.send(f"/{alert}/attachments", {**paper, "stays_within": "true"})
    assert made.status_code == 201, made.content
    (shown,) = latvia("get", f"/{alert}").json()["attachments"]
    assert shown == made.json() and shown["name"] == "tee kiri.txt"
    opened = latvia("get", f"/../attachments/{shown['id']}")
    assert opened.content.decode() == "Läti kaudu"
    assert opened["Content-Disposition"].startswith("attachment;") and "sandbox" in opened["Content-Security-Policy"]
    why = {"version": 2, "reason": "The wrong road"}
    assert latvia("post", f"/../attachments/{shown['id']}/removal", why).status_code == 403
    assert estonia("post", f"/../attachments/{shown['id']}/removal", why).json()["version"] == 3
    assert latvia("get", f"/../attachments/{shown['id']}").status_code == 404


def test_a_record_in_quarantine_is_released_over_the_api(callers):
    """CIS-66."""
    estonia, latvia = callers
    entry = services.entry_of(**for_strand(a_person_alert(), "C"))
    (held,) = services.enter_many(in_c(estonia.actor), [ImportRow(1, "old", entry, PastSaid("2023-01-02"))])
    assert latvia("get", f"/{held.ref.id}").status_code == 404
    assert estonia("get", f"/{held.ref.id}").json()["state"] == "quarantine"
    assert estonia("post", f"/{held.ref.id}/release", {"version": 1, "reason": " "}).status_code == 422
    assert estonia("post", f"/{held.ref.id}/release", {"version": 1, "reason": "Reviewed"}).json()["version"] == 2
    seen = latvia("get", f"/{held.ref.id}").json()
    assert (seen["state"], seen["entered_on"], seen["last_day"]) == ("active", "2023-01-02", "2028-01-02")
