"""Copies of what others supplied: Decision 2009/917/JHA Art. 21, Regulation (EC) 515/97 Art. 35(3)."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_person, a_person_alert, for_strand, in_a, in_c
from tests.harness.racing import in_between
from tests.harness.raw import execute, select
from tests.rooms.supervision.aging import as_superuser, set_days

from firstwall.authorities import services as authorities
from firstwall.authorities.permissions import PERMITTED
from firstwall.authorities.types import Decision
from firstwall.cis import queries, services
from firstwall.cis.passing import copies, lists
from firstwall.cis.passing import queries as registers
from firstwall.cis.passing.rules import CopyClocks, CopyDue, due_with
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.supervision.ending import run_retention

TODAY = utc_now().date()
DAY = timedelta(days=1)
CASE = {"case_reference": "EE-INV-2026-7", "need": "Profiles the ferry line of this case", "version": 1}


@pytest.fixture
def coalition(clean):
    return a_coalition()


@pytest.fixture(params=["C", "A"])
def world(coalition, request):
    """An alert of Latvia, and an Estonian analyst listed in a risk-management service."""
    return a_world(coalition, request.param)


class World:
    """Who takes part, in one strand."""


def a_world(coalition, strand: str) -> World:
    to = in_c if strand == "C" else in_a
    world = World()
    world.strand = strand
    world.supplier, world.coordinator, world.stranger = (
        to(coalition.latvia),
        to(coalition.estonia),
        to(coalition.finland),
    )
    world.alert = services.enter_alert(world.supplier, **for_strand(a_person_alert(), strand))
    world.analyst = to(
        a_person(coalition.estonia.authority_id, "ee.analyst", role="investigator", purpose="investigation")
    )
    world.service = lists.list_service(world.coordinator, kind="risk_management", name="Risk unit", system="RISKA")
    lists.list_analyst(world.coordinator, world.service, person_id=world.analyst.person_id)
    return world


def a_copy(world, **changes):
    return copies.register_copy(world.analyst, world.alert.id, service_id=world.service, **{**CASE, **changes})


def notices(clean, kind: str) -> list[tuple]:
    return as_superuser(clean, "select recipient_authority, object_id from outbox_message where kind = %s", kind)


def test_a_listed_analyst_copies_for_a_case_and_the_supplier_is_told(world, clean):
    """CIS-54, CIS-55a, CIS-55c: D 21(2), R 35(3). The register names case, analyst, service, system."""
    copy = a_copy(world, key="k")
    assert a_copy(world, key="k") == copy, "REL-02"
    held = registers.copy_for(world.analyst, copy)
    assert (held.case_reference, held.analyst_id, held.system) == (
        CASE["case_reference"],
        world.analyst.person_id,
        "RISKA",
    )
    assert (held.review_on, held.last_day) == (TODAY + 365 * DAY, add_years(TODAY, 10))
    seen_by_supplier = registers.copy_for(world.supplier, copy)
    assert seen_by_supplier.case_reference == CASE["case_reference"] and seen_by_supplier.need == ""
    assert notices(clean, "copy_made") == [(world.supplier.authority_id, str(copy))]
    document = json.loads(copies.take_copy(world.analyst, copy).body)
    assert document["alert"]["values"]["names"] == ["Jaan Näidis"] and document["copy"] == str(copy)
    entries = as_superuser(
        clean, "select act, details::text from ledger_entry where act in ('cis.register_copy', 'cis.take_copy')"
    )
    assert sorted(act for act, _ in entries) == ["cis.register_copy", "cis.take_copy"]
    assert not any("Jaan" in details or "ferry" in details for _, details in entries)


def test_nobody_else_copies(world):
    """CIS-55a: D 21(3), R 35(3): only analysts on the list; CIS-25: only with the right to use."""
    for person in (world.coordinator, world.stranger):
        with pytest.raises(Refusal) as refused:
            copies.register_copy(person, world.alert.id, service_id=world.service, **CASE)
        assert refused.value.rule == "CIS-55a"
    officer = replace(world.analyst, role="border_officer")
    with pytest.raises(NotPermitted):
        copies.register_copy(officer, world.alert.id, service_id=world.service, **CASE)
    lists.end_analyst(world.coordinator, world.service, person_id=world.analyst.person_id)
    with pytest.raises(Refusal, match="Only an analyst"):
        a_copy(world)


@pytest.mark.parametrize("left", ["rights = '{read,enter}'", "screen_only = true"])
def test_the_right_to_use_is_asked_at_each_taking(world, clean, left):
    """CIS-25, CIS-55a: a copy registered under the right of yesterday yields nothing once the list gives less."""
    copy = a_copy(world)
    copies.take_copy(world.analyst, copy)
    sql = f"update authorities_designation set {left} where authority_id = %s"
    as_superuser(clean, sql, world.analyst.authority_id)
    for attempt in (lambda: copies.take_copy(world.analyst, copy), lambda: a_copy(world, case_reference="EE-2")):
        with pytest.raises(NotPermitted) as refused:
            attempt()
        assert refused.value.rule == "CIS-25"


def test_an_organisation_or_a_desk_has_no_service_that_copies(world, coalition):
    """CIS-55a: D 21(3), R 35(3): national authorities list their services; a decision of the Council gives access only."""
    to = in_c if world.strand == "C" else in_a
    decision = Decision("2026/1234", "Reads", (world.strand,), TODAY + 60 * DAY)
    body = authorities.add_authority("WCO", "WCO", type="international_organisation", decision=decision)
    authorities.designate(
        body, strand=world.strand, categories="abcdefgh", purposes=("investigation",), rights=("read", "use"),
        valid_from=TODAY - DAY, valid_until=decision.ends_on,
    )  # fmt: skip
    reader = to(a_person(body, "wco.c", role="coordinator", purpose="investigation", strands=(world.strand,)))
    for attempt in (
        lambda: lists.list_service(reader, kind="risk_management", name="W", system="W"),
        lambda: copies.register_copy(reader, world.alert.id, service_id=world.service, **CASE),
    ):
        with pytest.raises(NotPermitted) as refused:
            attempt()
        assert refused.value.rule == "CIS-55a"


def test_nobody_lists_oneself_or_a_stranger(world):
    """CIS-55a, choice: four eyes on the list."""
    with pytest.raises(Refusal, match="oneself"):
        lists.list_analyst(world.coordinator, world.service, person_id=world.coordinator.person_id)
    with pytest.raises(FieldRefused):
        lists.list_analyst(world.coordinator, world.service, person_id=world.stranger.person_id)
    with pytest.raises(NothingHere):
        lists.list_analyst(world.stranger, world.service, person_id=world.stranger.person_id)


def test_the_list_of_services_goes_to_all_the_names_stay_at_home(world, clean):
    """CIS-55a: each state sends the others the list."""
    (seen,) = lists.services_listed(world.stranger)
    assert (seen.name, seen.system, seen.analysts) == ("Risk unit", "RISKA", ())
    (own,) = lists.services_listed(world.coordinator)
    assert own.analysts == (world.analyst.person_id,)
    told = {recipient for recipient, _ in notices(clean, "copy_list_changed")}
    assert told == {world.supplier.authority_id, world.stranger.authority_id}


def test_only_into_the_two_kinds_of_system(world):
    """CIS-54: D 21(2), R 35(3)."""
    with pytest.raises(FieldRefused):
        lists.list_service(world.coordinator, kind="archive", name="Archive", system="X")


@pytest.mark.parametrize("lacking", [{"case_reference": " "}, {"need": ""}, {"need": "\u200b"}])
def test_only_as_needed_for_a_case(world, lacking):
    """CIS-54: as needed for specific cases or investigations."""
    with pytest.raises(FieldRefused) as refused:
        a_copy(world, **lacking)
    assert refused.value.rule == "CIS-54"


def test_ones_own_alert_needs_no_register(world):
    """CIS-54 speaks of others' data."""
    with pytest.raises(Refusal, match="your own"):
        copies.register_copy(world.supplier, world.alert.id, service_id=world.service, **CASE)


