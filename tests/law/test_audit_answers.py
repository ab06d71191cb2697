"""AUD-06: what supervisors ask first is answered in one step; each answer is provoked once, and what is not built is named."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.harness.coalition import a_coalition, a_person, a_person_alert, for_strand, in_c
from tests.rooms.supervision.aging import TODAY, as_superuser, set_days
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.cis.passing import copies, lists, transfers
from firstwall.cli.audit import app
from firstwall.kernel.clock import add_years
from firstwall.kernel.refusal import NotPermitted
from firstwall.screening import services as screening
from firstwall.screening.types import SightingBlocks
from firstwall.supervision import audit
from firstwall.supervision.rights import services as rights
from firstwall.supervision.rights.types import Person

BLOCKS = SightingBlocks(found=True, check_place="Valka", check_at="2026-11-23 14:05")


@pytest.fixture
def team(clean):
    return a_coalition()


@pytest.fixture
def supervisor(team):
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, team.estonia.authority_id)
    return a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")


def answered(supervisor) -> dict:
    return {one.code: one.rows for one in audit.answers(supervisor)}


def test_every_question_of_the_requirement_is_answered(supervisor):
    """AUD-06: in its order."""
    found = audit.answers(supervisor)
    assert [one.code for one in found] == [
        "lists", "users", "without_ground", "past_limit", "prolongations", "sample", "hits_without_notice", "copies",
        "fide", "rights", "transfers",
    ]  # fmt: skip


def test_lists_and_users(team, supervisor):
    """AUD-06: the list in force with its version; an account that nobody ever used; nobody of another authority."""
    authorities.add_person("ee.sleeper", "Uku Unine", authority_id=team.estonia.authority_id)
    authorities.add_person("lv.other", "Someone Else", authority_id=team.latvia.authority_id)
    found = answered(supervisor)
    assert ("EE-CUSTOMS", "C", "abcdefgh") in {row[:3] for row in found["lists"]}
    users = {row[1]: row[2] for row in found["users"]}
    assert users["Uku Unine"] == "" and users["Ee Coordinator"].startswith(str(TODAY.year))
    assert "Someone Else" not in users


def test_entries_without_a_ground_are_found_in_the_account_of_their_entry(clean, team, supervisor):
    """AUD-06, CIS-17: no door lets one in, so one is made past them all."""
    for action in ("check", "discreet"):
        cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(action=action), "C"))
    assert answered(supervisor)["without_ground"] == ()
    sql = """update ledger_entry set details = jsonb_set(details, '{ground}', '""')
             where act = 'cis.enter_alert' and details->>'action' = 'check'"""
    as_superuser(clean, sql)
    (row,) = answered(supervisor)["without_ground"]
    assert row[1:3] == ("EE-CUSTOMS", "C")


def test_entries_past_their_limit_and_prolongations_with_their_reason(clean, team, supervisor):
    """AUD-06, AUD-01, CIS-62."""
    ref = cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))
    until = add_years(TODAY, 6)
    cis.prolong_alert(in_c(team.estonia), ref.id, version=1, until=until, need="The trial is in spring")
    found = answered(supervisor)
    assert found["past_limit"] == ()
    ((reference, *_others, last_day, need),) = found["prolongations"]
    assert (reference, last_day, need) == (ref.reference, until.isoformat(), "The trial is in spring")
    set_days(clean, ref.id, entered_on=TODAY - timedelta(days=2000), last_day=TODAY)
    assert [row[0] for row in answered(supervisor)["past_limit"]] == [ref.reference]


def test_a_hit_decided_as_the_same_without_a_report_is_listed_until_it_is_reported(team, supervisor):
    """AUD-06, CIS-33."""
    cis.enter_alert(in_c(team.latvia), **for_strand(a_person_alert(), "C"))
    lane = a_person(team.estonia.authority_id, "ee.desk", role="investigator", strands="C", purpose="investigation")
    (candidate,) = screening.check(lane, text="Jaan Näidis", reference="CASE-1").strands[0].candidates
    assert answered(supervisor)["hits_without_notice"] == ()
    screening.decide(lane, candidate.id, verdict="same", reason="person_confirmed", revision=candidate.revision)
    assert [row[0] for row in answered(supervisor)["hits_without_notice"]] == [str(candidate.id)]
    screening.report_sighting(lane, candidate.id, blocks=BLOCKS)
    assert answered(supervisor)["hits_without_notice"] == ()


def test_copies_past_their_review(clean, team, supervisor):
    """AUD-06, CIS-55b: not those under review in time, not those erased."""
    alert = cis.enter_alert(in_c(team.latvia), **for_strand(a_person_alert(), "C"))
    analyst = in_c(a_person(team.estonia.authority_id, "ee.analyst", role="investigator", purpose="investigation"))
    service = lists.list_service(in_c(team.estonia), kind="risk_management", name="Risk unit", system="RISKA")
    lists.list_analyst(in_c(team.estonia), service, person_id=analyst.person_id)
    need = {"case_reference": "EE-INV-2026-7", "need": "Profiles of this case", "version": 1}
    copies.register_copy(analyst, alert.id, service_id=service, **need)
    assert answered(supervisor)["copies"] == ()
    as_superuser(clean, "update cis_copy set review_on = %s", TODAY)
    (row,) = answered(supervisor)["copies"]
    assert row == (
        alert.reference, "LV-CUSTOMS", "EE-CUSTOMS", "C", "RISKA", "EE-INV-2026-7", TODAY.isoformat(), "active",
    )  # fmt: skip


def test_transfers_with_their_authorisation(team, supervisor):
    """AUD-06, CIS-51: none that was only asked for; the number of documents that were made."""
    alert = cis.enter_alert(in_c(team.latvia), **for_strand(a_person_alert(), "C"))
    words = {"purpose": "Recovery of duty", "recipient": "Tax board, Tallinn", "legal_basis": "Taxation Act s. 29"}
    asker, until = in_c(team.estonia), TODAY + timedelta(days=30)
    request = transfers.ask_transfer(asker, alert.id, asked=transfers.Asked("national", fields=("names",), **words))
    assert answered(supervisor)["transfers"] == ()
    number = transfers.authorise_transfer(in_c(team.latvia), request, conditions="This case only.", valid_until=until)
    transfers.make_transfer(asker, number)
    (row,) = answered(supervisor)["transfers"]
    assert row == (
        str(number), alert.reference, "LV-CUSTOMS", "EE-CUSTOMS", "C", "national", "authorised", until.isoformat(), "1",
    )  # fmt: skip


def test_late_requests_of_persons(team, supervisor):
    """AUD-06, RTS-02."""
    officer = in_c(a_person(team.estonia.authority_id, "ee.rights", role="rights_officer", purpose="rights"))
    for days in (40, 3):
        received = TODAY - timedelta(days=days)
        who = Person(names=("Jaan Näidis",))
        rights.take_request(officer, person=who, asks=["access"], identity="electronic", received_on=received)
    ((reference, authority, *_rest),) = answered(supervisor)["rights"]
    assert authority == "EE-CUSTOMS" and reference.startswith("EE-CUSTOMS-RTS-")


def test_the_answers_are_the_supervisors_in_one_command(team, supervisor):
    """AUD-06: one step, recorded, and nobody else's."""
    token = authorities.mint_token("ee.supervisor")
    environment = {"FIRSTWALL_TOKEN": token, "FIRSTWALL_MANDATE": ""}
    printed = CliRunner().invoke(app, ["print", "--json"], env=environment)
    assert {one["code"] for one in json.loads(printed.output)} >= {"fide", "lists"}
    written = CliRunner().invoke(app, ["print"], env=environment).output
    assert "FIDE" in written
    with pytest.raises(NotPermitted):
        audit.answers(replace(team.estonia))
