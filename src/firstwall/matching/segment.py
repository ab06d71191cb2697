"""A part of the list, compiled: vocabulary, keys, postings and facts in arrays that never change.

What is *listed* (words of names, facts, numbers) is kept apart from what makes it quick to find, so that parts are merged
from their arrays alone: no name is held as text.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from .facts import MONTH_AND_DAY, NEW_YEAR
from .keys import Keys, keys_of_words, mixed, table_of
from .letters import SKELETON_ROW, joined, skeleton_length_of
from .marks import Marks
from .skeleton import MOST_SKELETON
from .words import MOST_LETTERS

# Joined pairs have keys of their own.
JOINED_LETTERS, JOINED_SKELETON = np.uint64(5), np.uint64(6)
# A skeleton of fewer sounds says too little to join two words for.
LEAST_JOINED_SOUNDS = 5
# A posting: the name, whether it has more than three words, signs of two of its other words (or none), and how rare the
# other words are together, in eighths. A name of many words has as many postings under each word as its others need;
# only the first says how rare they are.
NAME_AT, MANY_AT, SIGN_AT, OTHER_SIGN_AT = 33, 32, 20, 8
NO_WORD, SIGNS = 4_095, 4_095
STEPS, MOST_STEPS = 8, 255


class Tokens(NamedTuple):
    """Words, one a row, and how rare each is in names."""

    rows: np.ndarray
    rarity: np.ndarray


class Names(NamedTuple):
    """For each name its entry and where its words (numbers of tokens) stand; beside each word how rare it is, in eighths."""

    owner: np.ndarray
    offsets: np.ndarray
    words: np.ndarray
    rarity: np.ndarray


class Facts(NamedTuple):
    """What is known of each entry beside its names. `tie` orders equal estimates whatever else is listed."""

    names: np.ndarray
    kind: np.ndarray
    tie: np.ndarray
    date_offsets: np.ndarray
    dates: np.ndarray
    country_offsets: np.ndarray
    countries: np.ndarray


class Ids(NamedTuple):
    """The ids of the entries, as one run of bytes."""

    text: np.ndarray
    offsets: np.ndarray


class Listed(NamedTuple):
    """What is listed. The rows of `marks` belong to the entries in `mark_owner`."""

    tokens: Tokens
    names: Names
    facts: Facts
    marks: Marks
    mark_owner: np.ndarray
    ids: Ids


class Postings(NamedTuple):
    """The names that hold a token, those whose other words are rare together last."""

    offsets: np.ndarray
    rows: np.ndarray


class Births(NamedTuple):
    """Birth dates in order, partial ones too, and whose they are."""

    dates: np.ndarray
    entities: np.ndarray


# A card of a name: its entry's only date, country and kind, whether it has more of them; and the entry.
COUNTRY_AT, KIND_AT, MORE_AT = 32, 48, 56


class Segment(NamedTuple):
    """What the kernel reads. `cards` (int64, one row a name) has what is asked of most names in one place of memory."""

    listed: Listed
    keys: Keys
    joined: Keys
    postings: Postings
    births: Births
    by_tie: np.ndarray
    cards: np.ndarray


def in_steps(rarity: np.ndarray) -> np.ndarray:
    """Rarity in eighths: exact, since the tables know no finer steps."""
    return np.minimum(np.round(rarity * STEPS), MOST_STEPS).astype(np.uint8)


def offsets_of(counts: np.ndarray) -> np.ndarray:
    """Where each run begins, and where the last one ends (int32)."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


@njit(cache=True, nogil=True)
def _joined_keys(rows, offsets, words, values, names):  # type: ignore[no-untyped-def]
    codes, sounds = np.empty(MOST_LETTERS, np.uint8), np.empty(MOST_SKELETON, np.uint8)
    used = 0
    for name in range(offsets.shape[0] - 1):
        for place in range(offsets[name], offsets[name + 1] - 1):
            low, high, skeleton, head = joined(rows, words[place], words[place + 1], codes, sounds)
            values[used], names[used] = mixed(low, high, JOINED_LETTERS), name
            used += 1
            if skeleton_length_of(head) >= LEAST_JOINED_SOUNDS:
                values[used], names[used] = mixed(skeleton & SKELETON_ROW, np.uint64(0), JOINED_SKELETON), name
                used += 1
    return used


