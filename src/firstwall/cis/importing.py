"""Import alerts from a file: JSON lines or CSV, streamed, a batch at a time; one clear sentence for each line left out.

Memory stays flat: a batch of rows is all that is held. An import that was stopped is started again from the beginning:
lines that came in before are recognised and are not entered twice (REL-20).
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

from firstwall.cis.bulk import BATCH, OUTCOMES, Against, enter_many
from firstwall.cis.lines import Line, LineProblem, opened, read_lines
from firstwall.cis.mapping import ColumnMapping, cells_of, columns_of
from firstwall.cis.source_forms import Defaults, Unknown, row_of_cells, row_of_json, unknown_column
from firstwall.cis.types import ImportRow, RowResult
from firstwall.kernel.actor import Actor
from firstwall.kernel.mapping import delimiter_of
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

LONGEST_RECORD = 20  # physical lines of one CSV record with quoted line breaks
FORMS = ("jsonl", "csv")

Told = Callable[[LineProblem | RowResult], None]


@dataclass(slots=True)
class Tally:
    """What became of the file so far."""

    lines: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    unreadable: int = 0
    remarks: int = 0

    def take(self, result: RowResult) -> None:
        """Count one line that was understood."""
        self.outcomes[result.outcome] += 1

    def note(self, problem: LineProblem) -> None:
        """Count one line that was left out, or a remark on one that was kept."""
        self.remarks += problem.kept
        self.unreadable += not problem.kept


def form_of(filename: str, head: bytes) -> str:
    """Which form a file has, by its name or, failing that, by its first character."""
    name = PurePath(filename.lower().removesuffix(".gz"))
    if name.suffix in (".csv", ".tsv", ".txt"):
        return "csv"
    if name.suffix in (".jsonl", ".ndjson", ".json"):
        return "jsonl"
    return "jsonl" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "csv"


def rows_of(
    stream: BinaryIO, *, form: str, defaults: Defaults, mapping: ColumnMapping | None = None
) -> Iterator[ImportRow | LineProblem]:
    """Every line of the file: an entry, or why it is left out, or a remark on a line that is kept.

    Raises:
        Fault: nothing in the file can be read: a zip archive, UTF-16, no known column.
    """
    mapping = mapping or ColumnMapping()
    lines = read_lines(opened(stream, encoding=mapping.encoding), encoding=mapping.encoding)
    if form == "jsonl":
        unknown = Unknown()
        for line in lines:
            if isinstance(line, LineProblem):
                yield line
            else:
                yield from row_of_json(line.number, line.text, defaults, unknown)
    elif form == "csv":
        yield from _rows_of_csv(lines, replace(defaults, category=mapping.category or defaults.category), mapping)
    else:
        raise Fault("unknown-form", N_("A file is read as csv or jsonl."), place=form[:20])


def import_alerts(
    actor: Actor,
    rows: Iterator[ImportRow | LineProblem],
    *,
    told: Told,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    progress: Callable[[Tally], None] | None = None,
    against: Against | None = None,
) -> Tally:
    """Enter the rows of a file in the strand of the mandate, and tell of each line what became of it.

    Args:
        actor: who enters, in which strand.
        rows: from `rows_of`.
        told: is told of each line left out, each remark and each result.
        all_or_nothing: hold all rows and store all or none; for small files.
        dry_run: judge everything, store nothing.
        progress: is called after each batch.
        against: as in `enter_many`; `screening.entering.import_alerts` brings it.
    """
    tally = Tally()
    waiting: list[ImportRow] = []

    def enter() -> None:
        for result in enter_many(actor, waiting, all_or_nothing=all_or_nothing, dry_run=dry_run, against=against):
            tally.take(result)
            told(result)
        waiting.clear()
        if progress is not None:
            progress(tally)

    for row in rows:
        if isinstance(row, LineProblem):
            tally.note(row)
            told(row)
            continue
        tally.lines = row.line
        waiting.append(row)
        if len(waiting) >= BATCH and not all_or_nothing:
            enter()
    if all_or_nothing and tally.unreadable:
        raise _not_all_readable()
    if waiting:
        enter()
    return tally


def _not_all_readable() -> Fault:
    return Fault(
        "not-all-readable",
        N_("Some lines cannot be read, and all or nothing was asked for. Nothing was stored."),
        cure=N_("Cure the lines named in the report, or leave the option out."),
        status=422,
    )


def _rows_of_csv(
    lines: Iterator[Line | LineProblem], defaults: Defaults, mapping: ColumnMapping
) -> Iterator[ImportRow | LineProblem]:
    head = next(lines, None)
    if not isinstance(head, Line):
        if head is not None:
            yield head
        raise Fault("no-header", N_("The file has no header line."), place=N_("line 1"), cure=N_("Name the columns."))
    delimiter = delimiter_of(head.text, mapping.delimiter)
    codes, unknown = columns_of(cells_of(head.text, delimiter) or [], mapping)
    for name in unknown:
        yield unknown_column(head.number, name)
    for record in _records(lines, delimiter, len(codes)):
        if isinstance(record, LineProblem):
            yield record
            continue
        number, cells = record
        said = {**mapping.constants, **{code: cell for code, cell in zip(codes, cells, strict=True) if code and cell}}
        yield row_of_cells(number, said, defaults, mapping.list_separator)


def _records(
    lines: Iterator[Line | LineProblem], delimiter: str, width: int
) -> Iterator[tuple[int, list[str]] | LineProblem]:
    """Records, some over several lines. A quote left open costs its own line and not the rest of the file."""
    ahead: deque[Line | LineProblem] = deque()

    def following() -> Line | LineProblem | None:
        return ahead.popleft() if ahead else next(lines, None)

    while (line := following()) is not None:
        if isinstance(line, LineProblem):
            yield line
            continue
        cells = cells_of(line.text, delimiter)
        parts, taken = [line.text], []
        while cells is None and len(parts) < LONGEST_RECORD:
            more = following()
            taken += [] if more is None else [more]
            if not isinstance(more, Line):
                break
            parts.append(more.text)
            cells = cells_of("\n".join(parts), delimiter)
        if cells is None:
            ahead.extendleft(reversed(taken))
            yield LineProblem(
                line.number,
                N_("A quoted value is not closed."),
                N_("Close the quote, or double a quote inside a value."),
            )
        elif len(cells) != width:
            yield _wrong_width(line.number, len(cells), width)
        else:
            yield line.number, cells


def _wrong_width(number: int, found: int, wanted: int) -> LineProblem:
    return LineProblem(
        number,
        say(N_("The line has %(found)s cells and the header %(wanted)s."), found=found, wanted=wanted),
        N_("Put values that hold the separator in quotes."),
    )
