"""Reads of the registers, narrowed by policy to holder and supplier; every reading is entered in the ledger."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from firstwall.authorities.acting import acting, lawful
from firstwall.cis.passing.models import Copy, Receipt, Transfer
from firstwall.cis.passing.proceedings import untold
from firstwall.cis.passing.transfers import asked_of, decided_of
from firstwall.cis.passing.types import CopyView, ReceiptView, SupervisedCopy, SupervisedTransfer, TransferView
from firstwall.cis.seeing import strand_of_row
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.seals.services import open_json

COPIES, TRANSFERS = "cis.read_copies", "cis.read_transfers"
MOST = 200


def copies_of(actor: Actor, *, alert_id: UUID | None = None, held: bool | None = None) -> list[CopyView]:
    """The register of copies in the strand: those one holds, and those that others hold of one's own alerts; newest first.

    Args:
        actor: who reads.
        alert_id: of this alert only.
        held: True for those one holds, False for those others hold, None for both.
    """
    with lawful(actor, COPIES, object_type="copy"):
        rows = Copy.objects.order_by("-made_on", "id")
        if alert_id is not None:
            rows = rows.filter(alert_id=alert_id)
        if held is not None:
            mine = Q(authority_id=authority_of(actor))
            rows = rows.filter(mine if held else ~mine)
        found = [_copy(actor, row) for row in rows[:MOST]]
        ledger.record(actor, act=COPIES, object_type="copy", details={"shown": [str(one.id) for one in found]})
        return found


def past_review(day: date, strand: Strand, *, using: str, size: int) -> list[SupervisedCopy]:
    """Copies whose review is over and which were not erased, the oldest first; seen by who watches holder or supplier."""
    rows = Copy.objects.using(using).filter(strand=strand, review_on__lte=day).exclude(state="erased")
    return [
        SupervisedCopy(
            row.alert_reference, row.owner_id, row.authority_id, row.strand, row.system, row.case_reference, row.review_on,
            row.state,
        )
        for row in rows.order_by("review_on", "id")[:size]
    ]  # fmt: skip


def authorised_transfers(strand: Strand, *, using: str, size: int) -> list[SupervisedTransfer]:
    """Transfers that were authorised, the newest first, each with how many documents were made under it."""
    rows = Transfer.objects.using(using).filter(strand=strand, authorisation_id__isnull=False)
    return [
        SupervisedTransfer(
            str(row.authorisation_id), row.alert_reference, row.owner_id, row.authority_id, row.strand, row.kind, row.country,
            row.state, row.valid_until, row.times,
        )
        for row in rows.annotate(times=Count("made")).order_by("-decided_at", "id")[:size]
    ]  # fmt: skip


def copy_for(actor: Actor, copy_id: UUID) -> CopyView:
    """One line of the register.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, COPIES, object_type="copy", object_id=copy_id):
        row = Copy.objects.filter(id=copy_id).first()
        if row is None:
            raise NothingHere
        ledger.record(actor, act=COPIES, object_type="copy", object_id=copy_id)
        return _copy(actor, row)


def receipts_of(actor: Actor, *, open_only: bool = True) -> list[ReceiptView]:
    """What one owes and what one is owed, the most urgent first."""
    with lawful(actor, COPIES, object_type="receipt"):
        rows = Receipt.objects.order_by("due_on", "id")
        if open_only:
            rows = rows.filter(done_at=None)
        found = [_receipt(actor, row) for row in rows[:MOST]]
        ledger.record(actor, act=COPIES, object_type="receipt", details={"shown": [str(one.id) for one in found]})
        return found


def transfers_of(actor: Actor, *, alert_id: UUID | None = None) -> list[TransferView]:
    """Requests one made and requests on one's own alerts, newest first."""
    with lawful(actor, TRANSFERS, object_type="transfer"):
        rows = Transfer.objects.annotate(times=Count("made")).order_by("-asked_at", "id")
        if alert_id is not None:
            rows = rows.filter(alert_id=alert_id)
        found = [_transfer(actor, row) for row in rows[:MOST]]
        ledger.record(actor, act=TRANSFERS, object_type="transfer", details={"shown": [str(one.id) for one in found]})
        return found


