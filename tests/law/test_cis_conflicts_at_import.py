"""Conflicts are looked for on each imported row, as at single entry (CIS-59). Decision 2009/917/JHA Art. 13(4); R 32(4)."""

import io
import json

import pytest
from tests.harness.coalition import Coalition, a_coalition, a_lorry_alert, a_person_alert, for_strand, in_c
from tests.harness.raw import select

from firstwall.cis import services
from firstwall.cis.importing import rows_of
from firstwall.cis.source_forms import Defaults
from firstwall.cis.types import Content, Marks
from firstwall.kernel.actor import Actor
from firstwall.runtime.provision import DATABASE
from firstwall.screening import follower
from firstwall.screening.entering import import_alerts
from firstwall.seals.services import forget_cached_keys

SAID = Content({}, "will_commit", field_of_law="goods_controls", data_subject="suspect", rests_on="facts")


@pytest.fixture
def coalition(clean) -> Coalition:
    follower.forget()
    forget_cached_keys()
    return a_coalition()


def a_line(number: int, name: str = "Jaan Näidis", **changes: object) -> dict:
    papers = [{"type": "passport", "value": "KX1234567", "country": "EE"}]
    plain = {"id": f"n-{number}", "type": "person", "names": [name], "dob": ["1980-05-17"], "nationality": ["EE"]}
    return {**plain, "ids": papers, **changes}


def brings_in(actor: Actor, *lines: dict, action: str = "sighting", **how: object) -> list:
    told: list = []
    stream = io.BytesIO("\n".join(map(json.dumps, lines)).encode())
    defaults = Defaults(Marks(action, ("H0",), "B", "2"), SAID, "On the national list")
    import_alerts(actor, rows_of(stream, form="jsonl", defaults=defaults), told=told.append, **how)
    return told


def test_a_row_that_contradicts_an_earlier_entry_is_left_out_and_reported(coalition, clean):
    """CIS-59: the row, the earlier entry and the fields are named; the other rows are entered; the look is in the ledger."""
    first = services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    other = {"ids": [], "dob": ["1944-02-01"], "nationality": ["FI"]}
    left, kept = brings_in(in_c(coalition.latvia), a_line(1), a_line(2, "Veikko Example", **other))
    assert (left.line, left.outcome, kept.outcome) == (1, "refused", "entered")
    (problem,) = left.problems
    assert (problem.field, problem.rule) == ("different_from", "CIS-59")
    assert first.reference in problem.sentence and "Suggested action" in problem.sentence and "13(4)" in problem.article
    with clean.superuser.connect(DATABASE) as ledger:
        looks = ledger.execute(
            "select result, details from ledger_entry where act = 'cis.import_alerts' order by id"
        ).fetchall()
    assert [result for result, _details in looks] == ["compared", "done"]
    assert looks[0][1]["shown"] == [str(first.id)] and "Näidis" not in str(looks)


def test_whoever_says_that_it_is_another_subject_is_let_in(coalition):
    """CIS-59: the line names what it resembles; so does a row that says the same."""
    estonia, latvia = in_c(coalition.estonia), in_c(coalition.latvia)
    first = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    (same,) = brings_in(latvia, a_line(1), action="discreet")
    assert same.outcome == "entered"
    (named,) = brings_in(latvia, a_line(2, different_from=[first.reference]))
    assert named.outcome == "entered"
    assert len(select(latvia, "select 1 from cis_alert where owner_id = %s", latvia.authority_id)) == 2


def test_ones_own_earlier_entry_is_no_conflict_between_suppliers(coalition):
    """CIS-59: it is between a later and an earlier supplier."""
    estonia = in_c(coalition.estonia)
    services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    (result,) = brings_in(estonia, a_line(1))
    assert result.outcome == "entered"


def test_one_conflict_keeps_all_out_where_all_or_nothing_was_asked(coalition):
    """CIS-59, REL-20; a trial tells of it as well."""
    services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    services.enter_alert(in_c(coalition.estonia), **for_strand(a_lorry_alert(), "C"))
    latvia = in_c(coalition.latvia)
    other = a_line(2, "Veikko Example", ids=[], dob=["1944-02-01"], nationality=["FI"])
    assert [one.outcome for one in brings_in(latvia, a_line(1), other, dry_run=True)] == ["refused", "entered"]
    assert {one.outcome for one in brings_in(latvia, a_line(1), other, all_or_nothing=True)} == {"refused"}
    assert select(latvia, "select 1 from cis_alert where owner_id = %s", latvia.authority_id) == []
