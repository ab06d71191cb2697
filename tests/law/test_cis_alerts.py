"""Decision 2009/917/JHA and Regulation (EC) 515/97: who enters an alert, what may stand in it, who changes it."""

import uuid
from contextlib import contextmanager

import pytest
from tests.harness.coalition import (
    a_coalition,
    a_coordinator,
    a_lorry_alert,
    a_person,
    a_person_alert,
    for_strand,
    in_a,
    in_c,
)

from firstwall.cis import queries, services
from firstwall.cis.queries import Filters
from firstwall.cis.types import ImportRow
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted
from firstwall.runtime.provision import DATABASE


@contextmanager
def refused(on: str, *, article: str = ""):
    """The block is refused by this rule, and the article is named."""
    with pytest.raises((FieldRefused, NotPermitted)) as caught:
        yield
    found = getattr(caught.value, "problems", None) or (caught.value,)
    assert on in [one.rule for one in found], [one.rule for one in found]
    assert any(article in one.article for one in found if one.rule == on)


@pytest.fixture
def coalition(clean):
    return a_coalition()


@pytest.fixture
def ledger(clean):
    """The acts in the ledger, in their order: (act, result, object, details)."""
    connection = clean.superuser.connect(DATABASE)
    yield lambda: connection.execute("select act, result, object_id, details from ledger_entry order by id").fetchall()
    connection.close()


def enters(actor, said, **more):
    return services.enter_alert(actor, **for_strand(said, actor.strand), **more)


def amends(actor, ref, said, **more):
    changed = {name: value for name, value in for_strand(said, actor.strand).items() if name != "category"}
    return services.amend_alert(actor, ref.id, version=more.pop("version", ref.version), **changed, **more)


def test_an_entry_gets_its_dates_reference_and_ledger_entry(coalition, ledger):
    """SEC-34, CIS-64, SEC-26: review after a year, last day after five, both computed."""
    ref = enters(in_c(coalition.estonia), a_person_alert())
    assert ref.reference.startswith("EE-CUSTOMS-CD-") and ref.reference.endswith("-000001")
    assert (ref.last_day.year - ref.review_on.year, ref.version) == (4, 1)
    act, result, object_id, details = ledger()[-1]
    assert (act, result, object_id) == ("cis.enter_alert", "done", str(ref.id))
    assert "names" in details["fields"] and "Näidis" not in str(details)


def test_a_partner_reads_it_and_the_reading_is_recorded(coalition, ledger):
    """CIS-24, CIS-25, SEC-26."""
    ref = enters(in_c(coalition.estonia), a_person_alert())
    seen = queries.alert_for(in_c(coalition.latvia), ref.reference)
    assert seen.title == "Jaan Näidis" and not seen.is_own
    assert seen.content.values["documents"][0]["number"] == "KX1234567"
    assert ledger()[-1][:3] == ("cis.read_alert", "done", str(ref.id))


def test_scenario_1_cash_is_for_analysis_only(coalition):
    """CIS-20, Decision 2009/917/JHA, Article 5(1)."""
    values = {"cash_amount": "12000", "currency": "EUR", "seizure_status": "seized"}
    said = {"category": "h", "values": values, "action": "discreet", "handling": ["H0"]}
    with refused(on="CIS-20", article="5(1)"):
        enters(in_c(coalition.estonia), said)


def test_scenario_2_no_passport_number_in_a_seizure(coalition, ledger):
    """CIS-08, Decision 2009/917/JHA, Article 4(4); the refusal is recorded too."""
    values = {
        "goods_description": "cigarettes",
        "seizure_status": "seized",
        "names": ["Jaan Näidis"],
        "documents": [{"type": "passport", "number": "KX1234567"}],
    }
    said = {"category": "g", "values": values, "action": "sighting", "ground": "committed", "handling": ["H0"]}
    with refused(on="CIS-08", article="4(4)"):
        enters(in_c(coalition.estonia), {**said, "evaluation": "B2"})
    act, result, _object, details = ledger()[-1]
    assert (act, result, details["rule"]) == ("cis.enter_alert", "refused", "CIS-08")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"ground": ""}, "CIS-17"),
        ({"action": ""}, "CIS-19"),
        ({"handling": []}, "EXC-11"),
        ({"evaluation": ""}, "EXC-13"),
        ({"handling": ["H3"]}, "EXC-12"),
    ],
)
def test_what_a_person_alert_needs(coalition, change, rule):
    """CIS-17, CIS-19, EXC-11 to EXC-13: ground, action, handling and evaluation are the supplier's to choose."""
    with refused(on=rule):
        enters(in_c(coalition.estonia), a_person_alert(**change))