def test_the_database_itself_registers_no_copy_by_an_unlisted_person(world):
    """CIS-55a at database level (SEC-04)."""
    a_copy(world)
    columns = (
        "strand, alert_id, alert_reference, alert_category, alert_version, owner_id, authority_id, service_id, kind,"
    )
    columns += (
        " system, case_reference, need, made_on, review_on, last_day, review_noticed_on, state, ended_on, ended_because"
    )
    again = f"insert into cis_copy (id, analyst_id, {columns}) select gen_random_uuid(), %s, {columns} from cis_copy"
    with pytest.raises(DatabaseError):
        execute(world.coordinator, again, world.coordinator.person_id)
    with pytest.raises(DatabaseError):
        execute(world.coordinator, again, world.analyst.person_id)
    assert execute(world.analyst, again, world.analyst.person_id) == 1
    assert select(world.stranger, "select count(*) from cis_copy") == [(0,)]


@pytest.mark.parametrize(
    ("day", "due"),
    [(334, ()), (335, (CopyDue.REVIEW_NOTICE,)), (364, (CopyDue.REVIEW_NOTICE,)), (365, (CopyDue.BLOCK,))],
)
def test_reviewed_at_least_yearly(day, due):
    """CIS-55b: at day 365 without a review, alert and block."""
    clocks = CopyClocks("active", TODAY + 365 * DAY, add_years(TODAY, 10))
    assert due_with(clocks, TODAY + day * DAY) == due


