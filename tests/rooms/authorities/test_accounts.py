"""SEC-12, SEC-14, SEC-19: who keeps whom, what takes two, what ends with a person, and what a service's token is good for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from tests.harness.coalition import a_coalition, a_person
from tests.law.at_work import an_administrator, at_work

from firstwall.authorities import queries, service_accounts, services, staff
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.permissions import PERMITTED, may
from firstwall.authorities.signing_in import links, sessions
from firstwall.authorities.staff_rules import HIGHER, grantable
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted

PURPOSE = {
    "administrator": "administration", "agency_desk": "investigation", "border_officer": "investigation",
    "coordinator": "supply", "investigator": "investigation", "rights_officer": "rights", "supervisor": "supervision",
}  # fmt: skip


@pytest.fixture
def estonia(clean):
    return a_coalition().estonia


@pytest.fixture
def keeper(estonia):
    return an_administrator(estonia, "ee.admin")


def person_with(actor, login: str, role: str):
    number = services.add_person(login, login, authority_id=actor.authority_id)
    services.grant_role(number, role, ("C", "A"))
    return number


def roles_of(number) -> set[tuple[str, str]]:
    return set(queries.person(number).roles)


def raw(actor, statement: str, values: list) -> int:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def test_role_by_target_role_each_answer_is_the_one_written_here(estonia, keeper):
    """SEC-12: only an administrator changes roles; alone only ordinary roles of ordinary accounts."""
    for target in grantable():
        number = person_with(estonia, f"ee.target.{target}", target)
        for role in grantable():
            is_done = staff.change_role(keeper, number, role=role, strands=("C",), gives=True).is_done
            alone = target not in HIGHER and role not in HIGHER
            assert is_done is alone, (target, role)
            assert ((role, "C") in roles_of(number)) is (alone or role == target), (target, role)
            if is_done and role != target:  # as it was, for the next one
                staff.change_role(keeper, number, role=role, strands=("C",), gives=False)


def test_no_other_role_keeps_anybody(estonia, keeper):
    """SEC-12, SEC-01: neither by the service nor by the database."""
    number = person_with(estonia, "ee.target", "border_officer")
    for role in sorted(set(PERMITTED) - {"administrator", "system"}):
        nobody_is_kept_by(replace(keeper, role=role, purpose=PURPOSE[role]), number)


def nobody_is_kept_by(other, number) -> None:
    for act in (
        lambda: staff.change_role(other, number, role="investigator", strands=("C",), gives=True),
        lambda: staff.reissue_link(other, number),
        lambda: staff.record_leaving(other, number, on=utc_now().date()),
        lambda: staff.enter_person(other, login="n", name="n"),
    ):
        with pytest.raises(NotPermitted):
            act()
    grant = "insert into authorities_role_grant (person_id, role, strand) values (%s, 'investigator', 'A')"
    with pytest.raises(ProgrammingError, match="row-level security"):
        raw(other, grant, [number])


def test_nobody_changes_the_own_account(keeper):
    """SEC-12."""
    for act in (
        lambda: staff.change_role(keeper, keeper.person_id, role="supervisor", strands=("C",), gives=True),
        lambda: staff.reissue_link(keeper, keeper.person_id),
        lambda: staff.record_leaving(keeper, keeper.person_id, on=utc_now().date()),
    ):
        with pytest.raises(NotPermitted, match="own account"):
            act()


def test_another_authoritys_people_are_not_there(clean):
    """SEC-12, SEC-09: hidden and absent alike."""
    team = a_coalition()
    keeper = an_administrator(team.estonia, "ee.admin")
    with pytest.raises(NothingHere):
        staff.account(keeper, team.latvia.person_id)
    with pytest.raises(NothingHere):
        staff.change_role(keeper, team.latvia.person_id, role="investigator", strands=("C",), gives=True)
    grant = "insert into authorities_role_grant (person_id, role, strand) values (%s, 'investigator', 'A')"
    with pytest.raises(ProgrammingError, match="row-level security"):
        raw(keeper, grant, [team.latvia.person_id])


def test_a_higher_role_takes_two_and_the_second_is_neither_proposer_nor_concerned(estonia, keeper):
    """SEC-12: proposed by one, agreed to by another."""
    number = person_with(estonia, "ee.promoted", "border_officer")
    assert not staff.change_role(keeper, number, role="administrator", strands=("C", "A"), gives=True).is_done
    (proposal,) = staff.proposals_of(keeper)
    with pytest.raises(NotPermitted, match="own proposal"):
        staff.decide(keeper, proposal.id, agrees=True)
    second = an_administrator(estonia, "ee.second")
    staff.decide(second, proposal.id, agrees=True)
    assert ("administrator", "C") in roles_of(number)
    with pytest.raises(NothingHere):
        staff.decide(second, proposal.id, agrees=True)


def test_the_database_itself_asks_for_two(estonia, keeper):
    """SEC-12 at the last wall: SQL that reaches the app's login makes no administrator and touches none."""
    number = person_with(estonia, "ee.promoted", "border_officer")
    grant = "insert into authorities_role_grant (person_id, role, strand) values (%s, 'administrator', 'C')"
    with pytest.raises(ProgrammingError, match="row-level security"):
        raw(keeper, grant, [number])
    staff.change_role(keeper, number, role="administrator", strands=("C",), gives=True)
    agree = "update authorities_proposal set state = 'agreed', decided_by = %s, decided_at = now() where person_id = %s"
    assert raw(keeper, agree, [keeper.person_id, number]) == 0
    second = an_administrator(estonia, "ee.second")
    out = "update authorities_person set is_active = false where id = %s"
    with pytest.raises(ProgrammingError, match="SEC-12"):
        raw(keeper, out, [second.person_id])
    taken = "delete from authorities_role_grant where person_id = %s"
    assert raw(keeper, taken, [second.person_id]) == 0


