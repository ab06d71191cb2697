"""A sighting as its reporter or the alert's owner reads it."""

from firstwall.authorities import queries as authorities
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from firstwall.screening.models import ScreeningSighting
from firstwall.screening.types import SightingBlocks, SightingView
from firstwall.screening.views import category_label
from firstwall.seals.services import open_json


def sighting_view(actor: Actor, row: ScreeningSighting) -> SightingView:
    """Open one report; row-level security has already decided that this reader may."""
    names = authorities.authorities()
    owner, reporter = names.get(row.owner_authority_id), names.get(row.reporting_authority_id)
    office = authorities.office(row.office_id)
    blocks = open_json(row.blocks, authority_id=row.owner_authority_id, record_id=row.id, strand=row.strand)
    return SightingView(
        id=row.id,
        alert_id=row.alert_id,
        alert_version=row.alert_version,
        category=row.alert_category,
        category_label=category_label(row.alert_category),
        strand=Strand(row.strand),
        owner_code=owner.code if owner else "",
        owner_name=owner.name if owner else "",
        reporter_code=reporter.code if reporter else "",
        reporter_name=reporter.name if reporter else "",
        office_name=office.name if office else "",
        action_asked=row.action_asked,
        action_taken=row.action_taken,
        blocks=SightingBlocks(**blocks),
        reported_at=row.reported_at,
        acknowledged_at=row.acknowledged_at,
        outcome=row.outcome,
        outcome_at=row.outcome_at,
        is_mine=row.owner_authority_id == actor.authority_id,
    )
