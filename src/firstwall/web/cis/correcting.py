"""Pages of what others say against an entry: proposed corrections, final decisions, clearance, disputes."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import queries as alerts
from firstwall.cis.correcting import contests, decisions, disputes, proposals, queries
from firstwall.cis.correcting.rules import CLEARED, CONFLICT, CORRECTING, FINAL
from firstwall.cis.correcting.types import ContestView, DecisionView, DisputeView
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.law.sharing import CORRECTION_KINDS, DECISION_BODIES, DECISION_ORDERS
from firstwall.screening.entering import labels_of
from firstwall.web.cis.forms import ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import FormField
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request

LONGEST = 9  # digits of a version


@under_mandate
def propose(request: Request, alert_id: UUID) -> HttpResponse:
    """What is wrong with another authority's alert, and from where it is known."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, "cis.propose_correction")
    view = alerts.alert_for(actor, alert_id)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems):
            proposals.propose_correction(
                actor,
                alert_id,
                kind=typed.get("kind", ""),
                what=typed.get("what", ""),
                evidence=typed.get("evidence", ""),
                version=number(typed.get("version"), view.version),
                key=typed.get("key", ""),
            )
            return said(reverse("alert", args=[alert_id]), "proposed")
    form = Form(typed, problems)
    fields = [
        form.choice("kind", N_("What is wrong"), CORRECTION_KINDS.values()),
        form.text("what", N_("In words"), _("What it says, and what would be right."), long=True),
        form.text("evidence", N_("Evidence"), _("From where you know it: a document, a check, a file."), long=True),
    ]
    about = N_("Its supplier decides within five working days. Until then everyone sees that the alert is contested.")
    page = ActPage(
        title=_("Propose a correction"),
        about=about,
        citation=CORRECTING,
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=fields,
        buttons=[Button("propose", N_("Send it to the supplier"), "primary")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=number(typed.get("version"), view.version),
    )
    return show(request, page, problems)


@under_mandate
def correction(request: Request, correction_id: UUID) -> HttpResponse:
    """A proposal; for its supplier, the decision on it."""
    actor = queries.where_correction(request.actor, correction_id)
    require(actor, "cis.read_corrections")
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=proposals.RULE):
            decide = {"accept": proposals.accept_correction, "reject": proposals.reject_correction}.get(_act(request))
            if decide is None:
                raise NothingHere
            decide(actor, correction_id, reasons=request.POST.get("reasons", ""), key=request.POST.get("key", ""))
            return said(reverse("registers"), "correction-decided")
    view = queries.correction_for(actor, correction_id)
    is_open = view.is_own and view.state == "open"
    form = Form(request.POST, problems)
    buttons = [
        Button("accept", N_("Accept: I have amended or withdrawn it"), "primary"),
        Button("reject", N_("Reject it")),
    ]
    page = ActPage(
        title=_("Proposed correction"),
        about=N_("The supplier checks, amends or withdraws the alert itself if need be, and answers with reasons."),
        citation=CORRECTING,
        strand=str(actor.strand),
        facts=[
            _alert_link(view.alert_id, view.alert_reference),
            Fact(N_("Supplier"), _name(actor, view.owner_id)),
            Fact(N_("Proposed by"), _name(actor, view.authority_id)),
            Fact(N_("What is wrong"), CORRECTION_KINDS[view.kind].label, "label"),
            Fact(N_("In words"), view.what),
            Fact(N_("Evidence"), view.evidence),
            Fact(N_("To be decided by"), view.due_on, "day"),
            Fact(N_("State"), view.state, "word", "correction_state"),
            Fact(N_("Reasons"), view.reasons),
        ],
        fields=[form.text("reasons", N_("Reasons"), long=True)] if is_open else [],
        buttons=buttons if is_open else [],
    )
    return show(request, page, problems)


