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


class Segment(NamedTuple):
    """What the kernel reads. Words and joined pairs are tokens; postings lead from a token to names."""

    tokens: Tokens
    key_values: np.ndarray
    key_tokens: np.ndarray
    key_directory: np.ndarray
    posting_offsets: np.ndarray
    posting_names: np.ndarray
    name_owner: np.ndarray
    name_offsets: np.ndarray
    name_words: np.ndarray
    name_pairs: np.ndarray
    name_weight: np.ndarray
    entity_names: np.ndarray
    entity_kind: np.ndarray
    entity_tie: np.ndarray
    date_offsets: np.ndarray
    dates: np.ndarray
    country_offsets: np.ndarray
    countries: np.ndarray
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


def _directory(keys: np.ndarray) -> np.ndarray:
    """Where the keys of each leading bit pattern begin; about four keys a slot."""
    bits = max(1, int(len(keys) // 4).bit_length())
    starts = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    return np.append(np.searchsorted(keys, starts), len(keys)).astype(np.int64)


def _postings(words: np.ndarray, pairs: np.ndarray, names: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    tokens = np.concatenate((words, pairs[pairs >= 0]))
    of_names = np.concatenate((names, names[pairs >= 0]))
    order = np.argsort(tokens, kind="stable")
    offsets = np.searchsorted(tokens[order], np.arange(count + 1)).astype(np.int64)
    return offsets, of_names[order].astype(np.int32)


def _marks(entities: Sequence[Entity]) -> tuple[Marks, np.ndarray]:
    marks = marks_of(identifier for entity in entities for identifier in entity.identifiers)
    owner = np.repeat(np.arange(len(entities)), [len(entity.identifiers) for entity in entities])
    order = np.argsort(marks.key, kind="stable")
    return Marks(*(column[order] for column in marks)), owner[order].astype(np.int64)


def tie_of(entity_id: str) -> int:
    """A number of the id alone, so that equal estimates keep one order whatever else is listed."""
    return int.from_bytes(blake2b(entity_id.encode(), digest_size=8).digest(), "little") >> 1


def compile_segment(entities: Sequence[Entity]) -> Segment:
    """Compile entries; their order is that of `entities`."""
    names = [[words for words in map(words_of, entity.names) if words] for entity in entities]
    flat = [name for of_entity in names for name in of_entity]
    vocabulary = _Vocabulary()
    words, pairs = _name_tokens(flat, vocabulary)
    tokens, joined = vocabulary.arrays()
    values, owners = all_keys(tokens, joined)
    order = np.argsort(values)
    lengths = [len(name) for name in flat]
    name_of_word = np.repeat(np.arange(len(flat)), lengths)
    posting_offsets, posting_names = _postings(words, pairs, name_of_word, len(vocabulary.numbers))
    dates = [[number for number in map(date_number, entity.birth_dates) if number] for entity in entities]
    countries = [[number for number in map(country_number, entity.countries) if number] for entity in entities]
    marks, mark_owner = _marks(entities)
    weights = np.bincount(name_of_word, weights=tokens.weight[words], minlength=len(flat))
    return Segment(
        tokens=tokens,
        key_values=values[order],
        key_tokens=owners[order],
        key_directory=_directory(values[order]),
        posting_offsets=posting_offsets,
        posting_names=posting_names,
        name_owner=np.repeat(np.arange(len(entities)), [len(n) for n in names]).astype(np.int32),
        name_offsets=_offsets(lengths),
        name_words=words,
        name_pairs=pairs,
        name_weight=weights.astype(np.float32),
        entity_names=_offsets(len(n) for n in names),
        entity_kind=np.array([kind_number(entity.kind) for entity in entities], np.int64),
        entity_tie=np.array([tie_of(entity.id) for entity in entities], np.int64),
        date_offsets=_offsets(len(d) for d in dates),
        dates=np.array([d for of_entity in dates for d in of_entity], np.int64),
        country_offsets=_offsets(len(c) for c in countries),
        countries=np.array([c for of_entity in countries for c in of_entity], np.int64),
        marks=marks,
        mark_owner=mark_owner,
    )
