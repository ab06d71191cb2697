"""firstwall decisions: final decisions on alerts; list, register by reference, execute, contest; judge (CIS-60)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis import queries as alerts
from firstwall.cis.correcting import contests, decisions, queries
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.kernel.words import Strand

app = typer.Typer(no_args_is_help=True, help=_("Final decisions of courts and authorities on alerts."))
Reason = Annotated[str, typer.Option(help=_("Why."))]


@app.command("list")
def list_decisions(*, login: As = "", strand: InStrand = "") -> None:
    """Decisions you registered, and decisions on your alerts."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in (Strand(strand),) if strand else actor.strands:
            for row in queries.decisions_of(actor.in_strand(one)):
                state = row.outcome or row.state
                contested = f"contest:{row.contest}" if row.contest else ""
                typer.echo(
                    f"{row.id}  {row.alert_reference}  {row.order}  {row.state_code}  {state}  {contested}".rstrip()
                )


@app.command()
def register(
    alert: str,
    *,
    body: Annotated[str, typer.Option(help=_("court, competent_authority, supervisory_authority or later_enquiries."))],
    name: Annotated[str, typer.Option(help=_("The court or authority that decided."))],
    state: Annotated[str, typer.Option(help=_("Of which state, two letters."))],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("The day of the decision."))],
    file: Annotated[str, typer.Option(help=_("Its file reference."))],
    order: Annotated[str, typer.Option(help=_("amend, supplement, rectify, erase or keep."))],
    text: Annotated[str, typer.Option(help=_("What it says on the alert."))],
    contradicts: Annotated[
        str, typer.Option(help=_("File reference of an earlier decision whose change cannot go with this one's."))
    ] = "",
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Register a decision on an alert by its reference, also while another decision blocks it; print its number."""
    decided = decisions.Decided(body, name, state.upper(), on.date(), order, file, text, contradicts_file=contradicts)
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_reference(person, alert)
        typer.echo(str(decisions.register_by_reference(actor, alert, decided=decided, key=key or str(uuid4()))))


@app.command()
def clearance(
    alert: str,
    *,
    state: Annotated[str, typer.Option(help=_("Of which state, two letters."))],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("The day on which the person was cleared."))],
    file: Annotated[str, typer.Option(help=_("The file reference of the enquiries."))],
    text: Annotated[str, typer.Option(help=_("What they found."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Report that later enquiries cleared the person: all who received the data are told, and the alert is removed."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = alerts.where_seen(person, alert)
        seen = alerts.alert_for(actor, alert)
        made = decisions.report_clearance(
            actor,
            seen.id,
            state_code=state.upper(),
            cleared_on=on.date(),
            file_reference=file,
            text=text,
            version=seen.version,
            key=key or str(uuid4()),
        )
        typer.echo(str(made))


@app.command()
def execute(decision: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Carry out a decision on your alert; print the outcome."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_decision(person, decision)
        typer.echo(decisions.execute_decision(actor, decision, key=key or str(uuid4())))


@app.command()
def retract(decision: UUID, *, reason: Reason, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Take back what you registered in error."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_decision(person, decision)
        decisions.retract_decision(actor, decision, reason=reason, key=key or str(uuid4()))
        typer.echo(_("Recorded."))


@app.command()
def contest(decision: UUID, *, reason: Reason, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Say why a decision on your alert is not genuine; print the contest's number. The alert stays blocked meanwhile."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_decision(person, decision)
        typer.echo(str(contests.contest_decision(actor, decision, reason=reason, key=key or str(uuid4()))))


@app.command()
def contested(*, login: As = "") -> None:
    """For the supervisor: contested decisions that the authorities supervised have registered."""
    with plain_answers(), acting_as(login) as actor:
        for one in contests.contests_to_judge(actor):
            decided = f"{one.body_name}, {one.state_code} {one.file_reference}"
            typer.echo(f"{one.id}  {one.alert_reference}  {decided}  {one.state}  {one.reason}")


@app.command()
def judge(
    contest: UUID,
    judgement: Annotated[str, typer.Argument(help=_("genuine or not_genuine."))],
    *,
    reasons: Annotated[str, typer.Option(help=_("What you found."))],
    login: As = "",
    key: Key = "",
) -> None:
    """For the supervisor of who registered it: say whether a contested decision is genuine."""
    with plain_answers(), acting_as(login) as person:
        actor = contests.where_contest(person, contest)
        key = key or str(uuid4())
        typer.echo(contests.judge_contest(actor, contest, judgement=judgement, reasons=reasons, key=key))