def transfer_for(actor: Actor, transfer_id: UUID) -> TransferView:
    """One request with its decision.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, TRANSFERS, object_type="transfer", object_id=transfer_id):
        row = Transfer.objects.annotate(times=Count("made")).filter(id=transfer_id).first()
        if row is None:
            raise NothingHere
        ledger.record(actor, act=TRANSFERS, object_type="transfer", object_id=transfer_id)
        return _transfer(actor, row)


def conditions_on(actor: Actor, alert_id: UUID) -> list[TransferView]:
    """The authorisations in force under which one's own authority may use or pass on this alert: shown at every later view."""
    with acting(actor):
        rows = Transfer.objects.annotate(times=Count("made")).filter(
            alert_id=alert_id,
            authority_id=authority_of(actor),
            state="authorised",
            valid_until__gt=utc_now().date(),
        )
        return [_transfer(actor, row) for row in rows.order_by("decided_at")]


def answers_owed(actor: Actor) -> dict[str, int]:
    """How many receipts and decisions wait for the actor's own authority, in the strand acted in: a look at counts."""
    with acting(actor):
        mine = authority_of(actor)
        return {
            "receipts": Receipt.objects.filter(authority_id=mine, done_at=None).count(),
            "transfers": Transfer.objects.filter(owner_id=mine, state="asked").count(),
            "proceedings": untold(actor),
        }


def where_copy(actor: Actor, copy_id: UUID) -> Actor:
    """The actor in the strand of its mandate in which the copy can be seen; as it is when in none."""
    return strand_of_row(actor, Copy, Q(id=copy_id))


def where_transfer(actor: Actor, transfer_id: UUID) -> Actor:
    """The same for a request; an authorisation's id leads there too."""
    return strand_of_row(actor, Transfer, Q(id=transfer_id) | Q(authorisation_id=transfer_id))


def where_receipt(actor: Actor, receipt_id: UUID) -> Actor:
    """The same for a receipt."""
    return strand_of_row(actor, Receipt, Q(id=receipt_id))


def _copy(actor: Actor, row: Copy) -> CopyView:
    is_own = row.authority_id == actor.authority_id
    need = ""
    if is_own and row.need:
        need = open_json(row.need, authority_id=row.authority_id, record_id=row.id, strand=row.strand)["need"]
    same = (
        "id",
        "alert_id",
        "alert_reference",
        "alert_version",
        "owner_id",
        "authority_id",
        "service_id",
        "kind",
        "system",
    )
    days = ("case_reference", "made_on", "review_on", "last_day", "state", "ended_on", "ended_because", "analyst_id")
    plain = {name: getattr(row, name) for name in (*same, *days)}
    if row.state == "active" and utc_now().date() >= row.review_on:
        plain["state"] = "blocked"  # whether the job has come by already or not
    return CopyView(strand=Strand(row.strand), need=need, is_own=is_own, **plain)


def _receipt(actor: Actor, row: Receipt) -> ReceiptView:
    names = [name for name in ReceiptView.__slots__ if name not in ("strand", "is_own")]
    plain = {name: getattr(row, name) for name in names}
    return ReceiptView(strand=Strand(row.strand), is_own=row.authority_id == actor.authority_id, **plain)


def _transfer(actor: Actor, row: Transfer) -> TransferView:
    asked, decided = asked_of(row), decided_of(row)
    names = ("id", "alert_id", "alert_reference", "owner_id", "authority_id", "kind", "country", "ground", "asked_at")
    plain = {name: getattr(row, name) for name in (*names, "state", "decided_at", "authorisation_id", "valid_until")}
    return TransferView(
        strand=Strand(row.strand),
        purpose=asked["purpose"],
        recipient=asked["recipient"],
        legal_basis=asked["legal_basis"],
        fields=tuple(decided["fields"] or asked["fields"]),
        conditions=decided["conditions"],
        reasons=decided["reasons"],
        made=row.times,  # type: ignore[attr-defined]  # annotated
        is_own=row.owner_id == actor.authority_id,
        **plain,
    )
