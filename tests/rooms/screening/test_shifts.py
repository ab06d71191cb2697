"""Every hit has an owner, a clock and an outcome: ranked, taken over, seconded, handed over, listed when unanswered (CIS-38)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils.translation import gettext
from psycopg.errors import CheckViolation

from firstwall.authorities import queries as people
from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.kernel.words import Strand
from firstwall.screening import queries, services
from firstwall.screening.composing import report_draft
from firstwall.screening.office_rules import office_rules
from firstwall.screening.shifts.figures import figures_of
from firstwall.screening.shifts.handing_over import handovers_of
from firstwall.screening.shifts.models import ScreeningHandover
from firstwall.screening.shifts.unanswered import left_unanswered, tell_unanswered, unanswered_days
from firstwall.screening.types import CandidateView, SightingBlocks
from tests import conftest as session
from tests.harness.coalition import a_person
from tests.rooms.screening.looking import entries, rows
from tests.rooms.screening.world import World, an_officer, enters

STRONG = "KX1234567"  # the passport of the alert


def found(actor: Actor, text: str = STRONG) -> CandidateView:
    return next(c for one in services.check(actor, text=text).strands for c in one.candidates)


def mate(world: World, login: str = "lv.mate") -> Actor:
    return an_officer(world.latvia.authority_id, login)


def past_their_clock() -> None:
    """Move every running clock back, as only a test may."""
    with session.CLUSTER.superuser.connect("firstwall") as connection:
        connection.execute(
            "update screening_candidate set due_at = due_at - interval '2 days', created_at = created_at - interval '2 days'"
        )


def test_who_asks_answers_and_a_colleague_takes_over(world: World) -> None:
    enters(world.estonia)
    hit, second = found(world.lane), mate(world)
    assert (hit.assigned_to, hit.state) == (world.lane.person_id, "open")
    assert [view.id for view in queries.open_hits(world.lane, which="mine")] == [hit.id]
    taken = services.assign_hit(second, hit.id, key="t")
    assert (taken.assigned_to, taken.assigned_name) == (second.person_id, "Lv.Mate")
    assert queries.open_hits(world.lane, which="mine") == []
    assert services.assign_hit(second, hit.id, to="shift", key="s").assigned_to is None
    assert services.assign_hit(second, hit.id, to="lv.lane", key="l").assigned_to == world.lane.person_id
    told = [(entry["details"]["from"], entry["details"]["to"]) for entry in entries("screening.assign_hit")]
    assert told == [
        (str(world.lane.person_id), str(second.person_id)),
        (str(second.person_id), "shift"),
        ("shift", str(world.lane.person_id)),
    ]


def test_a_hit_is_given_to_nobody_of_another_authority(world: World) -> None:
    enters(world.estonia)
    hit = found(world.lane)
    an_officer(world.finland.authority_id, "fi.stranger")
    with pytest.raises(Fault) as unknown:
        services.assign_hit(world.lane, hit.id, to="fi.stranger", key="x")
    assert unknown.value.code == "unknown_colleague"
    for stranger in (world.estonia, world.finland):
        with pytest.raises(NothingHere):
            services.assign_hit(stranger, hit.id, key="y")


def test_a_strong_hit_is_set_aside_by_two(world: World) -> None:
    """The rule is data: evidence strong, verdict different, surveillance or check asked for."""
    enters(world.estonia)
    hit, second = found(world.lane), mate(world)
    assert hit.grade == "strong"
    waits = services.decide(world.lane, hit.id, verdict="different", reason="other_appearance", key="d")
    assert waits.needs_second and waits.second_why and waits.due_at
    assert queries.waiting(world.lane).hits == 1
    with pytest.raises(Refusal) as own:
        services.second_decision(world.lane, hit.id, agrees=True, key="o")
    assert own.value.rule == "CIS-38"
    assert [view.id for view in queries.open_hits(second, which="second")] == [hit.id]
    done = services.second_decision(second, hit.id, agrees=True, key="s")
    assert (done.state, done.needs_second, done.due_at, done.seconded_name) == ("different", False, None, "Lv.Mate")
    assert queries.waiting(world.lane).hits == 0
    assert found(world.lane).remembered


def test_what_one_alone_set_aside_answers_nothing_yet(world: World) -> None:
    enters(world.estonia)
    hit = found(world.lane)
    services.decide(world.lane, hit.id, verdict="different", key="d")
    again = found(world.lane)
    assert again.id == hit.id and again.needs_second
    opened = services.second_decision(mate(world), hit.id, agrees=False, key="n")
    assert (opened.state, opened.decided_by) == ("open", None)
    assert entries("screening.second_decision")[0]["details"]["agrees"] is False


def test_the_database_knows_that_the_second_is_another(world: World) -> None:
    """Whatever the services would do."""
    enters(world.estonia)
    hit = found(world.lane)
    services.decide(world.lane, hit.id, verdict="different", key="d")
    with pytest.raises(CheckViolation), session.CLUSTER.superuser.connect("firstwall") as connection:
        connection.execute(
            "update screening_candidate set needs_second = false, seconded_by = decided_by, seconded_at = now()"
        )


def test_the_queue_is_ranked_and_nothing_late_starves(world: World) -> None:
    """Likelihood times consequence; what nobody answered comes first."""
    enters(world.estonia, action="sighting")
    weak = found(world.lane, "Jaan Naidis")
    enters(world.estonia, action="check")
    strong = [view for view in queries.open_hits(world.lane) if view.id != weak.id]
    assert strong == []
    by_number = services.check(world.lane, text=STRONG).strands[0].candidates
    ranked = queries.open_hits(world.lane)
    assert [view.rank for view in ranked] == sorted((view.rank for view in ranked), reverse=True)
    assert ranked[0].action == "check" and {view.id for view in by_number} < {view.id for view in ranked}
    assert queries.open_hits(world.lane, order="clock")[0].id == weak.id
    with session.CLUSTER.superuser.connect("firstwall") as connection:
        connection.execute("update screening_candidate set due_at = now() - interval '1 hour' where id = %s", [weak.id])
    assert queries.open_hits(world.lane)[0].id == weak.id
    assert [view.id for view in queries.open_hits(world.lane, which="late")] == [weak.id]


def test_skipping_walks_the_whole_queue(world: World) -> None:
    enters(world.estonia)
    asked = ("Jaan Näidis", "Jaan Naidis", STRONG)
    ids = {found(world.lane, text).id for text in asked}
    walked, here = set(), next(iter(ids))
    for _step in asked:
        here = queries.next_waiting(world.lane, here)
        walked.add(here)
    assert walked == ids


def test_an_office_has_its_own_clock(world: World) -> None:
    """12 hours where nothing is set; a rule of the office comes before that of the authority."""
    enters(world.estonia)
    assert found(world.lane, "Jaan Näidis").due_at is not None
    post = authorities.add_office(world.latvia.authority_id, "LVVAL", "Valka", kind="border_post")
    boss = a_person(world.latvia.authority_id, "lv.boss", role="coordinator")
    services.set_office_rule(boss, office_id=None, clock_minutes=240, key="a")
    services.set_office_rule(boss, office_id=post, clock_minutes=30, head="lv.boss", key="p")
    at_post, elsewhere = replace(world.lane, office_id=post), world.lane
    for actor, text, minutes in ((at_post, "Jaan Naidis", 30), (elsewhere, STRONG, 240)):
        hit = found(actor, text)
        assert hit.due_at - hit.created_at == timedelta(minutes=minutes)
    assert [(rule.office_name, rule.head_name) for rule in office_rules(boss)] == [("", ""), ("Valka", "Lv Boss")]
    (entry, _post) = entries("screening.set_office_rule")
    assert entry["details"]["minutes"] == 240


def test_a_clock_out_of_bounds_or_of_another_authority_is_refused(world: World) -> None:
    boss = a_person(world.latvia.authority_id, "lv.boss", role="coordinator")
    foreign = authorities.add_office(world.finland.authority_id, "FIHEL", "Helsinki", kind="border_post")
    for wrong in ({"office_id": None, "clock_minutes": 1}, {"office_id": foreign, "clock_minutes": 60}):
        with pytest.raises(FieldRefused):
            services.set_office_rule(boss, key=str(uuid4()), **wrong)
    with pytest.raises(NotPermitted):
        services.set_office_rule(world.lane, office_id=None, clock_minutes=60, key="l")


def test_a_shift_hands_over_and_the_next_one_answers(world: World) -> None:
    """What waits goes to who accepts; until then it stays with who gave it."""
    enters(world.estonia)
    hit, night = found(world.lane), mate(world)
    (criminal, administrative) = services.hand_over(world.lane, note="Canarius was nervous", key="h")
    assert (criminal.hits, administrative.hits, criminal.strand) == (1, 0, Strand.CRIMINAL)
    assert "Canarius" not in str(rows("select * from screening_handover"))
    assert queries.candidate_for(night, hit.id).assigned_to == world.lane.person_id
    with pytest.raises(Refusal):
        services.accept_handover(world.lane, criminal.id, key="own")
    accepted = services.accept_handover(night, criminal.id, key="a")
    assert (accepted.accepter_name, accepted.note) == ("Lv.Mate", "Canarius was nervous")
    assert queries.candidate_for(night, hit.id).assigned_to == night.person_id
    with pytest.raises(Refusal) as twice:
        services.accept_handover(mate(world, "lv.third"), criminal.id, key="b")
    assert twice.value.status == 409
    assert services.accept_handover(night, criminal.id, key="a").accepted_at == accepted.accepted_at
    done = [entry["details"] for entry in entries("screening.accept_handover") if entry["result"] == "done"]
    assert done == [{"hits": 1, "of": 1}]


def test_the_same_handover_twice_is_one(world: World) -> None:
    """REL-02."""
    first = services.hand_over(world.lane, note="quiet", key="h")
    assert services.hand_over(world.lane, note="quiet", key="h") == first
    assert len(rows("select id from screening_handover")) == 2  # one in each strand


def test_no_stranger_reads_or_accepts_a_handover(world: World) -> None:
    (given, _other) = services.hand_over(world.lane, note="quiet", key="h")
    assert handovers_of(world.finland) == []
    with pytest.raises(NothingHere):
        services.accept_handover(world.finland, given.id, key="f")
    with acting(world.finland.in_strand(Strand.CRIMINAL)):
        assert not ScreeningHandover.objects.exists()


def test_what_nobody_answered_is_listed_once_a_day(world: World) -> None:
    enters(world.estonia)
    hit = found(world.lane)
    assert tell_unanswered(utc_now()) == 0 and unanswered_days(world.latvia) == []
    past_their_clock()
    assert tell_unanswered(utc_now()) == 1
    assert tell_unanswered(utc_now()) == 0
    (listed,) = unanswered_days(world.latvia)
    assert (listed.hits, listed.day, listed.strand) == (1, utc_now().date(), Strand.CRIMINAL)
    told = rows(
        "select sender_authority, recipient_authority, state from outbox_message where kind = 'hits_unanswered'"
    )
    assert told == [
        {
            "sender_authority": world.latvia.authority_id,
            "recipient_authority": world.latvia.authority_id,
            "state": "read",
        }
    ]
    assert unanswered_days(world.finland) == []
    services.decide(world.lane, hit.id, verdict="same", key="s")
    services.report_sighting(world.lane, hit.id, blocks=SightingBlocks(found=True), key="r")
    assert tell_unanswered(utc_now() + timedelta(days=1)) == 0


def test_the_head_of_an_office_is_told_until_the_list_is_opened(world: World) -> None:
    """CIS-38: whoever heads the office sees it on the first page, nobody else."""
    enters(world.estonia)
    post = authorities.add_office(world.latvia.authority_id, "LVVAL", "Valka", kind="border_post")
    boss = a_person(world.latvia.authority_id, "lv.boss", role="coordinator")
    services.set_office_rule(boss, office_id=post, clock_minutes=30, head="lv.boss", key="p")
    found(replace(world.lane, office_id=post))
    past_their_clock()
    tell_unanswered(utc_now())
    assert (left_unanswered(boss), left_unanswered(world.lane), left_unanswered(world.finland)) == (1, 0, 0)
    unanswered_days(boss)
    assert left_unanswered(boss) == 0


def test_an_office_sees_what_it_did_with_its_hits(world: World) -> None:
    enters(world.estonia)
    same, late = found(world.lane), found(world.lane, "Jaan Näidis")
    past_their_clock()
    services.decide(world.lane, late.id, verdict="unsure", key="u")
    today = utc_now().date()
    third = found(world.lane, "Jaan Naidis")
    services.decide(world.lane, third.id, verdict="same", key="s")
    sent = services.report_sighting(world.lane, third.id, blocks=SightingBlocks(found=True), key="r")
    services.record_outcome(world.estonia, sent.id, outcome="true_match", key="o")
    (figures,) = figures_of(world.latvia, first_day=today - timedelta(days=7), last_day=today)
    assert (figures.hits, figures.decided, figures.decided_in_time) == (3, 2, 1)
    assert (figures.same, figures.unsure, figures.waiting, figures.overdue) == (1, 1, 2, 2)
    assert (figures.reported, figures.true_matches, figures.false_matches) == (1, 1, 0)
    assert figures.median_minutes is not None and figures.median_minutes >= 24 * 60
    assert figures_of(world.finland, first_day=today, last_day=today) == []
    assert same.id
    with pytest.raises(Fault):
        figures_of(world.latvia, first_day=today, last_day=today - timedelta(days=1))


def test_a_report_is_written_as_far_as_it_is_known(world: World) -> None:
    """CIS-33: place, time, reason and the reporter's own facts; nothing of the alert is put in anybody's mouth."""
    enters(world.estonia)
    hit = found(world.lane)
    blocks = report_draft(world.lane, hit.id, say=gettext)
    assert (blocks.found, blocks.check_place) == (True, "Lane 3")
    assert blocks.check_at == hit.created_at.strftime("%Y-%m-%d %H:%M")
    assert (blocks.objects, blocks.circumstances, blocks.companions) == ("", "", "")


def test_the_reporter_learns_the_outcome(world: World) -> None:
    """CIS-38: the owner's answer waits for the reporter until it is read."""
    enters(world.estonia)
    hit = found(world.lane)
    services.decide(world.lane, hit.id, verdict="same", key="s")
    sent = services.report_sighting(world.lane, hit.id, blocks=SightingBlocks(found=True), key="r")
    services.record_outcome(world.estonia, sent.id, outcome="false_match", key="o")
    assert queries.waiting(world.lane).answers == 1
    assert queries.sighting_for(world.lane, sent.id).outcome == "false_match"
    assert queries.waiting(world.lane).answers == 0


def test_names_of_colleagues_are_asked_for_only_when_needed(world: World) -> None:
    with acting(world.lane.in_strand(Strand.CRIMINAL)):
        nobody: tuple[UUID | None, ...] = (None, uuid4())
        assert people.colleagues(world.lane, only=nobody) == {}
        assert people.colleagues(world.lane, only=(world.lane.person_id,)) == {world.lane.person_id: "Lv.Lane"}
