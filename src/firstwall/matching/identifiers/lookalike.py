"""Letters that the eye, a camera or a keyboard takes for one another."""

import re
import unicodedata

# Cyrillic and Greek capitals drawn like a Latin one: plates of many states use only these on purpose.
_DRAWN_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЈЅԚԜЗ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABEKMHOPCTYXIJSQW3" + "ABEZHIKMNOPTYX",
)
_ONE_SHAPE = str.maketrans("OQI", "001")
_NOT_WRITTEN = re.compile(r"[\W_]+")

# Pairs that people and cameras confuse, the most frequent first; used to rank repairs.
CONFUSED: tuple[tuple[str, str], ...] = tuple(
    (pair[0], pair[1])
    for pair in [
        "0O",
        "1I",
        "8B",
        "5S",
        "0D",
        "2Z",
        "0Q",
        "6G",
        "1L",
        "7T",
        "0U",
        "UV",
        "38",
        "17",
        "56",
        "08",
        "69",
        "06",
        "35",
        "MN",
        "EF",
        "PR",
        "CG",
        "VY",
        "49",
        "27",
        "KX",
    ]
)


def compact(value: str) -> str:
    """Upper case, full-width and drawn-alike letters as Latin ones, nothing but letters and digits."""
    text = unicodedata.normalize("NFKC", value).upper().translate(_DRAWN_ALIKE)
    return _NOT_WRITTEN.sub("", text)


def lookalike_key(value: str) -> str:
    """The key under which marks that look alike meet: O and Q as 0, I as 1."""
    return compact(value).translate(_ONE_SHAPE)


def confusion_rank(one: str, other: str) -> int:
    """How early a pair of characters stands among the confused ones (a large number: not among them)."""
    for rank, pair in enumerate(CONFUSED):
        if (one, other) == pair or (other, one) == pair:
            return rank
    return len(CONFUSED)
