"""The search: a batch of questions over one segment, in one compiled call that releases the interpreter's lock."""

import numpy as np
from numba import njit

from .gather import gather, keep
from .judge import dissect, prepare

# An entry that bears a number of the question comes before all that do not; among these the surest first.
MARKED = np.float32(1e6)


@njit(cache=True, nogil=True)
def _marked(questions, number, segment, entity_class, admitted, weights, scratch, used, room):  # type: ignore[no-untyped-def]
    """Keep the admitted entries that bear a number of the question, judged exactly: a number may have many bearers."""
    listed, best, stamps = segment.listed, scratch.best, scratch.entities
    keys = listed.marks.key
    scratch.clock[0] += 1
    for a in range(questions.mark_offsets[number], questions.mark_offsets[number + 1]):
        key = questions.marks.key[a]
        b = np.searchsorted(keys, key)
        while key and b < keys.shape[0] and keys[b] == key:
            entity = listed.mark_owner[b]
            b += 1
            if stamps[entity] == scratch.clock[0] or not admitted[entity_class[entity]]:
                continue
            stamps[entity] = scratch.clock[0]
            score = dissect(questions, number, segment, entity, weights, scratch)[8]
            used = keep(best, used, room, entity, MARKED + score, listed.facts.tie[entity])
    return used


@njit(cache=True, nogil=True)
def answer(questions, start, expanded, found, segment, entity_class, admitted, weights, scratch, out):  # type: ignore[no-untyped-def]
    """For the questions from `start` on, the entries worth showing, by score: `out` has entities, estimates, scores, ties.

    Empty places have entity -1. As many are judged as `out` is wide.
    """
    entities, estimates, scores, ties = out
    room, best = entities.shape[1], scratch.best
    for place in range(entities.shape[0]):
        number = start + place
        used = gather(questions, number, expanded, found, segment, entity_class, admitted, weights, scratch, room)
        prepare(questions, number, scratch.places)
        if questions.mark_offsets[number] < questions.mark_offsets[number + 1]:
            used = _marked(questions, number, segment, entity_class, admitted, weights, scratch, used, room)
        for rank in range(used):
            entity, tie = best.entities[rank], best.ties[rank]
            score = dissect(questions, number, segment, entity, weights, scratch)[8]
            at = rank
            while at > 0 and (
                score > scores[place, at - 1] or (score == scores[place, at - 1] and tie < ties[place, at - 1])
            ):
                entities[place, at], estimates[place, at] = entities[place, at - 1], estimates[place, at - 1]
                scores[place, at], ties[place, at] = scores[place, at - 1], ties[place, at - 1]
                at -= 1
            entities[place, at], estimates[place, at] = entity, best.estimates[rank]
            scores[place, at], ties[place, at] = score, tie
        entities[place, used:] = -1
