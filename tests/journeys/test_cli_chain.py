"""The whole chain on the command line, the shipped examples, and a fault in every form (issue 2; REL-19, REL-20, SEC-29)."""

import json
import re
from pathlib import Path

import pytest

from tests.harness.kept_site import Site
from tests.journeys.api_person import token_of
from tests.journeys.command_line import REPOSITORY, CommandLine
from tests.journeys.story import BORN, LORRY, PERSON, PLATE, REPORT, SPELLED_OTHERWISE, TRAFFIC

EXAMPLES = REPOSITORY / "examples"
BROKEN = sorted((EXAMPLES / "broken").iterdir())
IMPORT = ("alerts", "import")
WHO = ("--data-subject", "suspect", "--rests-on", "facts")
DEFAULTS = ("--strand", "C", "--ground", "committed", "--handling", "H0", "--field-of-law", "goods_controls", *WHO)
DEFAULTS += ("--evaluation", "B2", "--reason", "An example")
OWNER, OFFICER, STRANGER = "ee.coordinator", "lv.officer.terehova", "bg.coordinator"
pytestmark = pytest.mark.timeout(600)


def entered(done) -> str:
    """The reference that `alerts enter` prints."""
    return done.stdout.split()[0]


def test_an_alert_of_one_state_comes_back_as_a_report_from_another(firstwall: CommandLine, tmp_path: Path) -> None:
    """Entry, file, check, decision, the blocks of CIS-33, receipt, outcome, withdrawal; the ledger holds."""
    person, lorry = enter_both(firstwall)
    traffic = tmp_path / "traffic.csv"
    traffic.write_text(TRAFFIC)
    out = tmp_path / "candidates.jsonl"
    screened = firstwall("screen", traffic, "--strand", "C", "--candidates", out, login=OFFICER)
    assert "done" in screened.stdout and "5 parties, 2 candidates, 0 errors" in screened.stdout
    found = {one["alert_reference"]: one for one in map(json.loads, out.read_text().splitlines())}
    assert set(found) == {person, lorry}
    checked = firstwall("check", PLATE, login=OFFICER)
    assert lorry in checked.stdout

    hit = found[person]["id"]
    assert "Voloshkin" in firstwall("hits", "show", hit, "--strand", "C", login=OFFICER).stdout
    firstwall("hits", "decide", hit, "same", "--strand", "C", login=OFFICER)
    blocks = [word for name, text in REPORT.items() for word in (f"--{name.replace('_', '-')}", text)]
    firstwall("hits", "report", hit, "--strand", "C", *blocks, login=OFFICER)

    (received,) = firstwall.lines("sightings", "list", "--strand", "C", login=OWNER)
    assert {name: received["blocks"][name] for name in REPORT} == REPORT
    assert firstwall.lines("sightings", "list", login=STRANGER) == []
    firstwall("sightings", "show", received["id"], login=STRANGER, code=3)
    firstwall("sightings", "acknowledge", received["id"], "--strand", "C", login=OWNER)
    ended = firstwall("sightings", "outcome", received["id"], "true_match", "--strand", "C", login=OWNER)
    assert "true_match" in ended.stdout
    firstwall("alerts", "withdraw", lorry, "--reason", "purpose_reached", login=OWNER)
    assert lorry not in firstwall("check", PLATE, login=OFFICER).stdout
    supervisor_reads(firstwall)


def enter_both(firstwall: CommandLine) -> tuple[str, str]:
    """The person and the lorry, by `alerts enter`."""
    common = ("--strand", "C", "--field-of-law", "goods_controls", "--handling", "H0")
    person = firstwall(
        *("alerts", "enter", "--category", "d", "--values", json.dumps(PERSON), "--action", "discreet"),
        *("--ground", "will_commit", "--evaluation", "B2", *WHO, *common),
        login=OWNER,
    )
    fields = [word for name, text in LORRY.items() for word in ("--field", f"{name}={text}")]
    lorry = firstwall("alerts", "enter", "--category", "b", *fields, "--action", "check", *common, login=OWNER)
    return entered(person), entered(lorry)


def supervisor_reads(firstwall: CommandLine) -> None:
    """LOG-03: that very search, by its words; and the ledger verifies (SEC-29)."""
    firstwall("ledger", "sequence", "--once", code=0)
    rows = json.loads(firstwall("ledger", "list", "--term", PLATE, "--json", login="supervisor").stdout)
    checks = [row for row in rows if row["act"] == "screening.check"]
    assert checks and {row["purpose"] for row in checks} == {"border_control"}
    shown = json.loads(firstwall("ledger", "entry", checks[-1]["id"], "--json", login="supervisor").stdout)
    assert shown["proof_holds"]
    assert firstwall("ledger", "verify").stdout.startswith("OK")


