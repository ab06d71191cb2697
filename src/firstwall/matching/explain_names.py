"""Which words of two names belong together, in sentences."""

from collections.abc import Sequence

from . import sentences
from .align import INITIAL_ALIKE, name_score
from .context import NAME_CEILING
from .frequencies import weight_of
from .question import Questions
from .scratch import Scratch
from .segment import Segment
from .similarity import worth
from .types import Entity, Query, Reason
from .words import Word, words_of

_SURE = 0.9999


def _listed_names(entity: Entity) -> list[tuple[Word, ...]]:
    return [words for words in map(words_of, entity.names) if words]


def _words_at(words: Sequence[Word], parts: int) -> str:
    return " ".join(word.written for place, word in enumerate(words) if parts >> place & 1)


def _pair_sentence(asked: str, listed: str, parts: tuple[int, int], likeness: float) -> str:
    if parts[0].bit_count() + parts[1].bit_count() > 2:
        return sentences.JOINED
    if likeness >= _SURE:
        return sentences.SAME_WORD if asked.casefold() == listed.casefold() else sentences.SAME_SOUND
    if likeness == INITIAL_ALIKE and 1 in (len(asked), len(listed)):
        return sentences.INITIAL
    return sentences.ALIKE_WORD


def _missing(words: Sequence[Word], used: int, sentence: str, scale: float) -> list[Reason]:
    """Words without a counterpart: what each would have brought, had it found its like on the other side."""
    return [
        Reason(sentence, {"word": word.written}, round(-0.5 * weight_of(word.letters) * scale, 4), "against")
        for place, word in enumerate(words)
        if not used >> place & 1
    ]


def name_reasons(
    query: Query, entity: Entity, questions: Questions, segment: Segment, name: int, strength: float, scratch: Scratch
) -> list[Reason]:
    """The pairs of words that were found, and the words left over, for the best of the listed names."""
    names = _listed_names(entity)
    if name < 0 or not names:
        return [Reason(sentences.NO_NAME, {}, 0.0, "silent")]
    asked, listed = words_of(query.name), names[name]
    score, matched, chosen = name_score(
        questions.tokens, 0, len(asked), scratch.places, segment.tokens, segment.names, name, scratch.pairs
    )
    if not chosen or score <= 0:
        values: dict[str, object] = {"asked": query.name, "listed": " ".join(word.written for word in listed)}
        return [Reason(sentences.OTHER_NAME, values, 0.0, "against")]
    scale = NAME_CEILING * strength / matched
    pairs, reasons, used = scratch.pairs, [], [0, 0]
    for p in pairs.chosen[:chosen]:
        parts = int(pairs.query_parts[p]), int(pairs.name_parts[p])
        used = [used[0] | parts[0], used[1] | parts[1]]
        likeness = float(pairs.likeness[p])
        texts = _words_at(asked, parts[0]), _words_at(listed, parts[1])
        values = {"asked": texts[0], "listed": texts[1], "percent": round(100 * likeness)}
        weight = worth.py_func(likeness) * float(pairs.query_weight[p] + pairs.name_weight[p]) / 2 * scale
        reasons.append(Reason(_pair_sentence(*texts, parts, likeness), values, round(weight, 4), "for"))
    reasons += _missing(asked, used[0], sentences.ONLY_ASKED, scale)
    return reasons + _missing(listed, used[1], sentences.ONLY_LISTED, scale)
