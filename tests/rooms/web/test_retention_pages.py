"""The pages of keeping and erasing: the supplier's decision, what waits on its home page, the supervisor's account."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.cis.types import ImportRow
from firstwall.kernel.clock import add_years, utc_now
from firstwall.law.legacy import PastSaid
from firstwall.supervision.ending import run_retention
from tests.harness.coalition import Coalition, a_coalition, a_person, a_person_alert, for_strand, in_c
from tests.rooms.supervision.aging import TODAY, as_superuser, set_days
from tests.rooms.web.test_doors import Client, as_person

DAY = timedelta(days=1)


@pytest.fixture
def team(clean) -> Coalition:
    return a_coalition()


@pytest.fixture
def alert(team: Coalition):
    return cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))


def client_of(actor) -> Client:
    return as_person(Client(), actor.person_id, actor.mandate_id)


def a_supervisor(supervised: UUID):
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, supervised)
    return a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")


def test_the_supplier_prolongs_on_the_page(team: Coalition, alert) -> None:
    """CIS-62: need in writing, day within the law, once; what is wrong is said beside its field and what was typed stays."""
    client, page = client_of(team.estonia), reverse("alert-keep", args=[alert.id])
    assert b"Review or prolong" in client.get(reverse("alert", args=[alert.id])).content
    assert client.get(page).status_code == 200
    typed = {
        "decision": "prolong",
        "until": add_years(TODAY, 6).isoformat(),
        "need": "Trial",
        "version": "1",
        "key": "k",
    }
    for wrong, field in (
        ({"need": " "}, b"#f-need"),
        ({"until": "soon"}, b"#f-until"),
        ({"until": "2099-01-01"}, b"#f-until"),
    ):
        answer = client.post(page, {**typed, **wrong})
        assert answer.status_code == 422 and field in answer.content
    assert client.post(page, typed).status_code == 302
    assert client.post(page, typed).status_code == 302, "REL-02: the same form sent twice is one decision"
    shown = client.get(reverse("alert-part", args=[alert.id, "history"])).content
    assert b"Prolonged" in shown and b"Trial" in shown
    assert client.post(page, {**typed, "key": "other", "decision": "review"}).status_code == 409


def test_a_partner_may_not(team: Coalition, alert) -> None:
    """CIS-56."""
    client, page = client_of(team.latvia), reverse("alert-keep", args=[alert.id])
    assert client.get(page).status_code == 403
    assert b"Review or prolong" not in client.get(reverse("alert", args=[alert.id])).content


def test_what_waits_for_a_review_waits_on_the_home_page(team: Coalition, alert, clean) -> None:
    """CIS-69, AUD-01: from the notice on, until it is answered; in the supplier's authority only."""
    assert b"Alerts to review" not in client_of(team.estonia).get("/").content
    set_days(clean, alert.id, review_on=TODAY + 20 * DAY)
    run_retention(utc_now())
    shown = client_of(team.estonia).get("/").content
    assert b"Alerts to review" in shown and alert.reference.encode() in shown
    assert b"Alerts to review" not in client_of(team.latvia).get("/").content
    page = reverse("alert-keep", args=[alert.id])
    done = client_of(team.estonia).post(
        page, {"decision": "review", "need": "Still needed", "version": "1", "key": "k"}
    )
    assert done.status_code == 302
    assert b"Alerts to review" not in client_of(team.estonia).get("/").content


