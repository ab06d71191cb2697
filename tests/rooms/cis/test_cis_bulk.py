"""Entering many: each row judged by itself, nothing half stored, safe to send again (REL-20)."""

import pytest
from tests.harness.coalition import a_coalition, a_coordinator, a_lorry_alert, a_person_alert, for_strand, in_a, in_c

from firstwall.cis import queries, services
from firstwall.cis.types import ImportRow
from firstwall.runtime.provision import DATABASE


def a_row(line: int, said: dict, source: str | None = None, strand: str = "C") -> ImportRow:
    return ImportRow(line, str(line) if source is None else source, services.entry_of(**for_strand(said, strand)))


@pytest.fixture
def estonia(clean):
    return in_c(a_coalition().estonia)


@pytest.fixture
def ledger(clean):
    connection = clean.superuser.connect(DATABASE)
    yield lambda: connection.execute("select act, result, details from ledger_entry order by id").fetchall()
    connection.close()


def test_good_rows_are_kept_and_bad_ones_named(estonia, ledger):
    """One result for each row, in order, with field, article and cure."""
    rows = [a_row(1, a_lorry_alert()), a_row(2, a_person_alert(ground="")), a_row(3, a_person_alert())]
    first, second, third = services.enter_many(estonia, rows)
    assert [one.outcome for one in (first, second, third)] == ["entered", "refused", "entered"]
    (problem,) = second.problems
    assert (problem.rule, problem.field) == ("CIS-17", "ground") and problem.cure
    assert first.ref.reference.endswith("000001") and third.ref.reference.endswith("000002")
    entries = [entry for entry in ledger() if entry[0].startswith("cis.")]
    assert [entry[0] for entry in entries] == ["cis.enter_alert", "cis.enter_alert", "cis.import_alerts"]
    counts = {"entered": 2, "quarantined": 0, "known": 0, "refused": 1}
    assert entries[-1][2] == {**counts, "rules": ["CIS-17"], "dry_run": False}


def test_a_row_in_bulk_is_the_same_alert_as_one_entered_alone(estonia):
    """The bulk statement writes what the single act writes."""
    (result,) = services.enter_many(estonia, [a_row(1, a_person_alert())])
    alone = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    bulk, single = queries.alert_for(estonia, result.ref.id), queries.alert_for(estonia, alone.id)
    assert (bulk.content, bulk.marks, bulk.last_day) == (single.content, single.marks, single.last_day)
    one, other = queries.index_changes("C").entities
    assert (one.names, one.identifiers) == (other.names, other.identifiers)


def test_the_same_lines_again_are_known(estonia):
    rows = [a_row(1, a_lorry_alert()), a_row(2, a_person_alert(), source="")]
    first = services.enter_many(estonia, rows)
    again = services.enter_many(estonia, rows)
    assert [one.outcome for one in again] == ["known", "known"]
    assert [one.ref.id for one in again] == [one.ref.id for one in first]
    assert len(queries.alerts_of(estonia).alerts) == 2


def test_a_changed_line_is_not_entered_beside_the_old_one(estonia):
    services.enter_many(estonia, [a_row(1, a_lorry_alert())])
    (changed,) = services.enter_many(estonia, [a_row(1, a_lorry_alert(action="sighting"))])
    assert changed.outcome == "refused" and changed.problems[0].rule == "REL-20"
    ended = queries.alerts_of(estonia).alerts[0]
    services.withdraw_alert(estonia, ended.id, reason="Over")
    (after,) = services.enter_many(estonia, [a_row(1, a_lorry_alert())])
    assert "ended" in after.problems[0].sentence


def test_the_same_id_twice_in_a_file(estonia):
    rows = [a_row(1, a_lorry_alert(), "x"), a_row(2, a_lorry_alert(), "x"), a_row(3, a_person_alert(), "x")]
    assert [one.outcome for one in services.enter_many(estonia, rows)] == ["entered", "refused", "refused"]


def test_one_supplier_never_meets_anothers_lines(clean):
    """SEC-09: the same source id in another authority or strand is a new line, not a known one."""
    coalition = a_coalition()
    for actor, strand in (
        (in_c(coalition.estonia), "C"),
        (in_a(coalition.estonia), "A"),
        (in_c(coalition.latvia), "C"),
    ):
        (result,) = services.enter_many(actor, [a_row(1, a_lorry_alert(), "same", strand)])
        assert result.outcome == "entered"


def test_all_or_nothing_stores_nothing_when_one_is_refused(estonia):
    rows = [a_row(1, a_lorry_alert()), a_row(2, a_person_alert(ground=""))]
    results = services.enter_many(estonia, rows, all_or_nothing=True)
    assert [one.outcome for one in results] == ["refused", "refused"]
    assert queries.alerts_of(estonia).alerts == ()
    assert [one.outcome for one in services.enter_many(estonia, rows[:1], all_or_nothing=True)] == ["entered"]


def test_a_trial_stores_nothing(estonia, ledger):
    (result,) = services.enter_many(estonia, [a_row(1, a_lorry_alert())], dry_run=True)
    assert (result.outcome, result.ref) == ("entered", None)
    assert queries.alerts_of(estonia).alerts == ()
    assert next(entry for entry in ledger() if entry[0] == "cis.import_alerts")[2]["dry_run"] is True


def test_a_category_outside_the_designation_costs_its_rows_only(clean):
    latvia = in_c(a_coordinator("LV", "Latvia", categories="b"))
    results = services.enter_many(latvia, [a_row(1, a_lorry_alert()), a_row(2, a_person_alert())])
    assert [one.outcome for one in results] == ["entered", "refused"]
    assert results[1].problems[0].rule == "CIS-25"


def test_a_narrowed_row_keeps_its_audience(clean):
    coalition = a_coalition()
    estonia = in_a(coalition.estonia)
    said = a_lorry_alert(audience=[coalition.latvia.authority_id])
    (result,) = services.enter_many(estonia, [a_row(1, said, strand="A")])
    assert queries.confirm(in_a(coalition.latvia), [result.ref.id])
    assert not queries.confirm(in_a(coalition.finland), [result.ref.id])
