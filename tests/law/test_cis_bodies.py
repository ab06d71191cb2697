"""Which bodies have access: Frontex, OLAF, organisations. Decision 2009/917/JHA Art. 7, 8; Regulation 515/97 Art. 29, 30."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import select
from tests.law.at_work import FIRST, LOOK, a_body, at_work

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.types import Decision
from firstwall.cis import queries, services
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere, NotPermitted

TODAY = utc_now().date()
DECISION = Decision("2026/1234", "Reads alerts on means of transport at sea", ("A",), TODAY + timedelta(days=30))


@pytest.fixture
def coalition(clean):
    return a_coalition()


@pytest.mark.parametrize("channel", ["page", "api", "cli"])
@pytest.mark.parametrize("strands", [("C",), ("A",), ("C", "A")])
@pytest.mark.parametrize(
    ("role", "purpose"), [("agency_desk", "investigation"), ("coordinator", "supply"), ("investigator", "prosecution")]
)
def test_frontex_is_refused_with_its_ground_wherever_it_tries(clean, channel, strands, role, purpose):
    """CIS-24: no article names Frontex; a place on the list by mistake, or any role, opens nothing."""
    frontex = authorities.add_authority("FRONTEX", "Frontex", type="frontex")
    for strand in "CA":
        authorities.designate(
            frontex,
            strand=strand,
            categories="abcdefgh",
            purposes=(*LOOK, "supply", "prosecution"),
            rights=("read", "enter", "use"),
            valid_from=FIRST,
        )
    with pytest.raises(NotPermitted, match="Frontex has no access in this strand") as refused:
        person = authorities.add_person("frontex.desk", "Desk", authority_id=frontex)
        authorities.grant_role(person, role, ("C", "A"))
        authorities.open_mandate(person, role=role, strands=strands, purpose=purpose, reference="F-1", channel=channel)
    assert refused.value.rule == "CIS-24"
    assert "2009/917" in refused.value.article or "515/97" in refused.value.article


def test_a_context_of_frontex_sees_no_row(coalition):
    """CIS-24 at the last wall: the law's table, not the list."""
    services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    frontex = a_body_without_session("frontex")
    assert select(replace(in_c(coalition.latvia), authority_id=frontex), "select id from cis_alert") == []


def a_body_without_session(kind: str):
    body = authorities.add_authority(kind.upper(), kind.title(), type=kind)
    authorities.designate(
        body, strand="C", categories="abcdefgh", purposes=("supply",), rights=("read",), valid_from=FIRST
    )
    return body


def test_olaf_is_a_full_partner_in_the_administrative_strand_and_nothing_in_the_criminal_one(coalition):
    """CIS-29: R 23(6), 29, 30; recital 2 of 2024/868: it supplies, reads, amends; the criminal strand is closed to it."""
    criminal = services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    olaf = authorities.add_authority("OLAF", "OLAF", type="olaf")
    for strand in "AC":
        authorities.designate(
            olaf,
            strand=strand,
            categories="abcdefgh",
            purposes=("supply", *LOOK),
            rights=("read", "enter", "use"),
            valid_from=FIRST,
        )
    unit = at_work(olaf, "olaf.unit", "coordinator", "A", "supply", "api")
    own = services.enter_alert(unit, **for_strand(a_person_alert(), "A"))
    assert queries.alert_for(in_a(coalition.latvia), own.id).owner_id == olaf
    theirs = services.enter_alert(in_a(coalition.latvia), **for_strand(a_person_alert(), "A"))
    assert queries.alert_for(unit, theirs.id).is_own is False
    with pytest.raises(NothingHere):
        queries.alert_for(unit, criminal.id)
    with pytest.raises(NotPermitted, match="CIS-29") as refused:
        at_work(olaf, "olaf.other", "coordinator", "C", "supply")
    assert refused.value.rule == "CIS-24"
    assert select(replace(unit, strand="C", strands=("C", "A")), "select id from cis_alert") == []


# --- CIS-30


