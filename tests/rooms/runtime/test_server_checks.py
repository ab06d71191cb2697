"""An own PostgreSQL that is not fit: each reason named with its cure, the exit code, and nothing changed on it."""

import contextlib
import os
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.harness.quick_folder import quick_folder

from firstwall.runtime.checks import minimum
from firstwall.runtime.checks.finding import State
from firstwall.runtime.checks.server import SILENT, TALKATIVE, Facts, facts_of, judge, judge_backup_slot, judge_log
from firstwall.runtime.checks.starting import check_secrets, check_server
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.postgres import SUPERUSER, Cluster
from firstwall.runtime.provision import DATABASE, provision
from firstwall.runtime.server import Superuser

GOOD = Facts(
    version=18_0007,
    user="owner",
    is_superuser=True,
    settings={"max_connections": "100", "data_checksums": "on", **SILENT},
    has_tls=True,
    is_local=False,
    database=DATABASE,
)


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """Another cluster of ours stands for the site's own server, reached over TCP."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="firstwall-test-", dir=quick_folder()) as folder:
        cluster = Cluster(Path(folder), listen="127.0.0.1", port=port)
        cluster.start()
        yield cluster
        cluster.remove()


def of_owner(server: Cluster, **changed: str) -> Superuser:
    there = Superuser("127.0.0.1", str(server.port), SUPERUSER, server.superuser.password)
    return replace(there, **changed)


def serve(server: Cluster, home: Path, user: str = SUPERUSER, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("FIRSTWALL_", "PG"))}
    url = f"postgresql://{user}:{server.superuser.password}@127.0.0.1:{server.port}/postgres"
    return subprocess.run(
        [sys.executable, "-m", "firstwall", "serve", "--home", str(home), "--port", "18999"],
        env=bare | {"FIRSTWALL_DATABASE_URL": url} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def catalogue(server: Cluster) -> tuple[object, ...]:
    with server.superuser.connect() as connection:
        roles = connection.execute("select rolname, rolcanlogin from pg_roles order by 1").fetchall()
        bases = connection.execute("select datname from pg_database order by 1").fetchall()
    return roles, bases


def bad(facts: Facts, *, production: bool = True) -> list[str]:
    return [one.name for one in [*judge(facts, production=production), judge_log(facts)] if one.state is State.BAD]


def test_a_good_server_has_nothing_bad() -> None:
    assert bad(GOOD) == []


def test_a_log_kept_without_bound_for_a_backup_that_is_away_is_named() -> None:
    """REL-11: it would fill the server's disk."""
    found = judge_backup_slot(replace(GOOD, settings={"max_slot_wal_keep_size": "-1"}))
    assert found.state is State.WARN and "ALTER SYSTEM SET max_slot_wal_keep_size" in str(found.cure)
    assert judge_backup_slot(replace(GOOD, settings={"max_slot_wal_keep_size": "8192"})).state is State.OK


UNFIT = [
    (replace(GOOD, version=14_0023), ["version"], "newer server"),
    (replace(GOOD, is_superuser=False), ["rights"], "ALTER ROLE owner SUPERUSER"),
    (replace(GOOD, has_tls=False), ["tls"], "verify-full"),
    (replace(GOOD, settings={**GOOD.settings, "fsync": "off"}), ["durability"], "ALTER SYSTEM SET fsync = on"),
    (replace(GOOD, settings={**GOOD.settings, "synchronous_commit": "local"}), ["durability"], "synchronous_commit"),
    (replace(GOOD, settings={**GOOD.settings, "data_checksums": "off"}), ["checksums"], "pg_checksums --enable"),
    (replace(GOOD, settings={**GOOD.settings, "max_connections": "20"}), ["connections"], "max_connections"),
    (replace(GOOD, is_embedded=True, version=18_0004), ["minor"], "own PostgreSQL"),
    *[
        (replace(GOOD, settings={**GOOD.settings, name: "loud"}), ["log"], f"ALTER DATABASE firstwall SET {name} = ")
        for name in SILENT
    ],
    *[
        (replace(GOOD, settings={**GOOD.settings, "shared_preload_libraries": f"x,{name}"}), ["log"], "restart")
        for name in TALKATIVE
    ],
]


