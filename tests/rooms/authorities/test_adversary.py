"""SEC-12, SEC-20: what one administrator tries alone."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from tests.harness.coalition import a_coalition
from tests.law.at_work import an_administrator

from firstwall.authorities import queries, staff
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.signing_in import fallbacks, links, refused, sessions
from firstwall.authorities.signing_in.models import Proposal
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused


@pytest.fixture
def team(clean):
    return a_coalition()


@pytest.fixture
def estonia(team):
    return team.estonia


@pytest.fixture
def keeper(estonia):
    return an_administrator(estonia, "ee.admin")


@pytest.fixture
def second(estonia):
    return an_administrator(estonia, "ee.second")


def raw(actor, statement: str, values: list) -> int:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def rows(content, statement: str) -> list:
    return content._connection.execute(statement).fetchall()


def test_an_account_entered_under_the_name_of_the_sealed_one_gets_no_role(estonia, keeper) -> None:
    """SEC-12, SEC-20: an administrator enters the login first and holds its one-time link."""
    number, handed = staff.enter_person(keeper, login="break-glass.ee-customs", name="Nobody")
    with pytest.raises(Fault, match="in use"):
        fallbacks.seal_account("EE-CUSTOMS")
    assert links.opened(handed.link).person.id == number
    assert not queries.person(number).roles


def test_an_agreement_dated_ahead_serves_no_second_time(estonia, keeper) -> None:
    """SEC-12: by SQL as fw_app; PostgreSQL itself says when it was agreed to."""
    second = an_administrator(estonia, "ee.second")
    third = an_administrator(estonia, "ee.third")
    assert not staff.reissue_link(keeper, third.person_id).link
    with acting(second), connection.cursor() as cursor:
        cursor.execute(
            "update authorities_proposal set state = 'agreed', decided_by = %s, decided_at = now() + interval '9 years'"
            " where person_id = %s",
            [second.person_id, third.person_id],
        )
        assert cursor.rowcount == 1
    with pytest.raises(Exception, match="row-level security"), acting(second):
        links.make(third.person_id, made_by=second.person_id)
    with acting(second):
        assert not Proposal.objects.filter(state="proposed").exists()


def test_nobody_is_confirmed_for_years(estonia, keeper) -> None:
    """CIS-24, SEC-14: by SQL as fw_app; a quarter passes, many do not."""
    colleague = an_administrator(estonia, "ee.second")
    say = "update authorities_person set confirmed_by = %s, confirmed_until = current_date + %s::interval where id = %s"
    with acting(keeper), connection.cursor() as cursor:
        cursor.execute(say, [keeper.person_id, "3 months", colleague.person_id])
        assert cursor.rowcount == 1
    with pytest.raises(Exception, match="lasts a quarter"), acting(keeper), connection.cursor() as cursor:
        cursor.execute(say, [keeper.person_id, "70 years", colleague.person_id])


def test_a_puppet_that_is_promoted_is_nobodys_alone(estonia, keeper, second) -> None:
    """SEC-12: whoever enters an account may hold its ways in; on agreement they end, and the new link has two halves."""
    number, handed = staff.enter_person(keeper, login="ee.puppet", name="Puppet", role="investigator", strands=("C",))
    with acting(system_actor("sign-in")):
        puppet = links.use(handed.link)
    held = sessions.begin(puppet, method="passkey")
    unused = staff.reissue_link(keeper, number).link
    held = sessions.begin(puppet, method="passkey")
    proposed = staff.change_role(keeper, number, role="administrator", strands=("C", "A"), gives=True)
    (proposal,) = staff.proposals_of(second)
    agreed = staff.decide(second, proposal.id, agrees=True)
    assert sessions.recognise(held.id, None) is None
    for useless in (unused, agreed.link, links.with_code(agreed.link, "AAAA-BBBB-CCCC-DDDD"), f"x.{proposed.code}"):
        with pytest.raises(Fault):
            links.opened(useless)
    assert links.opened(links.with_code(agreed.link, proposed.code)).person.id == number


def test_who_is_entered_as_a_higher_account_has_no_link_before_the_agreement(estonia, keeper, content) -> None:
    """SEC-12."""
    _number, handed = staff.enter_person(keeper, login="ee.chief", name="Chief", role="supervisor", strands=("C",))
    assert handed.code and not handed.link and not handed.is_done
    assert rows(content, "select count(*) from authorities_enrolment") == [(0,)]


def test_a_second_proposal_for_an_account_that_has_become_a_higher_one_ends_nothing(estonia, keeper, second) -> None:
    """SEC-12: it has come in anew already."""
    number, first = staff.enter_person(keeper, login="ee.chief", name="Chief", role="supervisor", strands=("C",))
    staff.change_role(keeper, number, role="administrator", strands=("C",), gives=True)
    one, other = staff.proposals_of(second)
    link = staff.decide(second, one.id, agrees=True).link
    assert staff.decide(second, other.id, agrees=True).link == ""
    assert links.opened(links.with_code(link, first.code)).person.id == number


def test_by_sql_no_account_becomes_a_higher_one_with_its_ways_in(estonia, keeper, second) -> None:
    """SEC-12 at the last wall: who agrees, through the app's login, leaves out what the service does."""
    number, _handed = staff.enter_person(keeper, login="ee.puppet", name="Puppet", role="investigator", strands=("C",))
    staff.change_role(keeper, number, role="administrator", strands=("C",), gives=True)
    agree = "update authorities_proposal set state = 'agreed', decided_by = %s, decided_at = now() where person_id = %s"
    grant = "insert into authorities_role_grant (person_id, role, strand) values (%s, 'administrator', 'C')"
    with pytest.raises(ProgrammingError, match="earlier ways in"), acting(second):
        raw(second, agree, [second.person_id, number])
        raw(second, grant, [number])
    with pytest.raises(ProgrammingError, match="earlier ways in"), acting(second):
        raw(second, agree, [second.person_id, number])
        links.make(number, made_by=second.person_id, code_hash=links.hash_of("my own"))
        raw(second, grant, [number])


