"""One check: one question, one search per strand of the mandate, one labelled list and one ledger entry each."""

from dataclasses import replace
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.authorities.permissions import is_permitted
from firstwall.cis.services import tell_of_matches
from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.ledger import services as ledger
from firstwall.matching import MATCHER_VERSION, THRESHOLDS
from firstwall.screening import asking, candidates
from firstwall.screening.asking import Question
from firstwall.screening.comparing import compared
from firstwall.screening.follower import Follower, follower_of
from firstwall.screening.found import Found, best_of_alerts, confirmed
from firstwall.screening.here import as_done_here
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.office_rules import clock_of
from firstwall.screening.rules import MOST_RESULTS
from firstwall.screening.types import CandidateView, CheckResult, Facts, StrandResult
from firstwall.screening.views import candidate_view, unstored_view

ACT = "screening.check"
_ASKED_OF_INDEX = 3 * MOST_RESULTS  # an alert may have several entities, and PostgreSQL may refuse some


def check(
    actor: Actor,
    *,
    text: str = "",
    facts: Facts | None = None,
    place: str = "",
    reference: str = "",
    reading: str = "",
) -> CheckResult:
    """Search every strand of the mandate for one person, business, means or thing.

    Args:
        actor: the mandate; a lane fixes purpose, post and shift.
        text: what was typed into the one box; or
        facts: a structured question (then `text` is not read).
        place: where the check happens, when it is not the mandate's post.
        reading: one of the repairs that an earlier answer to the same text offered (EXC-17).
        reference: the case, declaration, vehicle or journey; needed for a name outside a lane (SEC-21).

    Raises:
        Refusal: no purpose, no reference, too wide a question: nothing was searched.
        NotPermitted: the role or the desk may not (CIS-32b).
        Fault: nothing or too much was typed.
    """
    today = utc_now().date()
    question = asking.asked(facts) if facts is not None else asking.understood(text, today=today, reading=reading)
    here = replace(actor, place=place or actor.place, reference=reference or actor.reference)
    strands = tuple(_in_strand(here.in_strand(strand), question, reference) for strand in actor.strands)
    return CheckResult(question.facts, question.understood_as, question.number_check, question.repairs, strands)


def _in_strand(actor: Actor, question: Question, reference: str) -> StrandResult:
    with lawful(actor, ACT):
        asking.require_purpose(actor)
        asking.require_reference(actor, question.facts, reference)
        asking.refuse_too_wide(question.facts)
        follower = follower_of(strand_of(actor))
        found, too_many = _search(actor, follower, question.facts)
        uses = tell_of_matches(actor, [(one.alert.id, one.alert.version, one.alert.owner_id) for one in found])
        views = _kept(actor, question.facts, found, uses)
        ledger.record(
            actor,
            act=ACT,
            result="found" if found else "none",
            details=_details(question, found, too_many=too_many),
            personal={"facts": question.facts.as_json()},
            terms=asking.terms_of(question.facts),
        )
        return StrandResult(strand_of(actor), views, too_many)


def _search(actor: Actor, follower: Follower, facts: Facts) -> tuple[list[Found], bool]:
    admit = frozenset(authorities.classes_of(actor))
    follower.follow()
    proposed = follower.search(asking.query_of(facts), limit=_ASKED_OF_INDEX, admit=admit)
    found = confirmed(actor, [best_of_alerts(proposed, threshold=THRESHOLDS["lane"])])[0]
    return found[:MOST_RESULTS], len(found) > MOST_RESULTS


def _kept(actor: Actor, facts: Facts, found: list[Found], uses: dict[UUID, str]) -> tuple[CandidateView, ...]:
    """Store what the officer will have to decide; a desk that only reads has nothing to decide, and may not use it yet."""
    if not found:
        return ()
    now = utc_now()
    names = authorities.authorities()
    here = names.get(authority_of(actor))
    if not is_permitted(actor, "screening.decide"):
        return tuple(
            as_done_here(
                unstored_view(
                    one.alert,
                    facts,
                    one.score,
                    authorities=names,
                    now=now,
                    use=uses.get(one.alert.id, ""),
                    **_beside(facts, one),
                ),
                here,
            )
            for one in found
        )
    digest = candidates.digest_of(actor, facts)
    earlier = candidates.remembered([digest], found)
    clock = clock_of(actor)
    rows: list[tuple[ScreeningCandidate, bool]] = []
    fresh: list[ScreeningCandidate] = []
    for one in found:
        row = earlier.get((digest, one.alert.id, one.alert.version))
        if row is not None and candidates.is_same_occasion(row, now):
            rows.append((row, row.state != "open"))
            continue
        row = candidates.new_candidate(actor, facts, one, digest=digest, now=now, earlier=row, clock=clock)
        fresh.append(row)
        rows.append((row, False))
    ScreeningCandidate.objects.bulk_create(fresh)
    return tuple(
        as_done_here(
            candidate_view(row, one.alert, facts, authorities=names, is_remembered=known, **_beside(facts, one)), here
        )
        for one, (row, known) in zip(found, rows, strict=True)
    )


def _beside(facts: Facts, one: Found) -> dict:
    rows, reasons = compared(facts, one.alert, one.entity_id.partition(":")[2])
    return {"rows": rows, "reasons": reasons}


def _details(question: Question, found: list[Found], *, too_many: bool) -> dict:
    return {
        "kind": question.facts.kind,
        "understood_as": question.understood_as,
        "shown": [str(one.alert.id) for one in found],
        "too_many": too_many,
        "matcher": MATCHER_VERSION,
        "threshold": THRESHOLDS["lane"],
    }
