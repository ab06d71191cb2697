"""The command line plays the same acts: enter, show, list, amend, withdraw, import (one service, four doors)."""

import csv
import json
import os
import re

import pytest
from tests.harness.coalition import a_coalition
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cli.alerts import app

WHO = ["--data-subject", "suspect", "--rests-on", "facts"]
GROUNDS = ["--ground", "committed", "--field-of-law", "goods_controls", "--handling", "H0", "--evaluation", "B2", *WHO]
IMPORT = ["--action", "sighting", *GROUNDS, "--reason", "On the national list"]


@pytest.fixture
def firstwall(clean, monkeypatch):
    """Run `firstwall alerts …` as the Estonian coordinator."""
    a_coalition()
    tokens = {login: authorities.mint_token(login) for login in ("ee.coordinator", "lv.coordinator")}

    def run(*words: str, login: str = "ee.coordinator", token: str = ""):
        environment = {**os.environ, "FIRSTWALL_TOKEN": token or tokens[login]}
        return CliRunner().invoke(app, [*words, "--as", login, "--strand", "C"], env=environment)

    return run


def a_person(number: int, **changes: object) -> str:
    plain = {"id": f"n-{number}", "type": "person", "names": [f"Näidis Isik{number}"], "dob": ["1980-05-17"]}
    return json.dumps({**plain, "nationality": ["EE"], "ids": [], "source": "test", **changes}) + "\n"


def test_an_alert_from_entry_to_end(firstwall):
    said = ["--field", "names=Jaan Näidis\\nIvan Primer", "--field", "reason_for_entry=Earlier smuggling"]
    entered = firstwall("enter", "--category", "d", "--action", "discreet", *said, *GROUNDS)
    assert entered.exit_code == 0, entered.output
    reference = re.match(r"\S+", entered.output)[0]
    shown = firstwall("show", reference, login="lv.coordinator")
    assert "Jaan Näidis | Ivan Primer" in shown.output and "Discreet surveillance" in shown.output
    assert reference in firstwall("list", login="lv.coordinator").output
    amended = firstwall("amend", reference, "--version", "1", "--action", "check", "--field", "sex=M")
    assert amended.exit_code == 0, amended.output
    plain = json.loads(firstwall("show", reference, "--json").output)
    assert (plain["action"], plain["version"], plain["values"]["sex"]) == ("check", 2, "M")
    foreign = firstwall("withdraw", reference, "--reason", "Mine", login="lv.coordinator")
    assert foreign.exit_code == 3 and "CIS-56" in foreign.output
    assert firstwall("withdraw", reference, "--reason", "Over").exit_code == 0
    gone = firstwall("show", reference, login="lv.coordinator")
    never = firstwall("show", "EE-CUSTOMS-CD-2026-999999", login="lv.coordinator")
    assert (gone.exit_code, gone.output) == (never.exit_code, never.output) == (3, gone.output)


def test_a_refusal_names_field_and_article_and_no_trace(firstwall):
    wrong = firstwall("enter", "--category", "d", "--values", '{"phone": "1"}', "--action", "check", *GROUNDS)
    assert wrong.exit_code == 3
    assert "phone" in wrong.output and "CIS-08" in wrong.output and "Traceback" not in wrong.output
    for values in ("[1]", "{", "@/no/such/file"):
        assert firstwall("enter", "--category", "d", "--values", values).exit_code == 2


def test_a_token_is_asked_for(firstwall):
    assert firstwall("list", token="fw_no").exit_code == 2
    borrowed = firstwall("list", login="lv.coordinator", token=authorities.mint_token("ee.coordinator"))
    assert borrowed.exit_code == 3 and "SEC-19" in borrowed.output


def test_a_file_is_imported_with_a_report(firstwall, tmp_path):
    file, report = tmp_path / "list.jsonl", tmp_path / "report.csv"
    lines = [a_person(n) for n in range(1, 8)]
    lines[2] = "{broken\n"
    lines[4] = a_person(5, names=["x" * 10_000])
    lines[5] = a_person(6, dob=["31 February"])
    file.write_text("".join(lines), encoding="utf-8")
    first = firstwall("import", str(file), *IMPORT, "--report", str(report))
    assert first.exit_code == 1, first.output
    assert "4 entered" in first.output and "2 refused" in first.output and "1 unreadable" in first.output
    rows = {(row["line"], row["outcome"]): row for row in csv.DictReader(report.open(encoding="utf-8"))}
    assert rows["3", "unreadable"]["cure"] and rows["5", "refused"]["column"] == "names"
    assert rows["6", "refused"]["column"] == "birth_dates" and rows["1", "entered"]["reference"]
    again = firstwall("import", str(file), *IMPORT)
    assert "0 entered" in again.output and "4 known" in again.output
    assert "x" * 100 not in first.output + report.read_text(encoding="utf-8")


