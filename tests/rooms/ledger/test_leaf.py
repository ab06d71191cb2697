"""What is hashed has one form, whoever reads it back (SEC-27, RFC 8785)."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstwall.kernel.ids import canonical_json
from firstwall.kernel.words import Strand
from firstwall.ledger import chunk, leaf, terms

TEXT = st.text(st.characters(codec="utf-8"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz_", max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    kept = leaf.plain(value)
    assert leaf.canonical(kept) == canonical_json(kept)
    assert leaf.plain(json.loads(leaf.canonical(kept))) == kept


def test_values_of_the_product_become_plain() -> None:
    uid = UUID(int=7)
    given_ = {"s": Strand.CRIMINAL, "d": date(2026, 1, 2), "f": 0.5, "u": uid, "big": 2**60, "set": {"b", "a"}}
    assert leaf.plain(given_) == {
        "s": "C", "d": "2026-01-02", "f": "0.5", "u": str(uid), "big": str(2**60), "set": ["a", "b"],
    }  # fmt: skip


def test_odd_text_cannot_stop_an_entry() -> None:
    assert leaf.plain("a\0b\ud800") == "a\ufffdb?"


def test_bytes_are_a_bug() -> None:
    with pytest.raises(TypeError):
        leaf.plain({"secret": b"1"})


def test_moment_is_the_same_in_every_zone() -> None:
    here = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=3)))
    assert leaf.moment(here) == leaf.moment(there) == "2026-03-04T05:06:07.000000Z"


def test_commitment_hides_behind_its_salt() -> None:
    assert leaf.commitment(b"a" * 32, b"{}") != leaf.commitment(b"b" * 32, b"{}")
    with pytest.raises(ValueError):
        leaf.commitment(b"short", b"{}")


def test_each_query_of_a_chunk_is_provable_alone() -> None:
    """SEC-26: one entry commits to every query of a chunk."""
    queries = [{"name": f"Person {number}", "row": number} for number in range(37)]
    committed = chunk.commit_chunk(queries)
    proofs = chunk.prove_many(queries, committed.seed, range(len(queries)))
    for number, query in enumerate(queries):
        proof = proofs[number]
        assert chunk.verify_in_chunk(query, proof, committed.root_hex)
        assert not chunk.verify_in_chunk({"name": "Person X", "row": number}, proof, committed.root_hex)
    assert len({proof.salt for proof in proofs.values()}) == 37
    assert committed.details() == {"queries": 37, "queries_root": committed.root_hex}
    assert "queries" not in committed.personal() and len(committed.personal(queries)["queries"]) == 37


def test_an_empty_chunk_has_a_commitment() -> None:
    assert chunk.commit_chunk([]).count == 0


def test_words_find_a_plate_and_a_name_however_written() -> None:
    assert terms.words_of("AB-123 CD") == ["ab", "123", "cd", "ab123cd"]
    assert terms.words_of("ab123cd") == ["ab123cd"]
    assert terms.words_of("  ") == []
    assert set(terms.words_of("Иванов")) == {"ivanov"}
    assert len(terms.all_words([" ".join(f"w{n}" for n in range(99))])) == terms.MOST_WORDS
