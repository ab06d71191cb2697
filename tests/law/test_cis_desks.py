"""Europol's and Eurojust's desks: Decision 2009/917/JHA Art. 11 and 12 (CIS-31 to CIS-32f)."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import execute, select

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.designation import must_fit_the_law
from firstwall.authorities.permissions import ACTS, is_permitted
from firstwall.authorities.types import AuthorityFacts, ListedRow
from firstwall.cis import queries, services
from firstwall.cis.consent_rules import ANSWERS, DESKS, Answer, must_allow_use, must_be_an_answer
from firstwall.cis.correcting import decisions
from firstwall.cis.correcting.decisions import Decided
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted
from firstwall.outbox.queries import waiting_for
from firstwall.screening import follower
from firstwall.screening.services import accept_file, check
from firstwall.supervision.rights import services as rights
from firstwall.supervision.rights.types import Person

LOOK = ("investigation", "prosecution", "joint_coordination")
FREELY = Answer("consent", "Same group is before our court", passing_on="Norway, for its prosecutor")
BOUND = Answer("conditions", "Surveillance runs", conditions="No step before 1 May", passing_on="")


@pytest.fixture
def coalition(clean):
    follower.forget()
    return a_coalition()


def a_desk(
    kind: str,
    login: str = "",
    *,
    role: str = "agency_desk",
    rights=("read",),
    purpose="investigation",
    purposes=(*LOOK, "supply"),
) -> Actor:
    """The agency's desk with a case open, on the screen."""
    agency = authorities.add_authority(kind.upper(), kind.title(), type=kind)
    authorities.designate(
        agency, strand="C", categories="abcdefgh", purposes=purposes, rights=rights, screen_only=True,
        valid_from=date(2024, 4, 8),
    )  # fmt: skip
    person = authorities.add_person(login or f"{kind}.desk", kind.title(), authority_id=agency)
    authorities.grant_role(person, role, ("C",))
    return authorities.open_mandate(
        person, role=role, strands=("C",), purpose=purpose, reference="EP-7", channel="page"
    )


@pytest.fixture(params=["europol", "eurojust"])
def found(coalition, request):
    """Estonia's alert, the desk that finds it by a search, and the match."""
    estonia = in_c(coalition.estonia)
    alert = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    desk = a_desk(request.param)
    (hit,) = check(desk, text="Jaan Näidis", reference="EP-9").strands[0].candidates
    (match,) = queries.matches_of(desk)
    return estonia, alert, desk, hit, match


def test_a_match_opens_a_task_at_the_supplier_and_is_of_no_use_yet(found):
    """CIS-32a, CIS-32d: D 11(2), 12(2): in the transaction of the search; the desk sees the content, marked as of no use."""
    estonia, alert, desk, hit, match = found
    assert (hit.alert_id, hit.use, hit.id) == (alert.id, "open", None)
    assert (match.state, match.reference, match.alert_reference) == ("open", "EP-9", alert.reference)
    (waiting,) = queries.matches_of(estonia, only_open=True)
    assert (waiting.id, waiting.is_mine_to_answer, waiting.agency_id) == (match.id, True, desk.authority_id)
    with acting(estonia):
        assert waiting_for(estonia).counts == {"agency_match": 1}
    assert queries.count_to_answer(estonia) == 1 and queries.count_to_answer(desk) == 0
    for recipient in ("", "Norway"):
        with pytest.raises(NotPermitted, match="Not to be used") as refused:
            services.record_use(desk, match.id, use="Charges in case EP-9", recipient=recipient)
        assert refused.value.rule == DESKS[desk.authority_type][0]


def test_the_match_is_undone_with_its_search(coalition):
    """CIS-32a: no match without its notice, no notice without its match."""
    estonia = in_c(coalition.estonia)
    services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    desk = a_desk("europol")
    with pytest.raises(ZeroDivisionError), acting(in_c(desk)):
        alert = queries.id_of(desk, select(desk, "select reference from cis_alert")[0][0])
        queries.alert_for(desk, alert)
        raise ZeroDivisionError
    assert queries.matches_of(desk) == [] and queries.matches_of(estonia) == []


