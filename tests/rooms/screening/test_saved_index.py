"""The index between database and search: saved sealed, shared by the machine's processes, followed, erased (SEC-36, SEC-39)."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from firstwall.cis import services as cis
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.words import Strand
from firstwall.matching import MATCHER_VERSION
from firstwall.matching.types import Entity, Identifier
from firstwall.runtime.processes import environment_of_site
from firstwall.screening import follower, queries, services
from firstwall.screening.index import keeper, memory, saved_form
from firstwall.screening.index.keeper import OUTDATED_FOR, Kept
from tests.harness.coalition import a_person, a_person_alert, for_strand
from tests.harness.kept_site import Site
from tests.rooms.matching.test_saved import traces_of
from tests.rooms.screening.world import World, enters

C = Strand.CRIMINAL
PROBE = Path(__file__).with_name("one_follower.py")
CANARY = "Zyxwanna Quorblinks"
CANARY_VALUES = {
    "names": [CANARY],
    "birth_dates": ["1977-03-14"],
    "nationalities": ["FI"],
    "documents": [{"type": "passport", "number": "QX7194463", "country": "FI"}],
    "reason_for_entry": "Earlier convictions for smuggling cigarettes",
}
OTHER = ("Jaan Näidis", "1980-05-17", "EE", "KX1234567")


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Probe:
    """One more process that follows the alerts."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(PROBE)],
            env=environment_of_site(home, demo=True) | {"FIRSTWALL_INDEX_KEEPER": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.started = self._answer()

    def knows(self, name: str) -> dict:
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict:
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def probes(world: World, site: Site) -> Iterator[Callable[[], Probe]]:
    """Starts processes that follow, and ends them."""
    started: list[Probe] = []

    def start() -> Probe:
        started.append(Probe(site.home))
        return started[-1]

    yield start
    for probe in started:
        probe.process.kill()
        probe.process.wait()


@pytest.fixture
def kept(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A keeper of strand C in this process, with a clock that the test moves."""
    for left in saved_form.folder().glob("*"):
        left.unlink()
    memory.withdraw(C)
    monkeypatch.setattr(keeper.log, "disabled", False)  # import-linter's own start turns the loggers of others off
    one = Kept(C, builder=at_once, clock=Clock())
    yield one
    one.end()


def at_once(strand: Strand, *, gently: bool) -> subprocess.Popen:
    """Make the list here: the keeper's own way, a process for it, is walked by the tests with a site."""
    saved_form.build(strand)
    return subprocess.Popen(["true"])


def until(wanted: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not (seen := wanted()):
        assert time.monotonic() < end, f"it did not come to pass: {seen}"
        time.sleep(0.02)


def shares(one: Kept) -> bool:
    one.look()
    return memory.name_of(C) is not None


def in_memory() -> bytes:
    return (memory.folder() / "C").read_bytes()


def on_disk() -> bytes:
    """The saved form, opened."""
    base = saved_form.load(C)
    base.discard()
    return bytes(base.memory)


def enters_canary(world: World) -> UUID:
    return enters(world.estonia, values=CANARY_VALUES).id


def traces(alert_id: UUID) -> list[bytes]:
    """What the canary's alert, and no other, leaves in a list: letters, keys, date, identifier and its id."""
    name, born, country, number = OTHER
    other = Entity("another", 1, "person", (name,), (born,), (country,), (Identifier("passport", number, country),))
    return traces_of(
        Entity(
            str(alert_id),
            1,
            "person",
            (CANARY,),
            ("1977-03-14",),
            ("FI",),
            (Identifier("passport", "QX7194463", "FI"),),
        ),
        [other],
    )


def withdraws(world: World, alert_id: UUID) -> None:
    cis.withdraw_alert(replace(world.estonia, strand=C), alert_id, reason="over", version=1)


def test_two_processes_share_one_list_and_follow_without_being_asked(world: World, site: Site, probes) -> None:
    """Each knows a new alert, and forgets a withdrawn one, while nobody asks it anything; the list is mapped once."""
    enters(world.estonia)
    site.supervisor.start("index")
    one, other = probes(), probes()
    assert one.started["is_shared"] and other.started["is_shared"]
    assert one.started["maps"] == other.started["maps"] and all("r--s" in row for row in one.started["maps"])
    canary = enters_canary(world)
    for probe in (one, other):
        until(lambda probe=probe: probe.knows(CANARY)["found"] == [str(canary)])
    withdraws(world, canary)
    for probe in (one, other):
        until(lambda probe=probe: probe.knows(CANARY)["found"] == [])


@pytest.mark.slow
def test_two_web_workers_map_one_list(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """FIRSTWALL_WEB_WORKERS: another process that answers pages, the same memory (smaller: the two processes above)."""
    enters(world.estonia)
    monkeypatch.setenv("FIRSTWALL_WEB_WORKERS", "2")
    own = Site(site.home)
    try:
        assert own.url
        web = own.part("web").process.pid
        until(lambda: len([pid for pid in children_of(web) if lists_of(pid)]) == 2, seconds=180)
        (only,) = set().union(*map(lists_of, children_of(web)))
        assert only.endswith("r--s")
    finally:
        own.stop()


def children_of(pid: int) -> list[int]:
    """Granian's workers, and whatever else it starts."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def lists_of(pid: int) -> set[str]:
    """Device, inode and rights of each list of strand C that a process maps."""
    rows = [line.split() for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]
    place = str(memory.folder() / "C")
    return {" ".join((row[3], row[4], row[1])) for row in rows if row[5:] == [place]}


def test_the_saved_form_is_sealed_and_ours_alone(world: World, kept: Kept) -> None:
    """SEC-39: no letter of a name lies on the disk, and nobody else may open what lies there or in the memory."""
    canary = enters_canary(world)
    until(lambda: shares(kept))
    sealed = saved_form.path_of(C).read_bytes()
    assert all(trace in in_memory() for trace in traces(canary))
    assert [trace for trace in traces(canary) if trace in sealed] == []
    files = (saved_form.path_of(C), memory.folder() / "C")
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600, 0o600]
    assert [stat.S_IMODE(path.parent.stat().st_mode) for path in files] == [0o700, 0o700]


def test_an_erased_alert_leaves_the_memory_at_once_and_the_saved_form_within_the_hour(world: World, kept: Kept) -> None:
    """SEC-36: a canary is looked for byte by byte."""
    enters(world.estonia)
    canary = enters_canary(world)
    until(lambda: shares(kept))
    withdraws(world, canary)
    kept.look()
    left = traces(canary)
    assert len(left) > 10 and [trace for trace in left if trace in in_memory()] == []
    assert all(trace in on_disk() for trace in left)
    kept._clock.now += settings.FIRSTWALL_INDEX_SAVED_AFTER
    kept.look()
    assert settings.FIRSTWALL_INDEX_SAVED_AFTER <= 3600
    assert [trace for trace in left if trace in on_disk()] == []
    assert services.check(world.lane, text="Jaan Näidis").strands[0].candidates


def test_the_old_words_of_an_amended_alert_leave_the_memory_when_nobody_reads_them_any_more(
    world: World, kept: Kept
) -> None:
    canary = enters_canary(world)
    until(lambda: shares(kept))
    said = for_strand(a_person_alert(), "C")
    del said["category"]
    cis.amend_alert(replace(world.estonia, strand=C), canary, version=1, reason_of_change="another person", **said)
    kept.look()
    old = traces(canary)
    assert all(trace in in_memory() for trace in old)
    kept._clock.now += OUTDATED_FOR
    kept.look()
    assert [trace for trace in old if trace in in_memory()] == []
    assert services.check(world.lane, text="Jaan Näidis").strands[0].candidates


@pytest.mark.parametrize("harm", ["flipped", "cut", "foreign", "empty", "gone"])
def test_a_spoilt_saved_form_is_made_anew_and_said(world: World, kept: Kept, harm: str, caplog) -> None:
    """Nothing stops a search: the list is read from the database again."""
    enters(world.estonia)
    saved_form.build(C)
    path = saved_form.path_of(C)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    {
        "flipped": lambda: path.write_bytes(whole),
        "cut": lambda: path.write_bytes(path.read_bytes()[:-1000]),
        "foreign": lambda: path.write_bytes(b"something else entirely" * 100),
        "empty": lambda: path.write_bytes(b""),
        "gone": path.unlink,
    }[harm]()
    until(lambda: shares(kept))
    assert "made anew" in caplog.text
    follower.forget()
    assert services.check(world.lane, text="Jaan Näidis").strands[0].candidates
    assert follower.follower_of(C).state().is_shared


def test_a_saved_form_of_another_strand_is_not_used(world: World, kept: Kept) -> None:
    enters(world.estonia, "A")
    saved_form.build(Strand.ADMINISTRATIVE)
    saved_form.path_of(Strand.ADMINISTRATIVE).replace(saved_form.path_of(C))
    with pytest.raises(saved_form.Unusable):
        saved_form.load(C)


def test_a_saved_form_of_another_database_is_not_used(world: World, kept: Kept, content) -> None:
    """A restored or emptied database counts its transactions anew: the mark would say nothing."""
    enters(world.estonia)
    saved_form.build(C)
    content.empty(by_truncating=True)
    with pytest.raises(saved_form.Unusable, match="another database"):
        saved_form.load(C)


def test_a_list_that_lost_an_alert_is_not_used(world: World, kept: Kept, caplog) -> None:
    """What stands in the database and not in the saved form would never be found: the two are counted."""
    enters(world.estonia)
    saved_form.build(C)
    base = saved_form.load(C)
    base.discard()
    base.listed.access_class[:] = -1
    saved_form.save(C, base.listed, mark=base.mark, source=saved_form.cis.index_source())
    until(lambda: shares(kept))
    assert "does not agree" in caplog.text


def test_kill_9_while_it_is_written_leaves_the_old_one(world: World, kept: Kept) -> None:
    enters(world.estonia)
    saved_form.build(C)
    before = saved_form.path_of(C).read_bytes()
    program = (
        "import os, signal, django; django.setup()\n"
        "from firstwall.screening.index import saved_form\n"
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        "saved_form.build(saved_form.Strand.CRIMINAL)\n"
    )
    environment = environment_of_site(Path(settings.FIRSTWALL_DATA_FOLDER), demo=True)
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert saved_form.path_of(C).read_bytes() == before
    drafts = list(saved_form.folder().glob(".C.*"))
    assert len(drafts) == 1
    saved_form.build(C)
    assert not drafts[0].exists()


def test_a_new_list_is_taken_over_and_the_old_memory_is_let_go(world: World, kept: Kept) -> None:
    enters(world.estonia)
    until(lambda: shares(kept))
    mine = follower.follower_of(C)
    mine.follow()
    first = memory.name_of(C)
    enters_canary(world)
    kept._build = at_once(C, gently=True)
    until(lambda: shares(kept) and memory.name_of(C) != first)
    mine.follow()
    assert mine.state().entries == 2 and mine.state().changed_since == 1, "a check goes on with the list it has"
    mine.renew()
    assert mine.state().is_shared and mine.state().changed_since == 0 and mine.state().entries == 2
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8")
    assert str(first[1]) not in [line.split()[4] for line in mapped.splitlines()]


def test_no_list_is_made_anew_while_alerts_end(world: World, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retention empties the list for minutes: that it is made anew waits until nothing ends any more."""
    monkeypatch.setattr(keeper, "REBUILT_AFTER", 1)
    enters(world.estonia)
    canary = enters_canary(world)
    until(lambda: shares(kept))
    first = memory.name_of(C)
    withdraws(world, canary)
    kept.look()
    assert kept._build is None
    kept._clock.now += keeper.QUIET_FOR
    until(lambda: shares(kept) and memory.name_of(C) != first)
    assert kept._base is not None and len(kept._base.listed.access_class) == 1


def test_without_shared_memory_every_process_reads_for_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.withdraw(C)
    enters(world.estonia)
    monkeypatch.setattr(memory, "MEMORY", Path("/nowhere"))
    assert services.check(world.lane, text="Jaan Näidis").strands[0].candidates
    assert not follower.follower_of(C).state().is_shared


def test_a_folder_that_others_may_read_is_not_used(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    os.chmod(memory.folder(), 0o755)
    with pytest.raises(memory.NoSharedMemory):
        memory.folder()
    assert memory.mapped(C) is None


def test_nothing_stays_in_the_memory_of_a_site_that_has_stopped(world: World, site: Site) -> None:
    enters(world.estonia)
    site.supervisor.start("index")
    until(lambda: memory.name_of(C) is not None, seconds=180)
    site.stop()
    assert not memory.place().exists()


def test_the_state_of_the_indexes_is_for_supervisors_and_administrators(world: World, kept: Kept) -> None:
    """Counts and times of the mandate's strands; whoever searches learns not even how many there are."""
    enters(world.estonia)
    saved_form.build(C)
    kept.look()
    inspector = a_person(
        world.latvia.authority_id, "lv.inspector", role="supervisor", strands="C", purpose="supervision"
    )
    (state,) = queries.index_states(inspector)
    assert (state.strand, state.entries, state.is_shared, state.matcher) == (C, 1, True, MATCHER_VERSION)
    assert state.saved_at and state.followed_at
    with pytest.raises(NotPermitted):
        queries.index_states(world.lane)


def test_the_command_line_says_how_the_indexes_stand(world: World, kept: Kept) -> None:
    enters(world.estonia)
    saved_form.build(C)
    kept.look()
    command = [sys.executable, "-m", "firstwall", "index", "status"]
    environment = environment_of_site(Path(settings.FIRSTWALL_DATA_FOLDER), demo=True)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    criminal, administrative = sorted(done.stdout.splitlines(), reverse=True)
    assert "1 entries, shared" in criminal and "0 entries, of this process alone" in administrative
