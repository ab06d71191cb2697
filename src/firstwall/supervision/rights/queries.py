"""Reads of requests: for the staff named for it, for a supplier that is asked, for the supervisor. Each is recorded."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful, where
from firstwall.cis import holdings as cis
from firstwall.cis.correcting import queries as correcting
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand
from firstwall.law.rights import ProcedureRow, procedure_of
from firstwall.ledger import services as ledger
from firstwall.supervision.models import RightsCheck, RightsHolding, RightsRemedy, RightsRequest
from firstwall.supervision.rights import answering, sealing
from firstwall.supervision.rights.types import (
    AskedOfUs,
    HoldingView,
    Ordered,
    Position,
    RemedyView,
    RequestRow,
    RequestView,
    State,
    Watched,
)
from firstwall.supervision.rights.views import holding_view, request_view, row_view

READ, WATCH, GIVE = "supervision.read_rights", "supervision.watch_rights", "supervision.give_position"
REQUEST = "rights_request"
SHOWN = 200
_LOGIN = "super"


def requests(actor: Actor, *, overdue: bool = False) -> list[RequestRow]:
    """The requests of the actor's authority, the nearest deadline first; or those past it. No person is shown in a list."""
    found: list[RequestRow] = []
    today = utc_now().date()
    for strand in actor.strands:
        with lawful(actor.in_strand(strand), READ, object_type=REQUEST):
            rows = RightsRequest.objects.filter(authority_id=authority_of(actor))
            if overdue:
                rows = rows.filter(due_on__lt=today).exclude(state=State.ANSWERED)
            found += [row_view(row, today) for row in rows.order_by("due_on", "id")[:SHOWN]]
            details = {"overdue": overdue}
            ledger.record(actor.in_strand(strand), act=READ, object_type=REQUEST, details=details)
    return sorted(found, key=lambda one: (one.state == State.ANSWERED, one.due_on, one.reference))


def request_for(actor: Actor, request_id: UUID) -> RequestView:
    """One request in full, in the strand acted in.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, READ, object_type=REQUEST, object_id=request_id):
        row = RightsRequest.objects.filter(id=request_id).first()
        if row is None:
            raise NothingHere
        today = utc_now().date()
        view = replace(request_view(row, holdings_of(actor, row, today), today), remedies=remedies_on(row))
        if answering.is_decided_on_what_is_no_more(actor, row):
            view = replace(view, row=replace(view.row, state=State.GATHERED))
        details = {"shown": [str(one.alert_id) for one in view.holdings]}
        ledger.record(actor, act=READ, object_type=REQUEST, object_id=row.id, reference=row.reference, details=details)
        return view


def remedies_on(row: RightsRequest) -> tuple[RemedyView, ...]:
    """What was ordered for the person, and how far it is carried out; the caller acts and records."""
    rows = list(row.remedies.order_by("registered_at", "id"))
    ends = correcting.ends_of(one.decision_id for one in rows if one.decision_id)
    bound = RightsRequest.objects.filter(id__in=[one.bound_request_id for one in rows if one.bound_request_id])
    states = dict(bound.values_list("id", "state"))
    return tuple(
        RemedyView(
            id=one.id,
            ordered=Ordered(one.orders, one.body, state_code=one.state_code, decided_on=one.decided_on,
                            **sealing.open_ordered(one)),
            holding_id=one.holding_id,
            decision_id=one.decision_id,
            bound_request_id=one.bound_request_id,
            registered_at=one.registered_at,
            paid_on=one.paid_on,
            state=_how_far(one, ends, states),
        )
        for one in rows
    )  # fmt: skip


def _how_far(row: RightsRemedy, ends: Mapping[UUID, str], states: Mapping[UUID, str]) -> str:
    if row.decision_id is not None:
        return ends.get(row.decision_id, "open")
    if row.bound_request_id is not None:
        return "given" if states.get(row.bound_request_id) == State.ANSWERED else "open"
    return "paid" if row.paid_on else "open"


def procedure_for(actor: Actor) -> ProcedureRow:
    """How the state of the actor's authority answers persons today: its own row, or the rule for all others (AUD-05)."""
    with acting(actor):
        own = authorities.authority(authority_of(actor))
    return procedure_of(own.state_code if own else "", utc_now().date())


