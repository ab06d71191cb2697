"""Regulation (EC) 515/97 Art. 36, 37; Directive (EU) 2016/680 Art. 13 to 18: who asks what is held on them (RTS-01 to RTS-09)."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections
from hypothesis import given
from hypothesis import strategies as st
from tests.harness.coalition import a_person, a_person_alert, for_strand, in_a, in_c
from tests.law.rights.cases import JAAN, STRANGER, TODAY, amended, an_alert, asked, only, parts_of, time_is_over
from tests.rooms.supervision.aging import as_superuser

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import services as cis
from firstwall.kernel.clock import add_months
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.kernel.words import Strand
from firstwall.law.rights import PROCEDURES, procedure_of
from firstwall.screening import services as screening
from firstwall.supervision import queries as ledger
from firstwall.supervision.rights import letters, queries, rules, services
from firstwall.supervision.rights.letters import Letter
from firstwall.supervision.rights.types import Outcome, Person, Position, State, Why


def test_scenario_16_the_supplier_is_asked_first_the_proposal_is_neutral_and_a_person_signs(
    clean, team, latvia, estonia
):
    """RTS-03, RTS-04, RTS-05: a request in B on data that A supplied during discreet surveillance."""
    alert = an_alert(team, action="discreet")
    number = asked(latvia)
    (question,) = queries.asked_of_us(estonia)
    assert (question.alert_id, question.authority_id, question.asks) == (alert, team.latvia.authority_id, ("access",))
    assert only(latvia, number).why_not == (Why.MEASURE, Why.WAITING)
    with pytest.raises(Refusal) as early:
        services.decide_request(latvia, number, ground="inquiries", reason="Surveillance runs")
    assert early.value.rule == "RTS-03"
    services.give_position(estonia, question.id, position="objects", ground="offences", reason="The case is open")
    view = queries.request_for(latvia, number)
    assert view.proposal is Outcome.WITHHELD and view.row.state is State.GATHERED, "nothing is decided by a program"
    with pytest.raises(Refusal) as without:
        services.decide_request(latvia, number, reason="Surveillance runs")
    assert without.value.rule == "RTS-05"
    with pytest.raises(FieldRefused):
        services.decide_request(latvia, number, ground="inquiries", reason=" ")
    assert services.decide_request(latvia, number, ground="inquiries", reason="Surveillance runs") is Outcome.WITHHELD
    time_is_over(clean, number)
    assert "Näidis" not in json.dumps(json.loads(parts_of(services.answer_request(latvia, number))["answer.json"]))


def test_no_data_and_not_disclosed_are_one_letter_byte_for_byte(clean, team, latvia, estonia):
    """RTS-06: apart from its reference and its date, and whatever is asked."""
    for asks in (("access",), ("access", "rectification", "erasure", "check")):
        empty = asked(latvia, STRANGER, *asks)
        named = {"names": ["Quintus Nemo"], "birth_dates": ["1961-02-03"], "nationalities": ["PT"]}
        alert = an_alert(team, action="discreet", values={**a_person_alert()["values"], **named})
        held = asked(latvia, STRANGER, *asks)
        assert not queries.request_for(latvia, empty).holdings and only(latvia, held).alert_id == alert
        time_is_over(clean, empty, held)
        services.decide_request(latvia, empty, reason="Nothing was found")
        services.decide_request(latvia, held, ground="inquiries", reason="Surveillance runs")
        packs = []
        for number in (empty, held):
            reference = queries.request_for(latvia, number).row.reference.encode()
            parts = parts_of(services.answer_request(latvia, number))
            packs.append({name: part.replace(reference, b"REFERENCE") for name, part in parts.items()})
        assert packs[0] == packs[1]
        cis.withdraw_alert(in_c(team.estonia), alert, reason="The purpose is reached")


def test_the_date_of_a_letter_does_not_tell_whether_anybody_was_asked(team, latvia):
    """RTS-06: with nothing held, too, no answer goes out before a supplier's time would have been over."""
    number = asked(latvia, STRANGER)
    services.decide_request(latvia, number, reason="Nothing was found")
    with pytest.raises(Refusal) as early:
        services.answer_request(latvia, number)
    assert early.value.rule == "RTS-06"
    assert queries.request_for(latvia, number).row.answer_from == TODAY + timedelta(
        days=procedure_of("LV").position_days
    )


