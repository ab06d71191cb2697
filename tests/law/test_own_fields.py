"""A node adds non-personal fields of its own to the catalogue of the criminal strand, and nothing else (CIS-13, X-18)."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from firstwall.kernel.words import Strand
from firstwall.law.own_fields import MOST, may_be_entered, read_own_fields

GUIDE = (Path(__file__).parents[2] / "docs" / "reference" / "own-fields.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```toml\n(.*?)```", GUIDE, re.S)[1]  # type: ignore[index]
ONE = EXAMPLE.partition("\n\n")[0]


def test_the_example_of_the_guide_is_read():
    """CIS-13: dated, of a closed type, outside the sets of personal data."""
    (series, letters), (laboratory, _) = read_own_fields(EXAMPLE)
    assert (series.code, letters, series.personal_item, series.sets, series.prose) == (
        "own_stamp_series",
        "ag",
        0,
        (),
        True,
    )
    assert laboratory.choice_codes == ("north", "south") and laboratory.in_force_until == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ('"own_stamp_series"', '"names"', "begins with own_"),
        ('"own_stamp_series"', '"own_Stamp"', "begins with own_"),
        ('"text"', '"documents"', "its kind is one of"),
        ('"text"', '"lines"', "its kind is one of"),
        ('"ag"', '"ad"', "no persons"),
        ('"ag"', '"f"', "no persons"),
        ('"ag"', '""', "no persons"),
        ("in_force_from = 2026-01-01", "", "in_force_from"),
        (
            "in_force_from = 2026-01-01",
            "in_force_from = 2026-01-01\nin_force_until = 2025-01-01",
            "not before the first",
        ),
        ("in_force_from = 2026-01-01", 'in_force_from = "soon"', "in_force_from"),
        ('kind = "text"', 'kind = "text"\npersonal_item = 1', "a key"),
        ('kind = "text"', 'kind = "text"\nsets = ["P"]', "a key"),
        ('kind = "text"', 'kind = "text"\nchoices = [{ code = "a", label = "A" }]', "nothing else has"),
        ('kind = "text"', 'kind = "choice"', "a choice has choices"),
        ('"Head of the customs laboratory, order 7/2026"', '""', "decided_by"),
    ],
)
def test_what_no_node_may_add_is_refused(was, becomes, why):
    """CIS-13, CIS-08: nothing of a person, no other type, no day left open."""
    assert was in ONE
    with pytest.raises(ValueError, match=why):
        read_own_fields(ONE.replace(was, becomes))


def test_a_code_stands_once_and_a_node_adds_a_few():
    """CIS-13."""
    with pytest.raises(ValueError, match="there twice"):
        read_own_fields(f"{ONE}\n{ONE}")
    with pytest.raises(ValueError, match="at most"):
        read_own_fields("\n".join(ONE.replace("stamp", f"stamp{n}") for n in range(MOST + 1)))


def test_a_field_is_entered_in_its_strand_and_its_time():
    """CIS-13, X-18: both days included; the administrative strand never."""
    _, (row, _) = read_own_fields(EXAMPLE)
    days = {date(2025, 12, 31): False, date(2026, 1, 1): True, date(2027, 12, 31): True, date(2028, 1, 1): False}
    for day, may in days.items():
        assert may_be_entered(row, Strand.CRIMINAL, day) is may
        assert not may_be_entered(row, Strand.ADMINISTRATIVE, day)


AT_WORK = """
import json, django
from datetime import date
from firstwall.kernel.words import Category, Strand
django.setup()
from firstwall.law.tables import fields_of
from firstwall.law.validation import check_alert
from firstwall.web.cis.entry_form import form_context

def wrong(strand, **values):
    said = {"goods_description": "Cigarettes", **values}
    found = check_alert(said, category=Category("a"), strand=Strand(strand), action="check", handling=("H0",),
                        field_of_law="goods_controls" if strand == "C" else "", today=date(2026, 6, 1))
    return [[one.field, one.rule] for one in found]

def shown(strand):
    context = form_context(category=Category("a"), strand=Strand(strand), said={}, problems=(), authorities=())
    return any(field.code == "own_stamp_series" for group in context["more_groups"] for field in group.fields)

print(json.dumps({
    "good": wrong("C", own_stamp_series="XB"),
    "person": wrong("C", own_stamp_series="driver Jaan Naidis"),
    "fixed": wrong("A", own_stamp_series="XB"),
    "elsewhere": wrong("C", own_laboratory="north"),
    "in": {letter: "own_stamp_series" in [row.code for row in fields_of(Category(letter))] for letter in "abd"},
    "shown": [shown("C"), shown("A")],
}))
"""


def a_node(tmp_path: Path, text: str) -> subprocess.CompletedProcess:
    """A process of a node with this file: the setting is read once, at the start."""
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    environment = {**os.environ, "FIRSTWALL_OWN_FIELDS": str(tmp_path / "own.toml"), "FIRSTWALL_HOME": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "firstwall.runtime.settings"
    return subprocess.run([sys.executable, "-c", AT_WORK], env=environment, capture_output=True, text=True, check=False)


def test_a_node_with_fields_of_its_own_takes_them_where_they_belong(tmp_path):
    """CIS-13, X-18, CIS-08: in the form, in the judgement; no person in it, nothing of it in the administrative strand."""
    done = a_node(tmp_path, EXAMPLE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "good": [],
        "person": [["own_stamp_series", "CIS-13"]],
        "fixed": [["own_stamp_series", "CIS-13"]],
        "elsewhere": [["own_laboratory", "CIS-08"]],
        "in": {"a": True, "b": False, "d": False},
        "shown": [True, False],
    }


def test_a_node_does_not_start_with_a_file_that_adds_a_person(tmp_path):
    """CIS-13."""
    done = a_node(tmp_path, ONE.replace('"ag"', '"d"'))
    assert done.returncode != 0 and "no persons" in done.stderr
