"""More than a thousand records leave only when two supervisors of an authority want it (SEC-12).

Who exports asks by exporting: the first time it is proposed to a colleague, and within an hour of the agreement the same export,
by the same person, for the same period, goes through.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models.functions import Now

from firstwall.authorities.acting import lawful
from firstwall.authorities.queries import colleagues
from firstwall.authorities.signing_in.models import Proposal
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere, NotPermitted
from firstwall.kernel.sentences import N_, say
from firstwall.ledger import services as ledger

AGREE = "supervision.agree_export"
MOST_ALONE = 1000
SERVES_FOR = timedelta(hours=1)
WAITS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LargeExport:
    """An export that a supervisor wants: which act, of what and when, how many records."""

    id: UUID
    act: str
    wanted: str
    number: int
    asked_by: str
    asked_at: datetime
    is_mine: bool


def period_of(since: datetime | None, until: datetime | None, strands: str) -> str:
    """How a period is named, in the proposal and again in the export that it agrees to."""
    return f"{since.isoformat() if since else '-'}/{until.isoformat() if until else '-'} {strands}"


def must_be_agreed(actor: Actor, act: str, *, number: int, wanted: str) -> str:
    """Pass when few records are wanted, or a colleague agreed within the hour; else the colleague is asked, and it is refused.

    Args:
        actor: the supervisor who exports.
        act: the export's act.
        number: how many records it holds.
        wanted: of whom and for which period, so that an agreement serves for nothing else.

    Returns:
        Who agreed, for the export's own entry; empty when nobody had to.

    Raises:
        NotPermitted: a colleague must agree first.
    """
    if number <= MOST_ALONE:
        return ""
    with lawful(actor, act, object_type="large_export"):
        mine = Proposal.objects.filter(kind="export", role=act, wanted=wanted, proposed_by=person_of(actor))
        agreed = mine.filter(state="agreed", decided_at__gt=utc_now() - SERVES_FOR).order_by("-decided_at").first()
        if agreed is not None:
            return str(agreed.decided_by)
        if not mine.filter(state="proposed", proposed_at__gt=utc_now() - WAITS_FOR).exists():
            row = Proposal.objects.create(
                authority_id=authority_of(actor),
                person_id=person_of(actor),
                kind="export",
                role=act,
                wanted=wanted,
                number=number,
                proposed_by=person_of(actor),
                proposed_at=utc_now(),
            )
            details = {"step": "proposed", "kind": "export", "number": number}
            ledger.record(actor, act=act, object_type="large_export", object_id=row.id, details=details)
    raise NotPermitted(
        "SEC-12",
        say(N_("%(number)s records are wanted. More than 1,000 leave only when a colleague agrees."), number=number),
        cure=N_("It was proposed. Have another supervisor of your authority agree, then export the same again."),
    )


def waiting(actor: Actor) -> list[LargeExport]:
    """What supervisors of the own authority want to export and nobody has decided on."""
    with lawful(actor, AGREE, object_type="large_export"):
        rows = Proposal.objects.filter(
            kind="export",
            authority_id=authority_of(actor),
            state="proposed",
            proposed_at__gt=utc_now() - WAITS_FOR,
        ).order_by("proposed_at")
        names = colleagues(actor)
        return [
            LargeExport(
                row.id,
                row.role,
                row.wanted,
                row.number,
                names.get(row.proposed_by, ""),
                row.proposed_at,
                row.proposed_by == person_of(actor),
            )
            for row in rows
        ]


def decide(actor: Actor, proposal_id: UUID, *, agrees: bool) -> None:
    """Agree to a colleague's export, or not; it serves for an hour.

    Raises:
        NothingHere: no such open proposal in the own authority.
        NotPermitted: it is one's own.
    """
    with lawful(actor, AGREE, object_type="large_export", object_id=proposal_id):
        row = Proposal.objects.filter(
            id=proposal_id, kind="export", authority_id=authority_of(actor), state="proposed"
        ).first()
        if row is None:
            raise NothingHere
        if row.proposed_by == person_of(actor):
            raise NotPermitted(
                "SEC-12",
                N_("Nobody agrees to the own proposal, or to one about themselves."),
                cure=N_("Ask another supervisor of your authority."),
            )
        state = "agreed" if agrees else "declined"
        Proposal.objects.filter(id=row.id).update(state=state, decided_by=person_of(actor), decided_at=Now())
        details = {"step": state, "kind": "export", "number": row.number}
        ledger.record(actor, act=AGREE, object_type="large_export", object_id=row.id, details=details)
