"""The lists of designations (CIS-24 to CIS-27). Decision 2009/917/JHA Art. 7, 8; Regulation 515/97 Art. 29, 30."""

import json
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from time import sleep
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import execute, select
from tests.law.at_work import FIRST, LOOK, a_body, an_administrator, at_work

from firstwall.authorities import list_queries, lists
from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.list_rules import changes_between, widens
from firstwall.authorities.types import Decision, ListedRow
from firstwall.cis import queries, services
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted

TODAY = utc_now().date()
DECISION = Decision("2026/1234", "Reads alerts on means of transport at sea", ("A",), TODAY + timedelta(days=30))
FINDING = "Vehicles only, twelve named officers, one search in four led to a control."


@pytest.fixture
def coalition(clean):
    return a_coalition()


def rows_of(actor: Actor, **changes) -> list[ListedRow]:
    row = ListedRow(actor.authority_id, ("b", "d"), ("border_control", "supply"), ("read", "enter", "use"))
    return [replace(row, **changes)]


@pytest.fixture
def keepers(coalition):
    """Estonia's two keepers of the list and the Commission's desk."""
    estonia = coalition.estonia
    olaf = a_body("olaf", strands="A", role="administrator", purpose="administration")
    return an_administrator(estonia, "ee.lists"), estonia, olaf


def test_a_list_of_the_criminal_strand_is_checked_by_another_person_of_the_state(coalition, keepers):
    """CIS-24, CIS-25, CIS-26: proposed, checked with a finding, confirmed; only then it permits or takes away."""
    proposer, checker, _olaf = keepers
    theirs = services.enter_alert(in_c(coalition.latvia), **for_strand(a_person_alert(category="d"), "C"))
    assert queries.alert_for(in_c(coalition.estonia), theirs.id)
    version = lists.propose_list(
        in_c(proposer),
        rows=rows_of(proposer, categories=("b",)),
        reason="Persons are no longer needed",
        in_force_from=TODAY,
    )
    with pytest.raises(NotPermitted, match="person who proposed"):
        lists.check_list(in_c(proposer), version.id, is_proportionate=True, finding=FINDING)
    with pytest.raises(Fault):
        lists.confirm_list(in_c(checker), version.id)
    with pytest.raises(FieldRefused):
        lists.check_list(in_c(checker), version.id, is_proportionate=True, finding=" ")
    lists.check_list(in_c(checker), version.id, is_proportionate=True, finding=FINDING)
    assert queries.alert_for(in_c(coalition.estonia), theirs.id)
    confirmed = lists.confirm_list(in_c(checker), version.id)
    assert (confirmed.state, confirmed.number, confirmed.finding) == ("confirmed", 1, FINDING)
    with pytest.raises(NothingHere):
        queries.alert_for(in_c(coalition.estonia), theirs.id)
    with pytest.raises(Fault):
        lists.confirm_list(in_c(checker), version.id)


def test_a_list_of_the_administrative_strand_is_confirmed_by_the_commission(coalition, keepers):
    """CIS-26, AUD-03: R 29(2): the Commission checks with the state; a disproportionate list goes back."""
    proposer, checker, olaf = keepers
    said = {"rows": rows_of(proposer), "reason": "Reorganised", "in_force_from": TODAY}
    version = lists.propose_list(in_a(proposer), **said)
    for somebody in (in_a(checker), in_a(an_administrator(coalition.latvia, "lv.lists"))):
        with pytest.raises(NotPermitted, match="Commission"):
            lists.check_list(somebody, version.id, is_proportionate=True, finding=FINDING)
    returned = lists.check_list(olaf, version.id, is_proportionate=False, finding="Why persons for a vehicle desk?")
    assert returned.state == "returned"
    with pytest.raises(Fault):
        lists.confirm_list(olaf, version.id)
    second = lists.propose_list(in_a(proposer), **said)
    lists.check_list(olaf, second.id, is_proportionate=True, finding=FINDING)
    assert lists.confirm_list(olaf, second.id).number == 2
    assert olaf.authority_code in [one["code"] for one in list_queries.published(olaf, TODAY)["direct_access"]]


