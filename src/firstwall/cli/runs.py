"""firstwall runs: files of traffic, their progress and candidates; cancel and resume."""

from uuid import UUID

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, AsJson, InStrand
from firstwall.cli.screen import work
from firstwall.cli.screening_words import as_json, one_line, problem_line, run_line, searching_as
from firstwall.screening import queries, services

app = typer.Typer(no_args_is_help=True, help=_("Files of traffic: progress, candidates, cancel, resume."))


@app.command("list")
def list_runs(*, login: As = "", strand: InStrand = "", json: AsJson = False) -> None:
    """List the files of your authority, newest first."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        for view in queries.runs_of(actor):
            typer.echo(as_json(view) if json else run_line(view))


@app.command()
def candidates(run: UUID, *, login: As = "", strand: InStrand = "", after_line: int = 0, json: AsJson = False) -> None:
    """List the candidates of a file in the order of its lines."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        for view in queries.candidates_of_run(actor, run, after_line=after_line):
            typer.echo(as_json(view) if json else one_line(view))


@app.command()
def problems(run: UUID, *, login: As = "", strand: InStrand = "", json: AsJson = False) -> None:
    """List the lines that were not read, with place and cure."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        for one in queries.problems_of(actor, run):
            typer.echo(as_json(one) if json else problem_line(one))


@app.command()
def cancel(run: UUID, *, login: As = "", strand: InStrand = "") -> None:
    """Stop a file before its next chunk; what was found stays."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        typer.echo(run_line(services.cancel_run(actor, run)))


@app.command()
def resume(run: UUID, *, login: As = "", strand: InStrand = "") -> None:
    """Continue a file here, at the line after its last committed chunk."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        services.resume_run(actor, run, by_job=False)
        typer.echo(run_line(work(actor, run)))
