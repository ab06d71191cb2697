"""Which words of two names belong together, in sentences."""

from collections.abc import Sequence
from typing import Literal

from . import sentences
from .align import AS_INITIAL, ASKED, GAINED, LIKENESS, LISTED, compared, in_order
from .evidence import LESS_ALONE, MORE_ALONE, OTHER_ORDER, WEIGHTS
from .frequencies import rarity_of
from .question import Questions
from .readings import readings_of
from .scratch import Scratch
from .segment import Segment
from .similarity import EQUAL
from .types import Entity, Query, Reason
from .words import Word


def _words_at(words: Sequence[Word], parts: int) -> str:
    return " ".join(word.written for place, word in enumerate(words) if parts >> place & 1)


def _pair_sentence(asked: str, listed: str, parts: tuple[int, int], likeness: int) -> str:
    if parts[0].bit_count() + parts[1].bit_count() > 2:
        return sentences.JOINED
    if likeness == AS_INITIAL:
        return sentences.INITIAL
    if likeness == EQUAL:
        return sentences.SAME_WORD if asked.casefold() == listed.casefold() else sentences.SAME_SOUND
    return sentences.ALIKE_WORD


def _alone(words: Sequence[Word], met: int, sentence: str, weight: float) -> list[Reason]:
    """Words without a counterpart, and what each costs."""
    return [
        Reason(sentence, {"word": word.written}, round(weight * rarity_of(word.letters), 2), "against")
        for place, word in enumerate(words)
        if not met >> place & 1
    ]


def name_reasons(
    query: Query, entity: Entity, questions: Questions, row: int, segment: Segment, name: int, scratch: Scratch
) -> list[Reason]:
    """The pairs of words that were found, and the words left over, for the best of the listed names."""
    names = [reading for text in entity.names for reading in readings_of(text) if reading]
    if name < 0:
        return [Reason(sentences.NO_NAME, {}, 0.0, "silent")]
    asked, listed = readings_of(query.name)[row], names[name]
    pairs, q0 = scratch.pairs, questions.offsets[row]
    tokens, of = segment.listed.tokens, segment.listed.names
    chosen, asked_alone, listed_alone, total = compared(
        questions.rows, questions.parts, questions.rarity, q0, len(asked), scratch.places, tokens.rows, tokens.rarity,
        of.words, of.offsets[name], of.offsets[name + 1], WEIGHTS, pairs,
    )  # fmt: skip
    if not chosen:
        values: dict[str, object] = {"asked": query.name, "listed": " ".join(word.written for word in listed)}
        return [Reason(sentences.OTHER_NAME, values, round(float(total), 2), "against")]
    reasons, met = [], [0, 0]
    for p in pairs.chosen[:chosen]:
        parts = int(pairs.which[p, ASKED]), int(pairs.which[p, LISTED])
        met = [met[0] | parts[0], met[1] | parts[1]]
        likeness = int(pairs.which[p, LIKENESS])
        texts = _words_at(asked, parts[0]), _words_at(listed, parts[1])
        values = {"asked": texts[0], "listed": texts[1], "percent": round(100 * likeness / EQUAL)}
        gain = round(float(pairs.amount[p, GAINED]), 2)
        side: Literal["for", "against", "silent"] = "for" if gain > 0 else "against" if gain < 0 else "silent"
        reasons.append(Reason(_pair_sentence(*texts, parts, likeness), values, gain, side))
    more, less = float(WEIGHTS[MORE_ALONE]), float(WEIGHTS[LESS_ALONE])
    of_asked, of_listed = (more, less) if asked_alone >= listed_alone else (less, more)
    reasons += _alone(asked, met[0], sentences.ONLY_ASKED, of_asked)
    reasons += _alone(listed, met[1], sentences.ONLY_LISTED, of_listed)
    if chosen > 1 and not in_order(pairs.which, pairs.chosen, chosen):
        reasons.append(Reason(sentences.ORDER, {}, round(float(WEIGHTS[OTHER_ORDER]), 2), "against"))
    return reasons
