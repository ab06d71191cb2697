"""Whether a registered decision is genuine: its supplier contests it, the registrar's supervisor judges (CIS-60).

A final decision binds, so the supplier cannot set it aside; but a forged one would block an alert for ever. The supervisor of the
authority that registered it can ask the court of its own state; until it has said so the alert stays blocked.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful
from firstwall.cis.correcting.decisions import RULE, said_of
from firstwall.cis.correcting.models import Contest, Decision
from firstwall.cis.correcting.rules import FINAL
from firstwall.cis.correcting.types import ContestView
from firstwall.cis.owning import as_supplier
from firstwall.cis.seeing import chosen, strand_of_row, text_given
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

CONTEST, JUDGE = "cis.contest_decision", "cis.judge_contest"
JUDGEMENTS = ("genuine", "not_genuine")
MOST = 200
_LOGIN = "super"


def contest_decision(actor: Actor, decision_id: UUID, *, reason: str, key: str = "") -> UUID:
    """Say, as the supplier, why a decision that another authority registered is not genuine; its supervisor is told.

    Raises:
        NothingHere, NotPermitted: not a decision on an alert of one's own.
        FieldRefused: no reason.
        Refusal: it was contested before, or one registered it oneself.
        Fault: 409, ended already.
    """
    with lawful(actor, CONTEST, object_type="decision", object_id=decision_id):
        why = text_given(reason, "reason", RULE, FINAL, N_("A contest has a reason."), N_("Say why it is not genuine."))
        body = once.body_hash({"contest": str(decision_id), "reason": why})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["contest"])
        row = _as_supplier(actor, decision_id)
        contest = Contest(
            id=record_id(),
            strand=row.strand,
            decision_id=row.id,
            alert_id=row.alert_id,
            alert_reference=row.alert_reference,
            owner_id=row.owner_id,
            authority_id=row.authority_id,
            contested_by=person_of(actor),
            contested_at=utc_now(),
        )
        contest.reason = seal_json({"words": why}, **_bound(contest))
        contest.save(force_insert=True)
        details = {"decision": str(row.id), "alert": str(row.alert_id)}
        ledger.record(actor, act=CONTEST, object_type="contest", object_id=contest.id, details=details)
        for told in (row.authority_id, *_supervisors(row.authority_id)):
            outbox.put(
                actor,
                kind="decision_contested",
                recipient_authority=told,
                object_type="contest",
                object_id=contest.id,
            )
        once.remember(actor, key, body, {"contest": str(contest.id)})
        return contest.id


def judge_contest(actor: Actor, contest_id: UUID, *, judgement: str, reasons: str, key: str = "") -> str:
    """Say, as the supervisor of who registered it, whether a decision is genuine; one that is not binds nobody any more.

    Raises:
        NothingHere: no such contest in the authorities supervised.
        FieldRefused: no judgement of the list, or no reasons.
        Fault: 409, judged already, or the decision was executed or taken back.
    """
    with lawful(actor, JUDGE, object_type="contest", object_id=contest_id):
        said = chosen(judgement, JUDGEMENTS, "judgement", RULE, FINAL)
        why = text_given(reasons, "reasons", RULE, FINAL, N_("A judgement has reasons."), N_("Give them."))
        body = once.body_hash({"judge": str(contest_id), "judgement": said, "reasons": why})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return str(earlier["judgement"])
        if not Contest.objects.filter(id=contest_id).exists():
            raise NothingHere
        row = Contest.objects.select_for_update().filter(id=contest_id, state="open").first()
        if row is None or not Decision.objects.filter(id=row.decision_id, state="open").exists():
            raise Fault("judged", N_("This contest was judged, or its decision has ended."), status=409)
        row.state, row.supervisor_id = said, authority_of(actor)
        row.judged_by, row.judged_at = person_of(actor), utc_now()
        row.judgement = seal_json({"words": why}, **_bound(row))
        row.save(update_fields=["state", "supervisor_id", "judged_by", "judged_at", "judgement"])
        details = {"decision": str(row.decision_id), "alert": str(row.alert_id), "judgement": said}
        ledger.record(actor, act=JUDGE, object_type="contest", object_id=row.id, details=details)
        outbox.mark_read(actor, object_id=row.id)
        for told in (row.owner_id, row.authority_id):
            outbox.put(
                actor, kind=f"decision_{said}", recipient_authority=told, object_type="contest", object_id=row.id
            )
        once.remember(actor, key, body, {"judgement": said})
        return said


def contests_to_judge(actor: Actor) -> list[ContestView]:
    """What waits for the supervisor, and what was judged, the newest first; the reading is recorded before it is shown."""
    found: list[ContestView] = []
    for strand in actor.strands:
        here = actor.in_strand(strand)
        with lawful(here, JUDGE, object_type="contest"):
            rows = list(Contest.objects.order_by("-contested_at", "id")[:MOST])
            shown = {"shown": [str(one.id) for one in rows]}
            ledger.record(here, act=JUDGE, object_type="contest", result="found", details=shown)
        with acting(here, using=_LOGIN):
            found += [_view(row, using=_LOGIN) for row in rows]
    return found


def contest_for(actor: Actor, contest_id: UUID) -> ContestView:
    """One contest with the decision it is about, for the supervisor who judges it.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, JUDGE, object_type="contest", object_id=contest_id):
        row = Contest.objects.filter(id=contest_id).first()
        if row is None:
            raise NothingHere
        ledger.record(actor, act=JUDGE, object_type="contest", object_id=contest_id, result="found")
    with acting(actor, using=_LOGIN):
        return _view(row, using=_LOGIN)


