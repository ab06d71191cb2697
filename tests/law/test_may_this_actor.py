"""May this actor do this to this record for this purpose now: all there is, against an oracle by hand (SEC-01, SEC-02)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from tests.harness.summary import FULL_SIZE
from tests.law import oracle_of_records as oracle
from tests.law.everything import SUPPLIER, World, askers, everything, opens, permits
from tests.law.oracle_of_records import Asker

from firstwall.authorities import permissions
from firstwall.authorities.permissions import ACTS, PERMITTED
from firstwall.law import tables

EVERYBODY = askers()
# at reduced size one in so many; the number divides none of the axes, so that every value of each occurs
STEP = 1 if FULL_SIZE else 23
SOME = EVERYBODY[::STEP]


@pytest.fixture(scope="module")
def world(database) -> Iterator[World]:
    """All authorities, all records, in a transaction that is never committed."""
    with everything(database.superuser) as made:
        yield made


def differences(world: World, who: Asker) -> list[str]:
    """Where product and oracle disagree on what this person reads: by mandate, permission and PostgreSQL together."""
    shown = world.seen(who) if opens(who) and permits(who, "cis.read_alert") else set()
    return [f"{who} {what}" for key, what in world.records.items() if (key in shown) != oracle.may_read(who, what)]


def wall_differences(world: World, who: Asker) -> list[str]:
    """The same for PostgreSQL alone, on what others supply; of a role that reads nothing the doors know."""
    if who.role not in oracle.READERS | {"administrator", "system"}:
        return []
    shown, others = world.seen(who), {key: what for key, what in world.records.items() if what.owner == SUPPLIER}
    return [f"{who} {what}" for key, what in others.items() if (key in shown) != oracle.may_read(who, what)]


def change_differences(world: World, who: Asker) -> list[str]:
    """On what this person changes: one record of each state, of its own and of another's."""
    mine = {
        key: what
        for key, what in world.records.items()
        if (what.owner, what.category, what.strand) == (who.authority, "b", who.strand)
    }
    theirs = {
        key: what
        for key, what in world.records.items()
        if what.owner == SUPPLIER and (what.category, what.state) == ("b", "active")
    }
    may = opens(who) and permits(who, "cis.amend_alert")
    return [
        f"{who} {what}"
        for key, what in [*mine.items(), *list(theirs.items())[:2]]
        if (may and world.is_changed(who, key)) != oracle.may_change(who, what)
    ]


def test_the_axes_are_all_there() -> None:
    """Authority type, role, purpose, category, strand, handling code, state: what the law's tables know, and no more."""
    assert {who.type for who in SOME} == set(tables.AUTHORITY_TYPES)
    assert {who.role for who in SOME} == set(PERMITTED)
    assert {who.purpose for who in SOME} == set(tables.PURPOSES) | {"curiosity"}
    assert set(oracle.CATEGORIES) == {str(one) for one in tables.CATEGORIES}
    assert set(oracle.HANDLING) == set(tables.HANDLING)
    assert {who.strand for who in SOME} == {"C", "A"} and {who.listed for who in SOME} == set(oracle.LISTED)


def test_who_reads_which_record(world: World) -> None:
    """SEC-02, CIS-01, CIS-24, CIS-25, CIS-28, CIS-31, CIS-60: 0 differences."""
    assert [one for who in SOME for one in differences(world, who)][:5] == []


def test_the_wall_alone_says_the_same(world: World) -> None:
    """SEC-04: Python and PostgreSQL agree, each for itself, although designations stand here that the law forbids."""
    assert [one for who in SOME for one in wall_differences(world, who)][:5] == []


def test_who_changes_which_record(world: World) -> None:
    """SEC-03, CIS-56: 0 differences."""
    assert [one for who in SOME for one in change_differences(world, who)][:5] == []


def test_a_mandate_opens_as_the_articles_say() -> None:
    """CIS-24, CIS-27, SEC-21, over everything there is: those who read; supervisors and administrators need no list."""
    wrong = [who for who in EVERYBODY if who.role in oracle.READERS and opens(who) != oracle.has_mandate(who)]
    assert wrong == []


