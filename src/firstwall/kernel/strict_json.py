"""JSON as a door takes it: one meaning and no other (SEC-52). Python's own loader lets all of this through. Pure."""

import json
from typing import Any, NoReturn

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

DEEPEST = 32


def strict_json(raw: bytes) -> Any:
    """Read one document: UTF-8, each name once, finite numbers, at most 32 deep, whole characters and no zero byte.

    Raises:
        Fault: 400, what is wrong with it and where.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(N_("The request is not UTF-8 text."), say(N_("byte %(n)s"), n=error.start + 1)) from None
    try:
        value = one_meaning(text)
    except json.JSONDecodeError as error:
        place = say(N_("line %(line)s, column %(column)s"), line=error.lineno, column=error.colno)
        raise _fault(N_("The request is not JSON."), place) from None
    _look_through(value, has_escapes="\\u" in text)
    return value


def one_meaning(text: str) -> Any:
    """Read one document or one line of a file: each name once, finite numbers, at most 32 deep; characters as they are.

    Raises:
        json.JSONDecodeError: it is no JSON; where is in the error.
        Fault: it is JSON with two meanings or none.
    """
    try:
        value = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # an integer of thousands of digits
        raise _fault(N_("A number has too many digits.")) from None
    _look_through(value, has_escapes=False)
    return value


def is_storable(text: str) -> bool:
    """Whether every character is whole and none is zero, so that the database and the ledger can keep it."""
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def _look_through(value: Any, *, has_escapes: bool) -> None:
    """Depth, and what only an escape can bring in: zero bytes and halves of characters. Without recursion."""
    level: list[tuple[str, Any]] = [("", value)]
    for _depth in range(DEEPEST + 1):
        below: list[tuple[str, Any]] = []
        for place, one in level:
            if isinstance(one, dict):
                below += [(f"{place}.{name}" if place else name, held) for name, held in one.items()]
                texts = list(one) if has_escapes else []
            elif isinstance(one, list):
                below += [(place, held) for held in one]
                texts = []
            else:
                texts = [one] if has_escapes and isinstance(one, str) else []
            if not all(map(is_storable, texts)):
                raise _fault(N_("A text holds a zero byte or half a character."), _shown(place))
        if not below:
            return
        level = below
    raise _too_deep()


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _fault(N_("A name stands twice in one object."), _shown(twice))
    return found


def _no_constant(name: str) -> NoReturn:
    raise _fault(N_("NaN and Infinity are no numbers of JSON."), name)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _fault(N_("A number is too large."), text[:40])
    return number


def _shown(place: str) -> str:
    return place[:80] if place.isprintable() else ""


def _too_deep() -> Fault:
    return _fault(N_("The request is nested too deeply."), say(N_("more than %(n)s levels"), n=DEEPEST))


def _fault(sentence: str, place: str = "") -> Fault:
    return Fault(
        "unreadable", sentence, place=place, cure=N_("Send one JSON object in UTF-8, as /api/v1/openapi.json says.")
    )
