"""A PostgreSQL server as its superuser reaches it: the embedded one, or the one of FIRSTWALL_DATABASE_URL."""

from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict

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
    def from_url(cls, url: str) -> "Superuser":
        """Read FIRSTWALL_DATABASE_URL. Further options (TLS) come from libpq's own PG… variables."""
        try:
            parts = conninfo_to_dict(url)
        except psycopg.ProgrammingError as wrong:
            raise CannotStart(f"FIRSTWALL_DATABASE_URL cannot be read: {str(wrong).strip()}.") from None
        return cls(
            host=str(parts.get("host", "")),
            port=str(parts.get("port", "5432")),
            user=str(parts.get("user", "postgres")),
            password=str(parts.get("password", "")),
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
            raise CannotStart(f"The database server does not let us in: {str(refused).strip()}") from None

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
