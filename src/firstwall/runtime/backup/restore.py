"""Bring a node back on an empty host: checked, laid down, rolled forward, what was erased erased again, opened last (SEC-42).

1. The store is checked before anything is written (`checking`): nothing is changed when something is wrong.
2. Keys, cluster and log are laid into an empty home that carries a mark; `serve` opens no home with that mark.
3. PostgreSQL rolls forward to the end, or to the moment asked for. Only its superuser may come in, by the socket of this home.
4. Roles get new passwords, the schema is brought up to this release, what was erased meanwhile is erased again, what is over
   today ends, the ledger is verified against the newest checkpoint that is known (`closing`, in a process of its own).
5. The mark goes. Whatever breaks before leaves a home that never opens, and says so.
"""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from firstwall.runtime import provision
from firstwall.runtime.backup.checking import Checked
from firstwall.runtime.backup.mark import MARK, must_be_empty
from firstwall.runtime.binaries import locate
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.postgres import SUPERUSER, Cluster
from firstwall.runtime.processes import environment_of_site

_LONGEST_RECOVERY = 3600.0
# a server that keeps its settings elsewhere leaves them out of a base
_OF_THE_SERVER = {
    "postgresql.conf": "",
    "pg_ident.conf": "",
    "pg_hba.conf": "local all all scram-sha-256\nlocal replication all scram-sha-256\n",
}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `closing` found.

    Attributes:
        placed: entries in the ledger that came back; known: those the newest checkpoint at hand counts; lost: the difference.
        listed: up to which entry the lists of what ended go; kept: what the checkpoint from elsewhere counts, 0 without one.
        ended: rows that ended, by kind; access: whose ways in ended, to be given anew or looked at.
        rows: how many rows of each table are back.
    """

    placed: int
    known: int
    lost: int
    listed: int
    kept: int
    ended: dict[str, int]
    access: list[str]
    rows: dict[str, int]


def restore(home: Path, checked: Checked, keys: dict[str, bytes], say: Say, kept: str = "") -> Outcome:
    """Lay down, roll forward, close; `kept`: a checkpoint from elsewhere. The cluster is stopped at the end.

    Raises:
        CannotStart: what went wrong; the home stays closed.
    """
    must_be_empty(home)
    _must_be_ours(checked)
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    (home / MARK).write_text(json.dumps({"base": checked.base["id"], "store": str(checked.store.root)}))
    cluster = Cluster(home)
    try:
        _lay_keys(home, checked, keys)
        say(f"  Base {checked.base['id']} and {len(checked.log)} segments of the log ...")
        password = cluster.make_place()
        _lay_cluster(cluster, checked)
        say("  Rolling forward ...")
        _roll_forward(cluster, checked, password)
        say("  Roles, tables, what was erased, proofs ...")
        outcome = _close(home, cluster, checked, kept)
    finally:
        cluster.stop()
    (home / MARK).unlink()
    return outcome


def gate_for(superuser: str) -> tuple[str, str]:
    """Lines of pg_hba.conf and pg_ident.conf: only the user who restores comes in while the passwords are those of another life.

    The kernel says who is at the other end of the socket; whoever else reaches its folder stays outside.
    """
    user = pwd.getpwuid(os.geteuid()).pw_name
    gate = f'local all "{superuser}" peer map=restore\nlocal all all reject\nhost all all all reject\n'
    return gate, f'restore "{user}" "{superuser}"\n'


def _must_be_ours(checked: Checked) -> None:
    if os.environ.get("FIRSTWALL_DATABASE_URL"):
        raise CannotStart(
            "FIRSTWALL_DATABASE_URL is set: a base is a whole cluster and cannot be laid into a server that runs.",
            cure="Unset it: the node is restored with the programs at hand; the data folder may be moved afterwards.",
        )
    version = locate().version
    if str(checked.base["postgresql"]) != version:
        raise CannotStart(
            f"The base was taken from PostgreSQL {checked.base['postgresql']}; here is {version}.",
            cure="Name that version's programs: FIRSTWALL_POSTGRES_PROGRAMS=/usr/lib/postgresql/VERSION/bin.",
        )


def _lay_keys(home: Path, checked: Checked, keys: dict[str, bytes]) -> None:
    folder = Path(os.environ.get("FIRSTWALL_KEYS") or home / "keys")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = keys | {f"days/{name}.key": key for name, key in checked.days().items()}
    found.setdefault("ledger-public.key", "\n".join([*checked.base["ledger_keys"], ""]).encode())
    for name, content in found.items():
        path = folder / name
        if folder.resolve() not in path.resolve().parents:
            raise CannotStart(f"The file of keys names {name!r}, which lies elsewhere.")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)


class _Reader:
    """A stream of pieces as the file that tarfile reads."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, b""

    def read(self, size: int) -> bytes:
        while len(self._held) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        given, self._held = self._held[:size], self._held[size:]
        return given