def test_a_trial_and_a_csv_with_a_mapping(firstwall, tmp_path):
    file, mapping = tmp_path / "lorries.csv", tmp_path / "lorries.toml"
    file.write_text("Nr;Plate;Land;Note\n1;123 ABC;EE;x\n2;;EE;x\n", encoding="utf-8")
    mapping.write_text(
        '[file]\ncategory = "b"\n[columns]\nNr = "source_id"\nPlate = "registration"\nLand = "registration_country"\n'
        '[constants]\nmeans_kind = "vehicle"\n',
        encoding="utf-8",
    )
    trial = firstwall("import", str(file), *IMPORT, "--mapping", str(mapping), "--dry-run")
    assert "nothing was stored" in trial.output and "1 entered" in trial.output and "Note" in trial.output
    real = firstwall("import", str(file), *IMPORT, "--mapping", str(mapping))
    assert "1 entered" in real.output and "1 refused" in real.output
    assert "123 ABC" in firstwall("list").output


def test_all_or_nothing(firstwall, tmp_path):
    file = tmp_path / "list.jsonl"
    file.write_text(a_person(1) + "{broken\n", encoding="utf-8")
    assert firstwall("import", str(file), *IMPORT, "--all-or-nothing").exit_code == 2
    assert firstwall("list").output == ""


@pytest.mark.parametrize("sent", [b"PK\x03\x04rest", "names\n".encode("utf-16"), b"colr;size\n1;2\n", b""])
def test_a_file_that_is_none_is_one_sentence(firstwall, tmp_path, sent):
    file = tmp_path / "list.csv"
    file.write_bytes(sent)
    told = firstwall("import", str(file), *IMPORT)
    assert told.exit_code == 2 and "Traceback" not in told.output
    assert firstwall("import", str(tmp_path / "nowhere.csv"), *IMPORT).exit_code == 2


def test_one_alert_is_reviewed_and_prolonged(firstwall):
    """CIS-62, CIS-68: one alert, its version, a need in writing."""
    said = ["--field", "names=Jaan Näidis", "--field", "reason_for_entry=Earlier smuggling"]
    entered = firstwall("enter", "--category", "d", "--action", "discreet", *said, *GROUNDS)
    reference = re.search(r"EE-CUSTOMS-CD-\d+-\d+", entered.output).group()
    year = int(re.search(r"last day (\d{4})", entered.output).group(1))
    assert firstwall("review", reference, "--version", "1", "--need", "Still needed").exit_code == 0
    words = ["prolong", reference, "--version", "2", "--need", "Trial"]
    refused = firstwall(*words, "--until", f"{year + 3}-01-01")
    assert refused.exit_code == 3 and "No prolongation passes" in refused.output
    assert f"last day {year + 1}-01-01" in firstwall(*words, "--until", f"{year + 1}-01-01").output
    assert firstwall(*words, "--until", f"{year + 1}-02-01", login="lv.coordinator").exit_code == 3


def test_an_old_record_waits_in_quarantine_until_it_is_released(firstwall, tmp_path):
    """CIS-66, acceptance scenario 10: imported without a review stamp, seen by its supplier alone, released in writing."""
    file = tmp_path / "old.jsonl"
    stamp = {"reviewed_on": "2025-03-01", "reviewed_by": "Unit 3"}
    file.write_text(
        a_person(1, first_entered_on="2023-01-02") + a_person(2, first_entered_on="2023-01-02", **stamp),
        encoding="utf-8",
    )
    done = firstwall("import", str(file), *IMPORT)
    assert "1 entered" in done.output and "1 in quarantine" in done.output, done.output
    (held,) = firstwall("list", "--state", "quarantine").output.splitlines()
    reference = held.split()[1]
    assert firstwall("show", reference, login="lv.coordinator").exit_code == 3
    released = firstwall("release", reference, "--version", "1", "--reason", "Reviewed: still needed")
    assert released.exit_code == 0 and "last day 2028-01-02" in released.output, released.output
    assert "Isik1" in firstwall("show", reference, login="lv.coordinator").output


def test_a_table_tells_the_past_of_its_records_in_three_columns(firstwall, tmp_path):
    """CIS-66, CIS-64."""
    file = tmp_path / "old.csv"
    head = "source_id,category,names,first_entered_on,reviewed_on,reviewed_by"
    lines = [
        "1,d,Jaan Näidis,02.01.2023,01.03.2025,Unit 3",
        "2,d,Ivan Primer,02.01.2023,,",
        "3,d,Ann Example,2023-13-01,,",
    ]
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    done = firstwall("import", str(file), *IMPORT)
    assert "1 entered" in done.output and "1 in quarantine" in done.output and "1 refused" in done.output, done.output
