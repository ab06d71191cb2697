"""SEC-42: a node on a PostgreSQL of its own, of another version and with its settings elsewhere, comes back as well."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.harness.quick_folder import quick_folder

from firstwall.runtime.binaries import locate
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.isolation import launched
from firstwall.runtime.postgres import Cluster
from firstwall.seals import outward

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
PREPARE = "from pathlib import Path; import os; from firstwall.runtime import provision, holding; home = Path(os.environ['FIRSTWALL_HOME']); provision.provision(home, holding.superuser_of(home))"  # noqa: E501


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FIRSTWALL_POSTGRES_PROGRAMS", str(PROGRAMS))
    with tempfile.TemporaryDirectory(prefix="firstwall-test-", dir=quick_folder()) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
        for home in ("server", "new"):
            Cluster(Path(folder) / home).remove()


def an_own_server(home: Path) -> Cluster:
    """As a system's package makes it: superuser postgres, passwords, settings outside of the data folder."""
    server = Cluster(home)
    password = server.make_place()
    (home / "pw").write_text(password)
    server.own_all(home / "pw")
    made = [server.programs.path("initdb"), "-D", str(server.data), "-U", "postgres", f"--pwfile={home / 'pw'}"]
    made += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
    subprocess.run(launched(made, user=server.programs.user), cwd="/", check=True, capture_output=True)
    return server


def firstwall(home: Path, *words: str, **further: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FIRSTWALL_")}
    environment |= {"FIRSTWALL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "firstwall.runtime.settings", **further}
    done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(not (PROGRAMS / "postgres").exists(), reason="PostgreSQL 15 is not installed here")
def test_a_node_on_its_own_postgresql_15_comes_back(place: Path) -> None:
    server = an_own_server(place / "server")
    server.start(superuser="postgres")
    url = f"postgresql://postgres:{server.superuser.password}@/postgres?host={server.socket_folder}&port={server.port}"
    (place / "words").write_text("five words for the test\n")
    (place / "store").mkdir()
    key = outward.OpenedBy.generate()
    (place / "key").write_text(key.text)
    own = {"FIRSTWALL_DATABASE_URL": url, "FIRSTWALL_BACKUP_TO": str(place / "store")}
    own |= {"FIRSTWALL_BACKUP_KEY": key.public.text, "FIRSTWALL_PASSPHRASE_FILE": str(place / "words")}
    home = place / "home"
    firstwall(home, "-c", PREPARE, **own)
    firstwall(home, "-m", "firstwall", "migrate", **own)
    for name in ("postgresql.conf", "pg_hba.conf", "pg_ident.conf"):  # read already; a base does not have them
        (server.data / name).rename(place / name)
    assert "sealed and signed" in firstwall(home, "-m", "firstwall", "backup", **own)
    firstwall(home, "-m", "firstwall", "backup", "keys", str(place / "keys"), **own)
    signers = place / "signers"
    shutil.copy(home / "keys" / "backup-public.key", signers)
    server.stop()
    words = ["restore", str(place / "store"), "--key", str(place / "key"), "--signed-by", str(signers)]
    words += ["--keys", str(place / "keys"), "--home", str(place / "new")]
    back = {"FIRSTWALL_PASSPHRASE_FILE": own["FIRSTWALL_PASSPHRASE_FILE"], "FIRSTWALL_POSTGRES_PROGRAMS": str(PROGRAMS)}
    assert "every proof verifies" in firstwall(place / "new", "-m", "firstwall", *words, **back)
    restored = Cluster(place / "new")
    restored.start()
    with restored.superuser.connect() as connection:
        assert connection.info.server_version < 160000
    with pytest.raises(CannotStart, match="does not let us in"):
        replace(restored.superuser, user="postgres").connect()  # the password of the lost server is not this one's


def test_programs_that_are_not_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTWALL_POSTGRES_PROGRAMS", str(tmp_path))
    with pytest.raises(CannotStart, match="no PostgreSQL in"):
        locate()
