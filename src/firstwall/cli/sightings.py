"""firstwall sightings: reports on the alerts of your authority, and those it made."""

from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, AsJson, InStrand, Key, opened
from firstwall.cli.screening_words import as_json, reading_as, sighting_lines
from firstwall.documents.inspecting import largest
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.screening import queries, services
from firstwall.screening.evidence.attaching import evidence_of, read_evidence
from firstwall.screening.evidence.types import Offered

app = typer.Typer(no_args_is_help=True, help=_("Read and acknowledge sightings, record their outcome."))


@app.command("list")
def list_sightings(
    *,
    login: As = "",
    strand: InStrand = "",
    sent: Annotated[bool, typer.Option("--sent", help=_("Those that your authority made."))] = False,
    json: AsJson = False,
) -> None:
    """List the reports on alerts of your authority, newest first."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        views = queries.sightings_sent(actor) if sent else queries.sightings_received(actor)
        for view in views:
            typer.echo(as_json(view) if json else "\n".join(sighting_lines(view)))


@app.command()
def show(sighting: UUID, *, login: As = "", strand: InStrand = "", json: AsJson = False) -> None:
    """Show one report."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        view = queries.sighting_for(actor, sighting)
        typer.echo(as_json(view) if json else "\n".join(sighting_lines(view)))


@app.command()
def attach(
    sighting: UUID,
    file: Path,
    *,
    shows: Annotated[str, typer.Option(help=_("means, objects or circumstances."))],
    shows_no_person: Annotated[bool, typer.Option("--shows-no-person", help=_("You have looked at it."))] = False,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Add a PDF without pictures or a plain text to a report that your authority made."""
    with plain_answers(), reading_as(login, strand=strand) as actor, opened(file) as stream:
        offered = Offered(file.name, stream.read(largest() + 1), shows, shows_no_person)
        made = services.attach_evidence(actor, sighting, offered=offered, key=key or str(uuid4()))
        typer.echo(f"{made.id}  {made.shows}  sha256 {made.sha256}")


@app.command()
def evidence(sighting: UUID, *, login: As = "", strand: InStrand = "") -> None:
    """List the files beside a report."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        for one in evidence_of(actor, sighting):
            typer.echo(f"{one.id}  {one.shows}  {one.size}  {one.name}  sha256 {one.sha256}")


@app.command("open")
def open_file(
    evidence_id: UUID,
    *,
    to: Annotated[Path, typer.Option(help=_("The file to write; it must not exist."))],
    login: As = "",
    strand: InStrand = "",
) -> None:
    """Write a file beside a report."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        if to.exists():
            raise Fault("file-exists", N_("The file exists already."), place=str(to), cure=N_("Name another one."))
        view, data = read_evidence(actor, evidence_id)
        to.touch(mode=0o600)
        to.write_bytes(data)
        typer.echo(f"{to}  sha256 {view.sha256}")


@app.command()
def acknowledge(sighting: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Confirm receipt of a report on your authority's alert."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        view = services.acknowledge_sighting(actor, sighting, key=key or str(uuid4()))
        typer.echo("\n".join(sighting_lines(view)))


@app.command()
def outcome(
    sighting: UUID,
    result: Annotated[str, typer.Argument(help=_("true_match, false_match or unclear."))],
    *,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Record what became of it (CIS-38)."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        view = services.record_outcome(actor, sighting, outcome=result, key=key or str(uuid4()))
        typer.echo("\n".join(sighting_lines(view)))