@njit(cache=True, nogil=True)
def _fill_postings(offsets, words, rarity, tokens, rows):  # type: ignore[no-untyped-def]
    used = 0
    for name in range(offsets.shape[0] - 1):
        start, end = offsets[name], offsets[name + 1]
        many, rare = end - start > 3, 0
        for place in range(start, end):
            rare += rarity[place]
        row = np.uint64(name) << np.uint64(NAME_AT) | np.uint64(many) << np.uint64(MANY_AT)
        for place in range(start, end):
            alone, signs, at = min(rare - rarity[place], MOST_STEPS), NO_WORD << SIGN_AT | NO_WORD << OTHER_SIGN_AT, 0
            for other in range(start, end):
                if other == place:
                    continue
                sign = words[other] % SIGNS
                if at == 0:
                    signs, at = sign << SIGN_AT | NO_WORD << OTHER_SIGN_AT, 1
                else:
                    tokens[used], rows[used] = (
                        words[place],
                        row | np.uint64((signs & ~(NO_WORD << OTHER_SIGN_AT)) | sign << OTHER_SIGN_AT | alone),
                    )
                    signs, at, alone = NO_WORD << SIGN_AT | NO_WORD << OTHER_SIGN_AT, 0, MOST_STEPS
                    used += 1
            if at == 1 or end - start == 1:
                tokens[used], rows[used] = words[place], row | np.uint64(signs | alone)
                used += 1
    return used


