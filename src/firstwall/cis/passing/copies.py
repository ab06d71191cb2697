"""Acts on copies: register one, take its document, review the need, erase it, confirm what is owed (CIS-54, CIS-55).

The document is made from the alert as it stands now, each time anew: one that is blocked, erased or owes an erasure yields none.
"""

from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.passing import rules
from firstwall.cis.passing.documents import copy_document
from firstwall.cis.passing.entitled import must_be_entitled
from firstwall.cis.passing.lists import must_be_listed
from firstwall.cis.passing.models import Copy, Receipt
from firstwall.cis.passing.pushing import one_holder_at_a_time
from firstwall.cis.passing.rules import COPYING, CopyClocks
from firstwall.cis.passing.types import Document
from firstwall.cis.seeing import alert_of_others, must_be_version, text_given
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import seal_json

REGISTER, TAKE, REVIEW, ERASE, CONFIRM = (
    "cis.register_copy",
    "cis.take_copy",
    "cis.review_copy",
    "cis.erase_copy",
    "cis.confirm_receipt",
)
_LONGEST_CASE = 80


def register_copy(
    actor: Actor, alert_id: UUID, *, service_id: UUID, case_reference: str, need: str, version: int, key: str = ""
) -> UUID:
    """Register a copy of one alert of another supplier, for one case, into a listed system; the supplier is told.

    Args:
        actor: the analyst, listed in the service.
        alert_id: which alert.
        service_id: the listed service.
        case_reference: the case or investigation it is needed for.
        need: why it is needed there, in words.
        version: the version that was looked at.
        key: idempotency key.

    Raises:
        NothingHere: hidden, absent or over.
        Refusal: not listed (CIS-55a), one's own alert.
        NotPermitted: role, or the designation gives no right to use beyond the screen (CIS-25).
        FieldRefused: no case or need.
        Fault: 409, changed meanwhile.
    """
    with lawful(actor, REGISTER, object_type="alert", object_id=alert_id):
        case_reference, need = _case(case_reference), _need(need)
        body = once.body_hash({"copy": str(alert_id), "into": str(service_id), "case": case_reference, "need": need})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["copy"])
        one_holder_at_a_time(alert_id)
        alert = alert_of_others(actor, alert_id, rule="CIS-54", article=COPYING)
        must_be_entitled(actor, alert.category)
        service = must_be_listed(actor, service_id)
        must_be_version(alert, version)
        today = utc_now().date()
        review_on, last_day = rules.days_of_copy(today)
        copy_id = record_id()
        Copy(
            id=copy_id,
            strand=alert.strand,
            alert_id=alert.id,
            alert_reference=alert.reference,
            alert_category=alert.category,
            alert_version=alert.version,
            owner_id=alert.owner_id,
            authority_id=authority_of(actor),
            service_id=service.id,
            kind=service.kind,
            system=service.system,
            case_reference=case_reference,
            analyst_id=person_of(actor),
            need=seal_json({"need": need}, authority_id=authority_of(actor), record_id=copy_id, strand=alert.strand),
            made_on=today,
            review_on=review_on,
            last_day=last_day,
        ).save(force_insert=True)
        details: dict[str, object] = {
            "alert": str(alert.id),
            "version": alert.version,
            "service": str(service.id),
            "kind": service.kind,
        }
        details |= {"review_on": review_on, "last_day": last_day}
        ledger.record(
            actor, act=REGISTER, object_type="copy", object_id=copy_id, details=details, reference=case_reference
        )
        outbox.put(actor, kind="copy_made", recipient_authority=alert.owner_id, object_type="copy", object_id=copy_id)
        once.remember(actor, key, body, {"copy": str(copy_id)})
        return copy_id


def take_copy(actor: Actor, copy_id: UUID) -> Document:
    """Make the document of a registered copy, from the alert as it stands now; each taking is recorded.

    Raises:
        NothingHere: no such copy of one's own authority, or its alert is no longer to be seen.
        NotPermitted: the designation gives no right to use any more (CIS-25).
        Refusal: blocked, erased, an erasure is owed, or the person is not listed any more.
    """
    with lawful(actor, TAKE, object_type="copy", object_id=copy_id):
        copy = _own(actor, copy_id)
        rules.must_be_usable(_clocks(copy), utc_now().date())
        must_be_listed(actor, copy.service_id)
        _must_owe_no_erasure(copy)
        alert = alert_of_others(actor, copy.alert_id, rule="CIS-54", article=COPYING)
        must_be_entitled(actor, alert.category)
        document = copy_document(copy, alert)
        details = {"alert": str(alert.id), "version": alert.version, "sha256": document.digest}
        ledger.record(
            actor, act=TAKE, object_type="copy", object_id=copy_id, details=details, reference=copy.case_reference
        )
        return document


