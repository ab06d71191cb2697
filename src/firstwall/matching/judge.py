"""The exact score of one pair: its best name, its context, its numbers."""

import numpy as np
from numba import njit

from .align import compared
from .context import relations
from .evidence import BASE, BIRTH, COUNTRY, KIND, MARK, NO_NAME, STRANGE_NAME, SURER_MARK
from .marks import mark_score
from .similarity import set_places

NOTHING = np.float32(-1e9)


@njit(cache=True, nogil=True)
def prepare(questions, number, places):  # type: ignore[no-untyped-def]
    """Lay out the words of one question, once for all its candidates."""
    q0 = questions.offsets[number]
    for part in range(2 * questions.words[number] - 1):
        set_places(questions.rows[questions.parts[q0 + part]], places[part])


@njit(cache=True, nogil=True, forceinline=True)
def best_name(questions, number, segment, entity, weights, scratch):  # type: ignore[no-untyped-def]
    """The name of an entry that brings most (-1: none to compare), and what it brings."""
    words, q0 = questions.words[number], questions.offsets[number]
    best, most = -1, NOTHING
    if words > 0:
        tokens, names, facts = segment.listed.tokens, segment.listed.names, segment.listed.facts
        for name in range(facts.names[entity], facts.names[entity + 1]):
            brings = compared(
                questions.rows, questions.parts, questions.rarity, q0, words, scratch.places, tokens.rows, tokens.rarity,
                names.words, names.offsets[name], names.offsets[name + 1], weights, scratch.pairs,
            )[3]  # fmt: skip
            if brings > most:
                best, most = name, brings
    return best, most


@njit(cache=True, nogil=True)
def best_mark(questions, number, segment, entity):  # type: ignore[no-untyped-def]
    """The strongest number both have: its place in the question and in the list (-1: none), and how sure it makes us."""
    asked, listed, best_a, best_b, best = questions.marks, segment.listed.marks, -1, -1, 0.0
    for a in range(questions.mark_offsets[number], questions.mark_offsets[number + 1]):
        key = asked.key[a]
        b = np.searchsorted(listed.key, key)
        while key and b < listed.key.shape[0] and listed.key[b] == key:
            if segment.listed.mark_owner[b] == entity:
                score = mark_score(asked, a, listed, b)
                if score > best:
                    best_a, best_b, best = a, b, score
            b += 1
    return best_a, best_b, best


@njit(cache=True, nogil=True, forceinline=True)
def of_mark(sure, weights):  # type: ignore[no-untyped-def]
    """What an equal number brings, from how sure its kind and state make us."""
    return weights[MARK] + weights[SURER_MARK] * np.float32(np.log(sure / (1.0 - sure)))


@njit(cache=True, nogil=True, forceinline=True)
def dissect(questions, number, segment, entity, weights, scratch):  # type: ignore[no-untyped-def]
    """All that makes the score of one entry, the score last. `prepare` must have been called for this question.

    Best name (-1: none) and what it brings; relations of birth date, country and kind; the number both have (its places, how
    sure it makes us); the score.
    """
    name, brings = best_name(questions, number, segment, entity, weights, scratch)
    if name < 0:
        brings = weights[NO_NAME]
    birth, country, kind = relations(
        questions.date[number], questions.country[number], questions.kind[number], segment.listed.facts, entity
    )
    score = weights[BASE] + weights[BIRTH + birth] + weights[COUNTRY + country] + weights[KIND + kind]
    asked, listed, sure = -1, -1, 0.0
    if questions.mark_offsets[number] < questions.mark_offsets[number + 1]:
        asked, listed, sure = best_mark(questions, number, segment, entity)
    if asked >= 0:
        brings = max(brings, weights[STRANGE_NAME])
        score += of_mark(sure, weights)
    return name, brings, birth, country, kind, asked, listed, sure, score + brings
