"""Read every sample of a folder with an INDEX.tsv, as a run would, and count."""

import csv
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from firstwall.kernel.refusal import Fault
from firstwall.screening.reading import Source, items_from
from firstwall.screening.sniff import LOOK, form_of, opened
from firstwall.screening.types import Party

OUTCOMES = ("read", "nothing", "in part", "refused", "crashed")


@dataclass
class Count:
    """Of one format and state of the samples."""

    format: str
    state: str
    files: int = 0
    outcomes: Counter = field(default_factory=Counter)
    parties: int = 0
    not_mapped: Counter = field(default_factory=Counter)
    remarks: Counter = field(default_factory=Counter)
    failures: Counter = field(default_factory=Counter)

    def as_json(self) -> dict:
        """For the page."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in values.items()}


def count_folder(folder: Path, *, today: date) -> list[Count]:
    """One row for each format and state."""
    counts: dict[tuple[str, str], Count] = {}
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        for name, format, state, *_more in list(csv.reader(index, delimiter="\t"))[1:]:
            path = folder / name
            if path.suffix == ".ctl":  # what the customs authority's rules say of the message beside it
                continue
            row = counts.setdefault((format, state), Count(format, state))
            row.files += 1
            row.outcomes[_read(path.read_bytes(), row, today)] += 1
    return [counts[key] for key in sorted(counts)]


def _read(data: bytes, row: Count, today: date) -> str:
    try:
        look, stream = opened([data])
        form = form_of(look[:LOOK])
        whole = b"".join(stream)
        source = Source(form.format, {"columns": {}, **form.as_json()}, 0, 0, today)
        items = list(items_from(lambda at: [whole[at:]], source))
    except Fault as fault:
        row.failures[fault.code] += 1
        return "refused"
    except Exception as bug:  # noqa: BLE001 - a bench counts what must never happen
        row.failures[type(bug).__name__] += 1
        return "crashed"
    parties = sum(isinstance(item, Party) for item in items)
    row.parties += parties
    failed: set[str] = set()
    for item in items:
        if isinstance(item, Party):
            continue
        if item.code == "not_mapped":
            row.not_mapped[item.field] += item.detail or 0
        elif item.kept:
            row.remarks[item.code] += 1
        else:
            failed.add(item.code)
    row.failures.update(failed)
    if not (parties or failed):
        row.failures["nobody"] += 1
    if failed - {"nothing_found"}:
        return "in part"
    return "read" if parties else "nothing"
