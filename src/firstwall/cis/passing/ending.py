"""Copies and transfers at the end of their time: by the login of the jobs alone, inside `supervision`'s transaction.

A copy is announced, blocked and erased by its own days; what others hold of an alert that ends owes a receipt, and what people
wrote about it goes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from firstwall.cis.passing.models import Copy, ProceedingUse, Receipt, Transfer, TransferMade
from firstwall.cis.passing.rules import CopyClocks, CopyDue, due_with
from firstwall.kernel.words import Strand
from firstwall.law.sharing import PERIODS, after

LOGIN = "jobs"
_CLOCKS = tuple(CopyClocks.__dataclass_fields__)
_COLUMNS = ("id", "strand", "alert_id", "alert_reference", "owner_id", "authority_id")


@dataclass(frozen=True, slots=True)
class EndingCopy:
    """A copy whose time has come; no word of why it was needed."""

    id: UUID
    strand: Strand
    alert_id: UUID
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    review_on: date
    last_day: date
    # erased by its holder before: only its line in the register ends now
    is_over: bool


def walk_copies(what: CopyDue, day: date, *, after_id: UUID | None, size: int) -> list[EndingCopy]:
    """Lock and return the next copies with which this is due on the day."""
    rows = Copy.objects.using(LOGIN).filter(_near(what, day)).order_by("id")
    if after_id is not None:
        rows = rows.filter(id__gt=after_id)
    found = list(rows.select_for_update(no_key=True).only(*_COLUMNS, *_CLOCKS)[:size])
    return [_ending(row) for row in found if what in due_with(_clocks(row), day)]


def erase_copies(ids: Sequence[UUID], day: date) -> dict[str, int]:
    """End copies that have come to ten years: what remains names no person and no reason."""
    rows = Copy.objects.using(LOGIN).filter(id__in=ids)
    ended = rows.filter(ended_on=None).update(state="erased", ended_on=day, ended_because="limit")
    rows.update(need=None, analyst_id=None)
    return {"cis_copy": ended}


def block_copies(ids: Sequence[UUID]) -> dict[str, int]:
    """Block copies whose need was not reviewed: they yield no document until it is."""
    return {"cis_copy": Copy.objects.using(LOGIN).filter(id__in=ids, state="active").update(state="blocked")}


def mark_copies_noticed(ids: Sequence[UUID], day: date) -> None:
    """Remember that the holders were told, so that nobody is told twice."""
    Copy.objects.using(LOGIN).filter(id__in=ids).update(review_noticed_on=day)


def push_erasures(alerts: Sequence[UUID], now: datetime) -> list[Receipt]:
    """Ask every holder of these alerts to erase; an erasure that is owed already is not asked for twice."""
    owed = set(Receipt.objects.using(LOGIN).filter(alert_id__in=alerts, act="erase").values_list("held_id", flat=True))
    due_on = after(now.date(), "receipt")
    receipts = [
        Receipt(
            strand=row.strand,
            held_as=held_as,
            held_id=row.id,
            alert_id=row.alert_id,
            alert_reference=row.alert_reference,
            alert_version=0,  # no version is left
            owner_id=row.owner_id,
            authority_id=row.authority_id,
            act="erase",
            because="limit",
            owed_at=now,
            due_on=due_on,
        )
        for held_as, row in _held(alerts)
        if row.id not in owed
    ]
    Receipt.objects.using(LOGIN).bulk_create(receipts)
    return receipts


def erase_with(alerts: Sequence[UUID]) -> dict[str, int]:
    """Empty what people wrote in requests and decisions on these alerts."""
    rows = Transfer.objects.using(LOGIN).filter(alert_id__in=alerts)
    uses = ProceedingUse.objects.using(LOGIN).filter(alert_id__in=alerts)
    return {"cis_transfer": rows.update(asked=None, decided=None), "cis_proceeding_use": uses.update(said=None)}


def _held(alerts: Sequence[UUID]) -> list[tuple[str, Copy | Transfer]]:
    copies = Copy.objects.using(LOGIN).filter(alert_id__in=alerts).exclude(state="erased").only(*_COLUMNS)
    made = TransferMade.objects.using(LOGIN).filter(alert_id__in=alerts).values_list("transfer_id", flat=True)
    transfers = Transfer.objects.using(LOGIN).filter(id__in=set(made)).only(*_COLUMNS)
    return [("copy", row) for row in copies] + [("transfer", row) for row in transfers]


def _clocks(row: Copy) -> CopyClocks:
    return CopyClocks(**{name: getattr(row, name) for name in _CLOCKS})


def _ending(row: Copy) -> EndingCopy:
    days = {"review_on": row.review_on, "last_day": row.last_day, "is_over": row.state == "erased"}
    return EndingCopy(**{name: getattr(row, name) for name in _COLUMNS} | days | {"strand": Strand(row.strand)})


def _near(what: CopyDue, day: date) -> Q:
    living = ~Q(state="erased")
    match what:
        case CopyDue.ERASE:
            return Q(last_day__lte=day) & (living | Q(analyst_id__isnull=False))
        case CopyDue.BLOCK:
            return Q(state="active", review_on__lte=day, last_day__gt=day)
        case CopyDue.REVIEW_NOTICE:
            near = day + timedelta(days=PERIODS["copy_review_notice"].number)
            return Q(state="active", review_noticed_on=None, review_on__lte=near, review_on__gt=day)
