"""Candidates: fuzzy on the vocabulary, exact on the postings; every name is estimated once, from all its words.

An entry is filtered by access class before it is counted anywhere, and what is left out for speed is left out because it
cannot reach the entries that are kept: nothing depends on entries that are not admitted, nor on the order of the list.
"""

import numpy as np
from numba import njit

from .context import birth_relation, country_relation, kind_relation
from .evidence import (
    BIRTH,
    BIRTH_EQUAL,
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
from .letters import FOREIGN_SHIFT, HEAD, HIGH, LOW, SKELETON_ROW, SOUNDS, skeleton_length_of
from .segment import JOINED_LETTERS, JOINED_SKELETON, LEAST_JOINED_SOUNDS, SIGNS, STEPS
from .similarity import EQUAL

# An entry whose estimate is below this is no candidate, whatever else is listed.
LEAST_ESTIMATE = np.float32(-4.0)

_STAMP_SHIFT, _FOREIGN, _SIXTEEN, _PART_SHIFT, _BYTE = (
    np.uint64(32),
    np.uint64(1 << 16),
    np.uint64(16),
    np.uint64(8),
    np.uint64(255),
)
_SIGN_SHIFT, _OTHER_SIGN_SHIFT, _SIGN = np.uint64(8), np.uint64(20), np.uint64(4_095)
_EIGHTH = np.float32(1 / STEPS)


@njit(cache=True, nogil=True)
def keep(best, used, room, entity, estimate, tie):  # type: ignore[no-untyped-def]
    """Put an entry among the best, each once, in order; returns how many are kept."""
    entities, estimates, ties = best.entities, best.estimates, best.ties
    last = used - 1
    if used == room and (estimate < estimates[last] or (estimate == estimates[last] and tie >= ties[last])):
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
def _mark_like_words(
    asked_words, asked_rows, q0, parts, rarity, expanded, found, rows, token_rarity, table, signs, stamp, weights
):  # type: ignore[no-untyped-def]
    """Note for each like word of the list which part of the question it is most like; for its sign, the most it may bring."""
    for part in range(parts):
        asked, rare = asked_words[q0 + part], rarity[part]
        foreign = asked_rows[asked, HEAD] >> FOREIGN_SHIFT
        cell = stamp << _STAMP_SHIFT | np.uint64(part) << _PART_SHIFT
        for place in range(expanded[asked], expanded[asked + 1]):
            token, likeness = number_in(found[place]), found[place] >> LIKENESS_SHIFT
            before = table[token]
            if before >> _STAMP_SHIFT != stamp or before & _BYTE < likeness:
                two_scripts = foreign | rows[token, HEAD] >> FOREIGN_SHIFT
                table[token] = cell | two_scripts << _SIXTEEN | likeness
            sign, other_rare = token % SIGNS, token_rarity[token]
            step = np.intp(likeness)
            gain = max(weights[GAIN + step], weights[FOREIGN_GAIN + step]) * min(rare, other_rare)
            signs[sign, 0] = max(signs[sign, 0], gain)
            signs[sign, 1] = max(signs[sign, 1], rare)
            signs[sign, 2] = max(signs[sign, 2], other_rare)


@njit(cache=True, nogil=True)
def _forget_signs(asked_words, q0, parts, expanded, found, signs):  # type: ignore[no-untyped-def]
    for part in range(parts):
        asked = asked_words[q0 + part]
        for place in range(expanded[asked], expanded[asked + 1]):
            sign = number_in(found[place]) % SIGNS
            signs[sign, 0] = signs[sign, 1] = signs[sign, 2] = np.float32(0)


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
def _estimate(start, end, name_words, word_rarity, signs, table, stamp, rarity, words, asked, joined_part, weights):  # type: ignore[no-untyped-def]
    """What a name (its words from start to end) brings, estimated word by word, and which parts of the question it met.

    `asked` is the rarity of all words of the question. `joined_part` is a word of it that two words of the name are,
    joined (-1: none).
    """
    met, gained, alone = 0, np.float32(0), np.float32(0)
    for k in range(start, end):
        token, rare = name_words[k], _EIGHTH * np.float32(word_rarity[k])
        # most words are like nothing that was asked: their sign says so without a look at the large table
        cell = table[token] if signs[token % SIGNS, 1] > 0 else np.uint64(0)
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
def _is_telling(date):  # type: ignore[no-untyped-def]
    """Whether entries are met by this birth date: the day is known, and not the first of January."""
    return date % 100 != 0 and date % 10_000 != 101


@njit(cache=True, nogil=True)
def _most_of_context(date, country, weights):  # type: ignore[no-untyped-def]
    """The most that context adds to a name that was not met by its birth date."""
    most = np.float32(0)
    if country > 0:
        most += max(weights[COUNTRY + COUNTRY_SAME], np.float32(0))
    if date > 0 and not _is_telling(date):
        most += max(weights[BIRTH + BIRTH_EQUAL], np.float32(0))
    return most


@njit(cache=True, nogil=True)
def _dates_like(date, out):  # type: ignore[no-untyped-def]
    """The listed dates that agree with a full one: itself, day and month swapped, its month, its year; how many."""
    year, month, day = date // 10_000 * 10_000, date // 100 % 100, date % 100
    out[0], out[1], out[2] = date, year + month * 100, year
    out[3] = year + day * 100 + month
    return 3 if day == month else 4


@njit(cache=True, nogil=True)
def _longest(asked_words, q0, words, expanded, found, offsets):  # type: ignore[no-untyped-def]
    """The word of the question whose like words stand in most names."""
    longest, most = 0, -1
    for part in range(words):
        asked, length = asked_words[q0 + part], 0
        for place in range(expanded[asked], expanded[asked + 1]):
            token = number_in(found[place])
            length += offsets[token + 1] - offsets[token]
        if length > most:
            longest, most = part, length
    return longest


@njit(cache=True, nogil=True)
def _rarest_first(rarity, order):  # type: ignore[no-untyped-def]
    """The parts of the question in order of rarity: the best candidates come early, and the rest need not be looked at."""
    for number in range(rarity.shape[0]):
        place = number
        while place > 0 and rarity[order[place - 1]] < rarity[number]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = number


@njit(cache=True, nogil=True)
def _weigh(
    date, country, kind, dates, date_offsets, countries, country_offsets, kinds, ties, entity, by_name, best, used, room,
    weights,
):  # type: ignore[no-untyped-def]  # fmt: skip
    """Keep an entry if its estimate, context included, is among the best."""
    birth = birth_relation(date, dates, date_offsets[entity], date_offsets[entity + 1])
    state = country_relation(country, countries, country_offsets[entity], country_offsets[entity + 1])
    estimate = by_name + weights[BIRTH + birth] + weights[COUNTRY + state]
    estimate += weights[KIND + kind_relation(kind, kinds[entity])]
    if estimate < LEAST_ESTIMATE:
        return used
    return keep(best, used, room, entity, estimate, ties[entity])


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
    owner, name_offsets, name_words, word_rarity = names.owner, names.offsets, names.words, names.rarity
    token_rarity = tokens.rarity
    dates, date_offsets, countries, country_offsets = (
        facts.dates,
        facts.date_offsets,
        facts.countries,
        facts.country_offsets,
    )
    kinds, ties = facts.kind, facts.tie
    table, signs, best, stamps = scratch.tokens, scratch.signs, scratch.best, scratch.names
    rows, asked_words = questions.rows, questions.parts
    rarity = questions.rarity[q0 : q0 + parts]
    date, country, kind = questions.date[number], questions.country[number], questions.kind[number]
    _mark_like_words(
        asked_words, rows, q0, parts, rarity, expanded, found, tokens.rows, token_rarity, table, signs, stamp, weights
    )
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
                    name_offsets[name], name_offsets[name + 1], name_words, word_rarity, signs, table, stamp, rarity, words,
                    asked, part, weights,
                )  # fmt: skip
                used = _weigh(
                    date, country, kind, dates, date_offsets, countries, country_offsets, kinds, ties, entity, by_name, best,
                    used, room, weights,
                )  # fmt: skip

    # 2. Entries born on the day, or whose birth date agrees as far as it is known.
    if _is_telling(date):
        for which in range(_dates_like(date, scratch.dates)):
            day = scratch.dates[which]
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
                        name_offsets[name], name_offsets[name + 1], name_words, word_rarity, signs, table, stamp, rarity,
                        words, asked, -1, weights,
                    )  # fmt: skip
                    if met:
                        used = _weigh(
                    date, country, kind, dates, date_offsets, countries, country_offsets, kinds, ties, entity, by_name, best,
                    used, room, weights,
                )  # fmt: skip

    # 3. Names with a like word: first those with two, then, unless they could not be kept any more, those with one.
    offsets, postings = segment.postings.offsets, segment.postings.rows
    most_of_context = _most_of_context(date, country, weights)
    order, surest = scratch.order, max(weights[GAIN + EQUAL], weights[FOREIGN_GAIN + EQUAL])
    _rarest_first(rarity, order)
    nothing = np.float32(0)
    spared = _longest(asked_words, q0, words, expanded, found, offsets)
    for turn in range(1 if words == 1 else 0, 2):
        for part in order[:parts]:
            if turn == 0 and part == spared:
                continue  # a name with two like words stands in another list, too
            word, rare = asked_words[q0 + part], rarity[part]
            for like in range(expanded[word], expanded[word + 1]):
                token, likeness = number_in(found[like]), np.intp(found[like] >> LIKENESS_SHIFT & _BYTE)
                if used == room:
                    least = best.estimates[room - 1]
                most = max(weights[GAIN + likeness], weights[FOREIGN_GAIN + likeness], np.float32(0))
                reach = most * rare + most_of_context
                if turn == 0:
                    reach += surest * (asked - rare)
                else:
                    reach = of_words(reach, asked - rare, nothing, weights)
                if reach < least:
                    break  # the likest words come first
                most = most * min(rare, token_rarity[token]) + most_of_context
                for place in range(offsets[token], offsets[token + 1]):
                    posting = postings[place]
                    one = np.intp(posting >> _SIGN_SHIFT & _SIGN)
                    other = np.intp(posting >> _OTHER_SIGN_SHIFT & _SIGN)
                    gain = signs[one, 0] + signs[other, 0]
                    if (turn == 0) != (gain > nothing) and words > 1:
                        continue
                    asked_alone = max(asked - rare - signs[one, 1] - signs[other, 1], nothing)
                    listed_alone = _EIGHTH * np.float32(posting & _BYTE) - signs[one, 2] - signs[other, 2]
                    if of_words(most + gain, asked_alone, max(listed_alone, nothing), weights) < least:
                        continue
                    name = np.intp(posting >> _STAMP_SHIFT)
                    if stamps[name] == clock:
                        continue
                    stamps[name] = clock
                    by_name, _ = _estimate(
                        name_offsets[name], name_offsets[name + 1], name_words, word_rarity, signs, table, stamp, rarity,
                        words, asked, -1, weights,
                    )  # fmt: skip
                    if by_name + most_of_context < least:
                        continue
                    entity = owner[name]
                    if admitted[entity_class[entity]]:
                        used = _weigh(
                            date, country, kind, dates, date_offsets, countries, country_offsets, kinds, ties, entity,
                            by_name, best, used, room, weights,
                        )  # fmt: skip
                        if used == room:
                            least = best.estimates[room - 1]
    _forget_signs(asked_words, q0, parts, expanded, found, signs)
    return used