def test_versions_are_dated_kept_and_compared(coalition, keepers):
    """CIS-26: what was in force yesterday stays known; the difference says who gained and who lost."""
    proposer, checker, _olaf = keepers
    tomorrow = TODAY + timedelta(days=1)
    before = list_queries.list_on(in_c(checker), TODAY).rows
    version = lists.propose_list(
        in_c(proposer), rows=rows_of(proposer, categories=("b",)), reason="Narrowed", in_force_from=tomorrow
    )
    lists.check_list(in_c(checker), version.id, is_proportionate=True, finding=FINDING)
    lists.confirm_list(in_c(checker), version.id)
    assert set(list_queries.list_on(in_c(checker), TODAY).rows) == set(before)
    (change,) = [
        one
        for one in list_queries.difference(in_c(checker), TODAY, tomorrow)
        if one.authority_id == proposer.authority_id
    ]
    assert change.kind == "narrower" and change.after[0].categories == ("b",)
    _view, against = list_queries.version(in_c(checker), version.id)
    assert [one.kind for one in against] == ["narrower"] and not widens(against)
    assert [
        row[0]
        for row in select(in_c(checker), "select list_version from authorities_designation where list_id is not null")
    ] == ["1"]


def test_the_difference_between_two_lists_is_exact():
    """CIS-26, pure."""
    one, two = (
        ListedRow(utc_id(1), ("b",), ("supply",), ("read",)),
        ListedRow(utc_id(2), ("b",), ("supply",), ("read",)),
    )
    wider = replace(one, categories=("b", "d"))
    assert changes_between([one], [one]) == ()
    assert [c.kind for c in changes_between([one], [one, two])] == ["new"]
    assert [c.kind for c in changes_between([one, two], [one])] == ["gone"]
    assert [c.kind for c in changes_between([one], [wider])] == ["wider"] and widens(changes_between([one], [wider]))
    assert [c.kind for c in changes_between([wider], [one])] == ["narrower"] and not widens(
        changes_between([wider], [one])
    )
    assert [c.kind for c in changes_between([one], [replace(one, rights=("use",))])] == ["other"]


def utc_id(number: int):
    return UUID(int=number)


@pytest.mark.parametrize(
    "changes", [{"categories": ("z",)}, {"purposes": ()}, {"purposes": ("curiosity",)}, {"rights": ("own",)}]
)
def test_a_list_says_nothing_that_the_law_does_not_know(keepers, changes):
    """CIS-25."""
    proposer, _checker, _olaf = keepers
    with pytest.raises(FieldRefused):
        lists.propose_list(in_c(proposer), rows=rows_of(proposer, **changes), reason="Because", in_force_from=TODAY)


def test_a_state_lists_its_own_authorities_from_today_on(coalition, keepers):
    """CIS-24: not another state's, not backwards, not without a reason."""
    proposer, checker, _olaf = keepers
    for rows, reason, day in (
        (rows_of(coalition.latvia), "Because", TODAY),
        (rows_of(proposer), " ", TODAY),
        (rows_of(proposer), "Because", TODAY - timedelta(days=1)),
    ):
        with pytest.raises(FieldRefused):
            lists.propose_list(in_c(proposer), rows=rows, reason=reason, in_force_from=day)
    with pytest.raises(NotPermitted):
        lists.propose_list(in_c(checker), rows=rows_of(proposer), reason="Because", in_force_from=TODAY)


def test_the_law_bounds_the_lists_of_the_unions_bodies(keepers):
    """CIS-24, CIS-31: a list that lets Frontex in, or Europol enter, is refused before anybody checks it."""
    _proposer, _checker, olaf = keepers
    for kind, rule in (("frontex", "CIS-24"), ("europol", "CIS-24")):
        body = authorities.add_authority(kind.upper(), kind.title(), type=kind)
        row = ListedRow(body, ("b",), LOOK, ("read",), screen_only=True)
        with pytest.raises(NotPermitted) as refused:
            lists.propose_list(olaf, rows=[row], reason="Because", in_force_from=TODAY)
        assert refused.value.rule == rule


