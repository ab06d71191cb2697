"""Seizures over the API: record, read, correct."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema, Status

from firstwall.api.cis import in_strand
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.kernel.sentences import in_language
from firstwall.screening import services
from firstwall.screening.seizures.queries import seizure_for, seizures_of
from firstwall.screening.seizures.types import SeizureIn as Said
from firstwall.screening.seizures.types import SeizureView

router = Router(tags=["seizures"])


class SeizureIn(Schema, extra="forbid"):
    """What was seized; codes are those of docs/law/tables.md."""

    goods: str = Field(max_length=30, description="Kind of goods, such as cigarettes")
    quantity: Decimal
    unit: str = Field(max_length=20, description="A unit of these goods, such as pieces")
    place: str = Field(max_length=120)
    seized_at: datetime
    transport: str = Field("none", max_length=20)
    concealment: str = Field("none", max_length=20)
    value: Decimal | None = None
    currency: str = Field("", max_length=3)
    description: str = Field("", max_length=2000)
    commodity_code: str = Field("", max_length=12, description="HS or CN, 2 to 10 digits")
    hidden_where: str = Field("", max_length=500)
    means: str = Field("", max_length=500, description="Which vehicle, vessel or container")
    case_reference: str = Field("", max_length=120)


class NewSeizureIn(SeizureIn):
    """A new record, beside a hit or beside none."""

    hit: UUID | None = None
    strand: str = Field("", max_length=1, description="C or A; needed when the mandate covers both and there is no hit")


class CorrectionIn(SeizureIn):
    """The same record as it is right."""

    revision: int = Field(description="The revision you saw; another one by now is a conflict")


class SeizureOut(Schema):
    """A seizure as its authority reads it; labels in the caller's language."""

    id: UUID
    strand: str
    office_name: str
    hit_id: UUID | None
    goods: str
    goods_label: str
    quantity: Decimal
    unit: str
    unit_label: str
    counted: Decimal = Field(description="In the unit in which these goods are counted everywhere")
    counted_label: str
    value: Decimal | None
    currency: str
    transport: str
    transport_label: str
    concealment: str
    concealment_label: str
    place: str
    seized_at: datetime
    description: str
    commodity_code: str
    hidden_where: str
    means: str
    case_reference: str
    recorded_name: str
    recorded_at: datetime
    revision: int
    similar: list[UUID] = Field(description="Perhaps the same seizure, written down twice (JCO-13)")


@router.post("", response={201: SeizureOut}, summary="Record a seizure", openapi_extra=WRITE)
def record(request: UnderMandateRequest, said: NewSeizureIn) -> Status[dict]:
    """Beside a hit, or beside none."""
    actor = request.actor if said.hit else in_strand(request.actor, said.strand)
    what = Said(**said.dict(exclude={"hit", "strand"}))
    made = services.record_seizure(actor, said=what, hit_id=said.hit, key=idempotency_key(request))
    return Status(201, _shown(made))


@router.get("", response=list[SeizureOut], summary="Seizures of the own authority")
def seizures(request: UnderMandateRequest, hit: UUID | None = None, limit: int = Query(50, ge=1, le=500)) -> list[dict]:
    """The latest first; all, or those beside one hit."""
    return [_shown(one) for one in seizures_of(request.actor, hit_id=hit, size=limit)]


@router.get("/{seizure}", response=SeizureOut, summary="One seizure")
def one_seizure(request: UnderMandateRequest, seizure: UUID) -> dict:
    """For its authority."""
    return _shown(seizure_for(request.actor, seizure))


@router.put("/{seizure}", response=SeizureOut, summary="Correct a seizure", openapi_extra=WRITE)
def correct(request: UnderMandateRequest, seizure: UUID, said: CorrectionIn) -> dict:
    """The figures of before stand in the ledger."""
    what = Said(**said.dict(exclude={"revision"}))
    key = idempotency_key(request)
    return _shown(services.correct_seizure(request.actor, seizure, said=what, revision=said.revision, key=key))


def _shown(view: SeizureView) -> dict:
    labels = {name: text for name, text in asdict(view).items() if name.endswith("_label")}
    return asdict(view) | {name: in_language(text, gettext) for name, text in labels.items()}
