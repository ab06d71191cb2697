"""Pure decisions about reading the ledger."""

from firstwall.ledger.reading import Proof
from firstwall.ledger.terms import words_of

PAGE_SIZE = 50


def slice_of(page: int) -> slice:
    """Return the rows of a page and one more, which tells whether there is a next page."""
    first = (max(page, 1) - 1) * PAGE_SIZE
    return slice(first, first + PAGE_SIZE + 1)


def search_words(term: str) -> tuple[list[str], str]:
    """Return the single words of a term and the term written without gaps: either way of writing finds the other."""
    words = words_of(term)
    return (words[:-1], words[-1]) if len(words) > 1 else (words, words[0] if words else "")


def is_found(matched: set[str], words: list[str], whole: str) -> bool:
    """Tell whether an entry with these matching words was a search for the term: the whole, or every word of it."""
    return bool(matched) and (whole in matched or set(words) <= matched)


def proof_fits(proof: Proof | None, leaf: bytes) -> bool:
    """Tell whether a proof is about this very content, and leads to the signed root."""
    return proof is not None and proof.leaf_hash == leaf and proof.holds
