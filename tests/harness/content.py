"""Bring the database back to what the migrations left, between two tests."""

import json

import psycopg
from psycopg import sql

from firstwall.runtime.provision import DATABASE
from firstwall.runtime.server import Superuser

# Written by migrations or provisioning only; no test may change them.
FIXED = ("django_", "law_", "authorities_context_key", "procrastinate_version")
WORTH_TRUNCATING = 4 * 2**20
"Bytes; what was deleted leaves room behind, too."
SEQUENCES_ANEW = """
select setval(format('%I.%I', s.schemaname, s.sequencename), s.start_value, false)
  from pg_sequences s
 where s.schemaname = 'public' and s.last_value is not null and not starts_with(s.sequencename, 'django_')
"""


class Content:
    """Empties the tables as superuser: nobody else may truncate (SEC-05), and row-level security would hide rows."""

    def __init__(self, superuser: Superuser) -> None:
        self._superuser = superuser
        self._connection = superuser.connect(DATABASE)
        query = "select tablename from pg_tables where schemaname = 'public' order by 1"
        names = [str(row[0]) for row in self._connection.execute(query)]
        self._tables = [name for name in names if not name.startswith(FIXED)]
        self._seeds = {name: rows for name in self._tables if (rows := self._rows(name))}

    def empty(self, *, by_truncating: bool = False) -> None:
        """Take every row out, start the numbers anew, then put back the rows that migrations had written."""
        if not self._tables:
            return
        self._reconnect_if_lost()
        filled = self._filled()
        with self._connection.transaction():
            if by_truncating or any(size > WORTH_TRUNCATING for _name, size in filled):
                names = sql.SQL(", ").join(sql.Identifier(name) for name in self._tables)
                self._connection.execute(sql.SQL("truncate {} restart identity cascade").format(names))
            else:
                self._delete([name for name, _size in filled])
            for name, rows in self._seeds.items():
                put = "insert into {0} overriding system value select * from json_populate_recordset(null::{0}, %s)"
                self._connection.execute(sql.SQL(put).format(sql.Identifier(name)), [json.dumps(rows)])

    def _filled(self) -> list[tuple[str, int]]:
        """The tables that hold rows, with their bytes on the disk."""
        one = sql.SQL("select {}, pg_relation_size({}) where exists (select from {})")
        looks = [one.format(sql.Literal(name), sql.Literal(f'"{name}"'), sql.Identifier(name)) for name in self._tables]
        return self._connection.execute(sql.SQL(" union all ").join(looks)).fetchall()

    def _delete(self, names: list[str]) -> None:
        """A few rows go in a tenth of the time that it takes to truncate all; no trigger looks, no key is followed."""
        self._connection.execute("set local session_replication_role = replica")
        for name in names:
            self._connection.execute(sql.SQL("delete from {}").format(sql.Identifier(name)))
        self._connection.execute(SEQUENCES_ANEW)
        self._connection.execute("set local session_replication_role = origin")

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
