"""The tables of the matching figures, as Markdown. Pure: rows in, lines out."""

from collections.abc import Callable, Sequence

from benchmarks.matching.figures import Row

COLUMNS: dict[str, tuple[str, Callable[[float], str]]] = {
    "build_s": ("build s", lambda value: f"{value:.1f}"),
    "memory_mb": ("memory MB", lambda value: f"{value:.0f}"),
    "p50_ms": ("p50 ms", lambda value: f"{value:.2f}"),
    "p99_ms": ("p99 ms", lambda value: f"{value:.2f}"),
    "bulk_per_s": ("bulk q/s/core", lambda value: f"{value:,.0f}"),
    "recall1": ("recall@1", lambda value: f"{value:.3f}"),
    "recall10": ("recall@10", lambda value: f"{value:.3f}"),
    "at_0_1": ("@FPR 0.1%", lambda value: f"{value:.3f}"),
    "at_1": ("@FPR 1%", lambda value: f"{value:.3f}"),
    "homonyms": ("homonym alerts", lambda value: f"{value:.3f}"),
}


def comparison(rows: Sequence[Row]) -> str:
    """All matchers beside each other, the first one ours, with our speed in bulk over each."""
    titles = ["matcher", *(title for title, _ in COLUMNS.values()), "ours is faster in bulk"]
    lines = []
    for row in rows:
        if not row.measured:
            lines.append([f"{row.title}: not run: {row.reason}", *[""] * (len(titles) - 1)])
        if row.measured or row.published:
            when = "" if row.measured else f", published {row.published['measured']}"
            lines.append([row.title + when, *_cells(row), _ratio(rows[0], row)])
    return _table(titles, lines)


def by_group(rows: Sequence[Row]) -> str:
    """recall@1 / @FPR 1% of every group of queries, for the matchers that ran."""
    ran = [row for row in rows if row.measured]
    if not ran:
        return ""
    lines = []
    for name, first in ran[0].runs[0]["groups"].items():
        groups = [row.runs[0]["groups"][name] for row in ran]
        lines.append([name, str(first["n"]), *(f"{group['recall1']:.3f} / {group['at_1']:.3f}" for group in groups)])
    return _table(["group", "n", *(row.name for row in ran)], lines)


def growth(rows: Sequence[tuple[int, Row]]) -> str:
    """One matcher over lists that grow, and how much dearer a query becomes from the first list to the last."""
    titles = ["entries", *(title for title, _ in COLUMNS.values())]
    lines = []
    for size, row in rows:
        cells = _cells(row) if row.measured else [f"not run: {row.reason}", *[""] * (len(COLUMNS) - 1)]
        lines.append([f"{size:,}", *cells])
    (least, first), (most, last) = rows[0], rows[-1]
    if not (first.measured and last.measured):
        return _table(titles, lines)
    dearer = []
    for figure, word in (("p50_ms", "p50"), ("p99_ms", "p99"), ("bulk_per_s", "in bulk")):
        ratio = last.value(figure) / first.value(figure)
        unsteady = "" if first.steady(figure) and last.steady(figure) else " (unsteady)"
        dearer.append(f"{word} {ratio if figure != 'bulk_per_s' else 1 / ratio:.1f}x{unsteady}")
    return f"{_table(titles, lines)}\n\nA query's cost from {least:,} to {most:,} entries: {', '.join(dearer)}."


def loads(rows: Sequence[Row]) -> str:
    """The machine's load while each matcher ran: whoever doubts a time looks here first."""
    ran = [f"{row.name} {' and '.join(f'{load:.1f}' for load in row.loads)}" for row in rows if row.measured]
    return f"Load of the machine at each run's end: {'; '.join(ran)}." if ran else ""


def _cells(row: Row) -> list[str]:
    return [_cell(row, figure, form) for figure, (_, form) in COLUMNS.items()]


def _cell(row: Row, figure: str, form: Callable[[float], str]) -> str:
    value = row.value(figure)
    if value is None:
        return "-"
    return form(value) if row.steady(figure) else f"{form(value)} unsteady"


def _ratio(ours: Row, row: Row) -> str:
    if row is ours or not (ours.measured and row.measured):
        return "-"
    unsteady = "" if ours.steady("bulk_per_s") and row.steady("bulk_per_s") else " unsteady"
    return f"{ours.value('bulk_per_s') / row.value('bulk_per_s'):.1f}x{unsteady}"


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [titles, ["---"] * len(titles), *lines]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
