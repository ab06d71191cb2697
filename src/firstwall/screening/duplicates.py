"""What looks like the alert about to be entered: a supplier is pointed to it before it enters a second one."""

from collections.abc import Mapping
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.cis.facts import matchable
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor, strand_of
from firstwall.kernel.words import Category
from firstwall.law.validation import normalise_values
from firstwall.ledger import services as ledger
from firstwall.matching import THRESHOLDS
from firstwall.matching.types import Entity, Query
from firstwall.screening.follower import follower_of
from firstwall.screening.found import best_of_alerts, confirmed

ACT = "cis.enter_alert"
MOST = 5


def lookalikes(actor: Actor, *, category: Category, values: Mapping[str, object]) -> tuple[AlertView, ...]:
    """Alerts of this strand, readable under this mandate, that resemble what is about to be entered; the look is recorded.

    Raises:
        NotPermitted: the role enters no alerts.
    """
    with lawful(actor, ACT, object_type="alert"):
        normal, _problems = normalise_values(category, values, strand_of(actor))
        entities = matchable(normal, category, alert_id="entry", access_class=0)
        if not entities:
            return ()
        found = confirmed(actor, [best_of_alerts(_proposed(actor, entities), threshold=THRESHOLDS["bulk"])])[0][:MOST]
        shown: list[UUID] = [one.alert.id for one in found]
        terms = [term for entity in entities for term in (*entity.names, *(i.value for i in entity.identifiers))]
        ledger.record(
            actor,
            act=ACT,
            object_type="alert",
            result="compared",
            details={"category": str(category), "shown": [str(one) for one in shown]},
            personal={"compared": terms},
            terms=terms,
        )
        return tuple(one.alert for one in found)


def _proposed(actor: Actor, entities: list[Entity]) -> list:
    follower = follower_of(strand_of(actor))
    follower.follow()
    admit = frozenset(authorities.classes_of(actor))
    answers = follower.search_many([_query(one) for one in entities], limit=3 * MOST, admit=admit)
    return [candidate for answer in answers for candidate in answer]


def _query(entity: Entity) -> Query:
    first = {
        "name": entity.names[0] if entity.names else "",
        "birth_date": entity.birth_dates[0] if entity.birth_dates else "",
        "country": entity.countries[0] if entity.countries else "",
    }
    return Query(kind=entity.kind, identifiers=entity.identifiers, **first)
