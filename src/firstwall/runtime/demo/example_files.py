"""The files under examples/, byte for byte: a list with questions, tables with their mappings, and files that are broken.

`tools/make_examples.py` writes them; a test proves that what is shipped is what this makes.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping

from firstwall.runtime.demo import broken_files, example_list, example_questions, traffic
from firstwall.runtime.demo.alerts import DemoAlert, alerts

_POST = "ROCND"
_TABLE = {
    "source_id": "No",
    "category": "Category",
    "names": "Person",
    "birth_dates": "Born",
    "nationalities": "Nationality",
    "documents": "Papers",
    "business_names": "Firm",
    "business_country": "Firm state",
    "eori": "EORI",
    "vat": "VAT",
    "means_kind": "Kind of means",
    "registration": "Plate",
    "registration_country": "Plate state",
    "container_number": "Box",
    "vessel_name": "Ship",
    "imo": "IMO",
    "reason_for_entry": "Reason",
}


def files() -> dict[str, bytes]:
    """Every example file by its path under examples/."""
    listed = example_list.subjects()
    chosen = _chosen_alerts()
    day = traffic.day_at(_POST, chosen, lines=500, planted=60)
    made = {
        "alerts.jsonl": _json_lines(subject.row for subject in listed),
        "queries.jsonl": _json_lines(example_questions.questions(listed)),
        "alerts.csv": _alert_table(chosen),
        "alerts.mapping.toml": _ALERTS_MAPPING.format(columns=_pairs({c: code for code, c in _TABLE.items()})).encode(),
        "traffic.csv": traffic.as_csv(day).encode(),
        "traffic.mapping.toml": _TRAFFIC_MAPPING.format(columns=_pairs(traffic.MAPPING)).encode(),
        "traffic.truth.csv": traffic.truth_csv(day).encode(),
        "README.md": _README.encode(),
    }
    return made | {f"broken/{name}": content for name, content in broken_files.files().items()}


def _chosen_alerts() -> tuple[DemoAlert, ...]:
    """240 alerts of the criminal strand on persons, firms and means."""
    usable = [a for a in alerts() if a.strand == "C" and a.category in "bcd"]
    return tuple(usable[:240])


def _json_lines(rows: Iterable[Mapping]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows).encode()


def _alert_table(chosen: tuple[DemoAlert, ...]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(_TABLE.values()), restval="", lineterminator="\n")
    writer.writeheader()
    for alert in chosen:
        cells = {column: _cell(alert.values[code]) for code, column in _TABLE.items() if code in alert.values}
        writer.writerow({"No": alert.number, "Category": alert.category, **cells})
    return out.getvalue().encode()


def _cell(value: object) -> str:
    """Several values stand in one cell with a bar between; a paper is its type, number and state with semicolons."""
    if isinstance(value, Mapping):
        return ";".join(value[part] for part in ("type", "number", "country"))
    if isinstance(value, list):
        return "|".join(_cell(one) for one in value)
    return str(value)


def _pairs(targets: Mapping[str, str]) -> str:
    return "\n".join(f'"{left}" = "{right}"' for left, right in targets.items())


_ALERTS_MAPPING = """# Which field of an alert each column of alerts.csv is: "header of the file" = "field of the alert"

[file]
encoding = "utf-8"
delimiter = ","
list_separator = "|"  # between several values in one cell

[constants]  # what every record of this file has
ground = "committed"
field_of_law = "goods_controls"
data_subject = "suspect"
rests_on = "facts"

[columns]
{columns}
"""

_TRAFFIC_MAPPING = """# Which value of a party each column of traffic.csv is: "header of the file" = "value of the party"

[file]
encoding = "utf-8"
delimiter = ","

[columns]
{columns}
"""

_README = """# Examples

Everything here is invented: people, firms, ships, numbers and cases. Common names are common; no row is about a real person.
`python tools/make_examples.py` writes all of it again, byte for byte.

- `alerts.jsonl`: 2,000 subjects to screen against (`id`, `type`, `names`, `dob`, `nationality`, `ids`, `source`).
- `queries.jsonl`: 2,000 questions. `expect` is the right answer: a subject's id, or null when nothing may be raised; `cls` is
  what was done to the name or number; `twin` is the listed namesake of a homonym.
- `alerts.csv` with `alerts.mapping.toml`: 240 alerts as a table with columns of its own, and which field each column is.
- `traffic.csv` with `traffic.mapping.toml`: 500 parties that cross in one day, and which value each column is.
- `traffic.truth.csv`: which of these lines is which alert of `alerts.csv` (`expect`), what was done to it, and the namesakes of
  listed persons that must not be raised (`twin`).
- `keeper-openssl.sh`: no data, a program: a keeper of the key-encryption key (`FIRSTWALL_KEK_KEEPER`), written by hand.
- `formats/`: one message of each format that is read (`docs/reference/traffic-formats.md`), written by hand for this repository.
- `broken/`: files with one fault each. Every fault gets one clear sentence, and what is good in the file is kept.
"""
