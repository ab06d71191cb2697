"""LOG-05, SEC-33 to SEC-35: what is over after 24 months ends, on its day and not before, and the tree still verifies."""

import secrets
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.db import connections
from tests.harness.coalition import a_person, in_c
from tests.rooms.authorities.test_fallbacks import DAYS
from tests.rooms.screening.world import World, a_world, enters
from tests.rooms.supervision.aging import TODAY, as_superuser, fingerprint
from tests.rooms.supervision.conftest import sequencing
from tests.rooms.supervision.test_export import check

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cis.correcting import claims
from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.keeping import kept_from
from firstwall.ledger import reading, sequencer, services
from firstwall.ledger.verify import verify
from firstwall.outbox import services as outbox
from firstwall.screening import services as screening
from firstwall.supervision import ending, exporting
from firstwall.supervision.ending import run_retention
from firstwall.supervision.rights import checks
from firstwall.supervision.rights import services as rights
from firstwall.supervision.rights.types import Person
from firstwall.supervision.runs import SYSTEM

FIRST_KEPT = kept_from(utc_now())
LAST_OVER = FIRST_KEPT - timedelta(microseconds=1)
# table, the column by whose age it ends, the last value that is over, the first that is kept
RULES = [
    ("authorities_mandate", "ends_at", LAST_OVER, FIRST_KEPT),
    ("authorities_token", "expires_at", utc_now() - timedelta(minutes=1), utc_now() + timedelta(hours=1)),
    ("authorities_enrolment", "expires_at", utc_now() - timedelta(minutes=1), utc_now() + timedelta(hours=1)),
    ("outbox_message", "created_at", LAST_OVER, FIRST_KEPT),
    ("screening_run", "finished_at", LAST_OVER, FIRST_KEPT),
    ("screening_unanswered", "told_at", LAST_OVER, FIRST_KEPT),
    ("cis_claim", "paid_on", LAST_OVER.date(), FIRST_KEPT.date()),
    ("supervision_check_question", "asked_at", LAST_OVER, FIRST_KEPT),
    ("supervision_rights_check", "opened_at", LAST_OVER, FIRST_KEPT),
    ("supervision_rights_request", "kept_until", TODAY, TODAY + timedelta(days=1)),
]


@pytest.fixture
def world(clean) -> World:
    return a_world()


@pytest.fixture
def filled(world: World, clean) -> World:
    """One row at least in each table that ends by its age."""
    outbox_owner = in_c(world.latvia)
    with acting(outbox_owner):
        outbox.put(
            outbox_owner,
            kind="x",
            recipient_authority=world.estonia.authority_id,
            object_type="alert",
            object_id=uuid4(),
        )
    told = "insert into screening_unanswered (id, strand, authority_id, day, hits, told_at)"
    as_superuser(
        clean, told + " values (gen_random_uuid(), 'C', %s, current_date, 1, now())", world.latvia.authority_id
    )
    authorities.mint_token("ee.coordinator")
    authorities.issue_enrolment_link()
    lane = replace(in_c(world.lane), strands=(in_c(world.lane).strand,))
    (run,) = screening.accept_file(lane, chunks=[b"name\nJaan Naidis\n\x00\n"], by_job=False)
    screening.work_run(lane, run.id)
    enters(world.estonia, action="check")
    officer = in_c(a_person(world.latvia.authority_id, "lv.rights", role="rights_officer", purpose="rights"))
    who = Person(names=("Jaan Näidis",), documents=("KX1234567",))
    number = rights.take_request(officer, person=who, asks=["access", "check"], identity="electronic")
    rights.gather_holdings(officer, number)
    watches = []
    for own in (world.latvia, world.estonia):
        watch = authorities.add_authority(
            f"{own.authority_code}-DPA", "Inspectorate", type="supervisory", state_code=""
        )
        authorities.supervise(watch, own.authority_id)
        watches.append(in_c(a_person(watch, f"{own.authority_code}.watch", role="supervisor", purpose="supervision")))
    checks.open_check(watches[0], number)
    claim = claims.claim_reimbursement(
        in_c(world.latvia), reference="EE-CUSTOMS-CD-2020-000001", harm="Held for a day", amount_cents=100
    )
    claims.answer_claim(in_c(world.estonia), claim, share_percent=50, reasons="Both")
    claims.record_payment(in_c(world.latvia), claim)
    return world


def count(clean, table: str) -> int:
    return as_superuser(clean, f"select count(*) from {table}")[0][0]


@pytest.mark.parametrize(("table", "column", "over", "kept"), RULES, ids=[row[0] for row in RULES])
def test_a_row_ends_on_its_day_and_not_the_day_before(filled: World, clean, table, column, over, kept):
    """SEC-34, SEC-35, CLK-01: a dry run says what the real one does, and a second run does nothing more."""
    before = count(clean, table)
    assert before
    as_superuser(clean, f"update {table} set {column} = %s", kept)
    assert run_retention(utc_now()).counts == {} and count(clean, table) == before
    as_superuser(clean, f"update {table} set {column} = %s", over)
    announced = run_retention(utc_now(), dry=True).counts
    assert announced[f"ended:{table}"] == before == count(clean, table)
    assert run_retention(utc_now()).counts == announced
    assert count(clean, table) == 0
    still = fingerprint(clean)
    assert run_retention(utc_now()).counts == {}
    changed = {name for name, said in fingerprint(clean).items() if said != still[name]}
    assert changed == {"supervision_retention_run"}