@under_mandate
def decide(request: Request, alert_id: UUID) -> HttpResponse:
    """A final decision of a court or authority of any state, or clearance, on an alert."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, "cis.register_decision")
    view = alerts.alert_for(actor, alert_id)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems):
            decisions.register_decision(
                actor,
                alert_id,
                decided=_decided(request),
                version=number(typed.get("version"), view.version),
                key=typed.get("key", ""),
            )
            return said(reverse("registers"), "decision-registered")
    about = N_(
        "It binds the supplier. From now on, until it is executed, nobody else sees this alert and no search finds it."
    )
    page = ActPage(
        title=_("Register a final decision"),
        about=about,
        citation=FINAL,
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=_decision_fields(Form(typed, problems)),
        buttons=[Button("register", N_("Register it and block the alert"), "danger")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=number(typed.get("version"), view.version),
    )
    return show(request, page, problems)


@under_mandate
def clear(request: Request, alert_id: UUID) -> HttpResponse:
    """Later enquiries cleared the person: reported on one form, since nothing else is to be chosen (CIS-55f)."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, "cis.register_decision")
    view = alerts.alert_for(actor, alert_id)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems):
            decisions.report_clearance(
                actor,
                alert_id,
                state_code=typed.get("state_code", "").strip().upper(),
                cleared_on=day_of(typed.get("decided_on", ""), "decided_on", decisions.RULE, CLEARED),
                file_reference=typed.get("file_reference", ""),
                text=typed.get("text", ""),
                version=number(typed.get("version"), view.version),
                key=typed.get("key", ""),
            )
            return said(reverse("registers"), "clearance-reported")
    form = Form(typed, problems)
    page = ActPage(
        title=_("Report clearance"),
        about=N_(
            "Later enquiries cleared the person. All who received the data are told now; nobody but the supplier sees the alert"
            " any more, and the supplier removes it."
        ),
        citation=CLEARED,
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=[
            form.text("state_code", N_("State"), _("Its code, such as LV.")),
            form.text("decided_on", N_("Cleared on"), _("Year-month-day.")),
            form.text("file_reference", N_("File reference")),
            form.text("text", N_("What the enquiries found"), long=True),
        ],
        buttons=[Button("clear", N_("Report it and block the alert"), "danger")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=number(typed.get("version"), view.version),
    )
    return show(request, page, problems)


@under_mandate
def decide_by_reference(request: Request) -> HttpResponse:
    """A final decision on an alert that cannot be seen while another decision blocks it."""
    require(request.actor, "cis.register_decision")
    problems: list[FieldProblem] = []
    typed = request.POST
    reference = typed.get("reference", "")
    if request.method == "POST":
        with beside_fields(problems):
            actor = queries.where_reference(request.actor, reference)
            try:
                decisions.register_by_reference(actor, reference, decided=_decided(request), key=typed.get("key", ""))
            except NothingHere:
                problem = N_("No alert of this reference can be decided upon from here.")
                cure = N_("Look whether it is written as on the alert, or send the decision to the supplier.")
                raise FieldRefused([FieldProblem("reference", decisions.RULE, FINAL, problem, cure)]) from None
            return said(reverse("registers"), "decision-registered")
    form = Form(typed, problems)
    asked = form.text(
        "reference", N_("Reference of the alert"), _("As the alert has it, such as EE-CUSTOMS-CD-2026-000017.")
    )
    page = ActPage(
        title=_("Register a final decision by reference"),
        about=N_(
            "For an alert that you cannot see any more because another decision blocks it. The supplier is told; decisions that"
            " conflict are executed by erasing."
        ),
        citation=FINAL,
        strand=str(request.actor.strand or ""),
        fields=[asked, *_decision_fields(form)],
        buttons=[Button("register", N_("Register it"), "danger")],
        back=reverse("registers"),
    )
    return show(request, page, problems)


def _decision_fields(form: Form) -> list[FormField]:
    return [
        form.choice("body", N_("Who decided"), DECISION_BODIES.values()),
        form.text("body_name", N_("Its name")),
        form.text("state_code", N_("State"), _("Its code, such as LV.")),
        form.text("decided_on", N_("Decided on"), _("Year-month-day.")),
        form.text("file_reference", N_("File reference")),
        form.choice("order", N_("What is ordered"), DECISION_ORDERS.values(), _("Clearance always erases.")),
        form.text("text", N_("In words"), _("What the decision says, as far as the alert is concerned."), long=True),
        form.text(
            "contradicts_file",
            N_("File reference of a decision that it contradicts"),
            _("Where both order a change and the two cannot go together: the supplier then erases."),
            required=False,
        ),
    ]


@under_mandate
def decision(request: Request, decision_id: UUID) -> HttpResponse:
    """A decision; for the supplier its execution, for who registered it its taking back."""
    actor = queries.where_decision(request.actor, decision_id)
    require(actor, "cis.read_corrections")
    problems: list[FieldProblem] = []
    if request.method == "POST":
        key = request.POST.get("key", "")
        with beside_fields(problems, rule=decisions.RULE):
            if _act(request) == "execute":
                outcome = decisions.execute_decision(actor, decision_id, key=key)
                return said(reverse("registers"), f"decision-{outcome}")
            reason = request.POST.get("reason", "")
            if _act(request) == "contest":
                contests.contest_decision(actor, decision_id, reason=reason, key=key)
                return said(reverse("decision", args=[decision_id]), "decision-contested")
            decisions.retract_decision(actor, decision_id, reason=reason, key=key)
            return said(reverse("registers"), "decision-retracted")
    view = queries.decision_for(actor, decision_id)
    return show(request, _decision_page(actor, view, Form(request.POST, problems)), problems)


def _decision_page(actor: Actor, view: DecisionView, form: Form) -> ActPage:
    is_open, is_mine = view.state == "open", view.authority_id == actor.authority_id
    buttons = [Button("execute", N_("Execute it"), "primary")] if is_open and view.is_own else []
    reasons = []
    if is_open and is_mine:
        buttons.append(Button("retract", N_("It was registered in error")))
        reasons.append(form.text("reason", N_("Why it was registered in error"), required=False))
    elif is_open and view.is_own and not view.contest:
        buttons.append(Button("contest", N_("Contest that it is genuine")))
        hint = _("The supervisor of who registered it looks into it. The alert stays blocked meanwhile.")
        reasons.append(form.text("reason", N_("Why it is not genuine"), hint, required=False))
    return ActPage(
        title=_("Final decision"),
        about=N_(
            "An ordered change is made by the supplier first and confirmed here. An order to erase, and decisions that conflict,"
            " are executed by erasing the alert at once."
        ),
        citation=CLEARED if view.body == decisions.CLEARANCE else FINAL,
        strand=str(actor.strand),
        facts=[
            _alert_link(view.alert_id, view.alert_reference),
            Fact(N_("Supplier"), _name(actor, view.owner_id)),
            Fact(N_("Registered by"), _name(actor, view.authority_id)),
            Fact(N_("Who decided"), DECISION_BODIES[view.body].label, "label"),
            Fact(N_("Its name"), f"{view.body_name}, {view.state_code}"),
            Fact(N_("Decided on"), view.decided_on, "day"),
            Fact(N_("File reference"), view.file_reference),
            Fact(N_("What is ordered"), DECISION_ORDERS[view.order].label, "label"),
            Fact(N_("In words"), view.text),
            Fact(N_("Contradicts the decision of the file"), view.contradicts_file),
            Fact(N_("State"), view.outcome or view.state, "word", "decision_state"),
            Fact(N_("Contested"), view.contest, "word", "contest_state"),
            Fact(N_("Why"), view.contest_reason),
            Fact(N_("What the supervisor found"), view.judgement),
        ],
        fields=reasons,
        buttons=buttons,
    )


@under_mandate
def contest(request: Request, contest_id: UUID) -> HttpResponse:
    """A contested decision, for the supervisor who judges whether it is genuine."""
    actor = contests.where_contest(request.actor, contest_id)
    require(actor, contests.JUDGE)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems):
            reasons, key = typed.get("reasons", ""), typed.get("key", "")
            contests.judge_contest(actor, contest_id, judgement=_act(request), reasons=reasons, key=key)
            return said(reverse("supervised"), "contest-judged")
    view = contests.contest_for(actor, contest_id)
    form = Form(typed, problems)
    return show(request, _contest_page(actor, view, form), problems)


