"""The evidence of a pair as a drawing: what speaks for it, what against, where every pair begins, and the balance."""

from types import SimpleNamespace as Drawn

from firstwall.matching.probability import probability
from firstwall.screening.rules import in_percent
from firstwall.screening.types import CandidateView

_ROOM_AGAINST, _ROOM_FOR = 96, 194  # to the left of 0 and to the right, in a drawing 300 wide with 0 at 100


def balance_of(hit: CandidateView) -> Drawn:
    """The bar of evidence, to one scale: for to the right of 0, against to the left, where every pair begins leftmost.

    The mark is where all of them together come to stand: the score of the pair as it is now.
    """
    weights = {kind: sum(r.weight for r in hit.reasons if r.kind == kind) for kind in ("for", "against", "start")}
    verdict = next((reason.weight for reason in hit.reasons if reason.kind == "verdict"), hit.score)
    in_favour, against, start = weights["for"], -weights["against"], -weights["start"]
    scale = min(_ROOM_AGAINST / max(against + start, 0.001), _ROOM_FOR / max(in_favour, 0.001))
    return Drawn(
        start_width=round(start * scale),
        start_x=100 - round(against * scale) - round(start * scale),
        against_width=round(against * scale),
        against_x=100 - round(against * scale),
        for_width=round(in_favour * scale),
        mark_x=min(max(round(100 + verdict * scale), 4), 296),
        for_text=f"{in_favour:.1f}",
        against_text=f"{against:.1f}",
        start_text=f"{start:.1f}",
        balance_text=f"{verdict:+.1f}",
        likelihood=in_percent(probability(verdict)),
    )
