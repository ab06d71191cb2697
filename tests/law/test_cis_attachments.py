"""Attachments of an alert (CIS-15): the closed set, the readers and the last day of the alert hold for them."""

from dataclasses import replace

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_coordinator, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import execute, select
from tests.law.at_work import a_body
from tests.rooms.supervision.aging import as_superuser, set_days

from firstwall.cis import queries, services
from firstwall.cis.attaching import Offered, attach_document, read_attachment, remove_attachment
from firstwall.cis.attaching_rules import MOST
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted
from firstwall.supervision.ending import run_retention
from firstwall.supervision.rights.answering import _values

TODAY = utc_now().date()
PAPER = Offered("Route of the lorry.txt", b"Riga, then by ferry", "within", stays_within=True)
TREND = {"category": "e", "values": {"trend_method": "Cigarettes in hollow timber"}, "action": "strategic_analysis"}


class World:
    """Who takes part, in one strand, and an alert on a person."""


@pytest.fixture(params=["C", "A"])
def world(clean, request):
    coalition, to = a_coalition(), in_c if request.param == "C" else in_a
    world = World()
    world.to, world.strand = to, request.param
    world.supplier, world.other = to(coalition.estonia), to(coalition.latvia)
    world.alert = services.enter_alert(world.supplier, **for_strand(a_person_alert(), request.param))
    return world


def attach(world, offered=PAPER, *, actor=None, version=1, key=""):
    return attach_document(actor or world.supplier, world.alert.id, offered=offered, version=version, key=key)


def refusal(world, **changes) -> set[str]:
    with pytest.raises(FieldRefused) as refused:
        attach(world, replace(PAPER, **changes))
    assert {one.rule for one in refused.value.problems} == {"CIS-15"}
    assert "recital 9" in refused.value.problems[0].article
    return {one.field for one in refused.value.problems}


def test_whoever_sees_the_alert_opens_what_is_attached(world, clean):
    """CIS-15, REL-02, SEC-26: a version of the alert, sealed, hashed; attaching and opening are recorded without its name."""
    attached = attach(world, key="k")
    assert attach(world, key="k") == attached
    seen = queries.alert_for(world.other, world.alert.id)
    assert [(one["name"], one["people"]) for one in seen.content.attachments] == [(PAPER.name, "within")]
    assert seen.version == 2
    assert ("Attached file", PAPER.name) in _values(seen), "RTS-01: the person concerned hears of it"
    opened = read_attachment(world.other, attached.id)
    assert (opened.data, opened.view, opened.alert_id) == (PAPER.data, attached, world.alert.id)
    ((sealed,),) = as_superuser(clean, "select sealed from cis_attachment")
    assert b"ferry" not in bytes(sealed)
    told = as_superuser(
        clean, "select act, details::text from ledger_entry where act in ('cis.attach_document', 'cis.read_attachment')"
    )
    assert sorted(act for act, _ in told) == ["cis.attach_document", "cis.read_attachment"]
    assert attached.sha256 in "".join(said for _, said in told) and "lorry" not in str(told)


def test_a_file_needs_its_label_and_the_suppliers_statement(world):
    """CIS-15: what it says of persons, and that it stays within the set, is said by a person."""
    assert refusal(world, people="") == {"people"}
    assert refusal(world, stays_within=False) == {"stays_within"}
    assert refusal(world, people="some", stays_within=False) == {"people", "stays_within"}


def test_a_file_is_scanned_against_its_label(world):
    """CIS-15, CIS-10: contact data are in no set; where nobody is named, no sign of a person passes, in the name neither."""
    assert refusal(world, data=b"Write to jaan@example.org") == {"file"}
    assert refusal(world, people="none", data=b"The driver: Jaan Naidis, born 17.05.1980") == {"file"}
    assert refusal(world, people="none", name="driver Jaan Naidis.txt") == {"file"}
    assert refusal(world, name="photo.jpg", data=b"\xff\xd8\xff\xe0") == {"file"}
    assert attach(world, replace(PAPER, data=b"The driver: Jaan Naidis, born 17.05.1980")).people == "within"


def test_where_no_personal_data_are_allowed_only_what_is_read_comes_in(world):
    """CIS-15, CIS-09: in category e a machine reads it whole, and it names nobody."""
    trend = services.enter_alert(
        world.supplier, **for_strand({**TREND, "handling": ["H0"], "evaluation": "B2"}, world.strand)
    )
    minimal = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    for wrong in (PAPER, replace(PAPER, name="a.pdf", people="none", data=minimal)):
        with pytest.raises(FieldRefused):
            attach_document(world.supplier, trend.id, offered=wrong, version=1)
    attach_document(world.supplier, trend.id, offered=replace(PAPER, people="none"), version=1)
    assert attach(world, replace(PAPER, name="a.pdf", data=minimal)).kind == "pdf"


