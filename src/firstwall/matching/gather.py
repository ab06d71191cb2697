"""Candidates: fuzzy on the vocabulary, exact on the postings; a name is estimated once, from all its words.

Three ways lead to an entry: two words of its name that are one of the question, its birth date, and words that are alike.
An entry is filtered by access class before it is kept anywhere, so nothing depends on entries that are not admitted, nor on
the order of the list. Left out for speed: words less alike than `LEAST_MET`, names whose estimate, which knows joined words
and order only roughly, stays below `LEAST_ESTIMATE`, and what cannot reach those that are kept.

Hot: inner functions take numbers and the few arrays they read; tuples of arrays are opened once for each way.
"""

import numpy as np
from numba import njit

from .ahead import ahead
from .context import birth_pair, kind_relation, relations
from .evidence import (
    BIRTH,
    BIRTH_EQUAL,
    BIRTH_UNKNOWN,
    COUNTRY,
    COUNTRY_OTHER,
    COUNTRY_SAME,
    COUNTRY_UNKNOWN,
    FOREIGN_GAIN,
    GAIN,
    JOINED,
    KIND,
    LESS_ALONE,
    MORE_ALONE,
)
from .expand import LIKENESS_SHIFT
from .facts import DAY, MONTH, MONTH_AND_DAY, MONTH_AT, NEW_YEAR, YEAR_AT
from .keys import mixed, number_in, same_key, slot_shift
from .letters import FOREIGN_SHIFT, HEAD, HIGH, LOW, SKELETON_ROW, SOUNDS, skeleton_length_of
from .segment import (
    COUNTRY_AT,
    JOINED_LETTERS,
    JOINED_SKELETON,
    KIND_AT,
    LEAST_JOINED_SOUNDS,
    MANY_AT,
    MORE_AT,
    NAME_AT,
    OTHER_SIGN_AT,
    SIGN_AT,
    SIGNS,
    STEPS,
)
from .similarity import EQUAL

# An entry whose estimate (without the base) is below this is no candidate, whatever else is listed.
LEAST_ESTIMATE = np.float32(-4.0)

# A cell of the table of like words: stamp, script, part of the question, likeness.
_STAMP_SHIFT, _SCRIPT_SHIFT, _PART_SHIFT, _BYTE = (np.uint64(number) for number in (32, 16, 8, 255))
_TWO_SCRIPTS = np.uint64(1 << 16)
_NAME_AT, _MANY, _SIGN_AT, _OTHER_SIGN_AT, _SIGN = (
    np.uint64(number) for number in (NAME_AT, 1 << MANY_AT, SIGN_AT, OTHER_SIGN_AT, 4_095)
)
# How many postings ahead a card is asked for: as long as one takes to arrive.
_AHEAD = 6
_EIGHTH = np.float32(1 / STEPS)
_NOTHING, _LITTLE, _SOMETHING, _NONE = np.float32(0), np.float32(1e-6), np.float32(1e-5), np.uint64(0)
_DATE, _STATE = (1 << COUNTRY_AT) - 1, (1 << (KIND_AT - COUNTRY_AT)) - 1


@njit(cache=True, nogil=True, forceinline=True)
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


@njit(cache=True, nogil=True, forceinline=True)
def of_words(gained, asked_alone, listed_alone, weights):  # type: ignore[no-untyped-def]
    """What the words of two names bring: those that met, and on both sides the rarity of those that did not."""
    more, less = max(asked_alone, listed_alone), min(asked_alone, listed_alone)
    return gained + weights[MORE_ALONE] * more + weights[LESS_ALONE] * less


@njit(cache=True, nogil=True, forceinline=True)
def gain_of(likeness, two_scripts, rare, other_rare, weights):  # type: ignore[no-untyped-def]
    """What two like words bring: as much as the more frequent of them says."""
    return weights[(FOREIGN_GAIN if two_scripts else GAIN) + likeness] * min(rare, other_rare)


@njit(cache=True, nogil=True, forceinline=True)
def is_worth_it(gain, rare, other_rare, weights):  # type: ignore[no-untyped-def]
    """Whether two words say more as a pair than each alone; how much more."""
    alone = np.float32(0.5) * (weights[MORE_ALONE] + weights[LESS_ALONE])
    return gain - alone * (rare + other_rare)