def test_category_does_not_exist(coalition):
    """CIS-07: there are eight."""
    with refused(on="CIS-07"):
        services.enter_alert(in_c(coalition.estonia), category="z", values={}, action="sighting")


def test_only_the_supplier_amends_its_alert(coalition, ledger):
    """CIS-56: Council Decision 2009/917/JHA, Article 13(1)."""
    ref = enters(in_c(coalition.estonia), a_person_alert())
    with refused(on="CIS-56", article="Art. 13(1)"):
        amends(in_c(coalition.latvia), ref, a_person_alert(action="check"))
    assert ledger()[-1][:3] == ("cis.amend_alert", "refused", str(ref.id))
    with refused(on="CIS-56"):
        services.withdraw_alert(in_c(coalition.latvia), ref.id, reason="I disagree")
    assert queries.alert_for(in_c(coalition.estonia), ref.id).marks.action == "discreet"


def test_an_amendment_is_a_version_and_the_old_one_stays(coalition, ledger):
    """CIS-56: the supplier sees what each version changed; a partner sees the current one only."""
    estonia = in_c(coalition.estonia)
    ref = enters(estonia, a_person_alert())
    values = {**a_person_alert()["values"], "names": ["Jaan Näidis", "Ivan Primer"]}
    after = amends(estonia, ref, a_person_alert(values=values, action="check"), reason_of_change="New alias")
    assert after.version == 2
    newest, oldest = queries.history_of(estonia, ref.id)
    assert {one.field for one in newest.differences} == {"names", "action"}
    assert (newest.reason, oldest.act) == ("New alias", "entered")
    assert [one.version for one in queries.history_of(in_c(coalition.latvia), ref.id)] == [2]
    assert [entry[0] for entry in ledger()].count("cis.amend_alert") == 1


def test_two_people_cannot_overwrite_each_other(coalition):
    """REL-05: nothing is overwritten by what was made from an older version."""
    estonia = in_c(coalition.estonia)
    ref = enters(estonia, a_person_alert())
    amends(estonia, ref, a_person_alert(action="check"))
    with pytest.raises(Fault) as caught:
        amends(estonia, ref, a_person_alert(action="sighting"))
    assert caught.value.status == 409
    assert queries.alert_for(estonia, ref.id).marks.action == "check"


def test_a_withdrawn_alert_is_gone_for_everybody_else(coalition):
    """CIS-57: the index entry is emptied at once; partners find nothing, in the words for what never was."""
    estonia, latvia = in_c(coalition.estonia), in_c(coalition.latvia)
    ref = enters(estonia, a_person_alert())
    mark = queries.index_changes("C").mark
    services.withdraw_alert(estonia, ref.id, reason="Cleared of suspicion")
    with pytest.raises(NothingHere):
        queries.alert_for(latvia, ref.id)
    assert queries.confirm(latvia, [ref.id]) == {}
    changes = queries.index_changes("C", mark)
    assert changes.entities == () and changes.removed == (str(ref.id),)
    own = queries.alert_for(estonia, ref.id)
    assert (own.state, own.content.values, own.content.reason_of_change) == ("withdrawn", {}, "Cleared of suspicion")
    with pytest.raises(Fault) as caught:
        amends(estonia, ref, a_person_alert(), version=2)
    assert caught.value.status == 409


def test_an_alert_is_withdrawn_for_a_reason(coalition):
    """CIS-57."""
    ref = enters(in_c(coalition.estonia), a_lorry_alert())
    with refused(on="CIS-57"):
        services.withdraw_alert(in_c(coalition.estonia), ref.id, reason="  ")


def test_hidden_and_absent_answer_alike(coalition):
    """SEC-09: another strand's alert, an id that never was and a text that is no id."""
    ref = enters(in_a(coalition.estonia), a_person_alert())
    answers = set()
    for wanted in (ref.id, ref.reference, uuid.uuid4(), "EE-CUSTOMS-CD-2026-999999", "no such\0thing"):
        with pytest.raises(NothingHere) as caught:
            queries.alert_for(in_c(coalition.latvia), wanted)
        answers.add((str(caught.value), caught.value.status, caught.value.cure))
    assert len(answers) == 1


