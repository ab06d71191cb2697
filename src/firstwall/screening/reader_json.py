"""JSON lines of traffic to parties: tolerant by line, flat in memory, resumable at a byte. Pure (EXC-06)."""

import json
from collections.abc import Iterable, Iterator

from firstwall.kernel.refusal import Fault
from firstwall.kernel.strict_json import one_meaning
from firstwall.screening.fields import party_of
from firstwall.screening.lines import Line, lines_of, text_of
from firstwall.screening.types import Party, Problem

Read = Iterator[Party | Problem]


def read_json_lines(chunks: Iterable[bytes], *, number: int = 0, offset: int = 0) -> Read:
    """Each line one object: `qid`, `type`, `name`, `dob`, `nationality`, `ids` (`type`, `value`, `country`)."""
    for line in lines_of(chunks, number=number, offset=offset):
        text = text_of(line)
        if isinstance(text, Problem):
            yield text
        elif text.strip():
            yield from _object(line, text)


def _object(line: Line, text: str) -> Read:
    try:
        values = one_meaning(text)
    except json.JSONDecodeError as error:
        yield Problem(line.number, line.end, "not_json", error.pos + 1)
        return
    except Fault:  # a name twice, no number, too deep (SEC-52)
        yield Problem(line.number, line.end, "not_json", 1)
        return
    if not isinstance(values, dict):
        yield Problem(line.number, line.end, "not_json", 1)
        return
    named = {
        "label": values.get("qid", values.get("id")),
        "kind": values.get("type", values.get("kind")),
        "name": values.get("name"),
        "birth_date": values.get("dob", values.get("birth_date")),
        "country": values.get("nationality", values.get("country")),
        "numbers": values.get("ids", values.get("numbers")),
    }
    yield from party_of(named, line=line.number, end=line.end)