@njit(cache=True, nogil=True, forceinline=True)
def _mark_like_words(  # type: ignore[no-untyped-def]
    asked_words,
    asked_rows,
    q0,
    parts,
    rarity,
    expanded,
    found,
    rows,
    token_rarity,
    table,
    signs,
    sign_rare,
    stamp,
    weights,
):
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
                table[token] = cell | two_scripts << _SCRIPT_SHIFT | likeness
            sign, other_rare, step = token % SIGNS, token_rarity[token], np.intp(likeness)
            gain = max(weights[GAIN + step], weights[FOREIGN_GAIN + step]) * min(rare, other_rare)
            # a sign that stands for any like word brings more than nothing, whatever its word brings
            signs[sign] = max(signs[sign], gain, _LITTLE)
            sign_rare[sign, 0] = max(sign_rare[sign, 0], rare)
            sign_rare[sign, 1] = max(sign_rare[sign, 1], other_rare)


@njit(cache=True, nogil=True, forceinline=True)
def _forget_signs(asked_words, q0, parts, expanded, found, signs, sign_rare):  # type: ignore[no-untyped-def]
    for part in range(parts):
        asked = asked_words[q0 + part]
        for place in range(expanded[asked], expanded[asked + 1]):
            sign = number_in(found[place]) % SIGNS
            signs[sign] = sign_rare[sign, 0] = sign_rare[sign, 1] = _NOTHING


@njit(cache=True, nogil=True, forceinline=True)
def _estimate(start, end, name_words, word_rarity, signs, table, stamp, rarity, words, asked, joined_part, weights):  # type: ignore[no-untyped-def]
    """What a name (its words from start to end) brings, estimated word by word, and which parts of the question it met.

    `asked` is the rarity of all words of the question. `joined_part` is a word of it that two words of the name are,
    joined (-1: none).
    """
    met, gained, alone = 0, _NOTHING, _NOTHING
    for k in range(start, end):
        token, rare = name_words[k], _EIGHTH * np.float32(word_rarity[k])
        # most words are like nothing that was asked: their sign says so without a look at the large table
        cell = table[token] if signs[token % SIGNS] > 0 else np.uint64(0)
        if cell >> _STAMP_SHIFT == stamp:
            part = np.intp(cell >> _PART_SHIFT & _BYTE)
            bits = 1 << part if part < words else 3 << (part - words)
            if met & bits == 0:
                part_rare = rarity[part]
                gain = gain_of(np.intp(cell & _BYTE), cell & _TWO_SCRIPTS != np.uint64(0), part_rare, rare, weights)
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
        alone = _NOTHING
    return of_words(gained, asked, alone, weights), met


@njit(cache=True, nogil=True, forceinline=True)
def _weigh(date, country, kind, card, facts, entity, by_name, best, used, room, weights):  # type: ignore[no-untyped-def]
    """Keep an entry if its estimate, context included, is among the best."""
    if card >> MORE_AT:
        birth, state, other = relations(date, country, kind, facts, entity)
    else:
        born, of_state = card & _DATE, card >> COUNTRY_AT & _STATE
        birth = birth_pair(date, born) if date > 0 and born > 0 else BIRTH_UNKNOWN
        state = COUNTRY_UNKNOWN
        if country > 0 and of_state > 0:
            state = COUNTRY_SAME if country == of_state else COUNTRY_OTHER
        other = kind_relation(kind, card >> KIND_AT)
    estimate = by_name + weights[BIRTH + birth] + weights[COUNTRY + state] + weights[KIND + other]
    if estimate < LEAST_ESTIMATE:
        return used
    if used == room and estimate < best.estimates[room - 1]:
        return used
    return keep(best, used, room, entity, estimate, facts.tie[entity])


@njit(cache=True, nogil=True)
def _is_telling(date):  # type: ignore[no-untyped-def]
    """Whether entries are met by this birth date: the day is known, and not the first of January."""
    return date & DAY != 0 and date & MONTH_AND_DAY != NEW_YEAR


@njit(cache=True, nogil=True)
def _most_of_context(date, country, weights):  # type: ignore[no-untyped-def]
    """The most that context adds to a name that was not met by its birth date."""
    most = _NOTHING
    if country > 0:
        most += max(weights[COUNTRY + COUNTRY_SAME], _NOTHING)
    if date > 0 and not _is_telling(date):
        most += max(weights[BIRTH + BIRTH_EQUAL], _NOTHING)
    return most


@njit(cache=True, nogil=True)
def _dates_like(date, out):  # type: ignore[no-untyped-def]
    """The listed dates that agree with a full one: itself, its month, its year, day and month swapped; how many."""
    year, month, day = date >> YEAR_AT << YEAR_AT, date >> MONTH_AT & MONTH, date & DAY
    out[0], out[1], out[2] = date, year | month << MONTH_AT, year
    if day == month or day > 12:
        return 3
    out[3] = year | day << MONTH_AT | month
    return 4


