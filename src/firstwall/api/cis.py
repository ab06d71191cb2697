"""Alerts over the API: the same acts and reads as the pages. A mandate of both strands names the strand in each call."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema, Status

from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.cis import queries, services
from firstwall.cis.lists import LARGEST_PAGE, Filters
from firstwall.cis.types import AlertRef, AlertView
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, in_language
from firstwall.kernel.words import Strand
from firstwall.screening.entering import enter_alert

router = Router(tags=["alerts"])


class Said(Schema, extra="forbid"):
    """What a supplier says. Strand and purpose come from the mandate; review date and last day are computed."""

    values: dict[str, object] = Field(description="Field codes and values of the category's closed set")
    action: str = Field(description="Suggested action")
    ground: str = Field("", description="committed, is_committing or will_commit; needed when a person is recorded")
    field_of_law: str = Field("", description="Criminal strand: the national law served")
    union_relevance: str = Field("", description="Administrative strand: the second part of the ground")
    handling: list[str] = Field([], description="H0, or any of H1, H2, H3; must be chosen")
    handling_text: str = Field("", description="The words of H3")
    evaluation: str = Field("", description="4x4 evaluation such as B2; needed for persons and trends")
    data_subject: str = Field("", description="suspect, convicted or other; needed when a person is recorded")
    rests_on: str = Field("", description="facts or assessment; needed when a person is recorded")
    legal_basis: str = Field(
        "", max_length=200, description="National provision of this entry; without it that of the list of designations"
    )
    audience: list[UUID] | None = Field(None, description="Administrative strand: the authorities that may see it")


class AlertIn(Said):
    """A new alert."""

    category: str = Field(description="a to h")
    strand: str = Field("", description="C or A; needed when the mandate covers both")
    same_as: str = Field(
        "", description="The earlier entry of another supplier on the same subject, if this contradicts it"
    )
    different_from: list[str] = Field(
        [], description="Earlier entries that this resembles and that are on other subjects"
    )
    position: str = Field("", description="Why something else is said of the same subject (CIS-59)")


class AmendIn(Said):
    """The whole new content of an alert."""

    version: int = Field(description="The version that was looked at")
    reason_of_change: str = ""


class ReviewIn(Schema, extra="forbid"):
    """An alert is still needed: why, in writing."""

    version: int
    need: str


class ProlongIn(ReviewIn):
    """One alert is kept beyond its last day, exceptionally."""

    until: date


class ReleaseIn(Schema, extra="forbid"):
    """What a review of an alert in quarantine ended with."""

    version: int
    reason: str


class WithdrawIn(Schema, extra="forbid"):
    """Why an alert ends."""

    reason: str
    version: int | None = None


class RefOut(Schema):
    """Where the alert is to be found."""

    id: UUID
    reference: str
    version: int
    review_on: date
    last_day: date


class AttachmentOut(Schema):
    """One attachment of an alert, without its bytes."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str
    people: str


class AlertOut(RefOut):
    """An alert as this mandate may see it."""

    strand: str
    category: str
    state: str
    title: str
    owner: UUID
    own: bool
    action: str
    ground: str
    field_of_law: str
    union_relevance: str
    legal_basis: str
    data_subject: str
    rests_on: str
    legacy_review: str
    handling: list[str]
    handling_text: str
    evaluation: str
    narrowed: bool
    contested: bool
    blocked: bool
    entered_on: date
    changed_at: datetime
    values: dict[str, object]
    attachments: list[AttachmentOut]


class PageOut(Schema):
    """One page of a strand's list; `next_after` starts the next one."""

    strand: str
    alerts: list[AlertOut]
    next_after: str


class DifferenceOut(Schema):
    """One field that a version changed."""

    field: str
    label: str
    before: str
    after: str


class VersionOut(Schema):
    """One version of an alert."""

    version: int
    act: str
    at: datetime
    reason: str
    differences: list[DifferenceOut]


class AudienceOut(Schema):
    """Who may see an alert, and why."""

    sentence: str
    citation: str
    authorities: list[UUID]


class SeenByOut(Schema):
    """An authority that can see an alert, or could on the day asked."""

    authority_id: UUID
    code: str
    name: str
    as_supplier: bool


@router.post("", response={201: RefOut}, summary="Enter an alert", openapi_extra=WRITE)
def enter(request: UnderMandateRequest, alert: AlertIn) -> Status[AlertRef]:
    """Enter an alert of the caller's authority; what contradicts an earlier entry of another supplier becomes a dispute."""
    actor = in_strand(request.actor, alert.strand)
    key = idempotency_key(request)
    return Status(201, enter_alert(actor, key=key, **alert.dict(exclude={"strand"})))


@router.get("", response=PageOut, summary="List the alerts of a strand")
def list_alerts(
    request: UnderMandateRequest,
    *,
    strand: str = "",
    category: str = "",
    own: bool = False,
    state: str = "active",
    order: str = "changed",
    after: str = "",
    size: int = Query(50, ge=1, le=LARGEST_PAGE),
) -> dict:
    """One page; names and numbers are no filter, they are searched for by screening. What others supplied is read one by
    one: in bulk it leaves by the register of copies alone."""
    actor = in_strand(request.actor, strand)
    filters = Filters(category=category, own_only=own, state=state, order=order)
    page = queries.alerts_of(actor, filters, after=after, size=size)
    return {"strand": actor.strand, "alerts": [_shown(view) for view in page.alerts], "next_after": page.next_after}