def _postings(names: Names, tokens: Tokens) -> Postings:
    sizes = np.diff(names.offsets).astype(np.int64)
    room = int((sizes * np.maximum(1, sizes // 2)).sum())
    whose, rows = np.empty(room, np.int64), np.empty(room, np.uint64)
    used = _fill_postings(names.offsets, names.words, names.rarity.astype(np.int64), whose, rows)
    whose, rows = whose[:used], rows[:used]
    order = np.argsort(whose << 8 | (rows & np.uint64(MOST_STEPS)).astype(np.int64), kind="stable")
    return Postings(offsets_of(np.bincount(whose, minlength=len(tokens.rows))), rows[order])


def _joined(tokens: Tokens, names: Names) -> Keys:
    most = 2 * len(names.words) + 1
    values, owners = np.empty(most, np.uint64), np.empty(most, np.int32)
    used = _joined_keys(tokens.rows, names.offsets, names.words, values, owners)
    return table_of(values[:used], owners[:used])


def _births(facts: Facts) -> Births:
    """All but the first of January, which would bring too many together."""
    owner = np.repeat(np.arange(len(facts.kind), dtype=np.int32), np.diff(facts.date_offsets))
    telling = facts.dates & MONTH_AND_DAY != NEW_YEAR
    dates, owner = facts.dates[telling], owner[telling]
    order = np.argsort(dates, kind="stable")
    return Births(dates[order], owner[order])


def _first(offsets: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The first value of each run (0 of an empty one)."""
    filled = np.append(values, 0).astype(np.int64)
    return np.where(np.diff(offsets) > 0, filled[offsets[:-1]], 0)


def _cards(facts: Facts, owner: np.ndarray) -> np.ndarray:
    more = (np.diff(facts.date_offsets) > 1) | (np.diff(facts.country_offsets) > 1)
    card = _first(facts.date_offsets, facts.dates) | _first(facts.country_offsets, facts.countries) << COUNTRY_AT
    card |= facts.kind.astype(np.int64) << KIND_AT | more.astype(np.int64) << MORE_AT
    return np.ascontiguousarray(np.stack([card[owner], owner], axis=1))


def assembled(listed: Listed) -> Segment:
    """The segment of what is listed."""
    return Segment(
        listed=listed,
        keys=keys_of_words(listed.tokens.rows),
        joined=_joined(listed.tokens, listed.names),
        postings=_postings(listed.names, listed.tokens),
        births=_births(listed.facts),
        by_tie=np.argsort(listed.facts.tie, kind="stable").astype(np.int32),
        cards=_cards(listed.facts, listed.names.owner),
    )


def _runs(offsets: np.ndarray, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of runs that begin at `offsets`: the offsets of the kept ones and the places of what they hold."""
    counts = np.diff(offsets)[kept]
    fresh = offsets_of(counts)
    places = np.repeat(offsets[:-1][kept] - fresh[:-1], counts) + np.arange(fresh[-1])
    return fresh, places


def without(listed: Listed, alive: np.ndarray) -> Listed:
    """What is listed of the entries that are alive (bool, one an entry); their order is kept."""
    names, facts = listed.names, listed.facts
    kept_names = alive[names.owner]
    new_number = np.cumsum(alive) - 1
    name_offsets, word_places = _runs(names.offsets, kept_names)
    date_offsets, date_places = _runs(facts.date_offsets, alive)
    country_offsets, country_places = _runs(facts.country_offsets, alive)
    id_offsets, id_places = _runs(listed.ids.offsets, alive)
    marks = alive[listed.mark_owner]
    tokens, words = np.unique(names.words[word_places], return_inverse=True)
    return Listed(
        Tokens(listed.tokens.rows[tokens], listed.tokens.rarity[tokens]),
        Names(
            new_number[names.owner[kept_names]].astype(np.int32), name_offsets, words.astype(np.int32),
            names.rarity[word_places],
        ),
        Facts(
            offsets_of(np.diff(facts.names)[alive]), facts.kind[alive], facts.tie[alive], date_offsets,
            facts.dates[date_places], country_offsets, facts.countries[country_places],
        ),
        Marks(*(column[marks] for column in listed.marks)),
        new_number[listed.mark_owner[marks]].astype(np.int32),
        Ids(listed.ids.text[id_places], id_offsets),
    )  # fmt: skip


def _joined_offsets(parts: list[np.ndarray]) -> np.ndarray:
    return offsets_of(np.concatenate([np.diff(part) for part in parts]))


def _one_vocabulary(parts: list[Listed]) -> tuple[Tokens, np.ndarray]:
    """The tokens of all parts, each once, and the words of their names in these."""
    rows = np.concatenate([part.tokens.rows for part in parts])
    rarity = np.concatenate([part.tokens.rarity for part in parts])
    as_one = np.ascontiguousarray(rows).view([("", np.uint64)] * rows.shape[1]).ravel()
    _, first, number = np.unique(as_one, return_index=True, return_inverse=True)
    starts = np.cumsum([0, *(len(part.tokens.rows) for part in parts)])
    words = [number[part.names.words + start] for part, start in zip(parts, starts, strict=False)]
    return Tokens(rows[first], rarity[first]), np.concatenate(words).astype(np.int32)


def together(parts: list[Listed]) -> Listed:
    """What is listed in all of these, as one."""
    starts = np.cumsum([0, *(len(part.facts.kind) for part in parts)])
    shifted = list(zip(parts, starts, strict=False))
    tokens, words = _one_vocabulary(parts)
    owner = np.concatenate([part.names.owner + start for part, start in shifted]).astype(np.int32)
    marks = Marks(*(np.concatenate(columns) for columns in zip(*(part.marks for part in parts), strict=True)))
    mark_owner = np.concatenate([part.mark_owner + start for part, start in shifted]).astype(np.int32)
    order = np.argsort(marks.key, kind="stable")
    facts = [part.facts for part in parts]
    return Listed(
        tokens,
        Names(
            owner, _joined_offsets([part.names.offsets for part in parts]), words,
            np.concatenate([part.names.rarity for part in parts]),
        ),
        Facts(
            _joined_offsets([f.names for f in facts]), np.concatenate([f.kind for f in facts]),
            np.concatenate([f.tie for f in facts]), _joined_offsets([f.date_offsets for f in facts]),
            np.concatenate([f.dates for f in facts]), _joined_offsets([f.country_offsets for f in facts]),
            np.concatenate([f.countries for f in facts]),
        ),
        Marks(*(column[order] for column in marks)),
        mark_owner[order],
        Ids(np.concatenate([part.ids.text for part in parts]), _joined_offsets([part.ids.offsets for part in parts])),
    )  # fmt: skip
