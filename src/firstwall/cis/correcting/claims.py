"""Claims between partners: who paid for harm that another's wrong or unlawful entry caused asks it back (GOV-03)."""

from uuid import UUID

from django.db.models import Q

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.cis.correcting.models import Claim
from firstwall.cis.correcting.types import ClaimView
from firstwall.cis.seeing import strand_of_row, text_given
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

CLAIM, ANSWER, READ = "cis.claim_reimbursement", "cis.answer_claim", "cis.read_corrections"
RULE = "GOV-03"
LIABLE = "Decision 2009/917/JHA Art. 30(2)-(3); Regulation (EC) 515/97 Art. 40(2)-(3)"
MOST_CENTS = 10**12
MOST = 200


def claim_reimbursement(actor: Actor, *, reference: str, harm: str, amount_cents: int, key: str = "") -> UUID:
    """Claim from the supplier of an entry what was paid for the harm that it caused; the supplier is told.

    Args:
        actor: of the state that is liable under its own law for harm through the use of the system on its territory.
        reference: of the causing entry; it is often erased by then, so nobody looks whether it is there.
        harm: what happened, and what was paid.
        amount_cents: what was paid, in cents of a euro.
        key: idempotency key.

    Raises:
        FieldRefused: no reference of another authority, no harm said, no amount.
    """
    with lawful(actor, CLAIM, object_type="claim"):
        owner, named = _supplier_of(actor, reference)
        said = text_given(harm, "harm", RULE, LIABLE, N_("A claim says what harm was done."), N_("Say it."))
        if not 0 < amount_cents <= MOST_CENTS:
            raise FieldRefused([_problem("amount", N_("A claim names what was paid."), N_("Give the amount in euro."))])
        body = once.body_hash({"claim": named, "harm": said, "amount": amount_cents})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["claim"])
        row = Claim(
            id=record_id(),
            strand=str(strand_of(actor)),
            alert_reference=named,
            owner_id=owner,
            authority_id=authority_of(actor),
            amount_cents=amount_cents,
            claimed_by=person_of(actor),
            claimed_at=utc_now(),
        )
        row.harm = seal_json({"harm": said}, **_bound(row, row.authority_id))
        row.save(force_insert=True)
        details = {"amount": amount_cents}
        ledger.record(actor, act=CLAIM, object_type="claim", object_id=row.id, reference=named, details=details)
        _tell(actor, "claim_made", owner, row)
        once.remember(actor, key, body, {"claim": str(row.id)})
        return row.id


def answer_claim(actor: Actor, claim_id: UUID, *, share_percent: int, reasons: str, key: str = "") -> None:
    """Say, as the supplier, which share one bears, none or all of it, with reasons; the claimant is told.

    Raises:
        NothingHere, NotPermitted: not a claim against one's own authority.
        FieldRefused: no share from 0 to 100, or no reasons.
        Fault: 409, answered already.
    """
    with lawful(actor, ANSWER, object_type="claim", object_id=claim_id):
        why = text_given(reasons, "reasons", RULE, LIABLE, N_("An answer has reasons."), N_("Give them."))
        if not 0 <= share_percent <= 100:
            raise FieldRefused([_problem("share", N_("A share is from 0 to 100 percent."), N_("Give 0 to decline."))])
        body = once.body_hash({"answer": str(claim_id), "share": share_percent, "reasons": why})
        if once.answered_before(actor, key, body) is not None:
            return
        row = _mine(actor, claim_id, as_supplier=True)
        if row.state != "open":
            raise Fault("answered", N_("This claim is answered already."), status=409)
        row.state, row.share_percent = ("agreed" if share_percent else "declined"), share_percent
        row.answered_by, row.answered_at = person_of(actor), utc_now()
        row.answer = seal_json({"answer": why}, **_bound(row, row.owner_id))
        row.save(update_fields=["state", "share_percent", "answered_by", "answered_at", "answer"])
        details = {"share": share_percent, "outcome": row.state}
        ledger.record(
            actor, act=ANSWER, object_type="claim", object_id=row.id, reference=row.alert_reference, details=details
        )
        outbox.mark_read(actor, object_id=row.id)
        _tell(actor, "claim_answered", row.authority_id, row)
        once.remember(actor, key, body, {"claim": str(row.id)})


