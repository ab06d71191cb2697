"""What a running node writes about itself, one JSON object a line: where it broke and of which kind, never a value (SEC-61).

An exception's message may quote what somebody typed, so it is left out; its class and its places in our code are enough to find
the fault. The request id is the same that the ledger's entries carry.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

from firstwall.ledger.services import request_id

DEEP = 12
"Places that a line names, from the one that failed outwards."


class JsonLines(logging.Formatter):
    """Moment, level, logger, the constant part of the message, the request, and for an exception its class and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Render one line; arguments of the message, further fields and texts of exceptions are dropped."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": moment, "level": record.levelname, "from": record.name}
        line["said"] = str(record.msg)[:200]
        if request_id.get():
            line["request"] = request_id.get()
        if record.exc_info and record.exc_info[0] is not None:
            kind, _value, trace = record.exc_info
            frames = traceback.extract_tb(trace)[: -DEEP - 1 : -1]
            line |= {"fault": kind.__name__, "places": [f"{_short(one.filename)}:{one.lineno}" for one in frames]}
        return json.dumps(line, ensure_ascii=False)


def _short(file: str) -> str:
    return "/".join(file.rsplit("/", 2)[-2:])
