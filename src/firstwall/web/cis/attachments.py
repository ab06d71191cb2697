"""Pages of an alert's attachments: attach, open, remove (CIS-15)."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.cis import attaching
from firstwall.cis import queries as alerts
from firstwall.cis.attaching_rules import ARTICLE, PEOPLE
from firstwall.documents.inspecting import largest
from firstwall.documents.sending import headers_for
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.web.cis.correcting import facts_of, number
from firstwall.web.cis.forms import ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import Option
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request

_STATED = N_("I have read it: it stays within the closed set of this category, and shows no person.")


@under_mandate
def attach(request: Request, alert_id: UUID) -> HttpResponse:
    """Attach a file to an alert of one's own authority."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, attaching.ATTACH)
    view = alerts.alert_for(actor, alert_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST" or not view.is_own:  # another's alert: the service refuses and records it
        upload = request.FILES.get("file")
        name, data = (upload.name or "", upload.read(largest() + 1)) if upload else ("", b"")
        offered = attaching.Offered(name, data, typed.get("people", ""), bool(typed.get("stays_within")))
        version, key = number(typed.get("version"), view.version), typed.get("key", "")
        with beside_fields(problems):
            attaching.attach_document(actor, alert_id, offered=offered, version=version, key=key)
            return said(reverse("alert", args=[alert_id]), "attached")
    form = Form(typed, problems)
    stated = Option("yes", _STATED, chosen=bool(typed.get("stays_within")))
    page = ActPage(
        title=_("Attach a file"),
        about=N_("What is attached is part of the alert: the same closed set, the same readers, the same last day."),
        citation=ARTICLE,
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=[
            form.file(
                "file", N_("File"), _("A PDF without pictures, at most 5 MiB, or plain text (.txt), at most 1 MiB.")
            ),
            form.choice("people", N_("Persons in it"), [Option(code, label) for code, label in PEOPLE.items()]),
            form.choices("stays_within", N_("Statement of the supplier"), [stated]),
        ],
        buttons=[Button("attach", N_("Attach"), "primary")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=view.version,
        home="alerts",
    )
    return show(request, page, problems)


@under_mandate
def read(request: Request, attachment_id: UUID) -> HttpResponse:
    """The file itself, to be kept; no browser draws it."""
    opened = attaching.read_attachment(attaching.where_attached(request.actor, attachment_id), attachment_id)
    return HttpResponse(opened.data, headers=headers_for(opened.view.kind, opened.view.name))


@under_mandate
def remove(request: Request, attachment_id: UUID) -> HttpResponse:
    """Remove a file for a reason; it is erased at once."""
    actor = attaching.where_attached(request.actor, attachment_id)
    require(actor, attaching.REMOVE)
    alert, attached = attaching.attached_to(actor, attachment_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST" or not alert.is_own:
        version, key = number(typed.get("version"), alert.version), typed.get("key", "")
        with beside_fields(problems):
            reason = typed.get("reason", "")
            attaching.remove_attachment(actor, attachment_id, reason=reason, version=version, key=key)
            return said(reverse("alert", args=[alert.id]), "attachment-removed")
    form = Form(typed, problems)
    page = ActPage(
        title=_("Remove a file"),
        about=N_("It is erased at once; the history keeps its name and its hash until the alert ends."),
        citation=ARTICLE,
        strand=str(actor.strand),
        facts=[Fact(N_("File"), attached.name), *facts_of(actor, alert)],
        fields=[form.text("reason", N_("Reason"), long=True)],
        buttons=[Button("remove", N_("Remove"), "danger")],
        back=reverse("alert", args=[alert.id]),
        back_label=alert.reference,
        version=alert.version,
        home="alerts",
    )
    return show(request, page, problems)
