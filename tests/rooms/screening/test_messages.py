"""A message of traffic from its file to the outcome, by the same acts as any file (EXC-09, REL-13, REL-19)."""

from pathlib import Path

import pytest

from firstwall.kernel.refusal import Fault
from firstwall.screening import queries, services, sniff, working
from firstwall.screening.types import Verdict
from tests.harness.coalition import a_lorry_alert, for_strand
from tests.rooms.screening.looking import rows
from tests.rooms.screening.test_runs import accepted, spools
from tests.rooms.screening.world import World, enter, enters

FORMATS = Path("examples/formats")


def sample(name: str) -> bytes:
    return (FORMATS / name).read_bytes()


def looked_for(world: World) -> None:
    """Estonia looks for a person, a container and a ship."""
    enters(world.estonia)
    box = {"means_kind": "container", "container_number": "CSQU3054383"}
    ship = {"means_kind": "vessel", "imo": "9074729", "vessel_name": "Example Trader"}
    for values in (box, ship):
        enter(world.estonia, for_strand(a_lorry_alert(values=values), "C"))


def test_a_manifest_finds_the_person_the_ship_and_the_container(world: World) -> None:
    looked_for(world)
    run = accepted(world, sample("cuscar.edi"))
    assert run.format == "edifact"
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.candidates, done.errors) == ("done", 8, 3, 0)
    found = queries.candidates_of_run(world.lane, run.id)
    assert [(view.line, view.label) for view in found] == [(7, "417E"), (15, "consignee"), (29, "BL-1002")]
    assert not spools()
    said = queries.problems_of(world.lane, run.id)
    assert {(one.code, one.field, one.unit) for one in said} >= {("not_mapped", "SGP", "segment")}
    assert all(one.sentence and one.cure and one.kept for one in said)


def test_a_hit_in_a_message_has_an_outcome(world: World) -> None:
    looked_for(world)
    run = accepted(world, sample("cuscar.edi"))
    services.work_run(world.lane, run.id)
    box = queries.candidates_of_run(world.lane, run.id)[-1]
    services.decide(world.lane, box.id, verdict=Verdict.SAME, reason="number_seen")
    assert queries.candidate_for(world.lane, box.id).state == "same"


@pytest.mark.parametrize("at_chunk", [0, 1, 2])
def test_a_worker_that_dies_in_a_message_loses_nothing_and_doubles_nothing(
    world: World, monkeypatch, at_chunk: int
) -> None:
    """REL-13: the message is read again from its head, and what was committed is left out."""
    looked_for(world)
    monkeypatch.setattr(working, "CHUNK", 3)
    run = accepted(world, sample("cuscar.edi"))
    store, calls = working._store_problems, []

    def dies(*args) -> None:
        calls.append(1)
        if len(calls) > at_chunk:
            raise KeyboardInterrupt
        store(*args)

    monkeypatch.setattr(working, "_store_problems", dies)
    with pytest.raises(KeyboardInterrupt):
        services.work_run(world.lane, run.id)
    monkeypatch.setattr(working, "_store_problems", store)
    services.resume_run(world.lane, run.id, by_job=False)
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.candidates) == ("done", 8, 3)
    found = rows("select line, count(*) as times from screening_candidate group by line order by line")
    assert [(row["line"], row["times"]) for row in found] == [(7, 1), (15, 1), (29, 1)]
    twice = rows(
        "select code, field, count(*) as n from screening_line_error group by code, field, line having count(*) > 1"
    )
    assert not twice


def test_a_message_beyond_its_size_is_refused_whole(world: World, monkeypatch) -> None:
    """EXC-06: 50 MB a message; a line format has no limit."""
    monkeypatch.setitem(sniff.LARGEST, "edifact", 500)
    with pytest.raises(Fault) as fault:
        accepted(world, sample("cuscar.edi"))
    assert (fault.value.code, fault.value.status) == ("too_large", 413) and fault.value.cure
    assert not spools() and not queries.runs_of(world.lane)


# what each sample finds of the three that Estonia looks for
FOUND = {
    "paxlst.edi": (4, [12]),
    "documents.mrz": (4, [1]),
    "status-315.x12": (2, [4, 8]),
    "declaration.xml": (7, None),
    "traffic.xlsx": (3, [2]),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_sample_of_each_format_passes_from_its_file_to_its_candidates(world: World, name: str) -> None:
    looked_for(world)
    count, places = FOUND[name]
    mapping = {"Party": "name", "Born": "birth_date", "Passport": "number.passport"} if name.endswith("xlsx") else {}
    run = accepted(world, sample(name), mapping=mapping)
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.errors) == ("done", count, 0)
    found = queries.candidates_of_run(world.lane, run.id)
    assert len(found) >= 1 and (places is None or [view.line for view in found] == places)
    assert {view.alert_title for view in found}
