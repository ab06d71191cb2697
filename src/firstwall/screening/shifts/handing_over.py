"""One shift hands over to the next: what waits, and a note; the next one accepts, and answers from then on (CIS-38)."""

from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.placing import in_strand_of
from firstwall.screening.queue import waiting_rows
from firstwall.screening.shifts.models import ScreeningHandover
from firstwall.screening.shifts.types import HandoverView
from firstwall.seals.services import open_json, seal_json

GIVE, ACCEPT, READ = "screening.hand_over", "screening.accept_handover", "screening.read_hits"
LONGEST_NOTE = 2000
MOST_HITS = 1000
_SHOWN = 20


def hand_over(actor: Actor, *, note: str = "", key: str = "") -> tuple[HandoverView, ...]:
    """Give what waits at the actor's office to the next shift: the shift's hits and one's own, with a note; one in each strand.

    What is given stays the giver's until it is accepted.

    Raises:
        Fault: the note is too long.
    """
    if len(note) > LONGEST_NOTE or "\x00" in note:
        raise Fault("too_long", N_("The note is longer than 2,000 characters."), place="note", status=422)
    return tuple(
        _give(actor.in_strand(strand), note.strip(), f"{key}:{strand}" if key else "") for strand in actor.strands
    )


def accept_handover(actor: Actor, handover_id: UUID, *, key: str = "") -> HandoverView:
    """Accept what another shift left: of its hits, those that wait and are still its own or nobody's are now the accepter's.

    Raises:
        NothingHere: hidden and absent alike.
        Refusal: one's own, or accepted already.
    """
    actor = in_strand_of(actor, ScreeningHandover, handover_id)
    body = once.body_hash({"accept": handover_id})
    with lawful(actor, ACCEPT, object_type="handover", object_id=handover_id):
        done_before = once.answered_before(actor, key, body)
        rows = ScreeningHandover.objects.filter(id=handover_id)
        # an accepted one cannot be locked any more, and is read again
        row = rows.select_for_update().first() or rows.first()
        if row is None:
            raise NothingHere
        if done_before is None:
            _must_be_acceptable(actor, row)
            row.accepted_by, row.accepted_at = person_of(actor), utc_now()
            row.save(update_fields=["accepted_by", "accepted_at"])
            left = waiting_rows(actor, now=row.accepted_at).filter(id__in=row.hits)
            mine = left.filter(assigned_to=row.given_by) | left.filter(assigned_to=None)
            taken = mine.update(assigned_to=row.accepted_by, assigned_at=row.accepted_at)
            ledger.record(
                actor,
                act=ACCEPT,
                object_type="handover",
                object_id=row.id,
                details={"hits": taken, "of": len(row.hits)},
            )
            once.remember(actor, key, body, {"handover": str(row.id)})
        return _view(actor, row)


def handovers_of(actor: Actor) -> list[HandoverView]:
    """What the shifts of the own authority left lately, newest first."""
    found: list[HandoverView] = []
    for strand in map(Strand, actor.strands):
        there = actor.in_strand(strand)
        with lawful(there, READ, object_type="handover"):
            rows = list(ScreeningHandover.objects.order_by("-given_at", "id")[:_SHOWN])
            ledger.record(there, act=READ, object_type="handover", details={"shown": [str(row.id) for row in rows]})
            found += [_view(there, row) for row in rows]
    return sorted(found, key=lambda view: view.given_at, reverse=True)


def _give(actor: Actor, note: str, key: str) -> HandoverView:
    body = once.body_hash({"hand_over": note, "office": str(actor.office_id)})
    with lawful(actor, GIVE, object_type="handover"):
        earlier = once.answered_before(actor, key, body)
        if earlier is not None:
            return _view(actor, ScreeningHandover.objects.get(id=earlier["handover"]))
        now = utc_now()
        waits = waiting_rows(actor, now=now)
        mine = waits.filter(assigned_to=actor.person_id) | waits.filter(assigned_to=None, office_id=actor.office_id)
        given = list(mine.order_by("due_at", "id").values_list("id", "due_at")[:MOST_HITS])
        row = ScreeningHandover(
            id=record_id(),
            strand=str(actor.strand),
            authority_id=authority_of(actor),
            office_id=actor.office_id,
            place=actor.place,
            given_by=person_of(actor),
            given_at=now,
            hits=[hit for hit, _due in given],
            overdue=sum(due is not None and due < now for _hit, due in given),
        )
        row.note = seal_json({"note": note}, **_bound(row))
        row.save(force_insert=True)
        details = {"hits": len(given), "overdue": row.overdue}
        ledger.record(actor, act=GIVE, object_type="handover", object_id=row.id, details=details)
        once.remember(actor, key, body, {"handover": str(row.id)})
        return _view(actor, row)


def _must_be_acceptable(actor: Actor, row: ScreeningHandover) -> None:
    if row.given_by == actor.person_id:
        raise Refusal("CIS-38", N_("The next shift accepts, not the one that gives."), status=409)
    if row.accepted_at is not None:
        raise Refusal("CIS-38", N_("This was accepted already."), cure=N_("Look at the hits."), status=409)


def _view(actor: Actor, row: ScreeningHandover) -> HandoverView:
    names = authorities.colleagues(actor, only=(row.given_by, row.accepted_by))
    office = authorities.office(row.office_id)
    left = waiting_rows(actor, now=utc_now()).filter(id__in=row.hits)
    return HandoverView(
        id=row.id,
        strand=Strand(row.strand),
        office_name=office.name if office else "",
        place=row.place,
        given_by=row.given_by,
        giver_name=names.get(row.given_by, ""),
        given_at=row.given_at,
        note=open_json(row.note, **_bound(row))["note"],
        hits=len(row.hits),
        overdue=row.overdue,
        still_waiting=tuple(left.order_by("due_at", "id").values_list("id", flat=True)),
        accepted_by=row.accepted_by,
        accepter_name=names.get(row.accepted_by, "") if row.accepted_by else "",
        accepted_at=row.accepted_at,
        is_mine=row.given_by == actor.person_id,
    )


def _bound(row: ScreeningHandover) -> dict:
    return {"authority_id": row.authority_id, "record_id": row.id, "strand": row.strand}
