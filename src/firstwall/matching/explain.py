"""Reasons in plain sentences, from the same function that gives search its score: their weights are its log-odds.

The base of the score (`data/weights.toml`) and the weights of all reasons add up to the score.
"""

import numpy as np

from . import sentences
from .context import birth_relation
from .evidence import BIRTH, COUNTRY, KIND, KIND_OTHER, WEIGHTS
from .explain_marks import mark_reasons
from .explain_names import name_reasons
from .facts import date_number
from .judge import dissect, prepare
from .listing import listed_of
from .probability import probability
from .question import compile_questions
from .reasons import reason
from .scratch import new_scratch
from .segment import assembled
from .types import Entity, Explanation, Query, Reason


def _date_meant(query: Query, entity: Entity, birth: int) -> str:
    """The first listed date that stands to the asked one as the score says."""
    asked = date_number(query.birth_date)
    for text in entity.birth_dates:
        listed = np.array([date_number(text)], np.int32)
        if listed[0] and birth_relation(asked, listed, 0, 1) == birth:
            return text
    return ""


def _context_reasons(query: Query, entity: Entity, birth: int, country: int, kind: int) -> list[Reason]:
    """What birth date, country and kind brought."""
    reasons = []
    if query.birth_date or entity.birth_dates:
        values = {"asked": query.birth_date, "listed": _date_meant(query, entity, birth)}
        reasons.append(reason(sentences.BIRTH[birth], values, WEIGHTS[BIRTH + birth]))
    if query.country or entity.countries:
        values = {"asked": query.country, "listed": ", ".join(entity.countries)}
        reasons.append(reason(sentences.COUNTRY[country], values, WEIGHTS[COUNTRY + country]))
    if kind == KIND_OTHER:
        values = {"asked": str(query.kind), "listed": str(entity.kind)}
        reasons.append(reason(sentences.OTHER_KIND, values, WEIGHTS[KIND + kind]))
    return reasons


def _verdict(score: float) -> Reason:
    likely = round(probability(score), 2)
    sentence = next(words for least, words in sentences.VERDICTS if likely >= least)
    return Reason(sentence, {}, round(score, 2), "for" if sentence != sentences.VERDICTS[-1][1] else "against")


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
    reasons = name_reasons(query, entity, questions, row, segment, int(name), float(brings), scratch)
    reasons += _context_reasons(query, entity, birth, country, kind)
    reasons += mark_reasons(query, entity, questions, segment, int(asked), int(listed), float(sure))
    return Explanation(
        float(score), probability(float(score)), _verdict(float(score)),
        tuple(sorted(reasons, key=lambda one: -abs(one.weight))),
    )  # fmt: skip
