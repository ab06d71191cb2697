"""Screening over the API: checks, files of traffic, candidates, decisions, sightings."""

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from firstwall.api import screening_shown as shown
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.api.screening_forms import (
    AssignmentIn,
    CandidateOut,
    CheckIn,
    CheckOut,
    DecisionIn,
    EvidenceIn,
    EvidenceOut,
    FileIn,
    LineProblemOut,
    OutcomeIn,
    RunOut,
    SecondIn,
    SightingIn,
    SightingOut,
    UndoIn,
    WaitingOut,
)
from firstwall.documents.inspecting import largest
from firstwall.documents.sending import headers_for
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.kernel.strict_json import one_meaning
from firstwall.screening import queries, services
from firstwall.screening.composing import report_draft
from firstwall.screening.evidence.attaching import evidence_of, read_evidence
from firstwall.screening.evidence.types import Offered
from firstwall.screening.types import Facts, Number, SightingBlocks

router = Router(tags=["screening"])


@router.post("/checks", response=CheckOut, summary="Check one person, business, means or thing")
def check(request: UnderMandateRequest, asked: CheckIn) -> dict:
    """Search every strand of the mandate; a list and a ledger entry for each. No purpose, no search (SEC-21)."""
    facts = None
    if not asked.text:
        numbers = tuple(Number(n.type.lower(), n.value, n.country.upper()) for n in asked.ids)
        facts = Facts(asked.type, asked.name, asked.dob, asked.nationality.upper(), numbers)
    result = services.check(
        request.actor,
        text=asked.text,
        facts=facts,
        place=asked.place,
        reference=asked.reference,
        reading=asked.reading,
    )
    return shown.check(result)


@router.get("/waiting", response=WaitingOut, summary="What waits for this mandate")
def waiting(request: UnderMandateRequest) -> dict:
    """Counts only; cheap enough to be asked every few seconds."""
    return shown.plain(queries.waiting(request.actor))


@router.get("/hits", response=list[CandidateOut], summary="Candidates that wait for a decision or a report")
def hits(
    request: UnderMandateRequest,
    which: str = Query("", max_length=20, description="mine, shift, second, late, open, unsure, same; all without it"),
    order: Literal["rank", "clock"] = "rank",
    limit: int = Query(50, ge=1, le=500),
) -> list[dict]:
    """Unanswered first, then what is likeliest and weighs most; or by the clock."""
    views = queries.open_hits(request.actor, which=which, order=order, size=limit)
    return [shown.candidate(view) for view in views]


@router.get("/hits/{candidate_id}", response=CandidateOut, summary="One candidate beside its alert")
def hit(request: UnderMandateRequest, candidate_id: UUID) -> dict:
    """Both sides row by row, and the reasons of the score."""
    return shown.candidate(queries.candidate_for(request.actor, candidate_id))


@router.post(
    "/hits/{candidate_id}/decision", response=CandidateOut, summary="Same, different or unsure", openapi_extra=WRITE
)
def decide(request: UnderMandateRequest, candidate_id: UUID, said: DecisionIn) -> dict:
    """Remembered until either side changes."""
    view = services.decide(
        request.actor,
        candidate_id,
        verdict=said.verdict,
        reason=said.reason,
        revision=said.revision,
        key=idempotency_key(request),
    )
    return shown.candidate(view)


@router.post("/hits/{candidate_id}/undo", response=CandidateOut, summary="Take a decision back", openapi_extra=WRITE)
def undo(request: UnderMandateRequest, candidate_id: UUID, said: UndoIn) -> dict:
    """Possible until the sighting is reported."""
    key = idempotency_key(request)
    return shown.candidate(services.undo_decision(request.actor, candidate_id, revision=said.revision, key=key))


