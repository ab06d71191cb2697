"""Who asks is looked for under every name and number they have; what is found becomes a row of the request."""

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.ids import record_id
from firstwall.matching.identifiers import recognise
from firstwall.screening import holdings
from firstwall.screening.holdings import Holding
from firstwall.screening.types import Facts, Number
from firstwall.supervision.models import RightsHolding, RightsRequest
from firstwall.supervision.rights.types import Person


def holdings_on(actor: Actor, person: Person) -> list[Holding]:
    """Return what the node holds that may be about this person, best first; the caller records the search."""
    with acting(actor):
        return holdings.holdings_of(actor, facts_of(person))


def facts_of(person: Person) -> list[Facts]:
    """The person as matching takes them: one question for each name, each with the day of birth and the papers' numbers."""
    numbers = tuple(_number(text) for text in person.documents)
    return [Facts("person", name, person.birth_date, person.nationality, numbers) for name in person.names]


def new_row(request: RightsRequest, one: Holding) -> RightsHolding:
    """A row, not yet stored. What is likely is taken for the person's; what is doubtful waits for a person to compare it."""
    return RightsHolding(
        id=record_id(),
        request=request,
        authority_id=request.authority_id,
        strand=request.strand,
        alert_id=one.alert.id,
        owner_id=one.alert.owner_id,
        alert_version=one.alert.version,
        action=one.alert.marks.action,
        score=one.score,
        is_past=one.is_past,
        candidates=one.candidates,
        sightings=one.sightings,
        concerns="yes" if one.is_likely else "open",
    )


def _number(text: str) -> Number:
    seen = recognise(text)
    return Number("document" if seen.scheme == "name" else seen.scheme, seen.normalised or text, seen.country)
