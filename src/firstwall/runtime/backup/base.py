"""Take a base: the whole cluster as pg_basebackup streams it, packed and sealed before it touches a disk (SEC-42)."""

import os
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.db import connections

from firstwall import __version__
from firstwall.kernel.clock import utc_now
from firstwall.runtime.backup import expiring, lists, notes, records
from firstwall.runtime.backup.lsn import segment_name
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.source import Identity, Source, login_of
from firstwall.runtime.backup.store import BASE_FILE, MANIFEST, Store, remove, write
from firstwall.runtime.binaries import locate
from firstwall.runtime.errors import CannotStart
from firstwall.seals import outward, signing

_PIECE = 1 << 20
_GZIP = 31
Say = Callable[[str], None]


def take_base(plan: Plan, home: Path, say: Say) -> dict[str, Any]:
    """Take a base now, end what is too old, and return what the manifest says.

    Raises:
        CannotStart: the database does not let the backup in, or the copy did not come to its end; what there was stays.
    """
    signer = signing.load_signer(signing.BACKUP)
    before, began = _identify(home), utc_now()
    claim(plan.store, before, signer)
    base_id = f"{began:%Y%m%dT%H%M%SZ}"
    folder = plan.store.folder("base") / base_id
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        with _copied(home) as stream:
            sealed = outward.seal_outward(_packed(stream), plan.key, name=f"base {base_id}")
            written = write(folder / BASE_FILE, sealed)
    except BaseException:
        remove(folder)
        raise
    after = _identify(home)
    said = {
        "id": base_id,
        "node": signer.name,
        "release": __version__,
        "system": before.system,
        "postgresql": before.version // 10_000,
        "superuser": _name_of_superuser(),
        "segment_size": before.segment_size,
        "wal_from": _segment(before),
        "wal_to": _segment(after),
        "began_at": began.isoformat(),
        "ended_at": utc_now().isoformat(),
        "size": written.size,
        "sha256": written.sha256,
        "sealed_to": str(plan.key.key_id),
        "packed": "gzip",
        "ledger_keys": [verifier.text for verifier in signing.load_verifiers()],
    } | lists.read_roll(plan).stamp
    write(folder / MANIFEST, [notes.sign("base", said, signer)])
    expiring.end_old(plan, utc_now(), say)
    lists.write_all(plan, home)
    records.note_base(home, said)
    return said


def claim(store: Store, found: Identity, signer: signing.Signer) -> None:
    """One folder holds one cluster's backups: another's are refused before anything is mixed.

    Raises:
        CannotStart: the folder is another cluster's.
    """
    path = store.root / "node.note"
    if not path.exists():
        write(path, [notes.sign("node", {"system": found.system, "node": signer.name}, signer)])
        return
    try:
        said = notes.read("node", path.read_bytes(), signing.load_verifiers(signing.BACKUP))
    except signing.NoteInvalid:
        said = {}
    if said.get("system") != found.system:
        raise CannotStart(
            f"{store.root} holds the backups of another node.", cure="Give this node a folder of its own."
        )


def _identify(home: Path) -> Identity:
    source = Source(home)
    try:
        source.hold_log()
        return source.identity()
    finally:
        source.close()


def _name_of_superuser() -> str:
    with connections[lists.LOGIN].cursor() as cursor:
        cursor.execute("select rolname from pg_roles where oid = 10")
        return str(cursor.fetchone()[0])


def _segment(found: Identity) -> str:
    return segment_name(found.timeline, found.place // found.segment_size, found.segment_size)


class _copied:
    """The cluster as a stream of tar; leaving it asks how the copy ended."""

    def __init__(self, home: Path) -> None:
        login = login_of(home)
        command = [locate().path("pg_basebackup"), "-h", login["host"], "-p", login["port"], "-U", login["user"], "-w"]
        # -X fetch: the log that makes the copy consistent lies in it, so that a base is good for itself.
        command += ["-D", "-", "-F", "tar", "-X", "fetch", "--checkpoint=fast", "--no-manifest", "--label=firstwall"]
        kept = {name: value for name, value in os.environ.items() if name.startswith("PGSSL")}
        bare = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PGPASSWORD": login["password"]} | kept
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving
        self._process = subprocess.Popen(command, env=bare, cwd="/", stdout=subprocess.PIPE, stderr=self._said)

    def __enter__(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is not None:
            self._process.kill()
        code = self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode(errors="replace").strip()
        self._said.close()
        if kind is None and code != 0:
            raise CannotStart(f"The copy of the database did not come to its end: {said[-300:]}", cure="Try again.")


def _packed(stream: IO[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(1, wbits=_GZIP)
    while piece := stream.read(_PIECE):
        yield packer.compress(piece)
    yield packer.flush()
