"""A sighting report written as far as it is known, from the hit and its seizures; the officer looks over it (CIS-33)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from firstwall.kernel.actor import Actor
from firstwall.screening.queries import candidate_for
from firstwall.screening.seizures.queries import seizures_of
from firstwall.screening.seizures.types import SeizureView
from firstwall.screening.types import CandidateView, SightingBlocks

Say = Callable[[str], str]
_MEANS = {"vehicle", "vessel", "aircraft", "container"}


def report_draft(actor: Actor, candidate_id: UUID, *, say: Say) -> SightingBlocks:
    """The report of a hit as far as it is known; nothing is stored or sent.

    Args:
        actor: a mandate of the authority that asked.
        candidate_id: which hit.
        say: says a label of the closed lists in the reporter's language.

    Raises:
        NothingHere: no such candidate for this mandate.
    """
    hit = candidate_for(actor, candidate_id)
    return composed(hit, seizures_of(actor, hit_id=candidate_id), say=say)


def composed(hit: CandidateView, seizures: Sequence[SeizureView], *, say: Say) -> SightingBlocks:
    """What is known of a hit, in the seven parts; what nobody wrote down stays empty."""
    seized_at = min((one.seized_at for one in seizures), default=None)
    met_at = seized_at or (hit.created_at if hit.run_id is None else None)
    numbers = [number.value for number in hit.facts.numbers] if hit.facts.kind in _MEANS else []
    return SightingBlocks(
        found=True,
        check_place=next((one.place for one in seizures), "") or hit.place,
        check_at=_moment(met_at),
        check_reason=hit.reference,
        means=_lines([*numbers, *(one.means for one in seizures)]),
        objects=_lines(_goods(one, say) for one in seizures),
        circumstances=_lines(_hidden(one, say) for one in seizures),
    )


def _goods(one: SeizureView, say: Say) -> str:
    amount = f"{say(one.goods_label)}: {one.quantity.normalize():f} {say(one.unit_label)}"
    return f"{amount}, {one.description}" if one.description else amount


def _hidden(one: SeizureView, say: Say) -> str:
    return f"{say(one.concealment_label)}: {one.hidden_where}" if one.hidden_where else say(one.concealment_label)


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if at else ""


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part))