def record_payment(actor: Actor, claim_id: UUID, *, key: str = "") -> None:
    """Say, as the claimant, that the agreed share has arrived.

    Raises:
        NothingHere, NotPermitted: not a claim of one's own.
        Fault: 409, nothing is agreed, or it is paid already.
    """
    with lawful(actor, CLAIM, object_type="claim", object_id=claim_id):
        body = once.body_hash({"paid": str(claim_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        row = _mine(actor, claim_id, as_supplier=False)
        if row.state != "agreed":
            raise Fault("not-agreed", N_("No share of this claim waits to be paid."), status=409)
        row.state, row.paid_on, row.paid_by = "paid", utc_now().date(), person_of(actor)
        row.save(update_fields=["state", "paid_on", "paid_by"])
        details = {"outcome": "paid"}
        ledger.record(
            actor, act=CLAIM, object_type="claim", object_id=row.id, reference=row.alert_reference, details=details
        )
        _tell(actor, "claim_paid", row.owner_id, row)
        once.remember(actor, key, body, {"claim": str(row.id)})


def claims_of(actor: Actor) -> list[ClaimView]:
    """Claims one made and claims because of one's own entries, the newest first."""
    with lawful(actor, READ, object_type="claim"):
        rows = list(Claim.objects.order_by("-claimed_at", "id")[:MOST])
        ledger.record(actor, act=READ, object_type="claim", details={"shown": [str(row.id) for row in rows]})
        return [_view(actor, row) for row in rows]


def claim_for(actor: Actor, claim_id: UUID) -> ClaimView:
    """One claim.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, READ, object_type="claim", object_id=claim_id):
        row = Claim.objects.filter(id=claim_id).first()
        if row is None:
            raise NothingHere
        ledger.record(actor, act=READ, object_type="claim", object_id=claim_id)
        return _view(actor, row)


def where_claim(actor: Actor, claim_id: UUID) -> Actor:
    """The actor in the strand of its mandate in which the claim can be seen; as it is when in none."""
    return strand_of_row(actor, Claim, Q(id=claim_id))


def _supplier_of(actor: Actor, reference: str) -> tuple[UUID, str]:
    """The authority whose code a reference begins with, which is another than the claimant."""
    named = reference.strip().upper()
    fits = [one for one in authorities.authorities().values() if named.startswith(f"{one.code}-")]
    if len(named) > 60 or "\0" in named or not fits:
        problem = N_("No authority has such a reference.")
        raise FieldRefused([_problem("reference", problem, N_("Write it as the alert had it."))])
    owner = max(fits, key=lambda one: len(one.code))
    if owner.id == actor.authority_id:
        problem = N_("This entry was your own authority's.")
        raise FieldRefused([_problem("reference", problem, N_("Nobody else has to pay for it."))])
    return owner.id, named


def _mine(actor: Actor, claim_id: UUID, *, as_supplier: bool) -> Claim:
    row = Claim.objects.filter(id=claim_id).first()
    if row is None:
        raise NothingHere
    if actor.authority_id != (row.owner_id if as_supplier else row.authority_id):
        raise NotPermitted(
            RULE,
            N_("The supplier answers a claim; who made it says that it is paid."),
            article=LIABLE,
            cure=N_("Leave it to the other side."),
        )
    waits = "open" if as_supplier else "agreed"
    locked = Claim.objects.filter(id=claim_id, state=waits).select_for_update().first()
    return locked or Claim.objects.get(id=claim_id)


def _view(actor: Actor, row: Claim) -> ClaimView:
    answer = open_json(row.answer, **_bound(row, row.owner_id))["answer"] if row.answer else ""
    names = (
        "id", "alert_reference", "owner_id", "authority_id", "amount_cents", "share_percent", "claimed_at", "state",
        "answered_at", "paid_on",
    )  # fmt: skip
    return ClaimView(
        strand=Strand(row.strand),
        harm=open_json(row.harm, **_bound(row, row.authority_id))["harm"],
        answer=answer,
        is_own=row.owner_id == actor.authority_id,
        **{name: getattr(row, name) for name in names},
    )


def _problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, RULE, LIABLE, sentence, cure)


def _tell(actor: Actor, kind: str, recipient: UUID, row: Claim) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type="claim", object_id=row.id)


def _bound(row: Claim, whose: UUID) -> dict:
    return {"authority_id": whose, "record_id": row.id, "strand": row.strand}
