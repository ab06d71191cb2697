"""Decision 2009/917/JHA Art. 13(3), Regulation (EC) 515/97 Art. 32(3): who sees an error proposes, its supplier decides."""

from datetime import date

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_c
from tests.harness.raw import execute, select
from tests.law.corrections.cases import EVIDENCE, TODAY, amend, is_contested, messages, propose

from firstwall.authorities import services as authorities
from firstwall.cis import queries, services
from firstwall.cis.correcting import proposals
from firstwall.cis.correcting import queries as registers
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.law.sharing import add_working_days
from firstwall.supervision.ending import run_retention


def test_a_partner_proposes_with_evidence_and_the_alert_is_contested_meanwhile(world, clean):
    """CIS-58: D 13(3), R 32(3). Everyone sees that it is contested, the parties what is said."""
    correction = propose(world, key="k")
    assert propose(world, key="k") == correction, "REL-02"
    seen = registers.correction_for(world.supplier, correction)
    assert (seen.what, seen.evidence, seen.due_on) == (
        EVIDENCE["what"],
        EVIDENCE["evidence"],
        add_working_days(TODAY, 5),
    )
    assert messages(clean, of=correction) == [("correction_proposed", world.supplier.authority_id)]
    assert all(is_contested(actor, world) for actor in (world.supplier, world.other, world.third))
    assert queries.confirm(world.third, [world.alert.id]), "a contested alert is still found"
    with pytest.raises(NothingHere):
        registers.correction_for(world.third, correction)


def test_five_working_days():
    """CIS-58, choice: Saturdays and Sundays do not count."""
    friday = date(2026, 11, 20)
    assert add_working_days(friday, 5) == date(2026, 11, 27)
    assert add_working_days(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_the_supplier_amends_itself_and_all_are_told(world, clean):
    """CIS-57, CIS-58: corrected by the supplier, then decided with reasons; nobody else amends."""
    correction = propose(world)
    with pytest.raises(Refusal, match="still says"):
        proposals.accept_correction(world.supplier, correction, reasons="Right")
    amend(world)
    assert proposals.accept_correction(world.supplier, correction, reasons="Passport checked") == "amended"
    seen = registers.correction_for(world.other, correction)
    assert (seen.state, seen.outcome, seen.reasons) == ("accepted", "amended", "Passport checked")
    assert not is_contested(world.third, world)
    told = messages(clean, of=world.alert.id)
    assert {recipient for _, recipient in told} == {world.other.authority_id, world.third.authority_id}
    assert {kind for kind, _ in told} == {"alert_correction_accepted"}
    with pytest.raises(Fault):
        proposals.reject_correction(world.supplier, correction, reasons="No")


def test_rejected_with_reasons_the_alert_is_contested_no_longer(world):
    """CIS-58."""
    correction = propose(world)
    with pytest.raises(FieldRefused):
        proposals.reject_correction(world.supplier, correction, reasons="")
    proposals.reject_correction(world.supplier, correction, reasons="Two passports; ours is later")
    assert registers.correction_for(world.other, correction).state == "rejected"
    assert not is_contested(world.supplier, world)


def test_erased_because_of_a_proposal_nothing_stays_with_the_supplier_either(world):
    """CIS-57, CIS-58: erase without delay."""
    correction = propose(world, kind="entered_unlawfully")
    services.withdraw_alert(world.supplier, world.alert.id, reason="Entered in error")
    assert queries.alert_for(world.supplier, world.alert.id).state == "withdrawn"
    assert proposals.accept_correction(world.supplier, correction, reasons="No ground") == "erased"
    with pytest.raises(NothingHere):
        queries.alert_for(world.supplier, world.alert.id)
    assert run_retention(utc_now()).counts["erased:cis_alert_version"] == 2


def test_two_proposals_contest_it_until_both_are_decided(world):
    """CIS-58."""
    first = propose(world)
    second = proposals.propose_correction(world.third, world.alert.id, **EVIDENCE)
    proposals.reject_correction(world.supplier, first, reasons="No")
    assert is_contested(world.other, world)
    proposals.reject_correction(world.supplier, second, reasons="No")
    assert not is_contested(world.other, world)


@pytest.mark.parametrize("lacking", ["what", "evidence", "kind"])
def test_a_proposal_says_what_and_from_where(world, lacking):
    """CIS-58: evidence of error or unlawful entry."""
    with pytest.raises(FieldRefused) as refused:
        propose(world, **{lacking: ""})
    assert [problem.field for problem in refused.value.problems] == [lacking]


def test_only_the_supplier_decides_on_a_proposal(world):
    """CIS-56: D 13(1), R 32(1)."""
    correction = propose(world)
    with pytest.raises(NotPermitted):
        proposals.reject_correction(world.other, correction, reasons="No")
    with pytest.raises(NothingHere):
        proposals.reject_correction(world.third, correction, reasons="No")
    with pytest.raises(Refusal, match="your own"):
        proposals.propose_correction(world.supplier, world.alert.id, **EVIDENCE)


def test_the_marks_are_set_by_the_registers_alone(world):
    """CIS-56, CIS-58 at database level: not even the supplier takes the mark off, and nobody amends through it."""
    propose(world)
    with pytest.raises(DatabaseError):
        execute(world.supplier, "update cis_alert set is_contested = false, version = version + 1")
    rejected = "update cis_correction set state = 'rejected', decided_at = now(), decided_by = %s"
    assert execute(world.other, rejected, world.other.person_id) == 0
    assert select(world.third, "select count(*) from cis_correction") == [(0,)]


def test_an_agency_points_out_an_error_and_never_amends(clean):
    """CIS-32f: D 13(3): Europol and Eurojust by the same door."""
    coalition = a_coalition()
    europol = authorities.add_authority("EU-EUROPOL", "Europol", type="europol", state_code="")
    authorities.designate(
        europol,
        strand="C",
        categories="abcdefgh",
        purposes=("investigation",),
        rights=("read",),
        valid_from=date(2024, 4, 8),
    )
    person = authorities.add_person("eu.desk", "Eu Desk", authority_id=europol)
    authorities.grant_role(person, "agency_desk", ("C",))
    desk = authorities.open_mandate(
        person, role="agency_desk", strands=("C",), purpose="investigation", reference="EP-1", channel="page"
    )
    alert = services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    correction = proposals.propose_correction(desk, alert.id, **EVIDENCE)
    assert registers.correction_for(in_c(coalition.estonia), correction).authority_id == europol
    with pytest.raises(NotPermitted):
        services.withdraw_alert(desk, alert.id, reason="Wrong")
    with pytest.raises(NotPermitted):
        proposals.propose_correction(desk.over("api"), alert.id, **EVIDENCE)
