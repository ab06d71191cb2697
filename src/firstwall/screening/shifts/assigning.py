"""Who answers for a hit: taken over, given to a colleague, or given back to the shift; it always has somebody (CIS-38)."""

from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.placing import in_strand_of, locked
from firstwall.screening.queries import view_of
from firstwall.screening.types import CandidateView

ACT = "screening.assign_hit"
ME, SHIFT = "me", "shift"


def assign_hit(actor: Actor, candidate_id: UUID, *, to: str = ME, key: str = "") -> CandidateView:
    """Take a hit over, give it to a colleague or back to the shift; whose it was stands in the ledger.

    Args:
        actor: a mandate of the authority that asked.
        candidate_id: which hit.
        to: "me", "shift", or the login of a colleague.
        key: idempotency key (REL-02).

    Raises:
        NothingHere: no such hit for this mandate.
        Refusal: it is reported, nobody has to answer for it any more.
        Fault: 422 no colleague signs in by this name.
    """
    actor = in_strand_of(actor, ScreeningCandidate, candidate_id)
    body = once.body_hash({"assign": candidate_id, "to": to})
    with lawful(actor, ACT, object_type="candidate", object_id=candidate_id):
        done_before = once.answered_before(actor, key, body)
        row = locked(ScreeningCandidate, candidate_id)
        if done_before is None:
            _assign(actor, row, _person(actor, to))
            once.remember(actor, key, body, {"candidate": str(row.id)})
        return view_of(actor, row)


def _assign(actor: Actor, row: ScreeningCandidate, person_id: UUID | None) -> None:
    if row.sighting_id is not None:
        raise Refusal("CIS-38", N_("This hit is reported; nobody has to answer for it."), status=409)
    before = row.assigned_to
    if before == person_id:
        return
    row.assigned_to, row.assigned_at = person_id, utc_now() if person_id else None
    row.save(update_fields=["assigned_to", "assigned_at"])
    details = {"from": str(before or SHIFT), "to": str(person_id or SHIFT)}
    ledger.record(actor, act=ACT, object_type="candidate", object_id=row.id, details=details)


def _person(actor: Actor, to: str) -> UUID | None:
    if to == SHIFT:
        return None
    found = actor.person_id if to == ME else authorities.colleague_by_login(actor, to)
    if found is None:
        raise Fault(
            "unknown_colleague",
            N_("Nobody of your authority signs in by this name."),
            place="to",
            cure=N_("Write the login as it is, 'me' or 'shift'."),
            status=422,
        )
    return found
