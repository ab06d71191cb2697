"""Other use and onward transfer: Decision 2009/917/JHA Art. 8(1) and 8(4), Regulation (EC) 515/97 Art. 30(1) and 30(4)."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.harness.racing import in_between
from tests.harness.raw import execute, select
from tests.rooms.supervision.aging import as_superuser, set_days

from firstwall.cis import services
from firstwall.cis.passing import queries as registers
from firstwall.cis.passing import transfers
from firstwall.cis.passing.transfers import Asked
from firstwall.kernel.clock import add_months, add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.law.sharing import TRANSFER_GROUNDS
from firstwall.supervision.ending import run_retention

TODAY = utc_now().date()
DAY = timedelta(days=1)
WORDS = {"purpose": "Recovery of duty", "recipient": "Tax board, Tallinn", "legal_basis": "Taxation Act s. 29"}
NATIONAL = Asked("national", fields=("names", "birth_dates"), **WORDS)
NORWAY = Asked("third_country", fields=("names",), country="NO", ground="adequacy", **WORDS)
CONDITIONS = {"conditions": "For this case only; not to be used in court.", "valid_until": TODAY + 30 * DAY}


class World:
    """Who takes part, in one strand."""


@pytest.fixture(params=["C", "A"])
def world(clean, request):
    coalition, to = a_coalition(), in_c if request.param == "C" else in_a
    world = World()
    world.strand = request.param
    world.supplier, world.asker, world.stranger = to(coalition.latvia), to(coalition.estonia), to(coalition.finland)
    world.alert = services.enter_alert(world.supplier, **for_strand(a_person_alert(), request.param))
    return world


def ask(world, asked: Asked = NATIONAL, **changes):
    return transfers.ask_transfer(world.asker, world.alert.id, asked=asked, **changes)


def authorised(world, asked: Asked = NATIONAL, **changes):
    request = ask(world, asked)
    return request, transfers.authorise_transfer(world.supplier, request, **{**CONDITIONS, **changes})


def test_asked_authorised_under_conditions_and_handed_over_with_them(world, clean):
    """CIS-50, CIS-51: the document carries the conditions, holds the fields authorised, and the supplier is told of it."""
    request = ask(world, key="k")
    assert ask(world, key="k") == request, "REL-02"
    seen = registers.transfer_for(world.supplier, request)
    assert (seen.recipient, seen.legal_basis, seen.state) == (WORDS["recipient"], WORDS["legal_basis"], "asked")
    authorisation = transfers.authorise_transfer(world.supplier, request, fields=["names"], **CONDITIONS)
    document = transfers.make_transfer(world.asker, authorisation)
    said = json.loads(document.body)
    assert said["conditions"] == CONDITIONS["conditions"] and said["authorisation"] == str(authorisation)
    assert said["alert"]["values"] == {"names": ["Jaan Näidis"]} and said["recipient"] == WORDS["recipient"]
    assert not {"action", "evaluation"} & set(said["alert"]), "CIS-35: nobody authorised these"
    told = as_superuser(
        clean, "select kind, recipient_authority from outbox_message where object_id = %s order by id", str(request)
    )
    supplier, asker = world.supplier.authority_id, world.asker.authority_id
    assert told == [("transfer_asked", supplier), ("transfer_authorised", asker), ("transfer_made", supplier)]
    assert registers.transfer_for(world.supplier, request).made == 1
    assert as_superuser(clean, "select digest from cis_transfer_made") == [(document.digest,)]
    details = str(as_superuser(clean, "select details from ledger_entry where act like 'cis.%%_transfer'"))
    assert document.digest in details and "Tax board" not in details and "Näidis" not in details


def test_without_an_authorisation_id_there_is_no_document(world, clean):
    """CIS-51: not by asking alone, not with a made-up id, not with another authority's, not after its day or once revoked."""
    request, authorisation = authorised(world)
    for number in (request, uuid4()):
        with pytest.raises(Refusal) as refused:
            transfers.make_transfer(world.asker, number)
        assert refused.value.rule == "CIS-51"
    for other in (world.stranger, world.supplier):
        with pytest.raises(Refusal):
            transfers.make_transfer(other, authorisation)
    as_superuser(clean, "update cis_transfer set valid_until = %s", TODAY)
    with pytest.raises(Refusal):
        transfers.make_transfer(world.asker, authorisation)
    as_superuser(clean, "update cis_transfer set valid_until = %s", TODAY + DAY)
    transfers.make_transfer(world.asker, authorisation)
    transfers.revoke_transfer(world.supplier, request)
    with pytest.raises(Refusal):
        transfers.make_transfer(world.asker, authorisation)
    assert as_superuser(
        clean, "select count(*) from ledger_entry where act = 'cis.make_transfer' and result = 'refused'"
    ) == [(6,)]


