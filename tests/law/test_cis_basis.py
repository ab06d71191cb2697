"""Under which law and of whom an alert speaks (CIS-22, CIS-23). Decision 2009/917/JHA Art. 5, 9; Reg. 515/97 Art. 27, 31."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection
from tests.harness.coalition import a_coalition, a_lorry_alert, a_person_alert, for_strand, in_c
from tests.law.at_work import an_administrator
from tests.law.made import LEAST, LORRY, PERSON, problems, rules

from firstwall.authorities import lists
from firstwall.authorities.acting import acting
from firstwall.authorities.list_rules import changes_between
from firstwall.authorities.types import ListedRow
from firstwall.cis import queries, services
from firstwall.cis.types import ImportRow
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldRefused
from firstwall.kernel.words import Category, Strand
from firstwall.law.tables import actions_for

GOODS = LEAST[Category.ITEMS_SEIZED]
TODAY = utc_now().date()
OLD, NEW = "Customs Act, s. 12", "Customs Act of 2027, s. 4(1)"


@pytest.fixture
def coalition(clean):
    return a_coalition()


def enters(actor: Actor, said: dict, **more):
    return services.enter_alert(actor, **for_strand(said, actor.strand), **more)


def the_list_names(estonia: Actor, keeper: Actor, legal_basis: str) -> None:
    """The state proposes, another person checks and confirms: from today its list names this provision."""
    row = ListedRow(estonia.authority_id, tuple("bd"), ("supply", "border_control"), ("read", "enter", "use"))
    rows = [replace(row, legal_basis=legal_basis)]
    view = lists.propose_list(in_c(keeper), rows=rows, reason="The law was amended", in_force_from=TODAY)
    lists.check_list(in_c(estonia), view.id, is_proportionate=True, finding="Nobody gains access.")
    lists.confirm_list(in_c(estonia), view.id)


def basis_of(reader: Actor, ref) -> str:
    return queries.alert_for(reader, ref.id).content.legal_basis


def test_an_alert_carries_the_provision_that_the_list_named_when_it_was_entered(coalition):
    """CIS-22: D 9, R 31: the record shows the supplier's legal basis, to every reader; a later list changes nothing of it."""
    estonia, reader = in_c(coalition.estonia), in_c(coalition.latvia)
    keeper = an_administrator(estonia, "ee.lists", "C")
    the_list_names(estonia, keeper, OLD)
    before = enters(estonia, a_person_alert())
    the_list_names(estonia, keeper, NEW)
    after = enters(estonia, a_lorry_alert())
    (imported,) = services.enter_many(
        estonia, [ImportRow(1, "line-1", services.entry_of(**for_strand(a_person_alert(), "C")))]
    )
    assert (basis_of(reader, before), basis_of(reader, after)) == (OLD, NEW)
    assert basis_of(reader, imported.ref) == NEW


def test_the_supplier_may_name_another_provision_for_one_entry(coalition):
    """CIS-22: what is said at entry stands before the list; amending the rest leaves it, amending it is a version."""
    estonia, reader = in_c(coalition.estonia), in_c(coalition.latvia)
    the_list_names(estonia, an_administrator(estonia, "ee.lists", "C"), OLD)
    ref = enters(estonia, a_person_alert(), legal_basis="  Police Act,\ts. 3 ")
    assert basis_of(reader, ref) == "Police Act, s. 3"
    said = {
        name: value for name, value in for_strand(a_person_alert(action="sighting"), "C").items() if name != "category"
    }
    ref = services.amend_alert(estonia, ref.id, version=ref.version, **said)
    assert basis_of(reader, ref) == "Police Act, s. 3"
    services.amend_alert(estonia, ref.id, version=ref.version, legal_basis=NEW, **said)
    assert basis_of(reader, ref) == NEW
    (changed,) = queries.history_of(estonia, ref.id)[0].differences
    assert (changed.field, changed.before, changed.after) == ("legal_basis", "Police Act, s. 3", NEW)


def test_a_list_that_names_no_provision_hinders_no_entry(coalition):
    """CIS-22: the record then says that none was named, and nothing is invented."""
    assert basis_of(in_c(coalition.latvia), enters(in_c(coalition.estonia), a_lorry_alert())) == ""


@pytest.mark.parametrize("text", ["Mr Tamm, born 17.02.1980", "ask jaan@example.org", "x" * 201, "Act\u202e 5"])
def test_a_legal_basis_names_a_law_and_nobody(coalition, text):
    """CIS-22: neither an entry nor a list takes a text that holds a person, or that cannot be read."""
    estonia = in_c(coalition.estonia)
    with pytest.raises(FieldRefused) as refused:
        enters(estonia, a_lorry_alert(), legal_basis=text)
    assert [(one.field, one.rule) for one in refused.value.problems] == [("legal_basis", "CIS-22")]
    assert "Art. 9" in refused.value.problems[0].article
    with pytest.raises(FieldRefused) as refused:
        the_list_names(estonia, an_administrator(estonia, "ee.lists", "C"), text)
    assert [one.field for one in refused.value.problems] == ["rows.1.legal_basis"]


