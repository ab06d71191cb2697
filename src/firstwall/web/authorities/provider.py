"""To the administration's identity provider and back: sign in, bind under a one-time link, prove again."""

import hmac

from django.http import HttpResponse
from django.http import HttpResponseRedirect as Redirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from firstwall.authorities.signing_in import links, providers, refused
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_
from firstwall.web import session
from firstwall.web.authorities import attempts
from firstwall.web.authorities.doors import sign_in_page
from firstwall.web.fields import problem_of
from firstwall.web.guard import said, to_mandate, way_back
from firstwall.web.request import Visit


@never_cache
def begin(request: Visit, secret: str = "") -> HttpResponse:
    """Send the browser to the provider; what it needs on its return stays with it for five minutes."""
    if secret:
        links.opened(secret)
    begun = providers.begin(_return_to(request))
    more = {"nonce": begun.nonce, "verifier": begun.verifier, "next": way_back(request), "link": secret}
    more["again"] = "1" if request.GET.get("again") and request.held else ""
    return attempts.ask(request, Redirect(begun.address), "openid", begun.state, **more)


@never_cache
def answer(request: Visit) -> HttpResponse:
    """Back from the provider."""
    if not request.GET:
        return redirect("sign-in")
    try:
        state, kept = attempts.asked(request, "openid")
        if not hmac.compare_digest(request.GET.get("state", "").encode(), state.hex().encode()):
            raise Fault("not-asked", N_("This answer belongs to another sign-in."), cure=N_("Begin again."), status=422)
        code = request.GET.get("code", "")
        if request.GET.get("error") or not code:
            sentence = N_("The provider of your administration did not let you in.")
            raise Fault("not-let-in", sentence, cure=N_("Begin again, or ask the people who run it."), status=422)
        claims = providers.claims_of(
            code, nonce=kept["nonce"], verifier=kept["verifier"], return_to=_return_to(request)
        )
        if kept["again"] and request.held and request.person:
            request.held = providers.prove(request.held, request.person, claims, state)
            return redirect(kept["next"])
        if kept["link"]:
            held, person = providers.bind(kept["link"], claims, state)
        else:
            held, person = providers.sign_in(claims, state)
    except (Refusal, Fault) as error:
        if isinstance(error, Refusal):
            refused.record_refused(error.rule, attempts.address_of(request))
        return sign_in_page(request, (problem_of(error, at=""),))
    session.sign_in(request, held, person)
    if kept["link"]:
        return said(reverse("mandate"), "bound")
    return redirect(to_mandate(kept["next"]))


def _return_to(request: Visit) -> str:
    return attempts.origin_of(request) + reverse("provider-answer")