def _lay_cluster(cluster: Cluster, checked: Checked) -> None:
    with tarfile.open(fileobj=_Reader(checked.cluster()), mode="r|", bufsize=1 << 20) as tar:  # type: ignore[call-overload]
        tar.extractall(cluster.data, filter="data")
    for name, usual in _OF_THE_SERVER.items():
        if not (cluster.data / name).exists():
            (cluster.data / name).write_text(usual)
    log = _log_folder(cluster)
    log.mkdir(mode=0o700)
    for name in checked.log:
        (log / name).write_bytes(checked.segment(name))
    for path in (cluster.data, log):
        path.chmod(0o700)
    cluster.own_all(log)
    cluster.own_all(cluster.data)


def _log_folder(cluster: Cluster) -> Path:
    return cluster.data / "restored_wal"


def _roll_forward(cluster: Cluster, checked: Checked, password: str) -> None:
    """Behind a gate that lets only the superuser in; then the gate goes, and the superuser has this home's password."""
    data, until, superuser = cluster.data, checked.until, checked.base["superuser"]
    gate, who, settings = data / "pg_hba.conf", data / "pg_ident.conf", data / "postgresql.auto.conf"
    kept = gate.read_text(), settings.read_text() if settings.exists() else "", who.read_text()
    for path, of_gate in zip((gate, who), gate_for(superuser), strict=True):
        path.write_text(of_gate)
    (data / "recovery.signal").touch()
    lines = [f'restore_command = \'cp "{_log_folder(cluster)}/%f" "%p"\'', "recovery_target_action = 'promote'"]
    lines.append("hot_standby = off")  # ready means: rolled forward to the end
    at_moment = [f"recovery_target_time = '{until.isoformat()}'"] if until else []
    settings.write_text("\n".join([kept[1], *lines, *at_moment, ""]))
    cluster.own_all(data)
    try:
        cluster.start(timeout=_LONGEST_RECOVERY, superuser=superuser)
    except CannotStart:
        if not until:
            raise
        # Nothing was committed after that moment, which PostgreSQL calls an error: all there is, is what was asked for.
        (data / "recovery.signal").touch()
        settings.write_text("\n".join([kept[1], *lines, ""]))
        cluster.own_all(data)
        cluster.start(timeout=_LONGEST_RECOVERY, superuser=superuser)
    gate.write_text(kept[0])
    settings.write_text(kept[1])
    who.write_text(kept[2])
    with replace(cluster.superuser, user=superuser).connect() as server:
        if superuser != SUPERUSER:
            server.execute(f"create role {SUPERUSER} superuser login")
        provision.set_password(server, SUPERUSER, password)
        server.execute("select pg_reload_conf()")
    shutil.rmtree(_log_folder(cluster))


def _close(home: Path, cluster: Cluster, checked: Checked, kept: str) -> Outcome:
    provision.provision(home, cluster.superuser)
    _in_own_process(home, "migrate")
    said = {
        "base": checked.base["id"],
        "base_at": checked.base["ended_at"],
        "until": checked.until.isoformat() if checked.until else "",
        "checkpoint": checked.roll.checkpoint,
        "kept": kept,
        "ended": checked.ended(),
    }
    return Outcome(**json.loads(_in_own_process(home, "close-restore", json.dumps(said))))


def _in_own_process(home: Path, word: str, said: str = "") -> str:
    """Django reads this home's settings once; so each home gets a process."""
    environment = environment_of_site(home, demo=False)
    command = [sys.executable, "-m", "firstwall", word]
    done = subprocess.run(command, env=environment, input=said, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise CannotStart(f"firstwall {word} failed (code {done.returncode}); what it said stands above.")
    return done.stdout
