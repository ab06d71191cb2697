"""Decision 2009/917/JHA Art. 15, 18; Regulation (EC) 515/97 Art. 41a, 41c: who asks learns whom to ask, and nothing more."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from tests.harness.raw import select
from tests.law.at_work import a_body
from tests.law.fide.conftest import JAAN, a_file, in_the_other_strand
from tests.rooms.supervision.aging import as_superuser

from firstwall.fide import services
from firstwall.fide.asking import ask
from firstwall.fide.types import FileQuery
from firstwall.kernel.refusal import FieldRefused, NotPermitted, Refusal
from firstwall.kernel.words import Strand


def about(kind="person", reference="LV-4/2026", **identity) -> FileQuery:
    return FileQuery(kind, identity, reference)


BUSINESS = {
    "business_name": "Baltic Tobacco Trading OÜ",
    "vat_number": "EE100247019",
    "address": "Pärnu mnt 1, Tallinn",
}


def test_scenario_12_with_a_vat_number_come_back_what_matched_the_authority_the_contact_the_field_and_the_number(files):
    """FIDE-02, FIDE-14: D 15(4); R 41a(4): the number that was asked by, and no other value of the entry; no status."""
    entry = services.enter_file(files.estonia, a_file(kind="business", identity=BUSINESS))
    (hit,) = ask(files.latvia, about("business", vat_number="ee 1002 47019")).hits
    assert asdict(hit) == {
        "id": entry,
        "strand": "C",
        "authority_id": files.estonia.authority_id,
        "state_code": "EE",
        "contact": "Investigation unit Tallinn, unit@example.org",
        "subject": "tobacco",
        "file_number": "EE-17/2026",
        "matched": {"vat_number": ("EE100247019",)},
    }


@pytest.mark.parametrize(
    ("asked", "matched"),
    [
        ({"name": "Näidis", "forenames": "Jaan"}, {"name", "forenames"}),
        ({"name": "Naidis", "forenames": "Jan", "birth_date": "1980"}, {"name", "forenames", "birth_date"}),
        ({"birth_date": "17.05.1980"}, {"birth_date"}),
        ({"name": "Naidis"}, {"name"}),
        ({"name": "Няйдис", "forenames": "Яан", "birth_date": "1980-05-17"}, {"name", "forenames", "birth_date"}),
        ({"aliases": ["Jaan Näidis"], "nationality": "EE"}, {"name", "forenames", "nationality"}),
    ],
)
def test_a_person_is_found_by_a_name_in_any_writing_or_by_the_date_of_birth(files, asked, matched):
    """FIDE-13, FIDE-14: what was not asked is not in the answer."""
    services.enter_file(files.estonia, a_file())
    (hit,) = ask(files.latvia, about(**asked)).hits
    assert set(hit.matched) == matched


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Tamm", "forenames": "Jaan"},
        {"name": "Näidis", "forenames": "Jaan", "birth_date": "1960-01-01"},
        {"birth_date": "1980-05-18"},
        {"name": "Tamm"},
    ],
)
def test_somebody_else_is_no_hit(files, asked):
    """FIDE-14: a date that contradicts is somebody else."""
    services.enter_file(files.estonia, a_file())
    assert ask(files.latvia, about(**asked)).hits == ()


def test_a_question_without_an_own_file_or_by_nationality_alone_is_refused_and_recorded(files):
    """FIDE-04, FIDE-13, scenario 12; FIDE-10: nothing outside the closed list is asked by."""
    for query, rule in ((about(reference="", name="Näidis"), "FIDE-04"), (about(nationality="EE"), "FIDE-13")):
        with pytest.raises(Refusal) as refused:
            ask(files.latvia, query)
        assert refused.value.rule == rule
    with pytest.raises(FieldRefused) as wrong:
        ask(files.latvia, about(name="Näidis", phone="123"))
    assert wrong.value.rule == "FIDE-10"
    with pytest.raises(FieldRefused) as wrong:
        ask(files.latvia, about(name="Näidis", reference="LV\x001"))
    assert wrong.value.rule == "FIDE-04"


def test_each_question_is_in_the_ledger_with_its_file_and_without_a_value(clean, files):
    """FIDE-01, LOG-01: one's own file reference, which fields, which entries; what was asked is sealed apart."""
    entry = services.enter_file(files.estonia, a_file())
    ask(files.latvia, about(name="Näidis", forenames="Jaan"))
    rows = as_superuser(clean, "select result, reference, details::text from ledger_entry where act = 'fide.ask'")
    assert [(one[0], one[1]) for one in rows] == [("found", "LV-4/2026")]
    assert str(entry) in rows[0][2] and "Näidis" not in rows[0][2]


def test_the_strands_have_nothing_in_common(files):
    """CIS-01, FIDE-01: the same person in the other strand is nobody here, and its keys are other keys."""
    services.enter_file(files.estonia_a, in_the_other_strand(a_file()))
    assert ask(files.latvia, about(name="Näidis", forenames="Jaan")).hits == ()
    assert len(ask(files.latvia_a, about(name="Näidis", forenames="Jaan")).hits) == 1


def test_nobody_reads_others_entries_but_by_what_was_asked(files):
    """FIDE-12, FIDE-13: no browsing, by PostgreSQL: others' rows are in no table that can be read, only in the answer to keys."""
    services.enter_file(files.estonia, a_file())
    assert select(files.latvia, "select count(*) from fide_entry") == [(0,)]
    assert select(files.latvia, "select count(*) from fide_found('{}'::bytea[], 200)") == [(0,)]
    assert select(files.latvia, "select count(*) from fide_found(array['\\x00'::bytea], 200)") == [(0,)]


def test_europol_and_eurojust_read_on_the_screen_and_write_nothing(files):
    """FIDE-03, CIS-31, CIS-32d: and the other bodies are not let in."""
    services.enter_file(files.estonia, a_file())
    for kind in ("europol", "eurojust"):
        body = on_screen(kind)
        assert len(ask(body, about(name="Näidis", forenames="Jaan", reference="EP-1")).hits) == 1
        with pytest.raises(NotPermitted) as refused:
            services.enter_file(body, a_file())
        assert refused.value.rule == "CIS-31"
        with pytest.raises(NotPermitted) as refused:
            ask(replace(body, channel="api"), about(name="Näidis", reference="EP-1"))
        assert refused.value.rule in ("CIS-32b", "CIS-32d")


def on_screen(kind: str):
    """A desk on the list with FIDE to read, its person at the screen."""
    return a_body(kind, strands="C", rights=("read", "fide_read")).in_strand(Strand.CRIMINAL)


def test_a_question_with_a_name_that_many_bear_says_that_it_is_too_wide(files):
    """FIDE-13: the answer is short, and tells that more should be named."""
    for number in range(25):
        services.enter_file(
            files.estonia, a_file(file_number=f"EE-{number}", last_act_on=a_file().last_act_on + timedelta(1))
        )
    answer = ask(files.latvia, about(name="Näidis", forenames="Jaan"))
    assert len(answer.hits) == 20 and answer.too_many


def test_what_is_over_or_cleared_is_not_found(files):
    """FIDE-19, FIDE-20: from that moment."""
    entry = services.enter_file(files.estonia, a_file(identity=JAAN))
    services.clear_file(files.estonia, entry)
    assert ask(files.latvia, about(name="Näidis", forenames="Jaan")).hits == ()
