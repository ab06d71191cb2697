"""Bring the database back to what the migrations left, between two tests."""

import json

import psycopg
from psycopg import sql

from firstwall.runtime.provision import DATABASE
from firstwall.runtime.server import Superuser

# Written by migrations or provisioning only; no test may change them.
FIXED = ("django_", "law_", "authorities_context_key", "procrastinate_version")


class Content:
    """Empties the tables as superuser: nobody else may truncate (SEC-05), and row-level security would hide rows."""

    def __init__(self, superuser: Superuser) -> None:
        self._superuser = superuser
        self._connection = superuser.connect(DATABASE)
        query = "select tablename from pg_tables where schemaname = 'public' order by 1"
        names = [str(row[0]) for row in self._connection.execute(query)]
        self._tables = [name for name in names if not name.startswith(FIXED)]
        self._seeds = {name: rows for name in self._tables if (rows := self._rows(name))}

    def empty(self) -> None:
        """Truncate all, then put back the rows that migrations had written."""
        if not self._tables:
            return
        self._reconnect_if_lost()
        names = sql.SQL(", ").join(sql.Identifier(name) for name in self._tables)
        with self._connection.transaction():
            self._connection.execute(sql.SQL("truncate {} restart identity cascade").format(names))
            for name, rows in self._seeds.items():
                put = "insert into {0} overriding system value select * from json_populate_recordset(null::{0}, %s)"
                self._connection.execute(sql.SQL(put).format(sql.Identifier(name)), [json.dumps(rows)])

    def _rows(self, name: str) -> list[dict]:
        query = sql.SQL("select json_agg(t) from {} t").format(sql.Identifier(name))
        found = self._connection.execute(query).fetchone()
        return found[0] if found and found[0] else []

    def _reconnect_if_lost(self) -> None:
        """A test before this one may have killed the server; the connection notices only when it is used."""
        try:
            self._connection.execute("select 1")
        except psycopg.OperationalError:
            self._connection = self._superuser.connect(DATABASE)
