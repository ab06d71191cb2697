"""A request on the pages: taken, gathered, decided, answered by staff named for it; asked of the supplier; watched."""

import io
import re
import zipfile
from uuid import UUID

import pytest
from django.urls import reverse

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.supervision.rights import queries
from tests.harness.coalition import Coalition, a_coalition, a_person, a_person_alert, for_strand, in_c
from tests.rooms.supervision.aging import TODAY, as_superuser
from tests.rooms.web.test_retention_pages import client_of

TYPED = {
    "names": "Jaan Näidis\nJaan Naidis",
    "birth_date": "17.05.1980",
    "documents": "KX1234567",
    "language": "fr",
    "identity": "document_seen",
    "asks": ["access", "erasure"],
    "strands": ["C"],
    "says": "I was never there",
    "key": "k-1",
}


@pytest.fixture
def team(clean) -> Coalition:
    return a_coalition()


def staff(team: Coalition, state: str):
    own = team.latvia if state == "lv" else team.estonia
    return a_person(own.authority_id, f"{state}.rights", role="rights_officer", purpose="rights")


def test_from_the_form_to_the_pack(clean, team: Coalition) -> None:
    """RTS-02 to RTS-07, scenario 16."""
    cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(action="discreet"), "C"))
    officer, supplier = staff(team, "lv"), client_of(team.estonia)
    client = client_of(officer)
    assert b"Requests of persons" in client.get("/").content
    empty = client.post(reverse("rights-new"), {**TYPED, "names": " ", "asks": []})
    assert empty.status_code == 422 and b"#f-names" in empty.content and b"I was never there" in empty.content
    for _twice in range(2):
        assert client.post(reverse("rights-new"), TYPED).status_code == 302
    (row,) = queries.requests(officer)
    page = reverse("rights-request", args=[row.id])
    assert "Näidis" in client.get(page).content.decode()
    assert "Näidis" not in client.get(reverse("rights")).content.decode(), "no list names anybody"
    assert client.post(reverse("rights-gather", args=[row.id])).status_code == 302
    assert b"A measure runs" in client.get(page).content
    (question,) = queries.asked_of_us(team.estonia)
    assert b"I was never there" in supplier.get(reverse("rights")).content, "what shall be erased is forwarded"
    said = {"position": "declined", "reason": "It is right and needed"}
    assert supplier.post(reverse("rights-position", args=[question.id]), said).status_code == 302
    assert b"It is right and needed" in client.get(page).content
    decide = reverse("rights-decide", args=[row.id])
    for wrong, field in (({"reason": ""}, b"#f-reason"), ({"reason": "Surveillance runs"}, b"#f-ground")):
        answer = client.post(decide, {"key": "d", **wrong})
        assert answer.status_code == 422 and field in answer.content
    assert client.post(decide, {"key": "d", "reason": "Surveillance runs", "ground": "inquiries"}).status_code == 302
    assert client.post(reverse("rights-answer", args=[row.id])).status_code == 422, "RTS-06: not before its day"
    as_superuser(clean, "update supervision_rights_request set answer_from = %s", TODAY)
    pack = client.post(reverse("rights-answer", args=[row.id]))
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        assert 'lang="fr"' in archive.read("letter.html").decode()


def test_the_supervisor_reads_why_and_an_officer_reads_nothing(clean, team: Coalition) -> None:
    """RTS-05, SEC-01."""
    officer = in_c(staff(team, "lv"))
    client = client_of(officer)
    client.post(reverse("rights-new"), TYPED)
    (row,) = queries.requests(officer)
    client.post(reverse("rights-gather", args=[row.id]))
    decide = reverse("rights-decide", args=[row.id])
    assert client.post(decide, {"reason": "Nothing was found here", "key": "d"}).status_code == 302
    watch = authorities.add_authority("LV-DPA", "Inspectorate", type="supervisory", state_code="LV")
    authorities.supervise(watch, team.latvia.authority_id)
    supervisor = client_of(a_person(watch, "lv.watch", role="supervisor", purpose="supervision"))
    assert b"Nothing was found here" in supervisor.get(reverse("rights")).content
    assert supervisor.get(reverse("rights-request", args=[row.id])).status_code == 403
    lane = client_of(a_person(team.latvia.authority_id, "lv.desk", role="investigator", purpose="investigation"))
    assert lane.get(reverse("rights-request", args=[row.id])).status_code == 403
    other = client_of(staff(team, "ee"))
    assert other.get(reverse("rights-request", args=[row.id])).status_code == 404
    assert other.get(reverse("rights-request", args=[UUID(int=7)])).status_code == 404


