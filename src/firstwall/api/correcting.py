"""Corrections, final decisions and disputes over the API."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from ninja import Field, Router, Schema, Status

from firstwall.api.cis import in_strand
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.cis import queries as alerts
from firstwall.cis.correcting import claims, contests, decisions, disputes, proposals, queries

corrections_router = Router(tags=["corrections"])
decisions_router = Router(tags=["corrections"])
claims_router = Router(tags=["corrections"])
contests_router = Router(tags=["corrections"])
disputes_router = Router(tags=["corrections"])


class CorrectionIn(Schema, extra="forbid"):
    """What is wrong with an alert, and from where this is known."""

    alert: UUID
    kind: str = Field(description="factually_wrong, entered_unlawfully or stored_unlawfully")
    what: str
    evidence: str
    version: int = Field(description="The version that was looked at")


class MadeOut(Schema):
    """The number of what was entered in the register."""

    id: UUID


class OutcomeOut(Schema):
    """What became of the alert: amended or erased."""

    outcome: str


class ReasonsIn(Schema, extra="forbid"):
    """Why it is decided so."""

    reasons: str


class CorrectionOut(Schema):
    """A proposal and the supplier's decision on it."""

    id: UUID
    strand: str
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    kind: str
    what: str
    evidence: str
    proposed_at: datetime
    due_on: date
    state: str
    outcome: str
    reasons: str
    decided_at: datetime | None
    is_own: bool


class DecisionIn(Schema, extra="forbid"):
    """A final decision of a court or authority, or clearance by later enquiries."""

    alert: UUID
    body: str = Field(description="court, competent_authority, supervisory_authority or later_enquiries")
    body_name: str
    state_code: str
    decided_on: date
    order: str = Field("erase", description="amend, supplement, rectify, erase or keep; clearance erases")
    file_reference: str
    text: str
    contradicts: UUID | None = Field(None, description="An earlier decision whose change cannot go with this one's")
    contradicts_file: str = Field("", max_length=200, description="Its file reference, where its number is not known")
    version: int = Field(description="The version that was looked at")


class DecisionByReferenceIn(Schema, extra="forbid"):
    """A final decision on an alert that another one blocks: by the alert's reference."""

    reference: str = Field(description="As the alert has it")
    body: str = Field(description="court, competent_authority, supervisory_authority or later_enquiries")
    body_name: str
    state_code: str
    decided_on: date
    order: str = Field("erase", description="amend, supplement, rectify, erase or keep; clearance erases")
    file_reference: str
    text: str
    contradicts_file: str = Field(
        "", max_length=200, description="File reference of an earlier decision whose change cannot go with this one's"
    )


class ClearanceIn(Schema, extra="forbid"):
    """Later enquiries cleared the person: the alert is removed, and all who received the data are told."""

    alert: UUID
    state_code: str
    cleared_on: date
    file_reference: str
    text: str = Field(description="What the enquiries found")
    version: int = Field(description="The version that was looked at")


class ContestIn(Schema, extra="forbid"):
    """Why the decision is not genuine."""

    reason: str


class JudgementIn(Schema, extra="forbid"):
    """What the supervisor found."""

    judgement: str = Field(description="genuine or not_genuine")
    reasons: str


class JudgementOut(Schema):
    """What was found."""

    judgement: str


class ContestOut(Schema):
    """A contested decision, for the supervisor who judges it."""

    id: UUID
    strand: str
    decision_id: UUID
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    contested_at: datetime
    reason: str
    state: str
    judged_at: datetime | None
    judgement: str
    waits: bool
    body_name: str
    state_code: str
    decided_on: date | None
    order: str
    file_reference: str
    text: str


class ClaimIn(Schema, extra="forbid"):
    """What harm another's entry caused, and what was paid for it."""

    reference: str = Field(description="Of the causing entry, also when it is erased")
    strand: str = Field(description="C or A")
    harm: str
    amount_cents: int = Field(description="In cents of a euro")


class AnswerIn(Schema, extra="forbid"):
    """Which share the supplier bears."""

    share_percent: int = Field(description="0 to 100; 0 declines")
    reasons: str


class ClaimOut(Schema):
    """A claim between partners."""

    id: UUID
    strand: str
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    amount_cents: int
    share_percent: int | None
    claimed_at: datetime
    harm: str
    state: str
    answered_at: datetime | None
    answer: str
    paid_on: date | None
    is_own: bool


class RetractIn(Schema, extra="forbid"):
    """Why it was registered in error."""

    reason: str


class DecisionOut(Schema):
    """A decision and its execution."""

    id: UUID
    strand: str
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    body: str
    body_name: str
    state_code: str
    decided_on: date
    file_reference: str
    order: str
    text: str
    registered_at: datetime
    state: str
    outcome: str
    ended_at: datetime | None
    is_own: bool
    contest: str
    contest_reason: str
    judgement: str
    contradicts_file: str


