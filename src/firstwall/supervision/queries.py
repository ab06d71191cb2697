"""What a supervisor may ask of the ledger (SEC-32). Every question is an act, entered before it is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from firstwall.authorities.acting import acting, lawful
from firstwall.cis import ending
from firstwall.cis import queries as cis
from firstwall.cis.ending import EndingAlert
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere
from firstwall.ledger import reading, services
from firstwall.ledger.leaf import COLUMNS, leaf_of
from firstwall.ledger.personal import open_part
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable
from firstwall.supervision import digests, rules, runs
from firstwall.supervision.types import (
    EndedView,
    EntryView,
    LedgerFilters,
    LedgerPage,
    LedgerRow,
    LedgerState,
    PersonalState,
    RetentionView,
)

READ = "supervision.read_ledger"
READ_RESTRICTED = "supervision.read_restricted"
READ_RETENTION = "supervision.read_retention"
ENDED = ("supervision.erase_alert", "supervision.restrict_alert")
LOGIN = "super"
_ROW = tuple(name for name in LedgerRow.__dataclass_fields__ if name not in ("seq", "has_personal"))
_EXACT = ("actor_id", "authority_id", "act", "object_type", "object_id", "reference", "result")


def ledger_entries(actor: Actor, filters: LedgerFilters | None = None, page: int = 1) -> LedgerPage:
    """List entries, newest first."""
    filters = filters or LedgerFilters()
    asked = {name: value for name in filters.__dataclass_fields__ if (value := getattr(filters, name))}
    with recorded_reading(actor, "ledger", details={"filters": asked, "page": page}):
        return _page(_filtered(actor, filters), page)


def entry(actor: Actor, entry_id: UUID) -> EntryView:
    """Show one entry in full: its personal part while the day's key lives, and the proof of its place.

    Raises:
        NothingHere: there is no such entry, or it is of an authority not supervised: the answers are equal (SEC-09).
    """
    with recorded_reading(actor, "ledger_entry", object_id=entry_id):
        row = _visible(actor).filter(id=entry_id).first()
        if row is None:
            raise NothingHere
        proof = reading.proof_of(entry_id, using=LOGIN)
        state, personal = personal_part(row)
        holds = rules.proof_fits(proof, leaf_of({name: getattr(row, name) for name in COLUMNS}))
        (shown,) = listed([row])
        return EntryView(shown, row.details, row.node, row.mandate_id, row.request_id, state, proof, holds, personal)


def searches_for(actor: Actor, term: str, page: int = 1) -> LedgerPage:
    """List the searches for a person or a thing: by keyed digest, over the days whose keys live (SEC-33)."""
    with recorded_reading(actor, "ledger_search", personal={"term": term}, terms=[term]) as asked:
        found = digests.entries_with(term, using=LOGIN)
        return _page(_visible(actor).filter(id__in=found).exclude(id=asked), page)


def who_saw(actor: Actor, object_id: UUID | str, page: int = 1) -> LedgerPage:
    """List the acts on an object and the searches that showed it (their details name it under `shown`)."""
    with recorded_reading(actor, "ledger_object", object_id=object_id) as asked:
        name = str(object_id)
        acts = _visible(actor).filter(Q(object_id=name) | Q(id__in=reading.showing(name, using=LOGIN)))
        return _page(acts.exclude(id=asked), page)


def acts_of(actor: Actor, person_id: UUID, page: int = 1) -> LedgerPage:
    """List all acts of one user, whatever the authority was at the time, newest first."""
    with recorded_reading(actor, "ledger_person", object_id=person_id) as asked:
        return _page(_visible(actor).filter(actor_id=person_id).exclude(id=asked), page)


def ledger_state(actor: Actor) -> LedgerState:
    """Tell how far the ledger is placed and signed; hashes and sizes only, so asking is no act of reading."""
    with acting(actor, using=LOGIN):
        signed = reading.latest_checkpoint(LOGIN)
        placed = reading.size(LOGIN)
    if signed is None:
        return LedgerState(placed, 0, None, "")
    return LedgerState(placed, signed.size, signed.at, signed.note)


def retention(actor: Actor, page: int = 1) -> RetentionView:
    """Show what comes to its end in the authorities supervised, what has ended and why, and the engine's runs (AUD-06)."""
    with lawful(actor, READ_RETENTION, object_type="retention"):
        services.record(actor, act=READ_RETENTION, object_type="retention", details={"page": page})
    coming: list[EndingAlert] = []
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=LOGIN):
            coming += ending.coming(utc_now().date(), using=LOGIN, size=rules.PAGE_SIZE + 1)
    coming.sort(key=lambda alert: (alert.last_day, alert.review_on, str(alert.id)))
    with acting(actor, using=LOGIN):
        found = list(_visible(actor).filter(act__in=ENDED).order_by("-id")[rules.slice_of(page)])
        return RetentionView(
            coming=tuple(coming[: rules.PAGE_SIZE]),
            has_more_coming=len(coming) > rules.PAGE_SIZE,
            ended=tuple(_ended(row) for row in found[: rules.PAGE_SIZE]),
            number=max(page, 1),
            has_more=len(found) > rules.PAGE_SIZE,
            runs=tuple(runs.latest(10, using=LOGIN)),
        )


