"""`tools/verify.py` stands alone, and its tree is that of RFC 9162 (SEC-31)."""

import ast
import hashlib
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.harness import verifier
from tests.rooms.ledger import rfc_9162 as rfc

from firstwall.ledger import checkpoint
from firstwall.seals import signing

verify = verifier.load()
LEAVES = [verify.leaf_hash(data) for data in rfc.DATA]
SIGNER = signing.Signer("firstwall/node-1", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
KEY = verify.Key.parse(SIGNER.verifier.text)


def test_it_is_one_file_on_the_standard_library_and_cryptography() -> None:
    imported = set()
    for node in ast.walk(ast.parse(verifier.FILE.read_text())):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_roots_agree_for_all_sizes() -> None:
    tree = verify.Tree()
    assert tree.root() == rfc.mth(0, 0)
    for size, leaf in enumerate(LEAVES, 1):
        tree.append(leaf)
        assert tree.root() == rfc.mth(0, size)


def test_all_inclusion_proofs_agree_for_sizes_1_to_257() -> None:
    for size in range(1, 258):
        root = rfc.mth(0, size)
        for index in range(size):
            path = rfc.path(index, 0, size)
            assert verify.verify_inclusion(LEAVES[index], index, size, path, root)
            assert not verify.verify_inclusion(LEAVES[(index + 1) % 257], index, size, path, root)
    assert not verify.verify_inclusion(LEAVES[0], 5, 5, [], LEAVES[0])


def test_all_consistency_proofs_agree_for_sizes_1_to_257() -> None:
    for new in range(1, 258):
        root = rfc.mth(0, new)
        for old in range(1, new + 1):
            path = rfc.proof(old, 0, new)
            assert verify.verify_consistency(old, new, rfc.mth(0, old), root, path)
            assert not verify.verify_consistency(old, new, LEAVES[0][::-1], root, path)
            assert not verify.verify_consistency(old, new, rfc.mth(0, old), root, [*path, root])
    assert verify.verify_consistency(0, 5, hashlib.sha256().digest(), rfc.mth(0, 5), [])
    assert not verify.verify_consistency(6, 5, rfc.mth(0, 5), rfc.mth(0, 5), [])


def test_a_checkpoint_is_read_as_the_product_writes_it() -> None:
    said = verify.read_checkpoint(checkpoint.sign(7, rfc.mth(0, 7), SIGNER), [KEY], "it")
    assert (said.size, said.root, said.age) == (7, rfc.mth(0, 7), 0)


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda note: note.replace("\n7\n", "\n8\n"), "false signature"),
        (lambda note: note.replace("firstwall/node-1\n7", "firstwall/node-2\n7"), "false signature"),
        (lambda note: note.partition("\n\n")[0], "not a signed checkpoint"),
        (lambda note: note.replace("\u2014 firstwall", "firstwall"), "malformed"),
        (lambda note: signing.sign_note("firstwall/node-1\nno number\n", SIGNER), "not a checkpoint"),
        (lambda note: signing.sign_note("elsewhere\n7\n" + note.split("\n")[2] + "\n", SIGNER), "another ledger"),
    ],
)
def test_a_spoilt_checkpoint_is_refused(spoil, word: str) -> None:
    with pytest.raises(verify.Wrong, match=word):
        verify.read_checkpoint(spoil(checkpoint.sign(7, rfc.mth(0, 7), SIGNER)), [KEY], "it")


def test_a_key_whose_hash_disagrees_is_refused() -> None:
    name, short, encoded = SIGNER.verifier.text.split("+", 2)
    with pytest.raises(ValueError):
        verify.Key.parse(f"{name}+{'0' * len(short)}+{encoded}")
