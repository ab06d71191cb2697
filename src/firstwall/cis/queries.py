"""Reads of this room, already narrowed to what the mandate may see: PostgreSQL decides each row, this module opens it.

Every read of a value is entered in the ledger in the same transaction (SEC-26). `confirm` is the exception: its caller records
the search that it confirms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Q, QuerySet

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful, where
from firstwall.cis import rules, sealing
from firstwall.cis.consent import tell_of_opening
from firstwall.cis.index_changes import index_changes, index_ends, index_source
from firstwall.cis.lists import Filters, page_of
from firstwall.cis.matches import count_to_answer, match_for, matches_of
from firstwall.cis.models import Alert, AlertVersion
from firstwall.cis.rules import is_reference
from firstwall.cis.seen_by import seen_by
from firstwall.cis.types import AlertPage, AlertView, Audience, Content, Marks, ToReview, VersionView
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Category, Strand
from firstwall.ledger import services as ledger

__all__ = [
    "Filters",
    "alert_for",
    "alerts_of",
    "confirm",
    "count_to_answer",
    "history_of",
    "id_of",
    "index_changes",
    "index_ends",
    "index_source",
    "is_reference",
    "match_for",
    "matches_of",
    "own_counts",
    "restricted_alert",
    "seen_by",
    "strand_of",
    "to_review",
    "where_seen",
    "who_may_see",
]


def alert_for(actor: Actor, alert: UUID | str) -> AlertView:
    """One alert by id or reference, in the strand now acted in; the reading is recorded.

    Raises:
        NothingHere: hidden and absent alike (SEC-09).
    """
    with lawful(actor, "cis.read_alert", object_type="alert", object_id=_loggable(alert)):
        row = _rows(alert).first()
        if row is None:
            raise NothingHere
        ledger.record(
            actor, act="cis.read_alert", object_type="alert", object_id=row.id, details={"version": row.version}
        )
        tell_of_opening(actor, row)
        (view,) = _views(actor, [row])
        return view


def strand_of(actor: Actor, alert: UUID | str) -> Strand | None:
    """In which strand of the mandate the alert can be seen; None when in none. Two separate looks, never one (CIS-01)."""
    there = where(actor, lambda: _rows(alert).exists())
    return None if there is None else there.strand


def where_seen(actor: Actor, alert: UUID | str) -> Actor:
    """The actor in the strand in which the alert can be seen; as it is when in none, so that the act itself refuses."""
    return where(actor, lambda: _rows(alert).exists()) or actor


def id_of(actor: Actor, alert: UUID | str) -> UUID | None:
    """The id behind a reference, if the alert can be seen in the strand now acted in."""
    with acting(actor):
        return _rows(alert).values_list("id", flat=True).first()


def alerts_of(actor: Actor, filters: Filters | None = None, *, after: str = "", size: int = 50) -> AlertPage:
    """One page of a list: filtered and sorted on clear columns; the values of this page are opened and the reading recorded.

    A program's list tells no value of what others supplied: in bulk they leave by the register of copies alone (CIS-54).
    """
    with lawful(actor, "cis.list_alerts", object_type="alert"):
        rows, next_after = page_of(filters or Filters(), authority_id=actor.authority_id, after=after, size=size)
        views = [_listed(actor, view) for view in _views(actor, rows)]
        details = {"alerts": [str(row.id) for row in rows]}
        ledger.record(actor, act="cis.list_alerts", object_type="alert", details=details)
        return AlertPage(tuple(views), next_after)


def history_of(actor: Actor, alert_id: UUID) -> list[VersionView]:
    """What each version changed, newest first. The supplier has all versions; any other reader has the current one only.

    Raises:
        NothingHere: hidden or absent.
    """
    with lawful(actor, "cis.read_alert", object_type="alert", object_id=alert_id):
        alert = Alert.objects.filter(id=alert_id).first()
        if alert is None:
            raise NothingHere
        details = {"history": True}
        ledger.record(actor, act="cis.read_alert", object_type="alert", object_id=alert_id, details=details)
        return _history(alert, list(AlertVersion.objects.filter(alert_id=alert_id).order_by("version")))


def who_may_see(actor: Actor, alert_id: UUID) -> Audience:
    """Who may see an alert, and why (CSEC-06).

    Raises:
        NothingHere: hidden or absent.
    """
    with lawful(actor, "cis.read_alert", object_type="alert", object_id=alert_id):
        alert = Alert.objects.filter(id=alert_id).first()
        if alert is None:
            raise NothingHere
        details = {"audience": True}
        ledger.record(actor, act="cis.read_alert", object_type="alert", object_id=alert_id, details=details)
        readers = {reader.id for reader in authorities.readers_of(alert.strand, alert.access_class)} | {alert.owner_id}
        sentence, citation = rules.audience_sentence(is_narrowed=alert.is_narrowed, count=len(readers))
        return Audience(sentence, citation, tuple(sorted(readers, key=str)))


def confirm(actor: Actor, ids: Iterable[UUID | str]) -> dict[UUID, AlertView]:
    """Of these alerts, those that this mandate may see now, opened. The last word on every row of a search result.

    The caller records the search itself, with the ids shown.
    """
    with acting(actor):
        rows = list(Alert.objects.filter(id__in=list(ids), state="active", is_blocked=False))
        return {view.id: view for view in _views(actor, rows)}


def opened(actor: Actor, rows: Iterable[Alert]) -> list[AlertView]:
    """Open the current version of rows of this room; for its own modules."""
    return _views(actor, list(rows))


def own_counts(actor: Actor) -> dict[Category, int]:
    """How many active alerts the actor's own authority supplies, by category."""
    with acting(actor):
        counts = dict.fromkeys(Category, 0)
        rows = Alert.objects.filter(owner_id=authority_of(actor), state="active")
        for category in rows.values_list("category", flat=True):
            counts[Category(category)] += 1
        return counts


