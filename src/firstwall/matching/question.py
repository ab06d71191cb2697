"""What is asked, compiled: one batch of queries in arrays; each distinct word stands once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from .facts import country_number, date_number, kind_number
from .families import family_of
from .frequencies import rarity_of
from .letters import ROW, joined, raw_codes, write_row
from .marks import Marks, marks_of
from .readings import readings_of
from .segment import STEPS
from .skeleton import MOST_SKELETON
from .types import Query
from .words import MOST_LETTERS, Word

# What is known of a distinct word, in one number: its script, its family, its rarity in eighths.
_FAMILY_AT, _FAMILY, _RARITY_AT = 1, 0xFFFF, 17
# The columns of a reading.
_WORDS, _KIND, _DATE, _COUNTRY, _MARKS, _COLUMNS = 0, 1, 2, 3, 4, 5


class Questions(NamedTuple):
    """A batch of readings of queries. The parts of one name are its words, then its joined pairs.

    `rows` has the distinct words of the batch, and from `first_pair` on the joined pairs.
    """

    rows: np.ndarray
    first_pair: int
    parts: np.ndarray
    rarity: np.ndarray
    offsets: np.ndarray
    words: np.ndarray
    kind: np.ndarray
    date: np.ndarray
    country: np.ndarray
    marks: Marks
    mark_offsets: np.ndarray


class _Words:
    """Gives numbers to the distinct words of a batch."""

    def __init__(self) -> None:
        self.known: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self.texts: list[str] = []
        self.said: list[int] = []

    def number_of(self, word: Word) -> int:
        letters, foreign, _ = word
        number = self.known[foreign].get(letters)
        if number is None:
            number = self.known[foreign][letters] = len(self.texts)
            self.texts.append(letters)
            rare = round(rarity_of(letters) * STEPS)
            self.said.append(foreign | family_of(letters) << _FAMILY_AT | rare << _RARITY_AT)
        return number


@njit(cache=True, nogil=True)
def _laid_out(codes, said, numbers, readings):  # type: ignore[no-untyped-def]
    """Rows of words and joined pairs; parts of each reading with their rarity; its context; where parts and marks stand."""
    count = readings.shape[0] // _COLUMNS
    columns, offsets, mark_offsets = (
        np.empty((_COLUMNS, count), np.int64),
        np.zeros(count + 1, np.int64),
        np.zeros(count + 1, np.int64),
    )
    for n in range(count):
        for column in range(_COLUMNS):
            columns[column, n] = readings[n * _COLUMNS + column]
        offsets[n + 1] = offsets[n] + max(0, 2 * columns[_WORDS, n] - 1)
        mark_offsets[n + 1] = mark_offsets[n] + columns[_MARKS, n]
    distinct, used, word = said.shape[0], said.shape[0], 0
    parts, rarity = np.empty(offsets[-1], np.int32), np.empty(offsets[-1], np.float32)
    rows = np.empty((distinct + offsets[-1] - numbers.shape[0], ROW), np.uint64)
    letters, sounds = np.empty(MOST_LETTERS, np.uint8), np.empty(MOST_SKELETON, np.uint8)
    for n in range(distinct):
        write_row(
            codes[n * MOST_LETTERS : (n + 1) * MOST_LETTERS],
            said[n] & 1,
            said[n] >> _FAMILY_AT & _FAMILY,
            sounds,
            rows[n],
        )
    for n in range(count):
        first, words = offsets[n], columns[_WORDS, n]
        for k in range(words):
            parts[first + k] = numbers[word + k]
            rarity[first + k] = np.float32(said[numbers[word + k]] >> _RARITY_AT) / np.float32(STEPS)
        for k in range(words - 1):
            row = joined(rows, numbers[word + k], numbers[word + k + 1], letters, sounds)
            for column in range(ROW):
                rows[used, column] = row[column]
            parts[first + words + k] = used
            rarity[first + words + k] = rarity[first + k] + rarity[first + k + 1]
            used += 1
        word += words
    return (
        rows,
        parts,
        rarity,
        offsets,
        columns[_WORDS],
        columns[_KIND],
        columns[_DATE],
        columns[_COUNTRY],
        mark_offsets,
    )


def compile_questions(queries: Sequence[Query]) -> tuple[Questions, list[int]]:
    """Compile queries, and say for each row which query it reads: a name that can be read in two ways has two rows."""
    words = _Words()
    whose: list[int] = []
    numbers: list[int] = []
    said: list[int] = []
    for number, query in enumerate(queries):
        context = kind_number(query.kind), date_number(query.birth_date), country_number(query.country)
        for reading in readings_of(query.name) if query.name else ((),):
            numbers += map(words.number_of, reading)
            said += (len(reading), *context, len(query.identifiers))
            whose.append(number)
    rows, parts, rarity, offsets, counts, kind, date, country, mark_offsets = _laid_out(
        raw_codes(words.texts), np.array(words.said, np.int64), np.array(numbers, np.int64), np.array(said, np.int64)
    )
    marks = marks_of([identifier for number in whose for identifier in queries[number].identifiers])
    return Questions(
        rows, len(words.texts), parts, rarity, offsets, counts, kind, date, country, marks, mark_offsets
    ), whose  # fmt: skip
