"""Rows of this room, written together: alert, version, index entry. Called by `services` inside an act's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from firstwall.authorities.services import class_for
from firstwall.cis import sealing
from firstwall.cis.facts import packed_facts
from firstwall.cis.inserting import insert
from firstwall.cis.models import Alert, AlertVersion, Counter, IndexEntry
from firstwall.cis.rules import Decided, reference_of
from firstwall.cis.types import AlertRef, Content, Marks
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.ids import record_id
from firstwall.kernel.words import Category


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry that the law let in, and the keyed digests of the line it came from (if any)."""

    decided: Decided
    source_digest: bytes | None = None
    source_content: bytes | None = None


def store_entries(actor: Actor, planned: Sequence[Planned], *, now: datetime) -> list[AlertRef]:
    """Insert new alerts in three statements, however many they are."""
    first = _take_numbers(actor, now.year, len(planned))
    classes: dict[tuple, int] = {}
    alerts, versions, entries = [], [], []
    for number, plan in enumerate(planned, start=first):
        marks = _with_owner(actor, plan.decided.entry.marks)
        kind = (plan.decided.entry.category, marks.audience)
        if kind not in classes:
            classes[kind] = class_for(str(actor.strand), str(plan.decided.entry.category), marks.audience)
        alert = _new_alert(actor, plan, marks=marks, access_class=classes[kind], number=number, now=now)
        alerts.append(alert)
        act = "entered" if alert.state == "active" else "held"
        versions.append(_version(actor, alert, act=act, content=plan.decided.entry.content, marks=marks, now=now))
        found = _index_entry(alert, plan.decided.entry.content) if alert.state == "active" else None
        if found is not None:
            entries.append(found)
    for rows in (alerts, versions, entries):
        insert(rows)
    return [ref_of(alert) for alert in alerts]


def store_change(actor: Actor, alert: Alert, content: Content, marks: Marks, *, now: datetime) -> AlertRef:
    """Write the next version of an alert and bring its index entry up to date."""
    marks = _with_owner(actor, marks)
    alert.action, alert.handling = marks.action, list(marks.handling)
    alert.evaluation_source, alert.evaluation_information = marks.evaluation_source, marks.evaluation_information
    alert.is_narrowed = marks.audience is not None
    alert.access_class = class_for(alert.strand, alert.category, marks.audience)
    _next_version(alert, now)
    act = "amended" if alert.state == "active" else "held"
    _version(actor, alert, act=act, content=content, marks=marks, now=now).save(force_insert=True)
    if alert.state == "active":
        _change_index(alert, packed_facts(content.values, Category(alert.category)))
    return ref_of(alert)


def store_release(actor: Actor, alert: Alert, content: Content, marks: Marks, *, now: datetime) -> AlertRef:
    """Let an alert out of quarantine: from now on it is found, and others may see it (CIS-66)."""
    alert.state, alert.legacy_reviewed_on = "active", now.date()
    _next_version(alert, now)
    _version(actor, alert, act="released", content=content, marks=marks, now=now).save(force_insert=True)
    _change_index(alert, packed_facts(content.values, Category(alert.category)))
    return ref_of(alert)


def store_days(
    actor: Actor,
    alert: Alert,
    content: Content,
    marks: Marks,
    *,
    act: str,
    review_on: date,
    last_day: date,
    now: datetime,
) -> AlertRef:
    """Move the days of an alert, as a version of its own; its supplier is told anew before each new day."""
    if review_on != alert.review_on:
        alert.review_on, alert.review_noticed_on = review_on, None
    if last_day != alert.last_day:
        alert.last_day, alert.end_noticed_on = last_day, None
    _next_version(alert, now)
    _version(actor, alert, act=act, content=content, marks=marks, now=now).save(force_insert=True)
    IndexEntry.objects.filter(alert_id=alert.id, removed=False).update(version=alert.version)
    return ref_of(alert)


def store_withdrawal(actor: Actor, alert: Alert, marks: Marks, reason: str, *, now: datetime) -> AlertRef:
    """End an alert: its index entry is emptied at once, the last version says nothing but why.

    What was never released is deleted: nothing of it is kept beyond the day (CIS-66).
    """
    if alert.state == "quarantine":
        alert.last_day = min(alert.last_day, now.date() + timedelta(days=1))
    alert.state = "withdrawn"
    _next_version(alert, now)
    nothing = Content(values={}, reason_of_change=reason)
    _version(actor, alert, act="withdrawn", content=nothing, marks=marks, now=now).save(force_insert=True)
    IndexEntry.objects.filter(alert_id=alert.id).update(removed=True, sealed=b"", version=alert.version)
    return ref_of(alert)