def to_review(actor: Actor, *, size: int = 8) -> tuple[list[ToReview], int]:
    """Which alerts of the actor's own authority wait for a review or a prolongation, nearest first, and how many there are.

    Clear columns only, in each strand of the mandate apart.
    """
    found: list[ToReview] = []
    total = 0
    for strand in actor.strands:
        with acting(actor.in_strand(strand)):
            rows = Alert.objects.filter(owner_id=authority_of(actor), state="active").exclude(
                review_noticed_on=None, end_noticed_on=None
            )
            total += rows.count()
            found += [
                ToReview(row.id, row.reference, strand, row.review_on, row.last_day, row.end_noticed_on is not None)
                for row in rows.order_by("review_on", "id")[:size]
            ]
    return sorted(found, key=lambda one: min(one.review_on, one.last_day))[:size], total


def restricted_alert(actor: Actor, alert_id: UUID, *, using: str) -> AlertView | None:
    """An alert in the part with limited access, as the supervisor's login may see it; the caller acts and records (CIS-71)."""
    row = Alert.objects.using(using).filter(id=alert_id, state="restricted").first()
    if row is None:
        return None
    # the policy shows no version any more from the last day on, whether it has been erased yet or not
    version = AlertVersion.objects.using(using).filter(alert_id=alert_id, version=row.version).first()
    return None if version is None else _view(actor, row, version.sealed, using)


def _listed(actor: Actor, view: AlertView) -> AlertView:
    if view.is_own or actor.channel == "page":
        return view
    return replace(view, title="", content=Content(values={}))


def _rows(alert: UUID | str) -> QuerySet[Alert]:
    """By id or by reference; a text that is neither finds nothing."""
    if isinstance(alert, UUID):
        return Alert.objects.filter(id=alert)
    try:
        return Alert.objects.filter(id=UUID(alert))
    except ValueError:
        reference = alert.strip().upper()[:60] if "\0" not in alert else ""
        return Alert.objects.filter(Q(reference=reference)).order_by("id")


def _loggable(alert: UUID | str) -> str:
    """A refused look-up is recorded with what was asked only when that is an id: a typed text may be anything."""
    try:
        return str(alert if isinstance(alert, UUID) else UUID(alert))
    except ValueError:
        return ""


def _views(actor: Actor, rows: Sequence[Alert]) -> list[AlertView]:
    """Open the current version of each row, in two statements whatever their number."""
    versions = {row.id: row.version for row in rows}
    sealed = {
        one.alert_id: one.sealed
        for one in AlertVersion.objects.filter(alert_id__in=list(versions))
        if one.version == versions[one.alert_id]
    }
    # a row that changed between the two statements is shown by the next request
    return [_view(actor, row, sealed[row.id]) for row in rows if row.id in sealed]


def _view(actor: Actor, row: Alert, sealed: bytes | memoryview, using: str = "default") -> AlertView:
    category = Category(row.category)
    content, marks = sealing.open_version(
        sealed, alert_id=row.id, owner_id=row.owner_id, strand=row.strand, category=category, using=using
    )
    return AlertView(
        id=row.id,
        reference=row.reference,
        strand=Strand(row.strand),
        category=category,
        owner_id=row.owner_id,
        office_id=row.office_id,
        is_own=row.owner_id == actor.authority_id,
        state=row.state,
        version=row.version,
        title=rules.title_of(content.values, category),
        marks=marks,
        content=content,
        entered_on=row.entered_on,
        review_on=row.review_on,
        last_day=row.last_day,
        changed_at=row.changed_at,
        is_narrowed=row.is_narrowed,
        is_contested=row.is_contested,
        is_blocked=row.is_blocked,
    )


def _history(alert: Alert, rows: Sequence[AlertVersion]) -> list[VersionView]:
    found = []
    before: tuple[Content, Marks] | None = None
    for row in rows:
        content, marks = sealing.open_version(
            row.sealed,
            alert_id=alert.id,
            owner_id=alert.owner_id,
            strand=alert.strand,
            category=Category(alert.category),
        )
        changed = () if before is None else rules.differences_of(before, (content, marks))
        found.append(VersionView(row.version, row.act, row.at, row.by_person, content.reason_of_change, changed))
        before = content, marks
    return found[::-1]