@njit(cache=True, nogil=True, forceinline=True)
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


@njit(cache=True, nogil=True, forceinline=True)
def _rarest_first(rarity, order):  # type: ignore[no-untyped-def]
    """The parts of the question in order of rarity: the best candidates come early, and the rest need not be looked at."""
    for number in range(rarity.shape[0]):
        place = number
        while place > 0 and rarity[order[place - 1]] < rarity[number]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = number


@njit(cache=True, nogil=True, forceinline=True)
def _by_joined_words(questions, number, segment, entity_class, admitted, weights, scratch, asked, used, room):  # type: ignore[no-untyped-def]
    """Keep entries in whose names two words beside each other are one word of the question."""
    names, table, directory = segment.listed.names, segment.joined.rows, segment.joined.directory
    q0, words, clock, shift = (
        questions.offsets[number],
        questions.words[number],
        scratch.clock[0],
        slot_shift(directory),
    )
    rarity, stamps = questions.rarity[q0 : q0 + 2 * words - 1], scratch.names
    date, country, kind = questions.date[number], questions.country[number], questions.kind[number]
    for way in range(2 * words):
        part = way >> 1
        word = questions.parts[q0 + part]
        low, high, head = questions.rows[word, LOW], questions.rows[word, HIGH], questions.rows[word, HEAD]
        if way & 1 and skeleton_length_of(head) < LEAST_JOINED_SOUNDS:
            continue
        sounds = questions.rows[word, SOUNDS] & SKELETON_ROW
        key = mixed(sounds, np.uint64(0), JOINED_SKELETON) if way & 1 else mixed(low, high, JOINED_LETTERS)
        slot = np.intp(key >> shift)
        for place in range(directory[slot], directory[slot + 1]):
            name = number_in(table[place, 0])
            if not same_key(table[place, 0], key) or stamps[name] == clock:
                continue
            entity = segment.cards[name, 1]
            if not admitted[entity_class[entity]]:
                continue
            stamps[name] = clock
            by_name, _ = _estimate(
                names.offsets[name], names.offsets[name + 1], names.words, names.rarity, scratch.signs, scratch.tokens,
                np.uint64(clock), rarity, words, asked, part, weights,
            )  # fmt: skip
            used = _weigh(
                date,
                country,
                kind,
                segment.cards[name, 0],
                segment.listed.facts,
                entity,
                by_name,
                scratch.best,
                used,
                room,
                weights,
            )
    return used


@njit(cache=True, nogil=True, forceinline=True)
def _by_birth_date(questions, number, segment, entity_class, admitted, weights, scratch, asked, used, room):  # type: ignore[no-untyped-def]
    """Keep entries that were born on the day, or whose birth date agrees as far as it is known, if a word is alike."""
    date, country, kind = questions.date[number], questions.country[number], questions.kind[number]
    if not _is_telling(date):
        return used
    names, facts, births, cards = segment.listed.names, segment.listed.facts, segment.births, segment.cards
    q0, words, clock, stamps = questions.offsets[number], questions.words[number], scratch.clock[0], scratch.names
    rarity = questions.rarity[q0 : q0 + 2 * words - 1]
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
                    names.offsets[name], names.offsets[name + 1], names.words, names.rarity, scratch.signs,
                    scratch.tokens, np.uint64(clock), rarity, words, asked, -1, weights,
                )  # fmt: skip
                if met:
                    card = cards[name, 0]
                    used = _weigh(date, country, kind, card, facts, entity, by_name, scratch.best, used, room, weights)
    return used


