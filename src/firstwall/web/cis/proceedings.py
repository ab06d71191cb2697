"""Pages of use in proceedings: told by who used an alert, read by its supplier (CIS-55e)."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import queries as alerts
from firstwall.cis.passing import proceedings
from firstwall.cis.passing.rules import PROCEEDINGS
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.web.cis.correcting import day_of, facts_of, number
from firstwall.web.cis.forms import ANY_RULE, ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request


@under_mandate
def tell(request: Request, alert_id: UUID) -> HttpResponse:
    """Say that another supplier's alert was used in proceedings; its supplier is told at once."""
    actor = alerts.where_seen(request.actor, alert_id)
    require(actor, proceedings.TELL)
    view = alerts.alert_for(actor, alert_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            day = day_of(typed.get("used_on", ""), "used_on", proceedings.RULE, PROCEEDINGS)
            used = proceedings.UsedIn(typed.get("before", ""), typed.get("reference", ""), day)
            version = number(typed.get("version"), view.version)
            key = typed.get("key", "")
            told = proceedings.tell_proceedings(actor, alert_id, used=used, version=version, key=key)
            return said(reverse("proceeding", args=[told]), "proceedings-told")
    form = Form(typed or {"used_on": utc_now().date().isoformat()}, problems)
    page = ActPage(
        title=_("Used in proceedings"),
        about=N_("An alert may be used in proceedings. Its supplier is told forthwith."),
        citation=PROCEEDINGS,
        strand=str(actor.strand),
        facts=facts_of(actor, view),
        fields=[
            form.text("before", N_("Court or authority")),
            form.text("reference", N_("Reference of the proceedings")),
            form.text("used_on", N_("Used on"), _("Year-month-day.")),
        ],
        buttons=[Button("tell", N_("Tell the supplier"), "primary")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=view.version,
    )
    return show(request, page, problems)


@under_mandate
def proceeding(request: Request, proceeding_id: UUID) -> HttpResponse:
    """One use, as its two parties read it."""
    actor = proceedings.where_proceeding(request.actor, proceeding_id)
    require(actor, proceedings.READ)
    view = proceedings.proceeding_for(actor, proceeding_id)
    with acting(actor):
        names = {one.id: one.name for one in authorities.authorities().values()}
    page = ActPage(
        title=_("Used in proceedings"),
        about=N_("Told by who used the alert, to its supplier."),
        citation=PROCEEDINGS,
        strand=str(actor.strand),
        facts=[
            Fact(N_("Alert"), view.alert_reference, "link", reverse("alert", args=[view.alert_id])),
            Fact(N_("Version"), str(view.alert_version)),
            Fact(N_("Supplier"), names.get(view.owner_id, "")),
            Fact(N_("Used by"), names.get(view.authority_id, "")),
            Fact(N_("Court or authority"), view.before),
            Fact(N_("Reference of the proceedings"), view.reference),
            Fact(N_("Used on"), view.used_on, "day"),
            Fact(N_("Told"), view.told_at, "moment"),
        ],
    )
    return show(request, page)
