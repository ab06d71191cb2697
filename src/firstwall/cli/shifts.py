"""firstwall shifts: hand over and accept, what nobody answered, an office's clock and figures."""

import csv
import sys
from dataclasses import fields
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.cli.screening_words import as_json, reading_as
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.screening import services
from firstwall.screening.office_rules import office_rules
from firstwall.screening.shifts.figures import figures_of
from firstwall.screening.shifts.handing_over import handovers_of
from firstwall.screening.shifts.types import HandoverView, OfficeFigures
from firstwall.screening.shifts.unanswered import unanswered_days

app = typer.Typer(no_args_is_help=True, help=_("Hand over, accept, see what nobody answered, set an office's clock."))
Day = Annotated[str, typer.Option(help=_("Year-month-day."))]


@app.command("list")
def list_handovers(*, login: As = "", strand: InStrand = "") -> None:
    """What shifts left lately, newest first."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        for one in handovers_of(actor):
            typer.echo(_line(one))


@app.command("hand-over")
def hand_over(
    *,
    login: As = "",
    strand: InStrand = "",
    note: Annotated[str, typer.Option(help=_("What the next shift should know."))] = "",
    key: Key = "",
) -> None:
    """Give what waits to the next shift; it stays yours until somebody accepts."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        for one in services.hand_over(actor, note=note, key=key or str(uuid4())):
            typer.echo(_line(one))


@app.command()
def accept(handover: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Accept what another shift left: from now on you answer for it."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        typer.echo(_line(services.accept_handover(actor, handover, key=key or str(uuid4()))))


@app.command()
def unanswered(*, login: As = "", strand: InStrand = "") -> None:
    """The daily lists of unanswered hits that were not empty."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        for one in unanswered_days(actor):
            typer.echo(f"{one.day}  [{one.strand}] {one.office_name or '-'}  {one.hits}")


@app.command()
def offices(*, login: As = "", strand: InStrand = "") -> None:
    """Clocks and heads of the offices; 12 hours where nothing is set."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        for rule in office_rules(actor):
            typer.echo(
                f"{rule.office_id or '-'}  {rule.office_name or _('all others')}  {rule.clock_minutes}  {rule.head_name}"
            )


@app.command("set-office")
def set_office(
    clock_minutes: Annotated[int, typer.Argument(help=_("How long an office has for a hit."))],
    *,
    office: Annotated[str, typer.Option(help=_("Code of an office; all others without it."))] = "",
    head: Annotated[str, typer.Option(help=_("Login of whoever heads it."))] = "",
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Set an office's clock and head; hits found before keep theirs."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        rule = services.set_office_rule(
            actor, office_id=_office(actor, office), clock_minutes=clock_minutes, head=head, key=key or str(uuid4())
        )
        typer.echo(as_json(rule))


@app.command()
def figures(*, first_day: Day, last_day: Day, login: As = "", strand: InStrand = "") -> None:
    """What the offices did with their hits, as CSV."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        found = figures_of(actor, first_day=date.fromisoformat(first_day), last_day=date.fromisoformat(last_day))
        names = [one.name for one in fields(OfficeFigures)]
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        for row in found:
            values = {"values": " ".join(f"{worth} {currency}" for currency, worth in row.values)}
            writer.writerow([values.get(name, getattr(row, name)) for name in names])


def _office(actor: Actor, code: str) -> UUID | None:
    if not code:
        return None
    with acting(actor):
        found = [one.id for one in authorities.offices_of(authority_of(actor)) if one.code == code]
    if not found:
        raise Fault(
            "no-office", N_("Your authority has no such office."), place=code, cure=N_("Write its code as it is.")
        )
    return found[0]


def _line(one: HandoverView) -> str:
    accepted = one.accepter_name or _("waits to be accepted")
    what = _("%(hits)s hits, %(still)s wait") % {"hits": one.hits, "still": len(one.still_waiting)}
    return (
        f"{one.id}  [{one.strand}] {one.given_at:%Y-%m-%d %H:%M} UTC  {one.giver_name} → {accepted}  {what}  {one.note}"
    )
