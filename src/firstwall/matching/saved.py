"""The saved form of a compiled list: one buffer of arrays that any process maps and reads where it lies. Pure.

Prologue (64 bytes: magic, form, sizes, digest), head (JSON: matcher version, the caller's own words, the arrays' names,
types and shapes), then the arrays, each at a multiple of 64 bytes. No place is written down: every place follows from
the shapes, so that a reader has none to trust.
"""

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, get_type_hints

import numpy as np

from .kernel_cache import KERNEL_CACHE
from .thresholds import MATCHER_VERSION

Tree = TypeVar("Tree", bound=tuple)

FORM = 1
ALIGNED = 64
_PROLOGUE = struct.Struct("<8sIIQ32s8x")
_MAGIC = b"FWINDEX\n"
_LARGEST_HEAD = 1 << 20
_TYPES = {np.dtype(name).str for name in ("?", "i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f4", "<f8")}
_AT_ONCE = 1 << 22
# The arrays mean what this program's sources say: an upgrade makes the list anew.
_PROGRAM = KERNEL_CACHE.name


class NotReadable(Exception):
    """The buffer is no saved list of this program: the message says what is wrong, and holds nothing of the list."""


@dataclass(frozen=True, slots=True)
class Opened(Generic[Tree]):
    """What was saved: the arrays as views of the buffer, and the words that went with them."""

    tree: Tree
    words: Mapping[str, Any]


class _Leaf(NamedTuple):
    name: str
    dtype: str
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        count = 1
        for side in self.shape:
            count *= side
        return count * np.dtype(self.dtype).itemsize


def size_of(tree: tuple, words: Mapping[str, Any]) -> int:
    """How many bytes `saved` will give."""
    leaves = _leaves_of(tree)
    return _ends(len(_head(leaves, words)), leaves)[-1]


def saved(tree: tuple, words: Mapping[str, Any]) -> Iterator[memoryview]:
    """The buffer in pieces: for a file, a seal or a shared memory, without a second copy of the list."""
    leaves = _leaves_of(tree)
    head = _head(leaves, words)
    digest = hashlib.sha256(head)
    for piece in _pieces(tree, len(head)):
        digest.update(piece)
    size = _ends(len(head), leaves)[-1]
    yield memoryview(_PROLOGUE.pack(_MAGIC, FORM, len(head), size, digest.digest()) + head)
    yield from _pieces(tree, len(head))


class _Ordinary:
    """An array over a read-only memory that does not say so.

    The compiled kernel takes arrays of the ordinary kind; for read-only ones a second kernel would be compiled. It
    writes into none of them, and the memory itself stays protected: a write would end the process.
    """

    def __init__(self, array: np.ndarray) -> None:
        self.array = array
        shown = array.__array_interface__
        self.__array_interface__ = {**shown, "data": (shown["data"][0], False)}


def open_saved(buffer: Any, form: type[Tree], *, check_digest: bool = True, for_kernel: bool = False) -> Opened[Tree]:
    """The list in this buffer, without copying it; writable when the buffer is.

    Args:
        buffer: bytes, an mmap, or anything else that shows its memory.
        form: the NamedTuple that was saved; its annotations say which fields are trees of their own.
        check_digest: False for a shared memory that its owner has checked and then erased entries from.
        for_kernel: read-only arrays do not say that they are, so that the kernel compiled for others reads them.

    Raises:
        NotReadable: another format, another matcher's list, cut short, too long, or altered.
    """
    whole = memoryview(buffer).cast("B")
    head_size, digest = _prologue(whole)
    head = bytes(whole[_PROLOGUE.size : _PROLOGUE.size + head_size])
    leaves, words = _read_head(head)
    ends = _ends(head_size, leaves)
    if ends[-1] != len(whole):
        raise NotReadable("its arrays do not fill it")
    if check_digest and _digest(whole[_PROLOGUE.size :]) != digest:
        raise NotReadable("it was altered")
    if [leaf.name for leaf in leaves] != list(_names_of(form)):
        raise NotReadable("it holds other arrays than this program reads")
    arrays = _views(whole, leaves, ends)
    if for_kernel:
        arrays = (np.asarray(_Ordinary(array)) for array in arrays)
    return Opened(_tree(form, arrays), words)