@router.get("/{alert}", response=AlertOut, summary="Read an alert by id or reference")
def read(request: UnderMandateRequest, alert: str) -> dict:
    """The alert, if this mandate may see it; hidden and absent answer alike."""
    actor = queries.where_seen(request.actor, alert)
    return _shown(queries.alert_for(actor, alert))


@router.put("/{alert}", response=RefOut, summary="Amend an alert of one's own authority", openapi_extra=WRITE)
def amend(request: UnderMandateRequest, alert: UUID, change: AmendIn) -> AlertRef:
    """Give it a new content; the old version stays in its history."""
    actor = queries.where_seen(request.actor, alert)
    return services.amend_alert(actor, alert, key=idempotency_key(request), **change.dict())


@router.post("/{alert}/review", response=RefOut, summary="Review an alert of one's own authority", openapi_extra=WRITE)
def review(request: UnderMandateRequest, alert: UUID, why: ReviewIn) -> AlertRef:
    """Say that it is still needed; its next review moves."""
    actor = queries.where_seen(request.actor, alert)
    return services.review_alert(actor, alert, key=idempotency_key(request), **why.dict())


@router.post(
    "/{alert}/prolongation", response=RefOut, summary="Prolong an alert of one's own authority", openapi_extra=WRITE
)
def prolong(request: UnderMandateRequest, alert: UUID, why: ProlongIn) -> AlertRef:
    """Keep this one alert beyond its last day; no call takes more than one."""
    actor = queries.where_seen(request.actor, alert)
    return services.prolong_alert(actor, alert, key=idempotency_key(request), **why.dict())


@router.post(
    "/{alert}/release",
    response=RefOut,
    summary="Release an alert from quarantine after its review",
    openapi_extra=WRITE,
)
def release(request: UnderMandateRequest, alert: UUID, why: ReleaseIn) -> AlertRef:
    """From now on it is found, and others may see it (CIS-66)."""
    actor = queries.where_seen(request.actor, alert)
    return services.release_alert(actor, alert, key=idempotency_key(request), **why.dict())


@router.post(
    "/{alert}/withdrawal", response=RefOut, summary="Withdraw an alert of one's own authority", openapi_extra=WRITE
)
def withdraw(request: UnderMandateRequest, alert: UUID, why: WithdrawIn) -> AlertRef:
    """End it; nobody finds it any more."""
    actor = queries.where_seen(request.actor, alert)
    key = idempotency_key(request)
    return services.withdraw_alert(actor, alert, reason=why.reason, version=why.version, key=key)


@router.get("/{alert}/history", response=list[VersionOut], summary="What each version changed")
def history(request: UnderMandateRequest, alert: UUID) -> list[dict]:
    """Newest first; only the supplier has the earlier versions."""
    actor = queries.where_seen(request.actor, alert)
    return [
        {
            "version": one.version,
            "act": one.act,
            "at": one.at,
            "reason": one.reason,
            "differences": [
                {"field": d.field, "label": _said(d.label), "before": d.before, "after": d.after}
                for d in one.differences
            ],
        }
        for one in queries.history_of(actor, alert)
    ]


@router.get("/{alert}/audience", response=AudienceOut, summary="Who may see an alert, and why")
def audience(request: UnderMandateRequest, alert: UUID) -> dict:
    """The authorities that may see it today."""
    actor = queries.where_seen(request.actor, alert)
    seen = queries.who_may_see(actor, alert)
    return {"sentence": _said(seen.sentence), "citation": seen.citation, "authorities": list(seen.authority_ids)}


@router.get("/{alert}/seen-by", response=list[SeenByOut], summary="Every authority that can see it, or could on a day")
def seen_by(request: UnderMandateRequest, alert: UUID, day: date | None = None) -> list[dict]:
    """Now, or on any day before: the latter for its supplier alone (CSEC-06)."""
    actor = queries.where_seen(request.actor, alert)
    return [asdict(one) for one in queries.seen_by(actor, alert, day=day)]


def in_strand(actor: Actor, strand: str) -> Actor:
    """The actor in the strand that a call names; a mandate of one strand need not name it."""
    if not strand and len(actor.strands) == 1:
        return actor
    if strand not in {str(one) for one in Strand}:
        raise Refusal(
            "CIS-01",
            N_("This mandate covers both strands; the call must name one."),
            cure=N_("Send strand=C or strand=A."),
            field="strand",
        )
    return actor.in_strand(Strand(strand))


def _said(text: str) -> str:
    return in_language(text, gettext)


def _shown(view: AlertView) -> dict:
    said, marks = view.content, view.marks
    return {
        "id": view.id,
        "reference": view.reference,
        "version": view.version,
        "review_on": view.review_on,
        "last_day": view.last_day,
        "strand": view.strand,
        "category": view.category,
        "state": view.state,
        "title": view.title,
        "owner": view.owner_id,
        "own": view.is_own,
        "action": marks.action,
        "ground": said.ground,
        "field_of_law": said.field_of_law,
        "union_relevance": said.union_relevance,
        "legal_basis": said.legal_basis,
        "data_subject": said.data_subject,
        "rests_on": said.rests_on,
        "legacy_review": said.legacy_review,
        "handling": list(marks.handling),
        "handling_text": said.handling_text,
        "evaluation": marks.evaluation,
        "narrowed": view.is_narrowed,
        "contested": view.is_contested,
        "blocked": view.is_blocked,
        "entered_on": view.entered_on,
        "changed_at": view.changed_at,
        "values": said.values,
        "attachments": said.attachments,
    }