def test_at_most_ten_years():
    """CIS-55b: D 21(5), R 35(3)."""
    clocks = CopyClocks("active", add_years(TODAY, 11), add_years(TODAY, 10))
    assert due_with(clocks, add_years(TODAY, 10) - DAY) != (CopyDue.ERASE,)
    assert due_with(clocks, add_years(TODAY, 10)) == (CopyDue.ERASE,)


def age(clean, copy, **days):
    places = ", ".join(f"{name} = %s" for name in days)
    as_superuser(clean, f"update cis_copy set {places} where id = %s", *days.values(), copy)


def test_unreviewed_it_is_announced_then_blocked_and_a_review_gives_it_back(world, clean):
    """CIS-55b: notice, block, review; a dry run announces what the run does."""
    copy = a_copy(world)
    age(clean, copy, review_on=TODAY + 30 * DAY)
    assert run_retention(utc_now()).counts["copy_review_near:outbox_message"] == 1
    assert "copy_review_near:outbox_message" not in run_retention(utc_now()).counts
    age(clean, copy, review_on=TODAY)
    with pytest.raises(Refusal, match="blocked"):
        copies.take_copy(world.analyst, copy)
    dry, done = run_retention(utc_now(), dry=True), run_retention(utc_now())
    assert dry.counts == done.counts and done.counts["blocked:cis_copy"] == 1
    assert registers.copy_for(world.analyst, copy).state == "blocked"
    assert [
        kind
        for (kind,) in as_superuser(
            clean,
            "select kind from outbox_message where object_id = %s and recipient_authority = %s order by id",
            str(copy),
            world.analyst.authority_id,
        )
    ] == ["copy_review_near", "copy_blocked"]
    with pytest.raises(FieldRefused):
        copies.review_copy(world.analyst, copy, need=" ")
    copies.review_copy(world.analyst, copy, need="Trial pending")
    assert registers.copy_for(world.analyst, copy).review_on == TODAY + 365 * DAY
    assert copies.take_copy(world.analyst, copy).body
    acts = as_superuser(
        clean, "select act from ledger_entry where object_id = %s and act like 'supervision.%%' order by at", str(copy)
    )
    assert acts == [("supervision.give_notice",), ("supervision.block_copy",)]


def test_after_ten_years_it_is_gone_and_the_register_names_nobody(world, clean):
    """CIS-55b: at ten years, then erase; never early (SEC-35)."""
    copy = a_copy(world)
    age(clean, copy, last_day=TODAY + DAY, review_on=TODAY + DAY)
    assert "erased:cis_copy" not in run_retention(utc_now()).counts
    age(clean, copy, last_day=TODAY, made_on=add_years(TODAY, -10))
    with pytest.raises(Refusal, match="erased"):
        copies.take_copy(world.analyst, copy)
    assert run_retention(utc_now()).counts["erased:cis_copy"] == 1
    (row,) = as_superuser(clean, "select state, ended_because, need, analyst_id from cis_copy")
    assert row == ("erased", "limit", None, None)
    assert run_retention(utc_now()).counts == {}
    with pytest.raises(Refusal, match="erased"):
        copies.review_copy(world.analyst, copy, need="Still")


def test_a_correction_of_the_original_reaches_the_copy_and_a_receipt_is_owed(world, clean):
    """CIS-55c, CIS-57: D 13, D 21; LED 7(3)."""
    copy = a_copy(world)
    changed = {name: value for name, value in for_strand(a_person_alert(), world.strand).items() if name != "category"}
    services.amend_alert(world.supplier, world.alert.id, version=1, **{**changed, "action": "sighting"})
    (owed,) = registers.receipts_of(world.analyst)
    assert (owed.act, owed.because, owed.held_id, owed.alert_version) == ("correct", "amended", copy, 2)
    assert notices(clean, "correct_owed") == [(world.analyst.authority_id, str(owed.id))]
    assert json.loads(copies.take_copy(world.analyst, copy).body)["alert"]["action"] == "sighting"
    copies.confirm_receipt(world.analyst, owed.id, key="k")
    copies.confirm_receipt(world.analyst, owed.id, key="k")
    assert registers.copy_for(world.analyst, copy).alert_version == 2
    assert registers.receipts_of(world.supplier) == []
    assert notices(clean, "receipt_given") == [(world.supplier.authority_id, str(owed.id))]


