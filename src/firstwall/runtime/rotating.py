"""Change the keys of a site while it works (SEC-40): the new key is accepted first, the old one ends last, nobody waits.

Every process looks at a key's file when it uses it, so that a rotation needs no restart. Where a transaction that began under
the old key may still run, the old key stays until the last of them has ended.
"""

import os
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings

from firstwall.authorities import context_key
from firstwall.kernel.clock import utc_now
from firstwall.runtime.backup import notes
from firstwall.runtime.backup.plan import read_plan
from firstwall.runtime.backup.store import write
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.holding import superuser_of
from firstwall.runtime.provision import DATABASE
from firstwall.seals import context_mac, data_keys, key_files, signing, streams
from firstwall.seals.inventory import key_id_of
from firstwall.supervision import key_turns

SESSION, SESSION_BEFORE = "session.key", "session-before.key"
_LONGEST_WAIT = 120.0
Details = dict[str, object]


def rotate(kind: str) -> Details:
    """Change the key of a kind and enter it in the ledger.

    Raises:
        CannotStart: no such kind, or old work did not end in time: then both keys are good, and the same command goes on later.
    """
    must_be_known(kind)
    details = ROTATIONS[kind]()
    key_turns.record_rotation(kind, details)
    return details


def must_be_known(kind: str) -> None:
    """Refuse a kind that is not rotated.

    Raises:
        CannotStart: no such kind.
    """
    if kind not in ROTATIONS:
        raise CannotStart(f"There is no kind {kind!r} to rotate.", cure=f"One of: {', '.join(ROTATIONS)}.")


def rotate_kek() -> Details:
    """A new key-encryption key: all data keys are wrapped anew, also those still being made; then the old one goes."""
    if len(data_keys.kek_ids()) > 1:
        _finish_kek()  # an earlier rotation was cut short
    before = data_keys.kek_ids()[0]
    data_keys.begin_new_kek()
    wrapped = _finish_kek()
    return {"before": before, "after": data_keys.kek_ids()[0], "wrapped_anew": wrapped}


def rotate_data() -> Details:
    """Every authority gets a new data key with its next value; what is sealed already opens as before."""
    return {"ended": key_turns.end_data_keys()}


def rotate_index() -> Details:
    """A new index key: saved forms under the old one are made anew from the database."""
    path = key_files.folder() / streams.KEY_FILE
    before = key_files.read_or_create(path)
    key_files.replace(path, secrets.token_bytes(key_files.KEY_BYTES))
    return {"before": key_id_of(before), "after": key_id_of(key_files.read(path))}


def rotate_context() -> Details:
    """A new context key, which the database accepts beside the old one until no transaction under that is left."""
    with _superuser() as database:
        context_key.accept_next(database)
        context_mac.rotate()
        _wait_for_those_before(database, utc_now())
        context_key.settle(database)
    return {}


def rotate_session() -> Details:
    """A new session key; cookies signed with the one before are read until the next rotation."""
    folder = key_files.folder()
    key_files.replace(folder / SESSION_BEFORE, key_files.read(folder / SESSION))
    key_files.replace(folder / SESSION, secrets.token_urlsafe(64).encode())
    return {}


def rotate_ledger() -> Details:
    """A new signing key of the ledger; the entry holds both public halves and the old key's word for the new one."""
    before, after = signing.rotate_signing_key(signing.LEDGER)
    word = signing.sign_note(f"firstwall handover\n{before.verifier.text}\n{after.text}\n", before)
    return {"before": before.verifier.text, "after": after.text, "handover": word}


def rotate_backup() -> Details:
    """A new signing key of the backups; the old key's word for it goes beside them, so that a kept public half still serves."""
    before, after = signing.rotate_signing_key(signing.BACKUP)
    if os.environ.get("FIRSTWALL_BACKUP_TO"):
        root = read_plan().store.root
        write(root / f"handover-{after.key_hash.hex()}.note", [notes.sign("handover", {"after": after.text}, before)])
    return {"before": before.verifier.text, "after": after.text}


ROTATIONS: dict[str, Callable[[], Details]] = {
    "kek": rotate_kek,
    "data": rotate_data,
    "index": rotate_index,
    "context": rotate_context,
    "session": rotate_session,
    "ledger": rotate_ledger,
    "backup": rotate_backup,
}


def _finish_kek() -> int:
    wrapped = key_turns.wrap_data_keys_anew()
    with _superuser() as database:
        _wait_for_those_before(database, utc_now())
    wrapped += key_turns.wrap_data_keys_anew()
    data_keys.end_old_kek()
    return wrapped


def _superuser() -> psycopg.Connection:
    return superuser_of(Path(settings.FIRSTWALL_DATA_FOLDER)).connect(DATABASE)


def _wait_for_those_before(database: psycopg.Connection, moment: datetime) -> None:
    """Until every transaction that was at work in this moment has ended; what began after it has seen the new key."""
    deadline = time.monotonic() + _LONGEST_WAIT
    query = (
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        " and backend_type = 'client backend' and xact_start <= %s"
    )
    while True:
        time.sleep(0.2)
        row = database.execute(query, [moment]).fetchone()
        if row == (0,):
            return
        if time.monotonic() > deadline:
            raise CannotStart(
                "A transaction that began before the key was changed still runs; both keys stay good.",
                cure="Give the same command again later.",
            )
