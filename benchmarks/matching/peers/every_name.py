"""rapidfuzz: the query against every name of the list, words sorted."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from benchmarks.matching.peers.listed import Listed, plain

LOWEST = 50


class EveryName(Listed):
    """No index at all: the plainest way, and an honest yardstick of recall."""

    def near(self, query: dict, limit: int) -> Iterable[tuple[str, float]]:
        name = plain(query["name"])
        # Twice the limit: an owner may stand there under several names.
        found = process.extract(
            name, self.names, scorer=fuzz.token_sort_ratio, processor=None, limit=2 * limit, score_cutoff=LOWEST
        )
        return [(self.owners[place], score / 100) for _, score, place in found]


def make(rows: list[dict]) -> EveryName:
    """The factory that the evaluation calls."""
    return EveryName(rows)
