"""Bad input costs its own line and nothing else: one sentence, place and cure (REL-19, REL-20). No database."""

import gzip
import io
import json
import zipfile

import pytest

from firstwall.cis.importing import form_of, rows_of
from firstwall.cis.lines import LineProblem
from firstwall.cis.mapping import read_mapping
from firstwall.cis.source_forms import Defaults
from firstwall.cis.types import Content, ImportRow, Marks
from firstwall.kernel.refusal import Fault

DEFAULTS = Defaults(Marks("sighting", ("H0",), "B", "2"), Content({}, "committed"), reason="On the list")
GOOD = {"id": "1", "type": "person", "names": ["A B"], "dob": [], "nationality": [], "ids": [], "source": "x"}


def line(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode() + b"\n"


def read(text: bytes, form: str = "jsonl", mapping: bytes | None = None) -> list:
    return list(rows_of(io.BytesIO(text), form=form, defaults=DEFAULTS, mapping=mapping and read_mapping(mapping)))


def rows(found: list) -> list[ImportRow]:
    return [one for one in found if isinstance(one, ImportRow)]


def problems(found: list) -> list[LineProblem]:
    return [one for one in found if isinstance(one, LineProblem)]


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (b'{"id": "2", "type": "person"\n', "JSON"),
        (b"[1, 2]\n", "JSON"),
        (b"[" * 30_000 + b"\n", "JSON"),
        (b'{"type": "unicorn", "names": ["x"]}\n', "type"),
        (b'{"type": "person", "names": [3]}\n', "form"),
        (b'{"type": ["person"]}\n', "type"),
        (b'{"type": "person", "names": {"a": null}, "ids": 5}\n', "form"),
        (b'{"type": "person", "names": ["\\ud800"]}\n', "half"),
        (b'{"type": "person", "names": ["\xe4"]}\n', "UTF-8"),
        (b'{"type": "person"\x00}\n', "zero"),
        (b'{"type": "person", "names": ["' + b"x" * 70_000 + b'"]}\n', "64 kB"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_is_kept(broken, word):
    found = read(line() + broken + line(id="3"))
    assert [row.line for row in rows(found)] == [1, 3]
    (problem,) = problems(found)
    assert problem.number == 2
    assert word in problem.sentence
    assert problem.cure


def test_an_unknown_key_is_told_once_and_left_aside():
    found = read(line(colour="red") + line(id="2", colour="blue"))
    assert len(rows(found)) == 2
    (remark,) = problems(found)
    assert remark.kept and remark.column == "colour"


def test_what_a_published_list_says_becomes_an_entry():
    vessel = line(type="vessel", names=["AURORA", "EX"], nationality=["KM"], ids=[{"type": "imo", "value": "9074729"}])
    (row,) = rows(read(vessel))
    assert row.entry.category == "b"
    assert row.entry.content.values["vessel_name"] == ["AURORA", "EX"]
    assert row.entry.content.values["imo"] == "9074729"
    person = line(dob=["1980-05"], nationality=["EE"], ids=[{"type": "passport", "value": "K1", "country": "EE"}])
    (row,) = rows(read(person))
    assert row.entry.content.values["documents"] == [{"type": "passport", "number": "K1", "country": "EE"}]
    assert row.entry.content.values["reason_for_entry"] == "On the list"
    assert row.source == "1"


def test_gzip_is_unpacked_and_a_torn_one_keeps_what_came_before():
    whole = gzip.compress(b"".join(line(id=str(n)) for n in range(2000)))
    assert len(rows(read(whole))) == 2000
    torn = read(whole[: len(whole) // 2])
    assert 0 < len(rows(torn)) < 2000
    assert "torn" in problems(torn)[-1].sentence


def test_a_zip_named_csv_is_refused_in_one_sentence():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", "names\n")
    with pytest.raises(Fault, match="zip"):
        read(packed.getvalue(), "csv")
    with pytest.raises(Fault, match="UTF-16"):
        read("names\n".encode("utf-16"), "csv")


def test_form_is_told_by_name_then_by_content():
    assert form_of("list.CSV", b"{") == "csv"
    assert form_of("list.jsonl.gz", b"") == "jsonl"
    assert form_of("list", b'{"a"') == "jsonl"
    assert form_of("list", b"names;") == "csv"


def test_a_plain_csv_needs_no_mapping():
    text = "category;id;names;birth_dates;nationalities\nd;7;Jaan Näidis|Ivan;1980-05-17;EE\n"
    (row,) = rows(read(text.encode(), "csv"))
    assert row.source == "7"
    assert row.entry.content.values["names"] == "Jaan Näidis\nIvan"


def test_a_mapping_names_columns_delimiter_and_encoding():
    mapping = b"""
        [file]
        encoding = "iso-8859-1"
        delimiter = ";"
        category = "b"
        [columns]
        "Kennzeichen" = "registration"
        "Nr" = "source_id"
        [constants]
        means_kind = "vehicle"
    """
    found = read("Nr;Kennzeichen;Bemerkung\n1;BÄR 12;x\n".encode("iso-8859-1"), "csv", mapping)
    (row,) = rows(found)
    assert row.entry.content.values == {
        "means_kind": "vehicle",
        "registration": "BÄR 12",
        "reason_for_entry": "On the list",
    }
    (remark,) = problems(found)
    assert remark.column == "Bemerkung" and remark.kept


@pytest.mark.parametrize(
    "mapping",
    [
        b"not toml",
        b'[columns]\n"A" = "phone"\n',
        b"[file]\nsize = 3\n",
        b'[columns]\n"A" = 3\n',
        b'encoding = "utf-8"\n',
        b"\xff",
    ],
)
def test_a_mapping_that_says_nothing_sensible_is_a_fault(mapping):
    with pytest.raises(Fault):
        read_mapping(mapping)


def test_an_open_quote_costs_one_record_and_not_the_file():
    text = 'category,id,names\nd,1,"A B\nd,2,C D\n' + "".join(f"d,{n},E F\n" for n in range(3, 60))
    found = read(text.encode(), "csv")
    assert [row.line for row in rows(found)] == list(range(3, 61))
    assert [one.number for one in problems(found)] == [2]


def test_a_quoted_value_may_run_over_lines_and_a_bare_quote_is_a_character():
    text = 'category,id,names,address\nd,1,A B,"Street 1\nTown"\nd,2,C D,Gate 5" left\n'
    first, second = rows(read(text.encode(), "csv"))
    assert first.entry.content.values["address"] == "Street 1\nTown"
    assert second.entry.content.values["address"] == 'Gate 5" left'


def test_too_many_cells_are_named():
    found = read(b"category,id,names\nd,1,A,B\nd,2,C\n", "csv")
    assert [row.line for row in rows(found)] == [3]
    assert "4" in problems(found)[0].sentence


@pytest.mark.parametrize("text", [b"", b"shape;size\n1;2\n", b"names;names\nA;B\n"])
def test_a_csv_without_a_known_header_is_a_fault(text):
    with pytest.raises(Fault):
        read(text, "csv")