def test_a_letter_with_data_tells_nothing_of_what_is_kept_back(clean, team, latvia, estonia):
    """RTS-06: what is disclosed is listed, and the letter is the same whether something else is withheld or not."""
    an_alert(team, action="check")
    number = asked(latvia)
    an_alert(team, action="discreet")
    other = asked(latvia)
    time_is_over(clean, number, other)
    texts = []
    for one in (number, other):
        shown = [h.id for h in queries.request_for(latvia, one).holdings if h.action == "check"]
        ground = "" if one == number else "inquiries"
        outcome = services.decide_request(latvia, one, disclose=shown, ground=ground, reason="Weighed in this case")
        assert outcome is (Outcome.DISCLOSED if one == number else Outcome.PARTLY)
        reference = queries.request_for(latvia, one).row.reference
        letter = services.answer_request(latvia, one).letter
        assert "KX1234567" in letter and "Jaan Näidis" in letter
        texts.append(letter.replace(reference, "REFERENCE"))
    assert texts[0] == texts[1]


def test_silence_is_recorded_and_is_no_consent(clean, team, latvia):
    """RTS-03: R 36(3), C95 15(1)."""
    an_alert(team, action="check")
    number = asked(latvia)
    time_is_over(clean, number)
    assert only(latvia, number).why_not == (Why.SILENCE,)
    assert queries.request_for(latvia, number).proposal is Outcome.WITHHELD
    services.decide_request(latvia, number, ground="inquiries", reason="The supplier stayed silent")
    assert only(latvia, number).position is Position.SILENT


def test_the_supplier_agrees_and_its_data_are_proposed_for_disclosure(clean, team, latvia, estonia):
    """RTS-03, RTS-04."""
    an_alert(team, action="check")
    number = asked(latvia)
    (question,) = queries.asked_of_us(estonia)
    services.give_position(estonia, question.id, position="agrees")
    assert queries.request_for(latvia, number).proposal is Outcome.DISCLOSED
    with pytest.raises(Fault):
        services.give_position(estonia, question.id, position="objects", ground="offences", reason="A second thought")


def test_only_the_supplier_rectifies_and_the_other_state_forwards(clean, team, latvia, estonia):
    """RTS-07, CIS-56: R 36(4)."""
    alert = an_alert(team, action="check")
    asked(latvia, replace(JAAN, says="I was born on 18 May"), "rectification")
    (question,) = queries.asked_of_us(estonia)
    assert question.says == "I was born on 18 May"
    with pytest.raises(NotPermitted) as others:
        cis.withdraw_alert(in_c(team.latvia), alert, reason="Wrong")
    assert others.value.rule == "CIS-56"
    with pytest.raises(Refusal) as nothing_done:
        services.give_position(estonia, question.id, position="executed")
    assert nothing_done.value.rule == "RTS-07"
    said = {
        name: value for name, value in for_strand(a_person_alert(action="check"), "C").items() if name != "category"
    }
    said["values"] = {**said["values"], "birth_dates": ["1980-05-18"]}
    cis.amend_alert(in_c(team.estonia), alert, version=1, reason_of_change="Corrected on request", **said)
    services.give_position(estonia, question.id, position="executed")
    assert queries.asked_of_us(estonia)[0].position is Position.EXECUTED


def test_what_an_alert_said_before_and_what_is_withdrawn_is_gathered_too(team, estonia):
    """RTS-01, RTS-02: all holdings that the node has, not only those that a check would find."""
    amended = an_alert(team, action="check")
    said = {
        name: value for name, value in for_strand(a_person_alert(action="check"), "C").items() if name != "category"
    }
    said["values"] = {"names": ["Oskar Teine"], "birth_dates": ["1955-01-09"], "reason_for_entry": "Another person"}
    cis.amend_alert(in_c(team.estonia), amended, version=1, reason_of_change="It was another", **said)
    withdrawn = an_alert(team, action="check")
    cis.withdraw_alert(in_c(team.estonia), withdrawn, reason="The purpose is reached")
    view = queries.request_for(estonia, asked(estonia))
    assert {one.alert_id for one in view.holdings} == {amended, withdrawn}
    assert all(one.is_past and one.is_own and one.asked_at is None for one in view.holdings)


