"""Records that are older than the law in force (CIS-64, CIS-66). Regulation (EU) 2024/868 Art. 2: reviewed, or deleted."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_lorry_alert, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import execute

from firstwall.authorities.acting import acting
from firstwall.cis import queries, services
from firstwall.cis.holdings import past_entities
from firstwall.cis.lists import Filters
from firstwall.cis.types import ImportRow, RowResult
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.law.legacy import PastSaid
from firstwall.law.tables import LEGACY_REVIEW
from firstwall.runtime.provision import DATABASE

TODAY = utc_now().date()
BEFORE = date(2023, 1, 2)
REASON = "Reviewed against the case file of 2023; still needed"
STAMP = {"reviewed_on": "2025-03-01", "reviewed_by": "Coordinating unit, J. Tamm"}


@pytest.fixture
def coalition(clean):
    return a_coalition()


def imports(actor: Actor, said: dict | None = None, source: str = "old-1", **past: str) -> RowResult:
    entry = services.entry_of(**for_strand(said or a_person_alert(), str(actor.strand)))
    (result,) = services.enter_many(actor, [ImportRow(1, source, entry, PastSaid(**past))])
    return result


def is_found(ref) -> bool:
    return str(ref.id) in {entity.id for entity in queries.index_changes("C").entities}


def test_scenario_10_a_record_of_2023_without_a_review_stamp_is_quarantined(coalition, clean):
    """CIS-66: 2024/868 Art. 2: stored, in no index, seen by its supplier alone; the ledger counts it."""
    estonia, latvia = in_c(coalition.estonia), in_c(coalition.latvia)
    result = imports(estonia, first_entered_on=BEFORE.isoformat())
    assert result.outcome == "quarantined" and not is_found(result.ref)
    with pytest.raises(NothingHere):
        queries.alert_for(latvia, result.ref.id)
    assert queries.alerts_of(latvia, Filters(state="quarantine")).alerts == ()
    (mine,) = queries.alerts_of(estonia, Filters(state="quarantine")).alerts
    assert (mine.state, mine.entered_on, mine.last_day) == ("quarantine", BEFORE, add_years(BEFORE, 5))
    assert queries.confirm(estonia, [result.ref.id]) == {}
    assert [one.code for one in queries.seen_by(estonia, result.ref.id)] == ["EE-CUSTOMS"]
    with clean.superuser.connect(DATABASE) as ledger:
        (details,) = ledger.execute("select details from ledger_entry where act = 'cis.import_alerts'").fetchone()
    assert (details["quarantined"], details["entered"]) == (1, 0)
    with acting(estonia):  # RTS-01: who asks is told of it all the same
        assert [entity.names[0] for entity in past_entities(estonia)] == ["Jaan Näidis"]


def test_a_review_stamp_lets_it_in_and_the_clock_runs_from_the_first_entry(coalition):
    """CIS-64, CIS-66: the record shows the stamp; its five years began in 2023."""
    result = imports(in_c(coalition.estonia), first_entered_on=BEFORE.isoformat(), **STAMP)
    assert result.outcome == "entered" and is_found(result.ref)
    seen = queries.alert_for(in_c(coalition.latvia), result.ref.id)
    assert (seen.entered_on, seen.last_day) == (BEFORE, add_years(BEFORE, 5))
    assert seen.content.legacy_review == "2025-03-01, Coordinating unit, J. Tamm"
    assert imports(in_c(coalition.estonia), first_entered_on=BEFORE.isoformat(), **STAMP).outcome == "known"


@pytest.mark.parametrize(
    ("first", "reviewed", "outcome"),
    [
        ("2024-04-07", "", "quarantined"),
        ("2024-04-08", "", "entered"),
        ("2024-04-07", "2024-04-07", "quarantined"),
        ("2024-04-07", "2024-04-08", "entered"),
    ],
)
def test_the_day_of_the_change_of_law_counts(coalition, first, reviewed, outcome):
    """CIS-66: before 8.4.2024; and a review counts that was made under the new law."""
    assert LEGACY_REVIEW.entered_before == date(2024, 4, 8)
    stamp = {"reviewed_on": reviewed, "reviewed_by": "Unit 3"} if reviewed else {}
    assert imports(in_c(coalition.estonia), first_entered_on=first, **stamp).outcome == outcome


def test_only_personal_data_of_the_criminal_strand_are_quarantined(coalition):
    """CIS-66, CIS-64: goods and means are no persons, and the regulation asked for no such review; a named driver is one."""
    past = {"first_entered_on": BEFORE.isoformat()}
    assert imports(in_c(coalition.estonia), a_lorry_alert(), **past).outcome == "entered"
    assert imports(in_a(coalition.estonia), **past).outcome == "entered"
    driver = a_person_alert(category="b", values={**a_lorry_alert()["values"], **a_person_alert()["values"]})
    assert imports(in_c(coalition.estonia), driver, "old-2", **past).outcome == "quarantined"


@pytest.mark.parametrize(
    ("past", "field", "rule"),
    [
        ({"first_entered_on": "2018-05-01"}, "first_entered_on", "CIS-64"),
        ({"first_entered_on": "2023"}, "first_entered_on", "CIS-66"),
        ({"first_entered_on": "2999-01-01"}, "first_entered_on", "CIS-66"),
        ({"first_entered_on": "2023-01-02", "reviewed_on": "2025-03-01"}, "reviewed_by", "CIS-66"),
        ({"first_entered_on": "2023-01-02", "reviewed_by": "Unit 3"}, "reviewed_on", "CIS-66"),
        ({"first_entered_on": "2024-06-01", "reviewed_on": "2024-05-01", "reviewed_by": "X"}, "reviewed_on", "CIS-66"),
    ],
)
def test_a_past_that_cannot_be_is_refused(coalition, past, field, rule):
    """CIS-66, CIS-64: over already, no day, a day to come, half a stamp, a review before the entry."""
    result = imports(in_c(coalition.estonia), **past)
    assert [(one.field, one.rule) for one in result.problems] == [(field, rule)] and result.outcome == "refused"


def test_a_review_releases_it_by_a_person_with_a_reason(coalition, clean):
    """CIS-66: its supplier alone, in writing; then it is found, and the ledger says who."""
    estonia, latvia = in_c(coalition.estonia), in_c(coalition.latvia)
    held = imports(estonia, first_entered_on=BEFORE.isoformat()).ref
    with pytest.raises(NothingHere):
        services.release_alert(latvia, held.id, version=1, reason=REASON)
    with pytest.raises(FieldRefused):
        services.release_alert(estonia, held.id, version=1, reason=" . ")
    with pytest.raises(Refusal, match="quarantine"):
        services.review_alert(estonia, held.id, version=1, need="Needed")
    said = {
        name: value for name, value in for_strand(a_person_alert(action="check"), "C").items() if name != "category"
    }
    services.amend_alert(estonia, held.id, version=1, **said)  # reviewed and updated: still nobody else sees it
    assert not is_found(held)
    with pytest.raises(Fault):
        services.release_alert(estonia, held.id, version=1, reason=REASON)
    ref = services.release_alert(estonia, held.id, version=2, reason=REASON, key="k")
    assert services.release_alert(estonia, held.id, version=2, reason=REASON, key="k") == ref
    assert is_found(ref) and queries.alert_for(latvia, ref.id).last_day == add_years(BEFORE, 5)
    newest = queries.history_of(estonia, ref.id)[0]
    assert (newest.act, newest.reason, newest.by_person) == ("released", REASON, estonia.person_id)
    with clean.superuser.connect(DATABASE) as ledger:
        found = ledger.execute(
            "select actor_id, object_id from ledger_entry where act = 'cis.release_alert'"
        ).fetchall()
    assert (str(estonia.person_id), str(ref.id)) in [(str(person), one) for person, one in found]
    with pytest.raises(Fault):
        services.release_alert(estonia, held.id, version=3, reason=REASON)


def test_what_is_not_released_is_deleted_at_once(coalition):
    """CIS-66: reviewed and deleted: its last day is tomorrow, not five years away."""
    estonia = in_c(coalition.estonia)
    held = imports(estonia, first_entered_on=BEFORE.isoformat()).ref
    gone = services.withdraw_alert(estonia, held.id, reason="No longer needed")
    assert gone.last_day == TODAY + timedelta(days=1)
    with pytest.raises(Fault):
        services.release_alert(estonia, held.id, version=2, reason=REASON)


def test_the_database_itself_keeps_it_in_quarantine(coalition):
    """CIS-66 at the last wall: no release without a review of today, no index entry before it, no entry of old made active."""
    estonia = in_c(coalition.estonia)
    held = imports(estonia, first_entered_on=BEFORE.isoformat()).ref
    new = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    for change in (
        "state = 'active'",
        "state = 'active', legacy_reviewed_on = date '2025-01-01'",
        "legacy_reviewed_on = current_date",
        "last_day = last_day + 1",
    ):
        with pytest.raises(DatabaseError, match="CIS-66"):
            execute(estonia, f"update cis_alert set {change}, version = version + 1 where id = %s", held.id)
    with pytest.raises(DatabaseError, match="CIS-66"):
        execute(estonia, "update cis_alert set state = 'quarantine', version = 2 where id = %s", new.id)
    slip = (
        "insert into cis_index_entry (alert_id, owner_id, strand, access_class, version, sealed, removed)"
        " select id, owner_id, strand, access_class, version, 'x', false from cis_alert where id = %s"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(estonia, slip, held.id)
    old = (
        "insert into cis_alert (id, reference, strand, category, owner_id, action, handling, evaluation_source,"
        " evaluation_information, entered_on, review_on, last_day, state, is_narrowed, access_class, is_contested, is_blocked,"
        " version, changed_at) select gen_random_uuid(), 'SLIPPED', strand, category, owner_id, action, handling, '', '',"
        " entered_on, review_on, last_day, %s, false, access_class, false, false, 1, now() from cis_alert where id = %s"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(estonia, old, "active", held.id)
    execute(estonia, old, "quarantine", held.id)


def test_release_is_not_for_every_role(coalition):
    """SEC-01, CIS-66."""
    officer = in_c(coalition.estonia)
    held = imports(officer, first_entered_on=BEFORE.isoformat()).ref
    other = type(officer)(
        **{name: getattr(officer, name) for name in officer.__dataclass_fields__} | {"role": "border_officer"}
    )
    with pytest.raises(NotPermitted):
        services.release_alert(other, held.id, version=1, reason=REASON)
