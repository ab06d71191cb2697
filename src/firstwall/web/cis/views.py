"""Pages of alerts: read the form, call the service, show the answer."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import is_permitted
from firstwall.cis import queries, services
from firstwall.cis.attaching_rules import PEOPLE
from firstwall.cis.entering import declared_basis
from firstwall.cis.passing import queries as passing
from firstwall.cis.queries import Filters
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.screening import queries as screening
from firstwall.screening.duplicates import lookalikes
from firstwall.screening.entering import enter_alert, first_contradicted, labels_of
from firstwall.web.authorities.doors import freshly
from firstwall.web.cis.entry_form import entry_said, form_context, strand_field
from firstwall.web.cis.showing import category_labels, category_of, order_of, sections_of, values_as_typed
from firstwall.web.fields import FormField, Option, for_form, options_of, text_of
from firstwall.web.guard import new_key, require, said, typed, under_mandate
from firstwall.web.request import Request
from firstwall.web.steps import step_done
from firstwall.web.words import ALERT_STATES, WITHDRAWAL_REASONS

PARTS = ("overview", "history", "access", "reports")


@under_mandate
def alert_list(request: Request) -> HttpResponse:
    """Alerts this mandate may read, by clear columns only; with both strands, one strand at a time."""
    asked = request.GET
    strand = asked.get("strand", "")
    actor = request.actor.in_strand(Strand(strand)) if strand in request.actor.strands else request.actor
    filters = Filters(
        category=asked.get("category", "")[:1],
        action=asked.get("action", "")[:30],
        own_only=asked.get("owner") == "own",
        state=asked.get("state", "active")[:10],
    )
    page = queries.alerts_of(actor, filters, after=asked.get("after", "")[:200])
    query = {name: value for name, value in asked.items() if name != "after" and value}
    context = {
        "alerts": page.alerts,
        "filters": _filters(request, filters, str(actor.strand)),
        "next_url": f"?{urlencode(query | {'after': page.next_after})}" if page.next_after else "",
        "can_enter": is_permitted(actor, "cis.enter_alert"),
        "category_labels": category_labels(),
        "action_labels": {code: row.label for code, row in tables.ACTIONS.items()},
        "owner_names": _names(actor),
    }
    return render(request, "alerts.html", context)


@under_mandate
def alert(request: Request, alert_id: UUID, part: str = "overview") -> HttpResponse:
    """One alert: overview, history, access or reports."""
    if part not in PARTS:
        raise NothingHere
    actor = queries.where_seen(request.actor, alert_id)
    view = queries.alert_for(actor, alert_id)
    step_done(request, "alert")
    audience = queries.who_may_see(actor, alert_id)
    names = _authorities(actor)
    is_living = view.is_own and view.state in ("active", "quarantine")
    may_read_reports = is_permitted(actor, "screening.read_sightings")
    asked_day = _day(request.GET.get("day", "")) if part == "access" else None
    context = {
        "asked_day": asked_day,
        "seen_by": queries.seen_by(actor, alert_id, day=asked_day) if asked_day and view.is_own else [],
        "day_field": FormField("day", N_("On the day"), text=request.GET.get("day", "")[:10]),
        "alert": view,
        "tab": part,
        "category_label": tables.CATEGORIES[view.category].label,
        "order": order_of(view.marks.action, view.strand),
        "sections": sections_of(view),
        "warning_codes": view.content.values.get("warning_codes") or [],
        "warning_source": view.content.values.get("warning_source", ""),
        "warning_citation": tables.FIELDS["warning_codes"].citation,
        "owner": names.get(view.owner_id),
        "matches": _matches(actor, view),
        "authority_names": {key: one.name for key, one in names.items()},
        "audience": audience,
        "readers": [names[one] for one in audience.authority_ids if one in names] if part == "access" else [],
        "reader_grounds": {code: row.access[view.strand].ground for code, row in tables.AUTHORITY_TYPES.items()},
        "versions": queries.history_of(actor, alert_id) if part == "history" else [],
        "people": _colleagues(actor) if part == "history" else {},
        "shows_reports": may_read_reports,
        "sightings": _reports(actor, alert_id) if part == "reports" and may_read_reports else [],
        "conditions": passing.conditions_on(actor, alert_id),
        "can_correct": not view.is_own and view.state == "active" and is_permitted(actor, "cis.propose_correction"),
        "can_decide": view.state == "active" and is_permitted(actor, "cis.register_decision"),
        "can_copy": not view.is_own and view.state == "active" and is_permitted(actor, "cis.register_copy"),
        "can_tell": not view.is_own and view.state == "active" and is_permitted(actor, "cis.tell_proceedings"),
        "can_ask": not view.is_own and view.state == "active" and is_permitted(actor, "cis.ask_transfer"),
        "can_attach": is_living and is_permitted(actor, "cis.attach_document"),
        "can_open": is_permitted(actor, "cis.read_attachment"),
        "attachment_labels": PEOPLE,
        "can_amend": is_living and is_permitted(actor, "cis.amend_alert"),
        "can_release": view.is_own and view.state == "quarantine" and is_permitted(actor, "cis.release_alert"),
        "can_keep": view.is_own and view.state == "active" and is_permitted(actor, "cis.review_alert"),
        "can_withdraw": is_living and is_permitted(actor, "cis.withdraw_alert"),
    }
    return render(request, "alert.html", context)


@under_mandate
def choose_category(request: Request) -> HttpResponse:
    """The first step of an entry; the law decides the fields by category."""
    require(request.actor, "cis.enter_alert")
    categories = [
        {"code": str(code), "label": row.label, "url": reverse("alert-enter", args=[str(code)])}
        for code, row in tables.CATEGORIES.items()
    ]
    return render(request, "alert_category.html", {"categories": categories})


@under_mandate
def enter(request: Request, category: str) -> HttpResponse:
    """The form of one category."""
    wanted = category_of(category)
    if wanted is None:
        raise NothingHere
    require(request.actor, "cis.enter_alert")
    typed_in = typed(request) if request.method == "POST" else {}  # EXC-11: no handling code is chosen beforehand
    chosen = text_of(typed_in, "strand") or request.GET.get("strand") or str(request.actor.strand)
    actor = request.actor.in_strand(Strand(chosen)) if chosen in request.actor.strands else request.actor
    problems: tuple[FieldProblem, ...] = ()
    contradicted = None
    said_now = entry_said(typed_in)
    looks = request.method == "POST" and (request.POST.get("look") or not request.POST.get("looked"))
    likes = lookalikes(actor, category=wanted, values=said_now["values"]) if looks else ()
    if request.method == "POST" and not request.POST.get("look") and not likes:
        try:
            ref = enter_alert(
                actor, category=wanted, key=request.POST.get("key", ""), **conflict_said(request), **said_now
            )
            return said(
                reverse("alert", args=[ref.id]),
                "contradicts" if request.POST.get("conflict", "").startswith("same") else "entered",
            )
        except FieldRefused as refused:
            problems = for_form(refused.problems)
        except Refusal as refusal:
            if refusal.rule != "CIS-59":
                raise
            contradicted = first_contradicted(
                actor, request.POST.getlist("different_from"), category=wanted, **said_now
            )
    context = _form(actor, wanted, typed_in, problems) | {"is_new": True, "problems": problems, "key": new_key()}
    context |= {"looked": (bool(looks) or contradicted is not None) and not problems, "lookalikes": likes}
    context |= {"contradicted": contradicted[0] if contradicted else None}
    context |= {"contradictions": labels_of(contradicted[1]) if contradicted else ()}
    context |= {"different_from": request.POST.getlist("different_from"), "position": request.POST.get("position", "")}
    if len(actor.strands) > 1:
        context["leading"] = [strand_field(actor.strands, str(actor.strand))]
    return render(request, "alert_form.html", context, status=422 if problems else 200)


@under_mandate
def amend(request: Request, alert_id: UUID) -> HttpResponse:
    """The same form over an alert of one's own authority."""
    actor = queries.where_seen(request.actor, alert_id)
    require(actor, "cis.amend_alert")
    view = queries.alert_for(actor, alert_id)
    problems: tuple[FieldProblem, ...] = ()
    typed_in = typed(request) if request.method == "POST" else values_as_typed(view)
    version = _number(request.POST.get("version"), view.version)
    reason = request.POST.get("reason_of_change", "")
    if request.method == "POST" or not view.is_own:  # another's alert: the service refuses and records it
        try:
            key = request.POST.get("key", "")
            services.amend_alert(
                actor, alert_id, version=version, reason_of_change=reason, key=key, **entry_said(typed_in)
            )
            return said(reverse("alert", args=[alert_id]), "amended")
        except FieldRefused as refused:
            problems = for_form(refused.problems)
    context = _form(actor, view.category, typed_in, problems)
    context |= {"alert": view, "version": version, "problems": problems, "key": new_key(), "reason_of_change": reason}
    return render(request, "alert_form.html", context, status=422 if problems else 200)


