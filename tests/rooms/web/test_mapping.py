"""The columns of a traffic file, as typed on its page."""

from pathlib import Path

import pytest

from firstwall.kernel.refusal import Fault
from firstwall.web.screening.files import _mapping

SHIPPED = Path(__file__).resolve().parents[3] / "examples" / "traffic.mapping.toml"


def test_lines_and_the_shipped_file_are_read() -> None:
    typed = _mapping("Party = name\r\n# a remark\r\n\r\nPlate = number.plate")
    assert typed.columns == {"Party": "name", "Plate": "number.plate"}
    shipped = _mapping(SHIPPED.read_text())
    assert shipped.columns["Party"] == "name"
    assert shipped.about["encoding"] == "utf-8"


def test_no_mapping_is_none() -> None:
    assert _mapping("").columns == {}


def test_a_line_that_is_none_is_named_with_its_cure() -> None:
    with pytest.raises(Fault) as refused:
        _mapping("Party")
    assert refused.value.place == "Party" and refused.value.cure
