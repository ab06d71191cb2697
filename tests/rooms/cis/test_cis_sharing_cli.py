"""Copies and transfers on the command line: the same services as pages and API."""

import json
import os
from datetime import timedelta

import pytest
from tests.harness.coalition import a_coalition, a_lorry_alert, for_strand, in_c
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cis import services
from firstwall.cli.alerts import app as alerts
from firstwall.cli.copies import app as copies
from firstwall.cli.decisions import app as decisions
from firstwall.cli.proceedings import app as proceedings
from firstwall.cli.transfers import app as transfers
from firstwall.kernel.clock import utc_now


@pytest.fixture
def run(clean):
    coalition = a_coalition()
    tokens = {login: authorities.mint_token(login) for login in ("ee.coordinator", "lv.coordinator")}
    analyst = authorities.add_person("lv.analyst", "Lv Analyst", authority_id=coalition.latvia.authority_id)
    authorities.grant_role(analyst, "investigator", ("C", "A"))
    tokens["lv.analyst"] = authorities.mint_token("lv.analyst")

    def call(app, *words: str, login: str):
        environment = {**os.environ, "FIRSTWALL_TOKEN": tokens[login]}
        strand = () if words[0] in ("contested", "judge") else ("--strand", "C")
        return CliRunner().invoke(app, [*words, "--as", login, *strand], env=environment)

    call.tokens, call.latvia = tokens, coalition.latvia.authority_id
    call.alert = services.enter_alert(in_c(coalition.estonia), **for_strand(a_lorry_alert(), "C"))
    return call


def test_a_copy_from_the_list_to_the_file(run, tmp_path):
    """CIS-54, CIS-55: nobody unlisted; the file once; the receipt in the end."""
    unit = ("list-service", "--kind", "risk_management", "--name", "Risk unit", "--system", "RISKS")
    service = run(copies, *unit, login="lv.coordinator").output.strip()
    wanted = ("register", run.alert.reference, "--service", service, "--case", "LV-7", "--need", "Ferry line")
    assert run(copies, *wanted, login="lv.analyst").exit_code == 3
    assert run(copies, "list-analyst", service, "lv.analyst", login="lv.coordinator").exit_code == 0
    registered = run(copies, *wanted, login="lv.analyst")
    assert registered.exit_code == 0, registered.output
    copy, file = registered.output.strip(), tmp_path / "copy.json"
    taken = run(copies, "take", copy, "--to", str(file), login="lv.analyst")
    assert taken.exit_code == 0, taken.output
    assert json.loads(file.read_bytes())["alert"]["values"]["registration"] == "123 ABC"
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(copies, "take", copy, "--to", str(file), login="lv.analyst").exit_code == 2
    assert "RISKS" in run(copies, "list", login="ee.coordinator").output
    run(alerts, "withdraw", run.alert.reference, "--reason", "Over", login="ee.coordinator")
    owed = run(copies, "receipts", login="lv.coordinator").output.split()
    assert run(copies, "confirm", owed[0], login="lv.coordinator").exit_code == 0
    assert run(copies, "receipts", login="ee.coordinator").output == ""
    assert run(copies, "take", copy, "--to", str(tmp_path / "again.json"), login="lv.analyst").exit_code == 3


def test_passed_on_under_the_number_of_an_authorisation(run, tmp_path):
    """CIS-51, CIS-52."""
    words = ("--purpose", "Tax", "--recipient", "Tax board", "--legal-basis", "Act", "--field", "registration")
    asked = run(transfers, "ask", run.alert.reference, "--kind", "national", *words, login="lv.coordinator")
    assert asked.exit_code == 0, asked.output
    number, until = asked.output.strip(), (utc_now().date() + timedelta(days=9)).isoformat()
    file = tmp_path / "transfer.json"
    assert run(transfers, "make", number, "--to", str(file), login="lv.coordinator").exit_code == 3
    said = ("authorise", number, "--conditions", "One case", "--until", until)
    assert run(transfers, *said, login="lv.coordinator").exit_code == 3
    authorised = run(transfers, *said, login="ee.coordinator")
    assert authorised.exit_code == 0, authorised.output
    made = run(transfers, "make", authorised.output.strip(), "--to", str(file), login="lv.coordinator")
    assert made.exit_code == 0, made.output
    assert json.loads(file.read_bytes())["conditions"] == "One case"


def test_a_list_for_programs_holds_no_value_of_others(run):
    """CIS-54."""
    listed = json.loads(run(alerts, "list", "--json", login="lv.coordinator").output)
    assert (listed["reference"], listed["title"], listed["values"]) == (run.alert.reference, "", {})
    assert json.loads(run(alerts, "list", "--json", login="ee.coordinator").output)["title"] == "123 ABC"