def test_another_provision_alone_is_a_change_that_widens_nothing(coalition):
    """CIS-22, CIS-26: the list shows it as such, and the database lets only the confirmed provision begin."""
    estonia = in_c(coalition.estonia)
    row = ListedRow(estonia.authority_id, ("b",), ("supply",), ("enter",), legal_basis=OLD)
    (change,) = changes_between([row], [replace(row, legal_basis=NEW)])
    assert change.kind == "basis"
    the_list_names(estonia, an_administrator(estonia, "ee.lists", "C"), OLD)
    with acting(estonia), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("update authorities_designation set legal_basis = %s", [NEW])


WHO = ("data_subject", "rests_on")


@pytest.mark.parametrize("strand", ["C", "A"])
@pytest.mark.parametrize("kind", ["victim", "witness"])
def test_victims_and_witnesses_are_never_entered(strand, kind):
    """CIS-23, CIS-17, CIS-18: whatever the action, since no ground of entry can stand on them; the article says so."""
    strand = Strand(strand)
    for category, values in ((Category.PERSONS, PERSON), (Category.BUSINESSES, {"business_names": "Kevad", **PERSON})):
        for action in actions_for(category, strand, personal=True):
            (problem,) = problems(values, category, strand, action=action.code, data_subject=kind)
            assert (problem.field, problem.rule) == ("data_subject", "CIS-23")
            assert ("Art. 5(2)" if strand is Strand.CRIMINAL else "Art. 27(2)") in problem.article


@pytest.mark.parametrize("name", WHO)
@pytest.mark.parametrize("given", ["", "SUSPECT", "guilty", "suspect,convicted"])
def test_a_person_is_entered_as_one_of_a_closed_list(name, given):
    """CIS-23: LED 6 and 7: who the person is, and fact or personal assessment, for every person in every category."""
    for category, values in ((Category.PERSONS, PERSON), (Category.ITEMS_SEIZED, GOODS | {"names": "Jaan Tamm"})):
        assert (name, "CIS-23") in rules(problems(values, category, Strand.CRIMINAL, **{name: given}))


@pytest.mark.parametrize("kind", ["suspect", "convicted", "other"])
@pytest.mark.parametrize("rests_on", ["facts", "assessment"])
def test_whoever_has_a_ground_may_be_entered(kind, rests_on):
    """CIS-23: and still only with a ground of their own (CIS-17)."""
    said = {"data_subject": kind, "rests_on": rests_on}
    assert problems(PERSON, Category.PERSONS, Strand.CRIMINAL, **said) == []
    assert rules(problems(PERSON, Category.PERSONS, Strand.CRIMINAL, ground="", **said)) == {("ground", "CIS-17")}


def test_where_nobody_is_recorded_nothing_is_asked():
    """CIS-23: goods, means and trends are no persons."""
    nothing = dict.fromkeys((*WHO, "ground"), "")
    for category, values in ((Category.MEANS_OF_TRANSPORT, LORRY), (Category.ITEMS_SEIZED, GOODS)):
        assert problems(values, category, Strand.CRIMINAL, **nothing) == []


def test_who_a_person_is_stays_sealed_with_the_rest(coalition, clean):
    """CIS-23, CIS-29: readers see it, amending it is a version, and no clear column tells it."""
    estonia = in_c(coalition.estonia)
    ref = enters(estonia, a_person_alert(data_subject="convicted", rests_on="assessment"))
    seen = queries.alert_for(in_c(coalition.latvia), ref.id).content
    assert (seen.data_subject, seen.rests_on) == ("convicted", "assessment")
    said = {name: value for name, value in for_strand(a_person_alert(), "C").items() if name != "category"}
    services.amend_alert(estonia, ref.id, version=1, **said)
    changed = {one.field: (one.before, one.after) for one in queries.history_of(estonia, ref.id)[0].differences}
    assert changed == {"data_subject": ("convicted", "suspect"), "rests_on": ("assessment", "facts")}
    with clean.superuser.connect("firstwall") as disk:
        tables = [row[0] for row in disk.execute("select tablename from pg_tables where schemaname = 'public'")]
        written = [disk.execute(f"select t::text from {table} t").fetchall() for table in tables if table[:4] != "law_"]
    assert not [row for rows in written for row in rows if "convicted" in row[0]]
