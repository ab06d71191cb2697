"""Find the entries that searched for a term, through the keyed digests of the days whose keys live (SEC-33)."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from firstwall.ledger import reading
from firstwall.seals import day_keys
from firstwall.seals.errors import KeyMissing
from firstwall.supervision import rules


def entries_with(term: str, *, using: str) -> list[UUID]:
    """Return the entries whose query held every word of the term, or the term written in one."""
    words, whole = rules.search_words(term)
    if not whole:
        return []
    wanted = _wanted({*words, whole})
    matched: dict[UUID, set[str]] = defaultdict(set)
    for day, digest, entry_id in reading.digests_like(list(wanted), using=using):
        matched[entry_id].add(wanted[day, digest])
    return [entry_id for entry_id, found in matched.items() if rules.is_found(found, words, whole)]


def _wanted(words: set[str]) -> dict[tuple[date, bytes], str]:
    wanted: dict[tuple[date, bytes], str] = {}
    for day in day_keys.living_days():
        try:
            wanted |= {(day, day_keys.digest(day, word, create=False)): word for word in words}
        except KeyMissing:  # destroyed since the folder was listed
            continue
    return wanted