def test_a_use_in_proceedings_is_told_and_listed(run):
    """CIS-55e."""
    words = ("--version", "1", "--before", "Riga Regional Court", "--reference", "K-17/2026", "--on")
    today = utc_now().date()
    late = run(proceedings, "tell", run.alert.reference, *words, f"{today + timedelta(days=3)}", login="lv.coordinator")
    assert late.exit_code == 3 and "CIS-55e" in late.output
    told = run(proceedings, "tell", run.alert.reference, *words, f"{today}", login="lv.coordinator")
    assert told.exit_code == 0, told.output
    (line,) = run(proceedings, "list", login="ee.coordinator").output.splitlines()
    assert line.startswith(told.output.strip()) and "K-17/2026" in line


def test_a_decision_by_reference_contested_and_judged(run):
    """CIS-60: the same acts as on the pages."""
    said = ("--body", "court", "--on", "2026-01-15", "--file", "C-1", "--text", "As to the plate")
    riga = (
        "register",
        run.alert.reference,
        *said,
        "--name",
        "Riga Regional Court",
        "--state",
        "lv",
        "--order",
        "rectify",
    )
    first = run(decisions, *riga, login="lv.coordinator")
    assert first.exit_code == 0, first.output
    again = run(decisions, *riga[:-1], "erase", login="lv.coordinator")
    assert again.exit_code == 0, "it is blocked, and a further one is registered by reference"
    assert run(decisions, "register", "EE-CUSTOMS-CB-2020-1", *riga[2:], login="lv.coordinator").exit_code == 3
    number = again.output.strip()
    contest = run(decisions, "contest", number, "--reason", "No such file", login="ee.coordinator")
    assert contest.exit_code == 0, contest.output
    assert run(decisions, "execute", number, login="ee.coordinator").exit_code == 3
    watch = authorities.add_authority("LV-DPA", "Inspectorate", type="supervisory", state_code="LV")
    authorities.supervise(watch, run.latvia)
    person = authorities.add_person("lv.supervisor", "Supervisor", authority_id=watch)
    authorities.grant_role(person, "supervisor", ("C", "A"))
    run.tokens["lv.supervisor"] = authorities.mint_token("lv.supervisor")
    assert "No such file" in run(decisions, "contested", login="lv.supervisor").output
    found = run(decisions, "judge", contest.output.strip(), "genuine", "--reasons", "Seen", login="lv.supervisor")
    assert found.output.strip() == "genuine", found.output
    assert "contest:genuine" in run(decisions, "list", login="ee.coordinator").output
    assert (
        run(decisions, "retract", first.output.strip(), "--reason", "Typed twice", login="lv.coordinator").exit_code
        == 0
    )
    assert run(decisions, "execute", number, login="ee.coordinator").output.strip() == "erased"


def test_clearance_is_reported(run):
    """CIS-55f."""
    today = utc_now().date()
    words = (
        "clearance",
        run.alert.reference,
        "--state",
        "lv",
        "--on",
        f"{today}",
        "--file",
        "K-7",
        "--text",
        "Mistaken",
    )
    made = run(decisions, *words, login="lv.coordinator")
    assert made.exit_code == 0, made.output
    assert "later_enquiries" not in made.output
    assert run(decisions, "execute", made.output.strip(), login="ee.coordinator").output.strip() == "erased"


def test_a_file_is_attached_written_and_removed(run, tmp_path):
    """CIS-15: the file as it was, readable by its owner alone."""
    paper, copy = tmp_path / "route.txt", tmp_path / "copy.txt"
    paper.write_text("By ferry")
    attach = ("attach", run.alert.reference, str(paper), "--people", "none", "--stays-within")
    assert run(alerts, *attach, login="lv.coordinator").exit_code == 3
    made = run(alerts, *attach, login="ee.coordinator")
    assert made.exit_code == 0, made.output
    number = made.output.split()[0]
    assert number in run(alerts, "show", run.alert.reference, login="lv.coordinator").output
    assert run(alerts, "attachment", number, "--to", str(copy), login="lv.coordinator").exit_code == 0
    assert copy.read_text() == "By ferry" and copy.stat().st_mode & 0o777 == 0o600
    removed = run(alerts, "detach", number, "--version", "2", "--reason", "Old", login="ee.coordinator")
    assert removed.exit_code == 0, removed.output
    assert run(alerts, "attachment", number, "--to", str(tmp_path / "b.txt"), login="lv.coordinator").exit_code == 3
