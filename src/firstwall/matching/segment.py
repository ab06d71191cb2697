"""A part of the list, compiled: vocabulary, keys, postings and facts in arrays that never change."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from .facts import country_number, date_number, kind_number
from .frequencies import weight_of
from .keys import all_keys
from .letters import Tokens, tokens_of
from .marks import Marks, marks_of
from .types import Entity
from .words import Word, words_of


class Keys(NamedTuple):
    """Sorted keys, each with its token and the token's head; `directory` leads from the leading bits to the place."""

    values: np.ndarray
    tokens: np.ndarray
    heads: np.ndarray
    directory: np.ndarray


class Postings(NamedTuple):
    """The names that hold a token."""

    offsets: np.ndarray
    names: np.ndarray


class Names(NamedTuple):
    """For each name its entry and its words; `pairs` is the joined pair that a word begins (-1 at the end)."""

    owner: np.ndarray
    offsets: np.ndarray
    words: np.ndarray
    pairs: np.ndarray
    weight: np.ndarray


class Facts(NamedTuple):
    """What is known of each entry beside its names. `tie` orders equal estimates whatever else is listed."""

    names: np.ndarray
    kind: np.ndarray
    tie: np.ndarray
    date_offsets: np.ndarray
    dates: np.ndarray
    country_offsets: np.ndarray
    countries: np.ndarray


class Segment(NamedTuple):
    """What the kernel reads."""

    tokens: Tokens
    keys: Keys
    postings: Postings
    names: Names
    facts: Facts
    marks: Marks
    mark_owner: np.ndarray


def _offsets(counts: Iterable[int]) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(np.fromiter(counts, np.int64)))).astype(np.int64)


class _Vocabulary:
    """Gives numbers to tokens. A word from another script, and a joined pair, are tokens of their own."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, bool, bool], int] = {}

    def number(self, text: str, foreign: bool, joined: bool) -> int:
        return self.numbers.setdefault((text, foreign, joined), len(self.numbers))

    def arrays(self) -> tuple[Tokens, np.ndarray]:
        texts = [text for text, _, _ in self.numbers]
        weights = np.fromiter((weight_of(text) for text in texts), np.float32, len(texts))
        foreign = np.fromiter((f for _, f, _ in self.numbers), np.bool_, len(texts))
        joined = np.fromiter((j for _, _, j in self.numbers), np.bool_, len(texts))
        return tokens_of(texts, weights, foreign), joined


def _name_tokens(names: Sequence[tuple[Word, ...]], vocabulary: _Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """For each word of each name its token, and that of the pair it begins (-1 at the end of a name)."""
    words, pairs = [], []
    for name in names:
        for place, word in enumerate(name):
            words.append(vocabulary.number(word.letters, word.foreign, False))
            if place + 1 < len(name):
                after = name[place + 1]
                pairs.append(vocabulary.number(word.letters + after.letters, word.foreign or after.foreign, True))
            else:
                pairs.append(-1)
    return np.array(words, np.int32), np.array(pairs, np.int32)


def _keys(tokens: Tokens, joined: np.ndarray) -> Keys:
    values, owners = all_keys(tokens.rows, tokens.head, joined)
    order = np.argsort(values)
    values, owners = values[order], owners[order]
    bits = max(1, int(len(values) // 4).bit_length())
    starts = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    directory = np.append(np.searchsorted(values, starts), len(values)).astype(np.int32)
    return Keys(values, owners, tokens.head[owners], directory)


def _postings(words: np.ndarray, pairs: np.ndarray, names: np.ndarray, count: int) -> Postings:
    tokens = np.concatenate((words, pairs[pairs >= 0]))
    of_names = np.concatenate((names, names[pairs >= 0]))
    order = np.argsort(tokens, kind="stable")
    offsets = np.searchsorted(tokens[order], np.arange(count + 1)).astype(np.int32)
    return Postings(offsets, of_names[order].astype(np.int32))


def _marks(entities: Sequence[Entity]) -> tuple[Marks, np.ndarray]:
    marks = marks_of(identifier for entity in entities for identifier in entity.identifiers)
    owner = np.repeat(np.arange(len(entities)), [len(entity.identifiers) for entity in entities])
    order = np.argsort(marks.key, kind="stable")
    return Marks(*(column[order] for column in marks)), owner[order].astype(np.int64)


def _tie(entity_id: str) -> int:
    return int.from_bytes(blake2b(entity_id.encode(), digest_size=8).digest(), "little") >> 1


def _facts(entities: Sequence[Entity], names: Sequence[int]) -> Facts:
    dates = [[number for number in map(date_number, entity.birth_dates) if number] for entity in entities]
    countries = [[number for number in map(country_number, entity.countries) if number] for entity in entities]
    return Facts(
        names=_offsets(names),
        kind=np.array([kind_number(entity.kind) for entity in entities], np.int64),
        tie=np.array([_tie(entity.id) for entity in entities], np.int64),
        date_offsets=_offsets(len(d) for d in dates),
        dates=np.array([d for of_entity in dates for d in of_entity], np.int64),
        country_offsets=_offsets(len(c) for c in countries),
        countries=np.array([c for of_entity in countries for c in of_entity], np.int64),
    )


def compile_segment(entities: Sequence[Entity]) -> Segment:
    """Compile entries; their order is that of `entities`."""
    names = [[words for words in map(words_of, entity.names) if words] for entity in entities]
    flat = [name for of_entity in names for name in of_entity]
    counts = [len(of_entity) for of_entity in names]
    vocabulary = _Vocabulary()
    words, pairs = _name_tokens(flat, vocabulary)
    tokens, joined = vocabulary.arrays()
    lengths = [len(name) for name in flat]
    name_of_word = np.repeat(np.arange(len(flat)), lengths)
    weights = np.bincount(name_of_word, weights=tokens.weight[words], minlength=len(flat)).astype(np.float32)
    owner = np.repeat(np.arange(len(entities)), counts).astype(np.int32)
    marks, mark_owner = _marks(entities)
    return Segment(
        tokens=tokens,
        keys=_keys(tokens, joined),
        postings=_postings(words, pairs, name_of_word, len(vocabulary.numbers)),
        names=Names(owner, _offsets(lengths), words, pairs, weights),
        facts=_facts(entities, counts),
        marks=marks,
        mark_owner=mark_owner,
    )
