"""Arabic and Hebrew letters in Latin ones. Consonants are all that these scripts write for certain.

Vav and waw, yod and ya are vowels between consonants. Three habits beside the usual one: Persian and Urdu read some
letters of Arabic as s and z; Egypt and Western names have g for jim; Hebrew bet, pe and kaf may be v, f and kh.
"""

import re

_ARABIC = (
    "ا:a أ:a آ:a ٱ:a ى:a ة:a ع:a إ:i ء: و:w ؤ:w ي:y ی:y ئ:y ې:y ۍ:y ب:b پ:p ت:t ط:t ټ:t ث:th ج:j چ:ch ح:h ه:h خ:kh د:d "
    "ض:d ذ:dh ر:r ز:z ظ:z ژ:zh س:s ص:s ش:sh غ:gh ف:f ق:q ک:k ك:k گ:g ل:l م:m ن:n ں:n ہ:h ھ:h ے:y ڈ:d ٹ:t ڑ:r ځ:dz څ:ts "
    "ډ:d ړ:r ږ:zh ښ:sh ګ:g ڼ:n ۀ:a ۃ:a ڤ:v ڨ:g ݣ:g ێ:e ۆ:o ڵ:l ڕ:r ە:a"
)
_HEBREW = (
    "א:a ע:a ב:b ג:g ד:d ה:h ח:h ו:w ז:z ט:t ת:t י:y כ:k ך:k ל:l מ:m ם:m נ:n ן:n ס:s פ:p ף:f צ:ts ץ:ts ק:k ר:r ש:sh"
)
_LETTERS = dict(pair.split(":") for pair in (_ARABIC + " " + _HEBREW).split())
_TABLE = str.maketrans(_LETTERS)
_PERSIAN = str.maketrans(_LETTERS | {"ث": "s", "ذ": "z", "ض": "z", "ى": "y"})
_HARD = str.maketrans(_LETTERS | {"ج": "g", "غ": "g", "ف": "v", "ב": "v", "פ": "f", "כ": "kh"})
_GERESH = {
    "ג׳": "j",
    "ז׳": "zh",
    "צ׳": "ch",
    "ץ׳": "ch",
    "ת׳": "th",
    "ד׳": "dh",
    "ח׳": "kh",
    "ר׳": "gh",
    "ו׳": "w",
    "ט׳": "z",
    "׳": "",
}
_WITH_GERESH = re.compile("[גזצץתדחרוט]?׳")
# Vowel points of Arabic and Hebrew are written by some and left out by most.
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_FIRST_VAV = re.compile("^ו(?=[^וי])")
_LAST_HE = re.compile("(?<=.)ה$")
_FIRST_PE = re.compile("^פ")
_FIRST_SOFT = re.compile("^[בפכ]")
_LETTER_PAIRS = (("וו", "v"), ("יי", "ay"), ("תש", "ch"), ("تش", "ch"), ("تس", "ts"))
_GOD = re.compile("(?<=.)(?:الله|اللہ|ﷲ)$")
_CARRIED = re.compile("^a([wy])(?=[^aeiouwy])")
_HOLDERS = re.compile("[wy]+")


def is_semitic(char: str) -> bool:
    """A letter of Arabic or Hebrew."""
    return "\u0590" <= char <= "\u08ff"


def without_points(text: str) -> str:
    """The text without the vowel points of Arabic and Hebrew, so that they part no word."""
    return _POINTS.sub("", text)


def _vowel_of(found: re.Match[str]) -> str:
    """One holder between consonants is a vowel; the first of several, at the start or beside an alef, a consonant."""
    letters, text = found[0], found.string
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if len(letters) > 1 and before not in ("a", "i", "e"):
        return letters[0] + ("u" if letters[1] == "w" else "i")
    if not before or (before in "aie" and after) or (after and after in "aie"):
        return letters
    return "u" if letters[0] == "w" else "i"


def _vowels(letters: str) -> str:
    """Waw and ya between consonants as u and i; an alef before them at the beginning only carries them."""
    letters = _CARRIED.sub(lambda found: "u" if found[1] == "w" else "i", letters)
    return _HOLDERS.sub(_vowel_of, letters)


def semitic(word: str, habit: int) -> str:
    """The word with its Semitic letters in a-z; what is not Semitic stays as it is."""
    if word in ("الله", "اللہ"):
        return "allah" if habit < 2 else "ullah"
    word = _GOD.sub("ullah", word)
    word = _FIRST_VAV.sub("v", _LAST_HE.sub("a", word))
    for pair, letters in _LETTER_PAIRS:
        word = word.replace(pair, letters)
    word = _WITH_GERESH.sub(lambda found: _GERESH.get(found[0], found[0].rstrip("׳")), word)
    if habit == 1:
        word = _FIRST_PE.sub("f", word)
        return _vowels(word.translate(_PERSIAN)).replace("w", "v")
    if habit == 2:
        first = _FIRST_SOFT.match(word)
        start = first[0].translate(_TABLE) if first else ""
        return _vowels(start + word[len(start) :].translate(_HARD)).replace("u", "o")
    return _vowels(word.translate(_TABLE))
