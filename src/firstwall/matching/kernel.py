"""The search: a batch of questions over one segment, in one compiled call that releases the interpreter's lock."""

import numpy as np
from numba import njit

from .align import HEAVIER_SHARE, LIGHTER_SHARE
from .context import in_context, strength_of_name
from .gather import gather
from .judge import judge, prepare, relations

# Entries that are scored exactly, for each question and segment.
MOST_JUDGED = 32
MOST_MARKED = 64
LEAST_ESTIMATE = 0.2


@njit(cache=True, nogil=True)
def _is_before(estimate, tie, other, other_tie):  # type: ignore[no-untyped-def]
    return estimate > other or (estimate == other and tie < other_tie)


@njit(cache=True, nogil=True)
def _place(entities, estimates, ties, used, entity, estimate, tie):  # type: ignore[no-untyped-def]
    """Keep the best estimates in order, an entry once; returns how many are kept."""
    room = entities.shape[0]
    if used == room and not _is_before(estimate, tie, estimates[room - 1], ties[room - 1]):
        return used
    for number in range(used):
        if entities[number] == entity:
            if estimate <= estimates[number]:
                return used
            for later in range(number, used - 1):
                entities[later], estimates[later], ties[later] = (
                    entities[later + 1], estimates[later + 1], ties[later + 1],
                )  # fmt: skip
            used -= 1
            break
    place = min(used, room - 1)
    while place > 0 and _is_before(estimate, tie, estimates[place - 1], ties[place - 1]):
        entities[place], estimates[place], ties[place] = entities[place - 1], estimates[place - 1], ties[place - 1]
        place -= 1
    entities[place], estimates[place], ties[place] = entity, estimate, tie
    return min(used + 1, room)


@njit(cache=True, nogil=True)
def _select(asked, date, country, kind, names, facts, touched, sums, entities, estimates, ties):  # type: ignore[no-untyped-def]
    """The entries with the best estimates, what is known beside the name included."""
    used, room = 0, entities.shape[0]
    for name in touched:
        listed = names.weight[name]
        estimate = sums[name] / (HEAVIER_SHARE * max(asked, listed) + LIGHTER_SHARE * min(asked, listed))
        likeness = min(estimate, 1.0)
        strength = strength_of_name(likeness, sums[name])
        if likeness < LEAST_ESTIMATE or (
            used == room and in_context(strength, likeness, 1, 1, 0) < estimates[room - 1]
        ):
            continue
        entity = names.owner[name]
        birth, state, other = relations(date, country, kind, facts, entity)
        estimate = in_context(strength, likeness, birth, state, other)
        used = _place(entities, estimates, ties, used, entity, estimate, facts.tie[entity])
    return used


@njit(cache=True, nogil=True)
def _by_name(questions, number, segment, name_class, admitted, scratch, entities, estimates):  # type: ignore[no-untyped-def]
    """The admitted entries whose names may be the question's; returns how many."""
    query, q0, words = questions.tokens, questions.offsets[number], questions.words[number]
    if words == 0:
        return 0
    prepare(query, q0, words, scratch.places)
    touched = gather(query, q0, words, segment, name_class, admitted, scratch)
    asked = 0.0
    for place in range(words):
        asked += query.weight[q0 + place]
    ties = np.empty(entities.shape[0], np.int64)
    facts = (questions.date[number], questions.country[number], questions.kind[number])
    return _select(
        asked, facts[0], facts[1], facts[2], segment.names, segment.facts, scratch.touched[:touched], scratch.sums,
        entities, estimates, ties,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _marked(questions, number, segment, entity_class, admitted, scratch, out):  # type: ignore[no-untyped-def]
    """The admitted entries that bear an identifier of the question."""
    used, keys = 0, segment.marks.key
    for a in range(questions.mark_offsets[number], questions.mark_offsets[number + 1]):
        key = questions.marks.key[a]
        b = np.searchsorted(keys, key)
        while key and b < keys.shape[0] and keys[b] == key and used < MOST_MARKED:
            entity = segment.mark_owner[b]
            if admitted[entity_class[entity]] and scratch.entity_stamp[entity] != scratch.clock[0]:
                scratch.entity_stamp[entity] = scratch.clock[0]
                out[used] = entity
                used += 1
            b += 1
    return used


@njit(cache=True, nogil=True)
def answer(questions, segment, name_class, entity_class, admitted, scratch, entities, estimates, scores):  # type: ignore[no-untyped-def]
    """For each question the entries worth showing, with estimate and exact score; empty places have entity -1."""
    for number in range(entities.shape[0]):
        used = _by_name(
            questions, number, segment, name_class, admitted, scratch, entities[number, :MOST_JUDGED],
            estimates[number, :MOST_JUDGED],
        )  # fmt: skip
        scratch.clock[0] += 1
        marked = _marked(questions, number, segment, entity_class, admitted, scratch, entities[number, MOST_JUDGED:])
        for place in range(entities.shape[1]):
            if used <= place < MOST_JUDGED or place >= MOST_JUDGED + marked:
                entities[number, place] = -1
                continue
            entity = entities[number, place]
            if place < MOST_JUDGED and scratch.entity_stamp[entity] == scratch.clock[0]:
                entities[number, place] = -1
                continue
            if place >= MOST_JUDGED:
                estimates[number, place] = 2.0
            scores[number, place] = judge(questions, number, segment, entity, scratch)
