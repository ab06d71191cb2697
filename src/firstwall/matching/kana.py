"""Kana in Latin letters: Japanese words by Hepburn, and foreign names by the sounds that kana stand for.

Katakana write a foreign name as a Japanese ear hears it: a vowel after each consonant, no l, no v, and an r after a vowel
as a lengthened vowel. Read back, the added u and o go, and a long a at the end is an r.
"""

import re
import unicodedata

_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サシスセソ",
    "z": "ザジズゼゾ",
    "t": "タチツテト",
    "d": "ダヂヅデド",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_OTHERS = (
    "ヤ:ya ユ:yu ヨ:yo ワ:wa ヰ:i ヱ:e ヲ:o ン:n ヴ:vu ヷ:va ヺ:vo シ:shi チ:chi ツ:tsu フ:fu ジ:ji ヂ:ji ヅ:zu "
    "ヮ:wa ヵ:ka ヶ:ke"
)
_SOUNDS = {kana: row + vowel for row, line in _ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)}
_SOUNDS.update((pair.split(":")[0], pair.split(":")[1]) for pair in _OTHERS.split())
_SMALL = dict(zip("ァィゥェォャュョ", ("a", "i", "u", "e", "o", "ya", "yu", "yo"), strict=True))
_HIRAGANA = str.maketrans({chr(code): chr(code + 96) for code in range(0x3041, 0x3097)})
# What follows the consonant that was only borrowed a vowel: t and d take o, the others u, ch and j may take i.
_BARE = re.compile("(?<=[kgszpbmfvh])u(?![aeiou-])|(?<=ts)u(?!-)|(?<=[td])o(?=$|[^aeiouyn-])")
_FINAL_L = re.compile("ru$")
_BARE_R = re.compile("ru(?=[^aeiou-])")
_DOUBLES = re.compile(r"([aeiou])\1+")


def is_kana(char: str) -> bool:
    """A letter of hiragana or katakana, or the mark of a long vowel."""
    return "\u3041" <= char <= "\u3096" or "\u30a1" <= char <= "\u30ff"


def _join(sound: str, small: str) -> str:
    """A kana with a small one after it: シ and ョ are sho, フ and ィ fi, テ and ィ ti."""
    vowel = _SMALL[small]
    if len(vowel) == 2:
        if sound in ("shi", "chi", "ji"):
            return sound[:-1] + vowel[1]
        return sound[:-1] + vowel
    if sound == "u":
        return "w" + vowel
    return sound.rstrip("aiueo") + vowel


def hepburn(word: str, long: str = "") -> str:
    """The word by the sounds of Japanese; `long` stands for a lengthened vowel as ー is written."""
    sounds: list[str] = []
    doubled = False
    for char in unicodedata.normalize("NFKC", word).translate(_HIRAGANA):
        if char in _SMALL and sounds and sounds[-1]:
            sounds[-1] = _join(sounds[-1], char)
        elif char == "ッ":
            doubled = True
        elif char == "ー":
            sounds.append(long)
        else:
            sound = _SOUNDS.get(char, _SMALL.get(char, char if char.isascii() else ""))
            sounds.append(sound[:1] + sound if doubled and sound[:1] not in "aiueo" else sound)
            doubled = False
    return "".join(sounds)


def japanese(word: str) -> str:
    """A Japanese word; long vowels are written short, as most passports have it."""
    return _DOUBLES.sub(r"\1", hepburn(word).replace("ou", "o"))


def foreign_name(word: str) -> str:
    """The foreign name behind katakana, with an r where English and German write one."""
    sounds = hepburn(word, "-")
    return _without_borrowed_vowels(sounds.replace("a-", "ar"))


def foreign_name_without_r(word: str) -> str:
    """The same with every long vowel a vowel, b read as v and a first r as l: ルイーズ is Louise, ビクトル Victor."""
    return re.sub("^r", "l", _without_borrowed_vowels(hepburn(word, "-")).replace("b", "v"))


def foreign_name_with_r(word: str) -> str:
    """The same with an r after each long a and o, and z or s read as th: ジョージ is George, エリザベス Elizabeth."""
    sounds = re.sub("([ao])-", r"\1r", hepburn(word, "-"))
    return re.sub("s$", "th", _without_borrowed_vowels(sounds))


def _without_borrowed_vowels(sounds: str) -> str:
    sounds = _BARE.sub("", _BARE_R.sub("r", _FINAL_L.sub("l", sounds)))
    return _DOUBLES.sub(r"\1", sounds.replace("-", ""))