class DisputeOut(Schema):
    """A dispute between two suppliers."""

    id: UUID
    strand: str
    first_alert_id: UUID
    first_owner_id: UUID
    later_alert_id: UUID
    later_owner_id: UUID
    fields: list[str]
    withheld: dict[str, str]
    later_position: str
    first_position: str
    opened_at: datetime
    referred_on: date | None
    escalates_on: date | None
    state: str
    is_first: bool


class PositionIn(Schema, extra="forbid"):
    """The first supplier's position."""

    position: str


class SettleIn(Schema, extra="forbid"):
    """How a dispute ended."""

    outcome: str = Field(description="agreed, first_stands or court")


@corrections_router.post("", response={201: MadeOut}, summary="Propose a correction", openapi_extra=WRITE)
def propose(request: UnderMandateRequest, proposal: CorrectionIn) -> Status[dict]:
    """To the supplier; the alert is contested until it decides."""
    actor = alerts.where_seen(request.actor, proposal.alert)
    said = proposal.dict(exclude={"alert"})
    made = proposals.propose_correction(actor, proposal.alert, key=idempotency_key(request), **said)
    return Status(201, {"id": made})


@corrections_router.get("", response=list[CorrectionOut], summary="Proposed corrections")
def corrections(
    request: UnderMandateRequest, strand: str = "", alert: UUID | None = None, *, open_only: bool = False
) -> list[dict]:
    """Those one made, and those on one's own alerts."""
    actor = in_strand(request.actor, strand)
    return [asdict(one) for one in queries.corrections_of(actor, alert_id=alert, open_only=open_only)]


@corrections_router.post(
    "/{correction}/acceptance", response=OutcomeOut, summary="Accept it, once amended or withdrawn", openapi_extra=WRITE
)
def accept(request: UnderMandateRequest, correction: UUID, why: ReasonsIn) -> dict:
    """By the supplier, who has amended or withdrawn the alert itself."""
    actor = queries.where_correction(request.actor, correction)
    key = idempotency_key(request)
    return {"outcome": proposals.accept_correction(actor, correction, reasons=why.reasons, key=key)}


@corrections_router.post("/{correction}/rejection", response={204: None}, summary="Reject it", openapi_extra=WRITE)
def reject(request: UnderMandateRequest, correction: UUID, why: ReasonsIn) -> Status[None]:
    """By the supplier, with reasons."""
    actor = queries.where_correction(request.actor, correction)
    proposals.reject_correction(actor, correction, reasons=why.reasons, key=idempotency_key(request))
    return Status(204, None)


@decisions_router.post("", response={201: MadeOut}, summary="Register a final decision", openapi_extra=WRITE)
def register(request: UnderMandateRequest, decision: DecisionIn) -> Status[dict]:
    """It binds the supplier; until it is executed nobody else sees the alert."""
    actor = alerts.where_seen(request.actor, decision.alert)
    decided = decisions.Decided(**decision.dict(exclude={"alert", "version"}))
    made = decisions.register_decision(
        actor, decision.alert, decided=decided, version=decision.version, key=idempotency_key(request)
    )
    return Status(201, {"id": made})


@decisions_router.post("/clearance", response={201: MadeOut}, summary="Report clearance", openapi_extra=WRITE)
def report_clearance(request: UnderMandateRequest, cleared: ClearanceIn) -> Status[dict]:
    """All who received the data are told; nobody but the supplier sees the alert until it is removed (CIS-55f)."""
    actor, key = alerts.where_seen(request.actor, cleared.alert), idempotency_key(request)
    made = decisions.report_clearance(actor, cleared.alert, key=key, **cleared.dict(exclude={"alert"}))
    return Status(201, {"id": made})


@decisions_router.get("", response=list[DecisionOut], summary="Final decisions")
def register_of_decisions(request: UnderMandateRequest, strand: str = "", alert: UUID | None = None) -> list[dict]:
    """Those one registered, and those on one's own alerts."""
    return [asdict(one) for one in queries.decisions_of(in_strand(request.actor, strand), alert_id=alert)]


@decisions_router.post("/{decision}/execution", response=OutcomeOut, summary="Execute it", openapi_extra=WRITE)
def execute(request: UnderMandateRequest, decision: UUID) -> dict:
    """By the supplier: an ordered change must have been made; conflicting decisions are executed by erasing."""
    actor = queries.where_decision(request.actor, decision)
    return {"outcome": decisions.execute_decision(actor, decision, key=idempotency_key(request))}


@decisions_router.post("/{decision}/retraction", response={204: None}, summary="Take it back", openapi_extra=WRITE)
def retract(request: UnderMandateRequest, decision: UUID, why: RetractIn) -> Status[None]:
    """By who registered it in error."""
    actor = queries.where_decision(request.actor, decision)
    decisions.retract_decision(actor, decision, reason=why.reason, key=idempotency_key(request))
    return Status(204, None)


