"""firstwall alerts import: a file of alerts, with a report of every line left out (REL-20)."""

import csv
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.cis.bulk import QUARANTINED, REFUSED
from firstwall.cis.importing import Tally, form_of, rows_of
from firstwall.cis.lines import LineProblem
from firstwall.cis.mapping import ColumnMapping, read_mapping
from firstwall.cis.source_forms import Defaults
from firstwall.cis.types import Content, Marks, RowResult
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, opened, said
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.screening.entering import import_alerts

SHOWN = 20  # problems printed; the report file has all of them
HEAD = ("line", "column", "outcome", "reference", "rule", "what", "cure")


def import_file(
    file: Annotated[Path, typer.Argument(help=_("JSON lines or CSV; packed with gzip if you like."))],
    *,
    login: As = "",
    strand: Annotated[str, typer.Option(help=_("C (criminal) or A (administrative)."))] = "",
    action: Annotated[str, typer.Option(help=_("Suggested action of every alert."))] = "sighting",
    ground: Annotated[str, typer.Option(help=_("committed, is_committing or will_commit."))] = "",
    reason: Annotated[str, typer.Option(help=_("Reason for entry of every person."))] = "",
    field_of_law: Annotated[str, typer.Option(help=_("Criminal strand: the national law served."))] = "",
    union_relevance: Annotated[str, typer.Option(help=_("Administrative strand: relevance for the Union."))] = "",
    data_subject: Annotated[str, typer.Option(help=_("suspect, convicted or other; for every person."))] = "",
    rests_on: Annotated[str, typer.Option(help=_("facts or assessment; for every person."))] = "",
    legal_basis: Annotated[
        str, typer.Option(help=_("National provision; without it that of your list of designations."))
    ] = "",
    handling: Annotated[list[str] | None, typer.Option(help=_("H0, H1, H2, H3; may be repeated."))] = None,
    evaluation: Annotated[str, typer.Option(help=_("4x4 evaluation, such as B2."))] = "",
    category: Annotated[str, typer.Option(help=_("CSV: the category of every record."))] = "",
    mapping: Annotated[Path | None, typer.Option(help=_("CSV: which column is which field (TOML)."))] = None,
    report: Annotated[Path | None, typer.Option(help=_("Write what became of each line to this CSV file."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Judge everything, store nothing."))] = False,
    all_or_nothing: Annotated[bool, typer.Option("--all-or-nothing", help=_("Store all lines or none."))] = False,
) -> None:
    """Enter every record of a file as an alert. Lines that cannot be entered are named; sending again is safe."""
    marks = Marks(action, tuple(handling or ()), evaluation[:1], evaluation[1:])
    content = Content(
        {},
        ground,
        union_relevance,
        field_of_law,
        legal_basis=legal_basis,
        data_subject=data_subject,
        rests_on=rests_on,
    )
    defaults = Defaults(marks, content, reason, category)
    with plain_answers(), acting_as(login, strand=strand) as actor, opened(file) as stream, _report(report) as told:
        form = form_of(file.name, stream.peek(8)[:8])
        rows = rows_of(stream, form=form, defaults=defaults, mapping=_mapping(mapping))
        started = time.monotonic()
        progress = _progress(started) if sys.stderr.isatty() else None
        tally = import_alerts(actor, rows, told=told, all_or_nothing=all_or_nothing, dry_run=dry_run, progress=progress)
        _sum_up(tally, time.monotonic() - started, dry_run=dry_run)
    if tally.outcomes[REFUSED] or tally.unreadable:
        raise typer.Exit(1)


def _mapping(path: Path | None) -> ColumnMapping | None:
    if path is None:
        return None
    with opened(path) as stream:
        return read_mapping(stream.read(1_000_000))


class _Report:
    """Tells of each line: the first problems on the screen, everything in the file."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._writer = csv.writer(stream) if stream else None
        self._shown = 0
        if self._writer:
            self._writer.writerow(HEAD)

    def __call__(self, what: LineProblem | RowResult) -> None:
        for row in _report_rows(what):
            if self._writer:
                self._writer.writerow(row)
            if row[5] and self._shown < SHOWN:
                self._shown += 1
                place = f"{_('line')} {row[0]}" + (f", {row[1]}" if row[1] else "")
                typer.echo(f"{place}: {row[5]} {f'({row[4]}) ' if row[4] else ''}→ {row[6]}", err=True)
                if self._shown == SHOWN:
                    typer.echo(_("Further lines are named in the report only."), err=True)


def _report_rows(what: LineProblem | RowResult) -> Iterator[tuple[str, ...]]:
    if isinstance(what, LineProblem):
        outcome = "remark" if what.kept else "unreadable"
        yield str(what.number), what.column, outcome, "", "REL-19", said(what.sentence), said(what.cure)
        return
    reference = what.ref.reference if what.ref else ""
    if not what.problems:
        yield str(what.line), "", what.outcome, reference, "", "", ""
    for one in what.problems:
        rule = " ".join(part for part in (one.rule, one.article) if part)
        yield str(what.line), one.field, what.outcome, reference, rule, said(one.sentence), said(one.cure)


@contextmanager
def _report(path: Path | None) -> Iterator[_Report]:
    if path is None:
        yield _Report(None)
        return
    try:
        stream = path.open("w", encoding="utf-8", newline="")
    except OSError as wrong:
        raise Fault("no-report", N_("The report cannot be written."), place=f"{path}: {wrong.strerror}") from None
    with stream:
        yield _Report(stream)


def _progress(started: float):
    def show(tally: Tally) -> None:
        done = sum(tally.outcomes.values())
        rate = done / max(time.monotonic() - started, 0.001)
        typer.echo(f"\r{done}  {rate:.0f}/s  ", err=True, nl=False)

    return show


def _sum_up(tally: Tally, seconds: float, *, dry_run: bool) -> None:
    counts = {**tally.outcomes, "unreadable": tally.unreadable, "seconds": f"{seconds:.1f}"}
    if dry_run:
        typer.echo(_("Trial only, nothing was stored."))
    if tally.outcomes[QUARANTINED]:
        words = _("%(count)s in quarantine: of before 8.4.2024 and not reviewed; list them with --state quarantine.")
        typer.echo(words % {"count": tally.outcomes[QUARANTINED]})
    typer.echo(
        _(
            "%(entered)s entered, %(known)s known from before, %(refused)s refused, %(unreadable)s unreadable; %(seconds)s s"
        )
        % counts
    )
