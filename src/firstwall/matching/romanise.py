"""Names of any script in the letters a to z.

anyascii does most scripts. Arabic and Hebrew go through a table of our own first: anyascii drops the alef and reads
vav always as v, and consonants are all that these scripts write. Han and Hangul names without a blank are cut into
surname and given name, as their bearers write them in Latin letters.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARABIC = (
    "ا:a أ:a آ:a ٱ:a ى:a ة:a ع:a إ:i ء: و:w ؤ:w ي:y ی:y ئ:y ې:y ب:b پ:p ت:t ط:t ټ:t ث:th ج:j چ:ch ح:h ه:h خ:kh د:d ض:d ذ:dh "
    "ر:r ز:z ظ:z ژ:zh س:s ص:s ش:sh غ:gh ف:f ق:q ک:k ك:k گ:g ل:l م:m ن:n ں:n ہ:h ھ:h ے:y ڈ:d ٹ:t ڑ:r"
)
_HEBREW = (
    "א:a ע:a ב:b ג:g ד:d ה:h ח:h ו:w ז:z ט:t ת:t י:y כ:k ך:k ל:l מ:m ם:m נ:n ן:n ס:s פ:p ף:p צ:ts ץ:ts ק:q ר:r ש:sh"
)
_LETTERS = dict(pair.split(":") for pair in (_ARABIC + " " + _HEBREW).split())
# Vowel points of Arabic and Hebrew are written by some and left out by most.
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_TABLE = str.maketrans(_LETTERS)
_GREEK_OU = str.maketrans({"ύ": "υ"})
_CJK = re.compile("[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_HAN_DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "东方",
        "東方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "남궁",
        "황보",
        "제갈",
        "선우",
        "독고",
    ]
)


def without_points(text: str) -> str:
    """The text without the vowel points of Arabic and Hebrew, so that they part no word."""
    return _POINTS.sub("", text)


def cut_cjk(name: str) -> list[str]:
    """Surname and given name of a Han or Hangul name written without a blank; any other word whole."""
    if not _CJK.fullmatch(name):
        return [name]
    cut = 2 if len(name) > 2 and name[:2] in _HAN_DOUBLE_SURNAMES else 1
    return [name[:cut], name[cut:]]


@lru_cache(maxsize=200_000)
def romanise(word: str) -> tuple[str, bool]:
    """The word in a-z and 0-9, and whether it came from another script."""
    if word.isascii():
        return word, False
    if "ο" in word:
        word = word.translate(_GREEK_OU).replace("ου", "u")
    foreign = any(char > "\u024f" and unicodedata.category(char)[0] == "L" for char in word)
    latin = anyascii(word.translate(_TABLE)).lower()
    return "".join(char for char in latin if char.isascii() and char.isalnum()), foreign
