"""What every peer is given alike: names romanised by one hand, and one dictionary of exact identifiers.

So the peers differ in names alone. rigour (ICU) romanises where it can be installed, else anyascii and a few letters.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

try:
    from rigour.text import ascii_text as romanise
except ImportError:
    from anyascii import anyascii

    # Signs that anyascii writes and that no passport does: they would cut a word in two.
    SILENT = str.maketrans(dict.fromkeys("ьъЬЪʹʺʻʼʽ‘’ʿʾعء", ""))

    def romanise(text: str) -> str:
        """The text in Latin letters."""
        return anyascii(text.translate(SILENT))


Answer = list[tuple[str, float]]
CERTAIN = 1.0


@lru_cache(maxsize=250_000)
def plain(name: str) -> str:
    """A name as lower-case Latin words with one space between them."""
    latin = romanise(unicodedata.normalize("NFKC", name)) or ""
    return " ".join(re.findall("[a-z0-9]+", latin.casefold()))


def bare(value: str) -> str:
    """A number without signs, and a ship's number without its IMO."""
    return re.sub(r"\W", "", value.upper()).removeprefix("IMO")


class Listed:
    """A list that is asked by number first and by name when no number is known; a peer says what lies near a name."""

    def __init__(self, rows: list[dict]) -> None:
        self.rows = {row["id"]: row for row in rows}
        pairs = [(plain(name), row["id"]) for row in rows for name in row["names"]]
        self.names = [name for name, _ in pairs]
        self.owners = [owner for _, owner in pairs]
        self.bearers: dict[str, list[str]] = {}
        for row in rows:
            for identifier in row["ids"]:
                self.bearers.setdefault(bare(identifier["value"]), []).append(row["id"])
        self.prepare()

    def prepare(self) -> None:
        """Build what the peer needs before the first question."""

    def near(self, query: dict, limit: int) -> Iterable[tuple[str, float]]:
        """Owners of names near the query's, in any order, an owner perhaps twice."""
        raise NotImplementedError

    def named_by_number(self, query: dict) -> Answer:
        """The entries that bear one of the query's numbers."""
        numbers = (bare(identifier["value"]) for identifier in query.get("ids", ()))
        return [(owner, CERTAIN) for owner in dict.fromkeys(o for n in numbers for o in self.bearers.get(n, ()))]

    def search(self, query: dict, limit: int) -> Answer:
        """The evaluation's question."""
        certain = self.named_by_number(query)
        if certain or not query.get("name"):
            return certain[:limit]
        return best(self.near(query, limit), limit)


def best(found: Iterable[tuple[str, float]], limit: int) -> Answer:
    """Each owner once with its best score, the best first."""
    highest: dict[str, float] = {}
    for owner, score in found:
        highest[owner] = max(score, highest.get(owner, 0.0))
    return sorted(highest.items(), key=lambda pair: -pair[1])[:limit]
