"""firstwall sightings: reports on the alerts of your authority, and those it made."""

from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, AsJson, InStrand, Key
from firstwall.cli.screening_words import as_json, reading_as, sighting_lines
from firstwall.screening import queries, services

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