def test_what_hangs_on_a_row_ends_with_it(filled: World, clean):
    """REL-19, RTS-03: remarks on lines with their run, what was found for a person with the request."""
    assert count(clean, "screening_line_error") and count(clean, "supervision_rights_holding")
    as_superuser(clean, "update screening_run set finished_at = %s", LAST_OVER)
    as_superuser(clean, "update supervision_rights_request set kept_until = %s", TODAY)
    run_retention(utc_now())
    assert count(clean, "screening_line_error") == count(clean, "supervision_rights_holding") == 0


def test_an_unanswered_request_and_an_unfinished_run_do_not_end(filled: World, clean):
    """RTS-02: what still waits is not over, however old it is."""
    as_superuser(clean, "update supervision_rights_request set received_on = %s", TODAY - timedelta(days=3000))
    as_superuser(clean, "update screening_run set finished_at = null, state = 'working', accepted_at = %s", LAST_OVER)
    assert run_retention(utc_now()).counts == {}


@pytest.mark.parametrize(("table", "column", "over", "kept"), RULES, ids=[row[0] for row in RULES])
def test_the_database_lets_no_job_end_a_row_early(filled: World, clean, table, column, over, kept):
    """SEC-35: the days stand in the policies, whatever a job asks for."""
    as_superuser(clean, f"update {table} set {column} = %s", kept)
    before = count(clean, table)
    with acting(SYSTEM, using="jobs"), connections["jobs"].cursor() as cursor:
        cursor.execute(f"delete from {table}")
        assert cursor.rowcount == 0
    assert count(clean, table) == before


def test_each_chunk_is_entered_in_the_ledger_with_counts_only(filled: World, clean, monkeypatch):
    """SEC-26, SEC-35: in chunks; a killed run has ended whole ones."""
    monkeypatch.setattr(ending, "SWEPT", 2)
    as_superuser(clean, "update authorities_mandate set ends_at = %s", LAST_OVER)
    number = count(clean, "authorities_mandate")
    run_retention(utc_now())
    told = as_superuser(clean, "select details->'rows' from ledger_entry where act = 'supervision.end_records'")
    sums = Counter()
    for (rows,) in told:
        sums.update(rows)
    assert len(told) == -(-number // 2) and sums["authorities_mandate"] == number


def written_at(world: World, monkeypatch, moment: datetime, number: int, act: str = "screening.check") -> None:
    """Entries as the product wrote them then: their own time, an id of that time."""
    with monkeypatch.context() as then:
        then.setattr(services, "utc_now", lambda: moment)
        then.setattr(services, "message_id", lambda: _id_of(moment))
        with acting(in_c(world.lane)):
            for _one in range(number):
                services.record(in_c(world.lane), act=act, result="none")


def written(supervisor, span) -> list[bytes]:
    """The bundle as the supervisor takes it away."""
    return list(exporting.lines(supervisor, span))


def _id_of(moment: datetime) -> UUID:
    return UUID(int=int(moment.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | secrets.randbits(60))


def test_entries_of_the_ledger_go_after_24_months_and_it_still_verifies(world: World, clean, monkeypatch):
    """LOG-05 (b), SEC-28, SEC-33: declared by their places, taken for nothing else by the verifier on another machine."""
    earlier = LAST_OVER - timedelta(days=60)
    written_at(world, monkeypatch, earlier, 1, act=reading.PRUNE)  # stays, so that the export begins before the pruned
    for moment, number in ((LAST_OVER - timedelta(days=30), 7), (LAST_OVER, 3), (FIRST_KEPT, 2)):
        written_at(world, monkeypatch, moment, number)
    sequencer.sign_now()
    assert run_retention(utc_now(), dry=True).counts == {"ended:ledger_entry": 10}
    assert run_retention(utc_now()).counts == {"ended:ledger_entry": 10}
    assert run_retention(utc_now()).counts == {}
    (left,) = as_superuser(clean, "select count(*) from ledger_entry where act = 'screening.check'")[0]
    assert left == 2
    sequencer.sign_now()
    assert verify().ok
    watch = authorities.add_authority("LV-DPA", "Inspectorate", type="supervisory", state_code="LV")
    authorities.supervise(watch, world.latvia.authority_id)
    supervisor = a_person(watch, "lv.supervisor", role="supervisor", purpose="supervision")
    with sequencing():
        span = exporting.export_ledger(supervisor)
    assert check(written(supervisor, span)).pruned == 10


def test_a_declaration_of_pruning_stays(world: World, clean, monkeypatch):
    """SEC-33: without it, what it declares would look like an entry deleted by force."""
    written_at(world, monkeypatch, LAST_OVER, 3)
    sequencer.sign_now()
    run_retention(utc_now())
    with acting(SYSTEM, using="jobs"), connections["jobs"].cursor() as cursor:
        cursor.execute("delete from ledger_entry")
        assert cursor.rowcount == 0
    assert verify().ok


def test_the_first_kept_moment_is_a_whole_day():
    """CLK-01, CLK-02: UTC days, clamped in a shorter month."""
    now = datetime(2026, 2, 28, 17, 5, tzinfo=UTC)
    assert kept_from(now) == datetime.combine(add_months(now.date(), -24), time(), UTC)
    assert kept_from(datetime(2028, 2, 29, 0, 0, tzinfo=UTC)) == datetime(2026, 2, 28, tzinfo=UTC)


def test_whatever_is_declared_to_end_after_24_months_is_swept():
    """SEC-34: a declaration that nobody carries out fails here."""
    declared = {
        kept.table
        for room in ("authorities", "cis", "ledger", "outbox", "screening", "seals", "supervision")
        for kept in import_module(f"firstwall.{room}.retention").RETENTION
        if "24 months" in kept.period or "12 months" in kept.period or "until used" in kept.period
    }
    assert declared - set(DAYS) == {rule[0] for rule in RULES} | {"ledger_entry"}
