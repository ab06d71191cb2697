"""Reasons in plain sentences, from the same function that gives search its score: their weights are its log-odds."""

from collections.abc import Mapping

import numpy as np

from . import sentences
from .evidence import BIRTH, COUNTRY, KIND, KIND_OTHER, NO_NAME, WEIGHTS
from .explain_marks import mark_reasons
from .explain_names import name_reasons
from .judge import dissect, of_mark, prepare
from .listing import listed_of
from .probability import probability
from .question import compile_questions
from .scratch import new_scratch
from .segment import assembled
from .types import Entity, Explanation, Query, Reason


def kind_of(weight: float) -> str:
    """For, against, or silent when it moves nothing."""
    return "for" if weight > 0.005 else "against" if weight < -0.005 else "silent"


def _reason(sentence: str, values: Mapping[str, object], weight: float) -> Reason:
    return Reason(sentence, values, round(float(weight), 2), kind_of(weight))  # type: ignore[arg-type]


def _closest_date(query: Query, entity: Entity) -> str:
    """The listed date that is meant: one with the same year before others."""
    return min(
        entity.birth_dates, key=lambda date: (date[:4] != query.birth_date[:4], date != query.birth_date), default=""
    )


def _context_reasons(query: Query, entity: Entity, birth: int, country: int, kind: int) -> list[Reason]:
    """What birth date, country and kind brought."""
    reasons = []
    if query.birth_date or entity.birth_dates:
        values = {"asked": query.birth_date, "listed": _closest_date(query, entity)}
        reasons.append(_reason(sentences.BIRTH[birth], values, WEIGHTS[BIRTH + birth]))
    if query.country or entity.countries:
        values = {"asked": query.country, "listed": ", ".join(entity.countries)}
        reasons.append(_reason(sentences.COUNTRY[country], values, WEIGHTS[COUNTRY + country]))
    if kind == KIND_OTHER:
        values = {"asked": str(query.kind), "listed": str(entity.kind)}
        reasons.append(_reason(sentences.OTHER_KIND, values, WEIGHTS[KIND + kind]))
    return reasons


def _verdict(score: float) -> Reason:
    likely = round(probability(score), 2)
    sentence = next(words for least, words in sentences.VERDICTS if likely >= least)
    return Reason(sentence, {}, round(score, 2), "for" if score >= 0 else "against")


def explain(query: Query, entity: Entity) -> Explanation:
    """Why this pair has its score, the weightiest reason first. Nothing but the pair is looked at."""
    questions, _ = compile_questions([query])
    segment = assembled(listed_of([entity]))
    scratch = new_scratch(len(segment.listed.names.owner), len(segment.listed.tokens.rows), 1)
    found = []
    for row in range(len(questions.words)):
        prepare(questions, row, scratch.places)
        found.append(dissect(questions, row, segment, 0, WEIGHTS, scratch))
    row = int(np.argmax([one[-1] for one in found]))
    name, brings, birth, country, kind, asked, listed, sure, score = found[row]
    prepare(questions, row, scratch.places)
    reasons = name_reasons(query, entity, questions, row, segment, int(name), scratch)
    if asked >= 0 and name >= 0 and brings > sum(reason.weight for reason in reasons) + 0.05:
        reasons.append(_reason(sentences.STRANGE_NAME, {}, float(brings) - sum(reason.weight for reason in reasons)))
    if name < 0 and query.name and entity.names:
        brings = WEIGHTS[NO_NAME]
    reasons += _context_reasons(query, entity, birth, country, kind)
    moved = float(of_mark(sure, WEIGHTS)) if asked >= 0 else 0.0
    reasons += mark_reasons(query, entity, questions, segment, int(asked), int(listed), moved)
    return Explanation(
        float(score), probability(float(score)), _verdict(float(score)),
        tuple(sorted(reasons, key=lambda reason: -abs(reason.weight))),
    )  # fmt: skip
