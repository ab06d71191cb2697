"""SEC-24, LOG-03: five patterns of misuse are found, honest days stay quiet, no check is ever stopped."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from tests.harness.coalition import a_coalition, a_person, in_c
from tests.harness.summary import FULL_SIZE
from tests.rooms.supervision.aging import TODAY
from tests.rooms.web.test_retention_pages import client_of

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import NothingHere
from firstwall.law.signals import SIGNALS
from firstwall.ledger import services
from firstwall.screening import services as screening
from firstwall.seals import day_keys
from firstwall.supervision import sampling, signalling
from firstwall.supervision.signals import Asked, Usual, signals_of
from firstwall.supervision.types import Verdict

DAY = date(2026, 11, 20)
OFFICER_DAYS = 10_000 if FULL_SIZE else 2_000
SYLLABLES = ("ka", "mi", "ro", "ten", "va", "lo", "sha", "ner", "du", "pil", "os", "er", "an", "bri", "gu", "zel")
WEIGHTS = [1 / (place + 1) for place in range(len(SYLLABLES))]


def officers(rng: random.Random) -> list[tuple[str, ...]]:
    return [(name_of(rng)[0], name_of(rng)[1]) for _ in range(25)]


def name_of(rng: random.Random) -> tuple[str, str]:
    """A given name of 256, a surname of 4,096: common ones come often, as at a border."""
    given = "".join(rng.choices(SYLLABLES, k=2))
    return given, "".join(rng.choices(SYLLABLES, WEIGHTS, k=3))


def share_of(surname: str) -> float:
    """How often this surname comes: the commonest in one query of forty."""
    parts, share, left = list(SYLLABLES), 1.0, surname
    while left:
        part = next(one for one in sorted(parts, key=len, reverse=True) if left.startswith(one))
        share, left = share * WEIGHTS[parts.index(part)] / sum(WEIGHTS), left[len(part) :]
    return share


def an_honest_day(rng: random.Random, commuters: list[tuple[str, str]]) -> list[Asked]:
    """About forty checks of a shift of eight hours; one in twenty is somebody who crosses every day, some have a plate."""
    begin = rng.choice((6, 14))
    asked = []
    for _ in range(max(5, round(rng.gauss(40, 12)))):
        at = datetime.combine(DAY, time(begin), UTC) + timedelta(seconds=rng.randrange(8 * 3600))
        words = rng.choice(commuters) if rng.random() < 0.05 else name_of(rng)
        plate = (f"ab{rng.randrange(1000):03}",) if rng.random() < 0.4 else ()
        asked.append(Asked(uuid4(), at, words, plate))
    return asked


def usual_of(
    rng: random.Random, team: list[tuple[str, ...]], asked: list[Asked], commuters: list[tuple[str, str]]
) -> Usual:
    """Two commuters of three hundred a day: that is how often the same officer meets the same one; others hardly ever."""
    daily, chance = set(commuters), {True: 2 / 300, False: 0.0005}
    own = tuple(max(5, round(rng.gauss(40, 12))) for _ in range(18))
    crossed = {
        one.entry_id: {DAY - timedelta(days=d) for d in range(1, 14) if rng.random() < chance[one.words in daily]}
        for one in asked
    }
    me = rng.choice(team)
    return Usual(own, 40, frozenset(range(6, 22)), me, share_of(me[1]), frozenset(map(frozenset, team)), crossed)


def test_ten_thousand_honest_officer_days_give_at_most_one_false_alarm_in_a_thousand():
    """SEC-24: the figure of the requirement; at full size in `make proof`."""
    rng = random.Random(20261124)
    commuters, team = [name_of(rng) for _ in range(300)], officers(rng)
    alarms = 0
    for _ in range(OFFICER_DAYS):
        asked = an_honest_day(rng, commuters)
        alarms += bool(signals_of(asked, usual_of(rng, team, asked, commuters), DAY))
    assert alarms <= OFFICER_DAYS // 1_000


def patterns(rng: random.Random, team: list[tuple[str, ...]]) -> Iterator[tuple[str, list[Asked], Usual]]:
    """Each pattern hidden in an honest day."""
    commuters = [name_of(rng) for _ in range(300)]

    def hidden(extra: list[Asked], **changes: object) -> tuple[list[Asked], Usual]:
        asked = an_honest_day(rng, commuters)
        return [*asked, *extra], replace(usual_of(rng, team, asked, commuters), **changes)

    def at(hour: int, minute: int) -> datetime:
        return datetime.combine(DAY, time(hour, minute), UTC)

    yield "volume", *hidden([Asked(uuid4(), at(9, n % 60), name_of(rng)) for n in range(150)])
    walk = [Asked(uuid4(), at(5, n), (f"a{chr(97 + n)}", "x")) for n in range(12)]
    yield "walk", *hidden(walk)
    numbers = [Asked(uuid4(), at(5, n), (), (f"kx12345{n:02}",)) for n in range(6)]
    yield "walk", *hidden(numbers)
    watched = Asked(uuid4(), at(11, 5), ("miro", "kavalo"))
    days = {watched.entry_id: {DAY - timedelta(days=d) for d in (1, 3, 6, 8)}}
    yield "repeated", *hidden([watched], days_of=days)
    me = min(team, key=lambda one: share_of(one[1]))
    kin = [Asked(uuid4(), at(8, n), (f"kin{n}", me[1])) for n in range(3)]
    yield "own_name", *hidden(kin, own_words=me, surname_share=share_of(me[1]))
    yield "own_name", *hidden([Asked(uuid4(), at(8, n), tuple(reversed(team[3]))) for n in range(2)])
    yield "off_hours", *hidden([Asked(uuid4(), at(2, n), name_of(rng)) for n in range(4)])


def test_five_patterns_of_misuse_are_found():
    """SEC-24: 5 of 5, and each is named as what it is."""
    rng = random.Random(7)
    found = {
        code: code in {one.code for one in signals_of(asked, usual, DAY)}
        for code, asked, usual in patterns(rng, officers(rng))
    }
    assert found == dict.fromkeys(SIGNALS, True)


# --- with the ledger -------------------------------------------------------------------------------------------------


@pytest.fixture
def team(clean) -> Iterator[tuple[Actor, Actor, Actor]]:
    """An officer, a colleague, and the supervisor of both. Keys of days before are for no other test."""
    estonia = a_coalition().estonia
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, estonia.authority_id)
    lane = a_person(estonia.authority_id, "mari.kuusemets", role="investigator", strands="C", purpose="investigation")
    yield in_c(lane), estonia, a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")
    day_keys.destroy_before(TODAY)


def searched(actor: Actor, name: str) -> UUID:
    with acting(actor):
        facts = {"facts": {"name": name, "numbers": []}}
        return services.record(
            actor, act="screening.check", result="none", personal=facts, terms=[name], reference="C-1"
        )


def test_a_search_for_a_colleague_is_shown_at_once_and_was_not_stopped(team):
    """SEC-24: through the real check; the supervisor's next look shows it."""
    lane, _other, supervisor = team
    for text in ("Ee Coordinator", "Coordinator Ee"):
        assert screening.check(lane, text=text, reference="C-1").strands
    (signal,) = signalling.signals_on(supervisor, TODAY)
    assert (signal.code, signal.actor_name, len(signal.rows)) == ("own_name", "Mari Kuusemets", 2)
    page = client_of(supervisor).get(reverse("sample"), {"day": TODAY.isoformat()}).content.decode()
    assert "Reasons to look" in page and "Mari Kuusemets" in page and "Ee Coordinator" not in page.split("signals")[1]


