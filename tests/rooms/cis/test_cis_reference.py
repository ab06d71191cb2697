"""The name by which people speak of an alert."""

import pytest

from firstwall.cis.rules import is_reference, reference_of


def test_a_reference_is_known_by_its_form():
    made = reference_of(authority_code="EE-CUSTOMS", strand="C", category="b", year=2026, number=123)
    assert made == "EE-CUSTOMS-CB-2026-000123"
    assert is_reference(made)
    assert is_reference(f" {made.lower()} ")


@pytest.mark.parametrize("text", ["482 FWX", "MSKU6011672", "EE-CUSTOMS", "Jaan Tamm-Kask", "EE-CUSTOMS-C-2026-000123"])
def test_what_is_no_reference_is_searched_for(text):
    assert not is_reference(text)
