"""tantivy: any of the words, one typing error each; the best 50 ranked again with rapidfuzz."""

from collections.abc import Iterable

import tantivy
from rapidfuzz import fuzz

from benchmarks.matching.peers.listed import Listed, plain

AGAIN = 50
MOST_WORDS = 8
SHORT = 3  # a word so short is taken as written: with one error it would meet half the list
WRITER_BYTES = 200_000_000


class FuzzyTerms(Listed):
    """A full-text index in memory of one field, a document for every name."""

    def prepare(self) -> None:
        fields = tantivy.SchemaBuilder()
        fields.add_text_field("name", stored=False, tokenizer_name="whitespace")
        fields.add_unsigned_field("place", stored=True)
        self.schema = fields.build()
        index = tantivy.Index(self.schema)
        writer = index.writer(WRITER_BYTES, 1)
        for place, name in enumerate(self.names):
            writer.add_document(tantivy.Document(name=name, place=place))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def clause(self, word: str) -> tantivy.Query:
        """One word of the query."""
        if len(word) <= SHORT:
            return tantivy.Query.term_query(self.schema, "name", word)
        return tantivy.Query.fuzzy_term_query(self.schema, "name", word, distance=1, transposition_cost_one=True)

    def near(self, query: dict, limit: int) -> Iterable[tuple[str, float]]:
        name = plain(query["name"])
        clauses = [(tantivy.Occur.Should, self.clause(word)) for word in name.split()[:MOST_WORDS]]
        if not clauses:
            return []
        hits = self.searcher.search(tantivy.Query.boolean_query(clauses), AGAIN).hits
        places = [self.searcher.doc(address)["place"][0] for _, address in hits]
        return [(self.owners[place], fuzz.token_sort_ratio(name, self.names[place]) / 100) for place in places]


def make(rows: list[dict]) -> FuzzyTerms:
    """The factory that the evaluation calls."""
    return FuzzyTerms(rows)