def test_one_task_a_case_however_often_it_is_looked_at(found):
    """CIS-32a: another case, or another version of the alert, is another match; an opening is one in the mandate's case."""
    estonia, alert, desk, _hit, match = found
    check(desk, text="Jaan Näidis", reference="EP-9")
    assert [one.id for one in queries.matches_of(desk)] == [match.id]
    queries.alert_for(desk, alert.id)
    queries.alert_for(desk, alert.id)
    assert sorted(one.reference for one in queries.matches_of(desk)) == ["EP-7", "EP-9"]
    check(desk, text="Jaan Näidis", reference="EP-10")
    services.consent_to_use(estonia, match.id, answer=FREELY)
    (again,) = check(desk, text="Jaan Näidis", reference="EP-9").strands[0].candidates
    assert again.use == "consent"
    services.amend_alert(
        estonia, alert.id, version=1, **for_strand({k: v for k, v in a_person_alert().items() if k != "category"}, "C")
    )
    (amended,) = check(desk, text="Jaan Näidis", reference="EP-9").strands[0].candidates
    assert amended.use == "open" and len(queries.matches_of(desk)) == 4


def test_an_alert_opened_without_a_search_is_a_match_too(coalition):
    """CIS-32a: whatever way the desk came to it."""
    estonia = in_c(coalition.estonia)
    alert = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    desk = a_desk("eurojust")
    queries.alert_for(desk, alert.id)
    assert [one.reference for one in queries.matches_of(estonia)] == ["EP-7"]


def test_consent_is_recorded_by_the_suppliers_people_and_seen_by_both(found, clean):
    """CIS-32a, CIS-32d: reasoned, in the ledger without the words, told to the desk; use and passing on follow it."""
    estonia, _alert, desk, _hit, match = found
    services.consent_to_use(estonia, match.id, answer=FREELY, key="k")
    services.consent_to_use(estonia, match.id, answer=FREELY, key="k")
    for reader in (estonia, desk):
        seen = queries.match_for(reader, match.id)
        assert (seen.state, seen.reason, seen.passing_on) == ("consent", FREELY.reason, FREELY.passing_on)
    with acting(desk):
        assert waiting_for(desk).counts == {"agency_consent": 1}
    services.record_use(desk, match.id, use="Charges", recipient="Norway")
    with clean.superuser.connect("firstwall") as reader:
        told = reader.execute(
            "select act, details::text from ledger_entry where object_type = 'match' and act <> 'cis.read_matches' order by id"
        ).fetchall()
    assert [act for act, _ in told] == ["cis.consent_to_use", "cis.record_use"]
    assert not any(word in details for _, details in told for word in ("court", "Norway", "Charges"))


def test_conditions_are_shown_and_passing_on_needs_its_own_word(found):
    """CIS-32a: passing on to third countries or bodies needs that state's consent."""
    estonia, _alert, desk, _hit, match = found
    services.consent_to_use(estonia, match.id, answer=BOUND)
    assert queries.match_for(desk, match.id).conditions == BOUND.conditions
    services.record_use(desk, match.id, use="Comparison with file EP-9")
    with pytest.raises(NotPermitted, match="passing this on"):
        services.record_use(desk, match.id, use="Comparison", recipient="Norway")


def test_consent_to_what_is_no_longer_there_carries_no_use(found, coalition):
    """CIS-32a, CIS-60: consent is to the alert as it was found: not amended since, not blocked by a decision, not erased."""
    estonia, alert, desk, _hit, match = found
    services.consent_to_use(estonia, match.id, answer=FREELY)
    services.record_use(desk, match.id, use="Charges", key="k")
    said = {k: v for k, v in for_strand(a_person_alert(), "C").items() if k != "category"}
    services.amend_alert(estonia, alert.id, version=1, **said)
    with pytest.raises(Fault, match="changed this alert"):
        services.record_use(desk, match.id, use="More charges")
    services.record_use(desk, match.id, use="Charges", key="k")
    queries.alert_for(desk, alert.id)
    (anew,) = [one for one in queries.matches_of(desk) if one.alert_version == 2]
    services.consent_to_use(estonia, anew.id, answer=FREELY)
    services.record_use(desk, anew.id, use="Charges")
    order = Decided("court", "Riga Regional Court", "LV", utc_now().date(), "erase", "C-12/2026", "Another person")
    decision = decisions.register_decision(in_c(coalition.latvia), alert.id, decided=order, version=2)
    with pytest.raises(NothingHere):
        services.record_use(desk, anew.id, use="Charges while blocked")
    decisions.execute_decision(estonia, decision)
    with pytest.raises(NothingHere):
        services.record_use(desk, anew.id, use="Charges after the end")