def where_taken(actor: Actor, request_id: UUID) -> Actor:
    """The actor in the strand of a request, a supplier's question or an order; as it is where there is none: the act refuses."""
    kinds = (RightsRequest, RightsHolding, RightsRemedy)
    return where(actor, lambda: any(one._default_manager.filter(id=request_id).exists() for one in kinds)) or actor


def holdings_of(actor: Actor, row: RightsRequest, today: date) -> tuple[HoldingView, ...]:
    """What was found for a request, opened as far as it still stands; the caller acts and records."""
    rows = list(row.holdings.order_by("-score", "id"))
    alerts = cis.held(actor, [one.alert_id for one in rows])
    return tuple(holding_view(one, alerts, today) for one in rows)


def asked_of_us(actor: Actor) -> list[AskedOfUs]:
    """What other authorities ask of the actor's own as a supplier, the nearest deadline first (RTS-03)."""
    found: list[AskedOfUs] = []
    today = utc_now().date()
    for strand in actor.strands:
        with lawful(actor.in_strand(strand), GIVE, object_type="rights_holding"):
            mine = RightsHolding.objects.filter(owner_id=authority_of(actor), asked_at__isnull=False)
            rows = list(mine.exclude(authority_id=authority_of(actor)).order_by("position_due_on", "id")[:SHOWN])
            found += [_asked(row, strand, today) for row in rows]
            details = {"shown": [str(row.alert_id) for row in rows]}
            ledger.record(
                actor.in_strand(strand), act=GIVE, object_type="rights_holding", result="found", details=details
            )
    return sorted(found, key=lambda one: (one.position is not Position.NONE, one.position_due_on, str(one.id)))


def watched(actor: Actor) -> list[Watched]:
    """The requests of the authorities supervised: how each was decided, on which ground, in which words (RTS-05, RTS-09)."""
    with lawful(actor, WATCH, object_type=REQUEST):
        ledger.record(actor, act=WATCH, object_type=REQUEST)
    found: list[Watched] = []
    today = utc_now().date()
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=_LOGIN):
            rows = list(RightsRequest.objects.using(_LOGIN).defer("sealed").order_by("due_on", "id")[:SHOWN])
            mine = authorities.supervised(using=_LOGIN)
            shown = [_watched(row, today) for row in rows]
        with acting(actor.in_strand(strand)):
            opened = set(RightsCheck.objects.values_list("request_id", flat=True))
        found += [replace(one, can_check=_can_check(one.row, mine, opened)) for one in shown]
    return sorted(found, key=lambda one: (not one.row.is_overdue, one.row.due_on, one.row.reference))


def overdue_watched(actor: Actor) -> list[RequestRow]:
    """Requests past their deadline in the authorities supervised; the caller records the reading (AUD-06)."""
    found: list[RequestRow] = []
    today = utc_now().date()
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=_LOGIN):
            late = (
                RightsRequest.objects.using(_LOGIN)
                .defer("sealed")
                .filter(due_on__lt=today)
                .exclude(state=State.ANSWERED)
            )
            found += [row_view(row, today) for row in late.order_by("due_on", "id")[:SHOWN]]
    return found


def _can_check(row: RequestRow, supervised: Collection[UUID], opened: Collection[UUID]) -> bool:
    is_gathered = row.state is not State.TAKEN
    return "check" in row.asks and is_gathered and row.authority_id in supervised and row.id not in opened


def _watched(row: RightsRequest, today: date) -> Watched:
    holdings = RightsHolding.objects.using(_LOGIN).filter(request_id=row.id).exclude(position="").order_by("id")
    positions = tuple(
        (one.owner_id, Position(one.position), sealing.open_position(one, using=_LOGIN)) for one in holdings
    )
    return Watched(row_view(row, today), sealing.open_reason(row, using=_LOGIN), positions)


def _asked(row: RightsHolding, strand: Strand, today: date) -> AskedOfUs:
    asked = sealing.open_asked(row)
    if row.asked_at is None or row.position_due_on is None:
        raise RuntimeError("a question has its day")
    return AskedOfUs(
        id=row.id,
        alert_id=row.alert_id,
        authority_id=row.authority_id,
        strand=strand,
        asks=tuple(asked["asks"]),
        says=asked["says"],
        asked_at=row.asked_at,
        position_due_on=row.position_due_on,
        position=Position(row.position),
        is_late=not row.position and today > row.position_due_on,
    )
