"""One check: purpose, width, both strands apart, candidates with a clock, the ledger's entry."""

from dataclasses import replace

import pytest
from django.conf import settings

from firstwall.cis import services as cis
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.words import Strand
from firstwall.law.tables import ACTIONS
from firstwall.screening import queries, services
from firstwall.screening.rules import is_too_wide
from firstwall.screening.types import Facts
from tests.harness.coalition import a_person_alert, for_strand
from tests.rooms.screening.looking import entries
from tests.rooms.screening.world import World, an_officer, enters


def names_of(result, strand: str = "C") -> list[str]:
    return [c.alert_title for one in result.strands if one.strand == strand for c in one.candidates]


def test_a_partner_finds_the_alert_by_name_in_its_own_strand_only(world: World) -> None:
    """CIS-01: a mandate of both strands makes two searches and two labelled lists."""
    enters(world.estonia, "C")
    result = services.check(world.lane, text="Naidis Jaan")
    assert [one.strand for one in result.strands] == list(world.lane.strands)
    assert names_of(result, "C") == ["Jaan Näidis"]
    assert names_of(result, "A") == []


def test_a_candidate_has_owner_action_clock_and_reasons(world: World) -> None:
    """No hit without owner, clock and outcome; discreet surveillance is discreet (CIS-35)."""
    enters(world.estonia, "C")
    facts = Facts(kind="person", name="Jaan Naidis", birth_date="1980-05-17", country="EE")
    (hit,) = services.check(world.lane, facts=facts).strands[0].candidates
    assert hit.owner_code == "EE-CUSTOMS"
    assert hit.is_discreet and hit.instruction
    assert (hit.due_at - hit.created_at).total_seconds() == 12 * 3600
    assert {row.code: row.finding for row in hit.rows}["birth_date"] == "same"
    assert hit.reasons
    assert queries.waiting(world.lane).hits == 1


def test_a_date_of_birth_is_read_as_officers_write_it(world: World) -> None:
    """The same day, written otherwise, is the same day; one that cannot be read is said, not searched without."""
    enters(world.estonia, "C")
    facts = Facts(kind="person", name="Jaan Naidis", birth_date="17.05.1980")
    (hit,) = services.check(world.lane, facts=facts).strands[0].candidates
    assert {row.code: row.finding for row in hit.rows}["birth_date"] == "same"
    with pytest.raises(Fault) as unread:
        services.check(world.lane, facts=replace(facts, birth_date="May 1980"))
    assert unread.value.place == "birth_date" and unread.value.cure


def test_the_same_question_twice_is_one_candidate(world: World) -> None:
    enters(world.estonia, "C")
    first = services.check(world.lane, text="Jaan Näidis").strands[0].candidates[0]
    again = services.check(world.lane, text="Jaan Näidis").strands[0].candidates[0]
    assert first.id == again.id


@pytest.mark.parametrize("text", ["*", "% %", "J. N.", "a", "?? __", "J*"])
def test_wildcards_and_initials_are_refused(world: World, text: str) -> None:
    """SEC-22."""
    with pytest.raises(Refusal) as refused:
        services.check(world.lane, text=text)
    assert refused.value.rule == "SEC-22"


@pytest.mark.parametrize("name", ["צ'ו צ'ו", "王", "Ng", "O’Hara"])
def test_a_short_name_is_a_name(name: str) -> None:
    """SEC-22: what one letter and a geresh, one ideograph or two letters write is no initial."""
    assert not is_too_wide(name)


def test_without_a_searching_purpose_nothing_is_searched(world: World) -> None:
    """SEC-21: LED Article 25."""
    with pytest.raises(Refusal) as refused:
        services.check(world.latvia, text="Jaan Näidis")  # a mandate to supply alerts
    assert refused.value.rule == "SEC-21"
    assert refused.value.status == 422


