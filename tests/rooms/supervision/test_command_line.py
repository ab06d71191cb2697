"""SEC-32 through the third door: the supervisor finds that very search, and an officer does not."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.harness import verifier
from tests.rooms.supervision.conftest import sequencing
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cli.ledger import app
from firstwall.cli.sample import app as sample
from firstwall.kernel.clock import utc_now
from firstwall.ledger import sequencer, services
from firstwall.seals import signing

verify = verifier.load()


@pytest.fixture
def tokens(clean: object) -> dict[str, str]:
    """A supervisor over customs, and an officer who has searched."""
    authorities.add_state("EE", "Estonia")
    customs = authorities.add_authority("EE-CUS", "Customs", type="customs", state_code="EE")
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, customs)
    authorities.designate(
        customs,
        strand="C",
        categories="abcdefgh",
        purposes=("border_control",),
        rights=("read",),
        valid_from=date(2024, 5, 1),
    )
    people = {}
    for login, authority, role in (("mari", customs, "border_officer"), ("siim", watch, "supervisor")):
        person = authorities.add_person(login, login.title(), authority_id=authority)
        authorities.grant_role(person, role, ("C", "A") if role == "supervisor" else ("C",))
        people[login] = person
    officer = authorities.open_mandate(
        people["mari"], role="border_officer", strands=("C",), purpose="border_control", post="Lane 4", shift="early"
    )
    with acting(officer):
        services.record(officer, act="screening.check", personal={"name": "Ivan Ivanov"}, terms=["Ivan Ivanov"])
    sequencer.sign_now()
    return {login: authorities.mint_token(login) for login in people}


def run(token: str, *words: str):
    return CliRunner().invoke(app, list(words), env={"FIRSTWALL_TOKEN": token, "FIRSTWALL_MANDATE": ""})


def test_the_supervisor_finds_the_search(tokens: dict[str, str]) -> None:
    found = run(tokens["siim"], "list", "--term", "Ivanov", "--json")
    (row,) = json.loads(found.output)
    assert (row["act"], row["actor_name"]) == ("screening.check", "Mari")
    entry = run(tokens["siim"], "entry", row["id"], "--json")
    shown = json.loads(entry.output)
    assert shown["personal"] == {"name": "Ivan Ivanov"} and shown["proof_holds"]
    assert "Ivan Ivanov" in run(tokens["siim"], "entry", row["id"]).output
    assert str(UUID(row["id"])) in run(tokens["siim"], "list", "--act", "screening.check").output


def test_an_officer_reads_no_ledger(tokens: dict[str, str]) -> None:
    refused = run(tokens["mari"], "list")
    assert refused.exit_code == 3 and "Traceback" not in refused.output


def test_what_is_not_there_is_said_in_one_sentence(tokens: dict[str, str]) -> None:
    assert run(tokens["siim"], "entry", str(uuid4())).exit_code == 3
    assert run(tokens["siim"], "entry", "nonsense").exit_code == 2
    assert run(tokens["siim"], "list", "--term", "Nobody").output.strip() == "No entry."


def test_the_supervisor_takes_the_ledger_along(tokens: dict[str, str], tmp_path: Path) -> None:
    """SEC-31: export and proof, checked by the file that knows nothing of Firstwall."""
    (row,) = json.loads(run(tokens["siim"], "list", "--term", "Ivanov", "--json").output)
    file, kept, key = tmp_path / "ledger.jsonl", tmp_path / "kept", str(signing.public_path())
    assert CliRunner().invoke(app, ["show", "--save", str(kept)]).exit_code == 0
    with sequencing():
        taken = run(tokens["siim"], "export", str(file), "--checkpoint", str(kept), "--since", "2026-01-01")
    assert taken.exit_code == 0 and "places written" in taken.output
    assert verify.main([str(file), "--key", key, "--earlier", str(kept), "--entry", row["id"]]) == 0
    assert run(tokens["siim"], "export", str(file)).exit_code == 2, "nothing is written over"
    assert run(tokens["siim"], "prove", row["id"], str(tmp_path / "proof")).exit_code == 0
    assert verify.main([str(tmp_path / "proof"), "--key", key]) == 0


def test_an_officer_takes_nothing_along(tokens: dict[str, str], tmp_path: Path) -> None:
    refused = run(tokens["mari"], "export", str(tmp_path / "ledger.jsonl"))
    assert refused.exit_code == 3 and not (tmp_path / "ledger.jsonl").exists()
    bad = run(tokens["siim"], "export", str(tmp_path / "x"), "--checkpoint", str(tmp_path / "absent"))
    assert bad.exit_code == 2 and "Traceback" not in bad.output


def test_all_acts_of_a_user(tokens: dict[str, str]) -> None:
    """SEC-32."""
    (row,) = json.loads(run(tokens["siim"], "list", "--term", "Ivanov", "--json").output)
    found = json.loads(run(tokens["siim"], "list", "--person", row["actor_id"], "--json").output)
    assert {one["act"] for one in found} >= {"screening.check", "authorities.open_mandate"}
    assert {one["actor_id"] for one in found} == {row["actor_id"]}
    assert run(tokens["siim"], "list", "--person", "nonsense").exit_code == 2


def test_sample_and_figures_by_command(tokens: dict[str, str]) -> None:
    """LOG-03: before a day is closed there is no sample; figures of the year as JSON."""
    today = utc_now().date()
    shown = CliRunner().invoke(sample, ["show", today.isoformat()], env={"FIRSTWALL_TOKEN": tokens["siim"]})
    assert json.loads(shown.output)["draw"] == {
        "state": "open", "seed": "", "checkpoint": 0, "committed_in": None, "closed_in": None, "revealed_in": None,
    }  # fmt: skip
    words = ["judge", str(uuid4()), "--day", today.isoformat(), "--verdict", "lawful", "--ground", "x"]
    judged = CliRunner().invoke(sample, words, env={"FIRSTWALL_TOKEN": tokens["siim"]})
    assert judged.exit_code == 3
    figures = CliRunner().invoke(sample, ["year", str(today.year)], env={"FIRSTWALL_TOKEN": tokens["siim"]})
    said = json.loads(figures.output)
    assert said["year"] == today.year and any(one[1] == "screening.check" for one in said["acts"])
    refused = CliRunner().invoke(sample, ["year", "2026"], env={"FIRSTWALL_TOKEN": tokens["mari"]})
    assert refused.exit_code == 3