def test_the_examples_are_imported_and_screened(firstwall: CommandLine) -> None:
    """The README's example: 2,000 subjects in, 2,000 questions against them; sending again enters nothing twice (REL-20)."""
    words = (*IMPORT, EXAMPLES / "alerts.jsonl", *DEFAULTS)
    first = firstwall(*words, login=OWNER)
    counts = [int(number) for number in re.findall(r"\d+", first.stdout.replace(",", ""))]
    assert 2000 in counts, first.stdout
    again = firstwall(*words, login=OWNER)
    assert first.stdout != again.stdout
    said = firstwall("screen", EXAMPLES / "queries.jsonl", "--strand", "C", login=OFFICER).stdout
    parties, candidates = (int(re.search(rf"(\d+) {word}", said)[1]) for word in ("parties", "candidates"))
    assert parties == 2000 and candidates > 500, said
    assert firstwall("ledger", "verify").stdout.startswith("OK")


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.name)
def test_rel_19_a_broken_file_gets_a_sentence_and_keeps_the_rest(firstwall: CommandLine, file: Path) -> None:
    """REL-19: place and cure, never a stack trace; what is good in the file is taken."""
    if file.suffix == ".jsonl":
        done = firstwall(*IMPORT, file, *DEFAULTS, "--dry-run", login=OWNER, code=1)
        assert re.search(r"line \d+", done.stderr) and re.search(r"[1-9]", done.stdout), done.stdout
    else:
        done = firstwall("screen", file, "--strand", "C", login=OFFICER, code=None)
        whole = file.name in {"empty.csv", "zip-named.csv", "latin-1.csv", "unknown-column.csv"}
        assert (done.returncode, bool(re.search(r"[1-9]\d* parties", done.stdout))) == (
            (2, False) if whole else (0, True)
        )
    assert "→" in done.stderr, done.stderr


def test_refusals_are_sentences_with_their_rule(coalition: Site) -> None:
    """CIS-32b, CIS-08, SEC-19: exit code 3 for the law's no, 2 for a fault; the article is named."""
    firstwall = CommandLine(coalition.home, anew=True)
    desk = firstwall("check", PLATE, login="europol.desk", code=3)
    assert "CIS-32b" in desk.stderr and "2009/917" in desk.stderr
    field = firstwall(
        *("alerts", "enter", "--category", "b", "--strand", "C", "--field", "religion=none", "--action", "check"),
        login=OWNER,
        code=3,
    )
    assert "religion" in field.stderr and "Art." in field.stderr
    nobody = firstwall("check", PLATE, login="no.such.person", code=2)
    assert "token" in nobody.stderr
    someone_else = firstwall("alerts", "list", login=OFFICER, code=3, FIRSTWALL_TOKEN=token_of(OWNER))
    assert "SEC-19" in someone_else.stderr


def test_hidden_and_absent_are_the_same_words(firstwall: CommandLine) -> None:
    """CIS-01, SEC-09: an alert that only its owner may see and one that never was."""
    words = ("alerts", "enter", "--category", "b", "--strand", "A", "--action", "check", "--handling", "H0")
    fields = ("--field", "means_kind=vehicle", "--field", "registration=HID 001", "--field", "registration_country=EE")
    hidden = entered(firstwall(*words, *fields, "--audience", "EE-CUSTOMS", login=OWNER))
    absent = hidden[:-6] + "999999"
    answers = {firstwall("alerts", "show", one, login=STRANGER, code=3).stderr for one in (hidden, absent)}
    assert len(answers) == 1
    assert hidden not in firstwall("check", "HID 001", login=OFFICER).stdout


def test_a_search_on_a_name_wants_a_reference_outside_a_lane(firstwall: CommandLine) -> None:
    """SEC-21: who is not in a lane names the case."""
    done = firstwall("check", SPELLED_OTHERWISE, "--born", BORN, login="lv.investigator", code=3)
    assert "SEC-21" in done.stderr
    firstwall("check", SPELLED_OTHERWISE, "--born", BORN, "--reference", "CASE-9", login="lv.investigator")


def test_cis_38_the_shift_on_the_command_line(firstwall: CommandLine) -> None:
    """CIS-38, JCO-11: hand over, record a seizure, an office's figures as CSV; what is wrong is said in one line."""
    handed = firstwall("shifts", "hand-over", "--note", "Quiet", "--strand", "C", login=OFFICER)
    assert "Quiet" in handed.stdout
    said = ("goods=cigarettes", "quantity=40 000", "unit=pieces", "place=Terehova", "seized_at=2026-03-02 05:30")
    recorded = firstwall("seizures", "record", *said, "--strand", "C", login=OFFICER)
    assert "40000 pieces" in recorded.stdout
    firstwall("seizures", "record", *said[:2], "unit=litres", "--strand", "C", login=OFFICER, code=3)
    figures = firstwall("shifts", "figures", "--first-day", "2026-03-01", "--last-day", "2026-03-31", login=OFFICER)
    assert figures.stdout.splitlines()[0].startswith("strand,office_id") and ",1," in figures.stdout
