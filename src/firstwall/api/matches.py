"""Matches of Europol and Eurojust over the API, for the supplier; the desks themselves are answered on the screen only."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from ninja import Field, Router, Schema

from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.cis import queries, services
from firstwall.cis.consent_rules import Answer
from firstwall.kernel.words import Strand

router = Router(tags=["matches"])


class AnswerIn(Schema, extra="forbid"):
    """The supplier's answer to one match."""

    decision: str = Field(description="consent, conditions or refusal")
    reason: str = Field(description="Why; the desk reads it")
    conditions: str = Field("", description="For a consent with conditions")
    passing_on: str = Field("", description="Third countries or bodies it may be passed on to; empty: none")


class MatchOut(Schema):
    """What a desk found in one case, and the supplier's answer."""

    id: UUID
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    agency_id: UUID
    found_at: datetime
    purpose: str
    reference: str
    state: str
    reason: str
    conditions: str
    passing_on: str
    decided_at: datetime | None


@router.get("", response=list[MatchOut], summary="What Europol or Eurojust found among the own alerts")
def list_matches(request: UnderMandateRequest, *, only_open: bool = False) -> list[dict]:
    """Those without an answer first."""
    return [asdict(view) for view in queries.matches_of(request.actor, only_open=only_open)]


@router.post("/{match}/answer", response=MatchOut, summary="Answer for the use of a match", openapi_extra=WRITE)
def answer(request: UnderMandateRequest, match: UUID, said: AnswerIn) -> dict:
    """Consent, consent with conditions or refuse; the desk is told (CIS-32a)."""
    actor = request.actor.in_strand(Strand.CRIMINAL)
    return asdict(services.consent_to_use(actor, match, answer=Answer(**said.dict()), key=idempotency_key(request)))
