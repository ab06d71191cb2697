"""firstwall transfers: ask a supplier, decide as one, make the document under the authorisation's number."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis import queries as alerts
from firstwall.cis.passing import queries, transfers
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand

app = typer.Typer(no_args_is_help=True, help=_("Ask to use otherwise or pass on; decide; make the document."))

Fields = Annotated[list[str], typer.Option("--field", help=_("A field that is needed; may be repeated."))]


@app.command("list")
def list_transfers(*, login: As = "", strand: InStrand = "") -> None:
    """Requests you made, and requests on your alerts."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in (Strand(strand),) if strand else actor.strands:
            for row in queries.transfers_of(actor.in_strand(one)):
                number = row.authorisation_id or "-"
                typer.echo(f"{row.id}  {row.alert_reference}  {row.kind}  {row.recipient}  {row.state}  {number}")


@app.command()
def ask(
    alert: str,
    *,
    kind: Annotated[str, typer.Option(help=_("other_use, national, third_country or organisation."))],
    purpose: Annotated[str, typer.Option(help=_("For what."))],
    recipient: Annotated[str, typer.Option(help=_("Who receives the data, or uses them otherwise."))],
    legal_basis: Annotated[str, typer.Option(help=_("In your own state."))],
    field: Fields,
    country: str = "",
    ground: Annotated[
        str, typer.Option(help=_("Criminal strand, outside the Union: the ground of LED 36 to 39."))
    ] = "",
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Ask the supplier of an alert; print the request's number."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = alerts.where_seen(person, alert)
        alert_id = alerts.id_of(actor, alert)
        if alert_id is None:
            raise NothingHere
        asked = transfers.Asked(kind, purpose, recipient, legal_basis, field, country.upper(), ground)
        typer.echo(str(transfers.ask_transfer(actor, alert_id, asked=asked, key=key or str(uuid4()))))


@app.command()
def authorise(
    transfer: UUID,
    *,
    conditions: Annotated[str, typer.Option(help=_("They go with the data and bind the recipient."))],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("The day from which it is over."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Authorise a request on your alert under conditions; print the authorisation's number."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_transfer(person, transfer)
        until_day = until.date()
        key = key or str(uuid4())
        typer.echo(
            str(transfers.authorise_transfer(actor, transfer, conditions=conditions, valid_until=until_day, key=key))
        )


@app.command()
def refuse(
    transfer: UUID,
    *,
    reasons: Annotated[str, typer.Option(help=_("Why."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Refuse a request on your alert, with reasons."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_transfer(person, transfer)
        transfers.refuse_transfer(actor, transfer, reasons=reasons, key=key or str(uuid4()))
        typer.echo(_("Refused."))


@app.command()
def make(
    authorisation: UUID,
    *,
    to: Annotated[Path, typer.Option(help=_("The file to write; it must not exist."))],
    security_measures: Annotated[str, typer.Option(help=_("Needed when the data leave the own territory."))] = "",
    login: As = "",
    strand: InStrand = "",
) -> None:
    """Write the document under an authorisation; the supplier is told of it."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        if to.exists():
            raise Fault("file-exists", N_("The file exists already."), place=str(to), cure=N_("Name another one."))
        actor = queries.where_transfer(person, authorisation)
        document = transfers.make_transfer(actor, authorisation, security_measures=security_measures)
        to.write_bytes(document.body)
        to.chmod(0o600)
        typer.echo(f"{to}  sha256 {document.digest}")