@router.post("/hits/{candidate_id}/second", response=CandidateOut, summary="Give the second word", openapi_extra=WRITE)
def second(request: UnderMandateRequest, candidate_id: UUID, said: SecondIn) -> dict:
    """By another than the one who decided."""
    key = idempotency_key(request)
    view = services.second_decision(request.actor, candidate_id, agrees=said.agrees, revision=said.revision, key=key)
    return shown.candidate(view)


@router.post(
    "/hits/{candidate_id}/assignment", response=CandidateOut, summary="Take over or assign a hit", openapi_extra=WRITE
)
def assign(request: UnderMandateRequest, candidate_id: UUID, said: AssignmentIn) -> dict:
    """A hit always has somebody who answers for it: an officer, or the shift."""
    return shown.candidate(services.assign_hit(request.actor, candidate_id, to=said.to, key=idempotency_key(request)))


@router.get("/hits/{candidate_id}/sighting", response=SightingIn, summary="The report as far as it is known")
def draft(request: UnderMandateRequest, candidate_id: UUID) -> dict:
    """Nothing is stored or sent."""
    return report_draft(request.actor, candidate_id, say=gettext).as_json()


@router.post(
    "/hits/{candidate_id}/sighting",
    response={201: SightingOut},
    summary="Report a sighting to the owner",
    openapi_extra=WRITE,
)
def report(request: UnderMandateRequest, candidate_id: UUID, said: SightingIn) -> tuple[int, dict]:
    """To the alert's owner and to nobody else (CIS-34)."""
    blocks = SightingBlocks(**said.dict())
    view = services.report_sighting(request.actor, candidate_id, blocks=blocks, key=idempotency_key(request))
    return 201, shown.sighting(view)


@router.get("/sightings", response=list[SightingOut], summary="Reports received, or sent")
def sightings(request: UnderMandateRequest, sent: bool = False, limit: int = Query(50, ge=1, le=500)) -> list[dict]:
    """Received: on alerts of the own authority. Sent: by the own authority."""
    read = queries.sightings_sent if sent else queries.sightings_received
    return [shown.sighting(view) for view in read(request.actor, size=limit)]


@router.get("/sightings/{sighting_id}", response=SightingOut, summary="One report")
def sighting(request: UnderMandateRequest, sighting_id: UUID) -> dict:
    """For its reporter and the alert's owner."""
    return shown.sighting(queries.sighting_for(request.actor, sighting_id))


@router.get("/sightings/{sighting_id}/evidence", response=list[EvidenceOut], summary="Files beside a report")
def evidence(request: UnderMandateRequest, sighting_id: UUID) -> list[dict]:
    """For the report's two parties."""
    return [shown.plain(one) for one in evidence_of(request.actor, sighting_id)]


@router.post(
    "/sightings/{sighting_id}/evidence", response={201: EvidenceOut}, summary="Add a file", openapi_extra=WRITE
)
def add_evidence(
    request: UnderMandateRequest, sighting_id: UUID, file: File[UploadedFile], said: Form[EvidenceIn]
) -> Status[dict]:
    """PDF without pictures or plain text, of means, objects or circumstances, by who reported."""
    offered = Offered(file.name or "", file.read(largest() + 1), said.shows, said.shows_no_person)
    made = services.attach_evidence(request.actor, sighting_id, offered=offered, key=idempotency_key(request))
    return Status(201, shown.plain(made))


@router.get("/evidence/{evidence_id}", summary="Open a file beside a report", openapi_extra={"responses": {200: {}}})
def open_evidence(request: UnderMandateRequest, evidence_id: UUID) -> HttpResponse:
    """Its bytes, as they were added."""
    view, data = read_evidence(request.actor, evidence_id)
    return HttpResponse(data, headers=headers_for(view.kind, view.name))


@router.post(
    "/sightings/{sighting_id}/acknowledgement",
    response=SightingOut,
    summary="Acknowledge a report",
    openapi_extra=WRITE,
)
def acknowledge(request: UnderMandateRequest, sighting_id: UUID) -> dict:
    """By the owner."""
    return shown.sighting(services.acknowledge_sighting(request.actor, sighting_id, key=idempotency_key(request)))


