"""Witnesses of the ledger: who confirms it, how far, and the files that go to them and come back (SEC-30)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger.witnessing import Watch, pairs
from firstwall.supervision import witnessing
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request

_LONGEST_NUMBER = 16


@under_mandate
def witnesses(request: Request) -> HttpResponse:
    """How far each witness has come, and the three steps."""
    require(request.actor, witnessing.READ)
    return render(request, "witnesses.html", witnesses_context(witnessing.watch(request.actor)))


def witnesses_context(watch: Watch) -> Mapping[str, Any]:
    """What the page shows."""
    late = watch.is_late(utc_now())
    return {
        "witnesses": watch.witnesses,
        "late_since": watch.alone_since if late else None,
        "too_few": not pairs(watch.witnesses),
        "end_key": new_key(),
        "register_key": new_key(),
        "take_key": new_key(),
    }


@under_mandate
def ask(request: Request) -> HttpResponse:
    """The file for a witness."""
    typed = request.GET.get("old", "").strip() or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) < _LONGEST_NUMBER):
        raise Fault("no-size", N_("That is no number of entries."), status=422)
    return HttpResponse(
        witnessing.request(request.actor, int(typed)),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="witness-request.txt"', "Cache-Control": "no-store"},
    )


@under_mandate
@require_POST
def register(request: Request) -> HttpResponse:
    """Register a witness by its public key."""
    witnessing.register_witness(request.actor, request.POST.get("witness", ""), key=request.POST.get("key", ""))
    return said(reverse("witnesses"), "witness_registered")


@under_mandate
@require_POST
def take(request: Request) -> HttpResponse:
    """Take the file back that a witness has signed."""
    upload = request.FILES.get("file")
    if upload is None:
        raise Fault("no_file", N_("No file was chosen."), cure=N_("Choose a file and send it again."), status=422)
    try:
        note = upload.read(witnessing.LONGEST_NOTE).decode()
    except UnicodeDecodeError:
        raise Fault("no-text", N_("The file is no text."), status=422) from None
    witnessing.take_cosignatures(request.actor, note, key=request.POST.get("key", ""))
    return said(reverse("witnesses"), "cosignature_taken")


@under_mandate
@require_POST
def end(request: Request) -> HttpResponse:
    """End a witness's key, for a reason."""
    typed = request.POST
    key = typed.get("key", "")
    witnessing.end_witness(request.actor, typed.get("witness", ""), reason=typed.get("reason", ""), key=key)
    return said(reverse("witnesses"), "witness_ended")