def contests_on(decisions: Iterable[UUID]) -> dict[UUID, ContestView]:
    """The contests of decisions, for their parties, by decision; the caller acts and records."""
    rows = Contest.objects.filter(decision_id__in=list(decisions))
    return {row.decision_id: _view(row, using="default") for row in rows}


def where_contest(actor: Actor, contest_id: UUID) -> Actor:
    """The actor in the strand of its mandate in which the contest can be seen; as it is when in none."""
    return strand_of_row(actor, Contest, Q(id=contest_id))


def _view(row: Contest, *, using: str) -> ContestView:
    decision = Decision.objects.using(using).filter(id=row.decision_id).first()
    said = said_of(decision, using=using) if decision else {}
    return ContestView(
        id=row.id,
        strand=Strand(row.strand),
        decision_id=row.decision_id,
        alert_reference=row.alert_reference,
        owner_id=row.owner_id,
        authority_id=row.authority_id,
        contested_at=row.contested_at,
        reason=_words(row.reason, row, using),
        state=row.state,
        judged_at=row.judged_at,
        judgement=_words(row.judgement, row, using),
        waits=row.state == "open" and decision is not None and decision.state == "open",
        body_name=said.get("body_name", ""),
        state_code=decision.state_code if decision else "",
        decided_on=decision.decided_on if decision else None,
        order=decision.order if decision else "",
        file_reference=said.get("file_reference", ""),
        text=said.get("text", ""),
    )


def _as_supplier(actor: Actor, decision_id: UUID) -> Decision:
    only = N_("Only the supplier of the alert contests a decision on it.")
    cure = N_("If you registered it in error, take it back.")
    row = as_supplier(actor, Decision, decision_id, sentence=only, cure=cure)
    if row.authority_id == row.owner_id:
        raise Refusal(
            RULE,
            N_("Your own authority registered this decision."),
            article=FINAL,
            cure=N_("If it was registered in error, take it back."),
            status=409,
        )
    if row.state != "open":
        raise Fault("ended", N_("This decision was executed or taken back."), status=409)
    if Contest.objects.filter(decision_id=row.id).exists():
        raise Refusal(
            RULE,
            N_("This decision was contested before."),
            article=FINAL,
            cure=N_("Wait for the supervisor, or execute what was found genuine."),
            status=409,
        )
    return row


def _supervisors(authority_id: UUID) -> list[UUID]:
    return authorities.supervisors_of({authority_id})


def _words(sealed: bytes | memoryview | None, row: Contest, using: str) -> str:
    return open_json(sealed, using=using, **_bound(row))["words"] if sealed else ""


def _bound(row: Contest) -> dict:
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand}
