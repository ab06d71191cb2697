"""firstwall hits: what waits for an officer; decide, undo, report."""

from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, AsJson, InStrand, Key
from firstwall.cli.screening_words import (
    as_json,
    in_full,
    one_line,
    searching_as,
    sighting_lines,
)
from firstwall.screening import queries, services
from firstwall.screening.composing import report_draft
from firstwall.screening.types import SightingBlocks

app = typer.Typer(no_args_is_help=True, help=_("List candidates, decide them, report a sighting."))
Revision = Annotated[int | None, typer.Option(help=_("The revision you saw; another one by now is a conflict."))]


@app.command("list")
def list_hits(
    *,
    login: As = "",
    strand: InStrand = "",
    which: Annotated[
        str, typer.Option(help=_("mine, shift, second, late, open, unsure or same; all without it."))
    ] = "",
    order: Annotated[str, typer.Option(help=_("rank or clock."))] = "rank",
    json: AsJson = False,
) -> None:
    """List what waits for a decision, a second word or a report: unanswered first, then by rank."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        for view in queries.open_hits(actor, which=which, order=order):
            typer.echo(as_json(view) if json else one_line(view))


@app.command()
def show(candidate: UUID, *, login: As = "", strand: InStrand = "", json: AsJson = False) -> None:
    """Show a candidate beside its alert, with the reasons."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        view = queries.candidate_for(actor, candidate)
        typer.echo(as_json(view) if json else "\n".join(in_full(view)))


@app.command()
def decide(
    candidate: UUID,
    verdict: Annotated[str, typer.Argument(help=_("same, different or unsure."))],
    *,
    login: As = "",
    strand: InStrand = "",
    reason: Annotated[str, typer.Option(help=_("A code of the list of reasons."))] = "",
    revision: Revision = None,
    key: Key = "",
) -> None:
    """Say same, different or unsure; remembered until either side changes."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        view = services.decide(
            actor, candidate, verdict=verdict, reason=reason, revision=revision, key=key or str(uuid4())
        )
        typer.echo("\n".join(in_full(view)))


@app.command()
def undo(candidate: UUID, *, login: As = "", strand: InStrand = "", revision: Revision = None, key: Key = "") -> None:
    """Take a decision back, as long as nothing was reported."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        view = services.undo_decision(actor, candidate, revision=revision, key=key or str(uuid4()))
        typer.echo(one_line(view))


@app.command()
def second(
    candidate: UUID,
    *,
    disagree: Annotated[bool, typer.Option("--disagree", help=_("Open the hit again."))] = False,
    login: As = "",
    strand: InStrand = "",
    revision: Revision = None,
    key: Key = "",
) -> None:
    """Give a colleague's verdict the second word that it waits for."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        view = services.second_decision(
            actor, candidate, agrees=not disagree, revision=revision, key=key or str(uuid4())
        )
        typer.echo(one_line(view))


@app.command()
def assign(
    candidate: UUID,
    to: Annotated[str, typer.Argument(help=_("me, shift, or a colleague's login."))] = "me",
    *,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Take a hit over, give it to a colleague or back to the shift."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        typer.echo(one_line(services.assign_hit(actor, candidate, to=to, key=key or str(uuid4()))))


@app.command()
def draft(candidate: UUID, *, login: As = "", strand: InStrand = "") -> None:
    """Print the report as far as it is known; nothing is sent."""
    with plain_answers(), searching_as(login, strand=strand) as actor:
        for name, text in report_draft(actor, candidate, say=_).as_json().items():
            if text:
                typer.echo(f"{name}: {text}")


@app.command()
def report(
    candidate: UUID,
    *,
    login: As = "",
    strand: InStrand = "",
    check_place: str = "",
    check_at: str = "",
    check_reason: str = "",
    route: str = "",
    companions: str = "",
    means: str = "",
    objects: str = "",
    circumstances: str = "",
    key: Key = "",
) -> None:
    """Report that it was found, to the alert's owner and to nobody else (CIS-33, CIS-34)."""
    blocks = SightingBlocks(
        found=True,
        check_place=check_place,
        check_at=check_at,
        check_reason=check_reason,
        route=route,
        companions=companions,
        means=means,
        objects=objects,
        circumstances=circumstances,
    )
    with plain_answers(), searching_as(login, strand=strand) as actor:
        view = services.report_sighting(actor, candidate, blocks=blocks, key=key or str(uuid4()))
        typer.echo("\n".join(sighting_lines(view)))
