"""Every line that a site file may hold: its section, its name, the environment variable it stands for, what it means.

One table: the file is written from it, read by it, and the environment always wins over the file.
"""

from collections.abc import Callable
from dataclasses import dataclass

Toml = str | int | list[str]


class NotThis(ValueError):
    """A value that a key does not take; its text says what it takes."""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the site file; `read` turns its value into the text of the environment variable, or raises NotThis."""

    section: str
    name: str
    variable: str
    meaning: str
    read: Callable[[object], str]

    @property
    def path(self) -> str:
        return f"{self.section}.{self.name}"


def text(value: object) -> str:
    """Any text."""
    if not isinstance(value, str):
        raise NotThis('Write a text in quotation marks, such as "node-1".')
    return value


def folder(value: object) -> str:
    """A whole path."""
    if not text(value).startswith("/"):
        raise NotThis('Write the whole path, such as "/srv/firstwall".')
    return text(value)


def folder_or_none(value: object) -> str:
    """A whole path, or nothing."""
    return folder(value) if value != "" else ""


def texts(value: object) -> str:
    """A list of texts, joined by commas."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one and "," not in one for one in value):
        raise NotThis('Write a list of texts, such as ["EE", "LV"].')
    return ",".join(value)


def number(least: int, most: int) -> Callable[[object], str]:
    """A whole number between two ends."""

    def read(value: object) -> str:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise NotThis(f"Write a whole number from {least} to {most}, without quotation marks.")
        return str(value)

    return read


def one_of(*words: str) -> Callable[[object], str]:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise NotThis(f"Write one of: {', '.join(words)}.")
        return str(value)

    return read


def url_without_password(value: object) -> str:
    """SEC-05: the web process may read this file, so the superuser's password does not stand in it."""
    _scheme, mark, rest = text(value).partition("://")
    if value and not mark:
        raise NotThis('Write a URL, such as "postgresql://postgres@db.example/postgres".')
    user, at, _host = rest.partition("@")
    if (at and ":" in user) or "password=" in rest:
        raise NotThis("Take the password out of the URL and put it into superuser/password in the home, mode 0600.")
    return text(value)


PROFILES = ("production", "training")
TLS = ("verify-full", "verify-ca", "require", "disable")

KEYS: tuple[Key, ...] = (
    Key(
        "site",
        "home",
        "FIRSTWALL_HOME",
        "The folder of this site: keys, logs, spool, and an embedded database.",
        folder,
    ),
    Key(
        "site",
        "keys",
        "FIRSTWALL_KEYS",
        "The key folder. Whoever holds it and the database can read everything.",
        folder,
    ),
    Key("site", "spool", "FIRSTWALL_SPOOL", "Files of traffic while they are worked on.", folder),
    Key("site", "node", "FIRSTWALL_NODE", "This node's name in the ledger.", text),
    Key(
        "site",
        "profile",
        "FIRSTWALL_PROFILE",
        "production: what may lose or show data is refused at the start. training: it is only named.",
        one_of(*PROFILES),
    ),
    Key(
        "site",
        "no_specific_checks",
        "FIRSTWALL_NO_SPECIFIC_CHECKS",
        "States whose law knows no specific checks (CIS-36).",
        texts,
    ),
    Key(
        "site",
        "checkers",
        "FIRSTWALL_CHECKERS",
        "Who judges the sample of queries: supervisor, committee (LOG-04).",
        texts,
    ),
    Key(
        "pages", "address", "FIRSTWALL_ADDRESS", "Where browsers ask for the pages, through your proxy with TLS.", text
    ),
    Key("pages", "names", "FIRSTWALL_HOSTS", "Names under which the pages may be asked for.", texts),
    Key(
        "pages",
        "port",
        "FIRSTWALL_PORT",
        "The port on the loopback address to which the proxy passes.",
        number(1, 65535),
    ),
    Key(
        "pages",
        "metrics_port",
        "FIRSTWALL_METRICS_PORT",
        "Where a monitor on this machine asks /metrics and /health; never pass it on.",
        number(1, 65535),
    ),
    Key("pages", "workers", "FIRSTWALL_WEB_WORKERS", "How many processes answer pages.", number(1, 5)),
    Key(
        "database",
        "url",
        "FIRSTWALL_DATABASE_URL",
        "The superuser's URL of your PostgreSQL, without its password; empty: the embedded one.",
        url_without_password,
    ),
    Key("database", "tls", "PGSSLMODE", "How the connection to it is protected.", one_of(*TLS)),
    Key(
        "database",
        "tls_root",
        "PGSSLROOTCERT",
        "The certificate of the authority that signed the server's.",
        folder_or_none,
    ),
    Key(
        "database", "listen", "FIRSTWALL_DATABASE_LISTEN", "Where the embedded one also listens; empty: nowhere.", text
    ),
    Key(
        "index",
        "saved_after",
        "FIRSTWALL_INDEX_SAVED_AFTER",
        "Seconds from an erasure to a new saved index.",
        number(1, 3600),
    ),
    Key("backup", "folder", "FIRSTWALL_BACKUP_TO", "Where backups are written; on another medium.", folder_or_none),
    Key(
        "backup",
        "key",
        "FIRSTWALL_BACKUP_KEY",
        "The public key that backups are sealed to; its other half is not here.",
        text,
    ),
    Key("backup", "days", "FIRSTWALL_BACKUP_DAYS", "For how many days backups are kept (SEC-42).", number(1, 35)),
)
BY_PATH = {key.path: key for key in KEYS}
