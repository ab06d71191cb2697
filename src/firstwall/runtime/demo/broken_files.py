"""Files with one fault each, to show and test that a fault costs one clear sentence and nothing else."""

import io
import json
import zipfile

_GOOD = [
    {
        "id": "fw-x-1",
        "type": "person",
        "names": ["Rasmus Kivistik"],
        "dob": ["1980-02-11"],
        "nationality": ["EE"],
        "ids": [],
    },
    {
        "id": "fw-x-2",
        "type": "organisation",
        "names": ["Quillmark Timber OÜ"],
        "dob": [],
        "nationality": ["EE"],
        "ids": [],
    },
    {
        "id": "fw-x-3",
        "type": "container",
        "names": [],
        "dob": [],
        "nationality": [],
        "ids": [{"type": "container", "value": "FWXU4820165"}],
    },
]
_TABLE = "Movement,Party,Born,Plate\nM-1,Rasmus Kivistik,1980-02-11,\nM-2,Mārtiņš Šķēle,1975-05-30,LV FW-2210\n"


def files() -> dict[str, bytes]:
    """Each broken file by name."""
    first, *rest = [json.dumps(row, ensure_ascii=False) for row in _GOOD]
    return {
        "broken-line.jsonl": "\n".join(
            [first, '{"id": "fw-x-9", "type": "person", "names": ["Cut', *rest, ""]
        ).encode(),
        "unknown-type.jsonl": "\n".join(
            [first, '{"id": "fw-x-8", "type": "submarine", "names": ["Grey Tern"]}', *rest, ""]
        ).encode(),
        "long-name.jsonl": "\n".join([first, _long_name(), *rest, ""]).encode(),
        "unknown-column.csv": _TABLE.replace("Plate", "Favourite colour").encode(),
        "latin-1.csv": "Movement,Party,Born\nM-1,Jürgen Großmann,1969-01-02\nM-2,Rasmus Kivistik,1980-02-11\n".encode(
            "latin-1"
        ),
        "short-row.csv": (_TABLE + "M-3,One cell too few\nM-4,Ilze Ozola,1990-01-01,\n").encode(),
        "open-quote.csv": (_TABLE + 'M-3,"Never closed,1990-01-01,\nM-4,Ilze Ozola,1990-01-01,\n').encode(),
        "nul-bytes.csv": (_TABLE + "M-3,Ilze\x00Ozola,1990-01-01,\n").encode(),
        "empty.csv": b"",
        "zip-named.csv": _zip(),
    }


def _long_name() -> str:
    row = {"id": "fw-x-7", "type": "person", "names": ["A" + "bcde " * 2000], "dob": [], "nationality": [], "ids": []}
    return json.dumps(row)


def _zip() -> bytes:
    """A zip archive with a fixed date, so that it is always the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("traffic.csv", (2026, 1, 1, 0, 0, 0)), _TABLE)
    return out.getvalue()