def test_only_the_supplier_attaches_and_removes(world):
    """CIS-56: and on the version it saw; an officer at the lane reads, a desk of the agencies takes no file away (CIS-32b)."""
    with pytest.raises(NotPermitted):
        attach(world, actor=world.other)
    with pytest.raises(Fault):
        attach(world, version=2)
    number = attach(world).id
    with pytest.raises(NotPermitted):
        remove_attachment(world.other, number, reason="Wrong", version=2)
    lane = replace(world.other, role="border_officer")
    assert read_attachment(lane, number).data == PAPER.data
    with pytest.raises(NotPermitted):
        remove_attachment(lane, number, reason="Wrong", version=2)
    if world.strand == "C":
        with pytest.raises(NotPermitted):
            read_attachment(a_body("europol", strands="C"), number)


def test_what_is_removed_is_erased_at_once_and_stays_in_the_history(world, clean):
    """CIS-15, CIS-57: for a reason; name and hash stay with the versions of the supplier."""
    number = attach(world).id
    with pytest.raises(FieldRefused):
        remove_attachment(world.supplier, number, reason=" .", version=2)
    ref = remove_attachment(world.supplier, number, reason="The wrong lorry", version=2, key="k")
    assert ref.version == 3
    assert as_superuser(clean, "select sealed = '', removed_version from cis_attachment") == [(True, 3)]
    for reader in (world.supplier, world.other):
        with pytest.raises(NothingHere):
            read_attachment(reader, number)
    newest, added, _first = queries.history_of(world.supplier, world.alert.id)
    assert newest.reason == "The wrong lorry"
    assert [(one.field, one.before, one.after) for one in newest.differences] == [("attachments", PAPER.name, "")]
    assert [(one.before, one.after) for one in added.differences] == [("", PAPER.name)]


def test_an_amendment_keeps_what_is_attached(world):
    """CIS-15."""
    number = attach(world).id
    said = {name: one for name, one in for_strand(a_person_alert(), world.strand).items() if name != "category"}
    services.amend_alert(world.supplier, world.alert.id, version=2, **{**said, "action": "check"})
    assert read_attachment(world.other, number).data == PAPER.data


def test_an_alert_has_a_few_attachments_and_none_twice(world):
    """CIS-15: a store of files is something else."""
    attach(world)
    with pytest.raises(FieldRefused, match="attached already"):
        attach(world, version=2)
    for n in range(2, MOST + 1):
        attach(world, replace(PAPER, data=b"Page %d" % n), version=n)
    with pytest.raises(FieldRefused, match="at most"):
        attach(world, replace(PAPER, data=b"One more"), version=MOST + 1)


def test_nobody_opens_what_is_attached_to_a_hidden_or_ended_alert(world):
    """CIS-15, SEC-09: the row policy follows the alert, its access class and its state."""
    number = attach(world).id
    blind = world.to(a_coordinator("LT", "Lithuania", categories="a"))
    with pytest.raises(NothingHere):
        read_attachment(blind, number)
    services.withdraw_alert(world.supplier, world.alert.id, reason="Over")
    with pytest.raises(NothingHere):
        read_attachment(world.other, number)


def test_attachments_end_with_their_alert_and_not_before(world, clean):
    """CIS-15, SEC-35, SEC-36: on the last day; the login of the jobs erases none earlier."""
    attach(world)
    run_retention(utc_now())
    assert as_superuser(clean, "select count(*) from cis_attachment") == [(1,)]
    set_days(clean, world.alert.id, entered_on=add_years(TODAY, -5), last_day=TODAY)
    run_retention(utc_now())
    assert as_superuser(clean, "select count(*) from cis_attachment") == [(0,)]


def test_the_database_lets_nobody_attach_change_or_bring_back(world):
    """CIS-15, CIS-56, SEC-04: under one's own alert of the version in force, once, and emptied for good."""
    number = attach(world).id
    slip = (
        "insert into cis_attachment (id, alert_id, owner_id, strand, added_version, sealed) select gen_random_uuid(),"
        " alert_id, {0}, strand, {1}, sealed from cis_attachment"
    )
    for actor, owner, version in (
        (world.other, "owner_id", 2),
        (world.other, "fw_authority()", 2),
        (world.supplier, "owner_id", 1),
    ):
        with pytest.raises(DatabaseError, match="row-level security"):
            execute(actor, slip.format(owner, version))
    for change in ("update cis_attachment set alert_id = gen_random_uuid()", "delete from cis_attachment"):
        with pytest.raises(DatabaseError, match="permission denied"):
            execute(world.supplier, change)
    with pytest.raises(DatabaseError):
        execute(world.supplier, "update cis_attachment set sealed = 'x', removed_version = 2")
    execute(world.other, "update cis_attachment set sealed = '', removed_version = 2")
    assert read_attachment(world.other, number).data == PAPER.data
    assert select(world.other, "select id from cis_attachment") == [(number,)]


def test_a_forged_row_is_not_shown(world, clean):
    """CIS-15, SEC-39: the version names the hash; bytes sealed for another record do not open."""
    first = attach(world).id
    second = attach(world, replace(PAPER, data=b"Another"), version=2).id
    as_superuser(
        clean,
        "update cis_attachment set sealed = (select sealed from cis_attachment where id = %s) where id = %s",
        first,
        second,
    )
    with pytest.raises(Exception, match=r"altered|changed|seal"):
        read_attachment(world.supplier, second)
