"""One chunk of parties: searched in one call, confirmed in one query, stored in one, committed to in one entry."""

from collections.abc import Sequence

from firstwall.authorities import queries as authorities
from firstwall.kernel.actor import Actor, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.ledger import services as ledger
from firstwall.ledger.chunk import ChunkProof, commit_chunk, prove_many
from firstwall.matching import MATCHER_VERSION
from firstwall.screening import candidates
from firstwall.screening.asking import query_of
from firstwall.screening.follower import follower_of
from firstwall.screening.found import Found, best_of_alerts, confirmed
from firstwall.screening.models import ScreeningCandidate, ScreeningRun
from firstwall.screening.office_rules import clock_of
from firstwall.screening.rules import MOST_PER_PARTY
from firstwall.screening.rules import SCREEN_FILE as ACT
from firstwall.screening.types import Party


def screen_chunk(actor: Actor, run: ScreeningRun, parties: list[Party]) -> int:
    """Search, store candidates and write the ledger entry; returns how many candidates. Needs the context."""
    if not parties:
        return 0
    answers = answers_to(actor, parties, threshold=run.threshold)
    hits = [(number, one) for number, found in enumerate(answers) for one in found]
    queries = [party.facts.as_json() for party in parties]
    commitment = commit_chunk(queries)
    entry_id = ledger.record(
        actor,
        act=ACT,
        object_type="run",
        object_id=run.id,
        result="found" if hits else "none",
        reference=run.reference,
        details={
            "lines": [parties[0].line, parties[-1].line],
            "candidates": len(hits),
            "shown": sorted({str(one.alert.id) for _, one in hits}),
            "matcher": MATCHER_VERSION,
            "threshold": run.threshold,
            **commitment.details(),
        },
        personal=commitment.personal(),
    )
    proofs = prove_many(queries, commitment.seed, {number for number, _ in hits})
    _store(actor, run, parties, hits, {n: as_json(entry_id, proof) for n, proof in proofs.items()})
    return len(hits)


def answers_to(actor: Actor, parties: Sequence[Party], *, threshold: float) -> list[list[Found]]:
    """What PostgreSQL confirms of each party's best answers. Needs the context."""
    follower = follower_of(strand_of(actor))
    follower.follow()
    admit = frozenset(authorities.classes_of(actor))
    proposed = follower.search_many([query_of(p.facts) for p in parties], limit=2 * MOST_PER_PARTY, admit=admit)
    best = [best_of_alerts(row, threshold=threshold) for row in proposed]
    return [found[:MOST_PER_PARTY] for found in confirmed(actor, best)]


def _store(
    actor: Actor, run: ScreeningRun, parties: list[Party], hits: list[tuple[int, Found]], proofs: dict[int, dict]
) -> None:
    if not hits:
        return
    now = utc_now()
    digests = {number: candidates.digest_of(actor, parties[number].facts) for number, _ in hits}
    earlier = candidates.remembered(digests.values(), [one for _, one in hits])
    clock = clock_of(actor)
    ScreeningCandidate.objects.bulk_create(
        candidates.new_candidate(
            actor,
            parties[number].facts,
            one,
            digest=digests[number],
            now=now,
            reference=run.reference,
            run_id=run.id,
            line=parties[number].line,
            label=parties[number].label,
            proof=proofs[number],
            earlier=earlier.get((digests[number], one.alert.id, one.alert.version)),
            clock=clock,
        )
        for number, one in hits
    )


def as_json(entry_id: object, proof: ChunkProof) -> dict:
    """What proves one query of the chunk alone, kept with its candidate (SEC-26)."""
    return {
        "entry": str(entry_id),
        "number": proof.number,
        "count": proof.count,
        "salt": proof.salt.hex(),
        "path": [step.hex() for step in proof.path],
    }
