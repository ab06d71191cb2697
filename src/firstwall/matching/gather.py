"""Candidates: fuzzy on the vocabulary, exact on the postings; every name is estimated once, from all its words.

An entry is filtered by access class before it is counted anywhere, and what is left out for speed is left out because it
cannot reach the entries that are kept: nothing depends on entries that are not admitted, nor on the order of the list.
"""

import numpy as np
from numba import njit

from .context import relations
from .evidence import (
    BIRTH,
    BIRTH_EQUAL,
    BIRTH_MONTH,
    COUNTRY,
    COUNTRY_SAME,
    FOREIGN_GAIN,
    GAIN,
    JOINED,
    KIND,
    LESS_ALONE,
    MORE_ALONE,
)
from .expand import LIKENESS_SHIFT
from .keys import mixed, number_in, same_key, slot_shift
from .letters import FOREIGN_SHIFT, HEAD, HIGH, LOW, ONE, SKELETON_ROW, SOUNDS, skeleton_length_of
from .segment import JOINED_LETTERS, JOINED_SKELETON, LEAST_JOINED_SOUNDS, MANY_WORDS, NO_WORD, SIGNS
from .similarity import EQUAL

# An entry whose estimate is below this is no candidate, whatever else is listed.
LEAST_ESTIMATE = np.float32(-5.0)

_STAMP_SHIFT, _FOREIGN, _SIXTEEN, _PART_SHIFT, _BYTE = np.uint64(32), np.uint64(1 << 16), np.uint64(16), np.uint64(8), np.uint64(255)
_SIGN_SHIFT, _SIGN = np.uint64(16), np.uint64(65_535)
_SIX, _LAST_SIX = np.uint64(6), np.uint64(63)


@njit(cache=True, nogil=True)
def keep(best, used, room, entity, estimate, tie):  # type: ignore[no-untyped-def]
    """Put an entry among the best, each once, in order; returns how many are kept."""
    entities, estimates, ties = best.entities, best.estimates, best.ties
    last = used - 1
    if used == room and (
        estimate < estimates[last] or (estimate == estimates[last] and tie >= ties[last])
    ):
        return used
    for number in range(used):
        if entities[number] == entity:
            if estimate <= estimates[number]:
                return used
            for later in range(number, used - 1):
                entities[later] = entities[later + 1]
                estimates[later] = estimates[later + 1]
                ties[later] = ties[later + 1]
            used -= 1
            break
    place = min(used, room - 1)
    while place > 0 and (
        estimate > estimates[place - 1] or (estimate == estimates[place - 1] and tie < ties[place - 1])
    ):
        entities[place], estimates[place], ties[place] = entities[place - 1], estimates[place - 1], ties[place - 1]
        place -= 1
    entities[place], estimates[place], ties[place] = entity, estimate, tie
    return min(used + 1, room)


@njit(cache=True, nogil=True)
def _mark_like_words(asked_words, asked_rows, q0, parts, expanded, found, rows, table, signs, stamp):  # type: ignore[no-untyped-def]
    """Note for each like word of the list which part of the question it is most like."""
    signs[:] = np.uint64(0)
    signs[MANY_WORDS >> 6] = ONE << np.uint64(MANY_WORDS & 63)
    for part in range(parts):
        asked = asked_words[q0 + part]
        foreign = asked_rows[asked, HEAD] >> FOREIGN_SHIFT
        cell = stamp << _STAMP_SHIFT | np.uint64(part) << _PART_SHIFT
        for place in range(expanded[asked], expanded[asked + 1]):
            token, likeness = number_in(found[place]), found[place] >> LIKENESS_SHIFT
            before = table[token]
            if before >> _STAMP_SHIFT == stamp and before & _BYTE >= likeness:
                continue
            two_scripts = foreign | rows[token, HEAD] >> FOREIGN_SHIFT
            table[token] = cell | two_scripts << _SIXTEEN | likeness
            sign = np.uint64(token % SIGNS)
            signs[np.intp(sign >> _SIX)] |= ONE << (sign & _LAST_SIX)


@njit(cache=True, nogil=True)
def _has_sign(signs, sign):  # type: ignore[no-untyped-def]
    return signs[np.intp(sign >> _SIX)] >> (sign & _LAST_SIX) & ONE != np.uint64(0)


