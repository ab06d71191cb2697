"""The eight questions of `firstwall init`, each with what it takes: pure but for a look at the paths named."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from firstwall.runtime.errors import CannotStart
from firstwall.runtime.server import Superuser
from firstwall.runtime.setup.private_paths import check_folder
from firstwall.runtime.setup.secrets import weakness
from firstwall.runtime.setup.site_file import NAME

Answers = Mapping[str, str]
HOME = Path.home() / ".local" / "share" / "firstwall" / "site"
OF_A_SITE = (NAME, "connection.json", "state.json", "superuser", "postgres", "keys", "site.json")
_NODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_LOCAL = {"", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its option's name, its words, its usual answer, and `check`, which gives the answer to keep or refuses."""

    name: str
    words: str
    usual: Callable[[Answers], str]
    check: Callable[[str, Answers], str]
    asked: Callable[[Answers], bool] = lambda answers: True


def is_remote(url: str) -> bool:
    """Whether the connection to this server leaves the machine."""
    host = Superuser.from_url(url).host if url else ""
    return bool(url) and host not in _LOCAL and not host.startswith("/")


def _home(answer: str, answers: Answers) -> str:
    home = Path(answer).expanduser()
    if not home.is_absolute():
        raise CannotStart(f"{answer!r} is not a whole path.", cure="Begin with /, such as /srv/firstwall.")
    there = [name for name in OF_A_SITE if (home / name).exists()]
    if there:
        raise CannotStart(
            f"{home} already holds a site ({there[0]}).", cure="Name another folder. Nothing was changed there."
        )
    check_folder(home, private=False)
    return str(home)


def _keys(answer: str, answers: Answers) -> str:
    keys = Path(answer).expanduser()
    if not keys.is_absolute():
        raise CannotStart(f"{answer!r} is not a whole path.", cure="Begin with /, such as /srv/firstwall/keys.")
    if keys.exists() and any(keys.iterdir()):
        raise CannotStart(f"{keys} is not empty.", cure="Name a new folder: keys are made there at the first start.")
    check_folder(keys, private=True)
    return str(keys)


def _node(answer: str, answers: Answers) -> str:
    if not _NODE.fullmatch(answer):
        raise CannotStart(
            f"{answer!r} cannot be a node's name.",
            cure="Use small letters, digits, dots and hyphens, at most 63, such as node-ee-1.",
        )
    return answer


def _address(answer: str, answers: Answers) -> str:
    try:
        parts = urlsplit(answer)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.path not in ("", "/") or parts.query or parts.username:
        raise CannotStart(f"{answer!r} is no address of a site.", cure="Such as https://firstwall.customs.example")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        raise CannotStart(
            f"{answer} is without TLS.", cure="Begin with https:// (SEC-38). Only http://localhost may be without."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _port(answer: str, answers: Answers) -> str:
    if not answer.isascii() or not answer.isdigit() or not 1024 <= int(answer) <= 65535:
        raise CannotStart(f"{answer!r} is no port.", cure="Give a number from 1024 to 65535, such as 8080.")
    return str(int(answer))


def _database(answer: str, answers: Answers) -> str:
    if not answer:
        return ""
    if not answer.startswith(("postgresql://", "postgres://")):
        raise CannotStart(
            "That is no PostgreSQL URL.", cure="Such as postgresql://postgres:PASSWORD@db.example/postgres"
        )
    server = Superuser.from_url(answer)
    if not server.password and (not server.host or server.host.startswith("/")):
        return answer  # the socket tells the server who asks
    why = weakness(server.password, beside=(server.user, server.host))
    if why:
        raise CannotStart(
            f"The password of {server.user} {why}.",
            cure="Make one, such as with: openssl rand -base64 24; then ALTER ROLE ... PASSWORD, and write it percent-encoded.",
        )
    return answer


def _tls_root(answer: str, answers: Answers) -> str:
    if not answer:
        raise CannotStart(
            f"The connection to {Superuser.from_url(answers['database_url']).host} leaves this machine.",
            cure="Name the file of the authority that signed the server's certificate (SEC-38).",
        )
    file = Path(answer).expanduser()
    if not file.is_file() or "BEGIN CERTIFICATE" not in file.read_text(errors="replace"):
        raise CannotStart(f"{answer} holds no certificate.", cure="Name a PEM file.")
    if file.stat().st_mode & 0o022:
        raise CannotStart(f"{file} may be changed by others.", cure=f"chmod go-w {file}")
    return str(file.absolute())


def _backups(answer: str, answers: Answers) -> str:
    if not answer:
        return ""
    folder = Path(answer).expanduser()
    if not folder.is_absolute():
        raise CannotStart(f"{answer!r} is not a whole path.", cure="Begin with /, such as /mnt/backup/firstwall.")
    if folder.is_relative_to(answers["home"]):
        raise CannotStart("Backups inside the site's own folder are lost with it.", cure="Name a folder elsewhere.")
    check_folder(folder, private=True)
    return str(folder)


QUESTIONS: tuple[Question, ...] = (
    Question("home", "Where shall the site's data lie?", lambda a: os.environ.get("FIRSTWALL_HOME", str(HOME)), _home),
    Question(
        "keys", "Where shall its keys lie? (another medium than the backups)", lambda a: f"{a['home']}/keys", _keys
    ),
    Question("node", "What is this node called in the ledger?", lambda a: "node-1", _node),
    Question(
        "address",
        "Under which address do browsers ask for it?",
        lambda a: f"http://localhost:{a.get('port', '8080')}",
        _address,
    ),
    Question("port", "On which port of this machine does your proxy reach it?", lambda a: "8080", _port),
    Question(
        "database_url",
        "Your PostgreSQL's superuser URL? (empty: the embedded one, for training)",
        lambda a: "",
        _database,
    ),
    Question(
        "database_root",
        "Which file holds the certificate authority of that server?",
        lambda a: os.environ.get("PGSSLROOTCERT", ""),
        _tls_root,
        asked=lambda a: is_remote(a["database_url"]),
    ),
    Question("backups", "Where shall backups be written? (empty: decided later)", lambda a: "", _backups),
)