def test_by_sql_nobody_makes_a_link_of_a_higher_account_under_a_half_of_the_own(estonia, keeper, second) -> None:
    """SEC-12."""
    third = an_administrator(estonia, "ee.third")
    staff.reissue_link(keeper, third.person_id)
    agree = "update authorities_proposal set state = 'agreed', decided_by = %s, decided_at = now() where person_id = %s"
    for half in ("", links.hash_of("my own")):
        with pytest.raises(ProgrammingError, match="row-level security"), acting(second):
            raw(second, agree, [second.person_id, third.person_id])
            links.make(third.person_id, made_by=second.person_id, code_hash=half)


def test_a_login_or_office_code_of_another_authority_is_nobodys_business(team, keeper) -> None:
    """SEC-09, SEC-12: entered as if it were new; in the own authority it is refused."""
    number, _handed = staff.enter_person(keeper, login="lv.coordinator", name="Same Login")
    assert staff.account(keeper, number).login == "lv.coordinator"
    with pytest.raises(FieldRefused, match="in use"):
        staff.enter_person(keeper, login="lv.coordinator", name="Same Login")
    other = an_administrator(team.latvia, "lv.admin")
    for who in (keeper, other):
        staff.enter_office(who, code="HQ", name="Head office", kind="desk")
    with pytest.raises(Fault, match="Two authorities"):
        links.by_operator("lv.coordinator")
    assert links.opened(links.by_operator("EE-CUSTOMS/lv.coordinator")).person.id == number


def test_refused_strangers_fill_no_ledger(estonia, content) -> None:
    """SEC-26: the first are entered, the rest is counted, and one entry sums the hour up; no address is kept."""
    for _time in range(30):
        refused.record_refused("SEC-15", "192.0.2.1")
    for last in range(40):
        refused.record_refused("SEC-15", f"2001:db8::{last}")
    entries = "select details from ledger_entry where act = 'authorities.sign_in' and result = 'refused'"
    assert len(rows(content, entries)) == 2 * refused.ENTRIES_OF_SOURCE
    kept = rows(content, "select r::text from authorities_refused_sign_in r")
    assert len(kept) == 3 and not any("192.0" in row[0] or "2001" in row[0] for row in kept)
    assert refused.sum_up(utc_now()) == 0
    assert refused.sum_up(utc_now() + timedelta(hours=1)) == 1
    (last,) = rows(content, entries + " and object_type = 'refused_hour'")
    assert (last[0]["refused"], last[0]["sources"]) == (70, 2)
    assert rows(content, "select count(*) from authorities_refused_sign_in") == [(0,)]


def test_a_thousand_sources_are_counted_in_bounded_room(estonia, content, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-26: in all at most a hundred entries an hour, whoever sends them."""
    monkeypatch.setattr(refused, "MOST_SOURCES", 5)
    monkeypatch.setattr(refused, "ENTRIES_OF_HOUR", 7)
    for last in range(20):
        refused.record_refused("SEC-15", f"192.0.2.{last}")
    assert rows(content, "select count(*), max(number) from authorities_refused_sign_in") == [(7, 20)]
    assert rows(content, "select count(*) from ledger_entry where result = 'refused'") == [(7,)]