def test_an_erasure_of_the_original_ends_the_copy(world):
    """CIS-55c: from the withdrawal on the copy yields nothing; the receipt ends it."""
    copy = a_copy(world)
    services.withdraw_alert(world.supplier, world.alert.id, reason="Ground gone")
    with pytest.raises(Refusal, match="original was erased"):
        copies.take_copy(world.analyst, copy)
    (owed,) = registers.receipts_of(world.supplier)
    assert (owed.act, owed.is_own) == ("erase", False)
    with pytest.raises(NothingHere):
        copies.confirm_receipt(world.supplier, owed.id)
    copies.confirm_receipt(world.coordinator, owed.id)
    assert registers.copy_for(world.analyst, copy).state == "erased"
    assert registers.receipts_of(world.supplier) == []


def test_a_review_gives_no_copy_back_whose_erasure_is_owed(world, clean):
    """CIS-55b, CIS-55c: the original is gone; what is left to do with its copy is to erase it."""
    copy = a_copy(world)
    services.withdraw_alert(world.supplier, world.alert.id, reason="Ground gone")
    as_superuser(clean, "update cis_copy set review_on = %s, state = 'blocked'", TODAY)
    with pytest.raises(Refusal, match="The original was erased") as refused:
        copies.review_copy(world.analyst, copy, need="Still needed")
    assert refused.value.rule == "CIS-55c"
    assert as_superuser(clean, "select state, review_on from cis_copy") == [("blocked", TODAY)]


def test_no_copy_slips_past_a_withdrawal_at_the_same_moment(world, clean):
    """CIS-55c, CIS-57: whoever becomes a holder meanwhile is asked to erase, or becomes none."""
    withdraw = partial(services.withdraw_alert, world.supplier, world.alert.id, reason="Ground gone")
    copy, _ended = in_between(clean, world.analyst, partial(a_copy, world), withdraw)
    assert as_superuser(clean, "select held_id::text, act from cis_receipt") == [(str(copy), "erase")]


def test_no_copy_is_made_of_what_is_withdrawn_at_the_same_moment(world, clean):
    """CIS-57: the one who comes second finds it ended."""
    withdraw = partial(services.withdraw_alert, world.supplier, world.alert.id, reason="Ground gone")
    _ended, refused = in_between(clean, world.supplier, withdraw, partial(a_copy, world))
    assert isinstance(refused, NothingHere)
    assert as_superuser(clean, "select count(*) from cis_copy") == [(0,)]


def test_the_last_day_of_the_original_reaches_the_copy(world, clean):
    """CIS-55c, CIS-65: erased by the engine, asked of every holder, once."""
    copy = a_copy(world)
    set_days(clean, world.alert.id, entered_on=add_years(TODAY, -5), last_day=TODAY)
    done = run_retention(utc_now())
    assert done.counts["erasure_owed:cis_receipt"] == 1
    (owed,) = registers.receipts_of(world.analyst)
    assert (owed.act, owed.because, owed.held_id) == ("erase", "limit", copy)
    assert "erasure_owed:cis_receipt" not in run_retention(utc_now()).counts


def test_what_analysis_needs_no_longer_is_deleted_at_once(world):
    """CIS-55b: D 21(5), R 35(3)."""
    copy = a_copy(world)
    copies.erase_copy(world.analyst, copy)
    assert registers.copy_for(world.supplier, copy).ended_because == "no_need"
    with pytest.raises(Refusal):
        copies.erase_copy(world.analyst, copy)


@pytest.mark.parametrize("act", ["register_copy", "take_copy", "ask_transfer", "make_transfer", "list_copy_service"])
def test_a_desk_of_an_agency_copies_and_passes_on_nothing(act):
    """CIS-32b: nothing may be connected, transferred or copied."""
    assert f"cis.{act}" not in PERMITTED["agency_desk"]


def test_a_program_lists_only_what_policies_and_clocks_need_of_others(world):
    """CIS-54: no door but the register gives others' data to a program in bulk; reading one alert stays a reading."""
    by_program = queries.alerts_of(world.analyst.over("api")).alerts
    assert [(one.title, one.content.values) for one in by_program] == [("", {})]
    on_screen = queries.alerts_of(world.analyst.over("page")).alerts
    assert on_screen[0].title == "Jaan Näidis"
    own = queries.alerts_of(world.supplier.over("api")).alerts
    assert own[0].content.values["names"] == ["Jaan Näidis"]