def test_a_doubtful_entry_waits_for_a_person_and_its_supplier_is_not_asked_before(team, latvia, estonia):
    """RTS-02: nobody's request is spread among suppliers whose entries concern another."""
    values = {"names": ["Jaan Naidis"], "birth_dates": ["1979"], "reason_for_entry": "Seen with goods"}
    an_alert(team, action="check", values=values)
    number = asked(latvia, replace(JAAN, documents=()))
    holding = only(latvia, number)
    assert holding.concerns == "open" and not queries.asked_of_us(estonia)
    with pytest.raises(Refusal) as unsorted:
        services.decide_request(latvia, number, reason="Nothing")
    assert unsorted.value.rule == "RTS-02"
    services.sort_holding(latvia, holding.id, is_the_person=True, reason="The address agrees")
    assert len(queries.asked_of_us(estonia)) == 1
    services.sort_holding(latvia, holding.id, is_the_person=False, reason="Another day of birth after all")
    assert services.decide_request(latvia, number, reason="Another person") is Outcome.NONE_HELD


def test_what_a_supplier_objected_to_is_not_sorted_away(team, latvia, estonia):
    """RTS-03: once its supplier has answered, an entry stays with the request and its objection is weighed."""
    an_alert(team, action="check")
    number = asked(latvia)
    (question,) = queries.asked_of_us(estonia)
    services.give_position(estonia, question.id, position="objects", ground="offences", reason="The case is open")
    with pytest.raises(Fault) as answered:
        services.sort_holding(latvia, question.id, is_the_person=False, reason="Another person after all")
    assert (answered.value.code, answered.value.status) == ("supplier-answered", 409)
    assert only(latvia, number).concerns == "yes"
    assert queries.request_for(latvia, number).proposal is Outcome.WITHHELD


def test_only_staff_named_for_it_and_only_for_answering(team, latvia):
    """RTS-02, CIS-04: a purpose of its own; it opens no check, and no other role takes or reads a request."""
    number = asked(latvia)
    with pytest.raises(NotPermitted):
        services.take_request(in_c(team.latvia), person=JAAN, asks=("access",), identity="document_seen")
    with pytest.raises(NotPermitted):
        queries.request_for(in_c(team.latvia), number)
    with pytest.raises(NotPermitted):
        screening.check(latvia, text="Jaan Näidis")
    with acting(in_c(team.latvia)), connections["default"].cursor() as cursor:
        cursor.execute("select count(*) from supervision_rights_request")
        assert cursor.fetchone()[0] == 0, "the database agrees: a coordinator reads no request"


def test_a_request_stays_in_its_strand_and_its_authority(team, latvia, estonia):
    """CIS-01, RTS-01."""
    number = asked(latvia)
    for other in (replace(latvia, strand=Strand.ADMINISTRATIVE), estonia):
        with pytest.raises(NothingHere):
            queries.request_for(other, number)
    assert in_a(latvia).strand is Strand.ADMINISTRATIVE and queries.request_for(latvia, number).law == "LED 13-18"


def test_nobody_is_answered_whose_identity_was_not_checked(team, latvia):
    """RTS-02: every problem at once."""
    with pytest.raises(FieldRefused) as refused:
        services.take_request(
            latvia, person=Person(names=(" ",)), asks=("money",), identity="", received_on=TODAY + timedelta(days=1)
        )
    assert {one.field for one in refused.value.problems} == {"asks", "identity", "names", "received_on"}


def test_the_gathering_is_found_by_the_supervisor_under_the_persons_name(team, latvia):
    """RTS-02, SEC-33, LOG-02."""
    watch = authorities.add_authority("LV-DPA", "Inspectorate", type="supervisory", state_code="LV")
    authorities.supervise(watch, team.latvia.authority_id)
    supervisor = a_person(watch, "lv.supervisor", role="supervisor", purpose="supervision")
    alert = an_alert(team)
    asked(latvia)
    assert [row.act for row in ledger.searches_for(supervisor, "Näidis").rows] == ["supervision.gather_holdings"]
    assert "supervision.gather_holdings" in {row.act for row in ledger.who_saw(supervisor, alert).rows}


def test_the_supervisor_reads_refusals_with_their_words_and_strangers_do_not(clean, team, latvia):
    """RTS-05, RTS-09: documented case by case, reviewable; a check goes to the supplier's supervisor as well."""
    people = {}
    for state, own in (("LV", team.latvia), ("EE", team.estonia), ("FI", team.finland)):
        watch = authorities.add_authority(f"{state}-DPA", f"Inspectorate {state}", type="supervisory", state_code=state)
        authorities.supervise(watch, own.authority_id)
        people[state] = a_person(watch, f"{state.lower()}.watch", role="supervisor", purpose="supervision")
    an_alert(team)
    number = asked(latvia, JAAN, "access", "check")
    time_is_over(clean, number)
    services.decide_request(latvia, number, ground="inquiries", reason="Surveillance runs in case 7")
    told = as_superuser(clean, "select recipient_authority from outbox_message where kind = 'rights_check_asked'")
    assert {row[0] for row in told} == {people["LV"].authority_id, people["EE"].authority_id}
    for state, seen in (("LV", 1), ("EE", 1), ("FI", 0)):
        shown = queries.watched(people[state])
        assert [one.reason for one in shown] == ["Surveillance runs in case 7"] * seen
    with pytest.raises(NotPermitted):
        queries.watched(latvia)


