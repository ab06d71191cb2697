"""A PostgreSQL server as its superuser reaches it: the embedded one, or the one of FIRSTWALL_DATABASE_URL."""

from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

from firstwall.runtime.checks.certificate import expired_on
from firstwall.runtime.checks.refused import explained
from firstwall.runtime.errors import CannotStart

OLDEST = 150000
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True, slots=True)
class Superuser:
    """Host, port and the one login that may make roles and the database; used for nothing else (SEC-05)."""

    host: str
    port: str
    user: str
    password: str
    first_database: str = "postgres"

    @classmethod
    def from_url(cls, url: str, *, password: str = "") -> "Superuser":
        """Read FIRSTWALL_DATABASE_URL. Further options (TLS) come from libpq's own PG… variables."""
        try:
            parts = conninfo_to_dict(url)
        except psycopg.ProgrammingError:  # its words may quote the password
            raise CannotStart(
                "The URL of the database server (FIRSTWALL_DATABASE_URL, database.url) cannot be read.",
                cure="Such as postgresql://postgres@db.example:5432/postgres; write / and @ of a password as %2F and %40.",
            ) from None
        return cls(
            host=str(parts.get("host", "")),
            port=str(parts.get("port", "5432")),
            user=str(parts.get("user", "postgres")),
            password=str(parts.get("password") or password),
            first_database=str(parts.get("dbname", "postgres")),
        )

    def connect(self, database: str = "") -> psycopg.Connection:
        """A connection that commits each statement."""
        try:
            return psycopg.connect(
                host=self.host,
                port=self.port,
                user=self.user,
                password=self.password,
                dbname=database or self.first_database,
                application_name="firstwall provision",
                connect_timeout=10,
                autocommit=True,
            )
        except psycopg.OperationalError as refused:
            raise self._why_refused(str(refused)) from None

    @property
    def is_local(self) -> bool:
        """Whether the connection stays on this machine: a socket, or the loopback address."""
        return self.host in ("", "localhost", "127.0.0.1", "::1") or self.host.startswith("/")

    def _why_refused(self, said: str) -> CannotStart:
        """libpq says only that a certificate was not believed; whether it has expired is looked up."""
        day = expired_on(self.host, self.port) if "certificate verify failed" in said else ""
        if not day:
            return explained(said)
        return CannotStart(
            f"The database server does not let us in. Its certificate has expired on {day}.",
            cure="Have it renewed on that server, then start again.",
        )

    def check_durable(self) -> None:
        """Refuse a server that may lose what it acknowledged (REL-01), or is too old."""
        with self.connect() as connection:
            if connection.info.server_version < OLDEST:
                raise CannotStart("The database server is older than PostgreSQL 15.", cure="Use 15 or newer.")
            off = [name for name in DURABLE if _setting(connection, name) in ("off", "local")]
        if off:
            raise CannotStart(
                f"The database server may lose acknowledged work: {', '.join(off)} is off.", cure="Set it to on."
            )


def _setting(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute("select current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""
