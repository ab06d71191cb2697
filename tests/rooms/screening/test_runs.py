"""A file of traffic: read tolerantly, screened chunk by chunk, resumed after anything, kept no longer than needed."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.words import Strand
from firstwall.ledger.chunk import ChunkProof, verify_in_chunk
from firstwall.screening import queries, services, working
from firstwall.screening.candidates import opened
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.reader_json import read_json_lines
from tests.rooms.screening.looking import entries, rows
from tests.rooms.screening.world import World, enters


def traffic(count: int, *, hit_every: int = 10) -> bytes:
    lines = []
    for number in range(count):
        name = "Jaan Naidis" if number % hit_every == 0 else f"Other Traveller{number} Person"
        lines.append(json.dumps({"qid": f"q{number}", "type": "person", "name": name, "dob": "1980-05-17"}))
    return ("\n".join(lines) + "\n").encode()


def accepted(world: World, data: bytes, **more):
    (run,) = services.accept_file(only_c(world.lane), chunks=[data], by_job=False, **more)
    return run


def only_c(actor: Actor) -> Actor:
    return replace(actor, strands=(Strand.CRIMINAL,), strand=Strand.CRIMINAL)


def spools() -> list[Path]:
    return list(Path(settings.FIRSTWALL_SPOOL).glob("*.sealed"))


def test_a_file_is_screened_to_its_end_and_then_forgotten(world: World) -> None:
    """SEC-49: candidates stay, traffic without a hit does not."""
    enters(world.estonia)
    run = accepted(world, traffic(1200))
    assert spools() and b"Naidis" not in spools()[0].read_bytes()
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.candidates, done.errors) == ("done", 1200, 120, 0)
    assert not spools()
    lines = [view.line for view in queries.candidates_of_run(world.lane, run.id, size=500)]
    assert lines == list(range(1, 1200, 10))


def test_every_query_of_a_chunk_can_be_proved_alone(world: World) -> None:
    """SEC-26: one entry a chunk commits to each query in it; the terms are not in the ledger (SEC-49)."""
    enters(world.estonia)
    run = accepted(world, traffic(20))
    services.work_run(world.lane, run.id)
    (entry,) = [e for e in entries("screening.screen_file") if "queries_root" in e["details"]]
    (view, *_more) = queries.candidates_of_run(world.lane, run.id)
    with acting(world.lane.in_strand(Strand.CRIMINAL)):
        held = opened(ScreeningCandidate.objects.get(id=view.id))
    proof = held["proof"]
    assert proof["entry"] == str(entry["id"])
    path = tuple(bytes.fromhex(step) for step in proof["path"])
    given = ChunkProof(proof["number"], proof["count"], bytes.fromhex(proof["salt"]), path)
    assert verify_in_chunk(held["facts"], given, entry["details"]["queries_root"])
    assert not verify_in_chunk({**held["facts"], "name": "Somebody Else"}, given, entry["details"]["queries_root"])


@pytest.mark.parametrize("at_chunk", [0, 1, 2])
def test_a_worker_that_dies_loses_nothing_and_doubles_nothing(world: World, monkeypatch, at_chunk: int) -> None:
    """REL-13: whatever was in the open transaction is gone as a whole; resume continues behind the last commit."""
    enters(world.estonia)
    monkeypatch.setattr(working, "CHUNK", 100)
    run = accepted(world, traffic(400))
    store, calls = working._store_problems, []

    def dies(*args) -> None:
        calls.append(1)
        if len(calls) > at_chunk:
            raise KeyboardInterrupt  # after the candidates were written, before the commit
        store(*args)

    monkeypatch.setattr(working, "_store_problems", dies)
    with pytest.raises(KeyboardInterrupt):
        services.work_run(world.lane, run.id)
    monkeypatch.setattr(working, "_store_problems", store)
    assert queries.run_for(world.lane, run.id).parties == 100 * at_chunk
    services.resume_run(world.lane, run.id, by_job=False)
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.candidates) == ("done", 400, 40)
    found = rows("select line, count(*) as times from screening_candidate group by line")
    assert len(found) == 40 and all(row["times"] == 1 for row in found)


def test_two_workers_on_one_run_do_each_chunk_once(world: World, monkeypatch) -> None:
    enters(world.estonia)
    monkeypatch.setattr(working, "CHUNK", 50)
    run = accepted(world, traffic(200))

    def overtaken(view) -> None:
        if view.parties == 50:
            services.work_run(world.lane, run.id)

    services.work_run(world.lane, run.id, told=overtaken)
    done = queries.run_for(world.lane, run.id)
    assert (done.state, done.parties, done.candidates) == ("done", 200, 20)
    assert rows("select count(*) as n from screening_candidate")[0]["n"] == 20


def test_cancel_stops_before_the_next_chunk_and_resume_goes_on(world: World, monkeypatch) -> None:
    enters(world.estonia)
    monkeypatch.setattr(working, "CHUNK", 50)
    run = accepted(world, traffic(200))
    stopped = services.work_run(world.lane, run.id, told=lambda view: services.cancel_run(world.lane, view.id))
    assert (stopped.state, stopped.parties) == ("cancelled", 50)
    services.resume_run(world.lane, run.id, by_job=False)
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.candidates) == ("done", 200, 20)


def test_a_cancel_that_arrives_twice_stops_once(world: World) -> None:
    """REL-02: a request repeated over a bad line does not stop what was resumed meanwhile."""
    run = accepted(world, traffic(10))
    services.cancel_run(world.lane, run.id, key="stop")
    services.resume_run(world.lane, run.id, by_job=False, key="go on")
    assert services.cancel_run(world.lane, run.id, key="stop").state == "accepted"


def test_another_authority_sees_no_run(world: World) -> None:
    run = accepted(world, traffic(10))
    with pytest.raises(NothingHere):
        queries.run_for(world.finland, run.id)
    with pytest.raises(NothingHere):
        services.cancel_run(world.finland, run.id)


def test_both_strands_are_two_runs(world: World) -> None:
    """CIS-01: nobody of one strand learns how the other's run went."""
    enters(world.estonia, "A")
    runs = services.accept_file(world.lane, chunks=[traffic(20)], by_job=False)
    done = {str(run.strand): services.work_run(world.lane, run.id).candidates for run in runs}
    assert done == {"C": 0, "A": 2}