@pytest.mark.parametrize("left", ["rights = '{read,enter}'", "screen_only = true"])
def test_the_right_to_use_is_asked_at_each_document(world, clean, left):
    """CIS-25: an authorisation of yesterday yields no document once the list gives less."""
    _request, authorisation = authorised(world)
    transfers.make_transfer(world.asker, authorisation)
    as_superuser(clean, f"update authorities_designation set {left} where authority_id = %s", world.asker.authority_id)
    for attempt in (lambda: transfers.make_transfer(world.asker, authorisation), lambda: ask(world)):
        with pytest.raises(NotPermitted) as refused:
            attempt()
        assert refused.value.rule == "CIS-25"


def test_no_document_slips_past_an_amendment_at_the_same_moment(world, clean):
    """CIS-55c: whoever passes it on meanwhile owes the correction."""
    request, authorisation = authorised(world)
    said = {k: v for k, v in for_strand(a_person_alert(), world.strand).items() if k != "category"}
    amend = partial(services.amend_alert, world.supplier, world.alert.id, version=1, **said)
    in_between(clean, world.asker, partial(transfers.make_transfer, world.asker, authorisation), amend)
    assert as_superuser(clean, "select held_id::text, act from cis_receipt") == [(str(request), "correct")]


def test_the_same_key_with_other_fields_is_another_authorisation(world):
    """REL-02: the answer to one set of fields is not given to another."""
    request = ask(world)
    given = transfers.authorise_transfer(world.supplier, request, fields=["names"], key="k", **CONDITIONS)
    again = transfers.authorise_transfer(world.supplier, request, fields=["names"], key="k", **CONDITIONS)
    assert again == given
    with pytest.raises(Fault) as refused:
        transfers.authorise_transfer(world.supplier, request, key="k", **CONDITIONS)
    assert refused.value.code == "key_reused"


def test_a_refusal_has_reasons_and_stands(world):
    """CIS-50, CIS-51: prior authorisation is the supplier's to refuse."""
    request = ask(world)
    with pytest.raises(FieldRefused):
        transfers.refuse_transfer(world.supplier, request, reasons=" ")
    transfers.refuse_transfer(world.supplier, request, reasons="An enquiry would be endangered")
    seen = registers.transfer_for(world.asker, request)
    assert (seen.state, seen.reasons, seen.authorisation_id) == ("refused", "An enquiry would be endangered", None)
    with pytest.raises(Fault):
        transfers.authorise_transfer(world.supplier, request, **CONDITIONS)


def test_only_the_supplier_decides(world):
    """CIS-50, CIS-56."""
    request = ask(world)
    with pytest.raises(NotPermitted):
        transfers.authorise_transfer(world.asker, request, **CONDITIONS)
    with pytest.raises(NothingHere):
        transfers.authorise_transfer(world.stranger, request, **CONDITIONS)


@pytest.mark.parametrize("lacking", [*WORDS, "fields"])
def test_a_request_says_what_for_whom_and_on_which_basis(world, lacking):
    """CIS-50, CIS-51."""
    with pytest.raises(FieldRefused) as refused:
        ask(world, replace(NATIONAL, **{lacking: ""}))
    assert [problem.field for problem in refused.value.problems] == [lacking]


def test_only_what_the_alert_says_can_be_asked_for(world):
    """CIS-51."""
    with pytest.raises(FieldRefused):
        ask(world, replace(NATIONAL, fields=("names", "vin")))