@pytest.mark.parametrize(("facts", "names", "cure"), UNFIT)
def test_what_may_lose_or_show_data_is_bad_and_says_what_to_do(facts: Facts, names: list[str], cure: str) -> None:
    """REL-01, SEC-38, SEC-60, SEC-61."""
    assert bad(facts) == names
    found = [one for one in [*judge(facts, production=True), judge_log(facts)] if one.state is State.BAD]
    assert cure in found[0].cure


def test_the_minimum_is_one_for_each_major_that_is_taken() -> None:
    """SEC-60: below it a warning with the reason; a major unknown to this release is said as well."""
    for major, least in minimum.MINIMA.items():
        assert minimum.judge_version(major * 10_000 + least.minor).state is State.OK
        below = minimum.judge_version(major * 10_000 + least.minor - 1)
        assert below.state is State.WARN and least.source in below.sentence
    assert minimum.judge_version(99_0001).state is State.WARN
    assert minimum.judge_version((minimum.OLDEST_MAJOR - 1) * 10_000 + 99).state is State.BAD


def test_a_login_without_rights_is_named_and_nothing_is_changed(server: Cluster, tmp_path: Path) -> None:
    with server.superuser.connect() as connection:
        connection.execute(f"create role weak login createdb createrole password '{server.superuser.password}'")
    before = catalogue(server)
    done = serve(server, tmp_path / "home", user="weak")
    assert done.returncode == 1
    assert "no superuser" in done.stderr and "ALTER ROLE weak SUPERUSER" in done.stderr
    assert "Traceback" not in done.stderr
    assert catalogue(server) == before
    assert not (tmp_path / "home" / "connection.json").exists()


def test_a_login_that_may_lose_work_is_named(server: Cluster) -> None:
    """REL-01: a setting of the role counts as much as one of the server."""
    with server.superuser.connect() as connection:
        connection.execute("alter role fw_bootstrap set synchronous_commit = off")
        try:
            with pytest.raises(CannotStart, match="lose acknowledged work: synchronous_commit"):
                check_server(of_owner(server), database=DATABASE, is_embedded=False, production=True)
        finally:
            connection.execute("alter role fw_bootstrap reset synchronous_commit")


def test_our_database_is_made_silent_and_one_made_loud_again_is_refused(server: Cluster, tmp_path: Path) -> None:
    """SEC-61: the settings of the database count, whatever the server's other databases do."""
    assert provision(tmp_path, server.superuser)
    with server.superuser.connect() as connection:
        said = connection.execute(
            "select unnest(setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase"
            " where datname = %s",
            [DATABASE],
        ).fetchall()
        assert {row[0] for row in said} == {f"{name}={value}" for name, value in SILENT.items()}
        connection.execute(f"alter database {DATABASE} set log_min_messages = 'warning'")
    with pytest.raises(CannotStart, match="values to its log: log_min_messages") as refused:
        check_server(of_owner(server), database=DATABASE, is_embedded=False, production=True)
    with server.superuser.connect() as connection:
        connection.execute(refused.value.cure.partition(": ")[2].partition(";")[0])  # the cure, as it is told
    check_server(of_owner(server), database=DATABASE, is_embedded=False, production=True)


REACHED_NOT = [
    ({"password": "wrong"}, "refuses the user name or the password", "superuser/password"),
    ({"user": "nobody-here"}, "refuses the user name or the password", "user in the URL"),
    ({"port": "1"}, "Nobody listens", "host and port"),
    ({"host": "no-such-host.invalid"}, "name of the database server is not known", "host in the URL"),
    ({"host": "/nonexistent"}, "no socket", "unix_socket_directories"),
    ({"first_database": "absent"}, "does not exist", "postgres"),
]


