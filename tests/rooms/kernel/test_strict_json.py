"""JSON with one meaning and no other (SEC-52)."""

import pytest

from firstwall.kernel.refusal import Fault
from firstwall.kernel.strict_json import DEEPEST, is_storable, strict_json

REFUSED = {
    "a name twice": b'{"a": 1, "b": {"c": 1, "c": 2}}',
    "no number": b'{"a": NaN}',
    "infinite": b'{"a": -Infinity}',
    "too large": b'{"a": 1e999}',
    "too many digits": b'{"a": ' + b"9" * 5000 + b"}",
    "too deep": b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2),
    "deeper than the stack": b"[" * 100_000 + b"]" * 100_000,
    "a zero byte": b'{"a": ["x\\u0000"]}',
    "half a character": b'{"a": "\\ud800"}',
    "half a character as a name": b'{"\\udfff": 1}',
    "not UTF-8": b'{"a": "\xe9"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "half a document": b'{"a": ',
    "nothing": b"",
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=list(REFUSED))
def test_what_has_no_one_meaning_is_refused_with_a_cure(raw):
    with pytest.raises(Fault) as refused:
        strict_json(raw)
    assert (refused.value.code, refused.value.status) == ("unreadable", 400) and refused.value.cure


def test_the_place_is_named():
    with pytest.raises(Fault) as refused:
        strict_json(b'{"values": {"names": ["Jaan\\u0000"]}}')
    assert refused.value.place == "values.names"


def test_ordinary_documents_are_read():
    assert strict_json('\ufeff{"a": ["Ä", "\\ud83d\\ude00", 1.5, null]}'.encode()) == {"a": ["Ä", "😀", 1.5, None]}
    assert strict_json(b"[" * DEEPEST + b"]" * DEEPEST)


def test_what_can_be_kept():
    assert is_storable("Õnne 😀") and not is_storable("a\0") and not is_storable("\udc80")
