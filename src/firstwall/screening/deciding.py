"""The officer's decision on a candidate: remembered until either side changes, changeable until it is reported."""

from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.placing import in_strand_of
from firstwall.screening.queries import view_of
from firstwall.screening.rules import due_at
from firstwall.screening.states import REASONS, VERDICTS, may_move
from firstwall.screening.types import CandidateView, Verdict

ACT = "screening.decide"


def decide(
    actor: Actor,
    candidate_id: UUID,
    *,
    verdict: Verdict | str,
    reason: str = "",
    revision: int | None = None,
    key: str = "",
) -> CandidateView:
    """Say same, different or unsure.

    Args:
        actor: a mandate of the authority that asked.
        candidate_id: which candidate.
        verdict: what the officer found.
        reason: a code of `states.REASONS`, or empty.
        revision: the revision the officer saw; another one by now is a conflict.
        key: idempotency key (REL-02).

    Raises:
        NothingHere: no such candidate for this mandate.
        Refusal: the table of moves does not hold it (already reported, or the same verdict reversed without undo).
        Fault: 409 somebody decided meanwhile; 422 an unknown reason.
    """
    wanted = _verdict(verdict)
    if reason and reason not in REASONS:
        raise Fault("unknown_reason", N_("This reason is not on the list."), place="reason", status=422)
    return _move(actor, candidate_id, str(wanted), reason=reason, revision=revision, key=key)


def undo_decision(actor: Actor, candidate_id: UUID, *, revision: int | None = None, key: str = "") -> CandidateView:
    """Take a decision back, as long as no sighting was reported on it.

    Raises:
        NothingHere, Refusal, Fault: as in `decide`.
    """
    return _move(actor, candidate_id, "open", reason="", revision=revision, key=key)


def _move(actor: Actor, candidate_id: UUID, end: str, *, reason: str, revision: int | None, key: str) -> CandidateView:
    actor = in_strand_of(actor, ScreeningCandidate, candidate_id)
    body = once.body_hash({"candidate": candidate_id, "to": end, "reason": reason})
    with lawful(actor, ACT, object_type="candidate", object_id=candidate_id):
        done_before = once.answered_before(actor, key, body)
        row = _locked(candidate_id)
        if done_before is None and row.state != end:
            _check(row, end, revision)
            start = row.state
            _apply(row, actor, end, reason)
            details = {
                "from": start,
                "to": end,
                "reason": reason,
                "alert": str(row.alert_id),
                "version": row.alert_version,
            }
            ledger.record(actor, act=ACT, object_type="candidate", object_id=row.id, details=details)
        if done_before is None:
            once.remember(actor, key, body, {"candidate": str(row.id)})
        return view_of(actor, row)


def _check(row: ScreeningCandidate, end: str, revision: int | None) -> None:
    if row.sighting_id is not None:
        raise Refusal(
            "CIS-38",
            N_("The sighting is already with the alert's owner; the decision stands."),
            cure=N_("Tell the owner what changed; the outcome is the owner's to record."),
        )
    if revision is not None and revision != row.revision:
        raise Fault(
            "decided_meanwhile",
            N_("Somebody decided this candidate meanwhile."),
            cure=N_("Look at it again, then decide."),
            status=409,
        )
    if not may_move(VERDICTS, row.state, end):
        raise Refusal("REL-02", N_("This candidate is decided."), cure=N_("Undo the decision first."), status=409)


def _apply(row: ScreeningCandidate, actor: Actor, end: str, reason: str) -> None:
    now = utc_now()
    is_open = end == "open"
    row.state, row.reason = end, reason
    row.revision += 1
    row.decided_by, row.decided_at = (None, None) if is_open else (actor.person_id, now)
    # the clock stops only when nothing is owed: a hit still has to be reported, an unsure one to be settled
    row.due_at = None if end == "different" else due_at(row.created_at)
    row.save(update_fields=["state", "reason", "revision", "decided_by", "decided_at", "due_at"])


def _locked(candidate_id: UUID) -> ScreeningCandidate:
    row = ScreeningCandidate.objects.select_for_update().filter(id=candidate_id).first()
    if row is None:
        raise NothingHere
    return row


def _verdict(verdict: Verdict | str) -> Verdict:
    try:
        return Verdict(verdict)
    except ValueError:
        raise Fault(
            "unknown_verdict", N_("The verdict is same, different or unsure."), place="verdict", status=422
        ) from None