ORDERED = {
    "orders": "compensation",
    "body": "court",
    "body_name": "Riga Regional Court",
    "state_code": "lv",
    "decided_on": TODAY.isoformat(),
    "file_reference": "A-12/2026",
    "text": "EUR 500 are to be paid",
    "key": "o",
}


def test_what_a_court_orders_on_the_pages(team: Coalition) -> None:
    """RTS-08: beside the request; wrong fields beside themselves; paid by a button."""
    officer = staff(team, "lv")
    client = client_of(officer)
    client.post(reverse("rights-new"), TYPED)
    (row,) = queries.requests(officer)
    client.post(reverse("rights-gather", args=[row.id]))
    page, order = reverse("rights-request", args=[row.id]), reverse("rights-order", args=[row.id])
    assert order.encode() in client.get(page).content
    wrong = client.post(order, {**ORDERED, "decided_on": "soon"})
    assert wrong.status_code == 422 and b"e-decided_on" in wrong.content and b"EUR 500" in wrong.content
    nothing = client.post(order, {**ORDERED, "orders": "erase"})
    assert nothing.status_code == 422 and b"e-holding" in nothing.content
    assert client.post(order, ORDERED).status_code == 302
    shown = client.get(page).content.decode()
    assert "EUR 500 are to be paid" in shown and "To be carried out" in shown
    (paid,) = re.findall(r"/rights/orders/[0-9a-f-]+/paid", shown)
    assert client.post(paid, {"request": row.id, "key": "p"}).status_code == 302
    assert "It is paid" not in client.get(page).content.decode()
    assert client_of(staff(team, "ee")).get(order).status_code == 404


def test_a_check_between_two_supervisors_on_the_pages(clean, team: Coalition) -> None:
    """RTS-09: opened, asked, replied, ended; the person's letter tells nothing."""
    cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))
    officer = staff(team, "lv")
    client = client_of(officer)
    client.post(reverse("rights-new"), {**TYPED, "asks": ["check"], "language": "en"})
    (row,) = queries.requests(officer)
    client.post(reverse("rights-gather", args=[row.id]))
    watches = {}
    for state, own in (("LV", team.latvia), ("EE", team.estonia)):
        watch = authorities.add_authority(f"{state}-DPA", f"Inspectorate {state}", type="supervisory", state_code=state)
        authorities.supervise(watch, own.authority_id)
        person = a_person(watch, f"{state.lower()}.watch", role="supervisor", purpose="supervision")
        watches[state] = client_of(person)
    opening = reverse("rights-check-open", args=[row.id])
    assert opening.encode() in watches["LV"].get(reverse("rights")).content
    assert opening.encode() not in watches["EE"].get(reverse("rights")).content
    opened = watches["LV"].post(opening, {"key": "c"})
    assert opened.status_code == 302
    check = opened["Location"].split("?")[0]
    (question,) = re.findall(r"/rights/questions/[0-9a-f-]+", watches["EE"].get(reverse("rights")).content.decode())
    assert watches["LV"].get(question).status_code == 404
    empty = watches["EE"].post(question, {"finding": "in_order", "words": " ", "key": "r"})
    assert empty.status_code == 422 and b"e-words" in empty.content
    said = {"finding": "in_order", "words": "The ground stands in file 7", "key": "r"}
    assert watches["EE"].post(question, said).status_code == 302
    assert b"The ground stands in file 7" in watches["LV"].get(check).content
    assert b"No check ends before" in watches["LV"].post(check, {**said, "key": "e"}).content
    assert b"has not ended its check" in client.get(reverse("rights-request", args=[row.id])).content
    as_superuser(clean, "update supervision_rights_check set answer_from = %s", TODAY)
    assert watches["LV"].post(check, {**said, "key": "e"}).status_code == 302
    pack = client.post(reverse("rights-check-answer", args=[row.id]))
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        letter = archive.read("letter.html").decode()
    assert "All necessary checks were made" in letter and "file 7" not in letter
    assert client.get(check).status_code == client.post(opening).status_code == 403
