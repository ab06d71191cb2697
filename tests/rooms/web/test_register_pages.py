"""The pages of copies, onward transfer, corrections, decisions and disputes: each act by hand, in a browser's words."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.cis.correcting import disputes
from firstwall.cis.correcting import queries as correcting
from firstwall.cis.passing import copies, lists
from firstwall.cis.passing import queries as passing
from firstwall.kernel.clock import utc_now
from firstwall.runtime.postgres import Cluster
from tests.harness.coalition import Coalition, a_coalition, a_person, a_person_alert, for_strand, in_c
from tests.rooms.supervision.aging import as_superuser
from tests.rooms.web.test_doors import Client, as_person

TODAY = utc_now().date()


@pytest.fixture
def team(clean: Cluster) -> Coalition:
    return a_coalition()


@pytest.fixture
def alert(team: Coalition):
    return cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))


def client_of(actor) -> Client:
    return as_person(Client(), actor.person_id, actor.mandate_id)


def test_a_correction_from_the_alert_to_the_suppliers_answer(team: Coalition, alert) -> None:
    """CIS-58: what is missing stands beside its field; contested for all meanwhile; answered with reasons."""
    latvia, estonia, finland = map(client_of, (team.latvia, team.estonia, team.finland))
    page = reverse("alert-correct", args=[alert.id])
    assert page.encode() in latvia.get(reverse("alert", args=[alert.id])).content
    assert page.encode() not in estonia.get(reverse("alert", args=[alert.id])).content
    typed = {"kind": "factually_wrong", "what": "Born in 1981", "evidence": "Passport", "version": "1", "key": "k"}
    wrong = latvia.post(page, {**typed, "evidence": " "})
    assert wrong.status_code == 422 and b"e-evidence" in wrong.content and b"Born in 1981" in wrong.content
    assert latvia.post(page, typed).status_code == 302
    assert b"This alert is contested" in finland.get(reverse("alert", args=[alert.id])).content
    assert b"Corrections to decide on" in estonia.get("/").content
    assert b"Corrections to decide on" not in latvia.get("/").content
    (one,) = correcting.corrections_of(in_c(team.estonia))
    answer = reverse("correction", args=[one.id])
    assert answer.encode() in estonia.get(reverse("registers")).content
    assert b"Born in 1981" in estonia.get(answer).content
    assert b"still says" in estonia.post(answer, {"act": "accept", "reasons": "Right", "key": "a"}).content
    assert estonia.post(answer, {"act": "reject", "reasons": "Ours is newer", "key": "b"}).status_code == 302
    assert b"Ours is newer" in latvia.get(answer).content
    assert finland.get(answer).status_code == 404
    assert b"This alert is contested" not in finland.get(reverse("alert", args=[alert.id])).content


def test_a_decision_blocks_and_is_executed_on_the_page(team: Coalition, alert) -> None:
    """CIS-60."""
    latvia, estonia, finland = map(client_of, (team.latvia, team.estonia, team.finland))
    page = reverse("alert-decide", args=[alert.id])
    typed = {
        "body": "court",
        "body_name": "Riga Regional Court",
        "state_code": "lv",
        "decided_on": TODAY.isoformat(),
        "order": "erase",
        "file_reference": "C-1",
        "text": "Erase it",
        "version": "1",
        "key": "k",
    }
    assert b"e-decided_on" in latvia.post(page, {**typed, "decided_on": "soon"}).content
    assert latvia.post(page, typed).status_code == 302
    assert finland.get(reverse("alert", args=[alert.id])).status_code == 404
    assert b"A final decision waits" in estonia.get(reverse("alert", args=[alert.id])).content
    (one,) = correcting.decisions_of(in_c(team.estonia))
    answer = reverse("decision", args=[one.id])
    assert b"Execute it" in estonia.get(answer).content and b"Execute it" not in latvia.get(answer).content
    assert estonia.post(answer, {"act": "execute", "key": "e"}).status_code == 302
    assert estonia.get(reverse("alert", args=[alert.id])).status_code == 404
    assert b"Executed: erased" in latvia.get(reverse("registers")).content


DECIDED = {
    "body": "court",
    "body_name": "Riga Regional Court",
    "state_code": "lv",
    "decided_on": TODAY.isoformat(),
    "order": "rectify",
    "file_reference": "C-1",
    "text": "The date of birth",
    "key": "k",
}


@pytest.fixture
def supervisor(team: Coalition):
    watch = authorities.add_authority("LV-DPA", "Inspectorate of Latvia", type="supervisory", state_code="LV")
    authorities.supervise(watch, team.latvia.authority_id)
    return client_of(a_person(watch, "lv.supervisor", role="supervisor", purpose="supervision"))


def test_a_decision_by_reference_is_contested_and_judged_on_the_pages(team: Coalition, alert, supervisor) -> None:
    """CIS-60: registered though blocked, contested by the supplier, judged by the supervisor of who registered it."""
    latvia, estonia, finland = map(client_of, (team.latvia, team.estonia, team.finland))
    page = reverse("decision-new")
    assert latvia.post(page, {**DECIDED, "reference": alert.reference.lower()}).status_code == 302
    assert page.encode() in finland.get(reverse("registers")).content
    helsinki = {**DECIDED, "state_code": "FI", "body_name": "Helsinki District Court", "key": "f", "order": "keep"}
    wrong = finland.post(page, {**helsinki, "reference": "EE-CUSTOMS-CD-2020-000001"})
    assert wrong.status_code == 422 and b"e-reference" in wrong.content and b"Helsinki" in wrong.content
    assert finland.post(page, {**helsinki, "reference": alert.reference}).status_code == 302
    (forged,) = [one for one in correcting.decisions_of(in_c(team.estonia)) if one.state_code == "LV"]
    answer = reverse("decision", args=[forged.id])
    assert b"e-reason" in estonia.post(answer, {"act": "contest", "reason": "", "key": "c"}).content
    assert estonia.post(answer, {"act": "contest", "reason": "No such file", "key": "c"}).status_code == 302
    assert b"a supervisor looks whether it is genuine" in estonia.get(answer).content
    assert b"A supervisor looks at it first" in estonia.post(answer, {"act": "execute", "key": "e"}).content
    listed = supervisor.get(f"{reverse('supervised')}?register=contest&state=open").content.decode()
    (contest,) = re.findall(r"/supervised/contests/[0-9a-f-]+", listed)[:1]
    assert (
        b"No such file" in supervisor.get(contest).content and b"Riga Regional Court" in supervisor.get(contest).content
    )
    assert estonia.get(contest).status_code == 403
    assert b"e-reasons" in supervisor.post(contest, {"act": "not_genuine", "reasons": " ", "key": "j"}).content
    said = {"act": "not_genuine", "reasons": "The registry has no such file", "key": "j"}
    assert supervisor.post(contest, said).status_code == 302
    assert b"The registry has no such file" in latvia.get(answer).content
    assert b"Not genuine" in latvia.get(reverse("registers")).content


def test_the_supervisor_reads_the_registers_with_filters_and_each_reading_is_recorded(
    team: Coalition, alert, supervisor, clean: Cluster
) -> None:
    """GOV-08, AUD-06: what people wrote too, of the authorities supervised alone; nobody else has the page."""
    latvia, finland, page = client_of(team.latvia), client_of(team.finland), reverse("supervised")
    proposal = {"kind": "factually_wrong", "what": "Born in 1981", "evidence": "Passport", "version": "1", "key": "k"}
    for proposer in (latvia, finland):
        assert proposer.post(reverse("alert-correct", args=[alert.id]), proposal).status_code == 302
    decided = latvia.post(reverse("alert-decide", args=[alert.id]), {**DECIDED, "version": "1", "key": "d"})
    assert decided.status_code == 302
    all_lines = supervisor.get(page).content.decode()
    assert all_lines.count('class="title"') == 2, (
        "the correction that Finland proposed is not of an authority supervised"
    )
    corrections = supervisor.get(f"{page}?register=correction&state=open&reference={alert.reference[:9]}")
    (address,) = re.findall(r"/supervised/correction/[0-9a-f-]+", corrections.content.decode())
    assert b"Born in 1981" in supervisor.get(address).content
    for nothing in (
        "register=correction&state=ended",
        "register=copy",
        "register=conflict",
        "since=2999-01-01",
        "reference=XX",
    ):
        assert b"No line of the registers is like that" in supervisor.get(f"{page}?{nothing}").content, nothing
    assert supervisor.get(address.replace("correction", "decision")).status_code == 404
    assert latvia.get(page).status_code == latvia.get(address).status_code == 403
    read = as_superuser(
        clean,
        "select object_type, object_id from ledger_entry where act = 'supervision.read_registers' and result = 'done'",
    )
    assert ("correction", address.split("/")[-1]) in read and ("registers", "") in read


def test_decisions_that_conflict_are_found_by_the_supervisor(team: Coalition, alert, supervisor) -> None:
    """CIS-60, GOV-08."""
    latvia, page = client_of(team.latvia), reverse("supervised")
    for order, key in (("rectify", "a"), ("erase", "b")):
        typed = {**DECIDED, "order": order, "key": key, "reference": alert.reference}
        assert latvia.post(reverse("decision-new"), typed).status_code == 302
    assert supervisor.get(f"{page}?register=conflict").content.count(b'class="title"') == 2


def test_a_copy_from_the_list_of_analysts_to_its_document(team: Coalition, alert) -> None:
    """CIS-54, CIS-55: listed, registered, taken, reviewed, erased."""
    coordinator = client_of(team.latvia)
    analyst_actor = a_person(team.latvia.authority_id, "lv.analyst", role="investigator", purpose="investigation")
    analyst = client_of(analyst_actor)
    page = reverse("alert-copy", args=[alert.id])
    assert b"on no list of analysts" in analyst.get(page).content
    unit = {"kind": "risk_management", "name": "Risk unit", "system": "RISKS", "strand": "C", "key": "k"}
    listed = coordinator.post(reverse("copy-service-new"), unit)
    assert listed.status_code == 302
    (service,) = lists.services_listed(in_c(team.latvia))
    people = reverse("copy-service", args=[service.id])
    assert b"Nobody lists oneself" in coordinator.post(people, {"act": "list", "person": team.latvia.person_id}).content
    assert coordinator.post(people, {"act": "list", "person": analyst_actor.person_id}).status_code == 302
    typed = {"service": service.id, "case_reference": "LV-7", "need": "Ferry line", "version": "1", "key": "c"}
    assert b"e-case_reference" in analyst.post(page, {**typed, "case_reference": ""}).content
    made = analyst.post(page, typed)
    assert made.status_code == 302, made.content
    copy = reverse("copy", args=[passing.copies_of(in_c(team.latvia))[0].id])
    taken = analyst.post(copy, {"act": "take"})
    assert taken["Content-Disposition"].startswith("attachment") and json.loads(taken.content)["case"] == "LV-7"
    assert b"Ferry line" in analyst.get(copy).content
    assert b"Ferry line" not in client_of(team.estonia).get(copy).content
    assert client_of(team.finland).get(copy).status_code == 404
    assert analyst.post(copy, {"act": "erase", "key": "e"}).status_code == 302
    assert b"Take the document" not in analyst.get(copy).content


def test_passing_on_by_authorisation(team: Coalition, alert) -> None:
    """CIS-50 to CIS-52: asked, authorised under conditions, shown at every later view, made."""
    latvia, estonia = client_of(team.latvia), client_of(team.estonia)
    page = reverse("alert-transfer", args=[alert.id])
    typed = {
        "kind": "third_country",
        "country": "no",
        "recipient": "Norwegian Customs",
        "purpose": "Prosecution in Oslo",
        "legal_basis": "Agreement",
        "fields": ["names"],
        "key": "k",
    }
    missing = latvia.post(page, typed)
    assert missing.status_code == 422 and b"e-ground" in missing.content
    assert latvia.post(page, {**typed, "ground": "adequacy"}).status_code == 302
    (one,) = passing.transfers_of(in_c(team.estonia))
    answer = reverse("transfer", args=[one.id])
    until = (TODAY + timedelta(days=30)).isoformat()
    said = {"act": "authorise", "conditions": "For this case only", "valid_until": until, "key": "a"}
    assert b"e-conditions" in estonia.post(answer, {**said, "conditions": ""}).content
    assert estonia.post(answer, said).status_code == 302
    assert b"For this case only" in latvia.get(reverse("alert", args=[alert.id])).content
    assert b"For this case only" not in client_of(team.finland).get(reverse("alert", args=[alert.id])).content
    assert b"e-security_measures" in latvia.post(answer, {"act": "make"}).content
    document = latvia.post(answer, {"act": "make", "security_measures": "Courier"})
    assert json.loads(document.content)["conditions"] == "For this case only"
    assert estonia.post(answer, {"act": "revoke", "key": "r"}).status_code == 302
    assert b"no authorisation" in latvia.post(answer, {"act": "make", "security_measures": "Courier"}).content


def test_what_is_owed_is_confirmed_on_the_page(team: Coalition, alert) -> None:
    """CIS-55c: a receipt for the supplier."""
    analyst = in_c(a_person(team.latvia.authority_id, "lv.analyst", role="investigator", purpose="investigation"))
    service = lists.list_service(in_c(team.latvia), kind="risk_management", name="Risk unit", system="RISKS")
    lists.list_analyst(in_c(team.latvia), service, person_id=analyst.person_id)
    copies.register_copy(analyst, alert.id, service_id=service, case_reference="LV-7", need="Ferry", version=1)
    cis.withdraw_alert(in_c(team.estonia), alert.id, reason="Over")
    latvia, estonia = client_of(team.latvia), client_of(team.estonia)
    (owed,) = passing.receipts_of(in_c(team.latvia))
    confirm = reverse("receipt", args=[owed.id])
    shown = latvia.get(reverse("registers")).content
    assert confirm.encode() in shown and b"withdrawn by the supplier" in shown
    assert confirm.encode() not in estonia.get(reverse("registers")).content
    assert latvia.post(confirm, {"key": "k"}).status_code == 302
    assert confirm.encode() not in latvia.get(reverse("registers")).content


def test_an_entry_that_contradicts_asks_whether_it_is_the_same(team: Coalition, alert) -> None:
    """CIS-59: nothing is entered before the supplier has said so; then only what does not contradict."""
    latvia, page = client_of(team.latvia), reverse("alert-enter", args=["d"])
    typed = {
        "strand": "C",
        "names": "Jaan Näidis",
        "birth_dates": "1980-05-17",
        "documents.0.type": "passport",
        "documents.0.number": "KX1234567",
        "documents.0.country": "EE",
        "reason_for_entry": "Seized twice with cigarettes",
        "action": "check",
        "ground": "will_commit",
        "data_subject": "suspect",
        "rests_on": "facts",
        "field_of_law": "goods_controls",
        "handling": "H0",
        "evaluation": "B2",
        "looked": "1",
        "key": "k",
    }
    asked = latvia.post(page, typed)
    assert b"An earlier entry says something else" in asked.content and alert.reference.encode() in asked.content
    told = latvia.post(page, {**typed, "conflict": f"same:{alert.id}", "position": "Search him"})
    assert told.status_code == 302, told.content.decode()[3000:9000]
    assert "contradicts" in told["Location"]
    (one,) = correcting.disputes_of(in_c(team.estonia))
    dispute = reverse("dispute", args=[one.id])
    estonia = client_of(team.estonia)
    assert b"Search him" in estonia.get(dispute).content
    assert estonia.post(dispute, {"act": "position", "position": "Watch him"}).status_code == 302
    assert latvia.post(dispute, {"act": "agreed"}).status_code == 403
    assert b"first referred" in latvia.post(dispute, {"act": "court"}).content
    assert latvia.post(dispute, {"act": "refer"}).status_code == 302
    assert estonia.post(dispute, {"act": "first_stands"}).status_code == 302
    assert disputes.OUTCOMES[1] == correcting.disputes_of(in_c(team.latvia))[0].state


def test_a_use_in_proceedings_is_told_on_the_page(team: Coalition, alert) -> None:
    """CIS-55e: what is missing stands beside its field; the supplier finds it on its first page and in its registers."""
    latvia, estonia, finland = map(client_of, (team.latvia, team.estonia, team.finland))
    page = reverse("alert-proceedings", args=[alert.id])
    assert page.encode() in latvia.get(reverse("alert", args=[alert.id])).content
    assert page.encode() not in estonia.get(reverse("alert", args=[alert.id])).content
    typed = {
        "before": "Riga Regional Court",
        "reference": "K-17/2026",
        "used_on": TODAY.isoformat(),
        "version": "1",
        "key": "k",
    }
    assert latvia.get(page).status_code == 200
    for wrong, field in (({"reference": " "}, b"e-reference"), ({"used_on": "soon"}, b"e-used_on")):
        answer = latvia.post(page, {**typed, **wrong})
        assert answer.status_code == 422 and field in answer.content and b"Riga Regional Court" in answer.content
    told = latvia.post(page, typed)
    assert told.status_code == 302
    assert b"Uses of your alerts in proceedings" in estonia.get("/").content
    where = told["Location"].partition("?")[0]
    assert where.encode() in estonia.get(reverse("registers")).content
    assert b"K-17/2026" in estonia.get(where).content
    assert b"Uses of your alerts in proceedings" not in estonia.get("/").content
    assert finland.get(where).status_code == 404


def test_clearance_is_reported_on_its_own_page(team: Coalition, alert) -> None:
    """CIS-55f: only what is not known is asked; the alert is out of sight at once."""
    latvia = client_of(team.latvia)
    page = reverse("alert-clear", args=[alert.id])
    assert page.encode() in latvia.get(reverse("alert", args=[alert.id])).content
    typed = {"state_code": "lv", "decided_on": TODAY.isoformat(), "file_reference": "K-7", "text": "", "version": "1"}
    answer = latvia.post(page, typed)
    assert answer.status_code == 422 and b"e-text" in answer.content and b"K-7" in answer.content
    assert latvia.post(page, {**typed, "text": "Mistaken identity"}).status_code == 302
    assert latvia.get(page).status_code == 404


def test_a_file_is_attached_opened_and_removed_on_the_pages(team: Coalition, alert) -> None:
    """CIS-15: label and statement are asked for; whoever reads the alert opens the file, its supplier removes it."""
    estonia, latvia = map(client_of, (team.estonia, team.latvia))
    shown, page = reverse("alert", args=[alert.id]), reverse("alert-attach", args=[alert.id])
    assert page.encode() in estonia.get(shown).content and page.encode() not in latvia.get(shown).content
    assert latvia.get(page).status_code == 403, "refused before anything is typed, not after"
    assert b'enctype="multipart/form-data"' in estonia.get(page).content
    nothing = estonia.post(page, {"version": "1"})
    assert nothing.status_code == 422 and b"e-file" in nothing.content
    typed = {"version": "1", "people": "within", "key": "k", "file": SimpleUploadedFile("route.txt", b"By ferry")}
    assert b"e-stays_within" in estonia.post(page, typed).content
    typed["file"].seek(0)
    assert estonia.post(page, {**typed, "stays_within": "yes"}).status_code == 302
    seen = latvia.get(shown).content.decode()
    number = seen.partition("/attachments/")[2][:36]
    opened = latvia.get(reverse("attachment", args=[number]))
    assert opened.content == b"By ferry" and opened["X-Content-Type-Options"] == "nosniff"
    remove = reverse("attachment-remove", args=[number])
    assert remove.encode() not in seen.encode() and latvia.get(remove).status_code == 403
    assert latvia.post(remove, {"reason": "x"}).status_code == 403
    assert b"route.txt" in estonia.get(remove).content
    assert estonia.post(remove, {"reason": "Old", "version": "2"}).status_code == 302
    assert latvia.get(reverse("attachment", args=[number])).status_code == 404
    assert b"route.txt" in estonia.get(reverse("alert-part", args=[alert.id, "history"])).content
