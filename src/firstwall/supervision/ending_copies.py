"""The retention engine's second walk: registered copies, announced before their review, blocked without one, erased at ten years.

And what an erased alert leaves behind: everyone who holds it is asked to erase it, and owes a receipt (CIS-55b, CIS-55c).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from firstwall.authorities.acting import acting
from firstwall.cis.correcting import ending as correcting
from firstwall.cis.ending import EndingAlert
from firstwall.cis.passing import ending as passing
from firstwall.cis.passing.ending import EndingCopy
from firstwall.cis.passing.rules import COPYING, CopyDue
from firstwall.ledger.many import record_many
from firstwall.outbox.services import notify_owners
from firstwall.supervision import runs
from firstwall.supervision.models import RetentionRun
from firstwall.supervision.runs import LOGIN, SYSTEM

ACTS = {
    CopyDue.ERASE: "supervision.erase_copy",
    CopyDue.BLOCK: "supervision.block_copy",
    CopyDue.REVIEW_NOTICE: "supervision.give_notice",
}
_NOTICES = {
    CopyDue.ERASE: "copy_erased",
    CopyDue.BLOCK: "copy_blocked",
    CopyDue.REVIEW_NOTICE: "copy_review_near",
}


def end_copies(day: date, *, counts: Counter[str], run: RetentionRun | None, chunk: int) -> None:
    """End, block and announce copies, chunk by chunk; without a run it is a dry one, rolled back."""
    for what in (CopyDue.ERASE, CopyDue.BLOCK, CopyDue.REVIEW_NOTICE):
        mark = None
        while True:
            with acting(SYSTEM, using=LOGIN):
                copies = passing.walk_copies(what, day, after_id=mark, size=chunk)
                if copies:
                    counts.update(_END[what](copies, day) | _tell(what, copies))
                    _record(what, copies)
                    if run is not None:
                        runs.save(run, counts)
                if run is None:
                    transaction.set_rollback(True, using=LOGIN)
            if not copies:
                break
            mark = copies[-1].id


def erase_beside(alerts: Sequence[EndingAlert], now: datetime) -> dict[str, int]:
    """Ask every holder of alerts that end to erase them, and empty what people wrote about them; in the alerts' own chunk."""
    ids = [alert.id for alert in alerts]
    receipts = passing.push_erasures(ids, now)
    owed = [(receipt.authority_id, receipt.strand, receipt.id) for receipt in receipts]
    notify_owners(owed, kind="erase_owed", object_type="receipt", using=LOGIN)
    emptied = passing.erase_with(ids) | correcting.erase_with(ids)
    return {"erasure_owed:cis_receipt": len(owed)} | {f"emptied:{table}": number for table, number in emptied.items()}


def _erase(copies: Sequence[EndingCopy], day: date) -> dict[str, int]:
    return {f"erased:{table}": n for table, n in passing.erase_copies([copy.id for copy in copies], day).items()}


def _block(copies: Sequence[EndingCopy], _day: date) -> dict[str, int]:
    return {f"blocked:{table}": n for table, n in passing.block_copies([copy.id for copy in copies]).items()}


def _notice(copies: Sequence[EndingCopy], day: date) -> dict[str, int]:
    passing.mark_copies_noticed([copy.id for copy in copies], day)
    return {}


_END: dict[CopyDue, Callable[[Sequence[EndingCopy], date], dict[str, int]]] = {
    CopyDue.ERASE: _erase,
    CopyDue.BLOCK: _block,
    CopyDue.REVIEW_NOTICE: _notice,
}


def _tell(what: CopyDue, copies: Sequence[EndingCopy]) -> dict[str, int]:
    owed = [(copy.authority_id, str(copy.strand), copy.id) for copy in copies if not copy.is_over]
    notify_owners(owed, kind=_NOTICES[what], object_type="copy", using=LOGIN)
    return {f"{_NOTICES[what]}:outbox_message": len(owed)} if owed else {}


def _record(what: CopyDue, copies: Sequence[EndingCopy]) -> None:
    """One entry for each copy, under its holder, so that the holder's supervisor reads it."""
    kinds = sorted(copies, key=lambda copy: (str(copy.authority_id), copy.strand))
    for (holder, strand), of_holder in groupby(kinds, key=lambda copy: (copy.authority_id, copy.strand)):
        actor = replace(SYSTEM, authority_id=holder, strand=str(strand))  # type: ignore[arg-type]  # stored as its letter
        accounts: list[tuple] = [(copy.id, _account(what, copy)) for copy in of_holder]
        record_many(actor, act=ACTS[what], object_type="copy", of=accounts, using=LOGIN)


def _account(what: CopyDue, copy: EndingCopy) -> dict[str, object]:
    said = {"reason": str(what), "article": COPYING, "alert": str(copy.alert_id), "reference": copy.alert_reference}
    return said | {"review_on": copy.review_on, "last_day": copy.last_day}
