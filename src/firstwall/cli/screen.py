"""firstwall screen: a file of traffic against every alert the mandate may see, with progress; stopped and resumed at will."""

import os
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.screening_words import (
    As,
    InStrand,
    Key,
    Place,
    Purpose,
    Reference,
    Role,
    as_json,
    run_line,
    searching_as,
)
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, in_language
from firstwall.screening import queries, services
from firstwall.screening.types import LineProblem, RunView

_PIECE = 1024 * 1024
_SHOWN = 20
_PAGE = 500
INTERRUPTED = 130


def screen(
    file: Annotated[Path, typer.Argument(help=_("JSON lines or CSV; may be packed with gzip."))],
    *,
    login: As = "",
    strand: InStrand = "",
    role: Role = "",
    purpose: Purpose = "",
    reference: Reference = "",
    place: Place = "",
    mapping: Annotated[Path | None, typer.Option(help=_("TOML: which value of a party each column is."))] = None,
    format: Annotated[str, typer.Option(help=_("jsonl, csv or auto."))] = "auto",
    candidates: Annotated[Path | None, typer.Option(help=_("Write the candidates to this file as JSON lines."))] = None,
    by_worker: Annotated[bool, typer.Option("--by-worker", help=_("Leave the work to the node's worker."))] = False,
    key: Key = "",
) -> None:
    """Screen a file of traffic."""
    with (
        plain_answers(),
        searching_as(login, strand=strand, role=role, purpose=purpose, reference=reference, place=place) as actor,
    ):
        columns, encoding = _mapping(mapping)
        if by_worker and "FIRSTWALL_MANDATE" not in os.environ:
            raise Fault(
                "needs-mandate",
                N_("A worker acts under a mandate that stays open after this command."),
                cure=N_("Open one with 'firstwall mandate open' and name it in FIRSTWALL_MANDATE."),
            )
        with _opened(file) as pieces:
            runs = services.accept_file(
                actor,
                chunks=pieces,
                filename=file.name,
                format=format,
                mapping=columns,
                encoding=encoding,
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


@contextmanager
def _opened(file: Path) -> Iterator[Iterator[bytes]]:
    try:
        stream = file.open("rb")
    except OSError as wrong:
        raise Fault("no-file", N_("The file cannot be opened."), place=f"{file}: {wrong.strerror}") from None
    with stream:
        yield iter(lambda: stream.read(_PIECE), b"")


def _mapping(path: Path | None) -> tuple[dict[str, str], str]:
    if path is None:
        return {}, "utf-8"
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        columns = read.get("columns", {})
        whole = all(isinstance(part, str) for pair in columns.items() for part in pair)
    except (OSError, ValueError, AttributeError):
        whole = False
    if not whole:
        raise Fault(
            "bad_mapping",
            N_("The mapping cannot be read."),
            place=str(path),
            cure=N_("Write TOML with a table [columns]; examples/traffic.mapping.toml shows one."),
        )
    return columns, str(read.get("encoding", "utf-8"))


def _tell_problems(problems: list[LineProblem]) -> None:
    for one in problems[:_SHOWN]:
        column = f", {_('column')} {one.column}" if one.column else ""
        sentence = in_language(one.sentence, _) % {"detail": one.detail}
        typer.echo(f"{_('line')} {one.line}{column}: {sentence} → {in_language(one.cure, _)}", err=True)
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
