"""The whole chain on the command line: check, screen, decide, report, acknowledge (the same services as pages and API)."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cli import hits, runs, sightings
from firstwall.cli.check import check
from firstwall.cli.screen import screen
from tests.rooms.screening.test_runs import traffic
from tests.rooms.screening.world import World, enters


@pytest.fixture
def command(world: World, monkeypatch: pytest.MonkeyPatch):
    """Run one command as a person; returns what was printed, or fails with it."""
    app = typer.Typer()
    app.command("check")(check)
    app.command("screen")(screen)
    for name, group in (("hits", hits.app), ("runs", runs.app), ("sightings", sightings.app)):
        app.add_typer(group, name=name)

    def run(login: str, *words: str, code: int = 0) -> str:
        monkeypatch.setenv("FIRSTWALL_TOKEN", authorities.mint_token(login))
        result = CliRunner().invoke(app, [*words, "--as", login])
        assert result.exit_code == code, result.output
        return result.output

    return run


def test_the_chain_on_the_command_line(world: World, command, tmp_path: Path) -> None:
    enters(world.estonia)
    assert "EE-CUSTOMS" in command("lv.lane", "check", "Jaan Naidis")
    file, out = tmp_path / "traffic.jsonl", tmp_path / "out.jsonl"
    file.write_bytes(traffic(40) + b"{broken\n")
    printed = command("lv.lane", "screen", str(file), "--strand", "C", "--candidates", str(out))
    assert "40 parties, 4 candidates, 1 errors" in printed and "line 41" in printed
    found = [json.loads(line) for line in out.read_text().splitlines()]
    assert [one["label"] for one in found] == ["q0", "q10", "q20", "q30"]
    assert "done" in command("lv.lane", "runs", "list")
    candidate = found[0]["id"]
    command("lv.lane", "hits", "decide", candidate, "same", "--reason", "document_seen")
    command("lv.lane", "hits", "report", candidate, "--route", "Riga to Tartu")
    (report,) = [json.loads(line) for line in command("ee.coordinator", "sightings", "list", "--json").splitlines()]
    assert report["blocks"]["route"] == "Riga to Tartu"
    assert "true_match" in command("ee.coordinator", "sightings", "outcome", report["id"], "true_match")
    assert "true_match" in command("lv.lane", "sightings", "list", "--sent")


def test_a_message_and_a_scanned_document_on_the_command_line(world: World, command) -> None:
    """A cargo report names its segments; the zone of a passport, as a scanner gives it, is one question."""
    enters(world.estonia)
    printed = command("lv.lane", "screen", "examples/formats/cuscar.edi", "--strand", "C")
    assert "8 parties, 1 candidates, 0 errors" in printed and "segment 20, SGP" in printed
    zone = "".join(Path("examples/formats/documents.mrz").read_text().split()[:2])
    printed = command("lv.lane", "check", zone)
    assert "mrz" in printed and "EE-CUSTOMS" in printed


@pytest.mark.parametrize("name", ["zip.csv", "missing.jsonl"])
def test_a_bad_file_is_one_sentence_and_no_trace(world: World, command, tmp_path: Path, name: str) -> None:
    """REL-19."""
    (tmp_path / "zip.csv").write_bytes(b"PK\x03\x04 something")
    printed = command("lv.lane", "screen", str(tmp_path / name), code=2)
    assert "Traceback" not in printed and "(" in printed
