"""How a refusal, a fault or an unreadable request is answered: one shape, never a stack trace (REL-19)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import ValidationError

from firstwall.kernel.refusal import Fault, FieldRefused, Refusal
from firstwall.kernel.sentences import in_language


def install(api: NinjaAPI) -> None:
    """Give the API one answer for each family of errors."""

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        return api.create_response(request, of_refusal(refusal), status=refusal.status)

    @api.exception_handler(Fault)
    def at_fault(request: HttpRequest, fault: Fault) -> HttpResponse:
        return api.create_response(request, of_fault(fault), status=fault.status)

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        problems = [
            {"field": ".".join(str(p) for p in e["loc"][2:]) or str(e["loc"][-1]), "sentence": e["msg"]}
            for e in error.errors
        ]
        body = _body("unreadable", gettext("The request does not have the form that this address takes."))
        return api.create_response(request, body | {"problems": problems}, status=422)


def of_refusal(refusal: Refusal) -> dict:
    """The law or the owner says no: rule, article, and what can be done."""
    body = _body(refusal.rule, _say(refusal.sentence)) | {"article": refusal.article, "cure": _say(refusal.cure)}
    if refusal.field:
        body["field"] = refusal.field
    if isinstance(refusal, FieldRefused):
        body["problems"] = [
            {"field": p.field, "rule": p.rule, "article": p.article, "sentence": _say(p.sentence), "cure": _say(p.cure)}
            for p in refusal.problems
        ]
    return body


def of_fault(fault: Fault) -> dict:
    """Input or machine at fault: where, the cure, and whether sending again is safe."""
    return _body(fault.code, _say(fault.sentence)) | {
        "place": fault.place,
        "cure": _say(fault.cure),
        "safe_to_retry": fault.safe_to_retry,
    }


def _body(code: str, sentence: str) -> dict:
    return {"rule": code, "sentence": sentence}


def _say(text: str) -> str:
    return in_language(text, gettext)
