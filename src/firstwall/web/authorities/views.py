"""Who is there, and what do they act for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from firstwall.authorities import queries, services
from firstwall.authorities.signing_in import providers, sessions
from firstwall.authorities.types import AuthorityFacts, OfficeFacts, PersonFacts
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.web import session
from firstwall.web.authorities import attempts
from firstwall.web.authorities.mandate_form import fields_for, first_mandate, main_role, nowhere, wanted
from firstwall.web.guard import said, typed, way_back
from firstwall.web.request import Visit
from firstwall.web.templatetags.firstwall import country


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One button of the demonstration's sign-in."""

    login: str
    name: str
    main_role: str
    office: OfficeFacts | None
    authority: AuthorityFacts


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """The people of one state, or those of the agencies and supervisors."""

    title: str
    people: list[DemoPerson]


@never_cache
def sign_in(request: Visit) -> HttpResponse:
    """One touch of a passkey; in the demonstration, buttons as well."""
    groups = _groups(queries.demo_people()) if settings.FIRSTWALL_DEMO else []
    context = {"demo_groups": groups, "next": way_back(request), "by_number": attempts.is_by_number(request)}
    context["provider"] = providers.is_set_up()
    return render(request, "signin.html", context)


@require_POST
def sign_in_demo(request: Visit) -> HttpResponse:
    """Be a demo person, under the mandate of their usual day where one can be opened."""
    person = queries.person_by_login(request.POST.get("login", ""), is_demo=True) if settings.FIRSTWALL_DEMO else None
    if person is None or not person.is_demo:
        raise NothingHere
    session.sign_in(request, sessions.begin(person, method="demo"), person)
    try:
        actor = services.open_mandate(person.id, channel="page", **first_mandate(person))
    except Refusal:
        return redirect("mandate")
    session.take_mandate(request, actor.mandate_id)
    return redirect(way_back(request))


@require_POST
def sign_out(request: Visit) -> HttpResponse:
    """Leave; the mandate is closed."""
    session.sign_out(request)
    return said(reverse("sign-in"), "signed-out")


@never_cache
def mandate(request: Visit) -> HttpResponse:
    """Choose or change role, strands, purpose, reference, post and shift."""
    if request.person is None:
        return redirect("sign-in")
    problems: Iterable[FieldProblem] = ()
    if request.method == "POST":
        try:
            actor = services.open_mandate(request.person.id, channel="page", **wanted(typed(request)))
        except FieldRefused as refused:
            problems = refused.problems
        except Refusal as refusal:
            field = {"SEC-14": "role", "SEC-21": "purpose"}.get(refusal.rule, "strands")
            problems = (FieldProblem(field, refusal.rule, refusal.article, refusal.sentence, refusal.cure),)
        else:
            session.take_mandate(request, actor.mandate_id)
            return redirect(way_back(request))
    fields = fields_for(
        request.person,
        typed(request) if request.method == "POST" else None,
        request.mandate,
        problems,
        searching=way_back(request).startswith(reverse("check")),
    )
    context = {
        "fields": fields,
        "problems": list(problems),
        "next": way_back(request),
        "nowhere": nowhere(request.person),
    }
    return render(request, "mandate.html", context, status=422 if problems else 200)


def _groups(people: list[PersonFacts]) -> list[DemoGroup]:
    groups: dict[str, DemoGroup] = {}
    for person in people:
        state = person.authority.state_code
        title = country(state) if state else _("Agencies, supervision and administration")
        shown = DemoPerson(person.login, person.name, main_role(person), person.office, person.authority)
        groups.setdefault(state, DemoGroup(title, [])).people.append(shown)
    return list(groups.values())
