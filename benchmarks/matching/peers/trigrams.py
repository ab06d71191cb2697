"""sparse_dot_topn: cosine of TF-IDF weights of three-letter pieces (scikit-learn), the best by a sparse product."""

from collections.abc import Iterable, Iterator

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn

from benchmarks.matching.peers.listed import Answer, Listed, best, plain

LOWEST = 0.2


class Trigrams(Listed):
    """One sparse matrix of the list; a question, or many at once, is a product with it."""

    def prepare(self) -> None:
        self.weigh = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
        self.listed = self.weigh.fit_transform(self.names).T.tocsr()

    def product(self, names: list[str], top: int) -> Iterator[list[tuple[int, float]]]:
        """For each name the places of the nearest names of the list, with their cosines."""
        asked = self.weigh.transform([plain(name) for name in names])
        found = sp_matmul_topn(asked, self.listed, top_n=top, threshold=LOWEST, sort=True)
        for start, end in zip(found.indptr, found.indptr[1:], strict=False):
            yield list(zip(found.indices[start:end].tolist(), found.data[start:end].tolist(), strict=True))

    def near(self, query: dict, limit: int) -> Iterable[tuple[str, float]]:
        return [(self.owners[place], score) for place, score in next(self.product([query["name"]], 2 * limit))]

    def search_many(self, queries: list[dict], limit: int) -> list[Answer]:
        """All the names in one product: this is what the library is fast at."""
        answers = []
        rows = self.product([query.get("name", "") for query in queries], 2 * limit)
        for query, row in zip(queries, rows, strict=True):
            certain = self.named_by_number(query)
            answers.append(certain[:limit] or best(((self.owners[place], score) for place, score in row), limit))
        return answers


def make(rows: list[dict]) -> Trigrams:
    """The factory that the evaluation calls."""
    return Trigrams(rows)