@pytest.fixture
def two_bodies(coalition):
    """Two administrators each of Europol and of an organisation that a decision of the Council lets read."""
    said = replace(DECISION, strands=("C",))
    found = {}
    for kind, decision in (("europol", None), ("international_organisation", said)):
        body = authorities.add_authority(kind.upper(), kind.title(), type=kind, decision=decision)
        authorities.designate(
            body, strand="C", categories="abcdefgh", purposes=LOOK, rights=("read",), screen_only=True, valid_from=FIRST,
            valid_until=decision.ends_on if decision else None,
        )  # fmt: skip
        found[kind] = [in_c(at_work(body, f"{kind}.{name}", "administrator", "C", "administration")) for name in "ab"]
    return found["europol"], found["international_organisation"]


def a_row(of: Actor, *, until=None) -> ListedRow:
    return ListedRow(of.authority_id, ("b",), LOOK, ("read",), screen_only=True, valid_until=until)


def in_force_in_c(actor: Actor) -> set[UUID]:
    return {row.authority_id for row in list_queries.list_on(actor, TODAY).rows}


def test_a_body_without_a_state_lists_itself_only(two_bodies):
    """CIS-24, CIS-26: its list neither names nor ends another body's row, and nobody else checks it."""
    (proposer, checker), (stranger, _other) = two_bodies
    said = {"reason": "Fewer data", "in_force_from": TODAY}
    with pytest.raises(FieldRefused):
        lists.propose_list(proposer, rows=[a_row(proposer), a_row(stranger, until=DECISION.ends_on)], **said)
    version = lists.propose_list(proposer, rows=[a_row(proposer)], **said)
    with pytest.raises(NotPermitted):
        lists.check_list(stranger, version.id, is_proportionate=True, finding=FINDING)
    lists.check_list(checker, version.id, is_proportionate=True, finding=FINDING)
    lists.confirm_list(checker, version.id)
    assert {proposer.authority_id, stranger.authority_id} <= in_force_in_c(checker)
    _view, changes = list_queries.version(checker, version.id)
    assert [one.authority_id for one in changes] == [proposer.authority_id]


def test_an_organisation_neither_proposes_nor_checks(two_bodies):
    """CIS-30: two of its administrators put Europol out of the list, by service and by the database."""
    (europol, _checker), (proposer, checker) = two_bodies
    row = a_row(proposer, until=DECISION.ends_on)
    with pytest.raises(NotPermitted, match="keeps no list") as refused:
        lists.propose_list(proposer, rows=[row], reason="Because", in_force_from=TODAY)
    assert refused.value.rule == "CIS-30"
    version = lists.propose_list(europol, rows=[a_row(europol)], reason="Because", in_force_from=TODAY)
    with pytest.raises(NotPermitted, match="keeps no list"):
        lists.check_list(checker, version.id, is_proportionate=True, finding=FINDING)
    checks = "update authorities_list_version set state = 'checked', finding = 'x', checked_by = %s, checked_at = now()"
    assert execute(checker, checks, checker.person_id) == 0
    for actor, rows in ((proposer, [row]), (europol, [a_row(europol), row])):
        with pytest.raises(DatabaseError, match="row-level security"):
            slip_in_a_version(actor, rows)
    slip_in_a_version(europol, [a_row(europol)])


def slip_in_a_version(actor: Actor, rows: list[ListedRow]) -> None:
    execute(
        actor,
        "insert into authorities_list_version (id, strand, state_code, number, rows, reason, in_force_from, state,"
        " proposed_by, proposed_for, proposed_at, finding) values (gen_random_uuid(), 'C', '', 77, %s, 'x', current_date,"
        " 'proposed', %s, %s, now(), '')",
        json.dumps([one.as_json() for one in rows]),
        actor.person_id,
        actor.authority_id,
    )


