"""firstwall claims: what a state paid for harm by another's entry and asks back: claim, answer, paid (GOV-03)."""

from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis.correcting import claims
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.kernel.words import Strand

app = typer.Typer(no_args_is_help=True, help=_("Claims between partners because of an entry."))


@app.command("list")
def list_claims(*, login: As = "", strand: InStrand = "") -> None:
    """Claims you made, and claims because of your entries."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in (Strand(strand),) if strand else actor.strands:
            for row in claims.claims_of(actor.in_strand(one)):
                euro = f"{row.amount_cents // 100}.{row.amount_cents % 100:02}"
                share = "-" if row.share_percent is None else f"{row.share_percent}%"
                typer.echo(f"{row.id}  {row.alert_reference}  EUR {euro}  {share}  {row.state}  {row.harm}")


@app.command()
def claim(
    reference: str,
    *,
    cents: Annotated[int, typer.Option(help=_("What was paid, in cents of a euro."))],
    harm: Annotated[str, typer.Option(help=_("What harm was done."))],
    login: As = "",
    strand: InStrand = "C",
    key: Key = "",
) -> None:
    """Claim what was paid for harm that another authority's entry caused; print the claim's number."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        here = actor.in_strand(Strand(strand))
        key = key or str(uuid4())
        typer.echo(str(claims.claim_reimbursement(here, reference=reference, harm=harm, amount_cents=cents, key=key)))


@app.command()
def answer(
    claim: UUID,
    *,
    share: Annotated[int, typer.Option(help=_("The part that you bear, in percent; 0 declines."))],
    reasons: Annotated[str, typer.Option(help=_("Why."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Answer, as the supplier of the entry."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = claims.where_claim(person, claim)
        claims.answer_claim(actor, claim, share_percent=share, reasons=reasons, key=key or str(uuid4()))
        typer.echo(_("Recorded."))


@app.command()
def paid(claim: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Say, as the claimant, that the agreed share has arrived."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        claims.record_payment(claims.where_claim(person, claim), claim, key=key or str(uuid4()))
        typer.echo(_("Recorded."))
