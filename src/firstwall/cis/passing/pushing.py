"""What becomes of an alert reaches everyone who holds it: each holder is told and owes a receipt (CIS-55c, CIS-57).

Inside the supplier's transaction: the change, the receipts owed and the notices are committed together or not at all.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection

from firstwall.authorities.queries import readers_of
from firstwall.cis.models import Alert
from firstwall.cis.passing.models import Copy, Receipt, TransferMade
from firstwall.kernel.actor import Actor
from firstwall.law.sharing import after
from firstwall.outbox import services as outbox


def push(actor: Actor, alert: Alert, *, act: str, because: str, now: datetime) -> int:
    """Ask every holder of a copy and everyone who passed the alert on to erase or correct; return how many were asked."""
    one_holder_at_a_time(alert.id)
    owed = [*_copies(alert), *_transfers(alert)]
    due_on = after(now.date(), "receipt")
    for held_as, held_id, holder in owed:
        receipt = Receipt(
            strand=alert.strand,
            held_as=held_as,
            held_id=held_id,
            alert_id=alert.id,
            alert_reference=alert.reference,
            alert_version=alert.version,
            owner_id=alert.owner_id,
            authority_id=holder,
            act=act,
            because=because,
            owed_at=now,
            due_on=due_on,
        )
        receipt.save(force_insert=True)
        outbox.put(actor, kind=f"{act}_owed", recipient_authority=holder, object_type="receipt", object_id=receipt.id)
    return len(owed)


def one_holder_at_a_time(alert_id: UUID) -> None:
    """Wait, to the end of the transaction, for whoever becomes a holder or pushes to the holders: nobody is left out."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [str(alert_id)])


def tell_readers(actor: Actor, alert: Alert, *, kind: str) -> int:
    """Tell every other authority that may see the alert, the agencies' desks in the criminal strand among them (CIS-57)."""
    readers = [one for one in readers_of(alert.strand, alert.access_class) if one.id != actor.authority_id]
    for reader in readers:
        outbox.put(actor, kind=kind, recipient_authority=reader.id, object_type="alert", object_id=alert.id)
    return len(readers)


def _copies(alert: Alert) -> list[tuple]:
    rows = Copy.objects.filter(alert_id=alert.id, owner_id=alert.owner_id).exclude(state="erased")
    return [("copy", row, holder) for row, holder in rows.values_list("id", "authority_id")]


def _transfers(alert: Alert) -> list[tuple]:
    """One receipt for each authorisation that was used, however often."""
    rows = TransferMade.objects.filter(alert_id=alert.id, owner_id=alert.owner_id).order_by("transfer_id")
    return [("transfer", row, holder) for row, holder in rows.values_list("transfer_id", "authority_id").distinct()]
