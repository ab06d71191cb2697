"""The reference of the formats: what is read, what is said of bad input, and the counts over public samples."""

import json
from pathlib import Path

from benchmarks.formats.table import table
from firstwall.screening.formats.profiles import PROFILES
from firstwall.screening.problems import UNITS, WORDS
from firstwall.screening.sniff import FORMATS, LARGEST

PUBLISHED = Path(__file__).with_name("published.json")
_READ = {
    "edifact": "UNA, UNB, UNG or UNH at the beginning",
    "x12": "ISA at the beginning; sets 214, 301, 309, 310, 315, 322, 404, 417, others by the same rules",
    "xml": "the name of the first element: WCO Data Model declarations, NCTS, ENS, EMCS",
    "xlsx": "the archive of a spreadsheet; the first sheet, with the mapping of CSV",
    "mrz": "lines of 30, 36 or 44 characters with fillers: TD1, TD2, TD3 and both visas",
    "csv": "a header line; columns by known names or a mapping",
    "jsonl": "an object on each line",
}

_MOVEMENT = """\
Each unit of a message becomes one neutral movement: parties, equipment, seals, goods, means, places, times, references, each with
its place in the file (`screening/formats/movement.py`). Parties, means and equipment with their seals are screened; the carrier
that a means names, goods and addresses are not. What is not mapped is listed with the run, by name, first place and number."""
_LIMITS = """\
So it is: a file is recognised in the web process from its first 64 kB, and parsed in the worker, a process of its own in a cage
without the signing key; `firstwall screen` parses in its own process. Segments end at 64 kB, documents of XML at a depth of 100
without types, entities or network, spreadsheets at 1,000 members, 200 MB and a ratio of 100.

So it is not yet: nothing bounds the processor's time or the memory of one message, and the worker that parses can also reach the
database."""
_MEASURED = """\
Printed by `python -m benchmarks.formats`; the samples are not part of this repository. *Read*: to the end, and somebody or
something was found. *Nobody*: to the end, and the message names no party, means or equipment, as most answers of a customs
system do. *In part*: something in it could not be read and was named. *Refused*: at the door, with a reason and a cure.
Documents of JSON (DCSA, ONE Record) are no format of this list."""


def render(made: str) -> str:
    """The whole page."""
    lines = [f"# Formats of traffic\n\n{made}\n"]
    lines += ["A file is recognised by its first bytes, never by its name (`screening/sniff.py`); gzip is unpacked.\n"]
    lines += ["| Format | Recognised by | Places count | Largest |", "| --- | --- | --- | --- |"]
    for name in FORMATS:
        size = f"{LARGEST[name] // 1_000_000} MB" if name in LARGEST else "no limit, 64 kB a line"
        lines.append(f"| `{name}` | {_READ[name]} | {UNITS.get(name, 'line')}s | {size} |")
    lines += [
        f"\n{_MOVEMENT}\n",
        f"EDIFACT messages known by name: {', '.join(sorted(PROFILES))}.",
        "Any other is read by the meaning of its tags, with a remark.\n",
        f"## Parsers and their limits (SEC-53)\n\n{_LIMITS}\n",
        "## What is said of bad input (REL-19)\n",
        "| Code | What is wrong | What to do |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{code}` | {words.sentence} | {words.cure} |" for code, words in sorted(WORDS.items())]
    lines += ["\n## Public samples\n"]
    if not PUBLISHED.exists():
        return "\n".join([*lines, "Not run: `FIRSTWALL_DATA=... python -m benchmarks.formats --write`."]) + "\n"
    lines += [f"{_MEASURED}\n"]
    return "\n".join([*lines, *table(json.loads(PUBLISHED.read_text(encoding="utf-8")))]) + "\n"
