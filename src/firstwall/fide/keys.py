"""By which an entry is found: words of names as they sound, pairs of them, dates and numbers. Pure; digests are made elsewhere.

A question names numbers, dates, surnames and pairs of words.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from firstwall.law.fide import identity_of
from firstwall.matching.readings import readings_of

NAMES = ("name", "forenames", "maiden_name", "former_names", "aliases", "business_name", "trading_name")
NUMBERS = ("vat_number", "excise_number")
MOST_KEYS, MOST_ASKED = 2_000, 120
_ALIKE = str.maketrans(
    {
        "c": "k",
        "q": "k",
        "g": "k",
        "z": "s",
        "x": "s",
        "v": "f",
        "w": "f",
        "b": "p",
        "d": "t",
        "m": "n",
        "j": "y",
        "i": "y",
    }
)
_SILENT = frozenset("aeiouyhj")

Identity = Mapping[str, str | tuple[str, ...]]


def values_of(identity: Identity, code: str) -> tuple[str, ...]:
    """Return the values of a field, however it was given; blanks are none."""
    said = identity.get(code, ())
    return tuple(one for one in ((said,) if isinstance(said, str) else said) if one.strip())


def full_names(identity: Identity) -> tuple[str, ...]:
    """Return each name under which somebody may be written, forenames with every surname; the main one first."""
    forenames = " ".join(values_of(identity, "forenames"))
    surnames = [one for code in ("name", "maiden_name", "former_names") for one in values_of(identity, code)]
    joined = [f"{forenames} {one}".strip() for one in surnames] or ([forenames] if forenames else [])
    others = [one for code in ("aliases", "business_name", "trading_name") for one in values_of(identity, code)]
    return tuple(dict.fromkeys([*joined, *others]))


def keys_of(kind: str, identity: Identity) -> tuple[str, ...]:
    """Return the keys by which an entry is found, at most `MOST_KEYS`."""
    given = _given(kind, identity)
    rare, words = _rare(given), [sounds_of(name) for name in (*full_names(given), *_surnames(given))]
    return tuple(dict.fromkeys([*rare, *(f"w:{one}" for name in words for one in name), *_pairs(words)]))[:MOST_KEYS]


def question_keys(kind: str, identity: Identity) -> tuple[str, ...]:
    """Return the keys to ask with, at most `MOST_ASKED`: forenames alone only where nothing else of a name was given.

    To name more never finds less: an entry that has the surname alone is met, whatever else was asked.
    """
    given = _given(kind, identity)
    pairs = _pairs([sounds_of(name) for name in full_names(given)])
    surnames = [f"w:{one}" for name in _surnames(given) for one in sounds_of(name)]
    singles = surnames or [f"w:{one}" for name in full_names(given) for one in sounds_of(name)]
    return tuple(dict.fromkeys([*_rare(given), *singles, *pairs]))[:MOST_ASKED]


def _given(kind: str, identity: Identity) -> Identity:
    known = {row.code for row in identity_of(kind)}
    return {code: said for code, said in identity.items() if code in known}


def _rare(given: Identity) -> list[str]:
    numbers = [f"n:{code}:{_plain(one)}" for code in NUMBERS for one in values_of(given, code)]
    return numbers + [f"d:{one}" for one in values_of(given, "birth_date")]


def _pairs(words: Iterable[Iterable[str]]) -> list[str]:
    return [f"p:{one} {other}" for name in words for one, other in combinations(sorted(set(name)), 2)]


def _surnames(given: Identity) -> list[str]:
    """Names that stand without forenames: of a long row of names, the last words would not be read."""
    return [one for code in NAMES if code != "forenames" for one in values_of(given, code)]


def sounds_of(name: str) -> tuple[str, ...]:
    """Return how the words of a name sound, in each of its readings."""
    return tuple(dict.fromkeys(sound_of(word.letters) for reading in readings_of(name) for word in reading))


def sound_of(word: str) -> str:
    """Return how a word of a-z and 0-9 sounds, coarsely: its first letter's class, then consonants, no doubles."""
    letters = word.replace("ph", "f").translate(_ALIKE)
    kept = letters[:1]
    for letter in letters[1:]:
        if letter not in _SILENT and letter != kept[-1:]:
            kept += letter
    return kept


def _plain(number: str) -> str:
    return "".join(char for char in number.upper() if char.isalnum())
