"""firstwall alerts: enter, show, list, amend and withdraw one; import many. The same services as pages and API."""

import json
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.authorities.acting import acting
from firstwall.authorities.queries import authorities
from firstwall.cis import queries, services
from firstwall.cis.attaching_rules import PEOPLE
from firstwall.cis.queries import Filters
from firstwall.cis.shapes import as_text
from firstwall.cis.types import AlertRef, AlertView
from firstwall.cli import alerts_attachments, alerts_import, alerts_keeping
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, AsJson, InStrand, Key
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.strict_json import one_meaning
from firstwall.kernel.words import Strand
from firstwall.law.tables import ACTIONS, CATEGORIES, FIELDS, RESTS_ON, SUBJECTS
from firstwall.screening.entering import enter_alert

app = typer.Typer(no_args_is_help=True, help=_("Enter, import, amend, review, prolong, withdraw and list alerts."))
app.command("import")(alerts_import.import_file)
app.command("review")(alerts_keeping.review)
app.command("prolong")(alerts_keeping.prolong)
app.command("release")(alerts_keeping.release)
app.command("who")(alerts_keeping.who)
app.command("attach")(alerts_attachments.attach)
app.command("attachment")(alerts_attachments.attachment)
app.command("detach")(alerts_attachments.detach)

Values = Annotated[str, typer.Option(help=_("The fields as one JSON object; @FILE reads it from a file."))]
OneField = Annotated[list[str] | None, typer.Option("--field", help=_("One field as code=value; may be repeated."))]
Handling = Annotated[list[str] | None, typer.Option(help=_("H0, H1, H2, H3; may be repeated."))]
Audience = Annotated[list[str] | None, typer.Option(help=_("Authority code; may be repeated. None: all designated."))]

Basis = Annotated[
    str, typer.Option("--legal-basis", help=_("National provision; without it that of your list of designations."))
]
Subject = Annotated[str, typer.Option("--data-subject", help=_("suspect, convicted or other; for every person."))]
RestsOn = Annotated[str, typer.Option("--rests-on", help=_("facts or assessment; for every person."))]
Others = Annotated[list[str] | None, typer.Option(help=_("An earlier entry on another subject; may be repeated."))]


@app.command()
def enter(
    *,
    category: Annotated[str, typer.Option(help=_("a to h."))],
    login: As = "",
    strand: InStrand = "",
    values: Values = "{}",
    field: OneField = None,
    action: str = "",
    ground: str = "",
    field_of_law: str = "",
    union_relevance: str = "",
    legal_basis: Basis = "",
    data_subject: Subject = "",
    rests_on: RestsOn = "",
    handling: Handling = None,
    handling_text: str = "",
    evaluation: Annotated[str, typer.Option(help=_("4x4 evaluation, such as B2."))] = "",
    audience: Audience = None,
    same_as: Annotated[
        str, typer.Option(help=_("The earlier entry on the same subject, if this contradicts it."))
    ] = "",
    different_from: Others = None,
    position: Annotated[str, typer.Option(help=_("Why you say something else of the same subject."))] = "",
    key: Key = "",
) -> None:
    """Enter an alert of your own authority; an earlier entry that says something else is shown first."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        ref = enter_alert(
            actor,
            same_as=same_as,
            different_from=different_from or (),
            position=position,
            category=category,
            values=_values(values, field),
            action=action,
            ground=ground,
            field_of_law=field_of_law,
            union_relevance=union_relevance,
            legal_basis=legal_basis,
            data_subject=data_subject,
            rests_on=rests_on,
            handling=handling or (),
            handling_text=handling_text,
            evaluation=evaluation,
            audience=_audience(actor, audience),
            key=key or str(uuid4()),
        )
        _print_ref(ref)


@app.command()
def show(alert: str, *, login: As = "", strand: InStrand = "", as_json: AsJson = False) -> None:
    """Show an alert by reference or id."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        view = queries.alert_for(queries.where_seen(actor, alert), alert)
        typer.echo(json.dumps(_plain(view), ensure_ascii=False, indent=1) if as_json else _page(view))


@app.command("list")
def list_alerts(
    *,
    login: As = "",
    strand: InStrand = "",
    category: str = "",
    own: Annotated[bool, typer.Option("--own", help=_("Only those of your own authority."))] = False,
    state: str = "active",
    order: str = "changed",
    after: Annotated[str, typer.Option(help=_("The mark printed under the page before."))] = "",
    size: int = 50,
    as_json: AsJson = False,
) -> None:
    """List the alerts your mandate may see, one list for each strand."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        filters = Filters(category=category, own_only=own, state=state, order=order)
        for one in (Strand(strand),) if strand else actor.strands:
            page = queries.alerts_of(actor.in_strand(one), filters, after=after, size=size)
            for view in page.alerts:
                typer.echo(json.dumps(_plain(view), ensure_ascii=False) if as_json else _line(view))
            if page.next_after:
                typer.echo(f"--after '{page.next_after}' --strand {one}", err=True)


@app.command()
def amend(
    alert: str,
    *,
    version: Annotated[int, typer.Option(help=_("The version you looked at."))],
    login: As = "",
    strand: InStrand = "",
    values: Values = "{}",
    field: OneField = None,
    action: str = "",
    ground: str = "",
    legal_basis: Basis = "",
    data_subject: Subject = "",
    rests_on: RestsOn = "",
    handling: Handling = None,
    evaluation: str = "",
    reason: Annotated[str, typer.Option(help=_("Why it is changed."))] = "",
    key: Key = "",
) -> None:
    """Change an alert of your own authority: fields given replace the old ones, an empty value removes one."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_seen(person, alert)
        before = queries.alert_for(actor, alert)
        content, marks = before.content, before.marks
        ref = services.amend_alert(
            actor,
            before.id,
            version=version,
            reason_of_change=reason,
            values={**content.values, **_values(values, field)},
            action=action or marks.action,
            ground=ground or content.ground,
            field_of_law=content.field_of_law,
            union_relevance=content.union_relevance,
            legal_basis=legal_basis or content.legal_basis,
            data_subject=data_subject or content.data_subject,
            rests_on=rests_on or content.rests_on,
            handling=handling or marks.handling,
            handling_text=content.handling_text,
            evaluation=evaluation or marks.evaluation,
            audience=marks.audience,
            key=key or str(uuid4()),
        )
        _print_ref(ref)


