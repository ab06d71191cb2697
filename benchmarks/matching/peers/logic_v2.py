"""nomenklatura logic-v2, as its server works: 20 candidates from an index (here of trigrams), each judged by the matcher."""

from collections.abc import Iterable
from itertools import count

from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm

from benchmarks.matching.peers.listed import Answer
from benchmarks.matching.peers.trigrams import Trigrams

CANDIDATES = 20
SCHEMAS = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
STATE = {"Person": "nationality", "Vessel": "flag", "Airplane": "country"}


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def proxy(row: dict, key: str) -> EntityProxy:
    """An entry or a query in the matcher's own model."""
    schema = SCHEMAS.get(row["type"], "Thing")
    properties = {"name": row.get("names") or [row["name"]]}
    if schema in STATE:
        properties[STATE[schema]] = [state.lower() for state in _listed(row.get("nationality"))]
    if schema == "Person":
        properties["birthDate"] = _listed(row.get("dob"))
    return model.get_proxy({"id": key, "schema": schema, "properties": properties})


class LogicV2(Trigrams):
    """Names, dates and states go to the matcher; numbers to the dictionary, as for every peer."""

    def prepare(self) -> None:
        super().prepare()
        self.judge = get_algorithm("logic-v2")
        self.settings = self.judge.default_config()
        self.proxies: dict[str, EntityProxy] = {}
        self.asked = count()

    def near(self, query: dict, limit: int) -> Iterable[tuple[str, float]]:
        asked = proxy(query, f"asked-{next(self.asked)}")  # a new key each time: the matcher remembers by key
        nearest = next(self.product([query["name"]], CANDIDATES))
        for owner in dict.fromkeys(self.owners[place] for place, _ in nearest):
            if owner not in self.proxies:
                self.proxies[owner] = proxy(self.rows[owner], owner)
            yield owner, self.judge.compare(asked, self.proxies[owner], self.settings).score

    def search_many(self, queries: list[dict], limit: int) -> list[Answer]:
        """One after the other: the matcher judges one pair at a time."""
        return [self.search(query, limit) for query in queries]


def make(rows: list[dict]) -> LogicV2:
    """The factory that the evaluation calls."""
    return LogicV2(rows)
