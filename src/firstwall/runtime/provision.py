"""Make what Firstwall needs on a PostgreSQL server: roles, database, keys, connection.json. No Django, quick to import.

Each role is logged in as and never stepped down to; none is superuser, none passes by row-level security (SEC-05).
`migrate` (a module of its own, because it needs Django) then builds the schema as fw_owner, which may log in only
meanwhile. All of it may be run again at any time.
"""

import hashlib
import json
import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from firstwall.runtime.checks.server import SILENT
from firstwall.runtime.server import Superuser

DATABASE = "firstwall"
OWNER = "fw_owner"
LOGIN_ROLES = ("fw_app", "fw_screen", "fw_log", "fw_super", "fw_jobs", "fw_backup")
RIGHTS = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
# A base and the write-ahead log come by the replication protocol: the one login that may copy the cluster as it lies.
REPLICATES = "fw_backup"
PACKAGE = Path(__file__).resolve().parent.parent
SHAPES_THE_SCHEMA = ("migrations/**/*.py", "migrations/**/*.sql", "law/data/*", "runtime/provision.py")


def prepare_home(home: Path, superuser: Superuser) -> None:
    """Write keys and connection.json, before any server is asked. What exists is kept."""
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    keys = Path(os.environ.get("FIRSTWALL_KEYS") or home / "keys")
    for folder in (keys, keys / "ledger", keys / "backup", home / "spool", home / "static", home / "superuser"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _once(keys / "session.key", secrets.token_urlsafe(64).encode())
    _once(keys / "context.key", secrets.token_bytes(32))
    file = home / "connection.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    passwords = known.get("passwords", {})
    wanted = {
        "host": superuser.host,
        "port": superuser.port,
        "name": DATABASE,
        "passwords": {role: passwords.get(role) or secrets.token_urlsafe(32) for role in (OWNER, *LOGIN_ROLES)},
    }
    if wanted != known:
        _write_private(file, json.dumps(wanted, indent=1).encode())


def provision(home: Path, superuser: Superuser) -> bool:
    """Roles and database. Returns True when the schema must be (re)built by `migrate`, False when all is as it was."""
    prepare_home(home, superuser)
    superuser.check_durable()
    with superuser.connect() as server:
        if _state(home).get("schema") == schema_mark(server):
            return False
        passwords = read_connection(home)["passwords"]
        for role in (OWNER, *LOGIN_ROLES):
            _make_role(server, role, passwords[role])
        _make_database(server)
    with superuser.connect(DATABASE) as database:
        _close_public_schema(database)
    return True


@contextmanager
def owner_may_log_in(home: Path, superuser: Superuser) -> Iterator[None]:
    """fw_owner owns every table; it has a login only while it migrates, with a password good for this time only."""
    password = secrets.token_urlsafe(32)
    file = home / "connection.json"
    before = read_connection(home)
    with superuser.connect() as server:
        set_password(server, OWNER, password)
        server.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(OWNER)))
        passwords = before["passwords"] | {OWNER: password}
        _write_private(file, json.dumps(before | {"passwords": passwords}, indent=1).encode())
        try:
            yield
        finally:
            server.execute(sql.SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(sql.Identifier(OWNER)))


def schema_mark(server: psycopg.Connection) -> str:
    """One hash over everything that shapes the schema, and over which cluster it stands in."""
    digest = hashlib.sha256()
    row = server.execute("select system_identifier from pg_control_system()").fetchone()
    digest.update(str(row).encode())
    for pattern in SHAPES_THE_SCHEMA:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def remember(home: Path, name: str, value: str) -> None:
    """Keep a mark in state.json, so that the next start can skip what is done."""
    _write_private(home / "state.json", json.dumps(_state(home) | {name: value}).encode())


def read_connection(home: Path) -> dict:
    """What runtime/settings.py reads, too."""
    return json.loads((home / "connection.json").read_text())


def _state(home: Path) -> dict[str, str]:
    file = home / "state.json"
    return json.loads(file.read_text()) if file.exists() else {}


def remembered(home: Path, name: str) -> str:
    """The mark kept under this name, or an empty string."""
    return _state(home).get(name, "")


def _make_role(server: psycopg.Connection, role: str, password: str) -> None:
    exists = server.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    if not exists:
        server.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    rights = f"{'NOLOGIN' if role == OWNER else 'LOGIN'} {'' if role == REPLICATES else 'NO'}REPLICATION {RIGHTS}"
    server.execute(sql.SQL("ALTER ROLE {} " + rights).format(sql.Identifier(role)))
    if role != OWNER:
        set_password(server, role, password)


def set_password(server: psycopg.Connection, role: str, password: str) -> None:
    """Only the SCRAM verifier travels, never the password itself."""
    verifier = server.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier)))


def _make_database(server: psycopg.Connection) -> None:
    name = sql.Identifier(DATABASE)
    if not server.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
        create = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
        server.execute(sql.SQL(create).format(name, sql.Identifier(OWNER)))
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    roles = sql.SQL(", ").join(sql.Identifier(role) for role in (OWNER, *LOGIN_ROLES))
    server.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))
    for setting, quiet in SILENT.items():  # an own server keeps its log settings for its other databases
        command = sql.SQL("ALTER DATABASE {} SET {} = {}")
        server.execute(command.format(name, sql.Identifier(setting), sql.Literal(quiet)))


def _close_public_schema(database: psycopg.Connection) -> None:
    database.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
    database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    roles = sql.SQL(", ").join(sql.Identifier(role) for role in LOGIN_ROLES)
    database.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(roles))


def _once(path: Path, content: bytes) -> None:
    if not path.exists():
        _write_private(path, content)


def _write_private(path: Path, content: bytes) -> None:
    """Whole or not at all: a crash in the middle must not leave half a key."""
    building = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    descriptor = os.open(building, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    building.replace(path)
