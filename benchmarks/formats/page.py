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
    "json": "names of DCSA (tracking, bills of lading, bookings, schedules) or ONE Record in its first 64 kB",
    "xlsx": "the archive of a spreadsheet; the first sheet, with the mapping of CSV",
    "mrz": "lines of 30, 36 or 44 characters with fillers: TD1, TD2, TD3 and both visas",
    "csv": "a header line; columns by known names or a mapping",
    "jsonl": "an object on each line",
}

_MOVEMENT = """\
Each unit of a message becomes one neutral movement: parties, equipment, seals, goods, means, places, times,
references and what happened, each with its place in the file (`screening/formats/movement.py`). Parties, means and
the carriers they name, equipment and seals are screened; goods and addresses are not. What is not mapped is listed
with the run, by name, first place and number."""
_LIMITS = """\
A file is recognised in the web process from its first 64 kB, and each message is parsed in a process of its own,
forked for it: no file, no network, no other process, 10 s of the processor for each megabyte and each 10,000 places,
256 MB of memory beyond what the readers hold ([why](../decisions/0027-each-message-is-parsed-apart.md)). What is
stopped ends with a line that says so; what came before was screened. Segments end at 64 kB, documents of XML at a
depth of 100 without types, entities or network, documents of JSON at a depth of 32, spreadsheets at 1,000 members,
200 MB and a ratio of 100. The list of calls that a parser keeps is drawn up for Linux on x86-64 (tried) and on 64-bit
ARM (not tried); elsewhere the nursery says at its start that files and network are open to parsers.

What a run keeps of its source (EXC-05): SHA-256, size and media type of the bytes as they came, the reader and its
version, and each name that was not mapped with its first place and how often. PAXLST and PNRGOV are screened from
memory while the sender waits: nothing of them is written but hits, counts and the names of what was not mapped
(EXC-10)."""
_MEASURED = """\
Printed by `python -m benchmarks.formats`; the samples are not part of this repository. *Read*: to the end, and
somebody or something was found. *Nobody*: to the end, and the message names no party, means or equipment, as most
answers of a customs system and most notices of ONE Record do. *In part*: something in it could not be read and was
named. *Refused*: at the door, with a reason and a cure."""


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
