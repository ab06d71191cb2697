"""The database as the backup's own login reaches it: by the replication protocol (SEC-05: fw_backup, the one that may)."""

import json
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from select import select

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from firstwall.runtime.backup.lsn import read_lsn, write_lsn
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.provision import REPLICATES

SLOT = "fw_backup"
_DATA, _ALIVE, _REPLY = b"w", b"k", b"r"
_DATA_HEAD = struct.Struct(">cQQq")
_ALIVE_HEAD = struct.Struct(">cQqB")
_REPLY_FORM = struct.Struct(">cQQQqB")
# PostgreSQL counts its microseconds from the year 2000.
_EPOCH = 946_684_800


@dataclass(frozen=True, slots=True)
class Identity:
    """Which cluster this is, and where its log stands."""

    system: str
    timeline: int
    place: int
    segment_size: int
    version: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of the log, or (without any) the server's word that it wants an answer."""

    start: int
    data: bytes
    wants_answer: bool = False


class Source:
    """One connection of the replication protocol."""

    def __init__(self, home: Path) -> None:
        login = make_conninfo("", **login_of(home), replication="true", connect_timeout="10")
        try:
            self._connection = psycopg.connect(login)
        except psycopg.OperationalError as refused:
            raise CannotStart(
                f"The database does not let the backup in: {str(refused).strip().splitlines()[-1]}",
                cure="On a PostgreSQL of your own, pg_hba.conf needs a line: host replication fw_backup ... scram-sha-256.",
            ) from None
        self._libpq = self._connection.pgconn

    def close(self) -> None:
        self._connection.close()

    def identity(self) -> Identity:
        """Ask the server who it is."""
        system, timeline, place, _database = self._ask("IDENTIFY_SYSTEM")
        (size,) = self._ask("SHOW wal_segment_size")
        number, unit = int(size[:-2]), {"MB": 1 << 20, "GB": 1 << 30}[size[-2:]]
        version = self._connection.info.server_version
        return Identity(system, int(timeline), read_lsn(place), number * unit, version)

    def hold_log(self) -> int:
        """Have the server keep its log for us from now on (once); return from where it does."""
        with suppress(psycopg.errors.DuplicateObject):
            self._ask(f"CREATE_REPLICATION_SLOT {SLOT} PHYSICAL RESERVE_WAL")
        _kind, place, _timeline = self._ask(f"READ_REPLICATION_SLOT {SLOT}")
        if not place:
            self._ask(f"DROP_REPLICATION_SLOT {SLOT}")
            raise CannotStart(
                "The server has dropped part of its log before it was backed up.",
                cure="Take a new base: firstwall backup now.",
            )
        return read_lsn(place)

    def stream(self, place: int, timeline: int) -> Iterator[Piece | None]:
        """Receive the log from a place on; None when a second has passed without a word.

        Raises:
            psycopg.OperationalError: the server went, or no longer has that place.
        """
        command = f"START_REPLICATION SLOT {SLOT} PHYSICAL {write_lsn(place)} TIMELINE {timeline}"
        self._libpq.send_query(command.encode())
        answer = self._libpq.get_result()
        if answer is None or answer.status != pq.ExecStatus.COPY_BOTH:
            raise psycopg.OperationalError(answer.error_message.decode() if answer else "no answer")
        while True:
            size, data = self._libpq.get_copy_data(1)
            if size < 0:
                raise psycopg.OperationalError("the server ended the stream")
            if size == 0:
                ready, _, _ = select([self._libpq.socket], [], [], 1.0)
                if ready:
                    self._libpq.consume_input()
                else:
                    yield None
                continue
            if piece := _read(bytes(data)):
                yield piece

    def confirm(self, place: int) -> None:
        """Tell the server that everything before this place lies safe: it may forget it."""
        now = int((time.time() - _EPOCH) * 1_000_000)
        self._libpq.put_copy_data(_REPLY_FORM.pack(_REPLY, place, place, place, now, 0))
        self._libpq.flush()

    def _ask(self, command: str) -> tuple[str, ...]:
        found = self._libpq.exec_(command.encode())
        if found.status == pq.ExecStatus.COMMAND_OK:
            return ()
        if found.status != pq.ExecStatus.TUPLES_OK:
            raise psycopg.errors.error_from_result(found)
        return tuple((found.get_value(0, n) or b"").decode() for n in range(found.nfields))


def login_of(home: Path) -> dict[str, str]:
    """Host, port, user and password of the backup's login."""
    known = json.loads((home / "connection.json").read_text())
    return {
        "host": str(known["host"]),
        "port": str(known["port"]),
        "user": REPLICATES,
        "password": str(known["passwords"][REPLICATES]),
    }


def _read(message: bytes) -> Piece | None:
    if message[:1] == _DATA:
        _, start, _end, _at = _DATA_HEAD.unpack_from(message)
        return Piece(start, message[_DATA_HEAD.size :])
    if message[:1] == _ALIVE:
        _, end, _at, wants = _ALIVE_HEAD.unpack_from(message)
        return Piece(end, b"", wants_answer=bool(wants))
    return None
