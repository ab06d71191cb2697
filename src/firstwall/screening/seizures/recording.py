"""A seizure is written down once, beside a hit or beside none; a correction leaves both values in the ledger (JCO-13)."""

from dataclasses import asdict
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.placing import in_strand_of, locked
from firstwall.screening.seizures.models import ScreeningSeizure
from firstwall.screening.seizures.rules import TEXTS, counted_of, problems_with
from firstwall.screening.seizures.types import SeizureIn, SeizureView
from firstwall.screening.seizures.views import seal_said, seizure_view

RECORD, CORRECT = "screening.record_seizure", "screening.correct_seizure"
# what stands in the ledger: no text, which might name somebody
_TOLD = ("goods", "quantity", "unit", "value", "currency", "transport", "concealment", "seized_at")
_CHANGED = (*_TOLD, "place", "counted", "said", "recorded_by", "recorded_at", "revision")


def record_seizure(actor: Actor, *, said: SeizureIn, hit_id: UUID | None = None, key: str = "") -> SeizureView:
    """Write down what a control found and took.

    Args:
        actor: a mandate of the authority that seized, in one strand; a hit brings its own.
        said: what was seized.
        hit_id: the hit that led to it; None when none did.
        key: idempotency key (REL-02).

    Raises:
        NothingHere: no such hit for this mandate.
        Refusal: the hit was not found to be the same.
        FieldRefused: everything wrong with what was written down.
    """
    if hit_id is not None:
        actor = in_strand_of(actor, ScreeningCandidate, hit_id)
    body = once.body_hash({"seizure": _plain(said), "hit": hit_id})
    with lawful(actor, RECORD, object_type="seizure"):
        _must_be_right(said)
        earlier = once.answered_before(actor, key, body)
        if earlier is not None:
            return seizure_view(actor, ScreeningSeizure.objects.get(id=earlier["seizure"]))
        hit = _hit(hit_id)
        row = ScreeningSeizure(
            id=record_id(),
            strand=str(strand_of(actor)),
            authority_id=authority_of(actor),
            office_id=actor.office_id,
            candidate_id=hit.id if hit else None,
            alert_id=hit.alert_id if hit else None,
        )
        _write(row, actor, said)
        row.save(force_insert=True)
        details = {"hit": str(hit_id or ""), **_told(row)}
        ledger.record(actor, act=RECORD, object_type="seizure", object_id=row.id, details=details)
        once.remember(actor, key, body, {"seizure": str(row.id)})
        return seizure_view(actor, row)


def correct_seizure(actor: Actor, seizure_id: UUID, *, said: SeizureIn, revision: int, key: str = "") -> SeizureView:
    """Write it down again as it is right; the figures of before stand in the ledger (JCO-13).

    Raises:
        NothingHere: hidden and absent alike.
        FieldRefused: as when it was recorded.
        Fault: 409, somebody corrected it meanwhile.
    """
    actor = in_strand_of(actor, ScreeningSeizure, seizure_id)
    body = once.body_hash({"correct": seizure_id, "seizure": _plain(said)})
    with lawful(actor, CORRECT, object_type="seizure", object_id=seizure_id):
        _must_be_right(said)
        done_before = once.answered_before(actor, key, body)
        row = locked(ScreeningSeizure, seizure_id)
        if done_before is None:
            if revision != row.revision:
                raise Fault(
                    "corrected_meanwhile",
                    N_("Somebody corrected this seizure meanwhile."),
                    cure=N_("Look at it again."),
                    status=409,
                )
            before = _told(row)
            _write(row, actor, said)
            row.revision += 1
            row.save(update_fields=_CHANGED)
            details = {"before": before, "after": _told(row)}
            ledger.record(actor, act=CORRECT, object_type="seizure", object_id=row.id, details=details)
            once.remember(actor, key, body, {"seizure": str(row.id)})
        return seizure_view(actor, row)


def _plain(said: SeizureIn) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(said).items()}


def _must_be_right(said: SeizureIn) -> None:
    problems = problems_with(said, now=utc_now())
    if problems:
        raise FieldRefused(problems)


def _hit(hit_id: UUID | None) -> ScreeningCandidate | None:
    if hit_id is None:
        return None
    hit = ScreeningCandidate.objects.filter(id=hit_id).first()
    if hit is None:
        raise NothingHere
    if hit.state != "same":
        raise Refusal(
            "CIS-38",
            N_("A seizure stands beside a hit that was found to be the same."),
            cure=N_("Decide the hit first, or record the seizure beside none."),
            status=409,
        )
    return hit


def _write(row: ScreeningSeizure, actor: Actor, said: SeizureIn) -> None:
    for name in (*_TOLD, "place"):
        setattr(row, name, getattr(said, name))
    row.place = said.place.strip()
    row.counted = counted_of(said)
    row.said = seal_said(row, {name: getattr(said, name).strip() for name in TEXTS})
    row.recorded_by, row.recorded_at = person_of(actor), utc_now()


def _told(row: ScreeningSeizure) -> dict[str, str]:
    return {name: str(getattr(row, name) or "") for name in _TOLD}