def test_a_consent_may_be_taken_back(found):
    """CIS-32a: the supplier answers anew; the last answer counts."""
    estonia, _alert, desk, _hit, match = found
    services.consent_to_use(estonia, match.id, answer=FREELY)
    services.consent_to_use(estonia, match.id, answer=Answer("refusal", "The case was closed"))
    with pytest.raises(NotPermitted, match="refused"):
        services.record_use(desk, match.id, use="Charges")


@pytest.mark.parametrize(
    "answer",
    [
        Answer("consent", " "),
        Answer("yes", "Because"),
        Answer("conditions", "Because"),
        Answer("consent", "Because", conditions="Not before May"),
        Answer("refusal", "Because", passing_on="Norway"),
    ],
)
def test_an_answer_is_whole_and_reasoned(answer):
    """CIS-32a."""
    with pytest.raises(FieldRefused):
        must_be_an_answer(answer)


@pytest.mark.parametrize("desk", sorted(DESKS))
@pytest.mark.parametrize("state", ["open", *ANSWERS])
@pytest.mark.parametrize("recipient", ["", "Norway"])
@pytest.mark.parametrize("passing_on", ["", "Norway"])
def test_use_is_enumerated(desk, state, recipient, passing_on):
    """CIS-32a, CIS-32d, written by hand: only after consent, and to others only where it says so."""
    allowed = state in ("consent", "conditions") and (recipient == "" or passing_on != "")
    try:
        must_allow_use(state, desk, recipient=recipient, passing_on=passing_on)
    except NotPermitted as refused:
        assert not allowed and "2009/917" in refused.article
    else:
        assert allowed


def test_nobody_else_reads_or_answers_a_match(found, coalition):
    """CIS-32a, CIS-32e: not a third state, not the other agency, not the desk itself, not the supplier in the other strand."""
    estonia, _alert, desk, _hit, match = found
    latvia = in_c(coalition.latvia)
    other = a_desk("eurojust" if desk.authority_type == "europol" else "europol")
    for stranger in (latvia, other):
        assert queries.matches_of(stranger) == []
        with pytest.raises(NothingHere):
            queries.match_for(stranger, match.id)
    with pytest.raises(NothingHere):
        services.consent_to_use(latvia, match.id, answer=FREELY)
    with pytest.raises(NotPermitted):
        services.consent_to_use(desk, match.id, answer=FREELY)
    with pytest.raises(NothingHere):
        services.consent_to_use(in_a(estonia), match.id, answer=FREELY)
    with pytest.raises(NothingHere):
        services.record_use(other, match.id, use="Charges")


