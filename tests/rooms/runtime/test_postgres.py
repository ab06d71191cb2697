"""REL-01, REL-13: what was acknowledged survives the kill of every PostgreSQL process; nothing dead stands in the way."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from firstwall.runtime import alive
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.postgres import Cluster


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster of this test's own, because it is killed."""
    with tempfile.TemporaryDirectory(prefix="firstwall-test-") as folder:
        own = Cluster(Path(folder))
        own.start()
        yield own
        own.remove()


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def write_until_killed(cluster: Cluster, acknowledged: list[int]) -> None:
    with cluster.superuser.connect() as connection:
        connection.execute("create table kept (n int primary key)")
        for number in range(1_000_000):
            try:
                connection.execute("insert into kept values (%s)", [number])
            except psycopg.OperationalError:
                return
            acknowledged.append(number)


def test_every_acknowledged_row_survives_kill_9_of_all_processes(cluster: Cluster) -> None:
    acknowledged: list[int] = []
    writer = threading.Thread(target=write_until_killed, args=(cluster, acknowledged))
    writer.start()
    while len(acknowledged) < 200:
        time.sleep(0.01)
    alive.kill_all(alive.working_in(cluster.data, "postgres"))
    writer.join(20)
    assert not writer.is_alive()
    cluster.start()
    with cluster.superuser.connect() as connection:
        found = {row[0] for row in connection.execute("select n from kept")}
    assert set(acknowledged) <= found


def test_a_backend_that_outlived_its_postmaster_is_ended(cluster: Cluster) -> None:
    """A backend in the middle of long work does not notice that its postmaster has died."""
    with cluster.superuser.connect() as connection:
        pid = connection.info.backend_pid
        os.kill(pid, signal.SIGSTOP)
        os.kill(postmaster(cluster), signal.SIGKILL)
        cluster.start()
        assert not alive.is_alive(pid)
    with cluster.superuser.connect() as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_pid_file_that_names_another_program_is_cleared(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n\n\n\nready   \n")
    cluster.start()
    assert cluster.running


def test_a_zombie_counts_as_dead() -> None:
    with subprocess.Popen(["true"]) as child:
        deadline = time.monotonic() + 5
        while alive.is_alive(child.pid) and time.monotonic() < deadline:
            time.sleep(0.01)  # it has ended, nobody has waited for it yet
        assert Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        assert not alive.is_alive(child.pid)


def test_a_second_supervisor_is_refused_and_harms_nothing(cluster: Cluster) -> None:
    with pytest.raises(CannotStart, match="already in use"):
        Cluster(cluster.home).start()
    with cluster.superuser.connect() as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_postgres_ends_when_its_supervisor_is_killed() -> None:
    """Nothing is left behind by a supervisor that had no time to say good-bye."""
    with tempfile.TemporaryDirectory(prefix="firstwall-test-") as folder:
        program = (
            "import sys, time; from pathlib import Path; from firstwall.runtime.postgres import Cluster\n"
            "cluster = Cluster(Path(sys.argv[1])); cluster.start(); print('up', flush=True); time.sleep(60)"
        )
        with subprocess.Popen([sys.executable, "-c", program, folder], stdout=subprocess.PIPE) as holder:
            assert holder.stdout and holder.stdout.readline() == b"up\n"
            left = Cluster(Path(folder))
            pid = postmaster(left)
            born = alive.started_at(pid)
            holder.kill()
        assert alive.wait_until_dead(pid, born, 10)
        left.remove()


def test_no_tcp_port_is_open_and_the_log_holds_no_values(cluster: Cluster) -> None:
    with cluster.superuser.connect() as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        connection.execute("create table names (name text primary key)")
        for _ in range(2):
            try:
                connection.execute("insert into names values ('canary Zoltan')")
                connection.execute("select 'canary Zoltan'::uuid")
            except psycopg.Error:
                continue
    assert "canary" not in (cluster.home / "logs" / "postgres.log").read_text()


def test_case_is_folded_by_unicode_without_icu(cluster: Cluster) -> None:
    with cluster.superuser.connect() as connection:
        assert connection.execute("select upper('straße'), lower('ΑΣ')").fetchone() == ("STRASSE", "ας")
        assert connection.execute("show data_checksums").fetchone() == ("on",)


def test_a_server_that_may_lose_acknowledged_work_is_refused(cluster: Cluster) -> None:
    with cluster.superuser.connect() as connection:
        connection.execute("alter role fw_bootstrap set synchronous_commit = off")
    with pytest.raises(CannotStart, match="synchronous_commit is off"):
        cluster.superuser.check_durable()
