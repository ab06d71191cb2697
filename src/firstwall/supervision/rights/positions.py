"""The supplier's chance to state its position, and its execution of what is rightly asked (RTS-03, RTS-07)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis import holdings as cis
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.law.rights import ProcedureRow, grounds_of
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.supervision.models import RightsHolding, RightsRequest
from firstwall.supervision.rights import rules, sealing
from firstwall.supervision.rights.reading import read_words
from firstwall.supervision.rights.types import Person, Position

GIVE = "supervision.give_position"
HOLDING = "rights_holding"
CHANGES = frozenset({"rectification", "erasure"})
GIVEN = (Position.AGREES, Position.OBJECTS, Position.EXECUTED, Position.DECLINED)


def ask_supplier(
    actor: Actor, request: RightsRequest, holding: RightsHolding, person: Person, procedure: ProcedureRow, now: datetime
) -> None:
    """Ask the supplier of an alert that concerns the person; one's own alert needs no asking. The caller acts and records.

    The supplier learns which of its alerts it is, what is asked and, where it shall correct or erase, in which words; not who
    asks beyond that, for its own alert tells it.
    """
    if holding.owner_id == holding.authority_id:
        return
    says = person.says if CHANGES & set(request.asks) else ""
    holding.asked = sealing.seal_asked({"asks": sorted(request.asks), "says": says}, holding)
    holding.asked_at = now
    holding.position_due_on = rules.positions_due_on(now.date(), procedure)
    holding.save(update_fields=["asked", "asked_at", "position_due_on"])
    outbox.put(
        actor,
        kind="rights_change_asked" if CHANGES & set(request.asks) else "rights_position_asked",
        recipient_authority=holding.owner_id,
        object_type=HOLDING,
        object_id=holding.id,
    )


def give_position(
    actor: Actor, holding_id: UUID, *, position: Position | str, ground: str = "", reason: str = ""
) -> None:
    """State the supplier's position on a request that another authority took; once, and even when its time is over.

    Args:
        actor: who speaks for the supplier.
        holding_id: which of the questions asked of it.
        position: agrees, objects, executed (corrected or erased as asked), declined (not).
        ground: for an objection, from the closed list of the strand.
        reason: why; needed for an objection and for declining.

    Raises:
        NothingHere: nobody asked this authority that.
        Refusal: a ground is missing, or nothing was executed.
        Fault: a position was given before, or the request is decided.
    """
    with lawful(actor, GIVE, object_type=HOLDING, object_id=holding_id):
        mine = RightsHolding.objects.select_for_update().filter(owner_id=authority_of(actor), asked_at__isnull=False)
        row = mine.filter(id=holding_id).exclude(authority_id=authority_of(actor)).first()
        if row is None:
            raise NothingHere
        if row.position or row.is_disclosed is not None:
            raise Fault("position-given", N_("This question is answered, or the request was decided."), status=409)
        said = _position(position)
        _must_be_said(actor, row, said, ground, sealing.open_asked(row)["asks"])
        needs_words = said in (Position.OBJECTS, Position.DECLINED)
        words = read_words(reason, "reason") if needs_words or reason.strip() else ""
        row.position, row.position_ground = said, ground
        row.position_reason = sealing.seal_position(words, row) if words else None
        row.position_at, row.position_by = utc_now(), person_of(actor)
        row.save(update_fields=["position", "position_ground", "position_reason", "position_at", "position_by"])
        outbox.mark_read(actor, object_id=row.id)
        outbox.put(
            actor,
            kind="rights_position_given",
            recipient_authority=row.authority_id,
            object_type=HOLDING,
            object_id=row.id,
        )
        details = {"alert": str(row.alert_id), "position": said, "ground": ground}
        ledger.record(actor, act=GIVE, object_type=HOLDING, object_id=row.id, details=details)


def _position(text: Position | str) -> Position:
    if text not in GIVEN:
        cure = say(N_("Choose one of: %(codes)s."), codes=", ".join(GIVEN))
        raise Fault("no-position", N_("There is no such position."), cure=cure, status=422)
    return Position(text)


def _must_be_said(actor: Actor, row: RightsHolding, said: Position, ground: str, asks: Collection[str]) -> None:
    codes = {one.code for one in grounds_of(strand_of(actor))}
    if (said is Position.OBJECTS and ground not in codes) or (ground and ground not in codes):
        raise Refusal(
            "RTS-03",
            N_("An objection needs a ground of the closed list."),
            cure=say(N_("Choose one of: %(codes)s."), codes=", ".join(sorted(codes))),
            field="ground",
        )
    if said in (Position.EXECUTED, Position.DECLINED) and not CHANGES & set(asks):
        raise Refusal(
            "RTS-07",
            N_("Nobody asked you to correct or erase anything."),
            cure=N_("Say whether you agree that the entry is disclosed to its subject."),
            field="position",
        )
    if said is Position.EXECUTED and _stands_as_it_stood(actor, row):
        raise Refusal(
            "RTS-07",
            N_("The alert stands as it stood when you were asked: nothing was corrected or erased."),
            article="Regulation (EC) No 515/97, Art. 36(4); Directive (EU) 2016/680, Art. 16",
            cure=N_("Amend or withdraw the alert first; you alone can do so."),
            field="position",
        )


def _stands_as_it_stood(actor: Actor, row: RightsHolding) -> bool:
    alert = cis.held(actor, [row.alert_id]).get(row.alert_id)
    return alert is not None and alert.state == "active" and alert.version == row.alert_version
