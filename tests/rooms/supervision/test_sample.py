"""LOG-03, LOG-05, SEC-23: the sample is drawn by nobody's will, judged by a person with a ground, and gone after six months."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.ledger.conftest import Bench
from tests.rooms.supervision.conftest import OFFICER, STRANGER, SUPERVISOR

from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere, NotPermitted, Refusal
from firstwall.law import checkers
from firstwall.ledger import sequencer, services
from firstwall.ledger.verify import verify
from firstwall.seals import day_keys
from firstwall.supervision import drawing, sampling, seeds, yearly
from firstwall.supervision.types import DayState, Verdict

TODAY = utc_now().date()
TOMORROW = datetime.combine(TODAY + timedelta(days=1), datetime.min.time(), UTC)


def check(actor: Actor, count: int = 1, **parts) -> list[UUID]:
    """Interactive queries."""
    with acting(actor):
        said = {"personal": {"name": "Ivan Ivanov"}, "terms": ["Ivan Ivanov"], "result": "none"} | parts
        return [services.record(actor, act="screening.check", **said) for _ in range(count)]


def screened(actor: Actor, run: UUID, chunks: int = 1) -> list[UUID]:
    """Chunks of one run of automated screening."""
    details = {"queries": 500, "queries_root": "0" * 64}
    with acting(actor):
        about = {"object_type": "run", "object_id": run, "result": "none", "details": details}
        return [services.record(actor, act="screening.screen_file", **about) for _ in range(chunks)]


def through_the_day(at: int = 80) -> None:
    """Close the day of the entries and, in time, reveal the seed; the sequencer is at work between."""
    seeds.publish_seeds(TOMORROW + timedelta(minutes=20))
    sequencer.sign_now()
    seeds.publish_seeds(TOMORROW + timedelta(minutes=at))
    sequencer.sign_now()


def prepared() -> None:
    """The commitment, before the first entry of the day."""
    seeds.publish_seeds(utc_now())
    sequencer.sign_now()


def items(sample) -> list:
    return [one for group in sample.groups for one in group.items]


# --- The draw itself, pure --------------------------------------------------------------------------------------------


@given(st.lists(st.uuids(), unique=True, max_size=400), st.binary(min_size=32, max_size=32), st.randoms())
def test_the_draw_depends_on_the_seed_alone(population: list[UUID], seed: bytes, order) -> None:
    drawn = drawing.drawn(population, by=seed)
    shuffled = population[:]
    order.shuffle(shuffled)
    assert drawing.drawn(shuffled, by=seed) == drawn
    assert len(drawn) == drawing.share(len(population)) and set(drawn) <= set(population)


@pytest.mark.parametrize(("population", "share"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3), (10_000, 100)])
def test_at_least_one_in_a_hundred_and_at_least_one(population: int, share: int) -> None:
    """LOG-03: >= 1 %, ceiling."""
    assert drawing.share(population) == share


def test_every_query_has_the_same_chance() -> None:
    """20,000 draws of one in a hundred: none is drawn far more often than 200 times."""
    population = [uuid4() for _ in range(100)]
    counts = dict.fromkeys(population, 0)
    for number in range(20_000):
        counts[drawing.drawn(population, by=number.to_bytes(32, "big"))[0]] += 1
    assert min(counts.values()) > 120 and max(counts.values()) < 290


def test_seed_and_commitment_say_nothing_of_each_other() -> None:
    secret = b"s" * 16
    assert drawing.seed(secret, b"r" * 32) != drawing.seed(secret, b"q" * 32) != drawing.seed(b"t" * 16, b"q" * 32)
    assert drawing.commitment(secret) != drawing.commitment(b"t" * 16)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({}, ""), ({"role": "supervisor"}, "role"), ({"purpose": "x"}, "purpose"), ({"reference": ""}, "feed"),
     ({"mandate_id": None}, "mandate")],
)  # fmt: skip
def test_the_program_checks_role_purpose_feed_and_mandate(changes: dict, fault: str) -> None:
    entry = {
        "act": "screening.screen_file",
        "role": "coordinator",
        "purpose": "border_control",
        "reference": "FEED-1",
        "mandate_id": uuid4(),
    }
    assert drawing.automated_fault(entry | changes) == fault


# --- What the ledger publishes ----------------------------------------------------------------------------------------


def test_commitment_closing_and_secret_come_once_and_in_their_order(ledger: Bench) -> None:
    prepared()
    prepared()
    assert ledger.one("SELECT count(*) FROM ledger_entry WHERE act = %s", seeds.COMMIT)[0] == 2, "today and tomorrow"
    check(OFFICER)
    seeds.publish_seeds(TOMORROW + timedelta(minutes=14))
    assert ledger.one("SELECT count(*) FROM ledger_entry WHERE act = %s", seeds.CLOSE)[0] == 0
    through_the_day(at=74)
    assert ledger.one("SELECT count(*) FROM ledger_entry WHERE act = %s", seeds.REVEAL)[0] == 0
    through_the_day()
    through_the_day()
    acts = [row[0] for row in ledger.tamperer.execute(
        "SELECT act FROM ledger_entry WHERE object_id = %s ORDER BY id", [TODAY.isoformat()])]  # fmt: skip
    assert acts == [seeds.COMMIT, seeds.CLOSE, seeds.REVEAL]
    assert verify().ok


def test_before_the_day_is_over_nobody_knows_the_sample(ledger: Bench) -> None:
    prepared()
    check(OFFICER, 5)
    sequencer.sign_now()
    assert sampling.sample_of(SUPERVISOR, TODAY).draw.state == DayState.OPEN
    seeds.publish_seeds(TOMORROW + timedelta(minutes=20))
    sequencer.sign_now()
    assert sampling.sample_of(SUPERVISOR, TODAY).draw.state == DayState.CLOSED


def test_the_sample_can_be_drawn_again_by_hand(ledger: Bench) -> None:
    """SEC-23: from the commitment, the revealed secret and the signed root, by anybody."""
    prepared()
    ids = check(OFFICER, 250)
    through_the_day()
    sample = sampling.sample_of(SUPERVISOR, TODAY)
    assert sample.draw.state == DayState.DRAWN
    secret = bytes.fromhex(ledger.one("SELECT details->>'secret' FROM ledger_entry WHERE act = %s", seeds.REVEAL)[0])
    root = ledger.one("SELECT root FROM ledger_checkpoint WHERE size = %s", sample.draw.checkpoint)[0]
    again = drawing.drawn(ids, by=drawing.seed(secret, root))
    assert [one.row.id for one in items(sample)] == again and len(again) == 3
    assert [one.row.id for one in items(sampling.sample_of(SUPERVISOR, TODAY))] == again


def test_one_for_each_authority_and_strand_and_runs_by_run(ledger: Bench) -> None:
    """LOG-03: at least one per authority; automated screening by run; of others' authorities nothing is seen."""
    prepared()
    check(OFFICER, 2)
    check(replace(OFFICER, strand=OFFICER.strands[1]), 1)
    check(STRANGER, 3)
    runs = [uuid4(), uuid4()]
    for run in runs:
        screened(replace(OFFICER, role="coordinator", purpose="border_control"), run, 3)
    through_the_day()
    sample = sampling.sample_of(SUPERVISOR, TODAY)
    assert [(g.strand, g.interactive, g.runs, g.automated, len(g.items)) for g in sample.groups] == [
        ("A", 1, 0, 0, 1), ("C", 2, 2, 3_000, 2),
    ]  # fmt: skip
    (run,) = [one for one in items(sample) if one.is_run]
    assert UUID(run.row.object_id) in runs and all(group.faults == () for group in sample.groups)


