"""SEC-61: the node's own log is JSON, one object a line, and no value gets into it."""

import json
import logging
from uuid import UUID, uuid4

import pytest

from firstwall.ledger.services import request_id
from firstwall.runtime.logs import JsonLines

TYPED = "Voloshkin Dmitri"


def line_of(**said: object) -> dict:
    """What the formatter makes of one record."""
    record = logging.LogRecord("firstwall.screening", logging.ERROR, "here.py", 1, "could not look", (), None)
    vars(record).update(said)
    text = JsonLines().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_sec_61_arguments_and_further_fields_are_left_out():
    line = line_of(args=(TYPED,), msg="could not look for %s", person=TYPED)
    assert set(line) == {"at", "level", "from", "said"}
    assert (line["level"], line["from"], line["said"]) == ("ERROR", "firstwall.screening", "could not look for %s")
    assert line["at"].endswith("+00:00")


def test_sec_61_an_exception_is_its_class_and_its_places():
    """The message of an exception may quote what somebody typed; the class says which fault it was, the places where."""
    with pytest.raises(ValueError) as caught:
        UUID(TYPED)
    line = line_of(exc_info=caught._excinfo, exc_text=str(caught.value))
    assert line["fault"] == "ValueError" and TYPED not in json.dumps(line)
    assert line["places"][-1].startswith("runtime/test_logs.py:")


def test_a_line_of_a_request_bears_its_number():
    token = request_id.set(number := str(uuid4()))
    try:
        assert line_of()["request"] == number
    finally:
        request_id.reset(token)


def test_a_message_over_several_lines_stays_one_line():
    assert line_of(msg="one\ntwo")["said"] == "one\ntwo"
