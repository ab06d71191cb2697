"""Pages of what leaves an alert's own circle: copies, receipts, other use and onward transfer; the registers' first page."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import is_permitted
from firstwall.cis import queries as alerts
from firstwall.cis.correcting import queries as correcting
from firstwall.cis.passing import copies, lists, proceedings, queries, transfers
from firstwall.cis.passing.rules import COPYING, OTHER_USE, PASSING_ON
from firstwall.cis.passing.types import CopyView, Document, TransferView
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.sharing import COPY_KINDS, TRANSFER_GROUNDS, TRANSFER_KINDS, needs_ground
from firstwall.law.tables import FIELDS
from firstwall.web.cis.correcting import day_of, facts_of, number
from firstwall.web.cis.forms import ANY_RULE, ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import Option
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request


@under_mandate
def registers(request: Request) -> HttpResponse:
    """What waits for this authority, and its registers; each strand of the mandate apart."""
    actor = request.actor
    require(actor, "cis.read_corrections")
    may_copy = is_permitted(actor, "cis.read_copies")
    context = {
        "corrections": _of_all(actor, correcting.corrections_of),
        "decisions": _of_all(actor, correcting.decisions_of),
        "disputes": _of_all(actor, correcting.disputes_of),
        "copies": _of_all(actor, queries.copies_of) if may_copy else [],
        "receipts": _of_all(actor, queries.receipts_of) if may_copy else [],
        "transfers": _of_all(actor, queries.transfers_of) if may_copy else [],
        "proceedings": _of_all(actor, proceedings.proceedings_of) if may_copy else [],
        "services": _of_all(actor, lists.services_listed) if may_copy else [],
        "shows_copies": may_copy,
        "can_list": is_permitted(actor, "cis.list_copy_service"),
        "authority_names": _names(actor),
        "today": utc_now().date(),
        "key": new_key(),
    }
    return render(request, "registers.html", context)


@under_mandate
def copy_alert(request: Request, alert_id: UUID) -> HttpResponse:
    """Register a copy of another supplier's alert, for one case."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, "cis.register_copy")
    view = alerts.alert_for(actor, alert_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            made = copies.register_copy(
                actor,
                alert_id,
                service_id=_uuid(typed.get("service", "")),
                case_reference=typed.get("case_reference", ""),
                need=typed.get("need", ""),
                version=number(typed.get("version"), view.version),
                key=typed.get("key", ""),
            )
            return said(reverse("copy", args=[made]), "copy-made")
    mine = [one for one in lists.services_listed(actor, own_only=True) if actor.person_id in one.analysts]
    form = Form(typed, problems)
    services = [Option(str(one.id), one.name, f"{_(COPY_KINDS[one.kind].label)}: {one.system}") for one in mine]
    fields = [
        form.choice("service", N_("Into which system"), services, _("The services in which you are a listed analyst.")),
        form.text("case_reference", N_("Case"), _("The case or investigation that needs it.")),
        form.text("need", N_("Why it is needed"), long=True),
    ]
    page = ActPage(
        title=_("Register a copy"),
        about=N_(
            "The supplier is told. The need is reviewed within a year or the copy is blocked; after ten years it is gone."
        ),
        citation=COPYING,
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=fields,
        buttons=[Button("register", N_("Register the copy"), "primary")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=number(typed.get("version"), view.version),
        notes=[] if mine else [N_("You are on no list of analysts. Your coordinating unit keeps it.")],
    )
    return show(request, page, problems)


@under_mandate
def copy(request: Request, copy_id: UUID) -> HttpResponse:
    """A copy: its document, its review, its erasure."""
    actor = queries.where_copy(request.actor, copy_id)
    require(actor, "cis.read_copies")
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        act, key = typed.get("act", ""), typed.get("key", "")
        with beside_fields(problems, rule=ANY_RULE):
            if act == "take":
                return _download(copies.take_copy(actor, copy_id))
            if act == "review":
                copies.review_copy(actor, copy_id, need=typed.get("need", ""), key=key)
            elif act == "erase":
                copies.erase_copy(actor, copy_id, key=key)
            else:
                raise NothingHere
            return said(reverse("copy", args=[copy_id]), f"copy-{act}")
    view = queries.copy_for(actor, copy_id)
    return show(request, _copy_page(actor, view, Form(typed, problems)), problems)


def _copy_page(actor: Actor, view: CopyView, form: Form) -> ActPage:
    lives = view.is_own and view.state != "erased"
    buttons = [Button("take", N_("Take the document"), "primary")] if lives and view.state == "active" else []
    if lives:
        buttons += [
            Button("review", N_("It is still needed")),
            Button("erase", N_("It was erased in the system"), "danger"),
        ]
    names = _names(actor)
    return ActPage(
        title=_("Copy"),
        about=N_("The document is made from the alert as it stands at the moment; every taking is recorded."),
        citation=COPYING,
        strand=str(actor.strand),
        facts=[
            Fact(N_("Alert"), view.alert_reference, "link", reverse("alert", args=[view.alert_id])),
            Fact(N_("Supplier"), names.get(view.owner_id, "")),
            Fact(N_("Held by"), names.get(view.authority_id, "")),
            Fact(N_("System"), view.system),
            Fact(N_("Case"), view.case_reference),
            Fact(N_("Why it is needed"), view.need),
            Fact(N_("Made"), view.made_on, "day"),
            Fact(N_("Review"), view.review_on, "day"),
            Fact(N_("Last day"), view.last_day, "day"),
            Fact(N_("State"), view.state, "word", "copy_state"),
        ],
        fields=[form.text("need", N_("Why it is still needed"), _("For a review."), long=True, required=False)]
        if lives
        else [],
        buttons=buttons,
        notes=[N_("The need for this copy was not reviewed in time. It is blocked.")]
        if view.state == "blocked"
        else [],
    )


@under_mandate
@require_POST
def receipt(request: Request, receipt_id: UUID) -> HttpResponse:
    """Confirm an erasure or correction that is owed."""
    actor = queries.where_receipt(request.actor, receipt_id)
    copies.confirm_receipt(actor, receipt_id, key=request.POST.get("key", ""))
    return said(reverse("registers"), "receipt-given")


@under_mandate
@require_POST
def list_service(request: Request) -> HttpResponse:
    """List a service whose analysts may copy, in one strand of the mandate."""
    typed = request.POST
    strand = typed.get("strand", "")
    actor = request.actor.in_strand(Strand(strand)) if strand in request.actor.strands else request.actor
    names = ("kind", "name", "system", "key")
    made = lists.list_service(actor, **{name: typed.get(name, "") for name in names})
    return said(reverse("copy-service", args=[made]), "service-listed")


@under_mandate
def service(request: Request, service_id: UUID) -> HttpResponse:
    """A service of one's own authority: who its analysts are."""
    actor = _where_service(request.actor, service_id)
    require(actor, "cis.list_copy_service")
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        act = typed.get("act", "")
        with beside_fields(problems, rule=ANY_RULE):
            if act == "end":
                lists.end_service(actor, service_id)
                return said(reverse("registers"), "service-ended")
            change = lists.list_analyst if act == "list" else lists.end_analyst
            change(actor, service_id, person_id=_uuid(typed.get("person", "")))
            return said(reverse("copy-service", args=[service_id]), "service-listed")
    view = next((one for one in lists.services_listed(actor, own_only=True) if one.id == service_id), None)
    if view is None:
        raise NothingHere
    with acting(actor):
        people = authorities.colleagues(actor)
    form = Form(typed, problems)
    options = [Option(str(one), name) for one, name in sorted(people.items(), key=lambda pair: pair[1])]
    page = ActPage(
        title=view.name,
        about=N_(
            "Only analysts on this list copy what others supplied, and only into this system. Nobody lists oneself."
        ),
        citation=lists.ARTICLE,
        strand=str(actor.strand),
        facts=[
            Fact(N_("Kind"), COPY_KINDS[view.kind].label, "label"),
            Fact(N_("System"), view.system),
            Fact(N_("Strand"), str(actor.strand), "strand"),
            Fact(N_("Listed on"), view.listed_on, "day"),
            Fact(N_("Analysts"), ", ".join(people.get(one, "") for one in view.analysts)),
        ],
        fields=[form.choice("person", N_("Colleague"), options, required=False)],
        buttons=[
            Button("list", N_("Authorise as analyst"), "primary"),
            Button("unlist", N_("Take off the list")),
            Button("end", N_("End the service"), "danger"),
        ],
    )
    return show(request, page, problems)


@under_mandate
def ask(request: Request, alert_id: UUID) -> HttpResponse:
    """Ask the supplier to authorise another use, or passing on."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, "cis.ask_transfer")
    view = alerts.alert_for(actor, alert_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    wanted = request.POST.getlist("fields")
    if request.method == "POST":
        texts = ("kind", "purpose", "recipient", "legal_basis", "ground")
        asked = transfers.Asked(
            fields=wanted,
            country=typed.get("country", "").strip().upper(),
            **{name: typed.get(name, "") for name in texts},
        )
        with beside_fields(problems, rule=ANY_RULE):
            made = transfers.ask_transfer(actor, alert_id, asked=asked, key=typed.get("key", ""))
            return said(reverse("transfer", args=[made]), "transfer-asked")
    form = Form(typed, problems)
    held = [Option(code, FIELDS[code].label, chosen=code in wanted) for code in FIELDS if code in view.content.values]
    fields = [
        form.choice("kind", N_("What for"), TRANSFER_KINDS.values()),
        form.text("recipient", N_("Recipient"), _("Who receives the data, or the service that uses them otherwise.")),
        form.text("country", N_("Country"), _("For a third country: its code, such as NO."), required=False),
        form.text("purpose", N_("Purpose"), long=True),
        form.text("legal_basis", N_("Legal basis"), _("In your own state.")),
        form.choices("fields", N_("What is needed"), held),
    ]
    if needs_ground("third_country", view.strand):
        hint = _("Criminal data leave the Union on one of these grounds only.")
        fields.insert(3, form.choice("ground", N_("Ground"), TRANSFER_GROUNDS.values(), hint, required=False))
    page = ActPage(
        title=_("Ask to use otherwise or pass on"),
        about=N_("The supplier decides and sets the conditions. Without its authorisation no document is made."),
        citation=f"{OTHER_USE}; {PASSING_ON}",
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=fields,
        buttons=[Button("ask", N_("Ask the supplier"), "primary")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
    )
    return show(request, page, problems)


@under_mandate
def transfer(request: Request, transfer_id: UUID) -> HttpResponse:
    """A request: for the supplier its decision, for who asked the document under the authorisation."""
    actor = queries.where_transfer(request.actor, transfer_id)
    require(actor, "cis.read_transfers")
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            document = _answer(request, actor, transfer_id)
            return (
                _download(document) if document else said(reverse("transfer", args=[transfer_id]), "transfer-decided")
            )
    view = queries.transfer_for(actor, transfer_id)
    return show(request, _transfer_page(actor, view, Form(typed, problems)), problems)


def _answer(request: Request, actor: Actor, transfer_id: UUID) -> Document | None:
    typed, key = request.POST, request.POST.get("key", "")
    match typed.get("act", ""):
        case "authorise":
            until = day_of(typed.get("valid_until", ""), "valid_until", "CIS-50", OTHER_USE)
            conditions = typed.get("conditions", "")
            transfers.authorise_transfer(actor, transfer_id, conditions=conditions, valid_until=until, key=key)
        case "refuse":
            transfers.refuse_transfer(actor, transfer_id, reasons=typed.get("reasons", ""), key=key)
        case "revoke":
            transfers.revoke_transfer(actor, transfer_id, key=key)
        case "make":
            under = queries.transfer_for(actor, transfer_id).authorisation_id or transfer_id
            return transfers.make_transfer(actor, under, security_measures=typed.get("security_measures", ""))
        case _:
            raise NothingHere
    return None


def _transfer_page(actor: Actor, view: TransferView, form: Form) -> ActPage:
    names, fields, buttons = _names(actor), [], []
    if view.is_own and view.state == "asked":
        fields = [
            form.text("conditions", N_("Conditions"), _("They go with the data and bind the recipient."), long=True),
            form.text("valid_until", N_("Valid until"), _("Year-month-day; a year at most.")),
            form.text("reasons", N_("Reasons, if you refuse"), long=True, required=False),
        ]
        buttons = [
            Button("authorise", N_("Authorise under these conditions"), "primary"),
            Button("refuse", N_("Refuse")),
        ]
    elif view.is_own and view.state == "authorised":
        buttons = [Button("revoke", N_("Take the authorisation back"), "danger")]
    elif view.state == "authorised":
        hint = _("Needed when the data leave the own territory; the supervisors read them.")
        fields = [form.text("security_measures", N_("Security measures"), hint, required=False)]
        buttons = [Button("make", N_("Make the document"), "primary")]
    return ActPage(
        title=_(TRANSFER_KINDS[view.kind].label),
        about=N_("Asked of the supplier, decided by the supplier; every document is told to it."),
        citation=OTHER_USE if view.kind == "other_use" else PASSING_ON,
        strand=str(actor.strand),
        facts=[
            Fact(N_("Alert"), view.alert_reference, "link", reverse("alert", args=[view.alert_id])),
            Fact(N_("Supplier"), names.get(view.owner_id, "")),
            Fact(N_("Asked by"), names.get(view.authority_id, "")),
            Fact(N_("Recipient"), view.recipient),
            Fact(N_("Country"), view.country),
            Fact(N_("Ground"), TRANSFER_GROUNDS[view.ground].label if view.ground else "", "label"),
            Fact(N_("Purpose"), view.purpose),
            Fact(N_("Legal basis"), view.legal_basis),
            Fact(N_("Fields"), ", ".join(_(FIELDS[code].label) for code in view.fields)),
            Fact(N_("State"), view.state, "word", "transfer_state"),
            Fact(N_("Conditions"), view.conditions),
            Fact(N_("Reasons"), view.reasons),
            Fact(N_("Valid until"), view.valid_until, "day"),
            Fact(N_("Documents made"), str(view.made)),
        ],
        fields=fields,
        buttons=buttons,
    )


def _of_all(actor: Actor, read: Callable[[Actor], Iterable]) -> list:
    """What a register holds, in each strand of the mandate apart: two looks, never one (CIS-01)."""
    return [(strand, one) for strand in actor.strands for one in read(actor.in_strand(strand))]


def _where_service(actor: Actor, service_id: UUID) -> Actor:
    for strand in actor.strands:
        here = actor.in_strand(strand)
        if any(one.id == service_id for one in lists.services_listed(here, own_only=True)):
            return here
    return actor


def _download(document: Document) -> HttpResponse:
    answer = HttpResponse(document.body, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return answer


def _names(actor: Actor) -> dict[UUID, str]:
    with acting(actor):
        return {one.id: one.name for one in authorities.authorities().values()}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # none of any list: the service refuses it in its own words
