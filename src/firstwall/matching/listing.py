"""From entries to what a segment lists: texts become words, words numbers."""

from array import array
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from .facts import country_number, date_number, kind_number
from .families import family_of
from .frequencies import rarity_of
from .letters import rows_of
from .marks import Marks, marks_of
from .readings import readings_of
from .segment import Facts, Ids, Listed, Names, Tokens, in_steps
from .types import Entity, Identifier


def tie_of(entity_id: str) -> int:
    """A number from the id alone: it orders equal scores, and finds an entry by its id."""
    return int.from_bytes(blake2b(entity_id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") >> 1


class _Listing:
    """Takes entries one by one and keeps numbers only, so that a list of any length needs little memory on the way."""

    def __init__(self) -> None:
        self.vocabulary: dict[tuple[str, bool], int] = {}
        self.words, self.name_sizes, self.owners, self.name_counts = array("i"), array("i"), array("i"), array("i")
        self.kinds, self.ties, self.dates, self.date_counts = array("b"), array("q"), array("i"), array("i")
        self.countries, self.country_counts = array("h"), array("i")
        self.identifiers: list[Identifier] = []
        self.mark_owner, self.id_sizes, self.id_text = array("i"), array("i"), bytearray()

    def take(self, entity: Entity) -> None:
        number, vocabulary, names = len(self.kinds), self.vocabulary, 0
        for name in entity.names:
            for reading in readings_of(name):
                if not reading:
                    continue
                for word in reading:
                    self.words.append(vocabulary.setdefault((word.letters, word.foreign), len(vocabulary)))
                self.name_sizes.append(len(reading))
                self.owners.append(number)
                names += 1
        self.name_counts.append(names)
        self._facts(entity)
        self.mark_owner.extend([number] * len(entity.identifiers))
        self.identifiers += entity.identifiers
        text = entity.id.encode("utf-8", "surrogatepass")
        self.id_text += text
        self.id_sizes.append(len(text))
        self.ties.append(tie_of(entity.id))

    def _facts(self, entity: Entity) -> None:
        self.kinds.append(kind_number(entity.kind))
        before = len(self.dates)
        self.dates.extend(number for number in map(date_number, entity.birth_dates) if number)
        self.date_counts.append(len(self.dates) - before)
        before = len(self.countries)
        self.countries.extend(number for number in map(country_number, entity.countries) if number)
        self.country_counts.append(len(self.countries) - before)

    def listed(self) -> Listed:
        texts = [text for text, _ in self.vocabulary]
        foreign = np.fromiter((f for _, f in self.vocabulary), np.bool_, len(texts))
        families = np.fromiter(map(family_of, texts), np.uint16, len(texts))
        rarity = np.fromiter(map(rarity_of, texts), np.float32, len(texts))
        words = _array(self.words, np.int32)
        marks = marks_of(self.identifiers)
        order = np.argsort(marks.key, kind="stable")
        return Listed(
            Tokens(rows_of(texts, foreign, families), rarity),
            Names(_array(self.owners, np.int32), _offsets(self.name_sizes), words, in_steps(rarity)[words]),
            Facts(
                _offsets(self.name_counts), _array(self.kinds, np.int8), _array(self.ties, np.int64),
                _offsets(self.date_counts), _array(self.dates, np.int32), _offsets(self.country_counts),
                _array(self.countries, np.int16),
            ),
            Marks(*(column[order] for column in marks)),
            _array(self.mark_owner, np.int32)[order],
            Ids(np.frombuffer(self.id_text, np.uint8), _offsets(self.id_sizes)),
        )  # fmt: skip


def _array(values: array, dtype: type) -> np.ndarray:
    return np.array(values, dtype)


def _offsets(counts: array) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int32)


def listed_of(entities: Iterable[Entity]) -> Listed:
    """What these entries say, in their order."""
    listing = _Listing()
    for entity in entities:
        listing.take(entity)
    return listing.listed()