def test_a_name_outside_a_lane_needs_its_own_reference(world: World) -> None:
    """SEC-21: an identifier is looked up under the mandate's reference, a name is not."""
    investigator = an_officer(world.latvia.authority_id, "lv.case", role="investigator")
    with pytest.raises(Refusal) as refused:
        services.check(investigator, text="Jaan Näidis")
    assert refused.value.field == "reference"
    services.check(investigator, text="Jaan Näidis", reference="CASE-7/3")
    services.check(investigator, text="MSKU 907032 3")


def test_a_check_is_one_entry_a_strand_in_the_ledger(world: World) -> None:
    """SEC-26: with the digests by which a supervisor finds it, and no term in the open part."""
    services.check(world.lane, text="Jaan Näidis")
    found = entries("screening.check")
    assert sorted(entry["strand"] for entry in found) == ["A", "C"]
    assert all(entry["result"] == "none" and "Jaan" not in str(entry) for entry in found)


def test_a_withdrawn_alert_is_found_no_more_and_a_new_one_at_once(world: World) -> None:
    """The index follows what PostgreSQL committed, and PostgreSQL has the last word."""
    ref = enters(world.estonia, "C")
    assert names_of(services.check(world.lane, text="Jaan Näidis")) == ["Jaan Näidis"]
    cis.withdraw_alert(replace(world.estonia, strand=Strand.CRIMINAL), ref.id, reason="cleared", key="w")
    assert names_of(services.check(world.lane, text="Jaan Näidis")) == []
    enters(world.finland, "C")
    assert names_of(services.check(world.lane, text="Jaan Näidis")) == ["Jaan Näidis"]


@pytest.mark.parametrize(("state", "shown", "asked"), [("LV", "sighting", "check"), ("EE", "check", "")])
def test_the_answer_at_the_lane_shows_what_may_be_done_here(
    world: World, monkeypatch: pytest.MonkeyPatch, state: str, shown: str, asked: str
) -> None:
    """CIS-36: D 6(2), R 28(2): where the law knows no specific checks the officer reads another order, and what was asked."""
    monkeypatch.setattr(settings, "FIRSTWALL_NO_SPECIFIC_CHECKS", (state,))
    cis.enter_alert(replace(world.estonia, strand=Strand.CRIMINAL), **for_strand(a_person_alert(action="check"), "C"))
    (hit,) = services.check(world.lane, text="Jaan Näidis").strands[0].candidates
    assert (hit.action, hit.action_asked) == (shown, asked)
    assert hit.instruction == ACTIONS[shown].orders or "Specific check was asked for" in hit.instruction
    assert ACTIONS[shown].orders in hit.instruction and hit.action_label == ACTIONS[shown].label
    reviewed = queries.candidate_for(world.lane, hit.id)
    assert (reviewed.action, reviewed.action_asked, reviewed.instruction) == (shown, asked, hit.instruction)
    if asked:
        assert ACTIONS["check"].orders not in hit.instruction


ZONE = "P<ESTNAIDIS<<JAAN".ljust(44, "<") + "\n" + "KXI2345677EST8005174M2801015".ljust(42, "<") + "00"


@pytest.mark.parametrize(
    ("text", "scheme", "readings"),
    [
        ("CSQU3054384", "container", 3),
        ("IMO 9074728", "imo", 3),
        ("1M8GDM9A1KP042788", "vin", 3),
        (ZONE, "passport", 1),
    ],
    ids=["container", "ship", "vehicle", "passport"],
)
def test_a_wrong_check_digit_is_told_with_readings_that_can_be_checked(
    world: World, text: str, scheme: str, readings: int
) -> None:
    """EXC-17: the number is searched as it was read; up to three repairs, each can be asked for."""
    first = services.check(world.lane, text=text)
    assert first.number_check == "failed" and 1 <= len(first.repairs) <= readings
    again = services.check(world.lane, text=text, reading=first.repairs[0])
    assert (again.number_check, again.repairs) == ("ok", ())
    assert [(one.scheme, one.value) for one in again.facts.numbers] == [(scheme, first.repairs[0])]
    with pytest.raises(Fault) as fault:
        services.check(world.lane, text=text, reading="MSCU1234566")
    assert fault.value.code == "unknown_reading" and fault.value.cure
