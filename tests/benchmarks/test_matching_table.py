"""The table of the matching bench: what it prints of steady, unsteady and missing figures. Nothing is timed here."""

import pytest
from benchmarks.matching import __main__ as bench
from benchmarks.matching import cold, environments, evaluation, page, table
from benchmarks.matching.figures import Row, figures_of

GROUPS = {"alias": {"n": 20, "recall1": 0.75, "recall10": 0.8, "at_0_1": 0.1, "at_1": 0.5}, "vessels": None}
RESULT = {
    "queries": 30,
    "negatives": 10,
    "build_s": 2.0,
    "memory_mb": 240.4,
    "latency_p50_ms": 0.25,
    "latency_p99_ms": 1.0,
    "bulk_per_s": 9_000.0,
    "bulk_per_cpu_s": 10_000.0,
    "mean_of_groups": {"recall1": 0.92, "recall10": 0.94, "at_0_1": 0.42, "at_1": 0.65},
    "homonym_alert_rate_at_1%": 0.002,
    "groups": GROUPS,
}


def row(name: str, **changed: float) -> Row:
    """A matcher that ran twice; what is changed is so in the second run alone."""
    first = figures_of(RESULT, enough=True)
    return Row(name, "1.0", (first, first | changed), (0.5, 0.6))


def cells(text: str, title: str) -> list[str]:
    """The cells of the table's line that begins with this title."""
    return next(line for line in text.splitlines() if line.startswith(f"| {title}")).strip("| ").split(" | ")


def test_a_row_holds_every_figure_in_the_order_of_the_titles():
    text = table.comparison([row("ours")])
    assert cells(text, "matcher")[1:] == [title for title, _ in table.COLUMNS.values()] + ["ours is faster in bulk"]
    assert cells(text, "ours") == [
        *("ours 1.0", "2.0", "240", "0.25", "1.00", "10,000", "0.920", "0.940", "0.420", "0.650", "0.002", "-")
    ]


def test_the_small_false_positive_rate_is_left_out_of_a_sample():
    assert figures_of(RESULT, enough=True)["at_0_1"] == 0.42
    sampled = Row("ours", runs=(figures_of(RESULT, enough=False),))
    assert sampled.value("at_0_1") is None
    assert " | - | 0.650 |" in table.comparison([sampled])


def test_a_time_that_moves_more_than_1_3_times_is_marked():
    text = table.comparison([row("ours", p50_ms=0.31, p99_ms=1.4)])
    assert cells(text, "ours")[3:5] == ["0.28", "1.20 unsteady"]


def test_a_single_run_marks_times_and_nothing_else():
    text = table.comparison([Row("ours", runs=(figures_of(RESULT, enough=True),))])
    marked = [cell.endswith(" unsteady") for cell in cells(text, "ours")]
    assert marked == [False, True, False, True, True, True, *[False] * 6]


def test_the_ratio_is_ours_over_the_peer_and_marked_with_either():
    text = table.comparison([row("ours"), row("slow", bulk_per_s=8_000.0), row("wild", bulk_per_s=2_000.0)])
    assert cells(text, "slow")[-1] == "1.1x"
    assert cells(text, "wild")[-1] == "1.7x unsteady"


def test_a_peer_that_cannot_be_built_has_its_reason_and_its_published_row():
    published = {"measured": "2026-11-23", "p50_ms": 4.5, "recall1": 0.76}
    text = table.comparison([row("ours"), Row("peer", "4.17", reason="no wheel", published=published)])
    assert "| peer 4.17: not run: no wheel |" in text
    told = cells(text, "peer 4.17, published 2026-11-23")
    assert (told[3], told[6], told[-1]) == ("4.50", "0.760", "-")
    assert "published" not in table.comparison([row("ours"), Row("peer", reason="no wheel")])


