"""A run is stopped by a person and continued by a person; what was committed stays as it is."""

from dataclasses import replace
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.authorities.services import standing_mandate
from firstwall.kernel.actor import Actor, mandate_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.accepting import start_job
from firstwall.screening.models import ScreeningRun
from firstwall.screening.placing import in_strand_of, locked
from firstwall.screening.spool import Spool
from firstwall.screening.states import RUNS, may_move
from firstwall.screening.types import RunView
from firstwall.screening.views import run_view

CANCEL, RESUME = "screening.cancel_run", "screening.screen_file"


def cancel_run(actor: Actor, run_id: UUID, *, key: str = "") -> RunView:
    """Stop a run; its worker stops before the next chunk. Cancelling twice is the same as once."""
    actor = in_strand_of(actor, ScreeningRun, run_id)
    with lawful(actor, CANCEL, object_type="run", object_id=run_id):
        is_repeated = _claimed(actor, "cancel", run_id, key)
        run = locked(ScreeningRun, run_id)
        if not is_repeated and may_move(RUNS, run.state, "cancelled"):
            run.state, run.cancel_requested, run.finished_at = "cancelled", True, utc_now()
            run.save(update_fields=["state", "cancel_requested", "finished_at"])
            _entered(actor, CANCEL, run)
        return run_view(run)


def resume_run(actor: Actor, run_id: UUID, *, by_job: bool = True, key: str = "") -> RunView:
    """Continue a run at the line after its last committed chunk, now under this mandate; a run that is done stays so.

    Raises:
        Fault: the traffic is no longer held (SEC-49).
    """
    actor = in_strand_of(actor, ScreeningRun, run_id)
    if by_job:
        actor = replace(actor, mandate_id=standing_mandate(actor))
    with lawful(actor, RESUME, object_type="run", object_id=run_id):
        is_repeated = _claimed(actor, "resume", run_id, key)
        run = locked(ScreeningRun, run_id)
        if is_repeated or not (run.state == "accepted" or may_move(RUNS, run.state, "accepted")):
            return run_view(run)
        if not Spool(run.id, authority_id=run.authority_id, strand=strand_of(actor)).exists():
            raise Fault("spool_gone", N_("The file is no longer held."), cure=N_("Send the file again."), status=409)
        run.state, run.mandate_id = "accepted", mandate_of(actor)
        run.cancel_requested, run.finished_at, run.failure = False, None, ""
        run.save(update_fields=["state", "mandate_id", "cancel_requested", "finished_at", "failure"])
        _entered(actor, RESUME, run)
        if by_job:
            start_job(actor, run.id)
        return run_view(run)


def _claimed(actor: Actor, act: str, run_id: UUID, key: str) -> bool:
    """Whether this very request was answered before; the answer is the run itself (REL-02)."""
    body = once.body_hash({act: run_id})
    if once.answered_before(actor, key, body) is not None:
        return True
    once.remember(actor, key, body, {"run": str(run_id)})
    return False


def _entered(actor: Actor, act: str, run: ScreeningRun) -> None:
    details = {"state": run.state, "lines": run.lines, "at_byte": run.done_bytes}
    ledger.record(actor, act=act, object_type="run", object_id=run.id, details=details)
