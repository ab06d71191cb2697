"""Reasons in plain sentences, from the same function that gives search its score."""

from collections.abc import Mapping

from . import sentences
from .context import BIRTH_UNKNOWN, COUNTRY_UNKNOWN, KIND_OTHER, KIND_SAME, in_context
from .explain_marks import mark_reasons
from .explain_names import name_reasons
from .judge import dissect, prepare
from .question import compile_questions
from .scratch import new_scratch
from .segment import compile_segment
from .types import Entity, Explanation, Query, Reason


def kind_of(weight: float) -> str:
    """For, against, or silent when it moves nothing."""
    return "for" if weight > 0.0005 else "against" if weight < -0.0005 else "silent"


def _reason(sentence: str, values: Mapping[str, object], weight: float) -> Reason:
    return Reason(sentence, values, round(weight, 4), kind_of(weight))  # type: ignore[arg-type]


def _closest_date(query: Query, entity: Entity) -> str:
    """The listed date that is meant: one with the same year before others."""
    return min(
        entity.birth_dates, key=lambda date: (date[:4] != query.birth_date[:4], date != query.birth_date), default=""
    )


def _context_reasons(
    query: Query, entity: Entity, strength: float, likeness: float, birth: int, country: int, kind: int
) -> list[Reason]:
    """What birth date, country and kind moved, each against not being known."""
    scored = in_context.py_func(strength, likeness, birth, country, kind)
    reasons = []
    if query.birth_date or entity.birth_dates:
        values = {"asked": query.birth_date, "listed": _closest_date(query, entity)}
        moved = scored - in_context.py_func(strength, likeness, BIRTH_UNKNOWN, country, kind)
        reasons.append(_reason(sentences.BIRTH[birth], values, moved))
    if query.country or entity.countries:
        values = {"asked": query.country, "listed": ", ".join(entity.countries)}
        moved = scored - in_context.py_func(strength, likeness, birth, COUNTRY_UNKNOWN, kind)
        reasons.append(_reason(sentences.COUNTRY[country], values, moved))
    if kind == KIND_OTHER:
        moved = scored - in_context.py_func(strength, likeness, birth, country, KIND_SAME)
        reasons.append(_reason(sentences.OTHER_KIND, {"asked": str(query.kind), "listed": str(entity.kind)}, moved))
    return reasons


def _verdict(score: float) -> Reason:
    sentence = next(words for least, words in sentences.VERDICTS if score >= least)
    return Reason(sentence, {}, round(score, 4), "for" if score >= sentences.VERDICTS[2][0] else "against")


def explain(query: Query, entity: Entity) -> Explanation:
    """Why this pair has its score, the weightiest reason first. Nothing but the pair is looked at."""
    questions, segment = compile_questions([query]), compile_segment([entity])
    scratch = new_scratch(len(segment.names.owner), len(segment.tokens.head), 1)
    prepare(questions.tokens, 0, questions.words[0], scratch.places)
    name, strength, likeness, birth, country, kind, in_its_context, asked, listed, _, score = dissect(
        questions, 0, segment, 0, scratch
    )
    reasons = name_reasons(query, entity, questions, segment, int(name), strength, scratch)
    reasons += _context_reasons(query, entity, strength, likeness, birth, country, kind)
    reasons += mark_reasons(query, entity, questions, segment, int(asked), int(listed), score - in_its_context)
    return Explanation(float(score), _verdict(score), tuple(sorted(reasons, key=lambda r: -abs(r.weight))))
