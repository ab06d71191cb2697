"""Lists of designations: a day's list, what changed between two days, versions with their check, and what is published."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from firstwall.authorities import list_queries
from firstwall.authorities import lists as service
from firstwall.authorities.list_rules import RIGHTS, widens
from firstwall.authorities.permissions import is_permitted
from firstwall.authorities.types import AuthorityFacts, ListChange, ListedRow, ListView
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.web.authorities.doors import freshly
from firstwall.web.fields import FormField, Option, options_of
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request
from firstwall.web.words import RIGHTS as RIGHT_LABELS


@under_mandate
def lists(request: Request) -> HttpResponse:
    """The list of a strand on a day, against another day if one is named; as it is printed and published."""
    actor, asked = _there(request), request.GET
    require(actor, "authorities.read_lists")
    today = utc_now().date()
    day, against = _day(asked.get("day", "")) or today, _day(asked.get("against", ""))
    listed = list_queries.list_on(actor, day)
    context = {
        "listed": listed,
        "rows": drawn_rows(listed.rows, listed.authorities),
        "changes": _changes(list_queries.difference(actor, against, day), listed.authorities) if against else [],
        "against": against,
        "versions": list_queries.versions(actor),
        "strand": str(actor.strand),
        "strands": [str(one) for one in request.actor.strands],
        "authority_names": {key: one.name for key, one in listed.authorities.items()},
        "can_propose": is_permitted(actor, "authorities.propose_list"),
        "fields": _day_fields(day, against),
    }
    return render(request, "lists.html", context)


@under_mandate
def published(request: Request) -> HttpResponse:
    """The list of a strand on a day for publication: direct access and use, two lists (CIS-26, CIS-27)."""
    actor = _there(request)
    require(actor, "authorities.read_lists")
    out = list_queries.published(actor, _day(request.GET.get("day", "")) or utc_now().date())
    name = f"designations-{out['strand']}-{out['day']}.json"
    answer = JsonResponse(out, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@under_mandate
def propose(request: Request) -> HttpResponse:
    """The next version of the own state's list: the one in force, to be changed row by row."""
    actor = _there(request)
    require(actor, "authorities.propose_list")
    listed = list_queries.list_on(actor, utc_now().date())
    mine = _own_rows(actor, listed)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            rows, typed = _typed_rows(request, mine), request.POST
            day = _day(typed.get("in_force_from", "")) or date.min
            view = service.propose_list(actor, rows=rows, reason=typed.get("reason", ""), in_force_from=day)
            return said(f"{reverse('list', args=[view.id])}?strand={actor.strand}", "list-proposed")
        except FieldRefused as refused:
            problems = refused.problems
    day_shown = request.POST.get("in_force_from", utc_now().date().isoformat())
    beside = {problem.field: problem for problem in problems}
    context = {
        "groups": [_row_group(number, row, listed.authorities, request) for number, row in enumerate(mine)],
        "fields": [
            FormField(
                "in_force_from", N_("In force from"), hint=N_("Year-month-day, today or later."),
                text=day_shown, problem=beside.get("in_force_from"), required=True,
            ),
            FormField(
                "reason", N_("Why the list changes"), "prose", text=request.POST.get("reason", ""),
                problem=beside.get("reason"), required=True,
            ),
        ],
        "problems": problems,
        "strand": str(actor.strand),
    }  # fmt: skip
    return render(request, "list_new.html", context, status=422 if problems else 200)


@under_mandate
@freshly
def version(request: Request, list_id: UUID) -> HttpResponse:
    """One version: what it changes, the finding of the check, and the step that is next for this reader."""
    actor = _there(request)
    require(actor, "authorities.read_lists")
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            return said(f"{reverse('list', args=[list_id])}?strand={actor.strand}", _step(request, actor, list_id))
        except FieldRefused as refused:
            problems = refused.problems
    view, changes = list_queries.version(actor, list_id)
    listed = list_queries.list_on(actor, view.in_force_from)
    context = version_context(view, changes, listed.authorities, problems, request.POST)
    context["can_check"] = view.state == "proposed" and is_permitted(actor, "authorities.check_list")
    context["can_confirm"] = view.state == "checked" and is_permitted(actor, "authorities.confirm_list")
    return render(request, "list_version.html", context, status=422 if problems else 200)


def version_context(
    view: ListView,
    changes: tuple[ListChange, ...],
    known: dict[UUID, AuthorityFacts],
    problems: tuple[FieldProblem, ...],
    typed: dict,
) -> dict:
    """What the template draws."""
    beside = {problem.field: problem for problem in problems}
    verdict = typed.get("verdict", "")
    options = (
        Option("yes", N_("In proportion"), N_("It may be confirmed."), chosen=verdict == "yes"),
        Option("no", N_("Not in proportion"), N_("It goes back to the state."), chosen=verdict == "no"),
    )
    finding = FormField(
        "finding", N_("Finding"), "prose", N_("What was looked at, and why the designations are needed in this width."),
        text=typed.get("finding", ""), problem=beside.get("finding"), required=True,
    )  # fmt: skip
    return {
        "version": view,
        "changes": _changes(changes, known),
        "widens": widens(changes),
        "rows": drawn_rows(view.rows, known),
        "proposed_for": known.get(view.proposed_for),
        "checked_for": known.get(view.checked_for) if view.checked_for else None,
        "fields": [
            FormField("verdict", N_("Check for proportion"), "choice", options=options, is_group=True, cards=True,
                      required=True, problem=beside.get("verdict")),
            finding,
        ],
        "problems": problems,
    }  # fmt: skip