def test_the_same_key_is_the_same_run(world: World) -> None:
    """REL-02."""
    first = accepted(world, traffic(10), key="k")
    assert accepted(world, traffic(10), key="k").id == first.id
    assert len(spools()) == 1
    with pytest.raises(Fault) as conflict:
        accepted(world, traffic(11), key="k")
    assert conflict.value.status == 409 and len(spools()) == 1


BAD = {
    "zip named .csv": (b"PK\x03\x04" + b"\x00" * 100, "not_text"),
    "spreadsheet of old": (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "not_text"),
    "utf-16": ("name\nAnna\n".encode("utf-16"), "not_text"),
    "empty": (b"  \n \n", "empty"),
    "one document": (b'[{"name": "A"}]', "not_lines"),
    "xml": (b"<a/>", "unknown_xml"),
    "no known column": (b"colour,size\nred,1\n", "no_known_column"),
    "header of another encoding": ("näme,dob\n".encode("latin-1"), "not_utf8"),
    "half a gzip": (gzip.compress(b'{"name": "Anna Tamm"}\n' * 5000)[:60], "broken_gzip"),
    "noise": (b"\x00\x01\x02", "not_text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_traffic_is_refused_whole_with_a_cure(world: World, name: str) -> None:
    """REL-19: one sentence, a cure, nothing half stored."""
    data, code = BAD[name]
    with pytest.raises(Fault) as fault:
        accepted(world, data, filename="traffic.csv")
    assert fault.value.code == code and fault.value.sentence
    assert not spools() and not queries.runs_of(world.lane)


def test_broken_lines_are_named_and_the_rest_is_screened(world: World) -> None:
    """REL-19: the place of each, a cure for each, the rest kept."""
    enters(world.estonia)
    good = b'{"type": "person", "name": "Jaan Naidis", "dob": "1980-05-17"}\n'
    bad = [
        b"{broken\n",
        b'{"name": "\xff"}\n',
        b'{"name": "' + b"x" * 10_000 + b'"}\n',
        b"y" * 200_000 + b"\n",
        b"[]\n",
    ]
    run = accepted(world, b"\xef\xbb\xbf" + good + b"".join(bad) + good)
    done = services.work_run(world.lane, run.id)
    assert (done.parties, done.candidates, done.errors) == (2, 2, 5)
    problems = queries.problems_of(world.lane, run.id)
    assert [(p.line, p.code) for p in problems] == [
        (2, "not_json"),
        (3, "not_utf8"),
        (4, "too_long"),
        (5, "line_too_long"),
        (6, "not_json"),
    ]
    assert all(p.sentence and p.cure for p in problems)


def test_a_table_with_a_mapping_and_an_unknown_column(world: World) -> None:
    """EXC-08: the file's column to our value; what is not known is said once and left aside."""
    enters(world.estonia)
    table = "nr;nimi;sünd;värv\n1;Jaan Näidis;17.05.1980;punane\n2;Keegi Muu;1.1.1970;sinine\n".encode()
    run = accepted(world, table, mapping={"nr": "label", "nimi": "name", "sünd": "birth_date"})
    done = services.work_run(world.lane, run.id)
    assert (done.state, done.parties, done.candidates) == ("done", 2, 1)
    assert [(p.code, p.column) for p in queries.problems_of(world.lane, run.id)] == [("unknown_column", 4)]


def test_memory_stays_flat_over_a_big_file() -> None:
    """Forty times the lines, the same memory."""

    def lines(count: int) -> Iterator[bytes]:
        for number in range(count):
            yield b'{"type": "person", "name": "Somebody Number %d"}\n' % number * 20

    def peak(count: int) -> int:
        tracemalloc.start()
        for _item in read_json_lines(lines(count)):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)  # what Python keeps from a first call on is no memory of the file
    assert peak(400) < 1.5 * peak(10)
