"""Rows to views: what this reader sees of a candidate, in words (no rule of access lives here)."""

from collections.abc import Mapping
from uuid import UUID

from firstwall.authorities.types import AuthorityFacts
from firstwall.cis.types import AlertView
from firstwall.kernel.words import Category, Strand
from firstwall.law.hits import second_person_for
from firstwall.law.tables import ACTIONS, CATEGORIES
from firstwall.matching.probability import probability
from firstwall.screening.models import ScreeningCandidate, ScreeningRun
from firstwall.screening.rules import grade_of
from firstwall.screening.types import CandidateView, ComparedRow, Facts, ReasonView, RunView

_OF_SOURCE = ("adapter", "media_type", "raw_bytes", "sha256")
_RUN_FIELDS = tuple(name for name in RunView.__slots__ if name not in ("strand", *_OF_SOURCE))


def candidate_view(
    row: ScreeningCandidate,
    alert: AlertView,
    facts: Facts,
    *,
    authorities: Mapping[UUID, AuthorityFacts],
    people: Mapping[UUID, str] | None = None,
    is_remembered: bool = False,
    label: str = "",
    rows: tuple[ComparedRow, ...] = (),
    reasons: tuple[ReasonView, ...] = (),
) -> CandidateView:
    """A stored candidate beside its alert as it is now; `people`: names of colleagues, where the reader needs them."""
    names = people or {}
    why = (
        second_person_for(row.state, grade=row.grade, action=row.action, reason=row.reason)
        if row.needs_second
        else None
    )
    return CandidateView(
        id=row.id,
        run_id=row.run_id,
        line=row.line,
        state=row.state,
        revision=row.revision,
        reason=row.reason,
        created_at=row.created_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
        remembered=is_remembered or row.remembered_from is not None,
        alert_changed=alert.version != row.alert_version,
        sighting_id=row.sighting_id,
        place=row.place,
        reference=row.reference,
        facts=facts,
        label=label,
        rows=rows,
        reasons=reasons,
        rank=row.rank,
        assigned_to=row.assigned_to,
        assigned_name=names.get(row.assigned_to, "") if row.assigned_to else "",
        decided_by=row.decided_by,
        decided_name=names.get(row.decided_by, "") if row.decided_by else "",
        needs_second=row.needs_second,
        second_why=why.label if why else "",
        seconded_name=names.get(row.seconded_by, "") if row.seconded_by else "",
        seconded_at=row.seconded_at,
        **_of_alert(alert, row.score, authorities),
    )


def unstored_view(
    alert: AlertView, facts: Facts, score: float, *, authorities: Mapping[UUID, AuthorityFacts], now, **more
) -> CandidateView:
    """What a desk sees that reads on the screen only: no row, no clock, nothing to decide (CIS-32b)."""
    return CandidateView(
        id=None,
        run_id=None,
        line=None,
        state="open",
        revision=0,
        reason="",
        created_at=now,
        due_at=None,
        decided_at=None,
        remembered=False,
        alert_changed=False,
        sighting_id=None,
        facts=facts,
        **_of_alert(alert, score, authorities),
        **more,
    )


def run_view(row: ScreeningRun) -> RunView:
    """A run as its office sees it."""
    source = {name: row.mapping[name] for name in _OF_SOURCE if name in row.mapping}
    return RunView(strand=Strand(row.strand), **{name: getattr(row, name) for name in _RUN_FIELDS}, **source)


def category_label(code: str) -> str:
    """The category's label, as a msgid."""
    return CATEGORIES[Category(code)].label


def action_label(code: str) -> str:
    """The suggested action's label, as a msgid."""
    return ACTIONS[code].label


def _of_alert(alert: AlertView, score: float, authorities: Mapping[UUID, AuthorityFacts]) -> dict:
    owner = authorities.get(alert.owner_id)
    action = ACTIONS[alert.marks.action]
    return {
        "strand": alert.strand,
        "alert_id": alert.id,
        "alert_reference": alert.reference,
        "alert_version": alert.version,
        "alert_title": alert.title,
        "owner_code": owner.code if owner else "",
        "owner_name": owner.name if owner else "",
        "category": str(alert.category),
        "category_label": category_label(str(alert.category)),
        "action": action.code,
        "action_label": action.label,
        "instruction": action.orders,
        "is_discreet": action.discreet,
        "handling": alert.marks.handling,
        "score": round(score, 4),
        "probability": round(probability(score), 6),
        "grade": grade_of(score),
    }
