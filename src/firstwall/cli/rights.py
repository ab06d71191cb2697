"""firstwall rights: a person asks what is held on them. Take, gather, sort, decide, answer; state a position; watch (RTS-01)."""

import json as plain_json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, AsJson, InStrand, Key
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.supervision.rights import checks, queries, remedies, services
from firstwall.supervision.rights.types import HoldingView, Ordered, Person, RequestRow

app = typer.Typer(no_args_is_help=True, help=_("Answer a person who asks what is held on them."))
Reason = Annotated[str, typer.Option(help=_("Why, in this one case."))]
Ground = Annotated[str, typer.Option(help=_("From the closed list of the strand; see docs/law/tables.md."))]

Finding = Annotated[str, typer.Argument(help=_("nothing_held, in_order, corrected or not_in_order."))]
Words = Annotated[str, typer.Option(help=_("What was found; for supervisors alone."))]


@app.command()
def take(
    *,
    name: Annotated[list[str], typer.Option(help=_("As the paper has it; may be repeated."))],
    asks: Annotated[list[str], typer.Option(help=_("access, rectification, erasure, check; may be repeated."))],
    identity: Annotated[str, typer.Option(help=_("document_seen, certified_copy, electronic or representative."))],
    born: Annotated[str, typer.Option(help=_("Date of birth."))] = "",
    nationality: Annotated[str, typer.Option(help=_("Two letters."))] = "",
    document: Annotated[list[str] | None, typer.Option(help=_("Number of a paper; may be repeated."))] = None,
    address: Annotated[str, typer.Option(help=_("For the letter."))] = "",
    language: Annotated[str, typer.Option(help=_("Of the letter, where there is one: en, de, fr."))] = "en",
    says: Annotated[str, typer.Option(help=_("What is said to be wrong or unlawful."))] = "",
    received: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day it came in."))] = None,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Take a request in each strand of the mandate: two laws, two answers. Prints the number of each."""
    person = Person(tuple(name), born, nationality, tuple(document or ()), address, language, says)
    day = received.replace(tzinfo=UTC).date() if received else None
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in actor.strands if not strand else (actor.strand,):
            here = actor.in_strand(one) if one else actor
            own_key = f"{key or uuid4()}/{one}"
            number = services.take_request(
                here, person=person, asks=asks, identity=identity, received_on=day, key=own_key
            )
            typer.echo(f"{one} {number}")


@app.command()
def gather(request: UUID, *, login: As = "") -> None:
    """Gather all that this node holds on the person, and ask each other supplier for its position."""
    with plain_answers(), acting_as(login) as actor:
        here = queries.where_taken(actor, request)
        services.gather_holdings(here, request)
        _show_holdings(queries.request_for(here, request).holdings)


@app.command("list")
def list_requests(
    *,
    login: As = "",
    late: Annotated[bool, typer.Option("--late", help=_("Only those past their deadline."))] = False,
    json: AsJson = False,
) -> None:
    """List the requests of your authority, the nearest deadline first."""
    with plain_answers(), acting_as(login) as actor:
        found = queries.requests(actor, overdue=late)
    typer.echo(_json([asdict(one) for one in found]) if json else "\n".join(map(_line, found)) or _("No request."))


@app.command()
def show(request: UUID, *, login: As = "", json: AsJson = False) -> None:
    """Show one request: who asks, what was found, what each supplier says, what is proposed."""
    with plain_answers(), acting_as(login) as actor:
        view = queries.request_for(queries.where_taken(actor, request), request)
    if json:
        typer.echo(_json(asdict(view)))
        return
    typer.echo(_line(view.row))
    typer.echo(f"{', '.join(view.person.names)} {view.person.birth_date} {view.law}")
    _show_holdings(view.holdings)
    for one in view.remedies:
        typer.echo(f"{one.id} {one.ordered.orders} {one.ordered.body_name}, {one.ordered.state_code} {one.state}")
    typer.echo(_("Proposed: %(what)s") % {"what": view.proposal or _("nothing yet")})


@app.command()
def sort(
    holding: UUID,
    *,
    same: Annotated[bool, typer.Option("--same/--different", help=_("Whether it is the person who asks."))],
    reason: Reason,
    login: As = "",
) -> None:
    """Say of an entry found whether it concerns the person who asks."""
    with plain_answers(), acting_as(login) as actor:
        here = queries.where_taken(actor, holding)
        services.sort_holding(here, holding, is_the_person=same, reason=reason)
        typer.echo(_("Recorded."))


@app.command()
def asked(*, login: As = "", json: AsJson = False) -> None:
    """List what other authorities ask of yours as the supplier."""
    with plain_answers(), acting_as(login) as actor:
        found = queries.asked_of_us(actor)
    if json:
        typer.echo(_json([asdict(one) for one in found]))
        return
    for one in found:
        typer.echo(
            f"{one.id} {one.strand} {', '.join(one.asks)} {one.position_due_on} {one.position or '-'} {one.says}"
        )


@app.command()
def position(
    holding: UUID,
    position: Annotated[str, typer.Argument(help=_("agrees, objects, executed or declined."))],
    *,
    ground: Ground = "",
    reason: Reason = "",
    login: As = "",
) -> None:
    """State your authority's position on a request that concerns its alert."""
    with plain_answers(), acting_as(login) as actor:
        here = queries.where_taken(actor, holding)
        services.give_position(here, holding, position=position, ground=ground, reason=reason)
        typer.echo(_("Recorded."))


@app.command()
def decide(
    request: UUID,
    *,
    reason: Reason,
    ground: Ground = "",
    disclose: Annotated[list[UUID] | None, typer.Option(help=_("An entry to disclose; may be repeated."))] = None,
    nothing: Annotated[bool, typer.Option("--nothing", help=_("Disclose nothing."))] = False,
    login: As = "",
    key: Key = "",
) -> None:
    """Decide. Without --disclose and --nothing, what is proposed."""
    chosen: Sequence[UUID] | None = [] if nothing else disclose
    with plain_answers(), acting_as(login) as actor:
        here = queries.where_taken(actor, request)
        outcome = services.decide_request(here, request, disclose=chosen, ground=ground, reason=reason, key=key)
        typer.echo(outcome)


@app.command()
def answer(request: UUID, file: Annotated[Path, typer.Argument()], *, login: As = "") -> None:
    """Write the answer pack (letter and data, a ZIP file). Nothing is written over."""
    with plain_answers(), acting_as(login) as actor:
        if file.exists():
            raise Fault("file-exists", N_("This file is there already."), place=str(file))
        pack = services.answer_request(queries.where_taken(actor, request), request)
        file.write_bytes(pack.content)
        typer.echo(str(file))


@app.command()
def watch(*, login: As = "") -> None:
    """For the supervisor: how requests were decided, on which ground, in which words. JSON."""
    with plain_answers(), acting_as(login) as actor:
        typer.echo(_json([asdict(one) for one in queries.watched(actor)]))


@app.command()
def order(
    request: UUID,
    orders: Annotated[str, typer.Argument(help=_("rectify, erase, access or compensation."))],
    *,
    body: Annotated[str, typer.Option(help=_("court, competent_authority or supervisory_authority."))],
    name: Annotated[str, typer.Option(help=_("The court or authority that decided."))],
    state: Annotated[str, typer.Option(help=_("Of which state, two letters."))],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("The day of the decision."))],
    file_reference: Annotated[str, typer.Option("--file", help=_("Its file reference."))],
    text: Annotated[str, typer.Option(help=_("What it orders."))],
    holding: Annotated[UUID | None, typer.Option(help=_("What is to be corrected or erased."))] = None,
    login: As = "",
    key: Key = "",
) -> None:
    """Register what a court or authority ordered for the person; print its number."""
    ordered = Ordered(orders, body, name, state.upper(), on.date(), file_reference, text)
    with plain_answers(), acting_as(login) as actor:
        here = queries.where_taken(actor, request)
        key = key or str(uuid4())
        typer.echo(str(remedies.register_remedy(here, request, ordered=ordered, holding_id=holding, key=key)))