def _contest_page(actor: Actor, view: ContestView, form: Form) -> ActPage:
    buttons = [
        Button("genuine", N_("It is genuine"), "primary"),
        Button("not_genuine", N_("It is not genuine"), "danger"),
    ]
    hint = _("What you found out, and from whom.")
    return ActPage(
        title=_("Is this decision genuine?"),
        about=N_(
            "Its supplier contests it. Until you have judged, the alert stays blocked; a decision that is not genuine binds"
            " nobody, and the alert is in force again."
        ),
        citation=FINAL,
        strand=str(view.strand),
        facts=[
            Fact(N_("Alert"), view.alert_reference),
            Fact(N_("Supplier"), _name(actor, view.owner_id)),
            Fact(N_("Registered by"), _name(actor, view.authority_id)),
            Fact(N_("Who decided"), f"{view.body_name}, {view.state_code}"),
            Fact(N_("Decided on"), view.decided_on, "day"),
            Fact(N_("File reference"), view.file_reference),
            Fact(N_("What is ordered"), DECISION_ORDERS[view.order].label if view.order else "", "label"),
            Fact(N_("In words"), view.text),
            Fact(N_("Contested on"), view.contested_at, "day"),
            Fact(N_("Why it is contested"), view.reason),
            Fact(N_("State"), view.state, "word", "contest_state"),
            Fact(N_("What the supervisor found"), view.judgement),
        ],
        fields=[form.text("reasons", N_("What you found"), hint, long=True)] if view.waits else [],
        buttons=buttons if view.waits else [],
        home="supervised",
    )


