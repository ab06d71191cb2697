"""Lists of alerts: which filters and orders there are, all on clear columns, and how the next page is found."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.dateparse import parse_datetime

from firstwall.cis.models import Alert
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_

LARGEST_PAGE = 200
# order: column, newest (largest) first?
ORDERS: dict[str, tuple[str, bool]] = {
    "changed": ("changed_at", True),
    "entered": ("entered_on", True),
    "last_day": ("last_day", False),
    "review": ("review_on", False),
    "reference": ("reference", False),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list shows. Names and numbers are no filter: they are sealed and found through the index only."""

    category: str = ""
    action: str = ""
    owner_id: UUID | None = None
    own_only: bool = False
    state: str = "active"
    review_before: date | None = None
    last_day_before: date | None = None
    order: str = "changed"


def page_of(filters: Filters, *, authority_id: UUID | None, after: str, size: int) -> tuple[list[Alert], str]:
    """The rows of one page and the mark of the next; needs the context, which narrows them to what may be seen.

    Raises:
        Fault: the mark or the order is none of ours.
    """
    if filters.order not in ORDERS:
        raise Fault("unknown-order", N_("This list has no such order."), cure=", ".join(ORDERS))
    column, descending = ORDERS[filters.order]
    rows = _filtered(filters, authority_id)
    if after:
        rows = rows.filter(_beyond(column, descending, after))
    sign = "-" if descending else ""
    size = max(1, min(size, LARGEST_PAGE))
    found = list(rows.order_by(f"{sign}{column}", f"{sign}id")[: size + 1])
    more = len(found) > size
    return found[:size], _mark(found[size - 1], column) if more else ""


def _filtered(filters: Filters, authority_id: UUID | None) -> QuerySet[Alert]:
    rows = Alert.objects.all()
    wanted = {
        "category": filters.category,
        "action": filters.action,
        "state": filters.state,
        "owner_id": authority_id if filters.own_only else filters.owner_id,
        "review_on__lt": filters.review_before,
        "last_day__lt": filters.last_day_before,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _mark(row: Alert, column: str) -> str:
    value = getattr(row, column)
    return f"{value if isinstance(value, str) else value.isoformat()}|{row.id}"


def _beyond(column: str, descending: bool, mark: str) -> TupleLessThan | TupleGreaterThan:
    text, _, last_id = mark.rpartition("|")
    try:
        value: object = text
        if column == "changed_at":
            value = parse_datetime(text)
        elif column != "reference":
            value = date.fromisoformat(text)
        identity = UUID(last_id)
    except ValueError:
        value = None
    if value is None or "\0" in text:
        raise Fault("bad-mark", N_("This page of the list does not exist."), cure=N_("Start at the first page."))
    # compared as a row: an index is entered at the mark
    beyond = TupleLessThan if descending else TupleGreaterThan
    return beyond(Tuple(F(column), F("id")), (value, identity))
