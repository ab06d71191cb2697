"""The score of a question and one entry: the one function that search and explanation share."""

import numpy as np
from numba import njit

from .align import name_score
from .context import (
    BIRTH_LIFT,
    BIRTH_NEAR,
    COUNTRY_LIFT,
    KIND_OTHER,
    birth_relation,
    country_relation,
    in_context,
    kind_relation,
    strength_of_name,
)
from .marks import mark_score
from .similarity import write_places

STRANGE_NAME = 0.4
MARK_WITH_STRANGE_NAME = 0.97
MARK_WITH_OTHER_BIRTH = 0.97
MARK_OF_OTHER_KIND = 0.98
MARK_LIFT = 0.9


@njit(cache=True, nogil=True)
def prepare(query, q0, words, places):  # type: ignore[no-untyped-def]
    """Lay out the letters of a question's tokens for the edit distance."""
    for number in range(2 * words - 1):
        write_places(query.rows[q0 + number], query.head[q0 + number], places[number])


@njit(cache=True, nogil=True)
def best_name(questions, number, segment, entity, scratch):  # type: ignore[no-untyped-def]
    """The best of an entry's names, its strength and its likeness (-1, 0, 0 without any)."""
    best, best_strength, best_likeness, tokens, names = -1, 0.0, 0.0, segment.tokens, segment.names
    query, q0, words = questions.tokens, questions.offsets[number], questions.words[number]
    if words:
        for name in range(segment.facts.names[entity], segment.facts.names[entity + 1]):
            likeness, matched, _ = name_score(query, q0, words, scratch.places, tokens, names, name, scratch.pairs)
            strength = strength_of_name(likeness, matched)
            if best < 0 or strength > best_strength:
                best, best_strength, best_likeness = name, strength, likeness
    return best, best_strength, best_likeness


@njit(cache=True, nogil=True)
def best_mark(questions, number, segment, entity):  # type: ignore[no-untyped-def]
    """The strongest identifier both have: its place in the question and in the list (-1: none), and its score."""
    asked, listed, best_a, best_b, best = questions.marks, segment.marks, -1, -1, 0.0
    for a in range(questions.mark_offsets[number], questions.mark_offsets[number + 1]):
        key = asked.key[a]
        b = np.searchsorted(listed.key, key)
        while key and b < listed.key.shape[0] and listed.key[b] == key:
            if segment.mark_owner[b] == entity:
                score = mark_score(asked, a, listed, b)
                if score > best:
                    best_a, best_b, best = a, b, score
            b += 1
    return best_a, best_b, best


@njit(cache=True, nogil=True)
def relations(date, country, kind, facts, entity):  # type: ignore[no-untyped-def]
    """How birth date, country and kind of both agree."""
    birth = birth_relation(date, facts.dates, facts.date_offsets[entity], facts.date_offsets[entity + 1])
    start, end = facts.country_offsets[entity], facts.country_offsets[entity + 1]
    return birth, country_relation(country, facts.countries, start, end), kind_relation(kind, facts.kind[entity])


@njit(cache=True, nogil=True)
def with_mark(mark, named, likeness, in_its_context, birth, country, kind):  # type: ignore[no-untyped-def]
    """The score of an equal identifier, raised or lowered by all else that is known; it never reaches 1."""
    if named and likeness < STRANGE_NAME:
        mark *= MARK_WITH_STRANGE_NAME
    if birth >= BIRTH_NEAR:
        mark *= MARK_WITH_OTHER_BIRTH
    if kind == KIND_OTHER:
        mark *= MARK_OF_OTHER_KIND
    evidence = in_its_context if named else 0.5 * max(BIRTH_LIFT[birth], COUNTRY_LIFT[country])
    return mark + (1.0 - mark) * MARK_LIFT * evidence


@njit(cache=True, nogil=True)
def dissect(questions, number, segment, entity, scratch):  # type: ignore[no-untyped-def]
    """All that makes the score of one entry, the score last. `prepare` must have been called for this question.

    Best name, its strength and likeness; relations of birth date, country and kind; score in this context; the identifier both
    have (its places, how sure it makes us); the score.
    """
    name, strength, likeness = best_name(questions, number, segment, entity, scratch)
    birth, country, kind = relations(
        questions.date[number], questions.country[number], questions.kind[number], segment.facts, entity
    )
    in_its_context = in_context(strength, likeness, birth, country, kind)
    asked, listed, mark = best_mark(questions, number, segment, entity)
    score = in_its_context
    if mark > 0.0:
        score = max(score, with_mark(mark, name >= 0, likeness, in_its_context, birth, country, kind))
    return name, strength, likeness, birth, country, kind, in_its_context, asked, listed, mark, score


@njit(cache=True, nogil=True)
def judge(questions, number, segment, entity, scratch):  # type: ignore[no-untyped-def]
    """The score of one entry."""
    return dissect(questions, number, segment, entity, scratch)[-1]