@njit(cache=True, nogil=True)
def of_words(gained, asked_alone, listed_alone, weights):  # type: ignore[no-untyped-def]
    """What the words of two names bring: those that met, and on both sides the rarity of those that did not."""
    more, less = max(asked_alone, listed_alone), min(asked_alone, listed_alone)
    return gained + weights[MORE_ALONE] * more + weights[LESS_ALONE] * less


@njit(cache=True, nogil=True)
def gain_of(likeness, two_scripts, rare, other_rare, weights):  # type: ignore[no-untyped-def]
    """What two like words bring: as much as the more frequent of them says."""
    return weights[(FOREIGN_GAIN if two_scripts else GAIN) + likeness] * min(rare, other_rare)


@njit(cache=True, nogil=True)
def is_worth_it(gain, rare, other_rare, weights):  # type: ignore[no-untyped-def]
    """Whether two words say more as a pair than each alone; how much more."""
    alone = np.float32(0.5) * (weights[MORE_ALONE] + weights[LESS_ALONE])
    return gain - alone * (rare + other_rare)


@njit(cache=True, nogil=True)
def _estimate(start, end, name_words, token_rarity, table, stamp, rarity, words, asked, joined_part, weights):  # type: ignore[no-untyped-def]
    """What a name (its words from start to end) brings, estimated word by word, and which parts of the question it met.

    `asked` is the rarity of all words of the question. `joined_part` is a word of it that two words of the name are,
    joined (-1: none).
    """
    met, gained, alone = 0, np.float32(0), np.float32(0)
    for k in range(start, end):
        token = name_words[k]
        rare, cell = token_rarity[token], table[token]
        if cell >> _STAMP_SHIFT == stamp:
            part = np.intp(cell >> _PART_SHIFT & _BYTE)
            bits = 1 << part if part < words else 3 << (part - words)
            if met & bits == 0:
                part_rare = rarity[part]
                gain = gain_of(np.intp(cell & _BYTE), cell & _FOREIGN != np.uint64(0), part_rare, rare, weights)
                if is_worth_it(gain, part_rare, rare, weights) > 0:
                    met |= bits
                    gained += gain
                    asked -= part_rare
                    continue
        alone += rare
    if joined_part >= 0 and not met >> joined_part & 1:
        part_rare = rarity[joined_part]
        gained += weights[JOINED] * weights[GAIN + EQUAL] * part_rare
        asked -= part_rare
        alone = np.float32(0)
    return of_words(gained, asked, alone, weights), met


@njit(cache=True, nogil=True)
def _weigh(date, country, kind, facts, entity, by_name, best, used, room, weights):  # type: ignore[no-untyped-def]
    """Keep an entry if its estimate, context included, is among the best."""
    birth, state, other = relations(date, country, kind, facts, entity)
    estimate = by_name + weights[BIRTH + birth] + weights[COUNTRY + state] + weights[KIND + other]
    if estimate < LEAST_ESTIMATE:
        return used
    return keep(best, used, room, entity, estimate, facts.tie[entity])


@njit(cache=True, nogil=True)
def _full_date(date):  # type: ignore[no-untyped-def]
    return date % 100 != 0 and date % 10_000 != 101


@njit(cache=True, nogil=True)
def _most_of_context(date, country, weights):  # type: ignore[no-untyped-def]
    """The most that context adds to a name that was not met by its birth date."""
    most = np.float32(0)
    if country > 0:
        most += max(weights[COUNTRY + COUNTRY_SAME], np.float32(0))
    if date > 0:
        # whoever was born on a known day has been met by it
        most += max(weights[BIRTH + (BIRTH_MONTH if _full_date(date) else BIRTH_EQUAL)], np.float32(0))
    return most