@router.post(
    "/sightings/{sighting_id}/outcome", response=SightingOut, summary="Record the outcome", openapi_extra=WRITE
)
def outcome(request: UnderMandateRequest, sighting_id: UUID, said: OutcomeIn) -> dict:
    """By the owner: true match, false match, unclear (CIS-38)."""
    view = services.record_outcome(request.actor, sighting_id, outcome=said.outcome, key=idempotency_key(request))
    return shown.sighting(view)


@router.post("/runs", response={202: list[RunOut]}, summary="Send a file of traffic", openapi_extra=WRITE)
def send_file(request: UnderMandateRequest, file: File[UploadedFile], said: Form[FileIn]) -> tuple[int, list[dict]]:
    """One run for each strand of the mandate; accepted means durable."""
    runs = services.accept_file(
        request.actor,
        chunks=file.chunks(),
        filename=file.name or "",
        format=said.format,
        mapping=_mapping(said.mapping),
        encoding=said.encoding,
        place=said.place,
        reference=said.reference,
        key=idempotency_key(request),
    )
    return 202, [shown.run(view) for view in runs]


@router.get("/runs", response=list[RunOut], summary="Files of the own authority")
def runs(request: UnderMandateRequest, limit: int = Query(50, ge=1, le=500)) -> list[dict]:
    """Newest first."""
    return [shown.run(view) for view in queries.runs_of(request.actor, size=limit)]


@router.get("/runs/{run_id}", response=RunOut, summary="One file and how far it is")
def run(request: UnderMandateRequest, run_id: UUID) -> dict:
    """Progress by bytes, lines, candidates."""
    return shown.run(queries.run_for(request.actor, run_id))


@router.get("/runs/{run_id}/candidates", response=list[CandidateOut], summary="Candidates of a file")
def run_candidates(
    request: UnderMandateRequest, run_id: UUID, after_line: int = Query(0, ge=0), limit: int = Query(50, ge=1, le=500)
) -> list[dict]:
    """In the order of the lines; go on with `after_line`."""
    views = queries.candidates_of_run(request.actor, run_id, after_line=after_line, size=limit)
    return [shown.candidate(view) for view in views]


@router.get("/runs/{run_id}/problems", response=list[LineProblemOut], summary="Lines that were not read")
def run_problems(request: UnderMandateRequest, run_id: UUID) -> list[dict]:
    """Place, sentence and cure of each (REL-19)."""
    return [shown.line_problem(problem) for problem in queries.problems_of(request.actor, run_id)]


@router.post("/runs/{run_id}/cancel", response=RunOut, summary="Stop a file", openapi_extra=WRITE)
def cancel(request: UnderMandateRequest, run_id: UUID) -> dict:
    """Stopping twice is the same as once; what was found stays."""
    return shown.run(services.cancel_run(request.actor, run_id, key=idempotency_key(request)))


@router.post("/runs/{run_id}/resume", response=RunOut, summary="Continue a file", openapi_extra=WRITE)
def resume(request: UnderMandateRequest, run_id: UUID) -> dict:
    """From the line after the last committed chunk, while the file is held."""
    return shown.run(services.resume_run(request.actor, run_id, key=idempotency_key(request)))


def _mapping(text: str) -> dict[str, str]:
    if not text:
        return {}
    try:
        mapping = one_meaning(text)
    except (ValueError, Fault):
        mapping = None
    if not isinstance(mapping, dict) or not all(isinstance(part, str) for pair in mapping.items() for part in pair):
        raise Fault(
            "bad_mapping",
            N_("The mapping is not a JSON object of texts."),
            place="mapping",
            cure=N_('Send for example {"full_name": "name", "born": "birth_date"}.'),
            status=422,
        )
    return mapping
