"""One check: one field, one answer per strand. A hit and no hit have the same frame (CIS-35)."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from firstwall.authorities.permissions import is_permitted
from firstwall.cis import queries as cis
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NotPermitted, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.citations import articles_in_full
from firstwall.screening import services
from firstwall.screening.asking import understood
from firstwall.screening.types import CheckResult, StrandResult
from firstwall.web.cis.showing import order_of
from firstwall.web.fields import FormField, by_field, problem_of, text_of
from firstwall.web.frame import may_search
from firstwall.web.guard import new_key, require, typed, under_mandate
from firstwall.web.request import Request
from firstwall.web.steps import example_of, step_done

_MORE = ("birth_date", "country", "reference", "place")


@under_mandate
def check(request: Request) -> HttpResponse:
    """The field and its answer. Always by POST: what is typed may be a name, and no address may hold one."""
    require(request.actor, "screening.check")
    if request.method != "POST":
        text, said = example_of(request) if "try" in request.GET else ("", {})
        return _page(request, text, said, None, ())
    said = typed(request)
    text = text_of(said, "text").strip()
    try:
        result = _asked(request, text, said)
    except NotPermitted:
        raise
    except (Refusal, Fault) as error:
        return _page(request, text, said, None, (problem_of(error, at=""),))
    step_done(request, "check")
    return _page(request, text, said, result, ())


@under_mandate
@require_POST
def search(request: Request) -> HttpResponse:
    """The field of the top bar: a reference opens its alert, anything else is a check."""
    text = request.POST.get("text", "").strip()
    if cis.is_reference(text) and (strand := cis.strand_of(request.actor, text)) is not None:
        view = cis.alert_for(request.actor.in_strand(strand), text)
        return redirect("alert", view.id)
    return check(request)


def _asked(request: Request, text: str, said: dict) -> CheckResult:
    more = {name: text_of(said, name).strip()[:120] for name in _MORE}
    place, reference, reading = more["place"], more["reference"], text_of(said, "reading")[:120]
    if not (more["birth_date"] or more["country"]):
        return services.check(request.actor, text=text, place=place, reference=reference, reading=reading)
    seen = understood(text, today=utc_now().date(), reading=reading)
    facts = replace(seen.facts, birth_date=more["birth_date"][:10], country=more["country"].upper()[:2])
    result = services.check(request.actor, facts=facts, place=place, reference=reference)
    return replace(result, understood_as=seen.understood_as, number_check=seen.number_check, repairs=seen.repairs)


def _page(request: Request, text: str, said: dict, result: CheckResult | None, problems: tuple) -> HttpResponse:
    context = {
        "text": text,
        "result": result,
        "readings": [_reading(result.facts.numbers[0].value, one) for one in result.repairs] if result else [],
        "answers": [_answer(one) for one in result.strands] if result else [],
        "more": _more(said, problems),
        "show_more": any(problem.field == "reference" for problem in problems) or any(text_of(said, n) for n in _MORE),
        "problems": problems,
        "key": new_key(),
        "change_url": "" if may_search(request.actor) else f"{reverse('mandate')}?next={reverse('check')}",
        "can_decide": is_permitted(request.actor, "screening.decide"),
    }
    return render(request, "check.html", context, status=422 if problems else 200)


def _reading(typed: str, reading: str) -> dict:
    """One repair and the character that may have been misread (EXC-17)."""
    swapped = [(old, new) for old, new in zip(typed, reading, strict=False) if old != new]
    old, new = swapped[0] if len(swapped) == 1 and len(typed) == len(reading) else ("", "")
    return {"value": reading, "old": old, "new": new}


def _answer(result: StrandResult) -> dict:
    base = {"strand": result.strand, "candidates": result.candidates, "too_many": result.too_many}
    if not result.candidates:
        return base | {
            "kind": _("Answered"),
            "action": "none",
            "heading": N_("No alert answers"),
            "sentence": N_("No alert that this mandate may read looks like this. Go on as usual."),
            "citation": "",
        }
    best = result.candidates[0]
    citation = order_of(best.action, result.strand).citation
    if best.action_asked:
        citation = articles_in_full("D 6(2); R 28(2)", result.strand)
    count = len(result.candidates)
    return base | {
        "kind": ngettext("%(n)s alert", "%(n)s alerts, the best first", count) % {"n": count},
        "action": "discreet" if best.is_discreet else best.action,
        "heading": best.action_label,
        "sentence": best.instruction,
        "citation": citation,
    }


def _more(said: dict, problems: tuple) -> list[FormField]:
    wrong = by_field(problems)
    rows = (
        ("birth_date", N_("Date of birth"), N_("1979, 1979-03 or 1979-03-14")),
        ("country", N_("Country"), N_("Two letters")),
        ("reference", N_("Reference"), N_("Case, declaration, vehicle or journey; needed for a name outside a lane")),
        ("place", N_("Place"), N_("If not your post")),
    )
    return [
        FormField(code, label, hint=hint, text=text_of(said, code), problem=wrong.get(code))
        for code, label, hint in rows
    ]
