"""What kind of file this is, by its first bytes and never by its name (REL-19)."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from firstwall.kernel.refusal import Fault
from firstwall.screening.sniff import FORMATS, form_of

SAMPLES = {
    "cuscar.edi": "edifact",
    "paxlst.edi": "edifact",
    "iftsta.edi": "edifact",
    "codeco.edi": "edifact",
    "pnrgov.edi": "edifact",
    "status-315.x12": "x12",
    "rail-322.x12": "x12",
    "road-214.x12": "x12",
    "documents.mrz": "mrz",
    "declaration.xml": "xml",
    "transit.xml": "xml",
    "entry-summary.xml": "xml",
    "tracking.json": "json",
    "bill-of-lading.json": "json",
    "one-record.json": "json",
    "traffic.xlsx": "xlsx",
    "../traffic.csv": "csv",
    "../queries.jsonl": "jsonl",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_recognised_by_its_content(name: str) -> None:
    data = (Path("examples/formats") / name).read_bytes()
    assert form_of(data[:65_536]).format == SAMPLES[name]


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES.values()) == set(FORMATS)


def test_a_zip_that_is_no_spreadsheet_and_a_pdf_are_refused_whatever_they_are_said_to_be() -> None:
    for data, said in ((b"PK\x03\x04readme.txt", "auto"), (b"%PDF-1.7", "edifact"), (b"PK\x03\x04readme.txt", "csv")):
        with pytest.raises(Fault) as fault:
            form_of(data, wanted=said)
        assert fault.value.code == "not_text"


def test_a_format_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(Fault) as fault:
        form_of(b"UNB+UNOA:1'", wanted="fax")
    assert fault.value.code == "unknown_format" and "edifact" in str(fault.value.cure)


def test_a_workbook_of_today_is_recognised() -> None:
    out = io.BytesIO()
    Workbook().save(out)
    assert form_of(out.getvalue()).format == "xlsx"
