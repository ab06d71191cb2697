"""The embedded PostgreSQL under our own supervision: one cluster per data folder, a direct child, never an orphan.

No TCP unless a site asks for it; SCRAM on the socket too, because row-level security is worth nothing without logins
(SEC-05). Durability settings are PostgreSQL's own and are checked at each start (REL-01). Values never reach the log.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from firstwall.runtime import alive
from firstwall.runtime.binaries import Programs, locate, reachable_by_others
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.isolation import launched
from firstwall.runtime.server import Superuser

SUPERUSER = "fw_bootstrap"
PORT = 5432
SETTINGS = {
    "unix_socket_permissions": "0777",  # the folder around it is the gate
    "password_encryption": "scram-sha-256",
    "shared_buffers": "128MB",
    "max_connections": "80",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "timezone": "UTC",
    # a backup that is away for long must not fill the disk: then a new base is owed, and said
    "max_slot_wal_keep_size": "8GB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # A statement, its parameters or the detail of an error may hold personal values: none is logged.
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_timezone": "UTC",
}
LOG_LIMIT = 10 * 1024 * 1024
# A server whose supervisor was killed ends by itself, and writes its last checkpoint first; so long another start waits.
_LONGEST_END = 20.0


class Cluster:
    """The PostgreSQL of one data folder."""

    def __init__(self, home: Path, *, listen: str = "", port: int = PORT) -> None:
        self.home = home.absolute()
        self.listen = listen
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None
        self._programs: Programs | None = None

    @property
    def programs(self) -> Programs:
        if self._programs is None:
            self._programs = locate()
        return self._programs

    @property
    def data(self) -> Path:
        """Inside the home where the server's user can reach it, else beside the shared programs."""
        inside = self.home / "postgres"
        if not self.programs.user or inside.exists() or reachable_by_others(self.home):
            return inside
        return Path("/var/lib/firstwall-postgres") / f"data-{_short(self.home)}"

    @property
    def socket_folder(self) -> Path:
        """Short, because a socket's path ends at 107 bytes; always the same for one home."""
        name = f"firstwall-{_short(self.home)}"
        if os.geteuid() == 0:
            return Path("/run") / name if Path("/run").is_dir() else Path(tempfile.gettempdir()) / name
        runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
        if runtime.is_dir() and os.access(runtime, os.W_OK):
            return runtime / name
        return Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"

    @property
    def superuser(self) -> Superuser:
        """How to reach the server as the one who made it."""
        password = (self.home / "superuser" / "password").read_text()
        return Superuser(host=str(self.socket_folder), port=str(self.port), user=SUPERUSER, password=password)

    def planned_superuser(self) -> Superuser:
        """Where the server will be, before it exists: settings are read earlier than it starts."""
        return Superuser(host=str(self.socket_folder), port=str(self.port), user=SUPERUSER, password="")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, *, timeout: float = 60, superuser: str = SUPERUSER) -> None:
        """Make the cluster if there is none, clear what a crash left, start, wait until it answers its superuser."""
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        if self.programs.user:
            self.home.chmod(0o711)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        self._clear_after_crash()
        self._make_socket_folder()
        self._process = self._spawn()
        try:
            self._wait_until_ready(timeout)
            replace(self.superuser, user=superuser).check_durable()
        except BaseException:
            self.stop()
            raise

    def stop(self, *, timeout: float = 30) -> None:
        """Fast shutdown; whatever is left afterwards is ended by force (REL-13)."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        alive.kill_all(alive.working_in(self.data, "postgres"))

    def remove(self) -> None:
        """Delete the cluster's files."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.socket_folder, ignore_errors=True)

    def make_place(self) -> str:
        """An empty folder for the cluster, and a new password for its superuser, which is returned."""
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        if self.programs.user:
            self.home.chmod(0o711)
        password = secrets.token_urlsafe(32)
        keep = self.home / "superuser"
        keep.mkdir(mode=0o700, exist_ok=True)
        _write_private(keep / "password", password)
        shutil.rmtree(self.data, ignore_errors=True)  # an initdb that was cut short leaves no PG_VERSION
        self.data.mkdir(mode=0o700, parents=True)
        self._give(self.data)
        return password

    def own_all(self, folder: Path) -> None:
        """Give the server's user a folder and all in it."""
        for path in (folder, *folder.rglob("*")):
            self._give(path)

    def _initialise(self) -> None:
        password = self.make_place()
        with tempfile.NamedTemporaryFile("w", prefix="firstwall-", suffix=".pw") as file:
            file.write(password)
            file.flush()
            self._give(Path(file.name))
            self._initdb(file.name)

    def _initdb(self, password_file: str) -> None:
        command = [self.programs.path("initdb"), "-D", str(self.data), "-U", SUPERUSER, f"--pwfile={password_file}"]
        command += ["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--data-checksums"]
        command = launched(command, user=self.programs.user)
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, env=_bare(), check=False)
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(
                f"The database could not be made in {self.data}: {done.stderr.strip()[-400:]}",
                cure="In a container without a user entry, give an own PostgreSQL by FIRSTWALL_DATABASE_URL.",
            )

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != self.programs.version:
            raise CannotStart(
                f"The data in {self.data} was written by PostgreSQL {found}; here is {self.programs.version}.",
                cure="Name that version's programs in FIRSTWALL_POSTGRES_PROGRAMS, or start the release that wrote it.",
            )

    def _clear_after_crash(self) -> None:
        """A pid file may name a dead process, a zombie, or a number that another program has by now."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        lines = lock.read_text().split("\n")
        pid = int(lines[0] or 0)
        in_use = pid in alive.working_in(self.data, "postgres")
        patience = _LONGEST_END if alive.is_left_alone(pid) else 1.0
        if in_use and not alive.wait_until_dead(pid, "", seconds=patience):
            raise CannotStart(
                f"The database in {self.data} is already in use by process {pid}.",
                cure="Stop that one first (firstwall demo --stop).",
            )
        alive.kill_all(alive.working_in(self.data, "postgres"))
        lock.unlink(missing_ok=True)
        for left in self.socket_folder.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _make_socket_folder(self) -> None:
        folder = self.socket_folder
        folder.mkdir(mode=0o710, parents=True, exist_ok=True)
        owner = folder.lstat().st_uid
        wanted = pwd.getpwnam(self.programs.user).pw_uid if self.programs.user else os.geteuid()
        if folder.is_symlink() or owner not in (wanted, os.geteuid()):
            raise CannotStart(f"{folder} belongs to somebody else.", cure="Remove it, then start again.")
        if self.programs.user:
            os.chown(folder, wanted, os.getegid())  # our group may pass: processes without capabilities need it
        folder.chmod(0o710)

    def _spawn(self) -> subprocess.Popen[bytes]:
        logs = self.home / "logs"
        logs.mkdir(mode=0o700, exist_ok=True)
        log = logs / "postgres.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".old"))
        command = [self.programs.path("postgres"), "-D", str(self.data)]
        own = {"port": self.port, "listen_addresses": self.listen, "unix_socket_directories": self.socket_folder}
        own |= {
            "hba_file": self.data / "pg_hba.conf",
            "ident_file": self.data / "pg_ident.conf",
        }  # whatever a base says
        settings = SETTINGS | own
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with log.open("ab") as output:
            return subprocess.Popen(
                launched(command, user=self.programs.user, end_with_parent="SIGINT"),
                cwd="/",
                env=_bare(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def _wait_until_ready(self, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        status = self.data / "postmaster.pid"
        while time.monotonic() < deadline:
            if not self.running:
                raise CannotStart("PostgreSQL ended at once.", cure=f"See {self.home / 'logs' / 'postgres.log'}.")
            # The eighth line of the pid file is the server's own word on its state.
            if status.exists() and status.read_text().split("\n")[7:8] == ["ready   "]:
                return
            time.sleep(0.02)
        raise CannotStart("PostgreSQL did not become ready in time.", cure="Recovery may need longer; start again.")

    def _give(self, path: Path) -> None:
        if self.programs.user:
            entry = pwd.getpwnam(self.programs.user)
            os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def _short(home: Path) -> str:
    return hashlib.sha256(str(home).encode()).hexdigest()[:10]


def _bare() -> dict[str, str]:
    """Nothing of the caller's environment: PG* variables would change what the server does."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