def test_the_suppliers_supervisor_reads_no_request_of_another_person_and_nobody_who_asks(team, latvia):
    """RTS-09: an entry compared and found to be about somebody else leads no supervisor to the request."""
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, team.estonia.authority_id)
    supervisor = in_c(a_person(watch, "ee.watch", role="supervisor", purpose="supervision"))
    values = {"names": ["Jaan Naidis"], "birth_dates": ["1979"], "reason_for_entry": "Seen with goods"}
    an_alert(team, action="check", values=values)
    number = asked(latvia, replace(JAAN, documents=()))
    assert not queries.watched(supervisor), "not before somebody compared it"
    holding = only(latvia, number)
    services.sort_holding(latvia, holding.id, is_the_person=False, reason="Another day of birth")
    assert not queries.watched(supervisor)
    services.sort_holding(latvia, holding.id, is_the_person=True, reason="The address agrees after all")
    assert [one.row.id for one in queries.watched(supervisor)] == [number]
    services.sort_holding(latvia, holding.id, is_the_person=False, reason="No, another")
    assert not queries.watched(supervisor), "asked once, and sorted out since"
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, acting(supervisor, using="super"), connections["super"].cursor() as cursor:
        cursor.execute("select sealed from supervision_rights_request")


def test_requests_past_their_deadline_are_listed(clean, latvia):
    """AUD-06: R 36, LED 12: a month from the day it came in."""
    number = services.take_request(
        latvia, person=JAAN, asks=("access",), identity="electronic", received_on=TODAY - timedelta(days=40)
    )
    late = queries.requests(latvia, overdue=True)
    assert [one.id for one in late] == [number] and late[0].due_on == add_months(TODAY - timedelta(days=40), 1)
    services.take_request(latvia, person=STRANGER, asks=("access",), identity="electronic")
    assert len(queries.requests(latvia, overdue=True)) == 1 and len(queries.requests(latvia)) == 2


def test_the_database_lets_nobody_speak_for_the_supplier(team, latvia):
    """RTS-03: not by SQL under the mandate of who asks, and no silence before its time is over."""
    an_alert(team)
    asked(latvia)
    for words in ("agrees", "silent"):
        with pytest.raises(DatabaseError, match="RTS-03"), acting(latvia), connections["default"].cursor() as cursor:
            cursor.execute("update supervision_rights_holding set position = %s", [words])


def test_a_decision_is_not_changed(clean, latvia):
    """RTS-05: it stands as it was made, for the supervisor."""
    number = asked(latvia, STRANGER)
    services.decide_request(latvia, number, reason="Nothing was found")
    with pytest.raises(Fault):
        services.decide_request(latvia, number, reason="Once more")
    with pytest.raises(DatabaseError, match="RTS-05"), acting(latvia), connections["default"].cursor() as cursor:
        cursor.execute("update supervision_rights_request set outcome = 'disclosed' where id = %s", [number])


def test_an_answer_gives_what_was_decided_on_and_nothing_newer(clean, team, latvia, estonia):
    """RTS-03 to RTS-06, CIS-35: an alert that changed since is decided on anew; a pack given again is the same or none."""
    alert = an_alert(team, action="check")
    number = asked(latvia)
    (question,) = queries.asked_of_us(estonia)
    services.give_position(estonia, question.id, position="agrees")
    services.decide_request(latvia, number, reason="Nothing against it")
    amended(team, alert, 1, "discreet", "An informant was heard")
    time_is_over(clean, number)
    with pytest.raises(Fault) as other:
        services.answer_request(latvia, number)
    assert (other.value.code, other.value.status) == ("decided-on-another", 409) and "again" in other.value.cure
    assert queries.request_for(latvia, number).row.state is State.GATHERED, "it is open to a decision"
    assert services.decide_request(latvia, number, ground="inquiries", reason="Surveillance runs") is Outcome.WITHHELD
    assert queries.request_for(latvia, number).reason == "Nothing against it\n\nSurveillance runs"
    first = services.answer_request(latvia, number)
    assert b"informant" not in first.content
    amended(team, alert, 2, "check", "A third version")
    assert services.answer_request(latvia, number).content == first.content, "what is kept back changes no letter"

    given = asked(latvia)
    question = next(one for one in queries.asked_of_us(estonia) if not one.position)
    services.give_position(estonia, question.id, position="agrees")
    services.decide_request(latvia, given, reason="Nothing against it")
    time_is_over(clean, given)
    pack = services.answer_request(latvia, given)
    assert b"A third version" in pack.content and services.answer_request(latvia, given).content == pack.content
    amended(team, alert, 3, "check", "A fourth version")
    with pytest.raises(Fault) as again:
        services.answer_request(latvia, given)
    assert (again.value.code, again.value.status) == ("answered-otherwise", 409)
    with pytest.raises(Fault):
        services.decide_request(latvia, given, reason="Once more")


