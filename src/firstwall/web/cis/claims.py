"""Pages of claims between partners: what harm an entry caused, what was paid, who bears which share (GOV-03)."""

from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cis.correcting import claims
from firstwall.cis.correcting.types import ClaimView
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.tables import STRAND_LABELS
from firstwall.web.cis.forms import ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import Option
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request

_CENTS = 100


@under_mandate
def claim_new(request: Request) -> HttpResponse:
    """Claim what was paid."""
    require(request.actor, claims.CLAIM)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        with beside_fields(problems):
            claims.claim_reimbursement(
                _in_strand(request.actor, typed.get("strand", "")),
                reference=typed.get("reference", ""),
                harm=typed.get("harm", ""),
                amount_cents=_cents(typed.get("amount", "")),
                key=typed.get("key", ""),
            )
            return said(reverse("registers"), "claim-made")
    form = Form(typed, problems)
    strands = [Option(str(one), STRAND_LABELS[one]) for one in request.actor.strands]
    page = ActPage(
        title=_("Claim what harm by another's entry cost"),
        about=N_(
            "Your state is liable for harm through the use of the system; the supplier of the entry is asked to share it."
        ),
        citation=claims.LIABLE,
        strand="",
        fields=[
            form.text("reference", N_("Reference of the entry"), _("As the alert had it, also when it is erased.")),
            form.choice("strand", N_("Strand"), strands),
            form.text("harm", N_("Harm"), _("What happened, to whom it was paid, under which file."), long=True),
            form.text("amount", N_("Paid, in euro"), _("Such as 1200 or 1200.50.")),
        ],
        buttons=[Button("claim", N_("Claim it"), "primary")],
        back=reverse("registers"),
    )
    return show(request, page, problems)


@under_mandate
def claim(request: Request, claim_id: UUID) -> HttpResponse:
    """A claim; for the supplier the answer, for the claimant the payment."""
    actor = claims.where_claim(request.actor, claim_id)
    require(actor, claims.READ)
    problems: list[FieldProblem] = []
    typed = request.POST
    if request.method == "POST":
        key = typed.get("key", "")
        with beside_fields(problems):
            if typed.get("act") == "paid":
                claims.record_payment(actor, claim_id, key=key)
                return said(reverse("registers"), "claim-paid")
            share, reasons = _percent(typed.get("share", "")), typed.get("reasons", "")
            claims.answer_claim(actor, claim_id, share_percent=share, reasons=reasons, key=key)
            return said(reverse("registers"), "claim-answered")
    view = claims.claim_for(actor, claim_id)
    return show(request, _page(actor, view, Form(typed, problems)), problems)


def _page(actor: Actor, view: ClaimView, form: Form) -> ActPage:
    with acting(actor):
        names = {key: one.name for key, one in authorities.authorities().items()}
    answers, pays = view.is_own and view.state == "open", not view.is_own and view.state == "agreed"
    fields = [
        form.text("share", N_("Share that you bear, in percent"), _("0 declines, 100 bears all.")),
        form.text("reasons", N_("Reasons"), long=True),
    ]
    buttons = [Button("answer", N_("Answer"), "primary")] if answers else []
    if pays:
        buttons = [Button("paid", N_("It is paid"), "primary")]
    return ActPage(
        title=_("Claim between partners"),
        about=N_("Who paid for harm that another's entry caused asks it back; the share is agreed between them."),
        citation=claims.LIABLE,
        strand=str(view.strand),
        facts=[
            Fact(N_("Entry"), view.alert_reference),
            Fact(N_("Supplier"), names.get(view.owner_id, "")),
            Fact(N_("Claimed by"), names.get(view.authority_id, "")),
            Fact(N_("Claimed on"), view.claimed_at, "day"),
            Fact(N_("Paid, in euro"), f"{view.amount_cents // _CENTS}.{view.amount_cents % _CENTS:02}"),
            Fact(N_("Harm"), view.harm),
            Fact(N_("Share of the supplier"), "" if view.share_percent is None else f"{view.share_percent} %"),
            Fact(N_("Reasons"), view.answer),
            Fact(N_("State"), view.state, "word", "claim_state"),
            Fact(N_("Paid on"), view.paid_on, "day"),
        ],
        fields=fields if answers else [],
        buttons=buttons,
    )


def _cents(text: str) -> int:
    """An amount that was typed; 0, which the service refuses, for what is none."""
    try:
        amount = Decimal(text.strip().replace(",", ".")) * _CENTS
    except InvalidOperation:
        return 0
    return int(amount) if amount.is_finite() and abs(amount) < claims.MOST_CENTS else 0


def _percent(text: str) -> int:
    """A share that was typed; one that the service refuses for what is none."""
    text = text.strip().removesuffix("%").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def _in_strand(actor: Actor, code: str) -> Actor:
    if code not in {str(strand) for strand in actor.strands}:
        raise FieldRefused(
            [FieldProblem("strand", "CIS-01", "", N_("No strand is chosen."), N_("Choose one of your mandate."))]
        )
    return actor.in_strand(Strand(code))