def test_automated_screening_without_a_feed_is_told(ledger: Bench) -> None:
    prepared()
    (bad,) = screened(replace(OFFICER, role="coordinator", purpose="border_control", reference=""), uuid4())
    through_the_day()
    (group,) = sampling.sample_of(SUPERVISOR, TODAY).groups
    assert group.faults == ((bad, "feed"),)


def test_a_commitment_after_the_first_query_is_told(ledger: Bench) -> None:
    """Who commits late could have waited for a good seed."""
    check(OFFICER, 3)
    sequencer.sign_now()
    prepared()
    through_the_day()
    assert sampling.sample_of(SUPERVISOR, TODAY).draw.state == DayState.LATE_COMMITMENT


def test_a_secret_revealed_before_the_checkpoint_is_told(ledger: Bench) -> None:
    """Who knows the secret while the tree still grows could add entries until the draw pleases."""
    prepared()
    check(OFFICER, 3)
    seeds.publish_seeds(TOMORROW + timedelta(minutes=80))
    assert ledger.one("SELECT count(*) FROM ledger_entry WHERE act = %s", seeds.REVEAL)[0] == 0, "the job waits one run"
    seeds.publish_seeds(TOMORROW + timedelta(minutes=80))
    sequencer.sign_now()
    assert sampling.sample_of(SUPERVISOR, TODAY).draw.state == DayState.REVEALED_EARLY


def test_another_secret_than_the_committed_one_draws_nothing(ledger: Bench) -> None:
    prepared()
    check(OFFICER, 3)
    seeds.publish_seeds(TOMORROW + timedelta(minutes=20))
    sequencer.sign_now()
    system = system_actor("supervision")
    with acting(system):
        about = {"object_type": "day", "object_id": TODAY.isoformat()}
        services.record(system, act=seeds.REVEAL, details={"day": TODAY, "secret": "00" * 16}, **about)
    sequencer.sign_now()
    sample = sampling.sample_of(SUPERVISOR, TODAY)
    assert sample.draw.state == DayState.NOT_AS_COMMITTED and sample.groups == ()


def test_a_day_nobody_committed_to_is_told(ledger: Bench) -> None:
    system = system_actor("supervision")
    with acting(system):
        services.record(system, act=seeds.CLOSE, object_type="day", object_id=TODAY.isoformat())
    assert sampling.sample_of(SUPERVISOR, TODAY).draw.state == DayState.NOT_COMMITTED


