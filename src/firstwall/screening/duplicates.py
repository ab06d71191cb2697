"""What looks like the alert about to be entered: a supplier is pointed to it before it enters a second one."""

from collections.abc import Mapping, Sequence

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
    return lookalikes_of_many(actor, [(category, values)], act=ACT)[0]


def lookalikes_of_many(
    actor: Actor, entries: Sequence[tuple[Category, Mapping[str, object]]], *, act: str
) -> list[tuple[AlertView, ...]]:
    """The same for each of several entries, in their order: one search, one look at the database, one line in the ledger.

    Raises:
        NotPermitted: the role does not carry the act.
    """
    with lawful(actor, act, object_type="alert"):
        entities = [_entities(actor, category, values) for category, values in entries]
        if not any(entities):
            return [() for _entry in entries]
        answers = [best_of_alerts(proposed, threshold=THRESHOLDS["bulk"]) for proposed in _proposed(actor, entities)]
        found = [of_one[:MOST] for of_one in confirmed(actor, answers)]
        terms = [term for one in entities for entity in one for term in _terms(entity)]
        details = {
            "category": "".join(sorted({str(category) for category, _values in entries})),
            "shown": sorted({str(one.alert.id) for of_one in found for one in of_one}),
        }
        ledger.record(
            actor,
            act=act,
            object_type="alert",
            result="compared",
            details=details,
            personal={"compared": terms},
            terms=terms,
        )
        return [tuple(one.alert for one in of_one) for of_one in found]


def _entities(actor: Actor, category: Category, values: Mapping[str, object]) -> list[Entity]:
    normal, _problems = normalise_values(category, values, strand_of(actor))
    return matchable(normal, category, alert_id="entry", access_class=0)


def _terms(entity: Entity) -> tuple[str, ...]:
    return (*entity.names, *(one.value for one in entity.identifiers))


def _proposed(actor: Actor, entities: Sequence[Sequence[Entity]]) -> list[list]:
    """What the index proposes for each entry, by whichever of its entities."""
    follower = follower_of(strand_of(actor))
    follower.follow()
    admit = frozenset(authorities.classes_of(actor))
    asked = [_query(one) for of_one in entities for one in of_one]
    answers = iter(follower.search_many(asked, limit=3 * MOST, admit=admit))
    return [[candidate for _entity in of_one for candidate in next(answers)] for of_one in entities]


def _query(entity: Entity) -> Query:
    first = {
        "name": entity.names[0] if entity.names else "",
        "birth_date": entity.birth_dates[0] if entity.birth_dates else "",
        "country": entity.countries[0] if entity.countries else "",
    }
    return Query(kind=entity.kind, identifiers=entity.identifiers, **first)
