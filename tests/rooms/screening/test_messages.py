"""A message of traffic from its file to the outcome, by the same acts as any file (EXC-09, REL-13, REL-19)."""

import gzip
import hashlib
from pathlib import Path

import pytest

from firstwall import __version__
from firstwall.authorities.acting import acting
from firstwall.kernel.refusal import Fault
from firstwall.kernel.words import Strand
from firstwall.screening import queries, services, sniff, working
from firstwall.screening.models import ScreeningRun
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


def test_passengers_are_screened_before_the_answer_and_written_nowhere(world: World) -> None:
    """EXC-10: a hit stays, sealed; of who finds no alert nothing is in the spool, the database or what it writes ahead."""
    enters(world.estonia)
    data = sample("paxlst.edi").replace(b"BERZINA", b"QUAXBERZINA")
    run = accepted(world, data)
    assert (run.state, run.candidates) == ("done", 1) and not spools()
    assert queries.candidates_of_run(world.lane, run.id)[0].facts.name == "JAAN NAIDIS"
    rows("select pg_switch_wal()")
    folder = Path(str(rows("show data_directory")[0]["data_directory"]))
    written = [path for name in ("pg_wal", "base") for path in (folder / name).rglob("*") if path.is_file()]
    assert len(written) > 100
    assert not [path for path in written if b"QUAXBERZINA" in path.read_bytes()]
    with pytest.raises(Fault, match="no longer held"):
        services.resume_run(world.lane, stopped_at_once(world, data).id)


def stopped_at_once(world: World, data: bytes):
    """A run of passengers whose process died: its rows are there, what it read is not."""
    run = accepted(world, data)
    with acting(world.lane.in_strand(Strand.CRIMINAL)):
        ScreeningRun.objects.filter(id=run.id).update(state="failed")
    return run


def test_passengers_sent_again_after_an_outage_go_on_and_double_nothing(world: World, monkeypatch) -> None:
    """EXC-10, REL-02: nothing was held, so the sender sends again; the same key makes it the same run."""
    enters(world.estonia)
    monkeypatch.setattr(working, "CHUNK", 2)
    store, calls = working._store_problems, []

    def dies(*args) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        store(*args)

    monkeypatch.setattr(working, "_store_problems", dies)
    with pytest.raises(KeyboardInterrupt):
        accepted(world, sample("paxlst.edi"), key="flight")
    monkeypatch.setattr(working, "_store_problems", store)
    run = accepted(world, sample("paxlst.edi"), key="flight")
    assert (run.state, run.parties, run.candidates) == ("done", 4, 1)
    assert rows("select count(*) as n from screening_run")[0]["n"] == 1


def test_a_run_says_what_came_and_what_read_it(world: World) -> None:
    """EXC-05: hash, size and media type of the bytes as they came, the reader and its version."""
    packed = gzip.compress(sample("bill-of-lading.json"), mtime=0)
    run = accepted(world, packed)
    assert (run.adapter, run.media_type) == (f"json {__version__}", "application/json")
    assert (run.raw_bytes, run.sha256) == (len(packed), hashlib.sha256(packed).hexdigest())
    services.work_run(world.lane, run.id)
    left = [one.field for one in queries.problems_of(world.lane, run.id) if one.code == "not_mapped"]
    assert "transportDocumentTypeCode" in left


# what each sample finds of the three that Estonia looks for: parties, places of the hits (None: some)
FOUND = {
    "baplie.edi": (3, [5, 14]),
    "bill-of-lading.json": (7, None),
    "coarri.edi": (4, None),
    "codeco.edi": (3, [5]),
    "coprar.edi": (3, None),
    "cusdec.edi": (5, [9, 11]),
    "declaration.xml": (7, None),
    "documents.mrz": (4, [1]),
    "entry-summary.xml": (5, None),
    "iftmin.edi": (6, [6, 11, 15]),
    "iftsta.edi": (4, [10, 13]),
    "one-record.json": (3, [34]),
    "paxlst.edi": (4, [12]),
    "pnrgov.edi": (2, [10]),
    "rail-322.x12": (3, [5, 9]),
    "road-214.x12": (3, [8]),
    "status-315.x12": (2, [4, 8]),
    "tracking.json": (3, [27, 48]),
    "traffic.xlsx": (3, [2]),
    "transit.xml": (6, None),
}


def test_every_shipped_message_is_tried() -> None:
    assert {path.name for path in FORMATS.iterdir()} == {*FOUND, "cuscar.edi"}


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
    services.decide(world.lane, found[0].id, verdict=Verdict.DIFFERENT, reason="cannot_tell")
    assert queries.candidate_for(world.lane, found[0].id).state == "different"
