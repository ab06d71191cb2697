"""What waits for an officer: which rows, in which order, and whose they are (CIS-38)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.types import CandidateView

# "same" waits until its sighting is reported, and any verdict until a colleague's word that it needs
_WAITS = Q(sighting_id__isnull=True) & (~Q(state="different") | Q(needs_second=True))

QUEUES: Mapping[str, Callable[[Actor, datetime], Q]] = MappingProxyType(
    {
        "mine": lambda actor, now: Q(assigned_to=actor.person_id),
        "shift": lambda actor, now: Q(assigned_to__isnull=True, office_id=actor.office_id),
        "late": lambda actor, now: Q(due_at__lt=now),
        "second": lambda actor, now: Q(needs_second=True) & ~Q(decided_by=actor.person_id),
        "open": lambda actor, now: Q(state="open"),
        "unsure": lambda actor, now: Q(state="unsure"),
        "same": lambda actor, now: Q(state="same"),
    }
)


def waiting_rows(actor: Actor, *, which: str = "", now: datetime) -> QuerySet[ScreeningCandidate]:
    """The rows that wait, all or those of one queue. Needs the context.

    Raises:
        Fault: there is no such queue.
    """
    rows = ScreeningCandidate.objects.filter(_WAITS)
    if not which:
        return rows
    if which not in QUEUES:
        raise Fault("unknown_queue", N_("There is no such queue of hits."), place="which", status=422)
    return rows.filter(QUEUES[which](actor, now))


def in_order(rows: QuerySet[ScreeningCandidate], order: str, now: datetime) -> QuerySet[ScreeningCandidate]:
    """Least time left first, or by rank: nothing unanswered starves behind what is likelier."""
    if order == "clock":
        return rows.order_by("due_at", "id")
    is_late = Case(When(due_at__lt=now, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(is_late, "-rank", "id")


def place_in(view: CandidateView, order: str, now: datetime) -> tuple:
    """Where a view stands when the strands' lists become one: the same order as `in_order`."""
    if order == "clock":
        return (view.due_at or view.created_at, str(view.id))
    is_late = view.due_at is not None and view.due_at < now
    return (not is_late, -view.rank, str(view.id))


def people_of(row: ScreeningCandidate) -> tuple[UUID | None, ...]:
    """Whose names a reader of this row needs."""
    return (row.assigned_to, row.decided_by, row.seconded_by)
