"""The map from rule to test is written from the tests, so it cannot lie; what has none says why."""

from tests.law.rule_index import WRITTEN, held_by_tests, render, rules_in, untested

# The numbers of the chapters on the information system and its supervision and of FIDE, the directories left out.
CHAPTERS = """
CIS-01 to CIS-31 CIS-32a CIS-32b CIS-32c CIS-32d CIS-32e CIS-32f CIS-33 to CIS-38 CIS-50 to CIS-54 CIS-55a CIS-55b CIS-55c
CIS-55d CIS-55e CIS-55f CIS-56 to CIS-72 RTS-01 to RTS-11 LOG-01 to LOG-06 CSEC-01 to CSEC-10 GOV-01 to GOV-11 AUD-01 to AUD-06
CLK-01 to CLK-05 FIDE-01 to FIDE-22
"""


def test_the_map_is_what_the_tests_say():
    """If this fails, write it anew: `python -m tests.law.rule_index`."""
    assert WRITTEN.read_text(encoding="utf-8") == render(), "run: python -m tests.law.rule_index"


def test_every_numbered_rule_has_a_test_or_a_reason():
    """And never both: a reason that a test has overtaken is struck out."""
    excused = rules_in(" ".join(numbers for numbers, _state, _why in untested()))
    assert not rules_in(CHAPTERS) - set(held_by_tests()) - excused
    assert not excused & set(held_by_tests())
