"""Regulation (EC) 515/97 Art. 37(2): a supervisor checks with the one of the state that entered the data (RTS-09)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_person, a_person_alert, in_c
from tests.harness.raw import execute, select
from tests.law.rights.cases import JAAN, STRANGER, TODAY, an_alert, asked, parts_of
from tests.rooms.supervision.aging import as_superuser

from firstwall.authorities import services as authorities
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.law.rights import procedure_of
from firstwall.supervision.rights import checks, queries, services


@pytest.fixture
def watches(team) -> dict[str, Actor]:
    """The supervisors of three states, in the criminal strand."""
    found = {}
    for state, own in (("LV", team.latvia), ("EE", team.estonia), ("FI", team.finland)):
        watch = authorities.add_authority(f"{state}-DPA", f"Inspectorate {state}", type="supervisory", state_code=state)
        authorities.supervise(watch, own.authority_id)
        found[state] = in_c(a_person(watch, f"{state.lower()}.watch", role="supervisor", purpose="supervision"))
    return found


def check_is_due(clean) -> None:
    """The other supervisors' time has run."""
    past = TODAY - timedelta(days=1)
    as_superuser(clean, "update supervision_rights_check set answer_from = %s", TODAY)
    as_superuser(clean, "update supervision_check_question set due_on = %s where state = 'open'", past)


def test_the_other_states_supervisor_is_asked_and_replies_and_the_answer_tells_nothing(clean, team, latvia, watches):
    """RTS-09: R 37(2): the check is done with the supervisor of the state that entered the data."""
    alert = an_alert(team)
    number = asked(latvia, JAAN, "check")
    check = checks.open_check(watches["LV"], number, key="k")
    assert checks.open_check(watches["LV"], number, key="k") == check, "REL-02"
    (question,) = checks.questions_to(watches["EE"])
    assert (question.alert_id, question.due_on) == (alert, TODAY + timedelta(days=procedure_of("LV").check_days))
    told = as_superuser(clean, "select recipient_authority from outbox_message where kind = 'check_asked'")
    assert told == [(watches["EE"].authority_id,)]
    for stranger in ("LV", "FI"):
        assert not checks.questions_to(watches[stranger])
        with pytest.raises(NothingHere):
            checks.reply_to_check(watches[stranger], question.id, finding="in_order", words="Mine to say")
    with pytest.raises(FieldRefused):
        checks.reply_to_check(watches["EE"], question.id, finding="perhaps", words="Looked")
    checks.reply_to_check(watches["EE"], question.id, finding="not_in_order", words="No ground; Estonia was told")
    with pytest.raises(Fault):
        checks.reply_to_check(watches["EE"], question.id, finding="in_order", words="A second thought")
    (led,) = checks.checks_of(watches["LV"])
    assert [(one.finding, one.words) for one in led.questions] == [("not_in_order", "No ground; Estonia was told")]
    with pytest.raises(Refusal) as early:
        checks.close_check(watches["LV"], check, finding="not_in_order", words="As Estonia replied")
    assert early.value.rule == "RTS-09"
    with pytest.raises(Fault):
        checks.check_answer(latvia, number)
    check_is_due(clean)
    checks.close_check(watches["LV"], check, finding="not_in_order", words="As Estonia replied")
    letter = checks.check_answer(latvia, number).letter
    assert "Jaan Näidis" in letter and "All necessary checks were made" in letter
    assert "Estonia" not in letter.replace("Inspectorate", "") and "ground" not in letter
    assert queries.request_for(latvia, number).row.checked_on == TODAY
    seen = select(latvia, "select count(*) from supervision_rights_check")
    assert seen == [(0,)] == select(latvia, "select count(*) from supervision_check_question")


def test_the_answer_to_a_check_is_one_text_whatever_was_found(clean, team, latvia, watches):
    """RTS-06, RTS-09: byte for byte, but for the reference, whether anything is held or nobody had to be asked."""
    empty = asked(latvia, STRANGER, "check")
    named = {"names": ["Quintus Nemo"], "birth_dates": ["1961-02-03"], "nationalities": ["PT"]}
    an_alert(team, values={**a_person_alert()["values"], **named})
    held = asked(latvia, STRANGER, "check")
    letters_written = []
    numbers = {number: checks.open_check(watches["LV"], number) for number in (empty, held)}
    days = {one.answer_from for one in checks.checks_of(watches["LV"])}
    assert len(days) == 1, "the day tells nothing either"
    check_is_due(clean)
    for number, finding in ((empty, "nothing_held"), (held, "corrected")):
        checks.close_check(watches["LV"], numbers[number], finding=finding, words="Looked")
        reference = queries.request_for(latvia, number).row.reference
        parts = parts_of(checks.check_answer(latvia, number))
        letters_written.append({name: part.replace(reference.encode(), b"R") for name, part in parts.items()})
    assert letters_written[0] == letters_written[1]
    (silent,) = [one for led in checks.checks_of(watches["LV"]) for one in led.questions]
    assert silent.state == "silent", "a supervisor that did not reply is recorded, and holds nobody up"


def test_the_supervisor_of_who_took_the_request_leads_and_nobody_checks_unasked(clean, team, latvia, watches):
    """RTS-09."""
    an_alert(team)
    number = asked(latvia, JAAN, "check")
    with pytest.raises(Refusal, match="leads the check"):
        checks.open_check(watches["EE"], number)
    with pytest.raises(NothingHere):
        checks.open_check(watches["FI"], number)
    unasked = asked(latvia, STRANGER, "access")
    with pytest.raises(Refusal, match="asked for no check"):
        checks.open_check(watches["LV"], unasked)
    fresh = services.take_request(latvia, person=STRANGER, asks=("check",), identity="electronic")
    with pytest.raises(Refusal, match="gathered"):
        checks.open_check(watches["LV"], fresh)
    with pytest.raises(NotPermitted):
        checks.open_check(latvia, number)
    checks.open_check(watches["LV"], number)
    with pytest.raises(Fault):
        checks.open_check(watches["LV"], number)


def test_no_supervisor_replies_for_another_or_ends_a_check_early_by_sql(clean, team, latvia, watches):
    """RTS-09, SEC-04."""
    an_alert(team)
    checks.open_check(watches["LV"], asked(latvia, JAAN, "check"))
    replied = "update supervision_check_question set state = 'replied', finding = 'in_order', replied_at = now(), replied_by = %s"
    assert execute(watches["FI"], replied, watches["FI"].person_id) == 0
    with pytest.raises(DatabaseError):
        execute(watches["EE"], replied, watches["LV"].person_id)
    assert execute(watches["LV"], "update supervision_check_question set state = 'silent'") == 0, "its time runs"
    closed = (
        "update supervision_rights_check set state = 'closed', finding = 'in_order', closed_at = now(), closed_by = %s"
    )
    assert execute(watches["LV"], closed, watches["LV"].person_id) == 0
    with pytest.raises(DatabaseError):
        execute(latvia, "update supervision_rights_request set checked_on = current_date")
