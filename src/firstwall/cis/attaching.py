"""Files attached to an alert (CIS-15): looked into, labelled, stated to stay within the closed set, sealed beside the alert.

An attachment is part of what the alert says: to attach and to remove are versions of it, each version names its attachments with
their hashes, and they end with it. What is removed is erased at once; the history keeps its name and hash.
"""

import hashlib
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.db.models import Q

from firstwall.authorities.acting import acting, lawful
from firstwall.cis import attaching_rules as rules
from firstwall.cis.models import Alert, Attachment
from firstwall.cis.owning import must_be_at, open_current, own_alert, prior_hash, read_reason, ref_from
from firstwall.cis.passing.pushing import push
from firstwall.cis.queries import alert_for
from firstwall.cis.seeing import strand_of_row
from firstwall.cis.store import store_change
from firstwall.cis.types import AlertRef, AlertView, AttachmentView, Content
from firstwall.documents.inspecting import inspect
from firstwall.documents.types import Inspected, Unfit
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.words import Category
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.seals import services as seals

ATTACH, REMOVE, READ = "cis.attach_document", "cis.remove_attachment", "cis.read_attachment"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as its supplier offers it: what it says of persons, and the statement that it stays within the set."""

    name: str
    data: bytes
    people: str
    stays_within: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An attachment opened for a reader."""

    view: AttachmentView
    alert_id: UUID
    data: bytes


def attach_document(actor: Actor, alert_id: UUID, *, offered: Offered, version: int, key: str = "") -> AttachmentView:
    """Attach a file to an alert of one's own authority, as its next version.

    Args:
        actor: who attaches.
        alert_id: which alert.
        offered: the file, its label and the statement.
        version: the version the person was looking at.
        key: idempotency key.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: the file does not come in, or label and statement do not carry it.
        Fault: 409, the alert has ended or was changed in between.
    """
    with lawful(actor, ATTACH, object_type="alert", object_id=alert_id):
        alert = own_alert(actor, alert_id)
        looked = _looked_into(offered)
        body = once.body_hash({"attach": str(alert_id), "version": version, **asdict(replace(looked, text=""))})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return rules.view_of(earlier["attachment"])
        must_be_at(alert, version, quarantined=True)
        prior, (content, marks) = prior_hash(alert), open_current(alert)
        category = Category(alert.category)
        rules.must_be_carried(
            looked,
            people=offered.people,
            stays_within=offered.stays_within,
            category=category,
            held=content.attachments,
        )
        attached = rules.plain_of(record_id(), looked, people=offered.people)
        now = utc_now()
        said = replace(content, reason_of_change="", attachments=(*content.attachments, attached))
        ref = store_change(actor, alert, said, marks, now=now)
        row = Attachment(
            id=UUID(attached["id"]),
            alert_id=alert.id,
            owner_id=alert.owner_id,
            strand=alert.strand,
            added_version=ref.version,
        )
        row.sealed = seals.seal(offered.data, **_bound(row))
        row.save(force_insert=True)
        _record(actor, ATTACH, ref, attached, prior)
        push(actor, alert, act="correct", because="amended", now=now)
        once.remember(actor, key, body, {"attachment": attached})
        return rules.view_of(attached)


def remove_attachment(actor: Actor, attachment_id: UUID, *, reason: str, version: int, key: str = "") -> AlertRef:
    """Erase an attachment of an alert of one's own authority, as the alert's next version.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: no reason was given.
        Fault: 409, the alert has ended or was changed in between.
    """
    with lawful(actor, REMOVE, object_type="attachment", object_id=attachment_id):
        row = _seen(attachment_id)
        alert = own_alert(actor, row.alert_id)
        reason = rules.must_have_reason(read_reason(reason, "reason"))
        body = once.body_hash({"remove": str(attachment_id), "version": version, "reason": reason})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        must_be_at(alert, version, quarantined=True)
        prior, (content, marks) = prior_hash(alert), open_current(alert)
        removed = _named(content, attachment_id)
        now = utc_now()
        kept = tuple(one for one in content.attachments if one is not removed)
        ref = store_change(actor, alert, replace(content, reason_of_change=reason, attachments=kept), marks, now=now)
        Attachment.objects.filter(id=attachment_id).update(sealed=b"", removed_version=ref.version)
        _record(actor, REMOVE, ref, removed, prior)
        push(actor, alert, act="correct", because="amended", now=now)
        once.remember(actor, key, body, asdict(ref))
        return ref


def read_attachment(actor: Actor, attachment_id: UUID) -> Opened:
    """Open an attachment of the version in force for whoever may see the alert; the reading is recorded.

    Raises:
        NothingHere: hidden and absent alike (SEC-09).
        AssertionError: the bytes are not those that the version names: a forged row.
    """
    with lawful(actor, READ, object_type="attachment", object_id=attachment_id):
        row = _seen(attachment_id)
        alert = Alert.objects.get(id=row.alert_id)
        named = _named(open_current(alert)[0], attachment_id)
        data = seals.open_sealed(row.sealed, **_bound(row))
        if hashlib.sha256(data).hexdigest() != named["sha256"]:
            raise AssertionError(f"CIS-15: attachment {attachment_id} is not the one its alert names")
        details = {"alert": str(alert.id), "version": alert.version}
        ledger.record(actor, act=READ, object_type="attachment", object_id=attachment_id, details=details)
        return Opened(rules.view_of(named), alert.id, data)


def attached_to(actor: Actor, attachment_id: UUID) -> tuple[AlertView, AttachmentView]:
    """The alert that an attachment belongs to, and what it says of it; the reading of the alert is recorded.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with acting(actor):
        alert_id = _seen(attachment_id).alert_id
    alert = alert_for(actor, alert_id)
    return alert, rules.view_of(_named(alert.content, attachment_id))


def where_attached(actor: Actor, attachment_id: UUID) -> Actor:
    """The actor in the strand in which the attachment is seen; as it is when in none."""
    return strand_of_row(actor, Attachment, Q(id=attachment_id))


def _seen(attachment_id: UUID) -> Attachment:
    """A removed one is nothing to anybody; the history alone tells that it was there."""
    row = Attachment.objects.filter(id=attachment_id, removed_version=None).first()
    if row is None:
        raise NothingHere
    return row


def _looked_into(offered: Offered) -> Inspected:
    try:
        return inspect(offered.name, offered.data)
    except Unfit as unfit:
        raise FieldRefused([FieldProblem("file", rules.RULE, rules.ARTICLE, unfit.sentence, unfit.cure)]) from None


def _named(content: Content, attachment_id: UUID) -> dict:
    for one in content.attachments:
        if one["id"] == str(attachment_id):
            return one
    raise NothingHere


def _bound(row: Attachment) -> dict:
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand, "kind": "attachment"}


def _record(actor: Actor, act: str, ref: AlertRef, attached: dict, prior: str) -> None:
    """The ledger's account: number, kind, size, hash and label, never the name, which may say something."""
    details = {"reference": ref.reference, "version": ref.version, "attachment": attached["id"]}
    details |= {name: attached[name] for name in ("kind", "size", "sha256", "people")}
    ledger.record(actor, act=act, object_type="alert", object_id=ref.id, details=details, prior_hash=prior)
