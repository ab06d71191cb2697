"""What crosses the door of seizures."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from firstwall.kernel.words import Strand


@dataclass(frozen=True, slots=True)
class SeizureIn:
    """What is written down; codes are those of `law.hits`. Only goods, quantity, unit, place and time must be said."""

    goods: str
    quantity: Decimal | None
    unit: str
    place: str
    seized_at: datetime | None
    transport: str = "none"
    concealment: str = "none"
    value: Decimal | None = None
    currency: str = ""
    description: str = ""
    commodity_code: str = ""
    hidden_where: str = ""
    means: str = ""
    case_reference: str = ""


@dataclass(frozen=True, slots=True)
class SeizureView:
    """A seizure as its authority reads it; labels are msgids.

    `hit_id` is empty when it stands beside no hit, or the hit's alert has ended. `similar`: seizures of the same goods within a
    day and 5 % of the quantity: perhaps the same one written down twice (JCO-13).
    """

    id: UUID
    strand: Strand
    office_name: str
    hit_id: UUID | None
    goods: str
    goods_label: str
    quantity: Decimal
    unit: str
    unit_label: str
    counted: Decimal
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
    similar: tuple[UUID, ...] = ()