def review_copy(actor: Actor, copy_id: UUID, *, need: str, key: str = "") -> None:
    """Say in writing that a copy is still needed: it is unblocked, and the next review is a year away (CIS-55b).

    Raises:
        NothingHere: no such copy of one's own authority.
        FieldRefused: no need was stated.
        Refusal: it was erased, or its erasure is owed.
    """
    with lawful(actor, REVIEW, object_type="copy", object_id=copy_id):
        need = _need(need)
        body = once.body_hash({"review_copy": str(copy_id), "need": need})
        if once.answered_before(actor, key, body) is not None:
            return
        copy = _own(actor, copy_id)
        today = utc_now().date()
        if copy.state == "erased" or today >= copy.last_day:
            raise Refusal("CIS-55b", N_("This copy was erased."), article=COPYING, status=409)
        _must_owe_no_erasure(copy)
        must_be_listed(actor, copy.service_id)
        before = copy.review_on
        copy.review_on, copy.review_noticed_on, copy.state = rules.next_review(today, copy.last_day), None, "active"
        if copy.review_on <= before:
            raise Fault("reviewed", N_("This copy was reviewed today already."), status=409)
        copy.save(update_fields=["review_on", "review_noticed_on", "state"])
        details = {"review_on": copy.review_on, "review_on_before": before}
        personal = {"need": need}
        ledger.record(actor, act=REVIEW, object_type="copy", object_id=copy_id, details=details, personal=personal)
        outbox.mark_read(actor, object_id=copy_id)
        once.remember(actor, key, body, {"copy": str(copy_id)})


def erase_copy(actor: Actor, copy_id: UUID, *, key: str = "") -> None:
    """Say that a copy was erased in its system, as analysis needs it no longer (CIS-55b); what was owed is confirmed with it.

    Raises:
        NothingHere: no such copy of one's own authority.
        Refusal: it was erased already.
    """
    with lawful(actor, ERASE, object_type="copy", object_id=copy_id):
        body = once.body_hash({"erase_copy": str(copy_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        copy = _own(actor, copy_id)
        _end(actor, copy, because="no_need")
        for receipt in Receipt.objects.filter(held_id=copy_id, done_at=None):
            _confirm(actor, receipt)
        once.remember(actor, key, body, {"copy": str(copy_id)})


def confirm_receipt(actor: Actor, receipt_id: UUID, *, key: str = "") -> None:
    """Confirm that what was pushed was done: the copy erased or corrected, the recipients told. The supplier gets the receipt.

    Raises:
        NothingHere: no such receipt owed by one's own authority.
        Fault: 409, confirmed already.
    """
    with lawful(actor, CONFIRM, object_type="receipt", object_id=receipt_id):
        body = once.body_hash({"confirm": str(receipt_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        receipt = Receipt.objects.filter(id=receipt_id, authority_id=authority_of(actor)).first()
        if receipt is None:
            raise NothingHere
        if receipt.done_at is not None:
            raise Fault("confirmed", N_("This was confirmed already."), status=409)
        _confirm(actor, receipt)
        copy = Copy.objects.filter(id=receipt.held_id).exclude(state="erased").first()
        if copy is not None and receipt.act == "erase":
            _end(actor, copy, because=receipt.because)
        elif copy is not None:
            copy.alert_version = max(copy.alert_version, receipt.alert_version)
            copy.save(update_fields=["alert_version"])
        once.remember(actor, key, body, {"receipt": str(receipt_id)})


def _must_owe_no_erasure(copy: Copy) -> None:
    if Receipt.objects.filter(held_id=copy.id, act="erase", done_at=None).exists():
        raise Refusal(
            "CIS-55c",
            N_("The original was erased. This copy yields nothing any more."),
            article=COPYING,
            cure=N_("Erase it in the system and confirm that."),
            status=409,
        )


def _confirm(actor: Actor, receipt: Receipt) -> None:
    done = Receipt.objects.filter(id=receipt.id, done_at=None).update(done_at=utc_now(), done_by=actor.person_id)
    if not done:
        raise Fault("confirmed", N_("This was confirmed already."), status=409)
    details: dict[str, object] = {
        "alert": str(receipt.alert_id),
        "held_as": receipt.held_as,
        "held": str(receipt.held_id),
    }
    details |= {"act": receipt.act, "because": receipt.because, "version": receipt.alert_version}
    ledger.record(actor, act=CONFIRM, object_type="receipt", object_id=receipt.id, details=details)
    outbox.mark_read(actor, object_id=receipt.id)
    outbox.put(
        actor,
        kind="receipt_given",
        recipient_authority=receipt.owner_id,
        object_type="receipt",
        object_id=receipt.id,
    )


def _end(actor: Actor, copy: Copy, *, because: str) -> None:
    if copy.state == "erased":
        raise Refusal("CIS-55b", N_("This copy was erased."), article=COPYING, status=409)
    copy.state, copy.ended_on, copy.ended_because = "erased", utc_now().date(), because
    copy.save(update_fields=["state", "ended_on", "ended_because"])
    details = {"alert": str(copy.alert_id), "because": because}
    ledger.record(actor, act=ERASE, object_type="copy", object_id=copy.id, details=details)
    outbox.mark_read(actor, object_id=copy.id)


def _own(actor: Actor, copy_id: UUID) -> Copy:
    """The holder's copy, locked; the supplier may read it and still finds nothing here to do."""
    copy = Copy.objects.select_for_update().filter(id=copy_id, authority_id=authority_of(actor)).first()
    if copy is None:
        raise NothingHere
    return copy


def _clocks(copy: Copy) -> CopyClocks:
    return CopyClocks(copy.state, copy.review_on, copy.last_day, copy.review_noticed_on)


def _case(text: str) -> str:
    return text_given(
        text,
        "case_reference",
        "CIS-54",
        COPYING,
        N_("A copy is made for one case or investigation."),
        N_("Give its reference."),
        longest=_LONGEST_CASE,
    )


def _need(text: str) -> str:
    return text_given(
        text, "need", "CIS-54", COPYING, N_("A copy is made only as needed."), N_("Say why this case needs it.")
    )