def ref_of(alert: Alert) -> AlertRef:
    """What an act answers about an alert."""
    return AlertRef(alert.id, alert.reference, alert.version, alert.review_on, alert.last_day)


def _with_owner(actor: Actor, marks: Marks) -> Marks:
    """A chosen audience always holds the supplier itself; one without an order, so that equal choices are one class."""
    if marks.audience is None:
        return marks
    return replace(marks, audience=tuple(sorted({*marks.audience, authority_of(actor)}, key=str)))


def lock_numbers(actor: Actor, year: int) -> Counter:
    """The authority's counter, locked to the end of the act: no number is given twice, no line entered twice at once."""
    where = {"owner_id": actor.authority_id, "strand": str(actor.strand), "year": year}
    Counter.objects.bulk_create([Counter(**where)], ignore_conflicts=True)
    return Counter.objects.select_for_update().get(**where)


def _take_numbers(actor: Actor, year: int, count: int) -> int:
    """The first of `count` numbers."""
    row = lock_numbers(actor, year)
    row.last += count
    row.save(update_fields=["last"])
    return row.last - count + 1


def _new_alert(actor: Actor, plan: Planned, *, marks: Marks, access_class: int, number: int, now: datetime) -> Alert:
    category = str(plan.decided.entry.category)
    return Alert(
        id=record_id(),
        reference=reference_of(
            authority_code=actor.authority_code,
            strand=str(actor.strand),
            category=category,
            year=now.year,
            number=number,
        ),
        strand=str(actor.strand),
        category=category,
        owner_id=authority_of(actor),
        office_id=actor.office_id,
        action=marks.action,
        handling=list(marks.handling),
        evaluation_source=marks.evaluation_source,
        evaluation_information=marks.evaluation_information,
        entered_on=plan.decided.entered_on,
        legacy_reviewed_on=plan.decided.legacy_reviewed_on,
        state=plan.decided.state,
        review_on=plan.decided.dates.review_on,
        last_day=plan.decided.dates.last_day,
        is_narrowed=marks.audience is not None,
        access_class=access_class,
        version=1,
        changed_at=now,
        source_digest=plan.source_digest,
        source_content=plan.source_content,
    )


def _version(actor: Actor, alert: Alert, *, act: str, content: Content, marks: Marks, now: datetime) -> AlertVersion:
    return AlertVersion(
        alert_id=alert.id,
        version=alert.version,
        owner_id=alert.owner_id,
        strand=alert.strand,
        act=act,
        by_person=actor.person_id,
        at=now,
        sealed=sealing.seal_version(content, marks, alert_id=alert.id, owner_id=alert.owner_id, strand=alert.strand),
    )


def _next_version(alert: Alert, now: datetime) -> None:
    alert.version += 1
    alert.changed_at = now
    changed = ["action", "handling", "evaluation_source", "evaluation_information", "is_narrowed", "access_class"]
    days = ["legacy_reviewed_on", "review_on", "last_day", "review_noticed_on", "end_noticed_on"]
    alert.save(update_fields=[*changed, *days, "state", "version", "changed_at"])


def _index_entry(alert: Alert, content: Content) -> IndexEntry | None:
    packed = packed_facts(content.values, Category(alert.category))
    if not packed:
        return None
    return IndexEntry(
        alert_id=alert.id,
        owner_id=alert.owner_id,
        strand=alert.strand,
        access_class=alert.access_class,
        version=alert.version,
        sealed=sealing.seal_facts(packed, alert_id=alert.id, owner_id=alert.owner_id, strand=alert.strand),
    )


def _change_index(alert: Alert, packed: list) -> None:
    where: dict[str, Any] = {"alert_id": alert.id, "owner_id": alert.owner_id, "strand": alert.strand}
    sealed = sealing.seal_facts(packed, **where) if packed else b""
    row = {"access_class": alert.access_class, "version": alert.version, "sealed": sealed, "removed": not packed}
    changed = IndexEntry.objects.filter(alert_id=alert.id).update(**row)
    if not changed and packed:
        IndexEntry.objects.create(**where, **row)


def owned_alert(actor: Actor, alert_id: UUID) -> Alert | None:
    """The alert as this actor may see it, locked when it is the actor's own, so that its version cannot move."""
    seen = Alert.objects.filter(id=alert_id).first()
    if seen is None or seen.owner_id != actor.authority_id:
        return seen
    return Alert.objects.select_for_update().get(id=alert_id)
