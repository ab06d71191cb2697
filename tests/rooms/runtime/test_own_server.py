"""An own PostgreSQL by FIRSTWALL_DATABASE_URL: another cluster of ours stands for the site's server, reached over TCP."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.harness.quick_folder import quick_folder

from firstwall.runtime import held
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.holding import cluster_of, superuser_of
from firstwall.runtime.postgres import SUPERUSER, Cluster
from firstwall.runtime.processes import environment_of_site
from firstwall.runtime.provision import provision, read_connection


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="firstwall-test-", dir=quick_folder()) as folder:
        server = Cluster(Path(folder), listen="127.0.0.1", port=port)
        server.start()
        address = f"postgresql://{SUPERUSER}:{server.superuser.password}@127.0.0.1:{port}/postgres"
        monkeypatch.setenv("FIRSTWALL_DATABASE_URL", address)
        yield address
        server.remove()


def test_roles_and_database_are_made_on_it(url: str, tmp_path: Path) -> None:
    assert cluster_of(tmp_path) is None
    assert provision(tmp_path, superuser_of(tmp_path)) is True
    kept = read_connection(tmp_path)
    with psycopg.connect(
        host=kept["host"], port=kept["port"], dbname=kept["name"], user="fw_app", password=kept["passwords"]["fw_app"]
    ) as connection:
        assert connection.execute("select current_user").fetchone() == ("fw_app",)


def test_the_processes_never_see_the_url(url: str, tmp_path: Path) -> None:
    assert url in os.environ.values()
    assert url not in environment_of_site(tmp_path, demo=False).values()


def test_reset_leaves_a_server_of_ones_own_alone(url: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="server of your own"):
        held.wipe(tmp_path)


def test_a_url_that_leads_nowhere_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIRSTWALL_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/postgres")
    with pytest.raises(CannotStart, match="does not let us in") as refused:
        superuser_of(tmp_path).connect()
    assert "secret" not in str(refused.value)
