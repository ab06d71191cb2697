"""Whole files: the shipped examples always, the real ones where they are; each with its faults named and memory flat."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.harness.coalition import a_coalition, in_c
from tests.harness.summary import FULL_SIZE, REAL_DATA

from firstwall.cis import queries
from firstwall.cis.importing import FORMS, form_of, import_alerts, rows_of
from firstwall.cis.lines import LineProblem
from firstwall.cis.mapping import read_mapping
from firstwall.cis.rules import judged
from firstwall.cis.source_forms import Defaults
from firstwall.cis.types import Content, ImportRow, Marks
from firstwall.kernel.refusal import Fault
from firstwall.kernel.words import Strand

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DEFAULTS = Defaults(
    Marks("sighting", ("H0",), "B", "2"),
    Content({}, "committed", field_of_law="goods_controls", data_subject="suspect", rests_on="facts"),
    reason="On the list",
)


def read(path: Path, mapping: Path | None = None) -> list:
    with path.open("rb") as stream:
        form = form_of(path.name, b"")
        return list(
            rows_of(stream, form=form, defaults=DEFAULTS, mapping=mapping and read_mapping(mapping.read_bytes()))
        )


def test_the_shipped_table_is_entered_whole(clean):
    """examples/alerts.csv with its mapping: every row found by its facts afterwards."""
    estonia = in_c(a_coalition().estonia)
    rows = read(EXAMPLES / "alerts.csv", EXAMPLES / "alerts.mapping.toml")
    told: list = []
    tally = import_alerts(estonia, iter(rows), told=told.append)
    assert tally.outcomes["entered"] == len(rows) == len(told)
    assert [one.problems for one in told if one.outcome != "entered"] == []
    assert len({entity.id.partition(":")[0] for entity in queries.index_changes("C").entities}) == len(rows)


@pytest.mark.parametrize("strand", list(Strand))
def test_the_law_lets_the_shipped_list_in(strand):
    """examples/alerts.jsonl: 2,000 subjects, none refused in either strand."""
    rows = read(EXAMPLES / "alerts.jsonl")
    assert len(rows) == 2000
    assert refused(rows, strand) == []


@pytest.mark.parametrize("path", sorted((EXAMPLES / "broken").iterdir()), ids=lambda path: path.name)
def test_a_broken_example_is_named_and_the_rest_kept(path):
    """Read in either form: a fault of the file, or problems of its lines; each with a cure, never a stack trace."""
    for form in FORMS:
        with path.open("rb") as stream:
            try:
                found = list(rows_of(stream, form=form, defaults=DEFAULTS))
            except Fault as fault:
                assert fault.sentence and (fault.cure or fault.place)
                continue
        assert all(one.cure for one in found if isinstance(one, LineProblem))


@pytest.mark.real_data
def test_the_law_lets_the_real_list_in():
    """47,793 entities of published lists: every line understood, none refused (a part of them unless `make proof`)."""
    rows = read(REAL_DATA / "screening" / "entities.jsonl.gz")
    assert len(rows) == 47_793
    assert refused(rows if FULL_SIZE else rows[::20], Strand.CRIMINAL) == []


def refused(rows: list, strand: Strand) -> list:
    """Rows that the law has something against, or lines that were not understood."""
    bad = []
    for row in rows:
        if not isinstance(row, ImportRow):
            bad.append(row)
            continue
        said = row.entry
        if strand is Strand.ADMINISTRATIVE:
            content = replace(said.content, union_relevance="other_states", field_of_law="")
            said = type(said)(said.category, content, said.marks)
        problems = judged(said, strand=strand, today=date(2026, 11, 23))[1]
        bad += [(row.line, problems)] if problems else []
    return bad
