"""firstwall proceedings: tell a supplier that its alert was used in proceedings; list what was told (CIS-55e)."""

from datetime import datetime
from typing import Annotated
from uuid import uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis import queries as alerts
from firstwall.cis.passing import proceedings
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand

app = typer.Typer(no_args_is_help=True, help=_("Use of alerts in proceedings, told to their suppliers."))


@app.command()
def tell(
    alert: str,
    *,
    version: Annotated[int, typer.Option(help=_("The version that was used."))],
    before: Annotated[str, typer.Option(help=_("Court or authority."))],
    reference: Annotated[str, typer.Option(help=_("Reference of the proceedings."))],
    used_on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help=_("The day of the use."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Tell the supplier of an alert that it was used in proceedings; print the number of the line."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = alerts.where_seen(person, alert)
        alert_id = alerts.id_of(actor, alert)
        if alert_id is None:
            raise NothingHere
        used = proceedings.UsedIn(before, reference, used_on.date())
        told = proceedings.tell_proceedings(actor, alert_id, used=used, version=version, key=key or str(uuid4()))
        typer.echo(str(told))


@app.command("list")
def list_uses(*, login: As = "", strand: InStrand = "") -> None:
    """Uses that you told, and uses of your own alerts."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in (Strand(strand),) if strand else actor.strands:
            for row in proceedings.proceedings_of(actor.in_strand(one)):
                typer.echo(f"{row.id}  {row.alert_reference}  {row.used_on}  {row.before}  {row.reference}")