# --- Verdicts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def drawn(ledger: Bench) -> UUID:
    prepared()
    check(OFFICER)
    through_the_day()
    (one,) = items(sampling.sample_of(SUPERVISOR, TODAY))
    return one.row.id


def judge(actor: Actor, entry: UUID, **said) -> None:
    said = {"verdict": Verdict.LAWFUL, "ground": "A lane check with its vehicle.", "day": TODAY} | said
    sampling.judge(actor, entry, **said)


def test_a_verdict_is_a_persons_with_a_ground(ledger: Bench, drawn: UUID) -> None:
    judge(SUPERVISOR, drawn, key="k")
    judge(SUPERVISOR, drawn, key="k")
    (one,) = items(sampling.sample_of(SUPERVISOR, TODAY))
    assert (one.is_judged, one.verdict, one.ground) == (True, Verdict.LAWFUL, "A lane check with its vehicle.")
    (row,) = ledger.tamperer.execute(
        "SELECT actor_id, object_id, details FROM ledger_entry WHERE act = %s", [sampling.JUDGE]
    )
    assert row == (SUPERVISOR.person_id, str(drawn), {"day": TODAY.isoformat()}), "no verdict outside the personal part"


def test_a_verdict_without_a_ground_is_none(drawn: UUID) -> None:
    for ground in ("", "   ", "x" * 1_001):
        with pytest.raises(Fault):
            judge(SUPERVISOR, drawn, ground=ground)


def test_what_was_not_drawn_is_not_judged(drawn: UUID) -> None:
    with pytest.raises(NothingHere):
        judge(SUPERVISOR, uuid4())
    with pytest.raises(NothingHere):
        judge(SUPERVISOR, drawn, day=TODAY - timedelta(days=1))


def test_nobody_judges_the_own_unit(drawn: UUID) -> None:
    """LOG-03: the checker is not from the queried user's unit."""
    for own in (replace(SUPERVISOR, person_id=OFFICER.person_id), replace(SUPERVISOR, office_id=OFFICER.office_id)):
        with pytest.raises(NotPermitted, match="another unit"):
            judge(own, drawn)


def test_who_checks_is_chosen_by_the_node(drawn: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """LOG-04: of a closed list; by default the supervisor of the authority, and nobody else who supervises."""
    committee = replace(SUPERVISOR, authority_type="committee")
    with pytest.raises(NotPermitted, match="not judged by your authority"):
        judge(committee, drawn)
    monkeypatch.setattr(settings, "FIRSTWALL_CHECKERS", ("committee",))
    with pytest.raises(NotPermitted, match="not judged by your authority"):
        judge(SUPERVISOR, drawn)
    judge(committee, drawn)
    with pytest.raises(ValueError, match="newspaper"):
        checkers.chosen(("newspaper",))


def test_an_officer_neither_sees_nor_judges(drawn: UUID) -> None:
    with pytest.raises(Refusal):
        sampling.sample_of(OFFICER, TODAY)
    with pytest.raises(Refusal):
        judge(OFFICER, drawn)


def test_the_reading_of_a_sample_is_recorded(ledger: Bench, drawn: UUID) -> None:
    assert ledger.one("SELECT count(*) FROM ledger_entry WHERE object_type = 'ledger_sample'")[0] == 1


def test_after_six_months_sample_and_verdict_are_gone(ledger: Bench, drawn: UUID) -> None:
    """LOG-05: query terms and verdict end with the key of their day; of an old day nothing is drawn again."""
    judge(SUPERVISOR, drawn, verdict=Verdict.UNLAWFUL)
    assert yearly.figures_of(SUPERVISOR, TODAY.year).verdicts == ((Verdict.UNLAWFUL, 1),)
    day_keys.destroy_before(TODAY + timedelta(days=2))
    (one,) = items(sampling.sample_of(SUPERVISOR, TODAY))
    assert (one.is_judged, one.verdict, one.ground) == (True, None, "")
    figures = yearly.figures_of(SUPERVISOR, TODAY.year)
    assert figures.verdicts == () and figures.judged == 1
    with pytest.raises(NothingHere):
        sampling.sample_of(SUPERVISOR, TODAY - timedelta(days=190))
    with pytest.raises(NothingHere):
        judge(SUPERVISOR, drawn, day=TODAY - timedelta(days=190))


def test_the_figures_of_a_year(ledger: Bench) -> None:
    """AUD-06, GOV-04: acts by authority, sample due and done."""
    prepared()
    check(OFFICER, 101)
    check(STRANGER, 5)
    screened(OFFICER, uuid4(), 2)
    through_the_day()
    first = items(sampling.sample_of(SUPERVISOR, TODAY))[0].row.id
    judge(SUPERVISOR, first)
    figures = yearly.figures_of(SUPERVISOR, TODAY.year)
    assert (figures.due, figures.judged, figures.verdicts) == (3, 1, ((Verdict.LAWFUL, 1),))
    assert (str(OFFICER.authority_id), "screening.check", "none", 101) in figures.acts
    assert not any(one[0] == str(STRANGER.authority_id) for one in figures.acts)
    assert yearly.figures_of(SUPERVISOR, TODAY.year - 1).due == 0
