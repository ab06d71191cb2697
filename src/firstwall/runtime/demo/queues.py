"""Screens the day of two posts and lets its officers and the owners work a little, so that nobody meets empty queues.

Some hits stay open, some are decided and reported; of the reports some are acknowledged, some wait for their owner.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from firstwall.kernel.actor import Actor
from firstwall.runtime.demo.sessions import on_duty
from firstwall.runtime.demo.traffic import MAPPING
from firstwall.screening import queries as hits
from firstwall.screening import services as screening
from firstwall.screening.types import CandidateView, Outcome, SightingBlocks, Verdict

# who screens which file; the port first, because the guided walks begin there
SHIFTS = (("ro.officer.constanta", "ROCND"), ("ee.officer.narva", "EENAR"))
REPORTED_AT_EACH_POST = 3


def fill_queues(folder: Path, expected: dict[str, dict[int, UUID]], told: Callable[[int, int], None]) -> None:
    """Run the files in `folder` and answer a few hits. Every act has a key: a second call adds nothing.

    Args:
        folder: where the traffic files lie.
        expected: by LOCODE, which line of the file is which alert.
        told: how many of the steps are done.
    """
    for place, (login, locode) in enumerate(SHIFTS):
        with on_duty(login, purpose="border_control") as officer:
            found = _screened(officer, folder / f"traffic-{locode}.csv", locode)
            told(2 * place + 1, 2 * len(SHIFTS))
            reported = _reported(officer, found, expected[locode])
        _answered(reported)
        told(2 * place + 2, 2 * len(SHIFTS))


def _screened(officer: Actor, path: Path, locode: str) -> list[CandidateView]:
    runs = screening.accept_file(
        officer,
        chunks=[path.read_bytes()],
        filename=path.name,
        mapping=MAPPING,
        reference=f"Traffic of {locode}",
        key=f"demo:{locode}",
        by_job=False,
    )
    found: list[CandidateView] = []
    for run in runs:
        actor = officer.in_strand(run.strand)
        if run.state != "done":
            screening.work_run(actor, run.id)
        found += hits.candidates_of_run(actor, run.id, size=200)
    return found


def _reported(officer: Actor, found: list[CandidateView], expected: dict[int, UUID]) -> dict[str, list[UUID]]:
    """Say the same to a few right candidates of different owners and report them; one wrong one is set aside."""
    reported: dict[str, list[UUID]] = {}
    for candidate in found:
        is_right = expected.get(candidate.line or 0) == candidate.alert_id
        if (
            candidate.id is None
            or candidate.owner_code == officer.authority_code
            or candidate.owner_code in reported
            or not is_right
        ):
            continue
        if len(reported) == REPORTED_AT_EACH_POST:
            break
        reported[candidate.owner_code] = [_report(officer, candidate, candidate.id)]
    wrong = next((c for c in found if c.line not in expected), None)
    if wrong is not None and wrong.id is not None and wrong.state == "open":
        screening.decide(officer, wrong.id, verdict=Verdict.DIFFERENT, key=f"demo:different:{wrong.id}")
    return reported


def _report(officer: Actor, candidate: CandidateView, id_: UUID) -> UUID:
    if candidate.sighting_id is not None:
        return candidate.sighting_id
    screening.decide(officer, id_, verdict=Verdict.SAME, key=f"demo:same:{id_}")
    blocks = SightingBlocks(
        found=True,
        check_place=officer.place,
        check_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        check_reason="screening of the day's traffic",
        route="inbound, destination given as the interior",
        circumstances="documents in order, nobody was told of the alert",
    )
    return screening.report_sighting(officer, id_, blocks=blocks, key=f"demo:report:{id_}").id


def _answered(reported: dict[str, list[UUID]]) -> None:
    """The first owner records the outcome, the second acknowledges, the third has not looked yet."""
    for place, (owner, sightings) in enumerate(sorted(reported.items())):
        if place == REPORTED_AT_EACH_POST - 1:
            break
        with on_duty(f"{owner[:2].lower()}.coordinator", purpose="supply") as coordinator:
            for sighting_id in sightings:
                if place == 0:
                    screening.record_outcome(
                        coordinator, sighting_id, outcome=Outcome.TRUE_MATCH, key=f"demo:outcome:{sighting_id}"
                    )
                else:
                    screening.acknowledge_sighting(coordinator, sighting_id, key=f"demo:received:{sighting_id}")