@pytest.mark.parametrize("missing", [None, {"reference": " "}, {"scope": ""}, {"strands": ()}])
def test_no_organisation_without_a_decision_of_the_council(clean, missing):
    """CIS-30: D 7(3), R 29(3): reference, scope, strand and end date."""
    decision = None if missing is None else replace(DECISION, **missing)
    with pytest.raises(NotPermitted, match="Council's decision") as refused:
        authorities.add_authority(
            "WCO", "World Customs Organization", type="international_organisation", decision=decision
        )
    assert refused.value.rule == "CIS-30"
    with pytest.raises(NotPermitted):
        authorities.add_authority("XX", "Customs", type="customs", decision=DECISION)


@pytest.mark.parametrize(
    "empty", ["decision_reference = ''", "decision_scope = ''", "decision_ends_on = null", "decision_strands = '{}'"]
)
def test_the_database_holds_no_organisation_without_its_decision(clean, empty):
    """CIS-30 at the last wall, against our own code."""
    authorities.add_authority("WCO", "World Customs Organization", type="international_organisation", decision=DECISION)
    with (
        clean.superuser.connect("firstwall") as superuser,
        pytest.raises(Exception, match="authorities_authority_decision"),
    ):
        superuser.execute(f"update authorities_authority set {empty} where code = 'WCO'")


def test_an_organisation_reads_until_its_decision_ends_and_not_a_day_longer(coalition, clean):
    """CIS-30: access ends by itself, for a session that is open too."""
    alert = services.enter_alert(in_a(coalition.estonia), **for_strand(a_person_alert(), "A"))
    desk = a_body("international_organisation", strands="A", decision=DECISION)
    assert queries.alert_for(desk, alert.id).reference == alert.reference
    with pytest.raises(NotPermitted):
        services.enter_alert(desk, **for_strand(a_person_alert(), "A"))
    with clean.superuser.connect("firstwall") as past:
        past.execute("update authorities_designation set valid_until = current_date + 1 where valid_until is not null")
        past.execute(
            "update authorities_authority set decision_ends_on = current_date + 1 where decision_ends_on is not null"
        )
        past.commit()
        assert queries.alert_for(desk, alert.id)
        past.execute("set session_replication_role = replica")
        past.execute(
            "update authorities_authority set decision_ends_on = current_date where decision_ends_on is not null"
        )
        past.commit()
    with pytest.raises(NothingHere):
        queries.alert_for(desk, alert.id)
    with pytest.raises(NotPermitted) as refused:
        authorities.open_mandate(
            desk.person_id, role="agency_desk", strands=("A",), purpose="investigation", reference="X"
        )
    assert refused.value.rule == "CIS-30"


@pytest.mark.parametrize(
    ("strand", "rights", "until"),
    [
        ("C", ("read",), DECISION.ends_on),
        ("A", ("read", "enter"), DECISION.ends_on),
        ("A", ("read",), None),
        ("A", ("read",), DECISION.ends_on + timedelta(days=1)),
    ],
)
def test_an_organisation_is_designated_within_its_decision_only(clean, strand, rights, until):
    """CIS-30: strand, end date and no supply, by service and by the database."""
    body = authorities.add_authority(
        "WCO", "World Customs Organization", type="international_organisation", decision=DECISION
    )
    row = {"strand": strand, "rights": rights, "valid_until": until, "valid_from": FIRST}
    with pytest.raises(NotPermitted) as refused:
        authorities.designate(body, categories="b", purposes=LOOK, **row)
    assert refused.value.rule == "CIS-30"
    with (
        pytest.raises(IntegrityError, match="CIS-30"),
        acting(system_actor("provisioning")),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into authorities_designation (id, authority_id, strand, categories, purposes, rights, screen_only,"
            " valid_from, valid_until, list_version) values (gen_random_uuid(), %s, %s, '{b}', '{investigation}',"
            " %s, false, %s, %s, '')",
            [body, strand, list(rights), FIRST, until],
        )
