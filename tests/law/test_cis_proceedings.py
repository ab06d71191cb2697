"""Use in proceedings is allowed, and the supplier is told forthwith (CIS-55e). Regulation (EC) 515/97 Art. 45(1), (3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_coordinator, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import execute, select
from tests.law.at_work import a_body
from tests.rooms.supervision.aging import as_superuser, set_days

from firstwall.cis import services
from firstwall.cis.passing import proceedings, queries
from firstwall.cis.passing.proceedings import UsedIn
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.supervision.ending import run_retention

TODAY = utc_now().date()
USED = UsedIn("Riga Regional Court", "K-17/2026", TODAY)


class World:
    """Who takes part, in one strand."""


@pytest.fixture(params=["C", "A"])
def world(clean, request):
    coalition, to = a_coalition(), in_c if request.param == "C" else in_a
    world = World()
    world.to = to
    world.supplier, world.user, world.third = to(coalition.estonia), to(coalition.latvia), to(coalition.finland)
    world.said = for_strand(a_person_alert(), request.param)
    world.alert = services.enter_alert(world.supplier, **world.said)
    return world


def tells(world, actor=None, **changes):
    how = {"used": USED, "version": 1, **changes}
    return proceedings.tell_proceedings(actor or world.user, world.alert.id, **how)


def test_the_supplier_is_told_by_the_very_act(world, clean):
    """CIS-55e: R 45(3): message, line and ledger entry in one; it reads court and reference, nobody else does."""
    told = tells(world, key="k")
    assert tells(world, key="k") == told, "REL-02"
    sent = as_superuser(clean, "select kind, recipient_authority from outbox_message where object_id = %s", str(told))
    assert sent == [("used_in_proceedings", world.supplier.authority_id)]
    (acts,) = as_superuser(clean, "select count(*) from ledger_entry where act = 'cis.tell_proceedings'")
    assert acts == (1,)
    assert queries.answers_owed(world.supplier)["proceedings"] == 1
    seen = proceedings.proceeding_for(world.supplier, told)
    assert (seen.before, seen.reference, seen.used_on, seen.alert_version) == (*vars_of(USED), 1)
    assert queries.answers_owed(world.supplier)["proceedings"] == 0, "read"
    assert [one.id for one in proceedings.proceedings_of(world.user)] == [told]
    assert proceedings.proceedings_of(world.third) == []
    with pytest.raises(NothingHere):
        proceedings.proceeding_for(world.third, told)
    on_disk = as_superuser(clean, "select said from cis_proceeding_use")
    assert b"Riga" not in bytes(on_disk[0][0])


def vars_of(used: UsedIn) -> tuple:
    return used.before, used.reference, used.used_on


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"before": " "}, "before"),
        ({"reference": "."}, "reference"),
        ({"used_on": TODAY + timedelta(days=2)}, "used_on"),
    ],
)
def test_court_reference_and_day_are_said(world, change, field):
    """CIS-55e: each missing part is named with the article."""
    with pytest.raises(FieldRefused) as refused:
        tells(world, used=replace(USED, **change))
    assert [(one.field, one.rule) for one in refused.value.problems] == [(field, "CIS-55e")]
    assert "45(1), (3)" in refused.value.problems[0].article


def test_what_is_ones_own_or_changed_or_over_is_not_told(world):
    """CIS-55e: one's own needs no message; another version was used; an ended alert is nobody's to use."""
    with pytest.raises(Refusal, match="your own"):
        tells(world, world.supplier)
    with pytest.raises(Fault):
        tells(world, version=2)
    services.withdraw_alert(world.supplier, world.alert.id, reason="Over")
    with pytest.raises(NothingHere):
        tells(world)


def test_only_who_may_use_and_write_tells(world):
    """CIS-25, CIS-27, SEC-01: the list must give the right to use; an officer at the lane and a desk write nothing."""
    reader = world.to(a_coordinator("LT", "Lithuania", rights=("read",)))
    with pytest.raises(NotPermitted) as refused:
        tells(world, reader)
    assert refused.value.rule == "CIS-25"
    with pytest.raises(NotPermitted):
        tells(world, replace(world.user, role="border_officer"))
    if str(world.user.strand) == "C":
        with pytest.raises(NotPermitted):
            tells(world, a_body("europol", strands="C"))


def test_the_database_lets_nobody_tell_for_others_or_untell(world):
    """CIS-55e, SEC-04: in one's own name, on an alert in force, and never changed or deleted."""
    told = tells(world)
    for change in ("update cis_proceeding_use set used_on = used_on - 1", "delete from cis_proceeding_use"):
        with pytest.raises(DatabaseError):
            execute(world.user, change)
    slip = (
        "insert into cis_proceeding_use (id, strand, alert_id, alert_reference, alert_version, owner_id, authority_id, used_on,"
        " told_by, told_at) select gen_random_uuid(), strand, alert_id, alert_reference, alert_version, owner_id, %s, used_on,"
        " told_by, now() from cis_proceeding_use"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(world.user, slip, world.third.authority_id)
    assert select(world.user, "select id from cis_proceeding_use") == [(told,)]


def test_what_was_written_goes_with_the_alert(world, clean):
    """CIS-55e, CIS-65: ids and dates stay."""
    told = tells(world)
    set_days(clean, world.alert.id, entered_on=add_years(TODAY, -5), last_day=TODAY)
    run_retention(utc_now())
    seen = proceedings.proceeding_for(world.supplier, told)
    assert (seen.before, seen.reference, seen.used_on) == ("", "", TODAY)