def test_a_declined_proposal_changes_nothing(estonia, keeper):
    """SEC-12."""
    number = person_with(estonia, "ee.promoted", "border_officer")
    staff.change_role(keeper, number, role="supervisor", strands=("C",), gives=True)
    (proposal,) = staff.proposals_of(keeper)
    staff.decide(an_administrator(estonia, "ee.second"), proposal.id, agrees=False)
    assert roles_of(number) == {("border_officer", "C"), ("border_officer", "A")}


def test_the_operator_stands_in_for_a_second_administrator(estonia, keeper):
    """SEC-12: on a new node there is only one; what the operator does is in the ledger."""
    number = person_with(estonia, "ee.promoted", "border_officer")
    staff.change_role(keeper, number, role="administrator", strands=("C", "A"), gives=True)
    agreed, link = staff.agree_by_operator("ee.promoted")
    assert agreed == 1
    with pytest.raises(Fault, match="together with its code"):
        links.opened(link)
    assert ("administrator", "A") in roles_of(number)


def test_who_leaves_is_out_at_once_and_everywhere(estonia, keeper):
    """SEC-18, SEC-14: sessions, mandates, tokens and links of the person end in the same transaction."""
    actor = at_work(estonia.authority_id, "ee.leaver", "coordinator", "CA", "supply")
    person = queries.person(actor.person_id)
    held, token = sessions.begin(person, method="passkey"), services.mint_token("ee.leaver")
    assert staff.record_leaving(keeper, person.id, on=utc_now().date()) is True
    assert sessions.recognise(held.id, None) is None
    assert services.person_of_token(token) is None
    assert queries.person(person.id) is None
    with pytest.raises(NotPermitted):
        services.actor_of(actor.mandate_id, channel="page")


def test_a_later_day_of_leaving_lets_the_person_work_until_then(estonia, keeper):
    """SEC-14."""
    number = person_with(estonia, "ee.leaver", "border_officer")
    staff.record_leaving(keeper, number, on=utc_now().date() + timedelta(days=1))
    assert queries.person(number) is not None
    with acting(system_actor("provisioning")), connection.cursor() as cursor:
        cursor.execute("update authorities_person set leaves_on = current_date where id = %s", [number])
    assert queries.person(number) is None


def test_a_role_that_is_taken_closes_what_was_opened_with_it(estonia, keeper):
    """SEC-12, SEC-18."""
    actor = a_person(estonia.authority_id, "ee.other", role="coordinator")
    staff.change_role(keeper, actor.person_id, role="coordinator", strands=("C", "A"), gives=False)
    with pytest.raises(NotPermitted):
        services.actor_of(actor.mandate_id, channel="cli")


def test_a_new_link_ends_what_was_there_and_works_once(estonia, keeper):
    """SEC-15: a lost passkey."""
    number, first = staff.enter_person(keeper, login="ee.new", name="New Person", role="border_officer", strands=("C",))
    second = staff.reissue_link(keeper, number).link
    with pytest.raises(Fault, match="used before"):
        links.opened(first.link)
    assert links.opened(second).person.id == number
    with acting(system_actor("sign-in")):
        assert links.use(second).id == number
    with pytest.raises(Fault):
        links.opened(second)


