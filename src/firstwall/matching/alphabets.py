"""Cyrillic, Greek and Armenian, where pairs of letters or the language behind them change the sound.

The rest of these alphabets is what anyascii makes of it.
"""

import re

_UKRAINIAN = re.compile("[іїєґ]")
_CYRILLIC_PAIRS = (
    ("дж", "j"),
    ("ґ", "g"),
    ("ў", "u"),
    ("ғ", "gh"),
    ("қ", "q"),
    ("һ", "h"),
    ("џ", "dj"),
    ("ћ", "c"),
    ("ѓ", "gj"),
    ("ќ", "kj"),
    ("ң", "ng"),
    ("ө", "o"),
    ("ү", "u"),
    ("ұ", "u"),
    ("ә", "a"),
)
_GREEK_FIRST = (
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "ng"),
    ("γχ", "nch"),
    ("γξ", "nx"),
    ("τζ", "tz"),
    ("ου", "u"),
    ("ει", "i"),
    ("οι", "i"),
    ("αι", "ai"),
)
_GREEK_PLAIN = str.maketrans("άέήίόύώϊϋΐΰς", "αεηιουωιυιυσ")
_BEFORE_VOICELESS = re.compile("([αεη])υ(?=[θκξπσφχψτ]|$)")
_BEFORE_VOICED = re.compile("([αεη])υ(?=[αβγδεζηιλμνορω])")
# Letters of Cyrillic and Greek that look like Latin ones: in a word with Latin letters they are meant as these.
_LIKE_LATIN = (
    "а:a в:b е:e і:i к:k м:m н:h о:o р:p с:c т:t у:y х:x ѕ:s ј:j һ:h ԁ:d ԛ:q ԝ:w г:r ь:b ґ:r "
    "α:a β:b ε:e η:n ι:i κ:k μ:m ν:v ο:o ρ:p τ:t υ:y χ:x"
)
_LOOKALIKES = str.maketrans(dict(pair.split(":") for pair in _LIKE_LATIN.split()))
_LATIN = re.compile("[a-z]")
_OTHER = re.compile("[\u0370-\u052f]")


def is_cyrillic(char: str) -> bool:
    """A letter of Cyrillic."""
    return "\u0400" <= char <= "\u052f"


def is_greek(char: str) -> bool:
    """A letter of Greek."""
    return "\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff"


def unmasked(word: str) -> str:
    """A Latin word without the letters of other alphabets that only look Latin; any other word as it is."""
    if _LATIN.search(word) and _OTHER.search(word):
        return word.translate(_LOOKALIKES)
    return word


def cyrillic(word: str, habit: int) -> str:
    """The word with what anyascii misses replaced; habits: w and j in foreign names, g as h, Bulgarian."""
    ukrainian = _UKRAINIAN.search(word) is not None
    for pair, letters in _CYRILLIC_PAIRS:
        word = word.replace(pair, letters)
    word = word.replace("щ", "sht") if habit == 3 else word
    if (habit == 2) != ukrainian:
        word = word.replace("г", "h")
    if habit == 1:
        word = word.replace("уи", "ui").replace("в", "w", 1) if word.startswith("в") else word
        word = word.replace("х", "j", 1) if word.startswith("х") else word
    return re.sub("(?<=[бвгджзклмнпрстфхцчш])ъ(?=[бвгджзклмнпрстфхцчш])", "a", word)


def greek(word: str, habit: int) -> str:
    """The word with the pairs of Greek vowels and consonants as one sound; habit 1: chi as h."""
    word = word.translate(_GREEK_PLAIN)
    for pair, letter in (("μπ", "b"), ("ντ", "d"), ("γκ", "g")):
        if word.startswith(pair):
            word = letter + word[2:]
    word = _BEFORE_VOICELESS.sub(r"\1f", word)
    word = _BEFORE_VOICED.sub(r"\1v", word)
    if habit == 0:
        word = word.replace("μπ", "mp").replace("ντ", "nt").replace("γκ", "gk")
    for pair, letters in _GREEK_FIRST:
        word = word.replace(pair, letters)
    word = word.replace("υ", "y")
    return word.replace("χ", "h") if habit else word