@under_mandate
@freshly
def withdraw(request: Request, alert_id: UUID) -> HttpResponse:
    """Effect first, then the reason, then the act."""
    actor = queries.where_seen(request.actor, alert_id)
    require(actor, "cis.withdraw_alert")
    view = queries.alert_for(actor, alert_id)
    reason = request.POST.get("reason", "")
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST" or not view.is_own:  # another's alert: the service refuses and records it
        try:
            wanted = reason if reason in WITHDRAWAL_REASONS else ""
            services.withdraw_alert(actor, alert_id, reason=wanted, key=request.POST.get("key", ""))
            return said(reverse("alerts"), "withdrawn")
        except FieldRefused as refused:
            problems = refused.problems
    context = {
        "alert": view,
        "reader_count": len(queries.who_may_see(actor, alert_id).authority_ids),
        "reasons": list(WITHDRAWAL_REASONS.items()),
        "reason": reason,
        "problems": problems,
        "key": new_key(),
    }
    return render(request, "alert_withdraw.html", context, status=422 if problems else 200)


def conflict_said(request: Request) -> dict:
    """Whether an earlier entry that this one contradicts is on the same subject, as the supplier says (CIS-59)."""
    answer = request.POST.get("conflict", "")
    whose, _dot, earlier = answer.partition(":")
    different = [*request.POST.getlist("different_from"), *([earlier] if whose == "other" else [])]
    return {
        "same_as": earlier if whose == "same" else "",
        "different_from": different,
        "position": request.POST.get("position", ""),
    }