def test_the_link_of_a_higher_account_takes_two(estonia, keeper):
    """SEC-12: never the credentials of a higher account by one person alone."""
    second, third = an_administrator(estonia, "ee.second"), an_administrator(estonia, "ee.third")
    handed = staff.reissue_link(keeper, second.person_id)
    assert handed.code and not handed.link
    (proposal,) = staff.proposals_of(keeper)
    with pytest.raises(NotPermitted):
        staff.decide(second, proposal.id, agrees=True)
    link = staff.decide(third, proposal.id, agrees=True).link
    with pytest.raises(Fault, match="together with its code"):
        links.opened(link)
    assert links.opened(links.with_code(link, handed.code.lower())).person.id == second.person_id


def test_a_login_in_use_is_refused_and_nothing_is_half_stored(estonia, keeper):
    """REL-19."""
    with pytest.raises(FieldRefused, match="in use"):
        staff.enter_person(keeper, login="ee.coordinator", name="Again")
    assert [one.login for one in staff.accounts_of(keeper)].count("ee.coordinator") == 1


def test_who_keeps_accounts_reads_no_content():
    """SEC-12: no act on alerts, hits or sightings is in the role."""
    content = {act for act in PERMITTED["administrator"] if act.startswith(("cis.", "supervision."))}
    assert content <= {"supervision.drop_reserve", "supervision.read_health"}, (
        "how the node is, and nothing of what it holds"
    )
    assert {act for act in PERMITTED["administrator"] if act.startswith("screening.")} == {"screening.read_index"}


NARROW = {
    "role": "border_officer", "strands": ("C", "A"), "scope": ("screening.check",), "purposes": ("border_control",),
    "networks": ("10.1.0.0/16",),
}  # fmt: skip


def a_service(keeper, **changes) -> str:
    ends_on = (utc_now().date() + timedelta(days=90)).isoformat()
    said = {"login": "ee.gate", "name": "Gate", **NARROW, "ends_on": ends_on, **changes}
    return service_accounts.enter_service(keeper, **said)


WIDE = [
    ("scope", ()), ("scope", ("cis.withdraw_alert",)), ("purposes", ()), ("purposes", ("supervision",)),
    ("networks", ()), ("networks", ("0.0.0.0/0",)), ("networks", ("here",)), ("role", "administrator"),
    ("ends_on", "2020-01-01"), ("ends_on", "2099-01-01"), ("ends_on", "soon"),
]  # fmt: skip


def test_a_token_that_is_not_narrow_is_refused(keeper):
    """SEC-19: scope, purposes, networks and an end within twelve months."""
    for field, value in WIDE:
        with pytest.raises(FieldRefused) as refused:
            a_service(keeper, **{field: value})
        assert field in {problem.field for problem in refused.value.problems}, (field, value)


def test_a_services_token_is_good_for_its_scope_purpose_and_network_only(estonia, keeper):
    """SEC-19."""
    secret = a_service(keeper)
    assert services.person_of_token(secret, address="10.1.2.3").login == "ee.gate"
    with pytest.raises(NotPermitted, match="network"):
        services.person_of_token(secret, address="10.2.0.1")
    person = services.person_of_token(secret, address="10.1.2.3")
    wanted = {"role": "border_officer", "strands": ("C",), "purpose": "border_control", "post": "L", "shift": "1"}
    mandate = services.open_mandate(person.id, channel="api", **wanted).mandate_id
    actor = services.caller(secret, mandate, address="10.1.2.3")
    may(actor, "screening.check")
    with pytest.raises(NotPermitted, match="scope"):
        may(actor, "screening.read_hits")
    with pytest.raises(NotPermitted, match="network"):
        services.caller(secret, mandate, address="192.0.2.1")


def test_a_token_ends_at_once_and_only_its_hash_was_kept(keeper, content):
    """SEC-19."""
    secret = a_service(keeper)
    stored = content._connection.execute("select t::text from authorities_token t").fetchall()
    assert not any(secret in row[0] for row in stored)
    (view,) = service_accounts.services_of(keeper)
    service_accounts.end_token(keeper, view.token_id)
    assert services.person_of_token(secret, address="10.1.2.3") is None