def test_a_list_begins_within_a_year(keepers):
    """CIS-26: a version of the year 9999, once confirmed, would bar every list before it."""
    proposer, _checker, _olaf = keepers
    said = {"rows": rows_of(proposer), "reason": "Because"}
    lists.propose_list(in_c(proposer), in_force_from=add_months(TODAY, 12), **said)
    for day in (add_months(TODAY, 12) + timedelta(days=1), date.max):
        with pytest.raises(FieldRefused) as refused:
            lists.propose_list(in_c(proposer), in_force_from=day, **said)
        assert [one.field for one in refused.value.problems] == ["in_force_from"]


def test_of_two_lists_confirmed_at_once_one_is_in_force(keepers, clean):
    """CIS-26: the second waits for the first, sees its rows and ends them."""
    proposer, checker, _olaf = keepers
    wide, narrow = (
        lists.propose_list(in_c(proposer), rows=rows, reason="Because", in_force_from=TODAY)
        for rows in (rows_of(proposer), rows_of(proposer, categories=("b",)))
    )
    for one in (wide, narrow):
        lists.check_list(in_c(checker), one.id, is_proportionate=True, finding=FINDING)
    said: dict[str, str] = {}

    def confirm_the_narrow_one() -> None:
        try:
            said["state"] = lists.confirm_list(in_c(checker), narrow.id).state
        finally:
            connections.close_all()

    second = Thread(target=confirm_the_narrow_one)
    with acting(in_c(checker)):
        lists.confirm_list(in_c(checker), wide.id)
        second.start()
        wait_for_a_lock(clean)
    second.join(timeout=60)
    assert said == {"state": "confirmed"}
    rows = [row for row in list_queries.list_on(in_c(checker), TODAY).rows if row.authority_id == proposer.authority_id]
    assert [row.categories for row in rows] == [("b",)]


def wait_for_a_lock(clean) -> None:
    """Until some session stands at an advisory lock, so that the two do overlap."""
    with clean.superuser.connect("firstwall") as watcher:
        watcher.autocommit = True
        for _ in range(300):
            if watcher.execute("select 1 from pg_locks where locktype = 'advisory' and not granted").fetchone():
                return
            sleep(0.1)
    pytest.fail("The second confirmation did not wait for the first.")


def test_no_row_of_the_list_is_written_without_a_confirmed_version(keepers):
    """CIS-25 at the last wall: the list drives the permissions, so nobody slips a row in."""
    proposer, checker, _olaf = keepers
    version = lists.propose_list(in_c(proposer), rows=rows_of(proposer), reason="Because", in_force_from=TODAY)
    for somebody in (proposer, checker):
        with (
            pytest.raises(Exception, match="row-level security"),
            acting(in_c(somebody)),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "insert into authorities_designation (id, authority_id, strand, categories, purposes, rights, screen_only,"
                " valid_from, list_version, list_id) values (gen_random_uuid(), %s, 'C', '{d}', '{supply}', '{read}',"
                " false, %s, '1', %s)",
                [proposer.authority_id, TODAY, version.id],
            )
        with acting(in_c(somebody)), connection.cursor() as cursor:
            cursor.execute("update authorities_designation set valid_until = current_date")
            assert cursor.rowcount == 0


def test_who_confirmed_a_list_adds_nothing_that_it_does_not_say(keepers):
    """CIS-25 at the last wall: the rows a version says begin once, in its strand, whatever else is written as SQL."""
    proposer, checker, _olaf = keepers
    wide = rows_of(proposer, categories=("b", "d"), valid_until=add_months(TODAY, 6))
    first = lists.propose_list(in_c(proposer), rows=wide, reason="Because", in_force_from=TODAY)
    lists.check_list(in_c(checker), first.id, is_proportionate=True, finding=FINDING)
    execute(
        in_c(checker),
        "update authorities_list_version set state = 'confirmed', confirmed_by = %s, confirmed_at = now() where id = %s",
        checker.person_id,
        first.id,
    )
    for actor, row in (
        (in_c(checker), replace(wide[0], categories=("a", "b", "d"))),
        (in_c(checker), replace(wide[0], purposes=("border_control", "supply", "investigation"))),
        (in_c(checker), replace(wide[0], rights=("read", "enter", "use", "export"))),
        (in_c(checker), replace(wide[0], screen_only=True)),
        (in_c(checker), replace(wide[0], valid_until=None)),
        (in_a(checker), wide[0]),
        (in_c(proposer), wide[0]),
    ):
        with pytest.raises(DatabaseError, match="row-level security"):
            slip_in_a_row(actor, row, first.id)
    slip_in_a_row(in_c(checker), wide[0], first.id)
    with pytest.raises(DatabaseError, match="row-level security"):
        slip_in_a_row(in_c(checker), wide[0], first.id)