def _form(actor: Actor, category, typed_in, problems) -> dict:
    known = sorted(_authorities(actor).values(), key=lambda one: one.code)
    return form_context(
        category=category,
        strand=Strand(str(actor.strand)),
        said=typed_in,
        problems=problems,
        authorities=known,
        declared_basis=declared_basis(actor, category),
    )


def _filters(request: Request, filters: Filters, strand: str) -> list[FormField]:
    states = tuple(Option(code, str(label), chosen=code == filters.state) for code, label in ALERT_STATES.items())
    owners = (Option("own", N_("My authority"), chosen=filters.own_only),)
    fields = [
        FormField(
            "category", N_("Category"), "choice", options=options_of(tables.CATEGORIES.values(), [filters.category])
        ),
        FormField(
            "action", N_("Suggested action"), "choice", options=options_of(tables.ACTIONS.values(), [filters.action])
        ),
        FormField("owner", N_("Owner"), "choice", options=owners),
        FormField("state", N_("State"), "choice", options=states),
    ]
    if len(request.actor.strands) > 1:
        strands = tuple(Option(str(s), tables.STRAND_LABELS[s], chosen=str(s) == strand) for s in request.actor.strands)
        fields.insert(0, FormField("strand", N_("Strand"), "choice", options=strands))
    return fields


def _matches(actor: Actor, view: AlertView) -> list:
    """For the desk that found it and for the supplier that answers; others have none."""
    concerned = view.strand is Strand.CRIMINAL and is_permitted(actor, "cis.read_matches")
    return queries.matches_of(actor, alert_id=view.id) if concerned else []


def _reports(actor: Actor, alert_id: UUID) -> list:
    mine = screening.sightings_received(actor) + screening.sightings_sent(actor)
    return list({one.id: one for one in mine if one.alert_id == alert_id}.values())


def _authorities(actor: Actor) -> dict:
    with acting(actor):
        return authorities.authorities()


def _names(actor: Actor) -> dict[UUID, str]:
    return {key: one.name for key, one in _authorities(actor).items()}


def _colleagues(actor: Actor) -> dict[UUID, str]:
    with acting(actor):
        return authorities.colleagues(actor)


def _day(text: str) -> date | None:
    """The day typed, no later than today; none when it is no day."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return day if day <= utc_now().date() else None


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
