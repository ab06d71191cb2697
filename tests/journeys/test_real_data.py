"""The public lists and the questions about them, through PostgreSQL, index and ledger (issue 2, point 11)."""

import gzip
import itertools
import json
import re
from pathlib import Path

import pytest

from tests.harness.summary import FULL_SIZE, REAL_DATA
from tests.journeys.command_line import CommandLine

pytestmark = [pytest.mark.real_data, pytest.mark.timeout(3600 if FULL_SIZE else 600)]
ENTITIES, QUERIES = 2_000, 1_200
SCREENING = REAL_DATA / "screening"


def lines_of(name: str) -> list[str]:
    """The lines of a packed file."""
    with gzip.open(SCREENING / name, "rt", encoding="utf-8") as packed:
        return list(packed)


def chosen(tmp_path: Path) -> tuple[Path, Path]:
    """Both files whole, or the first thousands: questions whose answer is in the smaller list, and those without one."""
    if FULL_SIZE:
        return SCREENING / "entities.jsonl.gz", SCREENING / "queries.jsonl.gz"
    entities = lines_of("entities.jsonl.gz")[:ENTITIES]
    there = {json.loads(line)["id"] for line in entities}
    fitting = (line for line in lines_of("queries.jsonl.gz") if json.loads(line)["expect"] in {None, *there})
    small = tmp_path / "entities.jsonl", tmp_path / "queries.jsonl"
    small[0].write_text("".join(entities))
    small[1].write_text("".join(itertools.islice(fitting, QUERIES)))
    return small


def read(path: Path) -> list[dict]:
    """One object a line, packed or not."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in text.splitlines()]


def test_the_public_lists_are_imported_and_their_questions_answered(firstwall: CommandLine, tmp_path: Path) -> None:
    """Every subject becomes an alert, questions by number find theirs (recall at least 0.99), the ledger verifies."""
    entities, queries = chosen(tmp_path)
    words = ("alerts", "import", entities, "--strand", "C", "--ground", "committed", "--handling", "H0")
    words += ("--data-subject", "suspect", "--rests-on", "facts")
    words += (
        "--field-of-law",
        "goods_controls",
        "--evaluation",
        "B2",
        "--reason",
        "Listed",
        "--report",
        tmp_path / "r.csv",
    )
    done = firstwall(*words, login="ee.coordinator", code=None)
    total = len(read(entities))
    outcomes = [line.split(",")[2] for line in (tmp_path / "r.csv").read_text().splitlines()[1:]]
    assert outcomes.count("entered") >= 0.99 * total, done.stdout + done.stderr

    out = tmp_path / "candidates.jsonl"
    screened = firstwall(
        "screen", queries, "--strand", "C", "--candidates", out, login="lv.officer.terehova", code=None
    )
    asked = read(queries)
    parties = int(re.search(r"(\d+) parties", screened.stdout)[1])
    assert parties >= 0.99 * len(asked), screened.stdout + screened.stderr
    assert recall(asked, read(out), source_ids(tmp_path / "r.csv", read(entities))) >= 0.99
    assert firstwall("ledger", "verify").stdout.startswith("OK")


def source_ids(report: Path, entities: list[dict]) -> dict[str, str]:
    """From an alert's reference to the subject of the list, by the line of the import's report."""
    rows = [line.split(",") for line in report.read_text().splitlines()[1:]]
    return {row[3]: entities[int(row[0]) - 1]["id"] for row in rows if row[3]}


def recall(asked: list[dict], found: list[dict], sources: dict[str, str]) -> float:
    """Share of questions by number (classes id_*) whose subject is among the candidates of their line."""
    shown = {(one["line"], sources.get(one["alert_reference"])) for one in found}
    wanted = [(n, one["expect"]) for n, one in enumerate(asked, 1) if one["cls"].startswith("id_") and one["expect"]]
    assert len(wanted) > 20
    return sum(pair in shown for pair in wanted) / len(wanted)
