"""Refusals, faults, sentences, ids and the actor: what every room says and signs with."""

import copy
import pickle
from uuid import uuid4

import pytest

from firstwall.kernel.actor import Actor
from firstwall.kernel.ids import canonical_json, message_id, record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.kernel.sentences import Label, Labels, in_language, say
from firstwall.kernel.words import Category, Strand

ESTONIAN = {"“%(field)s” is missing.": "„%(field)s“ puudub.", "Names": "Nimed", "Nothing": "Mitte midagi"}


def gettext(msgid: str) -> str:
    return ESTONIAN.get(msgid, msgid)


def test_a_sentence_is_english_and_can_be_said_in_another_language():
    """Pure rooms hold msgids; the door translates sentence and labels in it."""
    sentence = say("“%(field)s” is missing.", field=Label("Names"))
    assert sentence == "“Names” is missing."
    assert in_language(sentence, gettext) == "„Nimed“ puudub."
    assert in_language("Nothing", gettext) == "Mitte midagi"
    assert in_language("", gettext) == ""


def test_a_value_that_is_no_label_is_never_translated():
    """What an officer typed stays as typed."""
    assert in_language(say("“%(field)s” is missing.", field="Names"), gettext) == "„Names“ puudub."


def test_several_labels_are_translated_one_by_one():
    """A list of actions in a cure is read in the reader's language too."""
    sentence = say("Choose one of: %(choices)s.", choices=Labels(["Names", "Other"]))
    assert sentence == "Choose one of: Names, Other."
    assert in_language(sentence, gettext) == "Choose one of: Nimed, Other."


def test_a_sentence_survives_copy_and_pickle():
    """Jobs and process pools hand sentences over."""
    sentence = say("%(n)s left", n=3)
    for other in (copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert (other, other.msgid, dict(other.values)) == ("3 left", "%(n)s left", {"n": 3})


def test_hidden_and_absent_answer_in_the_same_words():
    """SEC-09: no existence oracle."""
    assert str(NothingHere()) == str(NothingHere())
    assert NothingHere().status == 404


def test_a_refusal_says_rule_article_and_cure():
    """Style 7: ground, citation, what to do next."""
    refusal = Refusal("CIS-20", "Not this action.", article="Art. 5(1)", cure="Choose analysis.", field="action")
    assert str(refusal) == "Not this action. (CIS-20, Art. 5(1))"
    assert (refusal.status, refusal.cure, refusal.field) == (422, "Choose analysis.", "action")
    assert NotPermitted("SEC-01", "No.").status == 403
    assert Refusal("REL-02", "No.", status=409).status == 409


def test_a_field_refusal_names_every_problem():
    """All at once, the first leading."""
    one = FieldProblem("names", "CIS-07", "Art. 3", "“Names” is missing.", "Give one.")
    two = FieldProblem("sex", "CIS-08", "Art. 4", "“Sex” is not permitted.")
    refusal = FieldRefused([one, two])
    assert refusal.problems == (one, two)
    assert refusal.field == "names"
    assert "1 more" in refusal.sentence
    with pytest.raises(ValueError, match="at least one"):
        FieldRefused([])


def test_a_fault_says_where():
    """A fault has a place and tells whether trying again is safe."""
    fault = Fault("unreadable", "The line is broken.", place="line 7", status=413, safe_to_retry=True)
    assert str(fault) == "The line is broken. (line 7)"
    assert (fault.code, fault.status, fault.safe_to_retry) == ("unreadable", 413, True)


def test_record_ids_tell_nothing_and_message_ids_are_in_order():
    """SEC-09: UUIDv4 for records, v7 for messages and ledger entries."""
    assert record_id().version == 4
    ids = [message_id() for _ in range(50)]
    assert ids == sorted(ids)
    assert {one.version for one in ids} == {7}


def test_equal_values_have_equal_bytes():
    """RFC 8785: order of keys is no difference."""
    assert canonical_json({"b": 1, "a": ["x"]}) == canonical_json({"a": ["x"], "b": 1}) == b'{"a":["x"],"b":1}'


def test_an_actor_cannot_step_into_a_strand_outside_the_mandate():
    """CIS-01: a mandate of one strand stays in it."""
    officer = Actor(
        uuid4(),
        "Mari",
        uuid4(),
        "EE-TAX",
        None,
        (Strand.CRIMINAL,),
        Strand.CRIMINAL,
        "border_officer",
        "border_control",
    )
    assert officer.in_strand(Strand.CRIMINAL) == officer
    assert officer.over("api").channel == "api"
    with pytest.raises(NotPermitted) as refused:
        officer.in_strand(Strand.ADMINISTRATIVE)
    assert refused.value.rule == "CIS-01"


def test_the_eight_categories_are_letters_a_to_h():
    """D 3(1), R 24."""
    assert "".join(Category) == "abcdefgh"
