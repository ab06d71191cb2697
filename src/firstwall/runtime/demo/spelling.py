"""The ways a right name arrives wrong: slips of the keyboard, changed order, joined words, initials, capitals."""

import random

_NEAR = {
    "a": "sqe",
    "b": "vn",
    "c": "xvk",
    "d": "sf",
    "e": "wr",
    "f": "dg",
    "g": "fh",
    "h": "gj",
    "i": "uoy",
    "j": "hk",
    "k": "jl",
    "l": "k",
    "m": "n",
    "n": "mb",
    "o": "ip",
    "p": "o",
    "q": "wa",
    "r": "et",
    "s": "az",
    "t": "ry",
    "u": "yi",
    "v": "bc",
    "w": "eq",
    "x": "zc",
    "y": "tu",
    "z": "xs",
}


def typo(rng: random.Random, name: str, slips: int = 1) -> str:
    """One or more slips, each in a word of at least four letters and never on its first sign."""
    for _ in range(slips):
        name = _slip(rng, name)
    return name


def reordered(rng: random.Random, name: str) -> str:
    """The family name first, half the time with a comma."""
    parts = name.split()
    mark = "," if rng.random() < 0.5 else ""
    return f"{parts[-1]}{mark} {' '.join(parts[:-1])}"


def joined(rng: random.Random, name: str) -> str:
    """Two words run together, or a long one torn in two."""
    parts = name.split()
    if len(parts) > 2 or rng.random() < 0.6:
        place = rng.randrange(len(parts) - 1)
        return " ".join([*parts[:place], parts[place] + parts[place + 1].lower(), *parts[place + 2 :]])
    long = max(range(len(parts)), key=lambda n: len(parts[n]))
    cut = len(parts[long]) // 2
    return " ".join([*parts[:long], parts[long][:cut], parts[long][cut:], *parts[long + 1 :]])


def initial(name: str, *, family_first: bool = False) -> str:
    """The given name cut to its first letter."""
    parts = name.split()
    place = 1 if family_first else 0
    parts[place] = parts[place][0] + "."
    return " ".join(parts)


def shouted(name: str) -> str:
    """As machine-readable documents and old systems write it."""
    return name.upper()


def _slip(rng: random.Random, name: str) -> str:
    places = [
        place
        for place in range(1, len(name) - 1)
        if name[place].isalpha() and name[place - 1].isalpha() and name[place + 1].isalpha()
    ]
    if not places:
        return name
    place = rng.choice(places)
    style = rng.randrange(4)
    sign = name[place]
    if style == 0:
        return name[:place] + name[place + 1 :]
    if style == 1:
        return name[:place] + sign + name[place:]
    if style == 2:
        return name[:place] + name[place + 1] + sign + name[place + 2 :]
    return name[:place] + rng.choice(_NEAR.get(sign.lower(), sign)) + name[place + 1 :]