def drawn_rows(rows: Iterable[ListedRow], known: dict[UUID, AuthorityFacts]) -> list[dict]:
    """Rows of a list with names and words, by state and name."""
    drawn = [_drawn(row, known[row.authority_id]) for row in rows if row.authority_id in known]
    return sorted(drawn, key=lambda one: (one["authority"].state_code or "~", one["authority"].name))


def _drawn(row: ListedRow, authority: AuthorityFacts) -> dict:
    return {
        "authority": authority,
        "categories": row.categories,
        "purposes": [tables.PURPOSES[code].label for code in row.purposes if code in tables.PURPOSES],
        "rights": row.rights,
        "screen_only": row.screen_only,
        "until": row.valid_until,
        "legal_basis": row.legal_basis,
    }


def _changes(changes: Iterable[ListChange], known: dict[UUID, AuthorityFacts]) -> list[dict]:
    return [
        {
            "authority": known[one.authority_id],
            "kind": one.kind,
            "before": drawn_rows(one.before, known),
            "after": drawn_rows(one.after, known),
        }
        for one in changes
        if one.authority_id in known
    ]


def _step(request: Request, actor: Actor, list_id: UUID) -> str:
    typed = request.POST
    if typed.get("step") == "confirm":
        service.confirm_list(actor, list_id)
        return "list-confirmed"
    if typed.get("verdict") not in ("yes", "no"):
        sentence, cure = N_("The check has no result."), N_("Choose one of the two.")
        raise FieldRefused([FieldProblem("verdict", "CIS-26", "", sentence, cure)])
    is_good = typed.get("verdict") == "yes"
    service.check_list(actor, list_id, is_proportionate=is_good, finding=typed.get("finding", ""))
    return "list-checked"


def _own_rows(actor: Actor, listed: list_queries.DayList) -> list[ListedRow]:
    """The rows in force of the own state (or body), and an empty one for each of its authorities that has none."""
    state = listed.authorities[actor.authority_id].state_code if actor.authority_id in listed.authorities else ""
    mine = [
        key
        for key, one in listed.authorities.items()
        if one.state_code == state and (state or key == actor.authority_id) and _may_be_listed(one, actor)
    ]
    rows = [row for row in listed.rows if row.authority_id in mine]
    missing = [key for key in mine if key not in {row.authority_id for row in rows}]
    return rows + [ListedRow(key, (), (), ()) for key in sorted(missing, key=str)]


def _may_be_listed(authority: AuthorityFacts, actor: Actor) -> bool:
    access = tables.access_of(authority.type, Strand(str(actor.strand))).access
    return access in ("partner", "read_on_screen", "by_decision")


def _typed_rows(request: Request, mine: list[ListedRow]) -> list[ListedRow]:
    """The rows as typed; one without any right is off the list."""
    rows = []
    for number, row in enumerate(mine):
        categories, purposes, rights = (
            tuple(request.POST.getlist(f"{part}.{number}")) for part in ("categories", "purposes", "rights")
        )
        if rights:
            basis = request.POST.get(f"legal_basis.{number}", "").strip()
            rows.append(replace(row, categories=categories, purposes=purposes, rights=rights, legal_basis=basis))
    return rows


def _row_group(number: int, row: ListedRow, known: dict[UUID, AuthorityFacts], request: Request) -> dict:
    def chosen(part: str, held: tuple[str, ...]) -> list[str]:
        return request.POST.getlist(f"{part}.{number}") if request.method == "POST" else list(held)

    rights = chosen("rights", row.rights)
    right_options = tuple(Option(code, str(RIGHT_LABELS[code]), chosen=code in rights) for code in RIGHTS)
    fields = [
        FormField(f"categories.{number}", N_("Categories of data"), "choices", is_group=True,
                  options=options_of(tables.CATEGORIES.values(), chosen("categories", row.categories))),
        FormField(f"purposes.{number}", N_("Purposes"), "choices", is_group=True,
                  options=options_of(_listable(), chosen("purposes", row.purposes))),
        FormField(f"rights.{number}", N_("Rights"), "choices", N_("None: the authority is off the list."), is_group=True,
                  options=right_options),
        FormField(f"legal_basis.{number}", N_("National legal basis"),
                  hint=N_("The provision under which it enters alerts: law and article. Each alert carries a copy."),
                  text=request.POST.get(f"legal_basis.{number}", row.legal_basis)),
    ]  # fmt: skip
    return {"authority": known[row.authority_id], "number": number, "fields": fields}


def _listable() -> list:
    return [row for row in tables.PURPOSES.values() if row.kind not in ("supervision", "administration")]


def _there(request: Request) -> Actor:
    wanted = request.GET.get("strand") or request.POST.get("strand") or ""
    return request.actor.in_strand(Strand(wanted)) if wanted in request.actor.strands else request.actor


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _day_fields(day: date, against: date | None) -> list[FormField]:
    return [
        FormField("day", N_("On the day"), "date", text=day.isoformat()),
        FormField("against", N_("Compared with the day"), "date", text=against.isoformat() if against else ""),
    ]
