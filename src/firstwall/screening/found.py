"""What the index proposed, narrowed to what PostgreSQL confirms: the one way from a score to an alert."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from firstwall.cis import queries as cis
from firstwall.cis.facts import alert_of
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.matching import Candidate


@dataclass(frozen=True, slots=True)
class Found:
    """One alert beside one question; `entity_id` says by which of its entities it was found, `score` is log-odds."""

    alert: AlertView
    entity_id: str
    score: float


def best_of_alerts(proposed: Iterable[Candidate], *, threshold: float) -> dict[UUID, Candidate]:
    """The best entity of each alert at or above the threshold, best first."""
    best: dict[UUID, Candidate] = {}
    for candidate in sorted(proposed, key=lambda c: (-c.score, c.id)):
        if candidate.score >= threshold:
            best.setdefault(UUID(alert_of(candidate.id)), candidate)
    return best


def confirmed(actor: Actor, answers: Sequence[dict[UUID, Candidate]]) -> list[list[Found]]:
    """What this mandate may read of each answer, in order; the rest is as if never proposed (SEC-47). One query."""
    wanted = {alert_id for best in answers for alert_id in best}
    alerts = cis.confirm(actor, list(wanted)) if wanted else {}
    return [
        [
            Found(alerts[alert_id], candidate.id, candidate.score)
            for alert_id, candidate in best.items()
            if alert_id in alerts and alerts[alert_id].state == "active"
        ]
        for best in answers
    ]