@pytest.mark.parametrize(("changed", "sentence", "cure"), REACHED_NOT)
def test_a_server_that_is_not_reached_is_one_sentence(
    server: Cluster, changed: dict[str, str], sentence: str, cure: str
) -> None:
    with pytest.raises(CannotStart) as refused:
        of_owner(server, **changed).connect()
    assert sentence in refused.value.sentence and cure in refused.value.cure
    assert "wrong" not in str(refused.value) and server.superuser.password not in str(refused.value)


def test_a_url_that_cannot_be_read_does_not_repeat_its_password() -> None:
    with pytest.raises(CannotStart, match="cannot be read") as refused:
        Superuser.from_url("postgres:hush-hush@db.example")
    assert "hush" not in str(refused.value)


def certificate(folder: Path, name: str, *, days: int) -> Path:
    """A server's own certificate, valid until so many days from now, beside its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    until = datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=365))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{name}.key").write_bytes(private)
    return file


class BehindTls(socketserver.ThreadingTCPServer):
    """TLS before the real server, as a pooler or a balancer has it: the server of the wheel is built without."""

    daemon_threads = True

    def __init__(self, server: Cluster, shown: Path) -> None:
        self.server_port = server.port
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(shown, shown.with_suffix(".key"))
        super().__init__(("127.0.0.1", 0), _Passing)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *ended: object) -> None:
        self.shutdown()
        self.server_close()


class _Passing(socketserver.BaseRequestHandler):
    server: BehindTls

    def handle(self) -> None:
        asked = self.request.recv(8)
        assert asked == struct.pack("!ii", 8, 80877103)
        self.request.sendall(b"S")
        try:
            inside = self.server.context.wrap_socket(self.request, server_side=True)
        except OSError:
            return  # the client did not believe the certificate
        with socket.create_connection(("127.0.0.1", self.server.server_port)) as behind:
            back = threading.Thread(target=self._pass, args=(behind, inside), daemon=True)
            back.start()
            self._pass(inside, behind)
            back.join(5)

    @staticmethod
    def _pass(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := one.recv(65536):
                other.sendall(said)
            other.shutdown(socket.SHUT_WR)


def test_certificates_that_are_not_believed_are_told_apart(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-38: no TLS at all, expired, of another authority, of another name, and the right one."""
    made = (("old", -3), ("new", 90), ("x", 90))
    expired, valid, foreign = (certificate(tmp_path, name, days=days) for name, days in made)

    def refused(shown: Path, believed: Path, host: str = "localhost") -> CannotStart:
        monkeypatch.setenv("PGSSLROOTCERT", str(believed))
        with BehindTls(server, shown) as front, pytest.raises(CannotStart) as error:
            of_owner(server, host=host, port=str(front.server_address[1])).connect()
        return error.value

    monkeypatch.setenv("PGSSLMODE", "verify-full")
    monkeypatch.setenv("PGSSLROOTCERT", str(valid))
    with pytest.raises(CannotStart, match="speaks no TLS"):
        of_owner(server, host="localhost").connect()
    assert "has expired on" in refused(expired, expired).sentence
    assert "not signed by the authority" in refused(valid, foreign).sentence
    assert "for another name" in refused(valid, valid, host="127.0.0.1").sentence
    monkeypatch.setenv("PGSSLROOTCERT", str(valid))
    with BehindTls(server, valid) as front:
        there = of_owner(server, host="localhost", port=str(front.server_address[1]))
        with there.connect() as connection:
            assert facts_of(connection, is_local=False).has_tls


def test_a_typed_session_key_that_is_weak_and_keys_that_others_read_stop_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTWALL_SECRET_KEY", "changeme")
    with pytest.raises(CannotStart, match="FIRSTWALL_SECRET_KEY is shorter"):
        check_secrets(tmp_path)
    monkeypatch.delenv("FIRSTWALL_SECRET_KEY")
    tmp_path.chmod(0o700)
    (tmp_path / "context.key").write_bytes(b"x")
    (tmp_path / "context.key").chmod(0o640)
    with pytest.raises(CannotStart, match="mode 640") as refused:
        check_secrets(tmp_path)
    assert "go-rwx" in refused.value.cure