@njit(cache=True, nogil=True)
def gather(questions, number, expanded, found, segment, entity_class, admitted, weights, scratch, room):  # type: ignore[no-untyped-def]
    """The admitted entries whose names may be the question's, the best estimates first, in `scratch.best`; how many."""
    words = questions.words[number]
    if words == 0:
        return 0
    scratch.clock[0] += 1
    q0, clock = questions.offsets[number], scratch.clock[0]
    stamp, parts = np.uint64(clock), 2 * words - 1
    names, tokens, facts, births = segment.listed.names, segment.listed.tokens, segment.listed.facts, segment.births
    owner, name_offsets, name_words, token_rarity = names.owner, names.offsets, names.words, tokens.weight
    table, signs, best, stamps = scratch.tokens, scratch.signs, scratch.best, scratch.names
    rows, asked_words = questions.rows, questions.parts
    rarity = questions.rarity[q0 : q0 + parts]
    date, country, kind = questions.date[number], questions.country[number], questions.kind[number]
    _mark_like_words(asked_words, rows, q0, parts, expanded, found, tokens.rows, table, signs, stamp)
    asked = np.float32(0)
    for part in range(words):
        asked += rarity[part]
    used, least = 0, LEAST_ESTIMATE

    # 1. Names in which two words beside each other are one word of the question.
    joined, directory = segment.joined.rows, segment.joined.directory
    shift = slot_shift(directory)
    for part in range(words):
        word = asked_words[q0 + part]
        for which in range(2):
            if which == 0:
                key = mixed(rows[word, LOW], rows[word, HIGH], JOINED_LETTERS)
            elif skeleton_length_of(rows[word, HEAD]) >= LEAST_JOINED_SOUNDS:
                key = mixed(rows[word, SOUNDS] & SKELETON_ROW, np.uint64(0), JOINED_SKELETON)
            else:
                continue
            slot = np.intp(key >> shift)
            for place in range(directory[slot], directory[slot + 1]):
                if not same_key(joined[place, 0], key):
                    continue
                name = number_in(joined[place, 0])
                entity = owner[name]
                if stamps[name] == clock or not admitted[entity_class[entity]]:
                    continue
                stamps[name] = clock
                by_name, _ = _estimate(
                    name_offsets[name], name_offsets[name + 1], name_words, token_rarity, table, stamp, rarity, words,
                    asked, part, weights,
                )  # fmt: skip
                used = _weigh(date, country, kind, facts, entity, by_name, best, used, room, weights)

    # 2. Entries born on the day, or with day and month swapped.
    if _full_date(date):
        swapped = date // 10_000 * 10_000 + date % 100 * 100 + date // 100 % 100
        for which in range(1 if swapped == date else 2):
            day = date if which == 0 else swapped
            place = np.searchsorted(births.dates, day)
            while place < births.dates.shape[0] and births.dates[place] == day:
                entity = births.entities[place]
                place += 1
                if not admitted[entity_class[entity]]:
                    continue
                for name in range(facts.names[entity], facts.names[entity + 1]):
                    if stamps[name] == clock:
                        continue
                    stamps[name] = clock
                    by_name, met = _estimate(
                        name_offsets[name], name_offsets[name + 1], name_words, token_rarity, table, stamp, rarity,
                        words, asked, -1, weights,
                    )  # fmt: skip
                    if met:
                        used = _weigh(date, country, kind, facts, entity, by_name, best, used, room, weights)

    # 3. Names with a like word: first those with two, then, unless they could not be kept any more, those with one.
    offsets, postings = segment.postings.offsets, segment.postings.rows
    most_of_context = _most_of_context(date, country, weights)
    for turn in range(1 if words == 1 else 0, 2):
        for part in range(parts):
            word, rare = asked_words[q0 + part], rarity[part]
            for like in range(expanded[word], expanded[word + 1]):
                token, likeness = number_in(found[like]), np.intp(found[like] >> LIKENESS_SHIFT & _BYTE)
                if used == room:
                    least = best.estimates[room - 1]
                if turn == 1:
                    surest = max(weights[GAIN + likeness], weights[FOREIGN_GAIN + likeness], np.float32(0))
                    reach = of_words(surest * rare, asked - rare, np.float32(0), weights) + most_of_context
                    if reach < least:
                        break  # the likest words come first
                for place in range(offsets[token], offsets[token + 1]):
                    posting = postings[place]
                    if turn == 0 and not (
                        _has_sign(signs, posting & _SIGN) or _has_sign(signs, posting >> _SIGN_SHIFT & _SIGN)
                    ):
                        continue
                    name = np.intp(posting >> _STAMP_SHIFT)
                    if stamps[name] == clock:
                        continue
                    stamps[name] = clock
                    entity = owner[name]
                    if not admitted[entity_class[entity]]:
                        continue
                    by_name, _ = _estimate(
                        name_offsets[name], name_offsets[name + 1], name_words, token_rarity, table, stamp, rarity,
                        words, asked, -1, weights,
                    )  # fmt: skip
                    if by_name + most_of_context >= least:
                        used = _weigh(date, country, kind, facts, entity, by_name, best, used, room, weights)
                        if used == room:
                            least = best.estimates[room - 1]
    return used