def test_each_role_has_its_acts_and_no_other() -> None:
    """SEC-01: role by act, written by hand."""
    assert set(ACTS) == set(oracle.ROLES_OF)
    assert [one for role in PERMITTED for one in permission_differences(role)] == []


def permission_differences(role: str) -> list[tuple[str, str]]:
    who = Asker("customs", "customs", "fully", role, "", "C")
    return [(role, act) for act in ACTS if permits(who, act) != (role in oracle.ROLES_OF[act].split())]


# --- Each rule, broken, breaks a test ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(PERMITTED))
def test_a_permission_given_or_taken_is_noticed(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-01: each act of each role, one at a time."""
    for act in ACTS:
        monkeypatch.setitem(PERMITTED, role, PERMITTED[role] ^ {act})
        assert permission_differences(role) == [(role, act)]
        monkeypatch.undo()


def test_a_desk_that_could_write_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """CIS-31, CIS-32b."""
    desks = [
        who
        for who in EVERYBODY
        if who.type in ("europol", "eurojust") and who.strand == "C" and who.purpose == "supply"
    ]
    monkeypatch.setattr(permissions, "SCREEN_ONLY_TYPES", {})
    assert any(change_differences(world, who) for who in desks)


def test_a_purpose_given_or_taken_in_the_law_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-21: each purpose of each role in each strand, in the files that Python reads."""
    full = [who for who in EVERYBODY if who.authority == "customs" and who.role in oracle.READERS]
    for code, row in tables.PURPOSES.items():
        if code in ("supervision", "administration"):
            continue
        for role in oracle.READERS:
            roles = tuple(sorted(set(row.roles) ^ {role}))
            monkeypatch.setattr(
                tables, "PURPOSES", MappingProxyType({**tables.PURPOSES, code: replace(row, roles=roles)})
            )
            assert any(opens(who) != oracle.has_mandate(who) for who in full), (code, role)
            monkeypatch.undo()


@pytest.mark.parametrize("strand", ["C", "A"])
def test_an_access_given_or_taken_in_the_law_is_noticed(strand: str, world: World) -> None:
    """CIS-24, CIS-30 to CIS-32e: each kind of authority, in the table that PostgreSQL reads."""
    found = world.connection.execute(
        "select authority_type, access from law_access where strand = %s", [strand]
    ).fetchall()
    for kind, access in found:
        is_open = access not in ("none", "supervision") and (kind, strand) != ("international_organisation", "A")
        with world.broken(f"update law_access set access = '{'none' if is_open else 'partner'}'"
                    f" where strand = '{strand}' and authority_type = '{kind}'"):  # fmt: skip
            asked = [
                who for who in EVERYBODY if (who.authority, who.strand, who.purpose) == (kind, strand, "investigation")
            ]
            assert any(wall_differences(world, who) for who in asked), kind


def test_a_purpose_taken_from_the_law_table_is_noticed(world: World) -> None:
    """SEC-21: each row of a role that reads, in the table that PostgreSQL reads; and one that nobody has."""
    rows = world.connection.execute("select strand, role, purpose from law_purpose").fetchall()
    for strand, role, purpose in rows if FULL_SIZE else rows[::3]:
        if role not in oracle.READERS:
            continue
        who = Asker("customs", "customs", "fully", role, purpose, strand)
        with world.broken(
            f"delete from law_purpose where (strand, role, purpose) = ('{strand}', '{role}', '{purpose}')"
        ):
            assert wall_differences(world, who), (strand, role, purpose)
    with world.broken("insert into law_purpose values ('C', 'border_officer', 'prosecution', '', '')"):
        assert wall_differences(world, Asker("customs", "customs", "fully", "border_officer", "prosecution", "C"))


POLICY_PARTS = {
    "the strand": ("strand = (select fw_strand())", "true"),
    "restricted and erased": ("state not in ('restricted', 'erased')", "true"),
    "the last day": ("last_day > (select (now() at time zone 'UTC')::date)", "true"),
    "the state of what others supply": ("state = 'active' and ", ""),
    "the classes of the list": ("access_class = any ((select fw_classes())::int[])", "true"),
    "the supplier's own": ("owner_id = (select fw_supplier())", "false"),
}
READS = """strand = (select fw_strand()) and state not in ('restricted', 'erased')
    and last_day > (select (now() at time zone 'UTC')::date)
    and (owner_id = (select fw_supplier()) or (state = 'active' and access_class = any ((select fw_classes())::int[])))"""
CLASS_PARTS = {
    "the kind of authority": "l.access not in ('none', 'supervision')",
    "the authority": "d.authority_id = (select fw_authority())",
    "the purpose": "(select fw_purpose()) = any (d.purposes)",
    "the right": "'read' = any (d.rights)",
    "the role": "(select fw_role()) not in ('system', 'administrator')",
    "the first day": "d.valid_from <= current_date",
    "the end": "coalesce(d.valid_until, 'infinity') > current_date",
    "the Council's decision": "d.strand = any (y.decision_strands)",
    "the audience": "(a.id = 0 or (select fw_authority()) = any (a.members))",
}


def test_the_strand_of_the_list_is_held_twice_and_both_gone_are_noticed(world: World) -> None:
    """CIS-01: a class is of the strand of its list, and the list of the strand of the mandate; either one suffices."""
    (source,) = world.connection.execute("select pg_get_functiondef('fw_classes'::regproc)").fetchone()
    without = source.replace("c.strand = d.strand and", "").replace("d.strand = (select fw_strand())", "true")
    assert len(source) - len(without) > len("c.strand = d.strand and")
    listed_in_c = [who for who in EVERYBODY if who.listed == "one strand" and who.strand == "A"]
    with world.broken(without):
        assert any(wall_differences(world, who) for who in listed_in_c)


def test_the_policy_is_the_one_that_is_broken_below(world: World) -> None:
    with world.broken(f"alter policy mandate_reads on cis_alert using ({READS})"):
        assert [one for who in SOME[::7] for one in differences(world, who)] == []


@pytest.mark.parametrize("part", POLICY_PARTS)
def test_a_policy_without_one_of_its_conditions_is_noticed(part: str, world: World) -> None:
    """SEC-04."""
    condition, instead = POLICY_PARTS[part]
    assert READS.count(condition) == 1
    with world.broken(f"alter policy mandate_reads on cis_alert using ({READS.replace(condition, instead)})"):
        assert is_noticed(world, differences)


@pytest.mark.parametrize("part", CLASS_PARTS)
def test_classes_without_one_of_their_conditions_are_noticed(part: str, world: World) -> None:
    """CIS-24, CIS-25, CIS-28, CIS-30: what `fw_classes` asks of the list."""
    (source,) = world.connection.execute("select pg_get_functiondef('fw_classes'::regproc)").fetchone()
    assert source.count(CLASS_PARTS[part]) == 1
    with world.broken(source.replace(CLASS_PARTS[part], "true")):
        assert is_noticed(world, wall_differences)


@pytest.mark.parametrize(
    "harm",
    [
        "drop policy not_while_blocked on cis_alert",
        "create or replace function fw_supplier() returns uuid language sql stable as $$ select fw_authority() $$",
    ],
)
def test_a_wall_that_is_gone_is_noticed(harm: str, world: World) -> None:
    """CIS-29, CIS-60."""
    with world.broken(harm):
        assert is_noticed(world, wall_and_own)


@pytest.mark.parametrize(
    "harm",
    [
        "alter policy supplier_changes on cis_alert using (strand = (select fw_strand())) with check (true)",
        "drop trigger cis_alert_moves on cis_alert",
    ],
)
def test_a_change_by_others_or_after_the_end_is_noticed(harm: str, world: World) -> None:
    """CIS-56: without the policy others change, without the trigger what has ended is changed."""
    with world.broken(harm):
        asked = [
            who for who in EVERYBODY if (who.authority, who.role, who.purpose) == ("customs", "coordinator", "supply")
        ]
        assert any(change_differences(world, who) for who in asked)


def wall_and_own(world: World, who: Asker) -> list[str]:
    """The wall alone, the own records of those that keep accounts included: they see none (CIS-29)."""
    own = [str(key) for key in world.seen(replace(who, role="administrator", purpose="administration"))]
    return wall_differences(world, who) + own


def is_noticed(world: World, by: Callable[[World, Asker], list[str]]) -> bool:
    """Whether anybody finds a difference: some of each axis are asked first, then all."""
    return any(by(world, who) for who in (*EVERYBODY[::23], *EVERYBODY))