@app.command()
def paid(remedy: UUID, *, login: As = "", key: Key = "") -> None:
    """Record that compensation which was ordered is paid."""
    with plain_answers(), acting_as(login) as actor:
        remedies.record_payment(queries.where_taken(actor, remedy), remedy, key=key or str(uuid4()))
        typer.echo(_("Recorded."))


@app.command("check-answer")
def check_answer(request: UUID, file: Annotated[Path, typer.Argument()], *, login: As = "") -> None:
    """Write the supervisor's answer to a check that the person asked for (a ZIP file). Nothing is written over."""
    with plain_answers(), acting_as(login) as actor:
        if file.exists():
            raise Fault("file-exists", N_("This file is there already."), place=str(file))
        file.write_bytes(checks.check_answer(queries.where_taken(actor, request), request).content)
        typer.echo(str(file))


@app.command("check-open")
def check_open(request: UUID, *, login: As = "", key: Key = "") -> None:
    """For the supervisor: open the check that a person asked for; print its number."""
    with plain_answers(), acting_as(login) as actor:
        here = checks.where_check(actor, request)
        typer.echo(str(checks.open_check(here, request, key=key or str(uuid4()))))


@app.command("checks")
def list_checks(*, login: As = "") -> None:
    """For the supervisor: the checks that you lead with the replies, and what other supervisors ask of you. JSON."""
    with plain_answers(), acting_as(login) as actor:
        led, asked_of_you = checks.checks_of(actor), checks.questions_to(actor)
        typer.echo(_json({"led": [asdict(one) for one in led], "asked": [asdict(one) for one in asked_of_you]}))


@app.command("check-reply")
def check_reply(question: UUID, finding: Finding, *, words: Words, login: As = "", key: Key = "") -> None:
    """For the supervisor: reply to the supervisor of another state."""
    with plain_answers(), acting_as(login) as actor:
        here = checks.where_check(actor, question)
        checks.reply_to_check(here, question, finding=finding, words=words, key=key or str(uuid4()))
        typer.echo(_("Recorded."))


@app.command("check-end")
def check_end(check: UUID, finding: Finding, *, words: Words, login: As = "", key: Key = "") -> None:
    """For the supervisor: end a check; the person learns that all necessary checks were made, and nothing else."""
    with plain_answers(), acting_as(login) as actor:
        here = checks.where_check(actor, check)
        checks.close_check(here, check, finding=finding, words=words, key=key or str(uuid4()))
        typer.echo(_("Recorded."))


def _show_holdings(holdings: Sequence[HoldingView]) -> None:
    for one in holdings:
        alert = one.alert.reference if one.alert else str(one.alert_id)
        why = ", ".join(one.why_not) or "-"
        typer.echo(f"{one.id} {alert} {one.action} {one.score:+.1f} {one.concerns} {one.position or '-'} {why}")
    if not holdings:
        typer.echo(_("Nothing was found."))


def _line(row: RequestRow) -> str:
    late = _("LATE") if row.is_overdue else ""
    return f"{row.id} {row.reference} {row.strand} {row.state} {row.outcome} {row.due_on} {late}".rstrip()


def _json(value: object) -> str:
    return plain_json.dumps(value, ensure_ascii=False, indent=1, default=str)
