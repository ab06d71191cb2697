"""The list and the queries of the evaluation, for whoever does not run the evaluation itself: read by its own functions."""

import importlib.util
import random
from types import ModuleType

from benchmarks.matching.evaluation import DATA, SCRIPT


def script() -> ModuleType:
    """The evaluation script as a module."""
    spec = importlib.util.spec_from_file_location("evaluation_script", SCRIPT)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(size: int) -> tuple[list[dict], list[dict]]:
    """A list of this length, and the queries whose expected entry is in it, shuffled as the evaluation shuffles them."""
    evaluate, folder = script(), DATA / "screening"
    queries = evaluate.read(folder / "queries.jsonl.gz")
    entities = evaluate.scale(evaluate.read(folder / "entities.jsonl.gz"), queries, size)
    listed = {entity["id"] for entity in entities} | {None}
    queries = [query for query in queries if query["expect"] in listed and query.get("twin") in listed]
    random.Random(1).shuffle(queries)
    return entities, queries
