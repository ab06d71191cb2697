"""How a node stands: judged purely, looked at for real, shown to those who run it and to nobody else (REL-11, 12, 17, 22)."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from django.test import Client
from django.urls import reverse
from tests.harness.coalition import a_coalition, a_person
from tests.rooms.web.test_doors import as_person

from firstwall.authorities import services as authorities
from firstwall.kernel.ids import message_id
from firstwall.kernel.sentences import say
from firstwall.runtime import reserve
from firstwall.runtime.backup.records import OWED, LastDrill, note_base, note_drill, note_log
from firstwall.runtime.checks.backups import judge_backups
from firstwall.runtime.checks.clocks import judge_clock
from firstwall.runtime.checks.disk import Disk, days_left, disks_of, judge_disk
from firstwall.runtime.checks.finding import Finding, State, worst
from firstwall.runtime.checks.finding_text import from_plain, to_plain
from firstwall.runtime.checks.keys import judge_keys
from firstwall.runtime.checks.looking import Looker, PartState
from firstwall.runtime.checks.machine import judge_page, judge_port
from firstwall.runtime.checks.telling import tell
from firstwall.runtime.checks.work import Work, judge_work
from firstwall.runtime.postgres import Cluster

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOME = Path("/srv/firstwall")


def states(findings: list[Finding]) -> dict[str, State]:
    return {one.name: one.state for one in findings}


@pytest.mark.parametrize(
    ("free", "state"), [(21, State.OK), (20, State.OK), (19, State.WARN), (10, State.WARN), (9, State.BAD)]
)
def test_a_disk_warns_at_a_fifth_and_alarms_at_a_tenth(free: int, state: State) -> None:
    """REL-11."""
    found = judge_disk(Disk(HOME, free, 100))
    assert found.state is state
    assert bool(found.cure) == (state is not State.OK)


def test_a_disk_that_lasts_less_than_two_days_alarms_however_large_it_is() -> None:
    """REL-11: by how much it filled since the oldest look."""
    day = 86_400.0
    assert days_left([(0.0, 90), (day, 90)]) is None
    assert days_left([(0.0, 90), (60.0, 10)]) is None, "a minute says nothing about a day"
    left = days_left([(0.0, 90), (day / 2, 70), (day, 50)])
    assert left == 1.25
    assert judge_disk(Disk(HOME, 50, 100), days=left).state is State.BAD


def test_a_clock_that_differs_or_went_back_alarms() -> None:
    """REL-17: sixty seconds are the limit."""
    edge = timedelta(seconds=60)
    assert judge_clock(NOW, database=NOW + edge, saved=NOW).state is State.OK
    assert judge_clock(NOW, database=NOW + edge * 1.1, saved=None).state is State.BAD
    assert judge_clock(NOW, database=NOW - edge * 1.1, saved=None).state is State.BAD
    assert judge_clock(NOW, database=NOW, saved=NOW + edge * 1.1).state is State.BAD


def test_work_that_does_not_go_on_is_named() -> None:
    """REL-22: oldest unsent message, last checkpoint, the worker."""
    idle = Work(0, None, 0, None, 7, NOW, 0, NOW, NOW)
    assert worst(judge_work(idle)) is State.OK
    stuck = Work(
        3,
        NOW - timedelta(hours=1),
        5,
        message_id(),
        7,
        NOW,
        2,
        NOW - timedelta(minutes=5),
        datetime.now(UTC) + timedelta(hours=1),
    )
    assert states(judge_work(stuck)) == {"outbox": State.WARN, "ledger": State.BAD, "worker": State.BAD}


def test_keys_that_are_missing_or_open_to_others_are_named(tmp_path: Path) -> None:
    assert states(judge_keys(tmp_path / "absent")) == {"keys": State.BAD}
    tmp_path.chmod(0o700)
    (found,) = judge_keys(tmp_path)
    assert found.state is State.BAD and "kek.key" in found.sentence
    (tmp_path / "kek.key").write_bytes(b"x")
    (tmp_path / "kek.key").chmod(0o644)
    assert any("go-rwx" in one.cure for one in judge_keys(tmp_path))


def test_backups_that_are_late_or_never_proven_are_named(tmp_path: Path) -> None:
    """REL-16, REL-22."""

    def drilled(*, ok: bool) -> None:
        note_drill(tmp_path, LastDrill(NOW - timedelta(days=1), "base", ok, "" if ok else "counts differ", 3.0, {}))

    assert states(judge_backups(tmp_path, None, NOW)) == {"backup": State.WARN}
    assert states(judge_backups(tmp_path, tmp_path, NOW)) == {"backup": State.BAD, "restore": State.WARN}
    assert states(judge_backups(tmp_path, tmp_path, NOW, has_key=False)) == {"backup": State.WARN}
    note_base(tmp_path, {"id": "base", "ended_at": (NOW - timedelta(hours=3)).isoformat(), "size": 1})
    note_log(tmp_path, 0, NOW - timedelta(minutes=1))
    drilled(ok=True)
    assert worst(judge_backups(tmp_path, tmp_path, NOW)) is State.OK
    note_log(tmp_path, 0, NOW - timedelta(minutes=6))
    drilled(ok=False)
    assert states(judge_backups(tmp_path, tmp_path, NOW)) == {
        "backup": State.OK,
        "backup log": State.BAD,
        "restore": State.BAD,
    }
    note_log(tmp_path, 0, NOW - timedelta(minutes=1), fault=OWED)
    _base, owed, _restore = judge_backups(tmp_path, tmp_path, NOW)
    assert owed.state is State.BAD and "new base is owed" in str(owed.sentence) and "firstwall backup" in str(owed.cure)


def test_a_finding_keeps_its_words_apart_for_translation() -> None:
    found = Finding("disk", State.BAD, say("%(free)s MB are free.", free=3), "Make room.")
    back = from_plain(json.loads(json.dumps(to_plain(found))))
    assert back == found
    assert back.sentence.in_language(lambda text: text.upper().replace("%(FREE)S", "%(free)s")) == "3 MB ARE FREE."


def test_a_real_look_finds_what_is_there_and_what_has_gone(database: Cluster) -> None:
    looker = Looker(database.home)
    look = looker.look([PartState("web", True, 0), PartState("worker", False, 3)])
    seen = states(list(look.findings))
    assert seen["database"] is State.OK and seen["clock"] is State.OK and seen["web"] is State.OK
    assert seen["worker"] is State.BAD
    assert seen["minor"] is State.WARN, "SEC-60: the wheel's server is below the shipped minimum"
    assert look.figures["outbox_unsent"] == 0
    kept = database.home / "connection.json"
    before = kept.read_text()
    try:
        kept.write_text(json.dumps(json.loads(before) | {"host": "/nonexistent"}))
        away = looker.look()
    finally:
        kept.write_text(before)
    assert states(list(away.findings))["database"] is State.BAD


def test_a_monitor_is_told_on_the_loopback_address_only(database: Cluster) -> None:
    look = Looker(database.home).look()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = tell(port, lambda: look)
    told = httpx.get(f"http://127.0.0.1:{port}/health")
    assert told.status_code == (503 if worst(look.findings) is State.BAD else 200)
    assert {one["name"] for one in told.json()["findings"]} == {one.name for one in look.findings}
    figures = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert 'firstwall_state{name="minor"} 1.0' in figures
    assert "firstwall_disk_free_bytes" in figures and "firstwall_outbox_unsent 0.0" in figures
    assert httpx.get(f"http://127.0.0.1:{port}/other").status_code == 404
    assert server.server_address == ("127.0.0.1", port)
    server.shutdown()


def test_a_port_of_another_program_and_a_page_that_is_away_are_bad() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert judge_port(port, is_running=False).state is State.BAD
        assert judge_port(port, is_running=True).state is State.OK
    assert judge_port(port, is_running=False).state is State.OK
    assert [one.state for one in judge_page(f"http://127.0.0.1:{port}")] == [State.BAD]


@pytest.fixture
def seen(clean: Cluster) -> Iterator[None]:
    """What a supervisor left: a flaw of the server, and a disk that is well."""
    looker = Looker(clean.home)
    looker.keep(looker.look())
    yield
    (clean.home / "health.json").unlink()


def browsers() -> dict[str, Client]:
    team = a_coalition()
    host = authorities.add_authority("HOST", "Host of this node", type="customs")
    watch = authorities.add_authority("EE-DPA", "Supervision of Estonia", type="supervisory", state_code="EE")
    people = {
        "administrator": a_person(host, "the.administrator", role="administrator", purpose="administration"),
        "supervisor": a_person(watch, "the.supervisor", role="supervisor", purpose="supervision"),
        "coordinator": team.estonia,
    }
    return {
        role: as_person(Client(SERVER_NAME="localhost"), one.person_id, one.mandate_id) for role, one in people.items()
    }


def test_the_page_is_for_those_who_run_the_node_and_the_flaw_stands_in_red(seen: None) -> None:
    """SEC-60, REL-22."""
    by = browsers()
    for role in ("administrator", "supervisor"):
        page = by[role].get(reverse("health"))
        assert page.status_code == 200 and b"The database answers." in page.content
        assert b'data-tone="stop"' in page.content and b"has known flaws" in page.content
        assert b"has known flaws" in by[role].get("/").content, "on every page of theirs"
        listed = by[role].get(reverse("keys"))
        assert listed.status_code == 200 and b"keys rotate kek" in listed.content  # SEC-43
    assert (
        by["coordinator"].get(reverse("health")).status_code
        == 403
        == by["coordinator"].get(reverse("keys")).status_code
    )
    assert b"has known flaws" not in by["coordinator"].get("/").content
    stranger = Client(SERVER_NAME="localhost").get(reverse("health"))
    assert stranger.status_code == 302 and stranger["Location"].startswith(reverse("sign-in"))


def test_only_an_administrator_drops_the_reserve_and_the_ledger_says_so(seen: None, clean: Cluster) -> None:
    """REL-11."""
    by = browsers()
    assert reserve.lay_down(clean.home, size=1024, least_free=0)
    assert not reserve.lay_down(clean.home, size=1024, least_free=0)
    assert by["supervisor"].post(reverse("reserve-drop")).status_code == 403
    assert reserve.size_of(clean.home) == 1024
    assert by["administrator"].get(reverse("reserve-drop")).status_code == 405
    assert by["administrator"].post(reverse("reserve-drop")).status_code == 302
    assert reserve.size_of(clean.home) == 0
    with clean.superuser.connect("firstwall") as connection:
        rows = connection.execute(
            "select result, details from ledger_entry where act = 'supervision.drop_reserve' order by id"
        )
        assert rows.fetchall() == [("refused", {"rule": "SEC-01", "article": ""}), ("done", {"bytes": 1024})]


def test_a_reserve_is_laid_down_only_where_room_is_plenty(tmp_path: Path) -> None:
    assert not reserve.lay_down(tmp_path, size=1024, least_free=1 << 60)
    assert list(tmp_path.iterdir()) == []
    assert reserve.drop(tmp_path) == 0


def test_each_file_system_is_looked_at_once(tmp_path: Path) -> None:
    found = disks_of([tmp_path, tmp_path / "not" / "yet", Path("/proc")])
    assert [one.place for one in found] == [tmp_path, Path("/proc")]
