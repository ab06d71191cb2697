"""python -m benchmarks.delta: new alerts beside held traffic (SEC-49). Bounded; prints what it measured."""

import argparse
import io
import json
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.screening.site import database, files, people, rows_of

if TYPE_CHECKING:
    from firstwall.kernel.actor import Actor

GOALS = {"a new alert is compared with all that is held": "within 60 s"}
PER_MESSAGE = 5_000


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    held_parties: int
    alerts_before: int
    taken_per_second: float
    filled_after_s: float
    new_alerts: int
    compared_p50_s: float
    compared_most_s: float
    candidates: int
    found_by_full_screening: int
    missed: int


def traffic(count: int) -> Iterator[dict]:
    """Parties with the names of the queries in other combinations, and the queries themselves among them."""
    rows = list(rows_of(files().queries))
    names = [row["name"].split() for row in rows if row.get("name")]
    chance = random.Random(7)
    for number in range(count):
        if number % 50 == 0:
            row = rows[(number // 50) % len(rows)]
            yield {
                "qid": f"q{number}",
                **{key: row[key] for key in ("type", "name", "dob", "nationality") if row.get(key)},
            }
            continue
        name = " ".join([chance.choice(names)[0], *chance.choice(names)[1:]])
        born = f"{chance.randint(1940, 2006)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield {"qid": f"q{number}", "type": "person", "name": name, "dob": born}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--held", type=int, default=100_000)
    parser.add_argument("--alerts", type=int, default=1_000)
    parser.add_argument("--new", type=int, default=20)
    args = parser.parse_args()
    with database():
        figures = measured(args.held, args.alerts, args.new)
    print(json.dumps({"goals": GOALS, **asdict(figures)}, indent=1))


def measured(count: int, alerts: int, new: int) -> Figures:
    """Fill, then enter one alert after the other."""
    from firstwall.authorities import services as authorities  # noqa: PLC0415 - after django.setup
    from firstwall.kernel.words import Strand  # noqa: PLC0415
    from firstwall.screening.feeds import comparing, keeping, taking  # noqa: PLC0415
    from firstwall.screening.follower import warm  # noqa: PLC0415

    _owner, officer, enter = people(alerts, print)
    keepers = []
    for number in "12":
        person = authorities.add_person(f"LV.keeper.{number}", f"Keeper {number}", authority_id=officer.authority_id)
        authorities.grant_role(person, "coordinator", ("C",))
        keepers.append(
            authorities.open_mandate(
                person, role="coordinator", strands=("C",), purpose="border_control", reference="BENCH", channel="api"
            )
        )
    said = {"code": "port", "label": "Port", "kind": "cargo", "channel": "api", "reference": "BENCH"}
    feed = keeping.agree_to_feed(keepers[1], keeping.propose_feed(keepers[0], **said).id)
    warm()  # what is compiled once is no part of the measure
    began = time.perf_counter()
    stream, sent = traffic(count), 0
    while rows := list(islice(stream, PER_MESSAGE)):
        body = "".join(json.dumps(row) + "\n" for row in rows).encode()
        taken = taking.take_message(officer, feed.id, body=body, message_id=f"m{sent}")
        sent += taken.parties
    per_second = sent / (time.perf_counter() - began)
    comparison = comparing.Comparison(Strand.CRIMINAL)
    began = time.perf_counter()
    comparison.held.follow(comparing.utc_now(), new_since=0)
    filled = time.perf_counter() - began
    comparison.compare()
    mark = comparison.held.mark
    crossed = {row["expect"] for row in islice(rows_of(files().queries), count // 50)}
    after = islice(rows_of(files().alerts), alerts, None)
    later = list(islice((row for row in after if row["id"] in crossed), new))
    times, found = [], 0
    for row in later:
        enter(io.BytesIO(json.dumps(row).encode() + b"\n"))
        began = time.perf_counter()
        found += comparison.compare().candidates
        times.append(time.perf_counter() - began)
    expected, missed = _by_full_screening(officer, count, mark)
    return Figures(
        sent, alerts, round(per_second), round(filled, 1), len(later), round(statistics.median(times), 3),
        round(max(times), 3), found, expected, missed,
    )  # fmt: skip


def _by_full_screening(actor: "Actor", count: int, mark: int) -> tuple[int, int]:
    """All held parties against the new alerts alone, as a message would be: how many pairs, and how many were not asked about."""
    from firstwall.authorities.acting import acting  # noqa: PLC0415 - after django.setup
    from firstwall.cis.facts import alert_of  # noqa: PLC0415
    from firstwall.cis.queries import index_changes  # noqa: PLC0415
    from firstwall.kernel.words import Strand  # noqa: PLC0415
    from firstwall.matching import THRESHOLDS, Index  # noqa: PLC0415
    from firstwall.screening.asking import query_of  # noqa: PLC0415
    from firstwall.screening.candidates import opened  # noqa: PLC0415
    from firstwall.screening.models import ScreeningCandidate  # noqa: PLC0415
    from firstwall.screening.reader_json import read_json_lines  # noqa: PLC0415
    from firstwall.screening.types import Party  # noqa: PLC0415

    index = Index.build(index_changes(Strand.CRIMINAL, mark).entities)
    lines = (json.dumps(row).encode() + b"\n" for row in traffic(count))
    facts = [item.facts for item in read_json_lines(lines) if isinstance(item, Party)]
    answers = index.search_many([query_of(one) for one in facts], 100)
    expected = {
        (json.dumps(one.as_json(), sort_keys=True), alert_of(found.id))
        for one, answer in zip(facts, answers, strict=True)
        for found in answer
        if found.score >= THRESHOLDS["bulk"]
    }
    with acting(actor.in_strand(Strand.CRIMINAL)):
        asked = {
            (json.dumps(opened(row)["facts"], sort_keys=True), str(row.alert_id))
            for row in ScreeningCandidate.objects.all()
        }
    return len(expected), len(expected - asked)


if __name__ == "__main__":
    main()
