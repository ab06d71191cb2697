"""Reads of seizures, by the authority that made them; each reading is entered in the ledger."""

from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.screening.placing import in_strand_of
from firstwall.screening.seizures.models import ScreeningSeizure
from firstwall.screening.seizures.types import SeizureView
from firstwall.screening.seizures.views import seizure_view

READ = "screening.read_seizures"
PAGE = 50


def seizures_of(actor: Actor, *, hit_id: UUID | None = None, size: int = PAGE) -> list[SeizureView]:
    """The seizures of the own authority, or those beside one hit, the latest first."""
    found: list[SeizureView] = []
    for strand in map(Strand, actor.strands):
        there = actor.in_strand(strand)
        with lawful(there, READ, object_type="seizure"):
            rows = ScreeningSeizure.objects.order_by("-seized_at", "id")
            if hit_id is not None:
                rows = rows.filter(candidate_id=hit_id)
            shown = list(rows[:size])
            details = {"shown": [str(row.id) for row in shown]}
            ledger.record(there, act=READ, object_type="seizure", details=details)
            found += [seizure_view(there, row) for row in shown]
    return sorted(found, key=lambda view: view.seized_at, reverse=True)[:size]


def seizure_for(actor: Actor, seizure_id: UUID) -> SeizureView:
    """One seizure.

    Raises:
        NothingHere: hidden and absent alike.
    """
    actor = in_strand_of(actor, ScreeningSeizure, seizure_id)
    with lawful(actor, READ, object_type="seizure", object_id=seizure_id):
        ledger.record(actor, act=READ, object_type="seizure", object_id=seizure_id)
        return seizure_view(actor, ScreeningSeizure.objects.get(id=seizure_id))
