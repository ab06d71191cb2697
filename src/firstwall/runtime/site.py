"""One site in one folder: PostgreSQL, schema, processes, in this order, with a line of progress for each."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from firstwall.runtime import provision
from firstwall.runtime.checks.starting import check_secrets, check_server, is_production
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.holding import cluster_of, superuser_of
from firstwall.runtime.isolation import cage_of_doors
from firstwall.runtime.postgres import Cluster
from firstwall.runtime.processes import Supervisor, environment_of_site, parts_of_site

DEFAULT_PORT = 8080
PORTS_TO_TRY = 50
Say = Callable[[str], None]


def prepare(home: Path, *, demo: bool, say: Say) -> Cluster | None:
    """PostgreSQL runs, schema and keys stand, the demo's coalition is loaded. Each is skipped when already done."""
    cluster = cluster_of(home)
    if demo:
        _compile_beside(home)
    with _step("PostgreSQL", say):
        if cluster:
            cluster.start()
    try:
        superuser = superuser_of(home)
        check_secrets(Path(os.environ.get("FIRSTWALL_KEYS") or home / "keys"))
        for found in check_server(
            superuser,
            database=provision.DATABASE,
            is_embedded=cluster is not None,
            production=is_production() and not demo,
        ):
            say(f"  Warning: {found.sentence} {found.cure}")
        with _step("Roles, keys and tables", say):
            if provision.provision(home, superuser):
                _in_own_process("migrate", home, demo=demo)
        mark = provision.remembered(home, "schema")
        if demo and not provision.remembered(home, "demo"):
            with _step("Invented coalition", say):
                _in_own_process("load-demo", home, demo=demo)
            provision.remember(home, "demo", mark)
    except BaseException:
        if cluster:
            cluster.stop()
        raise
    return cluster


def _compile_beside(home: Path) -> None:
    """The matching kernel is compiled at its first use: on the other core, while the database is being filled."""
    command = [sys.executable, "-c", "from firstwall.matching import warm_up; warm_up()"]
    subprocess.Popen(
        command, env=environment_of_site(home, demo=True), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def open_site(home: Path, cluster: Cluster | None, *, port: int, demo: bool, say: Say) -> Supervisor:
    """Start the processes and wait until a page answers."""
    keys = Path(os.environ.get("FIRSTWALL_KEYS") or home / "keys")
    supervisor = Supervisor(
        home=home,
        parts=parts_of_site(port, cage_of_doors(home, keys)),
        environment=environment_of_site(home, demo=demo),
        cluster=cluster,
        say=say,
    )
    with _step("Web, worker and sequencer", say):
        supervisor.start()
        try:
            wait_for_page(supervisor, port)
        except BaseException:
            supervisor.stop()
            raise
    return supervisor


def enrolment_address(home: Path, port: int) -> str:
    """The one-time link for a site where nobody has an account yet, else an empty string (SEC-15)."""
    with superuser_of(home).connect(provision.DATABASE) as database:
        if database.execute("select 1 from authorities_person limit 1").fetchone():
            return ""
    secret = _in_own_process("enrolment-link", home, demo=False, answer=True).strip()
    return f"{public_address(port)}/enrol/{secret}"


def public_address(port: int) -> str:
    """Where browsers ask for the pages: the site's own word, else loopback by its name: a passkey is bound to a name."""
    return os.environ.get("FIRSTWALL_ADDRESS", "").rstrip("/") or f"http://localhost:{port}"


def free_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8080 on when none was asked for."""
    for port in [wanted] if wanted else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    cure = "Give another with --port." if wanted else "Give one with --port."
    raise CannotStart(f"Port {wanted} is taken." if wanted else "No port from 8080 on is free.", cure=cure)


def answers(port: int) -> bool:
    """True when the site's health page says ok."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_for_page(supervisor: Supervisor, port: int, *, seconds: float = 90) -> None:
    """Until the health page answers; what falls meanwhile is started again twice, then it is a fault."""
    deadline = time.monotonic() + seconds
    while not answers(port):
        supervisor.mend()
        web = supervisor.parts[0]
        if time.monotonic() > deadline or web.falls > 2:
            raise CannotStart("The pages do not answer.", cure=f"See {supervisor.home / 'logs' / 'web.log'}.")
        time.sleep(0.1)


def _in_own_process(word: str, home: Path, *, demo: bool, answer: bool = False) -> str:
    """Django and the engine need memory that the supervisor should not hold for ever."""
    environment = dict(os.environ) | environment_of_site(home, demo=demo)
    command = [sys.executable, "-m", "firstwall", word]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE if answer else None, text=True, check=False)
    if done.returncode != 0:
        raise CannotStart(f"firstwall {word} failed (code {done.returncode}); what it said stands above.")
    return done.stdout or ""


@contextmanager
def _step(title: str, say: Say) -> Iterator[None]:
    say(f"  {title} ...")
    began = time.monotonic()
    yield
    say(f"  {title}: ready ({time.monotonic() - began:.1f} s)")
