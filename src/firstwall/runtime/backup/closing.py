"""The last step of a restore, in the restored home's process (`firstwall close-restore`): nobody can sign in before its end."""

import json
import sys
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import transaction

from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.ledger import reading, verify
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.holding import superuser_of
from firstwall.runtime.provision import DATABASE
from firstwall.seals import signing
from firstwall.supervision import replaying

_COUNTED = ("cis_alert", "cis_index_entry", "ledger_entry", "screening_candidate", "authorities_person")


def command() -> None:
    """Read what the restore knows from the standard input, do it, write what was found to the standard output."""
    try:
        print(json.dumps(close(json.load(sys.stdin))))
    except (CannotStart, Fault) as wrong:
        print(f"firstwall: {wrong}", file=sys.stderr)
        raise SystemExit(1) from None


def close(said: dict) -> dict:
    """Erase again, end what is over, verify, count.

    Raises:
        CannotStart: the ledger does not hold together.
        Fault: the clocks disagree.
    """
    home = Path(settings.FIRSTWALL_DATA_FOLDER)
    listed, kept = _size_of(said["checkpoint"]), _size_of(said["kept"])
    known = max(listed, kept)
    placed = _verified({said["checkpoint"]: listed, said["kept"]: kept})
    ended = [replaying.Ended(*one) for one in said["ended"]]
    with superuser_of(home).connect(DATABASE) as superuser:
        access = replaying.whose_access(superuser, ended)
        again = replaying.end_again(superuser, ended, utc_now().date())
        ways, owed = replaying.end_ways_in(superuser)
    details = {name: said[name] for name in ("base", "base_at", "until")} | {"placed": placed, "known": known}
    replaying.close_restore(details | {"again": again | ways})
    with superuser_of(home).connect(DATABASE) as superuser:
        rows = {name: _count(superuser, name) for name in _COUNTED}
        left = replaying.still_there(superuser, ended)
    if left:
        raise CannotStart(f"{left} alerts that were erased are still there after the restore.")
    sizes = {"placed": placed, "known": known, "lost": max(0, known - placed), "listed": listed, "kept": kept}
    return sizes | {"ended": again | ways, "access": access + owed, "rows": rows}


def _verified(checkpoints: dict[str, int]) -> int:
    """The ledger in one pass; a checkpoint that counts more entries than are here says only that some are lost."""
    with transaction.atomic(using=verify.LOGIN):
        here = reading.size(verify.LOGIN)
    report = verify.verify(*(note for note, size in checkpoints.items() if note and size <= here))
    if report.fault is not None:
        raise CannotStart(f"The restored ledger does not hold together: {report.fault.sentence}")
    return report.placed


def _size_of(checkpoint: str) -> int:
    if not checkpoint:
        return 0
    try:
        lines = signing.verify_note(checkpoint, signing.load_verifiers()).split("\n")
    except signing.NoteInvalid as invalid:
        raise CannotStart(f"The checkpoint beside the backups is not signed by the ledger's key ({invalid}).") from None
    return int(lines[1])


def _count(superuser: psycopg.Connection, table: str) -> int:
    row = superuser.execute(psycopg.sql.SQL("select count(*) from {}").format(psycopg.sql.Identifier(table))).fetchone()
    return int(row[0]) if row else 0
