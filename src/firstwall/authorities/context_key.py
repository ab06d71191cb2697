"""Lays the context key's pads where only the policies' function reads them (SEC-08)."""

import psycopg

from firstwall.seals import context_mac


def install(superuser: psycopg.Connection) -> None:
    """Write or renew the one row of the key table. Run by provisioning, as the bootstrap superuser."""
    ipad, opad = context_mac.pads()
    superuser.execute(
        "insert into authorities_context_key (id, ipad, opad) values (1, %s, %s)"
        " on conflict (id) do update set ipad = excluded.ipad, opad = excluded.opad",
        [ipad, opad],
    )
