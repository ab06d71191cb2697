"""Which words of two names belong together, in sentences."""

import unicodedata
from collections.abc import Sequence

from . import sentences
from .align import AS_INITIAL, ASKED, GAINED, LIKENESS, LISTED, compared, in_order
from .evidence import LESS_ALONE, MORE_ALONE, OTHER_ORDER, WEIGHTS
from .families import family_of, is_of_trade
from .frequencies import rarity_of
from .question import Questions
from .readings import readings_of
from .reasons import reason
from .scratch import Scratch
from .segment import Segment
from .similarity import EQUAL
from .types import Entity, Query, Reason
from .words import Word

# From here on two words differ in a letter or two.
NEARLY = 0.85 * EQUAL


def _script(words: Sequence[Word]) -> str:
    """The script of the first letter: LATIN, CYRILLIC, CJK."""
    letter = next((char for word in words for char in word.written if char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _written(words: Sequence[Word]) -> str:
    return " ".join(word.written for word in words)


def _read(words: Sequence[Word]) -> str:
    return " ".join(word.letters for word in words)


def _family(asked: Sequence[Word], listed: Sequence[Word]) -> int:
    """The family that two single words share (0: none)."""
    if len(asked) != 1 or len(listed) != 1:
        return 0
    family = family_of(asked[0].letters)
    return family if family == family_of(listed[0].letters) else 0


def _like_sentence(asked: Sequence[Word], listed: Sequence[Word], likeness: int, gain: float) -> str:
    """Two words that are not equal."""
    if _script(asked) != _script(listed):
        return sentences.READ_ALIKE if gain > 0 else sentences.READ_FAINTLY
    if gain <= 0:
        return sentences.FAINTLY_ALIKE
    return sentences.ALIKE_WORD if likeness >= NEARLY else sentences.SIMILAR_WORD


def _pair_sentence(asked: Sequence[Word], listed: Sequence[Word], likeness: int, gain: float) -> str:
    if likeness == AS_INITIAL:
        return sentences.INITIAL
    if len(asked) + len(listed) > 2:
        return sentences.JOINED if likeness == EQUAL else sentences.JOINED_ALIKE
    if likeness == EQUAL:
        if _script(asked) != _script(listed):
            return sentences.SAME_SOUND
        return (
            sentences.SAME_WORD if _written(asked).casefold() == _written(listed).casefold() else sentences.SAME_LETTERS
        )
    if family := _family(asked, listed):
        return sentences.SAME_TRADE_WORD if is_of_trade(family) else sentences.SAME_FAMILY
    return _like_sentence(asked, listed, likeness, gain)


def _pair(asked: Sequence[Word], listed: Sequence[Word], likeness: int, gain: float) -> Reason:
    """Two words, or two joined and one, that belong together."""
    texts = _written(asked), _written(listed)
    short, long = sorted(texts, key=len)
    values = {
        "asked": texts[0], "listed": texts[1], "percent": round(100 * likeness / EQUAL), "short": short, "long": long,
        "asked_read": _read(asked), "listed_read": _read(listed),
    }  # fmt: skip
    return reason(_pair_sentence(asked, listed, likeness, gain), values, gain)


def _alone(words: Sequence[Word], met: int, sentence: str, weight: float) -> list[Reason]:
    """Words without a counterpart, and what each costs."""
    return [
        reason(sentence, {"word": word.written}, weight * rarity_of(word.letters))
        for place, word in enumerate(words)
        if not met >> place & 1
    ]


def _at(words: Sequence[Word], parts: int) -> list[Word]:
    return [word for place, word in enumerate(words) if parts >> place & 1]


def name_reasons(
    query: Query,
    entity: Entity,
    questions: Questions,
    row: int,
    segment: Segment,
    name: int,
    brings: float,
    scratch: Scratch,
) -> list[Reason]:
    """The pairs of words that were found, and the words left over, for the best of the listed names."""
    if name < 0:
        return [Reason(sentences.NO_NAME, {}, round(brings, 2), "silent")]
    names = [(text, reading) for text in entity.names for reading in readings_of(text) if reading]
    asked, (written, listed) = readings_of(query.name)[row], names[name]
    pairs, q0 = scratch.pairs, questions.offsets[row]
    tokens, of = segment.listed.tokens, segment.listed.names
    chosen, asked_alone, listed_alone, total = compared(
        questions.rows, questions.parts, questions.rarity, q0, len(asked), scratch.places, tokens.rows, tokens.rarity,
        of.words, of.offsets[name], of.offsets[name + 1], WEIGHTS, pairs,
    )  # fmt: skip
    values: dict[str, object] = {"asked": _written(asked), "listed": _written(listed)}
    if brings > total:
        return [Reason(sentences.STRANGE_NAME, values, round(brings, 2), "silent")]
    reasons, met = [], [0, 0]
    for p in pairs.chosen[:chosen]:
        parts = int(pairs.which[p, ASKED]), int(pairs.which[p, LISTED])
        met = [met[0] | parts[0], met[1] | parts[1]]
        likeness, gain = int(pairs.which[p, LIKENESS]), float(pairs.amount[p, GAINED])
        reasons.append(_pair(_at(asked, parts[0]), _at(listed, parts[1]), likeness, gain))
    if chosen:
        more, less = float(WEIGHTS[MORE_ALONE]), float(WEIGHTS[LESS_ALONE])
        of_asked, of_listed = (more, less) if asked_alone >= listed_alone else (less, more)
        reasons += _alone(asked, met[0], sentences.ONLY_ASKED, of_asked)
        reasons += _alone(listed, met[1], sentences.ONLY_LISTED, of_listed)
    else:
        reasons.append(reason(sentences.OTHER_NAME, values, float(total)))
    if chosen > 1 and not in_order(pairs.which, pairs.chosen, chosen):
        reasons.append(reason(sentences.ORDER, {}, WEIGHTS[OTHER_ORDER]))
    if len(entity.names) > 1:
        reasons.append(reason(sentences.WHICH_NAME, {"listed": _written(listed) if len(written) > 100 else written}))
    return reasons
