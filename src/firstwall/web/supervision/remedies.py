"""Pages of what a court or authority orders for a person (RTS-08), and of checks that supervisors make (RTS-09)."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import FieldProblem, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.law.rights import FINDINGS, REMEDIES
from firstwall.law.sharing import DECISION_BODIES
from firstwall.supervision.rights import checks, queries, remedies
from firstwall.supervision.rights.types import CheckView, Ordered, QuestionView
from firstwall.web.cis.correcting import day_of
from firstwall.web.cis.forms import ANY_RULE, ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import FormField, Option
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request


@under_mandate
def order(request: Request, request_id: UUID) -> HttpResponse:
    """What was ordered for the person whose request was taken here."""
    here = queries.where_taken(request.actor, request_id)
    require(here, remedies.REGISTER)
    view = queries.request_for(here, request_id)
    problems: list[FieldProblem] = []
    typed = request.POST
    back = reverse("rights-request", args=[request_id])
    if request.method == "POST":
        with beside_fields(problems):
            ordered = Ordered(
                orders=typed.get("orders", ""),
                body=typed.get("body", ""),
                body_name=typed.get("body_name", ""),
                state_code=typed.get("state_code", "").strip().upper(),
                decided_on=day_of(typed.get("decided_on", ""), "decided_on", "RTS-08", remedies.ARTICLE),
                file_reference=typed.get("file_reference", ""),
                text=typed.get("text", ""),
            )
            holding, key = _number(typed.get("holding", "")), typed.get("key", "")
            remedies.register_remedy(here, request_id, ordered=ordered, holding_id=holding, key=key)
            return said(back, "remedy-registered")
    form = Form(typed, problems)
    bodies = [DECISION_BODIES[code] for code in remedies.BODIES]
    concerned = [one for one in view.holdings if one.concerns == "yes"]
    held = [Option(str(one.id), one.alert.reference if one.alert else str(one.alert_id)) for one in concerned]
    orders = [Option(row.code, row.label, row.help) for row in REMEDIES.values()]
    fields = [
        form.choice("orders", N_("What is ordered"), orders),
        form.choice("holding", N_("What is to be corrected or erased"), held, _("Of what was found."), required=False),
        form.choice("body", N_("Who decided"), bodies),
        form.text("body_name", N_("Its name")),
        form.text("state_code", N_("State"), _("Its code, such as LV.")),
        form.text("decided_on", N_("Decided on"), _("Year-month-day.")),
        form.text("file_reference", N_("File reference")),
        form.text("text", N_("In words"), _("What the decision says."), long=True),
    ]
    page = ActPage(
        title=_("Register what was ordered for the person"),
        about=N_(
            "A final decision of any state binds all. To correct or erase, it blocks the alert until its supplier has done so;"
            " where access is ordered, nothing can be withheld any more."
        ),
        citation=remedies.ARTICLE,
        strand=str(here.strand),
        facts=[Fact(N_("Request"), view.row.reference, "link", back)],
        fields=fields,
        buttons=[Button("register", N_("Register it"), "primary")],
        back=back,
        back_label=view.row.reference,
        home="rights",
    )
    return show(request, page, problems)


@under_mandate
@require_POST
def pay(request: Request, remedy_id: UUID) -> HttpResponse:
    """Record that compensation is paid."""
    here = queries.where_taken(request.actor, remedy_id)
    remedies.record_payment(here, remedy_id, key=request.POST.get("key", ""))
    number = _number(request.POST.get("request", ""))
    return said(reverse("rights-request", args=[number]) if number else reverse("rights"), "remedy-paid")


@under_mandate
@require_POST
def open_check(request: Request, request_id: UUID) -> HttpResponse:
    """Open the check that a person asked for."""
    here = checks.where_check(request.actor, request_id)
    number = checks.open_check(here, request_id, key=request.POST.get("key", ""))
    return said(reverse("rights-check", args=[number]), "check-opened")


@under_mandate
def check(request: Request, check_id: UUID) -> HttpResponse:
    """A check that this supervisor leads: what the others replied, and its end."""
    here = checks.where_check(request.actor, check_id)
    require(here, checks.CHECK)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems, rule="RTS-09"):
            finding, words = typed.get("finding", ""), typed.get("words", "")
            checks.close_check(here, check_id, finding=finding, words=words, key=typed.get("key", ""))
            return said(reverse("rights"), "check-closed")
    view = next((one for one in checks.checks_of(here) if one.id == check_id), None)
    if view is None:
        raise NothingHere
    return show(request, check_page(view, _names(here), Form(typed, problems)), problems)


def check_page(view: CheckView, names: dict[UUID, str], form: Form) -> ActPage:
    """What the template draws of a check."""
    is_open = view.state == "open"
    replies = [
        Fact(
            names.get(one.asked_id, ""),
            f"{_(FINDINGS[one.finding].label)}: {one.words}" if one.finding else _silence(one),
        )
        for one in view.questions
    ]
    return ActPage(
        title=_("Check on a person's request"),
        about=N_(
            "What is found stays with the supervisors. The person learns that all necessary checks were made, by one text for"
            " everybody, and not before the day on which the others' time is over."
        ),
        citation=checks.ARTICLE,
        strand=str(view.strand),
        facts=[
            Fact(N_("Request"), view.reference),
            Fact(N_("Taken by"), names.get(view.taken_by_authority, "")),
            Fact(N_("Opened"), view.opened_at, "day"),
            Fact(N_("Can be ended from"), view.answer_from, "day"),
            *replies,
            Fact(N_("State"), view.state, "word", "check_state"),
            Fact(N_("Found"), FINDINGS[view.finding].label if view.finding else "", "label"),
            Fact(N_("In words"), view.words),
        ],
        fields=_finding_fields(form) if is_open else [],
        buttons=[Button("end", N_("End the check"), "primary")] if is_open else [],
        home="rights",
    )


@under_mandate
def question(request: Request, question_id: UUID) -> HttpResponse:
    """What the supervisor of another state asks about an alert of this one."""
    here = checks.where_check(request.actor, question_id)
    require(here, checks.CHECK)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            finding, words = typed.get("finding", ""), typed.get("words", "")
            checks.reply_to_check(here, question_id, finding=finding, words=words, key=typed.get("key", ""))
            return said(reverse("rights"), "check-replied")
    view = next((one for one in checks.questions_to(here) if one.id == question_id), None)
    if view is None:
        raise NothingHere
    return show(request, question_page(view, _names(here), Form(typed, problems)), problems)


def question_page(view: QuestionView, names: dict[UUID, str], form: Form) -> ActPage:
    """What the template draws of a question."""
    is_open = view.state == "open"
    return ActPage(
        title=_("Another supervisor asks for a check"),
        about=N_(
            "A person asked for a check in another state, and an authority that you supervise supplied the data. Look at the"
            " alert and who saw it, and reply; only the supervisor that asks reads it."
        ),
        citation=checks.ARTICLE,
        strand=str(view.strand),
        facts=[
            Fact(N_("Asked by"), names.get(view.authority_id, "")),
            Fact(N_("Request"), view.reference),
            Fact(N_("Supplier"), names.get(view.owner_id, "")),
            Fact(N_("Who saw the alert"), _("In the ledger"), "link", f"{reverse('ledger')}?object={view.alert_id}"),
            Fact(N_("Reply by"), view.due_on, "day"),
            Fact(N_("State"), view.state, "word", "check_state"),
            Fact(N_("Found"), FINDINGS[view.finding].label if view.finding else "", "label"),
            Fact(N_("In words"), view.words),
        ],
        fields=_finding_fields(form) if is_open else [],
        buttons=[Button("reply", N_("Reply"), "primary")] if is_open else [],
        home="rights",
    )


def _finding_fields(form: Form) -> list[FormField]:
    findings = [Option(row.code, row.label, row.help) for row in FINDINGS.values()]
    hint = _("For supervisors alone.")
    return [form.choice("finding", N_("What was found"), findings), form.text("words", N_("In words"), hint, long=True)]


def _silence(one: QuestionView) -> str:
    return _("no reply came") if one.state == "silent" else _("has not replied yet")


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _names(actor: Actor) -> dict[UUID, str]:
    with acting(actor):
        return {key: one.name for key, one in authorities.authorities().items()}
