"""What a supervisor reads of the registers: every line of the authorities supervised, and what people wrote in it (GOV-08).

Under the supervisor's own login and mandate; PostgreSQL narrows to the authorities supervised and to the strand acted in. The
caller records the reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from firstwall.cis.correcting.models import Claim, Contest, Correction, Decision, Dispute
from firstwall.cis.correcting.rules import Order, do_conflict
from firstwall.cis.passing.models import Copy, Receipt, Transfer
from firstwall.cis.types import RegisterLine, RegisterText, WatchedFilters
from firstwall.kernel.words import Strand
from firstwall.seals.services import open_json

CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Register:
    """Where one register keeps what its lines have in common; `sealed` names each sealed value and whose key it lies under."""

    model: type[Model]
    day: str
    is_open: Q
    due: str = ""
    what: str = ""
    owner: str = "owner_id"
    other: str = "authority_id"
    sealed: tuple[tuple[str, str], ...] = ()


REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        "copy": Register(
            Copy, "made_on", ~Q(state="erased"), "review_on", "kind", sealed=(("need", "authority_id"),)
        ),
        "receipt": Register(Receipt, "owed_at", Q(done_at=None), "due_on", "act"),
        "transfer": Register(
            Transfer, "asked_at", Q(state__in=("asked", "authorised")), "valid_until", "kind",
            sealed=(("asked", "owner_id"), ("decided", "owner_id")),
        ),
        "correction": Register(
            Correction, "proposed_at", Q(state="open"), "due_on", "kind",
            sealed=(("proposal", "owner_id"), ("reasons", "owner_id")),
        ),
        "decision": Register(Decision, "registered_at", Q(state="open"), "", "order", sealed=(("said", "owner_id"),)),
        "contest": Register(
            Contest, "contested_at", Q(state="open"), sealed=(("reason", "owner_id"), ("judgement", "owner_id"))
        ),
        "claim": Register(
            Claim, "claimed_at", Q(state__in=("open", "agreed")), sealed=(("harm", "authority_id"), ("answer", "owner_id"))
        ),
        "dispute": Register(
            Dispute, "opened_at", Q(state__in=("open", "referred")), "escalates_on", "",
            owner="first_owner_id", other="later_owner_id",
            sealed=(("first_position", "first_owner_id"), ("later_position", "later_owner_id")),
        ),
    }
)  # fmt: skip


def lines_of(kind: str, filters: WatchedFilters, *, using: str, size: int) -> list[RegisterLine]:
    """The newest lines of one register in the strand acted in, as far as the filters let them through.

    `conflict` is the register of final decisions, narrowed to those that cannot all be carried out (CIS-60).
    """
    if kind == CONFLICT:
        return _conflicting(filters, using=using, size=size)
    register = REGISTERS[kind]
    rows = _rows(register, filters, using)[:size]
    return [_line(kind, register, row) for row in rows]


def texts_of(kind: str, line_id: UUID, *, using: str) -> tuple[RegisterLine, tuple[RegisterText, ...]] | None:
    """One line with what people wrote in it, opened; nothing where it is not there or of nobody supervised."""
    register = REGISTERS[kind]
    row = register.model._default_manager.using(using).filter(id=line_id).first()
    if row is None:
        return None
    texts: list[RegisterText] = []
    for name, whose in register.sealed:
        sealed = getattr(row, name)
        if sealed:
            bound = {"authority_id": getattr(row, whose), "record_id": row.pk, "strand": row.strand}  # type: ignore[attr-defined]
            texts += _spread(name, open_json(sealed, using=using, **bound))
    return _line(kind, register, row), tuple(texts)


def _rows(register: Register, filters: WatchedFilters, using: str) -> Any:
    rows = register.model._default_manager.using(using).order_by(f"-{register.day}", "id")
    if filters.is_open is not None:
        rows = rows.filter(register.is_open) if filters.is_open else rows.exclude(register.is_open)
    if filters.authority_id is not None:
        rows = rows.filter(Q(**{register.owner: filters.authority_id}) | Q(**{register.other: filters.authority_id}))
    if filters.reference:
        if register.model is Dispute or "\0" in filters.reference:
            return rows.none()  # a dispute is of two alerts and bears the reference of neither
        rows = rows.filter(alert_reference__istartswith=filters.reference)
    as_moment = register.day != "made_on"
    if filters.since:
        rows = rows.filter(**{f"{register.day}__gte": _moment(filters.since) if as_moment else filters.since})
    if filters.until and filters.until < date.max:
        end = filters.until + timedelta(days=1)
        rows = rows.filter(**{f"{register.day}__lt": _moment(end) if as_moment else end})
    return rows


def _conflicting(filters: WatchedFilters, *, using: str, size: int) -> list[RegisterLine]:
    register = REGISTERS["decision"]
    standing = Decision.objects.using(using).exclude(state__in=("retracted", "struck"))
    more_than_one = _rows(register, filters, using).exclude(state__in=("retracted", "struck"))
    orders: dict[UUID, dict[UUID, Decision]] = {}
    for row in standing.filter(alert_id__in=more_than_one.values("alert_id")):
        orders.setdefault(row.alert_id, {})[row.id] = row
    conflicting = {
        alert for alert, rows in orders.items()
        if do_conflict(Order(row.order, row.contradicts in rows) for row in rows.values())
    }  # fmt: skip
    return [_line("decision", register, row) for row in more_than_one.filter(alert_id__in=conflicting)[:size]]


def _line(kind: str, register: Register, row: Any) -> RegisterLine:
    day = getattr(row, register.day)
    state = getattr(row, "state", "") or ("done" if getattr(row, "done_at", None) else "owed")
    return RegisterLine(
        kind=kind,
        id=row.id,
        strand=Strand(row.strand),
        alert_reference=getattr(row, "alert_reference", ""),
        owner_id=getattr(row, register.owner),
        other_id=getattr(row, register.other),
        what=getattr(row, register.what) if register.what else "",
        state=getattr(row, "outcome", "") or state,
        day=day.astimezone(UTC).date() if isinstance(day, datetime) else day,
        due_on=getattr(row, register.due) if register.due else None,
    )


def _spread(name: str, said: Any) -> Iterable[RegisterText]:
    pairs: Iterable[tuple[str, Any]] = said.items() if isinstance(said, dict) else ((name, said),)
    found = []
    for key, value in pairs:
        if isinstance(value, dict):
            found += [RegisterText(inner, _readable(one)) for inner, one in value.items() if one]
        elif value:
            found.append(RegisterText(name if key == "words" else key, _readable(value)))
    return found


def _readable(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