@under_mandate
def dispute(request: Request, dispute_id: UUID) -> HttpResponse:
    """A dispute between two suppliers: positions, referral, outcome."""
    actor = queries.where_dispute(request.actor, dispute_id)
    require(actor, "cis.settle_dispute")
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule="CIS-61"):
            act = _act(request)
            if act == "position":
                disputes.state_position(actor, dispute_id, position=request.POST.get("position", ""))
            elif act == "refer":
                disputes.refer_dispute(actor, dispute_id)
            else:
                disputes.settle_dispute(actor, dispute_id, outcome=act)
            return said(reverse("registers"), "dispute-recorded")
    view = next((one for one in queries.disputes_of(actor) if one.id == dispute_id), None)
    if view is None:
        raise NothingHere
    return show(request, _dispute_page(actor, view, Form(request.POST, problems)), problems)


def _dispute_page(actor: Actor, view: DisputeView, form: Form) -> ActPage:
    is_open = view.state in ("open", "referred")
    buttons = [Button("position", N_("State our position"), "primary")] if view.is_first else []
    if view.is_first:
        buttons.append(Button("agreed", N_("We have agreed")))
    buttons.append(Button("first_stands", N_("No agreement: the first entry stands")))
    buttons.append(
        Button("refer", N_("Refer it to the Council-level body"))
        if view.state == "open"
        else Button("court", N_("To the Court"))
    )
    labels = labels_of(view.fields)
    withheld = "; ".join(view.withheld[code] for code in view.fields if code in view.withheld)
    return ActPage(
        title=_("Two entries contradict each other"),
        about=N_(
            "The first entry stands. The later one was entered without what contradicts it, until the suppliers settle."
        ),
        citation=CONFLICT,
        strand=str(actor.strand),
        facts=[
            _alert_link(view.first_alert_id, _("First entry")),
            Fact(N_("Its supplier"), _name(actor, view.first_owner_id)),
            _alert_link(view.later_alert_id, _("Later entry")),
            Fact(N_("Its supplier"), _name(actor, view.later_owner_id)),
            Fact(N_("They differ in"), ", ".join(_(label) for label in labels)),
            Fact(N_("The later one would say"), withheld),
            Fact(N_("Position of the later supplier"), view.later_position),
            Fact(N_("Position of the first supplier"), view.first_position),
            Fact(N_("Referred on"), view.referred_on, "day"),
            Fact(N_("The Court can be seized from"), view.escalates_on, "day"),
            Fact(N_("State"), view.state, "word", "dispute_state"),
        ],
        fields=[form.text("position", N_("Our position"), long=True, required=False)]
        if is_open and view.is_first
        else [],
        buttons=buttons if is_open else [],
    )


def facts_of(actor: Actor, view: AlertView) -> list[Fact]:
    """What every page on an alert shows of it."""
    return [
        _alert_link(view.id, view.reference),
        Fact(N_("Title"), view.title),
        Fact(N_("Supplier"), _name(actor, view.owner_id)),
        Fact(N_("Strand"), view.strand, "strand"),
        Fact(N_("Last day"), view.last_day, "day"),
    ]


def number(text: str | None, otherwise: int) -> int:
    """A version that a form sent back."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST else otherwise


def day_of(text: str, field: str, rule: str, article: str) -> date:
    """A day that was typed.

    Raises:
        FieldRefused: it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        problem = FieldProblem(field, rule, article, N_("This is no day."), N_("Write it as year-month-day."))
        raise FieldRefused([problem]) from None


def _decided(request: Request) -> decisions.Decided:
    typed = request.POST
    body = typed.get("body", "")
    return decisions.Decided(
        body=body,
        body_name=typed.get("body_name", ""),
        state_code=typed.get("state_code", "").strip().upper(),
        decided_on=day_of(typed.get("decided_on", ""), "decided_on", decisions.RULE, FINAL),
        order="erase" if body == decisions.CLEARANCE else typed.get("order", ""),
        file_reference=typed.get("file_reference", ""),
        text=typed.get("text", ""),
        contradicts_file=typed.get("contradicts_file", ""),
    )


def _alert_link(alert_id: UUID, text: str) -> Fact:
    return Fact(N_("Alert"), text, "link", reverse("alert", args=[alert_id]))


def _act(request: Request) -> str:
    return request.POST.get("act", "")


def _name(actor: Actor, authority_id: UUID) -> str:
    with acting(actor):
        found = authorities.authority(authority_id)
    return found.name if found else ""