def test_a_pick_is_judged_on_top_of_the_draw_and_nothing_else_is(team):
    """LOG-03."""
    lane, _other, supervisor = team
    plain = searched(lane, "Quintus Nemo")
    picked = [searched(lane, "Coordinator Ee") for _twice in range(2)][1]
    sampling.judge(supervisor, picked, day=TODAY, verdict=Verdict.UNLAWFUL, ground="No case was named.")
    with pytest.raises(NothingHere):
        sampling.judge(supervisor, plain, day=TODAY, verdict=Verdict.LAWFUL, ground="x")


def test_the_same_person_over_days_is_found_by_digest_while_the_keys_live(team, monkeypatch):
    """SEC-24, SEC-33: no query of the days before is opened."""
    lane, _other, supervisor = team
    for back in (1, 2, 4, 7):
        moment = datetime.combine(TODAY - timedelta(days=back), time(10), UTC)
        with monkeypatch.context() as then:
            then.setattr(services, "utc_now", lambda at=moment: at)
            searched(lane, "Quintus Nemo")
    assert signalling.signals_on(supervisor, TODAY) == []
    last = searched(lane, "Quintus Nemo")
    (signal,) = signalling.signals_on(supervisor, TODAY)
    assert (signal.code, [row.id for row in signal.rows]) == ("repeated", [last])
