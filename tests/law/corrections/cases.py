"""What the tests of corrections begin with: who takes part, an alert, evidence, a decision of a court."""

from dataclasses import replace
from datetime import timedelta

from tests.rooms.supervision.aging import as_superuser

from firstwall.cis import queries, services
from firstwall.cis.correcting import decisions, disputes, proposals
from firstwall.cis.correcting.decisions import Decided
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere

TODAY = utc_now().date()


EVIDENCE = {
    "kind": "factually_wrong",
    "what": "Born in 1981, not 1980",
    "evidence": "Passport seen at Ikla",
    "version": 1,
}


COURT = Decided(
    "court", "Riga Regional Court", "LV", TODAY - timedelta(days=3), "rectify", "C-12/2026", "The date of birth"
)


FINLAND = Decided(
    "court", "Helsinki District Court", "FI", TODAY - timedelta(days=1), "keep", "R 26/1", "The alert stands"
)


class World:
    """Who takes part, in one strand."""


def propose(world, **changes):
    return proposals.propose_correction(world.other, world.alert.id, **{**EVIDENCE, **changes})


def amend(world, version: int = 1, **values):
    said = {**world.said, "values": {**world.said["values"], "birth_dates": ["1981-05-17"], **values}}
    del said["category"]
    return services.amend_alert(world.supplier, world.alert.id, version=version, **said)


def messages(clean, *, of) -> list[tuple]:
    rows = as_superuser(
        clean, "select kind, recipient_authority from outbox_message where object_id = %s order by id", str(of)
    )
    return [(kind, recipient) for kind, recipient in rows]


def is_contested(actor, world) -> bool:
    return queries.alert_for(actor, world.alert.id).is_contested


def register(world, actor=None, **changes):
    return decisions.register_decision(
        actor or world.other, world.alert.id, decided=replace(COURT, **changes), version=1
    )


def sees(actor, world) -> bool:
    try:
        queries.alert_for(actor, world.alert.id)
    except NothingHere:
        return False
    return True


def enter_against(world, **changes):
    values = {**world.said["values"], "names": ["Jaan Näidis"], "birth_dates": ["1990-01-01"], "birth_place": "Tartu"}
    said = {**world.said, "values": values, "action": "sighting", **changes}
    return disputes.enter_against(world.other, world.alert.id, position="Other papers", **said)


def by_reference(world, actor=None, reference: str = "", **changes):
    decided = replace(FINLAND, **changes)
    return decisions.register_by_reference(actor or world.third, reference or world.alert.reference, decided=decided)