def test_the_supervisor_sees_what_comes_what_went_and_why(team: Coalition, alert, clean) -> None:
    """AUD-06, CLK-05: of the authorities supervised; each erasure is a ledger entry that can be opened and proved."""
    other = cis.enter_alert(in_c(team.finland), **for_strand(a_person_alert(), "C"))
    coming = cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))
    for one in (alert, other):
        set_days(clean, one.id, entered_on=add_years(TODAY, -5), review_on=add_years(TODAY, -4), last_day=TODAY)
    set_days(clean, coming.id, review_on=TODAY + 20 * DAY)
    supervisor = client_of(a_supervisor(team.estonia.authority_id))
    before = supervisor.get(reverse("retention")).content
    assert alert.reference.encode() in before and b"erased by the next run" in before
    run_retention(utc_now())
    after = supervisor.get(reverse("retention")).content
    assert b"Its last day had come" in after and b"The clocks agree" in after
    assert alert.reference.encode() in after and coming.reference.encode() in after
    assert other.reference.encode() not in after
    (entry,) = as_superuser(
        clean,
        "select id from ledger_entry where act = 'supervision.erase_alert' and authority_id = %s",
        team.estonia.authority_id,
    )[0]
    assert alert.reference.encode() in supervisor.get(reverse("ledger-entry", args=[entry])).content
    read = as_superuser(clean, "select count(*) from ledger_entry where act = 'supervision.read_retention'")
    assert read == [(2,)]


def test_the_restricted_part_is_read_by_the_supervisor_alone(team: Coalition, alert, clean) -> None:
    """CIS-71: to check accuracy and lawfulness; each reading is recorded; gone from the last day on."""
    supervisor = client_of(a_supervisor(team.estonia.authority_id))
    page = reverse("restricted", args=[alert.id])
    assert supervisor.get(page).status_code == 404, "not while it is in force"
    set_days(clean, alert.id, state="restricted", restricted_on=TODAY, last_day=TODAY + DAY)
    shown = supervisor.get(page)
    assert shown.status_code == 200 and "Jaan Näidis".encode() in shown.content
    assert page.encode() in supervisor.get(reverse("retention")).content
    assert client_of(team.estonia).get(page).status_code == 403
    assert client_of(team.estonia).get(reverse("alert", args=[alert.id])).status_code == 404
    read = as_superuser(
        clean, "select object_id from ledger_entry where act = 'supervision.read_restricted' and result = 'done'"
    )
    assert read == [(str(alert.id),)] * 2
    set_days(clean, alert.id, entered_on=add_years(TODAY, -2), last_day=TODAY)
    assert supervisor.get(page).status_code == 404


def test_an_unsupervised_authority_stays_hidden_there_too(team: Coalition, alert, clean) -> None:
    """SEC-09."""
    set_days(clean, alert.id, state="restricted", restricted_on=TODAY, last_day=TODAY + DAY)
    supervisor = client_of(a_supervisor(team.latvia.authority_id))
    assert supervisor.get(reverse("restricted", args=[alert.id])).status_code == 404
    assert alert.reference.encode() not in supervisor.get(reverse("retention")).content


def test_an_officer_does_not(team: Coalition) -> None:
    """SEC-01."""
    assert client_of(team.estonia).get(reverse("retention")).status_code == 403


def test_what_is_in_quarantine_is_released_on_its_page(team: Coalition) -> None:
    """CIS-66: its supplier reads why, writes the reason, and the others find it; nobody else has the page."""
    entry = cis.entry_of(**for_strand(a_person_alert(), "C"))
    (result,) = cis.enter_many(in_c(team.estonia), [ImportRow(1, "old", entry, PastSaid("2023-01-02"))])
    client, page = client_of(team.estonia), reverse("alert-release", args=[result.ref.id])
    shown = client.get(reverse("alert", args=[result.ref.id])).content
    assert b"This alert is in quarantine" in shown and page.encode() in shown
    assert reverse("alert-keep", args=[result.ref.id]).encode() not in shown
    assert result.ref.reference.encode() in client.get("/alerts?state=quarantine").content
    stranger = client_of(team.latvia)
    assert stranger.get(page).status_code == 404
    empty = client.post(page, {"reason": " ", "version": "1", "key": "k"})
    assert empty.status_code == 422 and b"#f-reason" in empty.content
    assert client.post(page, {"reason": "Reviewed: needed", "version": "1", "key": "k"}).status_code == 302
    assert stranger.get(reverse("alert", args=[result.ref.id])).status_code == 200
    assert b"Released from quarantine" in client.get(reverse("alert-part", args=[result.ref.id, "history"])).content