@pytest.mark.parametrize("kind", ["third_country", "organisation"])
def test_criminal_data_leave_the_union_on_a_named_ground_only(world, kind):
    """CIS-51: LED 35 to 39, criminal strand; the administrative strand asks for none."""
    without = replace(NORWAY, kind=kind, ground="")
    if world.strand == "C":
        with pytest.raises(FieldRefused) as refused:
            ask(world, without)
        assert [problem.field for problem in refused.value.problems] == ["ground"]
    else:
        assert ask(world, without)
    for ground in TRANSFER_GROUNDS:
        assert ask(world, replace(NORWAY, kind=kind, ground=ground))


def test_a_third_country_is_named(world):
    """CIS-51."""
    with pytest.raises(FieldRefused):
        ask(world, replace(NORWAY, country="Norway"))


def test_what_leaves_the_territory_is_specially_secured_and_the_supervisor_reads_how(world, clean):
    """CIS-52: D 8(4), R 30(4)."""
    _request, authorisation = authorised(world, NORWAY)
    with pytest.raises(FieldRefused) as refused:
        transfers.make_transfer(world.asker, authorisation)
    assert refused.value.rule == "CIS-52"
    document = transfers.make_transfer(world.asker, authorisation, security_measures="Sealed envelope, by courier")
    assert json.loads(document.body)["security_measures"] == "Sealed envelope, by courier"
    (details,) = as_superuser(
        clean, "select details from ledger_entry where act = 'cis.make_transfer' and result = 'done'"
    )[0]
    assert details["security_measures"] == "Sealed envelope, by courier" and details["country"] == "NO"


@pytest.mark.parametrize(
    "wrong",
    [
        {"conditions": ""},
        {"valid_until": TODAY},
        {"valid_until": add_months(TODAY, 12) + DAY},
        {"fields": ["names", "sex"]},
        {"fields": []},
    ],
)
def test_an_authorisation_has_conditions_an_end_and_no_more_than_was_asked(world, wrong):
    """CIS-50, CIS-51."""
    with pytest.raises(FieldRefused):
        authorised(world, **wrong)


def test_its_conditions_are_shown_at_every_later_view(world):
    """CIS-50: conditions shown; to the authority bound by them and to nobody else."""
    authorised(world, replace(NATIONAL, kind="other_use"))
    (shown,) = registers.conditions_on(world.asker, world.alert.id)
    assert shown.conditions == CONDITIONS["conditions"]
    assert registers.conditions_on(world.stranger, world.alert.id) == []


def test_an_alert_that_ended_is_passed_on_no_more_and_its_recipients_are_told(world):
    """CIS-51, CIS-55c."""
    request, authorisation = authorised(world)
    transfers.make_transfer(world.asker, authorisation)
    transfers.make_transfer(world.asker, authorisation)
    services.withdraw_alert(world.supplier, world.alert.id, reason="Over")
    with pytest.raises(NothingHere):
        transfers.make_transfer(world.asker, authorisation)
    (owed,) = registers.receipts_of(world.asker)
    assert (owed.held_as, owed.held_id, owed.act) == ("transfer", request, "erase")


def test_the_database_itself_makes_no_transfer_without_authorisation(world):
    """CIS-51 at database level (SEC-04)."""
    request, authorisation = authorised(world)
    transfers.make_transfer(world.asker, authorisation)
    columns = "strand, owner_id, authority_id, alert_id, alert_version, made_by, made_at, digest, security_measures, transfer_id"
    again = f"insert into cis_transfer_made (id, {columns}) select gen_random_uuid(), {columns} from cis_transfer_made"
    assert execute(world.asker, again) == 1
    transfers.revoke_transfer(world.supplier, request)
    with pytest.raises(DatabaseError):
        execute(world.asker, again)
    with pytest.raises(DatabaseError):
        execute(world.supplier, "update cis_transfer set state = 'authorised'")
    assert select(world.stranger, "select count(*) from cis_transfer") == [(0,)]


def test_what_was_written_goes_with_the_alert(world, clean):
    """CIS-65: the register keeps ids and dates, and no word of the request or the decision."""
    request, _authorisation = authorised(world)
    set_days(clean, world.alert.id, entered_on=add_years(TODAY, -5), last_day=TODAY)
    assert run_retention(utc_now()).counts["emptied:cis_transfer"] == 1
    seen = registers.transfer_for(world.supplier, request)
    assert (seen.recipient, seen.conditions, seen.alert_reference) == ("", "", world.alert.reference)