@decisions_router.post(
    "/by-reference",
    response={201: MadeOut},
    summary="Register one on a blocked alert by its reference",
    openapi_extra=WRITE,
)
def register_by_reference(request: UnderMandateRequest, decision: DecisionByReferenceIn) -> Status[dict]:
    """While another decision blocks the alert; the supplier is told, and decisions that conflict end in erasing."""
    actor, key = queries.where_reference(request.actor, decision.reference), idempotency_key(request)
    decided = decisions.Decided(**decision.dict(exclude={"reference"}))
    return Status(201, {"id": decisions.register_by_reference(actor, decision.reference, decided=decided, key=key)})


@decisions_router.post(
    "/{decision}/contest", response={201: MadeOut}, summary="Contest that it is genuine", openapi_extra=WRITE
)
def contest(request: UnderMandateRequest, decision: UUID, why: ContestIn) -> Status[dict]:
    """By the supplier, once; the supervisor of who registered it judges, the block stands meanwhile."""
    actor, key = queries.where_decision(request.actor, decision), idempotency_key(request)
    return Status(201, {"id": contests.contest_decision(actor, decision, reason=why.reason, key=key)})


@contests_router.get("", response=list[ContestOut], summary="Contested decisions to judge")
def contests_to_judge(request: UnderMandateRequest) -> list[dict]:
    """For the supervisor of who registered them."""
    return [asdict(one) for one in contests.contests_to_judge(request.actor)]


@contests_router.put("/{contest}/judgement", response=JudgementOut, summary="Judge it", openapi_extra=WRITE)
def judge(request: UnderMandateRequest, contest: UUID, said: JudgementIn) -> dict:
    """What is not genuine binds nobody; the alert is in force again."""
    actor, key = contests.where_contest(request.actor, contest), idempotency_key(request)
    return {"judgement": contests.judge_contest(actor, contest, key=key, **said.dict())}


@claims_router.post("", response={201: MadeOut}, summary="Claim what harm by another's entry cost", openapi_extra=WRITE)
def claim(request: UnderMandateRequest, said: ClaimIn) -> Status[dict]:
    """Of the supplier whose entry caused it; it is told."""
    actor, key = in_strand(request.actor, said.strand), idempotency_key(request)
    made = claims.claim_reimbursement(
        actor, reference=said.reference, harm=said.harm, amount_cents=said.amount_cents, key=key
    )
    return Status(201, {"id": made})


@claims_router.get("", response=list[ClaimOut], summary="Claims between partners")
def register_of_claims(request: UnderMandateRequest, strand: str = "") -> list[dict]:
    """Those one made, and those because of one's own entries."""
    return [asdict(one) for one in claims.claims_of(in_strand(request.actor, strand))]


@claims_router.put("/{claim}/answer", response={204: None}, summary="Answer it", openapi_extra=WRITE)
def answer_claim(request: UnderMandateRequest, claim: UUID, said: AnswerIn) -> Status[None]:
    """By the supplier: the share it bears, with reasons; 0 declines."""
    actor, key = claims.where_claim(request.actor, claim), idempotency_key(request)
    claims.answer_claim(actor, claim, share_percent=said.share_percent, reasons=said.reasons, key=key)
    return Status(204, None)


@claims_router.put("/{claim}/payment", response={204: None}, summary="Record that it is paid", openapi_extra=WRITE)
def pay_claim(request: UnderMandateRequest, claim: UUID) -> Status[None]:
    """By who made it."""
    actor, key = claims.where_claim(request.actor, claim), idempotency_key(request)
    claims.record_payment(actor, claim, key=key)
    return Status(204, None)


@disputes_router.get("", response=list[DisputeOut], summary="Disputes between suppliers")
def register_of_disputes(request: UnderMandateRequest, strand: str = "") -> list[dict]:
    """Those in which one's own authority is a party."""
    return [asdict(one) for one in queries.disputes_of(in_strand(request.actor, strand))]


@disputes_router.put(
    "/{dispute}/position", response={204: None}, summary="State the first supplier's position", openapi_extra=WRITE
)
def position(request: UnderMandateRequest, dispute: UUID, said: PositionIn) -> Status[None]:
    """It replaces an earlier one."""
    actor, key = queries.where_dispute(request.actor, dispute), idempotency_key(request)
    disputes.state_position(actor, dispute, position=said.position, key=key)
    return Status(204, None)


@disputes_router.put(
    "/{dispute}/referral", response={204: None}, summary="Refer it to the Council-level body", openapi_extra=WRITE
)
def refer(request: UnderMandateRequest, dispute: UUID) -> Status[None]:
    """After six months a party may go to the Court."""
    actor, key = queries.where_dispute(request.actor, dispute), idempotency_key(request)
    disputes.refer_dispute(actor, dispute, key=key)
    return Status(204, None)


@disputes_router.put("/{dispute}/outcome", response={204: None}, summary="Record how it ended", openapi_extra=WRITE)
def settle(request: UnderMandateRequest, dispute: UUID, said: SettleIn) -> Status[None]:
    """The data stay as they are: each supplier amends its own."""
    actor, key = queries.where_dispute(request.actor, dispute), idempotency_key(request)
    disputes.settle_dispute(actor, dispute, outcome=said.outcome, key=key)
    return Status(204, None)
