"""firstwall copies: the one way by which data of others go into another system, registered and taken by a listed analyst."""

from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis import queries as alerts
from firstwall.cis.passing import copies, lists, queries
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key, said
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.sharing import COPY_KINDS

app = typer.Typer(
    no_args_is_help=True, help=_("Copies of what others supplied: register, take, review, erase, confirm.")
)

Need = Annotated[str, typer.Option(help=_("Why this case needs it."))]


@app.command("list")
def list_copies(*, login: As = "", strand: InStrand = "") -> None:
    """The register: copies you hold, and copies that others hold of your alerts."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for here in _strands(actor, strand):
            for one in queries.copies_of(here):
                days = _("Review on %(review)s, last day %(last)s.") % {"review": one.review_on, "last": one.last_day}
                typer.echo(f"{one.id}  {one.alert_reference}  {one.system}  {one.case_reference}  {one.state}  {days}")


@app.command()
def services(*, login: As = "", strand: InStrand = "") -> None:
    """The services whose analysts may copy, of all states."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for here in _strands(actor, strand):
            for one in lists.services_listed(here):
                typer.echo(f"{one.id}  {here.strand}  {one.name}  {one.system}  {said(COPY_KINDS[one.kind].label)}")


@app.command("list-service")
def list_service(
    *,
    kind: Annotated[str, typer.Option(help=_("risk_management or operational_analysis."))],
    name: Annotated[str, typer.Option(help=_("The service."))],
    system: Annotated[str, typer.Option(help=_("The system into which copies go."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """List a service of your own authority; print its number."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        typer.echo(str(lists.list_service(actor, kind=kind, name=name, system=system, key=key or str(uuid4()))))


@app.command("list-analyst")
def list_analyst(service: UUID, analyst: str, *, login: As = "", strand: InStrand = "") -> None:
    """Authorise a colleague, by login, as an analyst of a listed service."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        lists.list_analyst(actor, service, person_id=lists.colleague(actor, analyst))
        typer.echo(_("Listed."))


@app.command()
def register(
    alert: str,
    *,
    service: Annotated[UUID, typer.Option(help=_("The listed service, by number."))],
    case: Annotated[str, typer.Option(help=_("The case or investigation."))],
    need: Need,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Register a copy of an alert of another authority; print its number."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = alerts.where_seen(person, alert)
        seen = alerts.alert_for(actor, alert)
        made = copies.register_copy(
            actor,
            seen.id,
            service_id=service,
            case_reference=case,
            need=need,
            version=seen.version,
            key=key or str(uuid4()),
        )
        typer.echo(str(made))


@app.command()
def take(
    copy: UUID,
    *,
    to: Annotated[Path, typer.Option(help=_("The file to write; it must not exist."))],
    login: As = "",
    strand: InStrand = "",
) -> None:
    """Write the document of a registered copy, made from the alert as it stands now."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        if to.exists():
            raise Fault("file-exists", N_("The file exists already."), place=str(to), cure=N_("Name another one."))
        document = copies.take_copy(queries.where_copy(person, copy), copy)
        to.write_bytes(document.body)
        to.chmod(0o600)
        typer.echo(f"{to}  sha256 {document.digest}")


@app.command()
def review(copy: UUID, *, need: Need, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Say that a copy is still needed; at least yearly."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        copies.review_copy(queries.where_copy(person, copy), copy, need=need, key=key or str(uuid4()))
        typer.echo(_("Reviewed."))


@app.command()
def erase(copy: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Say that a copy was erased in its system."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        copies.erase_copy(queries.where_copy(person, copy), copy, key=key or str(uuid4()))
        typer.echo(_("Recorded."))


@app.command()
def receipts(*, login: As = "", strand: InStrand = "") -> None:
    """Erasures and corrections that you owe, or are owed."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for here in _strands(actor, strand):
            for one in queries.receipts_of(here):
                typer.echo(f"{one.id}  {one.alert_reference}  {one.act}  {one.held_as}  {one.because}  {one.due_on}")


@app.command()
def confirm(receipt: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Confirm that what you owed is done."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        copies.confirm_receipt(queries.where_receipt(person, receipt), receipt, key=key or str(uuid4()))
        typer.echo(_("Confirmed."))


def _strands(actor: Actor, strand: str) -> list[Actor]:
    return [actor.in_strand(one) for one in ((Strand(strand),) if strand else actor.strands)]
