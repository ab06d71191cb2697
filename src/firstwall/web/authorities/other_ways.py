"""Ways in when no passkey can be used: password and code, and the sealed account. Both are limited in time."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from firstwall.authorities.signing_in import fallbacks, refused
from firstwall.kernel.refusal import Fault, FieldProblem, Refusal
from firstwall.web import session
from firstwall.web.authorities import attempts
from firstwall.web.fields import problem_of
from firstwall.web.guard import to_mandate, way_back
from firstwall.web.request import Visit


@never_cache
def other_ways(request: Visit) -> HttpResponse:
    """Password and code, or the sealed code."""
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            if request.POST.get("sealed"):
                held, person = fallbacks.open_sealed(request.POST["sealed"])
            else:
                said = (request.POST.get(name, "")[:200] for name in ("login", "password", "code"))
                held, person = fallbacks.sign_in_by_code(*said, address=attempts.address_of(request))
        except (Refusal, Fault) as error:
            if isinstance(error, Refusal):
                refused.record_refused(error.rule, attempts.address_of(request))
            problems = (problem_of(error, at=""),)
        else:
            session.sign_in(request, held, person)
            return redirect(to_mandate(way_back(request)))
    context = {"problems": problems, "codes": fallbacks.are_allowed()}
    return render(request, "other_ways.html", context, status=422 if problems else 200)


@require_POST
def begin_codes(request: Visit, secret: str) -> HttpResponse:
    """A one-time link used for seven days of password and code; both are shown once."""
    return render(request, "codes.html", {"codes": fallbacks.begin_codes(secret)})