def test_who_checks_a_list_signs_for_it_whatever_is_written_as_sql(keepers):
    """CIS-26 at the last wall: a finding bears the name of who made it, and confirming changes nothing of it."""
    proposer, checker, _olaf = keepers
    version = lists.propose_list(in_c(proposer), rows=rows_of(proposer), reason="Because", in_force_from=TODAY)
    checked = (
        "update authorities_list_version set state = 'checked', checked_at = now(), checked_by = %s, checked_for = %s"
    )
    for person, authority in ((proposer.person_id, checker.authority_id), (checker.person_id, proposer.person_id)):
        with pytest.raises(DatabaseError, match="signs for it"):
            execute(in_c(checker), checked, person, authority)
    lists.check_list(in_c(checker), version.id, is_proportionate=True, finding=FINDING)
    confirmed = "update authorities_list_version set state = 'confirmed', confirmed_at = now(), confirmed_by = %s"
    for words, person in ((confirmed, proposer.person_id), (f"{confirmed}, finding = 'Other'", checker.person_id)):
        with pytest.raises(DatabaseError, match="signs for it"):
            execute(in_c(checker), words, person)
    assert lists.confirm_list(in_c(checker), version.id).finding == FINDING


def test_who_confirmed_a_list_neither_lengthens_nor_ends_a_row_afterwards(keepers):
    """CIS-25 at the last wall: what is in force ends with the next list alone."""
    proposer, checker, _olaf = keepers
    until = add_months(TODAY, 6)
    rows = rows_of(proposer, valid_until=until)
    version = lists.propose_list(in_c(proposer), rows=rows, reason="Because", in_force_from=TODAY)
    lists.check_list(in_c(checker), version.id, is_proportionate=True, finding=FINDING)
    lists.confirm_list(in_c(checker), version.id)
    for day in (TODAY, add_months(TODAY, 12), None):
        changed = execute(in_c(checker), "update authorities_designation set valid_until = %s", day)
        assert changed == 0, "the list has begun"
    in_force = "select count(*) from authorities_designation where list_id = %s and valid_until = %s"
    assert select(in_c(checker), in_force, version.id, until) == [(1,)]


def slip_in_a_row(actor: Actor, row: ListedRow, list_id: UUID) -> None:
    execute(
        actor,
        "insert into authorities_designation (id, authority_id, strand, categories, purposes, rights, screen_only,"
        " valid_from, valid_until, list_version, list_id) values (gen_random_uuid(), %s, 'C', %s, %s, %s, %s, %s, %s, '1', %s)",
        row.authority_id,
        list(row.categories),
        list(row.purposes),
        list(row.rights),
        row.screen_only,
        TODAY,
        row.valid_until,
        list_id,
    )


def test_use_is_no_direct_access(coalition):
    """CIS-27: D 8(2), R 30(2): an authority on the second list only has no session, and is published there."""
    tax = authorities.add_authority("EE-TAX", "Tax Board", type="tax", state_code="EE")
    authorities.designate(tax, strand="C", categories="d", purposes=LOOK, rights=("use",), valid_from=FIRST)
    with pytest.raises(NotPermitted) as refused:
        at_work(tax, "ee.tax", "investigator", "C", "investigation")
    assert refused.value.rule == "CIS-27"
    out = list_queries.published(in_c(coalition.estonia), TODAY)
    assert "EE-TAX" in [one["code"] for one in out["use"]]
    assert "EE-TAX" not in [one["code"] for one in out["direct_access"]]
