"""The registers of the authorities supervised, with filters, and one line with what people wrote in it (GOV-08)."""

from collections.abc import Mapping
from types import SimpleNamespace as Drawn
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cis.types import RegisterLine, RegisterText, WatchedFilters
from firstwall.kernel.sentences import N_, in_language
from firstwall.supervision import registers as service
from firstwall.supervision.types import RegisterPage
from firstwall.web.cis.forms import ActPage, Fact, show
from firstwall.web.fields import FormField, Option
from firstwall.web.guard import require, under_mandate
from firstwall.web.request import Request
from firstwall.web.supervision.views import day_of, page_number, pages
from firstwall.web.words import REGISTER_KINDS, REGISTER_STATES, REGISTER_TEXTS, REGISTER_WHATS, STATES_OF_A_LINE

_GOV_08 = "Regulation (EC) 515/97 Art. 37(1)"


@under_mandate
def registers(request: Request) -> HttpResponse:
    """The lines, newest first."""
    require(request.actor, service.READ)
    asked = request.GET
    kind = asked.get("register", "")
    page = service.registers_of(
        request.actor,
        filters_of(asked),
        kind=kind if kind in service.KINDS else "",
        page=page_number(asked.get("page", "")),
    )
    return render(request, "supervised.html", registers_context(page, asked, _names(request)))


def registers_context(page: RegisterPage, asked: Mapping[str, str], names: Mapping[UUID, str]) -> dict:
    """What the template draws."""
    return {
        "lines": [_drawn(line, names) for line in page.lines],
        "filters": _fields(asked, names),
        "page": pages(dict(asked.items()), page.number, len(page.lines), has_more=page.has_more),
    }


@under_mandate
def line(request: Request, kind: str, line_id: UUID) -> HttpResponse:
    """One line in full."""
    require(request.actor, service.READ)
    found, texts = service.register_line(request.actor, kind, line_id)
    return show(request, line_page(found, texts, _names(request)))


def line_page(found: RegisterLine, texts: tuple[RegisterText, ...], names: Mapping[UUID, str]) -> ActPage:
    """What the template draws."""
    drawn = _drawn(found, names)
    return ActPage(
        title=drawn.register,
        about=N_(
            "As it stands in the register. What people wrote in it goes with the alert; that you read it is recorded."
        ),
        citation=_GOV_08,
        strand=str(found.strand),
        facts=[
            Fact(N_("Alert"), found.alert_reference),
            Fact(N_("Supplier"), drawn.owner),
            Fact(N_("The other side"), drawn.other),
            Fact(N_("What"), drawn.what),
            Fact(N_("Day"), found.day, "day"),
            Fact(N_("By"), found.due_on, "day"),
            Fact(N_("State"), drawn.state),
            *(Fact(str(REGISTER_TEXTS.get(one.name, one.name)), one.text) for one in texts),
        ],
        home="supervised",
    )


def filters_of(asked: Mapping[str, str]) -> WatchedFilters:
    """What was asked for; what cannot be read lets everything through."""
    try:
        authority = UUID(asked.get("authority", ""))
    except ValueError:
        authority = None
    return WatchedFilters(
        is_open={"open": True, "ended": False}.get(asked.get("state", "")),
        authority_id=authority,
        reference=asked.get("reference", "").strip()[:60],
        since=day_of(asked.get("since", "")),
        until=day_of(asked.get("until", "")),
    )


def _drawn(one: RegisterLine, names: Mapping[UUID, str]) -> Drawn:
    is_to_judge = one.kind == "contest" and one.state == "open"
    url = reverse("contest", args=[one.id]) if is_to_judge else reverse("supervised-line", args=[one.kind, one.id])
    whats: Mapping[str, object] = REGISTER_WHATS.get(one.kind, {})
    states: Mapping[str, object] = REGISTER_STATES[one.kind]
    what = ", ".join(one.what) if isinstance(one.what, list) else one.what
    return Drawn(
        url=url,
        register=_(str(REGISTER_KINDS[one.kind])),
        strand=one.strand,
        reference=one.alert_reference or _("two alerts"),
        owner=names.get(one.owner_id, ""),
        other=names.get(one.other_id, ""),
        what=in_language(str(whats.get(what, what)), _),
        state=str(states.get(one.state, one.state)),
        day=one.day,
        due_on=one.due_on,
        is_to_judge=is_to_judge,
    )


def _fields(asked: Mapping[str, str], names: Mapping[UUID, str]) -> list[FormField]:
    def listed(code: str, label: str, options: Mapping[str, object]) -> FormField:
        chosen = asked.get(code, "")
        shown = tuple(Option(key, str(text), chosen=key == chosen) for key, text in options.items())
        return FormField(code, label, "choice", options=shown)

    authorities_by_name = {str(key): name for key, name in sorted(names.items(), key=lambda pair: pair[1])}
    return [
        listed("register", N_("Register"), REGISTER_KINDS),
        listed("state", N_("State"), STATES_OF_A_LINE),
        listed("authority", N_("Authority"), authorities_by_name),
        FormField("reference", N_("Reference"), text=asked.get("reference", "")),
        FormField("since", N_("From"), "date", text=asked.get("since", "")),
        FormField("until", N_("To"), "date", text=asked.get("until", "")),
    ]


def _names(request: Request) -> dict[UUID, str]:
    with acting(request.actor):
        return {key: one.name for key, one in authorities.authorities().items()}
