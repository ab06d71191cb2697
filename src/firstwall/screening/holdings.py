"""Who asks what is held on them is looked for like anybody else, under a purpose of its own (RTS-02; CIS-04).

The search that a check makes, wider: every name and every number of the person, what the authority's own alerts said before,
and how many candidates and reports stand beside what was found. Nothing is stored and no owner is told: `supervision`
keeps the request and asks the suppliers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import holdings
from firstwall.cis.facts import alert_of
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor, strand_of
from firstwall.matching import THRESHOLDS, Index
from firstwall.matching.types import Candidate
from firstwall.screening import asking
from firstwall.screening.follower import follower_of
from firstwall.screening.found import best_of_alerts
from firstwall.screening.models import ScreeningCandidate, ScreeningSighting
from firstwall.screening.types import Facts

LIKELY = THRESHOLDS["bulk"]
_DOUBTFUL = THRESHOLDS["lane"]
_MOST = 200
_ANY_CLASS = frozenset({0})


@dataclass(frozen=True, slots=True)
class Holding:
    """One alert that may concern the person, and what stands beside it as far as this authority may see it."""

    alert: AlertView
    score: float
    is_past: bool
    candidates: int
    sightings: int

    @property
    def is_likely(self) -> bool:
        """Whether it is taken for the person's until somebody says otherwise; what is doubtful waits for a person."""
        return self.score >= LIKELY


def holdings_of(actor: Actor, persons: Sequence[Facts]) -> list[Holding]:
    """Return all alerts that may be about one of these facts, best first; the caller acts, and records the search.

    Args:
        actor: the mandate, in one strand; its classes and the row policies decide what it can find.
        persons: the same person under each of their names.
    """
    with acting(actor):
        admit = frozenset(authorities.classes_of(actor))
        follower = follower_of(strand_of(actor))
        follower.follow()
        questions = [asking.query_of(facts) for facts in persons]
        listed = [one for query in questions for one in follower.search(query, limit=_MOST, admit=admit)]
        past = Index.build(list(holdings.past_entities(actor)))
        before = [one for query in questions for one in past.search(query, _MOST, _ANY_CLASS)]
        return _opened(actor, listed, before)


def _opened(actor: Actor, listed: Iterable[Candidate], before: Iterable[Candidate]) -> list[Holding]:
    best = {key: (one.score, False) for key, one in best_of_alerts(listed, threshold=_DOUBTFUL).items()}
    for one in before:
        alert_id = UUID(alert_of(one.id))
        if one.score >= max(_DOUBTFUL, best.get(alert_id, (_DOUBTFUL, True))[0]):
            best[alert_id] = (one.score, alert_id not in best or best[alert_id][1])
    alerts = holdings.held(actor, best)
    candidates, sightings = (_count(model, alerts) for model in (ScreeningCandidate, ScreeningSighting))
    found = [
        Holding(alert, *best[alert_id], candidates[alert_id], sightings[alert_id]) for alert_id, alert in alerts.items()
    ]
    return sorted(found, key=lambda one: (-one.score, str(one.alert.id)))


def _count(model: type[ScreeningCandidate] | type[ScreeningSighting], alerts: Iterable[UUID]) -> Counter[UUID]:
    return Counter(model.objects.filter(alert_id__in=list(alerts)).values_list("alert_id", flat=True))
