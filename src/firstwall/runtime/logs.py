"""What a running node writes about itself: where it broke and of which kind, never with a value in it (SEC-61).

An exception's message may quote what somebody typed, so it is left out; its class and its places in our code are enough to find
the fault. The request id is the same that the ledger's entries carry.
"""

import logging
import traceback

from firstwall.ledger.services import request_id


class WithoutValues(logging.Formatter):
    """Level, logger, the constant part of the message, and for an exception its class and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Render one line; arguments of the message and texts of exceptions are dropped."""
        parts = [self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"), record.levelname, record.name, str(record.msg)[:200]]
        if request_id.get():
            parts.append(f"request={request_id.get()}")
        if record.exc_info and record.exc_info[0] is not None:
            kind, _value, trace = record.exc_info
            places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
            parts.append(f"{kind.__name__} at {' < '.join(reversed(places))}")
        return " ".join(parts)


def _short(file: str) -> str:
    return "/".join(file.rsplit("/", 2)[-2:])