def test_audience_is_chosen_in_the_administrative_strand_only(coalition):
    """CIS-28 and X-13: Regulation (EC) 515/97, Article 29(1)."""
    chosen = [coalition.latvia.authority_id]
    with refused(on="CIS-28", article="X-13"):
        enters(in_c(coalition.estonia), a_person_alert(), audience=chosen)
    ref = enters(in_a(coalition.estonia), a_person_alert(), audience=chosen)
    assert queries.alert_for(in_a(coalition.latvia), ref.id).is_narrowed
    assert queries.alert_for(in_a(coalition.estonia), ref.id).is_own
    with pytest.raises(NothingHere):
        queries.alert_for(in_a(coalition.finland), ref.id)
    told = queries.who_may_see(in_a(coalition.estonia), ref.id)
    assert set(told.authority_ids) == {coalition.estonia.authority_id, coalition.latvia.authority_id}


def test_only_what_the_list_of_designations_names_is_entered(clean):
    """CIS-16, CIS-25: an authority designated to read persons may not enter them."""
    reader = in_c(a_coordinator("EE", "Estonia", rights=("read", "use")))
    with refused(on="CIS-25"):
        enters(reader, a_person_alert())
    lorries_only = in_c(a_coordinator("LV", "Latvia", categories="b"))
    enters(lorries_only, a_lorry_alert())
    with refused(on="CIS-25"):
        enters(lorries_only, a_person_alert())


def test_a_category_that_is_not_designated_is_not_there(clean):
    """CIS-25: the row and the category are decided by the list, in the database."""
    ref = enters(in_c(a_coordinator("EE", "Estonia")), a_person_alert())
    lorries_only = in_c(a_coordinator("LV", "Latvia", categories="b"))
    with pytest.raises(NothingHere):
        queries.alert_for(lorries_only, ref.id)
    assert queries.alerts_of(lorries_only).alerts == ()


def test_the_role_decides_who_imports(coalition):
    """SEC-01: an investigator enters an alert, but a file of them is the coordinator's."""
    person = a_person(coalition.estonia.authority_id, "ee.inv", role="investigator", purpose="investigation")
    enters(in_c(person), a_lorry_alert())
    entry = services.entry_of(**a_lorry_alert())
    with refused(on="SEC-01"):
        services.enter_many(in_c(person), [ImportRow(1, "1", entry)])


def test_the_same_key_answers_the_same_and_enters_once(coalition):
    """REL-02: same key and body, same answer; another body is refused with 409."""
    estonia = in_c(coalition.estonia)
    first = enters(estonia, a_person_alert(), key="k-1")
    assert enters(estonia, a_person_alert(), key="k-1") == first
    assert len(queries.alerts_of(estonia).alerts) == 1
    with pytest.raises(Fault) as caught:
        enters(estonia, a_lorry_alert(), key="k-1")
    assert caught.value.status == 409
    after = amends(estonia, first, a_person_alert(action="check"), key="k-2")
    assert amends(estonia, first, a_person_alert(action="check"), key="k-2") == after


def test_lists_filter_on_clear_columns_and_page_without_gaps(coalition, ledger):
    """Names are no filter; the reading of a page is one entry with its ids."""
    estonia = in_c(coalition.estonia)
    refs = [enters(estonia, a_lorry_alert()) for _ in range(5)] + [enters(in_c(coalition.latvia), a_person_alert())]
    for order in ("changed", "entered", "last_day", "review", "reference"):
        seen, after = [], ""
        while True:
            page = queries.alerts_of(estonia, Filters(order=order), after=after, size=2)
            seen += [view.id for view in page.alerts]
            after = page.next_after
            if not after:
                break
        assert sorted(seen) == sorted(ref.id for ref in refs)
    assert len(queries.alerts_of(estonia, Filters(own_only=True)).alerts) == 5
    assert len(queries.alerts_of(estonia, Filters(category="d")).alerts) == 1
    act, _result, _object, details = ledger()[-1]
    assert act == "cis.list_alerts" and details["alerts"] == [str(refs[-1].id)]
    for mark in ("x", "2026-01-01|x", "|", "\0|0"):
        with pytest.raises(Fault):
            queries.alerts_of(estonia, after=mark)


def test_a_reason_with_half_a_character_is_refused_not_crashed(coalition):
    """REL-19: never a stack trace."""
    ref = enters(in_c(coalition.estonia), a_lorry_alert())
    with pytest.raises(FieldRefused):
        services.withdraw_alert(in_c(coalition.estonia), ref.id, reason="\ud800")
    with pytest.raises(FieldRefused):
        enters(in_c(coalition.estonia), a_lorry_alert(values={"means_kind": "vehicle", "registration": "\ud800"}))
