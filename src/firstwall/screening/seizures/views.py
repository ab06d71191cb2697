"""A seizure as its authority reads it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from firstwall.law.hits import CONCEALMENT, GOODS, TRANSPORT, UNITS
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.seizures.models import ScreeningSeizure
from firstwall.screening.seizures.rules import NEAR, TEXTS, similar_range
from firstwall.screening.seizures.types import SeizureView
from firstwall.seals.services import open_json, seal_json

_SAME = (
    "id",
    "goods",
    "quantity",
    "unit",
    "counted",
    "value",
    "currency",
    "transport",
    "concealment",
    "place",
    "seized_at",
    "recorded_at",
    "revision",
)


def seizure_view(actor: Actor, row: ScreeningSeizure) -> SeizureView:
    """Open one; the hit is named only where it can be seen. Needs the context."""
    names = authorities.colleagues(actor, only=(row.recorded_by,))
    office = authorities.office(row.office_id)
    is_seen = row.candidate_id is not None and ScreeningCandidate.objects.filter(id=row.candidate_id).exists()
    said = open_json(row.said, **_bound(row))
    return SeizureView(
        strand=Strand(row.strand),
        office_name=office.name if office else "",
        hit_id=row.candidate_id if is_seen else None,
        goods_label=GOODS[row.goods].label,
        unit_label=UNITS[row.unit].label,
        counted_label=UNITS[GOODS[row.goods].unit].label,
        transport_label=TRANSPORT[row.transport].label,
        concealment_label=CONCEALMENT[row.concealment].label,
        recorded_name=names.get(row.recorded_by, ""),
        similar=similar_to(row.goods, row.counted, row.seized_at, but=row.id),
        **{name: said[name] for name in TEXTS},
        **{name: getattr(row, name) for name in _SAME},
    )


def similar_to(goods: str, amount: Decimal, seized_at: datetime, *, but: UUID) -> tuple[UUID, ...]:
    """What may be the same seizure, written down by somebody else of this authority (JCO-13). Needs the context."""
    rows = ScreeningSeizure.objects.filter(
        goods=goods, counted__range=similar_range(amount), seized_at__range=(seized_at - NEAR, seized_at + NEAR)
    )
    return tuple(rows.exclude(id=but).order_by("seized_at", "id").values_list("id", flat=True)[:5])


def seal_said(row: ScreeningSeizure, texts: dict[str, str]) -> bytes:
    """What may name somebody, as one sealed value."""
    return seal_json(texts, **_bound(row))


def _bound(row: ScreeningSeizure) -> dict:
    return {"authority_id": row.authority_id, "record_id": row.id, "strand": row.strand}
