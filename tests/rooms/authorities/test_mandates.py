"""The mandate a session acts under: who gets one, and which rule refuses it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.rooms.authorities.coalition import Coalition

from firstwall.authorities import queries, services
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import ACTS, PERMITTED, may
from firstwall.kernel.refusal import FieldRefused, NotPermitted, Refusal


def refusals_in_the_ledger(content) -> list[str]:
    rows = content._connection.execute("select details->>'rule' from ledger_entry where result = 'refused'").fetchall()
    return [row[0] for row in rows]


def test_a_lane_mandate_fixes_post_and_shift(coalition: Coalition):
    """SEC-21."""
    actor = coalition.officer("EE")
    assert (actor.place, actor.purpose, actor.role) == ("Lane 4", "border_control", "border_officer")


@pytest.mark.parametrize("missing", ["post", "shift"])
def test_a_lane_without_post_or_shift_does_not_open(coalition: Coalition, missing: str):
    """SEC-21."""
    with pytest.raises(FieldRefused) as refused:
        coalition.opens("ee.officer", **{missing: ""})
    assert refused.value.field == missing


def test_a_purpose_outside_the_roles_list_is_refused(coalition: Coalition, content):
    """SEC-21, CIS-04: and the refusal is in the ledger."""
    with pytest.raises(NotPermitted) as refused:
        coalition.opens("ee.officer", purpose="prosecution")
    assert refused.value.rule == "SEC-21"
    assert refusals_in_the_ledger(content) == ["SEC-21"]


def test_a_role_that_was_not_granted_is_refused(coalition: Coalition):
    """SEC-14."""
    with pytest.raises(NotPermitted) as refused:
        coalition.opens("ee.officer", role="supervisor", purpose="supervision")
    assert refused.value.rule == "SEC-14"


def test_europol_has_no_session_in_the_administrative_strand(coalition: Coalition):
    """CIS-32e: Regulation (EC) 515/97 Art. 29 lists only national authorities and departments of the Commission."""
    desk = {"role": "agency_desk", "purpose": "investigation", "reference": "EP-1"}
    assert coalition.opens("europol.desk", strands=("C",), **desk)
    with pytest.raises(NotPermitted) as refused:
        coalition.opens("europol.desk", strands=("A",), **desk)
    assert "29" in refused.value.article


def test_olaf_has_no_session_in_the_criminal_strand(coalition: Coalition):
    """CIS-29: the Commission has no access to the personal data of the criminal strand."""
    desk = {"role": "agency_desk", "purpose": "investigation", "reference": "OF-1"}
    assert coalition.opens("olaf.desk", strands=("A",), **desk)
    with pytest.raises(NotPermitted):
        coalition.opens("olaf.desk", strands=("C", "A"), **desk)


def test_frontex_is_refused_with_its_ground_even_where_a_list_names_it(coalition: Coalition):
    """CIS-24: no article names it, so a designation by mistake opens nothing."""
    with pytest.raises(NotPermitted, match="Frontex"):
        coalition.opens("frontex.desk", strands=("C",), role="agency_desk", purpose="investigation")


def test_europol_reads_on_screen_only(coalition: Coalition):
    """CIS-32b: Decision 2009/917/JHA Art. 11(5): no connection, transfer or copy, so no call by program."""
    with pytest.raises(NotPermitted) as refused:
        coalition.opens("europol.desk", strands=("C",), role="agency_desk", purpose="investigation", channel="api")
    assert refused.value.rule == "CIS-32b"


def test_a_closed_mandate_acts_no_more(coalition: Coalition):
    """SEC-18."""
    actor = coalition.officer("EE")
    assert services.actor_of(actor.mandate_id, channel="page") == actor
    services.close_mandate(actor)
    with pytest.raises(NotPermitted):
        services.actor_of(actor.mandate_id, channel="page")


def test_a_mandate_is_refused_by_the_database_when_its_purpose_is_not_the_roles(coalition: Coalition):
    """SEC-21 at the last wall: the law table, not only the service."""
    person = queries.person_by_login("ee.officer")
    doorkeeper = services.system_actor("sign-in")
    with pytest.raises(Exception, match="row-level security"), acting(doorkeeper), connection.cursor() as cursor:
        cursor.execute(
            "insert into authorities_mandate (id, person_id, authority_id, strands, role, purpose, reference, post, shift,"
            " channel, opened_at, ends_at) values (gen_random_uuid(), %s, %s, '{C}', 'border_officer', 'prosecution',"
            " '', '', '', 'page', %s, %s)",
            [person.id, person.authority.id, datetime.now(UTC), datetime.now(UTC)],
        )


def test_every_act_has_a_role_and_every_role_has_declared_acts():
    """SEC-01: nothing is decided outside the table."""
    assert set().union(*PERMITTED.values()) == set(ACTS)


def test_denied_is_the_default(coalition: Coalition):
    """SEC-01."""
    actor = coalition.officer("EE")
    for act in ACTS:
        if act in PERMITTED["border_officer"]:
            may(actor, act)
        else:
            with pytest.raises(Refusal):
                may(actor, act)


def test_an_audience_of_the_suppliers_choice_is_a_class_of_its_own(coalition: Coalition):
    """CIS-28: who is not in the audience does not have the class."""
    ee, lv = (coalition.opens(f"{c}.officer", strands=("A",)) for c in ("ee", "lv"))
    with acting(ee):
        chosen = services.class_for("A", "b", (ee.authority_id,))
        assert services.class_for("A", "b", (ee.authority_id,)) == chosen
        assert chosen in queries.classes_of(ee)
    with acting(lv):
        assert chosen not in queries.classes_of(lv)


def test_the_first_link_works_once(clean):
    """SEC-15: no account exists until the one-time link is used."""
    secret = services.issue_enrolment_link()
    person = services.use_enrolment_link(secret, login="first", name="First Person")
    assert {role for role, _ in person.roles} == {"administrator"}
    with pytest.raises(Exception, match="used before"):
        services.use_enrolment_link(secret, login="second", name="Second Person")
