"""The officer's decision on a candidate: remembered until either side changes, changeable until it is reported.

Where the rule asks for a second person (`law/data/hits.toml`), the verdict waits for a colleague's word.
"""

from datetime import timedelta
from uuid import UUID

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
from firstwall.screening.rules import due_at, needs_second_person
from firstwall.screening.states import REASONS, VERDICTS, may_move
from firstwall.screening.types import CandidateView, Verdict

ACT, SECOND = "screening.decide", "screening.second_decision"


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


def second_decision(
    actor: Actor, candidate_id: UUID, *, agrees: bool, revision: int | None = None, key: str = ""
) -> CandidateView:
    """Give the word that a colleague's verdict waits for; who does not agree opens the hit again.

    Raises:
        NothingHere: no such candidate for this mandate.
        Refusal: it is one's own verdict, or none waits for a second person.
        Fault: 409 somebody decided meanwhile.
    """
    actor = in_strand_of(actor, ScreeningCandidate, candidate_id)
    body = once.body_hash({"second": candidate_id, "agrees": agrees})
    with lawful(actor, SECOND, object_type="candidate", object_id=candidate_id):
        done_before = once.answered_before(actor, key, body)
        row = locked(ScreeningCandidate, candidate_id)
        if done_before is None:
            _check_revision(row, revision)
            _check_second(row, actor)
            _give_second(row, actor, agrees=agrees)
            details = {"to": row.state, "agrees": agrees, "alert": str(row.alert_id), "version": row.alert_version}
            ledger.record(actor, act=SECOND, object_type="candidate", object_id=row.id, details=details)
            once.remember(actor, key, body, {"candidate": str(row.id)})
        return view_of(actor, row)


def _move(actor: Actor, candidate_id: UUID, end: str, *, reason: str, revision: int | None, key: str) -> CandidateView:
    actor = in_strand_of(actor, ScreeningCandidate, candidate_id)
    body = once.body_hash({"candidate": candidate_id, "to": end, "reason": reason})
    with lawful(actor, ACT, object_type="candidate", object_id=candidate_id):
        done_before = once.answered_before(actor, key, body)
        row = locked(ScreeningCandidate, candidate_id)
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
                "second": row.needs_second,
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
    _check_revision(row, revision)
    if not may_move(VERDICTS, row.state, end):
        raise Refusal("REL-02", N_("This candidate is decided."), cure=N_("Undo the decision first."), status=409)


def _check_revision(row: ScreeningCandidate, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise Fault(
            "decided_meanwhile",
            N_("Somebody decided this candidate meanwhile."),
            cure=N_("Look at it again, then decide."),
            status=409,
        )


def _check_second(row: ScreeningCandidate, actor: Actor) -> None:
    if not row.needs_second:
        raise Refusal("CIS-38", N_("No verdict waits for a second person here."), cure=N_("Open the hit."), status=409)
    if row.decided_by == actor.person_id:
        raise Refusal(
            "CIS-38",
            N_("The second person is another than the one who decided."),
            cure=N_("Ask a colleague."),
            status=409,
        )


def _apply(row: ScreeningCandidate, actor: Actor, end: str, reason: str) -> None:
    is_open = end == "open"
    row.state, row.reason = end, reason
    row.decided_by, row.decided_at = (None, None) if is_open else (actor.person_id, utc_now())
    row.needs_second = needs_second_person(end, score=row.score, action=row.action, reason=reason)
    row.seconded_by, row.seconded_at = None, None
    _save(row)


def _give_second(row: ScreeningCandidate, actor: Actor, *, agrees: bool) -> None:
    row.needs_second = False
    if agrees:
        row.seconded_by, row.seconded_at = actor.person_id, utc_now()
    else:
        row.state, row.reason, row.decided_by, row.decided_at = "open", "", None, None
    _save(row)


def _save(row: ScreeningCandidate) -> None:
    row.revision += 1
    # the clock stops only when nothing is owed: a hit still has to be reported, an unsure one to be settled
    is_over = row.state == "different" and not row.needs_second
    row.due_at = None if is_over else due_at(row.created_at, timedelta(minutes=row.clock_minutes))
    row.save(update_fields=_CHANGED)


_CHANGED = (
    "state",
    "reason",
    "revision",
    "decided_by",
    "decided_at",
    "due_at",
    "needs_second",
    "seconded_by",
    "seconded_at",
)


def _verdict(verdict: Verdict | str) -> Verdict:
    try:
        return Verdict(verdict)
    except ValueError:
        raise Fault(
            "unknown_verdict", N_("The verdict is same, different or unsure."), place="verdict", status=422
        ) from None
