"""python -m benchmarks.matching: our index beside its peers, over the same list and queries, in one table.

python -m benchmarks.matching [--size 100000] [--queries 3000] [--peers rapidfuzz,tantivy] [--repeat 2] [--write]
python -m benchmarks.matching --growth      ours alone over lists that grow
python -m benchmarks.matching --cold        from the start of a process to its first answer
python -m benchmarks.matching --huge        ours over ten million entries: some 10 minutes, 6 GB of memory
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.matching import cold, evaluation, huge, machine, page, table
from benchmarks.matching.environments import NotBuilt, environment_of, versions_in
from benchmarks.matching.evaluation import Plan
from benchmarks.matching.figures import Row
from firstwall.matching import MATCHER_VERSION

HERE = Path(__file__).resolve().parent
OURS = HERE / "adapter.py"
WARM = "from firstwall.matching import warm_up; warm_up()"
GROWTH = (10_000, 100_000, 1_000_000)
GROWTH_QUERIES = 12_000
SAMPLE = 3_000


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer's adapter, the package its row is named after, and what it does in a few words."""

    adapter: str
    package: str
    way: str


PEERS = {
    "rapidfuzz": Peer("every_name.py", "rapidfuzz", "every name, token_sort_ratio"),
    "sparse_dot_topn": Peer("trigrams.py", "sparse-dot-topn", "character 3-gram TF-IDF"),
    "tantivy": Peer("fuzzy_terms.py", "tantivy", "fuzzy terms, best 50 re-ranked with rapidfuzz"),
    "nomenklatura": Peer("logic_v2.py", "nomenklatura", "logic-v2 on 20 candidates of a 3-gram TF-IDF index"),
}


def main(words: list[str]) -> int:
    """Measure what was asked for, print it, and with --write put it into the reference page."""
    asked = _options().parse_args(words)
    if reason := evaluation.missing():
        print(f"not run: {reason}")
        return 0
    _warm()
    plan = Plan(asked.size, asked.queries, asked.repeat)
    if asked.cold:
        name, text = "cold", cold.cold_start(asked.size, asked.repeat)
    elif asked.huge:
        name, text = "ten million entries", huge.huge()
    elif asked.growth:
        name, text = "growth", grown(plan.repeat)
    else:
        name, text = f"{_queries(plan.queries)} at {plan.size:,} entries", beside_peers(plan, asked.peers)
    text = f"{text}\n\n{machine.facts()}; {_versions()}."
    print(f"\n{text}")
    if asked.write:
        page.write(name, f"## {name[0].upper()}{name[1:]}\n\n{text}")
    return 0


def beside_peers(plan: Plan, peers: list[str]) -> str:
    """The table of all matchers, ours first, and the table by group of queries."""
    rows, romanisers = [_ours(plan)], {}
    for peer in peers:
        row, romaniser = _peer(peer, plan)
        rows.append(row)
        if row.measured:
            romanisers.setdefault(romaniser, []).append(peer)
    given = "; ".join(f"{', '.join(names)} got names romanised by {who}" for who, names in romanisers.items())
    note = f"{given}, and the same dictionary of exact identifiers. Figures are the mean of groups." if given else ""
    counts = next((row.runs[0] for row in rows if row.measured), None)
    asked = f"{counts['queries']:,} queries, {counts['negatives']:,} of them negative." if counts else ""
    marks = "A time stands where all runs lie within 1.3x; else, or after a single run, it is marked unsteady."
    parts = [f"{asked} {note} {marks}".strip(), table.comparison(rows), table.by_group(rows), table.loads(rows)]
    return "\n\n".join(part for part in parts if part)


def grown(repeat: int) -> str:
    """Ours over lists that grow a hundredfold."""
    rows = [(size, _ours(Plan(size, GROWTH_QUERIES, repeat))) for size in GROWTH]
    return table.growth(rows) + "\n\n" + table.loads([row for _, row in rows])


def _ours(plan: Plan) -> Row:
    return evaluation.measure("Firstwall", MATCHER_VERSION, Path(sys.executable), OURS, plan)


def _peer(name: str, plan: Plan) -> tuple[Row, str]:
    peer = PEERS[name]
    published = _published(name, plan)
    try:
        environment = environment_of(name)
    except NotBuilt as reason:
        way = f"{(published or {}).get('version', '')} {peer.way}".strip()
        return Row(name, way, reason=str(reason), published=published), ""
    way = f"{environment.versions[peer.package]}, {peer.way}"
    row = evaluation.measure(name, way, environment.python, HERE / "peers" / peer.adapter, plan)
    if not row.measured:
        row = replace(row, published=published)
    return row, environment.romaniser


def _published(name: str, plan: Plan) -> dict | None:
    """The row published for as many queries, else the one of the sample; only lists of one length compare."""
    known = json.loads((HERE / "published.json").read_text(encoding="utf-8"))
    if plan.size != known["size"]:
        return None
    for queries in (plan.queries, SAMPLE):
        if row := known["rows"].get(str(queries), {}).get(name):
            return row | {"measured": f"{known['measured']} on {_queries(queries)}"}
    return None


def _queries(number: int) -> str:
    return f"{number:,} queries" if number else "all queries"


def _warm() -> None:
    """Compile before anything is timed: a compiled kernel is kept between processes."""
    subprocess.run([sys.executable, "-c", WARM], env=evaluation.environ(), check=True)


def _versions() -> str:
    found = versions_in(Path(sys.prefix))
    return ", ".join(f"{name} {found[name]}" for name in ("numpy", "numba") if name in found)


def _peers(words: str) -> list[str]:
    chosen = [word.strip() for word in words.split(",") if word.strip()]
    if unknown := [name for name in chosen if name not in PEERS]:
        raise argparse.ArgumentTypeError(f"no peer {', '.join(unknown)}; there are {', '.join(PEERS)}")
    return chosen


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__.splitlines()[0])
    options.add_argument("--size", type=int, default=100_000, help="entries of the list")
    options.add_argument("--queries", type=int, default=SAMPLE, help="a fixed sample of the queries; 0: all")
    options.add_argument("--peers", type=_peers, default=[*PEERS], help="which, with commas; empty: ours alone")
    options.add_argument("--repeat", type=int, default=2, help="runs of each matcher")
    options.add_argument("--growth", action="store_true", help="ours at 10,000, 100,000 and 1,000,000 entries")
    options.add_argument("--cold", action="store_true", help="cold start from the saved form")
    options.add_argument("--huge", action="store_true", help="ours over ten million entries")
    options.add_argument("--write", action="store_true", help="put the table into docs/reference/matching-figures.md")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
