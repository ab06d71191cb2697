"""All that this room holds on somebody, for the rights of the person concerned: also what no search finds any more.

The matching index has what is in force. What an authority's own alerts said in earlier versions, and what those withdrawn or in
quarantine say until their last day, is held as well and found here (RTS-01, RTS-02). PostgreSQL decides each row, as everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.db.models import F, Q

from firstwall.authorities.acting import acting
from firstwall.cis import queries, sealing
from firstwall.cis.facts import matchable
from firstwall.cis.models import Alert, AlertVersion
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.words import Category
from firstwall.matching.types import Entity

_AT_ONCE = 2_000


def past_entities(actor: Actor) -> Iterator[Entity]:
    """What the actor's own authority still holds and the index does not: earlier versions, withdrawn alerts.

    The caller acts. An entity's id is the alert's, a colon and the version, so that `facts.alert_of` leads to the alert.
    """
    rows = AlertVersion.objects.filter(owner_id=authority_of(actor)).select_related("alert")
    past = rows.filter(Q(version__lt=F("alert__version")) | Q(alert__state__in=("withdrawn", "quarantine")))
    for row in past.iterator(_AT_ONCE):
        category = Category(row.alert.category)
        content, _marks = sealing.open_version(
            row.sealed, alert_id=row.alert_id, owner_id=row.owner_id, strand=row.strand, category=category
        )
        held = matchable(content.values, category, alert_id=str(row.alert_id), access_class=0)
        for number, entity in enumerate(held):
            yield replace(entity, id=f"{row.alert_id}:v{row.version}.{number}")


def held(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, AlertView]:
    """Of these alerts, those that this mandate may see, opened, in force or withdrawn. The caller acts and records."""
    with acting(actor):
        return {view.id: view for view in queries.opened(actor, Alert.objects.filter(id__in=list(ids)))}