@app.command()
def withdraw(
    alert: str,
    *,
    reason: Annotated[str, typer.Option(help=_("Why it is withdrawn."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """End an alert of your own authority; nobody finds it any more."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_seen(person, alert)
        ref = services.withdraw_alert(actor, _id_of(actor, alert), reason=reason, key=key or str(uuid4()))
        _print_ref(ref)


def _id_of(actor: Actor, alert: str) -> UUID:
    found = queries.id_of(actor, alert)
    if found is None:
        raise NothingHere
    return found


def _audience(actor: Actor, codes: list[str] | None) -> list[UUID] | None:
    if not codes:
        return None
    with acting(actor):
        known = {one.code: one.id for one in authorities().values()}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise Fault("unknown-authority", N_("There is no such authority."), place=unknown[0][:40])
    return [known[code] for code in codes]


def _values(text: str, fields: list[str] | None) -> dict:
    try:
        given = one_meaning(Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text)
        if not isinstance(given, dict):
            raise TypeError
    except (OSError, ValueError, TypeError, Fault):
        raise Fault(
            "bad-values", N_("The values are no JSON object."), place="--values", cure=N_('Write {"names": ["…"]}.')
        ) from None
    for one in fields or ():
        code, equals, value = one.partition("=")
        if not equals:
            raise Fault("bad-field", N_("A field is written code=value."), place=one[:40])
        given[code.strip()] = value.replace("\\n", "\n")
    return given


def _print_ref(ref: AlertRef) -> None:
    typer.echo(f"{ref.reference}  {_('version')} {ref.version}  {ref.id}")
    typer.echo(_("Review on %(review)s, last day %(last)s.") % {"review": ref.review_on, "last": ref.last_day})


def _line(view: AlertView) -> str:
    return f"{view.strand}  {view.reference}  {_(ACTIONS[view.marks.action].label)}  {view.title}"


def _page(view: AlertView) -> str:
    marks = view.marks
    lines = [
        f"{view.reference}  {_('version')} {view.version}  ({_('strand')} {view.strand})",
        f"{_(CATEGORIES[view.category].label)}: {view.title}",
        f"{_('Suggested action')}: {_(ACTIONS[marks.action].label)}. {_(ACTIONS[marks.action].orders)}",
        f"{_('Handling')}: {' '.join(marks.handling)} {view.content.handling_text}".rstrip(),
        f"{_('Evaluation')}: {marks.evaluation or '-'}",
        f"{_('National legal basis')}: {view.content.legal_basis or '-'}",
        *_who(view),
        _("Review on %(review)s, last day %(last)s.") % {"review": view.review_on, "last": view.last_day},
    ]
    values = view.content.values
    for code in (code for code in FIELDS if code in values):
        lines.append(f"{_(FIELDS[code].label)}: {as_text(values[code]).replace(chr(10), ' | ')}")
    lines += [
        f"{_('Attachment')}: {one['name']}  {one['id']}  {_(PEOPLE[one['people']])}" for one in view.content.attachments
    ]
    return "\n".join(lines)


def _who(view: AlertView) -> list[str]:
    said, lines = view.content, []
    if said.data_subject in SUBJECTS:
        lines.append(f"{_('The person is')}: {_(SUBJECTS[said.data_subject].label)}")
    if said.rests_on in RESTS_ON:
        lines.append(f"{_('What is said rests on')}: {_(RESTS_ON[said.rests_on].label)}")
    return lines


def _plain(view: AlertView) -> dict:
    return {
        "id": str(view.id),
        "reference": view.reference,
        "strand": view.strand,
        "category": view.category,
        "version": view.version,
        "state": view.state,
        "entered_on": view.entered_on.isoformat(),
        "title": view.title,
        "action": view.marks.action,
        "handling": list(view.marks.handling),
        "evaluation": view.marks.evaluation,
        "legal_basis": view.content.legal_basis,
        "data_subject": view.content.data_subject,
        "rests_on": view.content.rests_on,
        "review_on": view.review_on.isoformat(),
        "last_day": view.last_day.isoformat(),
        "own": view.is_own,
        "values": view.content.values,
        "attachments": list(view.content.attachments),
    }