def test_the_database_takes_no_consent_from_the_desk_and_no_match_from_a_partner(found, coalition):
    """CIS-32a at the last wall."""
    estonia, alert, desk, _hit, _match = found
    sql = "update cis_agency_match set state = 'consent', sealed = 'x', decided_at = now(), decided_by = %s"
    assert execute(desk, sql, desk.person_id) == 0
    assert execute(in_a(estonia), sql, estonia.person_id) == 0
    latvia = in_c(coalition.latvia)
    insert = (
        "insert into cis_agency_match (id, strand, alert_id, alert_version, owner_id, agency_id, found_by,"
        " found_at, purpose, reference, state, sealed, withheld) values (gen_random_uuid(), 'C', %s, 1, %s, %s, %s, now(),"
        " 'x', 'x', 'open', '', false)"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(latvia, insert, alert.id, estonia.authority_id, latvia.authority_id, latvia.person_id)
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(desk, insert, alert.id, latvia.authority_id, desk.authority_id, desk.person_id)


def test_a_desk_connects_transfers_downloads_and_copies_nothing(found):
    """CIS-32b: D 11(5), 12(4): no call by program, no file, no list, no queue, whatever door."""
    _estonia, alert, desk, _hit, match = found
    for channel in ("api", "cli", "job"):
        there = desk.over(channel)
        for attempt in (
            lambda there=there: check(there, text="Jaan Näidis", reference="EP-9"),
            lambda there=there: queries.alert_for(there, alert.id),
            lambda there=there: queries.matches_of(there),
            lambda there=there: services.record_use(there, match.id, use="Charges"),
            lambda there=there: queries.alerts_of(there),
        ):
            with pytest.raises(NotPermitted) as refused:
                attempt()
            assert refused.value.rule in ("CIS-32b", "CIS-32d") and "2009/917" in refused.value.article
    with pytest.raises(NotPermitted):
        accept_file(desk, chunks=[b'{"name": "Jaan Tamm"}'])
    with pytest.raises(NotPermitted):
        queries.alerts_of(desk)


def test_a_desk_never_writes_whatever_role_or_list_says(coalition):
    """CIS-31, CIS-32f: D 11(1), 13(3): a coordinator's role and a right to enter, by mistake, open nothing."""
    alert = services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    desk = a_desk("europol", role="coordinator", rights=("read", "enter"), purpose="supply")
    for attempt in (
        lambda: services.enter_alert(desk, **for_strand(a_person_alert(), "C")),
        lambda: services.withdraw_alert(desk, alert.id, reason="Wrong"),
        lambda: services.review_alert(desk, alert.id, version=1, need="Needed"),
        lambda: services.amend_alert(desk, alert.id, version=1),
    ):
        with pytest.raises(NotPermitted) as refused:
            attempt()
        assert refused.value.rule == "CIS-31"
    (ours,) = select(in_c(coalition.estonia), "select id, access_class, office_id from cis_alert")
    with pytest.raises(DatabaseError, match="partners_supply"), acting(desk), connection.cursor() as cursor:
        cursor.execute(
            "insert into cis_alert (id, reference, strand, category, owner_id, action, handling, evaluation_source,"
            " evaluation_information, entered_on, review_on, last_day, state, is_narrowed, access_class, version, changed_at)"
            " values (gen_random_uuid(), 'X', 'C', 'd', %s, 'check', '{H0}', '', '', current_date, current_date + 365,"
            " current_date + 1000, 'active', false, %s, 1, now())",
            [desk.authority_id, ours[1]],
        )


@pytest.mark.parametrize("kind", ["europol", "eurojust"])
def test_a_desk_does_not_answer_persons_and_gathers_no_alert_that_way(coalition, kind):
    """CIS-31, CIS-32a: D 11(1), 12(1): a rights officer's role would read and download alerts without match and consent."""
    services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    desk = in_c(a_desk(kind, role="rights_officer", purpose="rights", purposes=("rights",)))
    with pytest.raises(NotPermitted) as refused:
        rights.take_request(desk, person=Person(names=("Jaan Näidis",)), asks=("access",), identity="document_seen")
    assert refused.value.rule == "CIS-31"
    row = ListedRow(desk.authority_id, ("d",), ("investigation", "rights"), ("read",), screen_only=True)
    facts = AuthorityFacts(desk.authority_id, kind.upper(), kind.title(), kind, "")
    with pytest.raises(NotPermitted, match="requests of persons") as refused:
        must_fit_the_law(facts, "C", [row])
    assert refused.value.rule == "CIS-31"
    must_fit_the_law(facts, "C", [replace(row, purposes=("investigation",))])


@pytest.mark.parametrize("role", ["supervisor", "rights_officer", "coordinator", "administrator", "border_officer"])
def test_what_a_desk_may_do_at_most_is_enumerated(coalition, role):
    """CIS-31, written by hand: whatever the role, reading, its own people and lists, and its accesses for its supervisor."""
    desk = replace(a_desk("europol"), role=role)
    at_most = {
        "authorities.call_by_program", "authorities.change_roles", "authorities.check_list", "authorities.close_mandate",
        "authorities.confirm_list", "authorities.confirm_person", "authorities.decide_proposal", "authorities.end_sessions",
        "authorities.enter_office", "authorities.enter_person", "authorities.keep_passkeys", "authorities.open_mandate",
        "authorities.propose_list", "authorities.read_lists", "authorities.read_people", "authorities.record_leaving",
        "authorities.reissue_link", "authorities.sign_in", "cis.propose_correction", "cis.read_alert", "cis.read_corrections",
        "cis.read_matches", "cis.record_use", "fide.ask", "screening.check", "supervision.agree_export",
        "supervision.export_accesses",
    }  # fmt: skip
    assert {act for act in ACTS if is_permitted(desk, act)} <= at_most