@njit(cache=True, nogil=True, forceinline=True)
def _by_like_words(  # type: ignore[no-untyped-def] # noqa: PLR0912, PLR0915 - one loop over postings; cut in two it would pass thirty arrays
    questions, number, expanded, found, segment, entity_class, admitted, weights, scratch, asked, used, room
):
    """Keep entries with a like word: first names with two, then, unless they could not be kept any more, those with one."""
    names, facts, cards = segment.listed.names, segment.listed.facts, segment.cards
    best, stamps = scratch.best, scratch.names
    name_offsets, name_words, word_rarity = names.offsets, names.words, names.rarity
    token_rarity, offsets, postings = segment.listed.tokens.rarity, segment.postings.offsets, segment.postings.rows
    signs, sign_rare, table, order = scratch.signs, scratch.sign_rare, scratch.tokens, scratch.order
    clock = scratch.clock[0]
    q0, words, asked_words = questions.offsets[number], questions.words[number], questions.parts
    parts, stamp = 2 * words - 1, np.uint64(clock)
    rarity = questions.rarity[q0 : q0 + parts]
    date, country, kind = questions.date[number], questions.country[number], questions.kind[number]
    most_of_context = _most_of_context(date, country, weights)
    surest = max(weights[GAIN + EQUAL], weights[FOREIGN_GAIN + EQUAL])
    least = best.estimates[room - 1] if used == room else LEAST_ESTIMATE
    _rarest_first(rarity, order)
    spared = _longest(asked_words, q0, words, expanded, found, offsets)
    for turn in range(1 if words == 1 else 0, 2):
        for part in order[:parts]:
            if turn == 0 and part == spared:
                continue  # a name with two like words stands in another list, too
            word, rare = asked_words[q0 + part], rarity[part]
            for like in range(expanded[word], expanded[word + 1]):
                token, likeness = number_in(found[like]), np.intp(found[like] >> LIKENESS_SHIFT & _BYTE)
                most = max(weights[GAIN + likeness], weights[FOREIGN_GAIN + likeness], _NOTHING)
                reach = most * rare + most_of_context
                if turn == 0:
                    reach += surest * (asked - rare)
                else:
                    reach = of_words(reach, asked - rare, _NOTHING, weights)
                if reach < least:
                    break  # the likest words come first
                most = most * min(rare, token_rarity[token])
                for place in range(offsets[token], offsets[token + 1]):
                    posting = postings[place]
                    if turn == 1:
                        ahead(cards, 2 * np.intp(postings[min(place + _AHEAD, postings.shape[0] - 1)] >> _NAME_AT))
                    one = np.intp(posting >> _SIGN_AT & _SIGN)
                    other = np.intp(posting >> _OTHER_SIGN_AT & _SIGN)
                    gain = signs[one] + signs[other]
                    listed_alone = _EIGHTH * np.float32(posting & _BYTE)
                    name = np.intp(posting >> _NAME_AT)
                    if turn == 1:
                        by_name = of_words(most, asked - rare, listed_alone, weights)
                        if by_name + most_of_context < least:
                            break  # the other words of all that follow are as rare or rarer
                        # nothing else of it met, or it was met in another list: what it brings is known from here
                        if gain > _SOMETHING and part != spared and words > 1:
                            continue
                    else:
                        if gain < _SOMETHING:
                            continue
                        if posting & _MANY == _NONE:
                            asked_alone = max(asked - rare - sign_rare[one, 0] - sign_rare[other, 0], _NOTHING)
                            listed_alone = max(listed_alone - sign_rare[one, 1] - sign_rare[other, 1], _NOTHING)
                            may_bring = of_words(most + gain, asked_alone, listed_alone, weights)
                            if may_bring + most_of_context < least:
                                continue
                        if stamps[name] == clock:
                            continue
                        stamps[name] = clock
                        by_name, _ = _estimate(
                            name_offsets[name], name_offsets[name + 1], name_words, word_rarity, signs, table, stamp,
                            rarity, words, asked, -1, weights,
                        )  # fmt: skip
                        if by_name + most_of_context < least:
                            continue
                    card, entity = cards[name, 0], cards[name, 1]
                    if admitted[entity_class[entity]]:
                        used = _weigh(date, country, kind, card, facts, entity, by_name, best, used, room, weights)
                        if used == room:
                            least = best.estimates[room - 1]
    return used


@njit(cache=True, nogil=True, forceinline=True)
def gather(questions, number, expanded, found, segment, entity_class, admitted, weights, scratch, room):  # type: ignore[no-untyped-def]
    """The admitted entries whose names may be the question's, the best estimates first, in `scratch.best`; how many."""
    words = questions.words[number]
    if words == 0:
        return 0
    scratch.clock[0] += 1
    q0, parts, tokens = questions.offsets[number], 2 * words - 1, segment.listed.tokens
    _mark_like_words(
        questions.parts, questions.rows, q0, parts, questions.rarity[q0 : q0 + parts], expanded, found, tokens.rows,
        tokens.rarity, scratch.tokens, scratch.signs, scratch.sign_rare, np.uint64(scratch.clock[0]), weights,
    )  # fmt: skip
    asked = _NOTHING
    for part in range(words):
        asked += questions.rarity[q0 + part]
    used = _by_joined_words(questions, number, segment, entity_class, admitted, weights, scratch, asked, 0, room)
    used = _by_birth_date(questions, number, segment, entity_class, admitted, weights, scratch, asked, used, room)
    used = _by_like_words(
        questions, number, expanded, found, segment, entity_class, admitted, weights, scratch, asked, used, room
    )
    _forget_signs(questions.parts, q0, parts, expanded, found, scratch.signs, scratch.sign_rare)
    return used