def restricted_alert(actor: Actor, alert_id: UUID) -> AlertView:
    """Show what an alert in the restricted part says, to check that it is accurate and lawfully held (CIS-71).

    Raises:
        NothingHere: there is none, or it is of an authority not supervised.
    """
    with lawful(actor, READ_RESTRICTED, object_type="alert", object_id=alert_id):
        services.record(actor, act=READ_RESTRICTED, object_type="alert", object_id=alert_id)
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=LOGIN):
            view = cis.restricted_alert(actor, alert_id, using=LOGIN)
        if view is not None:
            return view
    raise NothingHere


@contextmanager
def recorded_reading(actor: Actor, object_type: str, *, object_id: UUID | str = "", **parts: Any) -> Iterator[UUID]:
    """Record the question; yield its entry, which is left out of the answer, or every search would find itself."""
    with lawful(actor, READ, object_type=object_type, object_id=object_id):
        asked = services.record(actor, act=READ, object_type=object_type, object_id=object_id, **parts)
    # The record is committed before anything is shown: a read cannot be undone by an error that follows it.
    with acting(actor, using=LOGIN):
        yield asked


def _ended(row: Any) -> EndedView:
    told = row.details
    return EndedView(
        entry_id=row.id,
        at=row.at,
        act=row.act,
        authority_id=row.authority_id,
        strand=row.strand,
        alert_id=row.object_id,
        reference=told["reference"],
        category=told["category"],
        reason=told["reason"],
        article=told["article"],
        last_day=date.fromisoformat(told["last_day"]),
    )


def _visible(actor: Actor) -> Any:
    return reading.entries(LOGIN).filter(strand__in=["", *(strand.value for strand in actor.strands)])


def _filtered(actor: Actor, filters: LedgerFilters) -> Any:
    query = _visible(actor).filter(**{name: getattr(filters, name) for name in _EXACT if getattr(filters, name)})
    if filters.since:
        query = reading.since(filters.since, query)
    return reading.until(filters.until, query) if filters.until else query


def _page(query: Any, page: int) -> LedgerPage:
    found = list(query.order_by("-id")[rules.slice_of(page)])
    return LedgerPage(tuple(listed(found[: rules.PAGE_SIZE])), max(page, 1), len(found) > rules.PAGE_SIZE)


def listed(found: list[Any]) -> list[LedgerRow]:
    """Show entries as rows of a list, each with its place."""
    places = reading.places_of([row.id for row in found], using=LOGIN)
    return [
        LedgerRow(
            **{name: getattr(row, name) for name in _ROW},
            seq=places.get(row.id),
            has_personal=row.personal_commitment is not None,
        )
        for row in found
    ]


def personal_part(row: Any) -> tuple[PersonalState, dict[str, Any]]:
    """Open an entry's personal part, or tell what has become of it."""
    if row.personal_commitment is None:
        return PersonalState.NONE, {}
    part = reading.personal_parts(LOGIN).filter(entry_id=row.id).first()
    if part is None:
        return PersonalState.ERASED, {}
    try:
        opened = open_part(part.sealed, entry_id=row.id, day=part.day, committed=row.personal_commitment)
    except KeyMissing:
        return PersonalState.ERASED, {}
    except (SealBroken, SealUnreadable):
        return PersonalState.ALTERED, {}
    return (PersonalState.ALTERED, {}) if opened is None else (PersonalState.OPEN, opened)
