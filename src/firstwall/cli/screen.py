"""firstwall screen: a file of traffic against every alert the mandate may see, with progress; stopped and resumed at will."""

import time
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, InStrand, Key, opened
from firstwall.cli.screening_words import (
    Place,
    Purpose,
    Reference,
    Role,
    as_json,
    problem_line,
    run_line,
    searching_as,
)
from firstwall.kernel.actor import Actor
from firstwall.kernel.mapping import MappingFile
from firstwall.screening import queries, services
from firstwall.screening.columns import read_mapping
from firstwall.screening.types import LineProblem, RunView

_PIECE = 1024 * 1024
_SHOWN = 20
_PAGE = 500
INTERRUPTED = 130


def screen(
    file: Annotated[
        Path,
        typer.Argument(
            help=_("A message (EDIFACT, X12, XML, JSON), spreadsheet, CSV or JSON lines; may be packed with gzip.")
        ),
    ],
    *,
    login: As = "",
    strand: InStrand = "",
    role: Role = "",
    purpose: Purpose = "",
    reference: Reference = "",
    place: Place = "",
    mapping: Annotated[Path | None, typer.Option(help=_("TOML: which value of a party each column is."))] = None,
    format: Annotated[str, typer.Option(help=_("auto, edifact, x12, xml, json, xlsx, mrz, csv or jsonl."))] = "auto",
    candidates: Annotated[Path | None, typer.Option(help=_("Write the candidates to this file as JSON lines."))] = None,
    by_worker: Annotated[bool, typer.Option("--by-worker", help=_("Leave the work to the node's worker."))] = False,
    key: Key = "",
) -> None:
    """Screen a file of traffic."""
    with (
        plain_answers(),
        searching_as(login, strand=strand, role=role, purpose=purpose, reference=reference, place=place) as actor,
    ):
        said = _mapping(mapping)
        with opened(file) as stream:
            runs = services.accept_file(
                actor,
                chunks=iter(lambda: stream.read(_PIECE), b""),
                filename=file.name,
                format=format,
                mapping=said.columns,
                encoding=said.about.get("encoding", "utf-8"),
                delimiter=said.about.get("delimiter", ""),
                place=place,
                reference=reference,
                key=key,
                by_job=by_worker,
            )
        for run in runs:
            typer.echo(run_line(run if by_worker else work(actor, run.id)))
            if not by_worker:
                _tell_problems(queries.problems_of(actor, run.id))
                _write(actor, run.id, candidates)


def work(actor: Actor, run_id: UUID) -> RunView:
    """Work a run here, with a progress line; an interruption leaves it at its last committed chunk."""
    started = time.monotonic()

    def told(view: RunView) -> None:
        rate = view.parties / max(time.monotonic() - started, 0.001)
        typer.echo(f"\r{int(100 * view.share_done):3d} %  {view.parties}  {rate:.0f}/s  ", err=True, nl=False)

    try:
        run = services.work_run(actor, run_id, told=told)
    except KeyboardInterrupt:
        typer.echo("", err=True)
        typer.echo(_("Stopped. Go on with: firstwall runs resume %(id)s") % {"id": run_id}, err=True)
        raise typer.Exit(INTERRUPTED) from None
    typer.echo("", err=True)
    return run


def _mapping(path: Path | None) -> MappingFile:
    if path is None:
        return MappingFile({}, {}, {})
    with opened(path) as stream:
        return read_mapping(stream.read(1_000_000))


def _tell_problems(problems: list[LineProblem]) -> None:
    for one in problems[:_SHOWN]:
        typer.echo(problem_line(one), err=True)
    if len(problems) > _SHOWN:
        typer.echo(
            _("%(number)s further lines: firstwall runs problems") % {"number": len(problems) - _SHOWN}, err=True
        )


def _write(actor: Actor, run_id: UUID, path: Path | None) -> None:
    if path is None:
        return
    with path.open("a", encoding="utf-8") as out:
        after = 0
        while page := queries.candidates_of_run(actor, run_id, after_line=after, size=_PAGE):
            out.writelines(as_json(view) + "\n" for view in page)
            after = page[-1].line or 0
