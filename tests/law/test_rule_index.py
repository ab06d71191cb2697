"""The map from rule to test is written from the tests, so it cannot lie."""

from tests.law.rule_index import WRITTEN, render


def test_the_map_is_what_the_tests_say():
    """If this fails, write it anew: `python -m tests.law.rule_index`."""
    assert WRITTEN.read_text(encoding="utf-8") == render(), "run: python -m tests.law.rule_index"