@pytest.mark.parametrize("language", [*letters.languages(), "et"])
def test_a_letter_is_in_the_persons_language_where_there_is_one(language):
    """RTS-06."""
    letter = Letter("Customs", (), "R-1", TODAY, replace(JAAN, language=language), ("access",))
    page = letters.written(letter)
    assert f'<html lang="{language if language != "et" else "en"}">' in page
    assert (
        len({letters.written(replace(letter, person=replace(JAAN, language=one))) for one in letters.languages()}) == 3
    )


def test_where_national_law_asks_for_a_word_of_refusal_the_letter_has_one():
    """RTS-06: the same text where national law permits it, and only there."""
    letter = Letter("Customs", (), "R-1", TODAY, JAAN, ("access",), says_refused=True)
    assert "refused in whole" in letters.written(letter)
    assert "refused" not in letters.written(replace(letter, says_refused=False))


ACTIONS = ("sighting", "discreet", "check", "operational_analysis", "strategic_analysis")
# by hand from R 36(2) and, for the criminal strand, RTS-05
KEPT = {
    Strand.ADMINISTRATIVE: {"sighting", "discreet", "operational_analysis"},
    Strand.CRIMINAL: {"sighting", "discreet"},
}


@given(
    st.sampled_from(list(Strand)),
    st.sampled_from(ACTIONS),
    st.booleans(),
    st.booleans(),
    st.sampled_from([Position.NONE, Position.AGREES, Position.OBJECTS, Position.SILENT, Position.EXECUTED]),
    st.integers(-3, 3),
)
def test_the_proposal_discloses_only_what_nothing_stands_against(strand, action, in_force, is_own, position, days):
    """RTS-03, RTS-04, RTS-05, X-11: over strand, action, state of the alert, supplier, position and day."""
    due = TODAY + timedelta(days=days)
    found = rules.why_not(
        strand=strand, action=action, in_force=in_force, is_own=is_own, concerns="yes", position=position,
        position_due_on=due, today=TODAY,
    )  # fmt: skip
    runs = in_force and action in KEPT[strand]
    consents = is_own or position in (Position.AGREES, Position.EXECUTED)
    assert (not found) is (consents and not runs)
    assert (Why.WAITING in found) is (not is_own and position is Position.NONE and days >= 0)


def test_the_clocks_of_a_request():
    """RTS-03, CLK-01: a month for the answer, fourteen days for a supplier, 24 months until the request itself ends."""
    row = procedure_of("EE")
    assert rules.due_on(date(2026, 1, 31), row) == date(2026, 2, 28)
    assert rules.positions_due_on(date(2026, 12, 24), row) == date(2027, 1, 7)
    assert rules.kept_until(date(2024, 2, 29), row) == date(2026, 2, 28)


def test_each_state_answers_by_its_own_row_from_its_day_and_the_default_says_that_it_is_one(latvia):
    """AUD-05: procedures differ between states; a row is law as data, dated, with its evidence."""
    (usual,) = PROCEDURES
    begins = date(2027, 1, 1)
    ours = replace(usual, state="LV", in_force_from=begins, access="indirect", decides="supervisor", answer_months=3)
    rows = (ours, usual)
    assert procedure_of("LV", begins, rows=rows) == ours
    assert procedure_of("LV", begins - timedelta(days=1), rows=rows) == usual == procedure_of("EE", begins, rows=rows)
    assert usual.state == "" and usual.mark and usual.citation, "nothing is said of a state that nobody has read"
    assert queries.procedure_for(latvia) == usual