def test_groups_stand_side_by_side_and_empty_ones_are_left_out():
    text = table.by_group([row("ours"), Row("peer", reason="no wheel"), row("other")])
    assert cells(text, "group") == ["group", "n", "ours", "other"]
    assert cells(text, "alias") == ["alias", "20", "0.750 / 0.500", "0.750 / 0.500"]
    assert "vessels" not in text


def test_growth_tells_how_much_dearer_a_query_becomes():
    small, large = row("ours"), row("ours", p50_ms=0.25)
    for run in large.runs:
        run |= {"p50_ms": 1.0, "p99_ms": 4.0, "bulk_per_s": 2_500.0}
    text = table.growth([(10_000, small), (1_000_000, large)])
    assert text.endswith("from 10,000 to 1,000,000 entries: p50 4.0x, p99 4.0x, in bulk 4.0x.")
    assert "| 1,000,000 | not run: too large |" in table.growth(
        [(10, small), (1_000_000, Row("o", reason="too large"))]
    )


def test_a_table_is_renewed_in_its_place():
    first = page.with_table(page.HEAD, "growth", "former figures")
    both = page.with_table(first, "cold", "other words")
    renewed = page.with_table(both, "growth", "new words")
    assert "former figures" not in renewed
    assert renewed.index("new words") < renewed.index("other words")
    assert page.with_table(renewed, "growth", "former figures") == both
    with pytest.raises(ValueError, match="has no"):
        page.with_table("<!-- begin growth -->", "growth", "words")


def test_the_reason_is_the_last_complaint_in_one_line():
    words = "WARNING: old\nERROR: No wheel for x\n\nnote: see elsewhere\n"
    assert environments.reason_in(words) == "No wheel for x"
    assert environments.reason_in("") == "no reason given"


def test_a_lock_that_cannot_be_met_makes_a_row_with_the_reason(tmp_path, monkeypatch):
    for name in (environments.ROMANISER, "tantivy"):
        (tmp_path / f"{name}.txt").write_text(f"tantivy @ file://{tmp_path}/absent.whl --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(environments, "LOCKS", tmp_path)
    monkeypatch.setattr(environments, "PLACE", tmp_path / "made")
    found, _ = bench._peer("tantivy", evaluation.Plan(100_000, 3_000, 1))
    assert not found.measured
    assert "absent.whl" in found.reason
    assert found.published["recall1"] == 0.711


def test_the_published_row_says_when_and_on_how_many_queries():
    assert bench._published("tantivy", evaluation.Plan(100_000, 0, 1))["measured"].endswith("on all queries")
    assert bench._published("nomenklatura", evaluation.Plan(100_000, 0, 1))["measured"].endswith("on 3,000 queries")
    assert bench._published("nomenklatura", evaluation.Plan(10_000, 0, 1)) is None


def test_an_unknown_peer_is_refused_with_the_names_there_are(capsys):
    with pytest.raises(SystemExit):
        bench.main(["--peers", "tantivy,lucene"])
    assert "no peer lucene; there are rapidfuzz" in capsys.readouterr().err


def test_the_saved_form_that_a_cold_start_opens_answers_as_the_list_does(tmp_path):
    names = ("Henrik Lundqvist", "Marguerite Delacroix", "Bogdan Ionescu")
    rows = [
        {"id": f"e{n}", "type": "person", "names": [name], "dob": ["1970-02-03"], "nationality": ["SE"], "ids": []}
        for n, name in enumerate(names)
    ]
    cold.adapter.save(rows, tmp_path / "list")
    opened, made = cold.adapter.open_saved(tmp_path / "list"), cold.adapter.make(rows)
    for name in names:
        asked = {"type": "person", "name": name, "dob": "1970-02-03"}
        assert opened.search(asked, 5) == made.search(asked, 5) != []


def test_without_the_evaluation_nothing_is_run(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(evaluation, "SCRIPT", tmp_path / "evaluate.py")
    assert bench.main([]) == 0
    assert capsys.readouterr().out.startswith("not run: no evaluation script")
