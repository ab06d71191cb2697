"""Is this entry about whom was asked for, and by which fields: matching's score for names and numbers, equality for the rest.

Pure. A date that contradicts is no match; a field that was not asked is never part of the answer (FIDE-14).
"""

from collections.abc import Mapping, Sequence

from firstwall.fide.keys import NAMES, NUMBERS, Identity, full_names, sounds_of, values_of
from firstwall.matching import THRESHOLDS, Entity, Index, Query

Matched = Mapping[str, tuple[str, ...]]
_WHOLE_DAY = 10


def matched_by(kind: str, asked: Identity, entries: Sequence[Identity]) -> list[tuple[float, Matched]]:
    """Return for each entry its score and the fields by which it matched; no field: it is somebody else."""
    names = full_names(asked)
    scores = _scores(kind, names, asked, entries) if names else [0.0] * len(entries)
    return [_judged(asked, entry, score, has_names=bool(names)) for entry, score in zip(entries, scores, strict=True)]


def _judged(asked: Identity, entry: Identity, score: float, *, has_names: bool) -> tuple[float, Matched]:
    same_number = {code: _common(asked, entry, code) for code in NUMBERS}
    dates = _dates(asked, entry)
    alike = has_names and (score >= THRESHOLDS["lane"] or _is_one_word_of(asked, entry))
    only_date = not has_names and not any(values_of(asked, code) for code in NUMBERS)
    if not (any(same_number.values()) or (alike and dates is not False) or (only_date and dates is True)):
        return score, {}
    found = _alike(asked, entry) if alike else {}
    found |= {code: values for code, values in same_number.items() if values}
    if dates is True:
        found["birth_date"] = values_of(entry, "birth_date")
    for code in ("nationality", "sex", "birth_place", "address"):
        if values := _common(asked, entry, code):
            found[code] = values
    return score, found


def _alike(asked: Identity, entry: Identity) -> dict[str, tuple[str, ...]]:
    """The names of the entry that sound like one that was asked, wherever they stand there; no name besides (FIDE-14)."""
    wanted = {sound for name in full_names(asked) for sound in sounds_of(name)}
    like = {code: tuple(one for one in values_of(entry, code) if wanted & set(sounds_of(one))) for code in NAMES}
    found = {code: values for code, values in like.items() if values}
    return found or {
        code: values_of(entry, code)[:1] for code in NAMES if values_of(asked, code) and values_of(entry, code)
    }


def _is_one_word_of(asked: Identity, entry: Identity) -> bool:
    """Whether the question is one word and the entry has one that sounds like it: a surname may be asked alone (FIDE-13)."""
    wanted = {sounds_of(name) for name in full_names(asked)}
    return any(len(words) == 1 and set(words) & set(sounds_of(name)) for words in wanted for name in full_names(entry))


def _scores(kind: str, names: Sequence[str], asked: Identity, entries: Sequence[Identity]) -> list[float]:
    """The best score over the names that were asked."""
    index = Index.build(
        Entity(
            id=str(number),
            access_class=0,
            kind=kind,
            names=full_names(entry),
            birth_dates=values_of(entry, "birth_date"),
            countries=values_of(entry, "nationality"),
        )
        for number, entry in enumerate(entries)
    )
    best = [float("-inf")] * len(entries)
    dates, countries = values_of(asked, "birth_date"), values_of(asked, "nationality")
    for name in names:
        query = Query(kind, name, dates[0] if dates else "", countries[0] if countries else "")
        for found in index.search(query, len(entries) or 1, frozenset({0})):
            best[int(found.id)] = max(best[int(found.id)], found.score)
    return best


def _dates(asked: Identity, entry: Identity) -> bool | None:
    """Whether the dates of birth agree as far as both are known; None: one of them is not."""
    one, other = values_of(asked, "birth_date"), values_of(entry, "birth_date")
    if not (one and other):
        return None
    shorter = min(len(one[0]), len(other[0]), _WHOLE_DAY)
    return one[0][:shorter] == other[0][:shorter]


def _common(asked: Identity, entry: Identity, code: str) -> tuple[str, ...]:
    wanted = {_plain(one) for one in values_of(asked, code)}
    return tuple(one for one in values_of(entry, code) if _plain(one) in wanted)


def _plain(value: str) -> str:
    return "".join(char for char in value.upper() if char.isalnum())
