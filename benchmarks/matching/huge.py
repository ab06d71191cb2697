"""What happens at ten million entries: a list that is indexed as it is made, since as a list of rows it would fill the memory.

The list is the evaluation's own, grown as the evaluation grows it (first and last names of people of one state, recombined).
No word is new, so each stands in a hundred times as many names: worse than a real list of this length.
"""

import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator

from benchmarks.matching import lists, machine
from benchmarks.matching.adapter import Matcher, entity_of
from firstwall.matching import Index

ENTRIES, ASKED_ALONE, ASKED = 10_000_000, 2_000, 6_000
_FIELDS = ("type", "name", "dob", "nationality", "ids")


def rows(entities: list[dict], taken: set[str], size: int) -> Iterator[dict]:
    """The evaluation's entries, then made ones up to this size; none bears the name of a query (`taken`)."""
    yield from entities
    dice, by_state = random.Random(7), defaultdict[str, tuple[list[str], list[str]]](lambda: ([], []))
    for entity in entities:
        if entity["id"].startswith("pl-"):
            first, *last = entity["names"][0].split()
            firsts, lasts = by_state[entity["nationality"][0] if entity["nationality"] else ""]
            firsts.append(first)
            lasts.append(" ".join(last))
    states = list(by_state)
    sizes = [len(by_state[state][0]) for state in states]
    for number in range(size - len(entities)):
        (state,) = dice.choices(states, sizes)
        firsts, lasts = by_state[state]
        name = f"{dice.choice(firsts)} {dice.choice(lasts)}"
        while name.casefold() in taken:
            name = f"{dice.choice(firsts)} {name}"
        born = f"{dice.randrange(1945, 2006)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
        papers = [{"type": "passport", "value": f"L{dice.randrange(10**7, 10**8)}"}] if dice.random() < 0.3 else []
        yield {
            "id": f"made-{number}", "type": "person", "names": [name], "dob": [born], "nationality": [state] if state else [],
            "ids": papers,
        }  # fmt: skip


def _memory() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() >> 20


def huge(size: int = ENTRIES) -> str:
    """One sentence: seconds to build, memory, times of a question, recall at rank 1."""
    machine.pin()
    script = lists.script()
    queries = script.read(lists.DATA / "screening" / "queries.jsonl.gz")
    entities = script.read(lists.DATA / "screening" / "entities.jsonl.gz")
    random.Random(1).shuffle(queries)
    queries = queries[:ASKED]
    taken = {query["name"].casefold() for query in queries if query.get("name")}
    began = time.perf_counter()
    matcher = Matcher(Index.build(entity_of(row) for row in rows(entities, taken, size)))
    built = time.perf_counter() - began
    asked = [{field: query[field] for field in _FIELDS if field in query} for query in queries]
    matcher.search(asked[0], 10)
    seconds = []
    for question in asked[:ASKED_ALONE]:
        began = time.perf_counter()
        matcher.search(question, 10)
        seconds.append(time.perf_counter() - began)
    began = time.process_time()
    answers = matcher.search_many(asked, 10)
    rate = len(asked) / (time.process_time() - began)
    seconds.sort()
    expected = [
        bool(found) and found[0][0] in {query["expect"], *query.get("also_ok", ())}
        for query, found in zip(queries, answers, strict=True)
        if query["expect"]
    ]
    p50, p99 = (1000 * seconds[len(seconds) * part // 100] for part in (50, 99))
    return (
        f"{size:,} entries: built in {built:,.0f} s, {_memory():,} MB in memory; one question p50 {p50:.1f} ms, p99 {p99:.0f} ms;"
        f" {rate:,.0f} questions a second of processor time; the right entry first for {sum(expected) / len(expected):.3f} of"
        f" {len(expected):,} questions. One run, unsteady; over all questions, not the mean of groups."
    )