def _prologue(whole: memoryview) -> tuple[int, bytes]:
    if len(whole) < _PROLOGUE.size:
        raise NotReadable("it is cut short")
    magic, form, head_size, size, digest = _PROLOGUE.unpack_from(whole)
    if magic != _MAGIC:
        raise NotReadable("it is no saved list")
    if form != FORM:
        raise NotReadable("it has another form")
    if size != len(whole) or head_size > min(_LARGEST_HEAD, size - _PROLOGUE.size):
        raise NotReadable("it is cut short or too long")
    return head_size, digest


def _head(leaves: list[_Leaf], words: Mapping[str, Any]) -> bytes:
    said = {"matcher": MATCHER_VERSION, "program": _PROGRAM, "words": dict(words), "arrays": leaves}
    head = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return head + b" " * (-(_PROLOGUE.size + len(head)) % ALIGNED)


def _read_head(head: bytes) -> tuple[list[_Leaf], Mapping[str, Any]]:
    try:
        said = json.loads(head)
        maker, words, listed = (said["matcher"], said["program"]), said["words"], said["arrays"]
        leaves = [_Leaf(str(name), str(dtype), tuple(shape)) for name, dtype, shape in listed]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotReadable("its head cannot be read") from None
    if maker != (MATCHER_VERSION, _PROGRAM):
        raise NotReadable("it was made by another version of the matcher")
    for leaf in leaves:
        if leaf.dtype not in _TYPES or not all(type(side) is int and 0 <= side < 1 << 48 for side in leaf.shape):
            raise NotReadable("its head cannot be read")
    if not isinstance(words, dict):
        raise NotReadable("its head cannot be read")
    return leaves, words


def _ends(head_size: int, leaves: list[_Leaf]) -> list[int]:
    """Where the head ends and where each array ends, filled up to a multiple of 64."""
    ends = [_PROLOGUE.size + head_size]
    for leaf in leaves:
        ends.append(ends[-1] + leaf.size + -leaf.size % ALIGNED)
    return ends


def _views(whole: memoryview, leaves: list[_Leaf], ends: list[int]) -> Iterator[np.ndarray]:
    for leaf, start in zip(leaves, ends, strict=False):
        yield np.frombuffer(whole[start : start + leaf.size], np.dtype(leaf.dtype)).reshape(leaf.shape)


def _pieces(tree: tuple, head_size: int) -> Iterator[memoryview]:
    for _name, array in _arrays(tree):
        flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        for start in range(0, len(flat), _AT_ONCE):
            yield flat[start : start + _AT_ONCE]
        if filling := -len(flat) % ALIGNED:
            yield memoryview(bytes(filling))


def _digest(rest: memoryview) -> bytes:
    return hashlib.sha256(rest).digest()


def _leaves_of(tree: tuple) -> list[_Leaf]:
    leaves = [_Leaf(name, array.dtype.str, array.shape) for name, array in _arrays(tree)]
    foreign = [leaf.name for leaf in leaves if leaf.dtype not in _TYPES]
    if foreign:
        raise TypeError(f"arrays of a type that is not saved: {', '.join(foreign)}")
    return leaves


def _arrays(tree: Any, name: str = "") -> Iterator[tuple[str, np.ndarray]]:
    if isinstance(tree, np.ndarray):
        yield name, tree
        return
    for field, branch in zip(tree._fields, tree, strict=True):
        yield from _arrays(branch, f"{name}.{field}" if name else field)


def _fields(form: type) -> Iterator[tuple[str, type]]:
    hints = get_type_hints(form)
    for field in form._fields:  # type: ignore[attr-defined]
        yield field, hints[field]


def _names_of(form: type, name: str = "") -> Iterator[str]:
    for field, kind in _fields(form):
        whole = f"{name}.{field}" if name else field
        if kind is np.ndarray:
            yield whole
        else:
            yield from _names_of(kind, whole)


def _tree(form: type[Tree], arrays: Iterator[np.ndarray]) -> Tree:
    return form(*(next(arrays) if kind is np.ndarray else _tree(kind, arrays) for _field, kind in _fields(form)))
