"""firstwall audit: every ready-made audit answer in one step, under a supervisor's mandate; reading is recorded (AUD-06)."""

import json as plain_json
from dataclasses import asdict
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.cis.types import WatchedFilters
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, AsJson, said
from firstwall.supervision import audit, registers
from firstwall.supervision.types import AuditAnswer

app = typer.Typer(no_args_is_help=True, help=_("The ready-made audit answers, for a supervisor."))


@app.command("print")
def print_answers(*, login: As = "", json: AsJson = False) -> None:
    """Print all answers: lists, users, entries past limit, prolongations, sample, hits without notice, late requests."""
    with plain_answers(), acting_as(login) as actor:
        found = audit.answers(actor)
    if json:
        typer.echo(plain_json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return
    typer.echo("\n\n".join(_written(one) for one in found))


@app.command()
def questions() -> None:
    """List the questions."""
    for code, (title, *_rest) in audit.QUESTIONS.items():
        typer.echo(f"{code:<20} {said(title)}")


@app.command("registers")
def list_registers(
    *,
    kind: Annotated[str, typer.Option(help=_("One of: %(kinds)s.") % {"kinds": ", ".join(registers.KINDS)})] = "",
    state: Annotated[str, typer.Option(help=_("open or ended."))] = "",
    reference: Annotated[str, typer.Option(help=_("The beginning of an alert's reference."))] = "",
    page: Annotated[int, typer.Option(min=1, max=registers.LAST_PAGE)] = 1,
    login: As = "",
    json: AsJson = False,
) -> None:
    """Lines of the registers of the authorities supervised: copies, transfers, corrections, decisions, disputes; newest first."""
    filters = WatchedFilters(is_open={"open": True, "ended": False}.get(state), reference=reference)
    with plain_answers(), acting_as(login) as actor:
        found = registers.registers_of(actor, filters, kind=kind, page=page)
    if json:
        typer.echo(plain_json.dumps([asdict(one) for one in found.lines], ensure_ascii=False, indent=1, default=str))
        return
    for one in found.lines:
        typer.echo(f"{one.day}  {one.kind:<10} {one.id}  {one.alert_reference or '-'}  {one.state}")


def _written(one: AuditAnswer) -> str:
    lines = [said(one.title)]
    if one.remark:
        lines.append(f"  ({said(one.remark)})")
    lines.append("  " + " | ".join(said(column) for column in one.columns))
    lines += ["  " + " | ".join(row) for row in one.rows]
    if not one.rows:
        lines.append(f"  {_('none')}")
    if one.has_more:
        lines.append(f"  {_('and more')}")
    return "\n".join(lines)
