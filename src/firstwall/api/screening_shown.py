"""Views of the screening room as the API shows them: plain values, labels in the caller's language."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from firstwall.kernel.sentences import in_language
from firstwall.law.tables import STRAND_LABELS
from firstwall.screening.types import CandidateView, CheckResult, LineProblem, RunView, SightingView


def plain(view: Any) -> dict:
    """A flat view without texts to translate."""
    return asdict(view)


def check(result: CheckResult) -> dict:
    """The answer to a check."""
    strands = [
        {
            "strand": str(one.strand),
            "label": gettext(STRAND_LABELS[one.strand]),
            "candidates": [candidate(view) for view in one.candidates],
            "too_many": one.too_many,
        }
        for one in result.strands
    ]
    return {
        "understood_as": result.understood_as,
        "number_check": result.number_check,
        "repairs": list(result.repairs),
        "strands": strands,
    }


def candidate(view: CandidateView) -> dict:
    """One candidate with rows and reasons."""
    shown = {name: getattr(view, name) for name in CandidateView.__slots__ if name not in {"facts", "rows", "reasons"}}
    for name in ("category_label", "action_label", "instruction", "second_why"):
        shown[name] = in_language(shown[name], gettext)
    rows = [asdict(row) | {"label": in_language(row.label, gettext)} for row in view.rows]
    reasons = [
        {"kind": one.kind, "sentence": in_language(one.sentence, gettext), "weight": one.weight} for one in view.reasons
    ]
    return shown | {"queried": view.facts.as_json(), "rows": rows, "reasons": reasons}


def sighting(view: SightingView) -> dict:
    """One report."""
    return asdict(view) | {"category_label": in_language(view.category_label, gettext)}


def run(view: RunView) -> dict:
    """One run with its share done."""
    return asdict(view) | {"share_done": view.share_done}


def line_problem(problem: LineProblem) -> dict:
    """One line's problem in words."""
    sentence = gettext(problem.sentence) % {"detail": problem.detail}
    return asdict(problem) | {"sentence": sentence, "cure": gettext(problem.cure)}
