"""Lays the context key's pads where only the policies' function reads them (SEC-08)."""

import psycopg

from firstwall.seals import context_mac


def accept_next(superuser: psycopg.Connection) -> None:
    """Have the database accept the key that comes next beside the one in use."""
    _lay(superuser, 2, context_mac.next_pads())


def settle(superuser: psycopg.Connection) -> None:
    """Accept the key in use alone: no transaction under another one is left."""
    with superuser.transaction():
        install(superuser)
        superuser.execute("delete from authorities_context_key where id = 2")


def install(superuser: psycopg.Connection) -> None:
    """Write or renew the one row of the key table. Run by provisioning, as the bootstrap superuser."""
    _lay(superuser, 1, context_mac.pads())


def _lay(superuser: psycopg.Connection, place: int, pads: tuple[bytes, bytes]) -> None:
    superuser.execute(
        "insert into authorities_context_key (id, ipad, opad) values (%s, %s, %s)"
        " on conflict (id) do update set ipad = excluded.ipad, opad = excluded.opad",
        [place, *pads],
    )
