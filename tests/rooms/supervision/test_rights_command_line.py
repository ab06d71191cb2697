"""RTS-01 to RTS-07 through the third door: one command for each step, one that gathers, one that writes the pack."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.harness.coalition import Coalition, a_coalition, a_person, a_person_alert, for_strand, in_c
from tests.rooms.supervision.aging import TODAY, as_superuser
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.cli.audit import app as audit
from firstwall.cli.rights import app


@pytest.fixture
def team(clean) -> Coalition:
    return a_coalition()


def token_of(team: Coalition, state: str) -> str:
    """A token of the staff named for it."""
    own = team.latvia if state == "lv" else team.estonia
    login = f"{state}.rights"
    a_person(own.authority_id, login, role="rights_officer", purpose="rights")
    return authorities.mint_token(login)


def run(token: str, *words: str):
    return CliRunner().invoke(app, list(words), env={"FIRSTWALL_TOKEN": token, "FIRSTWALL_MANDATE": ""})


def test_from_the_request_to_the_pack(clean, team: Coalition, tmp_path: Path):
    alert = cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(action="check"), "C"))
    mine, theirs = token_of(team, "lv"), token_of(team, "ee")
    who = ["--name", "Jaan Näidis", "--born", "1980-05-17", "--document", "KX1234567", "--language", "de"]
    taken = run(mine, "take", *who, "--asks", "access", "--identity", "document_seen")
    numbers = dict(line.split() for line in taken.output.splitlines())
    assert set(numbers) == {"C", "A"}, "two strands, two requests"
    gathered = run(mine, "gather", numbers["C"])
    assert alert.reference in gathered.output and "waiting" in gathered.output
    assert "Nothing was found." in run(mine, "gather", numbers["A"]).output
    early = run(mine, "decide", numbers["C"], "--reason", "Weighed")
    assert early.exit_code == 3 and "RTS-03" in early.output
    (question,) = json.loads(run(theirs, "asked", "--json").output)
    assert run(theirs, "position", question["id"], "agrees").exit_code == 0
    assert json.loads(run(mine, "show", numbers["C"], "--json").output)["proposal"] == "disclosed"
    assert run(mine, "decide", numbers["C"], "--reason", "Weighed").output.strip() == "disclosed"
    file = tmp_path / "answer.zip"
    assert run(mine, "answer", numbers["C"], str(file)).exit_code == 3 and not file.exists(), "not before its day"
    as_superuser(clean, "update supervision_rights_request set answer_from = %s", TODAY)
    assert run(mine, "answer", numbers["C"], str(file)).exit_code == 0
    with zipfile.ZipFile(file) as pack:
        assert "Jaan Näidis" in pack.read("letter.html").decode() and b'lang="de"' in pack.read("letter.html")
        assert json.loads(pack.read("answer.json"))["data"][0]["supplier"] == "Customs of Estonia"
    assert run(mine, "answer", numbers["C"], str(file)).exit_code == 2, "nothing is written over"
    assert "answered" in run(mine, "list").output and run(mine, "list", "--late").output.strip() == "No request."


def test_others_are_refused(team: Coalition):
    a_person(team.latvia.authority_id, "lv.desk", role="investigator", purpose="investigation")
    refused = run(authorities.mint_token("lv.desk"), "list")
    assert refused.exit_code == 3 and "Traceback" not in refused.output


def test_an_order_and_a_check_on_the_command_line(clean, team: Coalition, tmp_path: Path):
    """RTS-08, RTS-09: the same acts as on the pages."""
    cis.enter_alert(in_c(team.estonia), **for_strand(a_person_alert(), "C"))
    mine = token_of(team, "lv")
    taken = run(
        mine, "take", "--name", "Jaan Näidis", "--document", "KX1234567", "--asks", "check", "--identity", "electronic"
    )
    number = dict(line.split() for line in taken.output.splitlines())["C"]
    run(mine, "gather", number)
    ruling = (
        "--body",
        "court",
        "--name",
        "Riga Court",
        "--state",
        "lv",
        "--on",
        "2026-01-15",
        "--file",
        "A-1",
        "--text",
        "EUR 5",
    )
    ordered = run(mine, "order", number, "compensation", *ruling)
    assert ordered.exit_code == 0, ordered.output
    assert run(mine, "paid", ordered.output.strip()).exit_code == 0
    assert "compensation Riga Court, LV paid" in run(mine, "show", number).output
    tokens = []
    for state, own in (("LV", team.latvia), ("EE", team.estonia)):
        watch = authorities.add_authority(f"{state}-DPA", "Inspectorate", type="supervisory", state_code=state)
        authorities.supervise(watch, own.authority_id)
        a_person(watch, f"{state}.watch", role="supervisor", purpose="supervision")
        tokens.append(authorities.mint_token(f"{state}.watch"))
    leads, replies = tokens
    check = run(leads, "check-open", number)
    assert check.exit_code == 0, check.output
    (question,) = json.loads(run(replies, "checks").output)["asked"]
    assert run(replies, "check-reply", question["id"], "in_order", "--words", "Looked").exit_code == 0
    assert run(leads, "check-end", check.output.strip(), "in_order", "--words", "So").exit_code == 3, (
        "not before its day"
    )
    file = tmp_path / "check.zip"
    assert run(mine, "check-answer", number, str(file)).exit_code == 2 and not file.exists()
    as_superuser(clean, "update supervision_rights_check set answer_from = %s", TODAY)
    assert run(leads, "check-end", check.output.strip(), "in_order", "--words", "So").exit_code == 0
    assert run(mine, "check-answer", number, str(file)).exit_code == 0
    assert "All necessary checks were made" in zipfile.ZipFile(file).read("letter.html").decode()
    registers = CliRunner().invoke(
        audit, ["registers", "--kind", "correction"], env={"FIRSTWALL_TOKEN": leads, "FIRSTWALL_MANDATE": ""}
    )
    assert registers.exit_code == 0 and registers.output.strip() == "", registers.output
