"""Load or compile the kernel before the first question."""

from .index import Index
from .types import Entity, Identifier, Query


def warm_up() -> None:
    """Run one question of each sort, so that everything compiled is in memory."""
    mark = Identifier("document", "AB1234567", "EE")
    entity = Entity("warm", 1, "person", ("Warm Up",), ("1970-01-01",), ("EE",), (mark,))
    query = Query("person", "Warm Upp", "1970-01-01", "EE", (mark,))
    index = Index.build([entity])
    index.search(query, admit=frozenset({1}))
    index.explain(query, entity)
