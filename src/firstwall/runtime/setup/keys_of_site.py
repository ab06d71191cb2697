"""Every line that a site file may hold: its section, its name, the environment variable it stands for, what it means.

One table: the file is written from it, read by it, and the environment always wins over the file.
"""

from collections.abc import Callable
from dataclasses import dataclass

Toml = str | int | bool | list[str]


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


def words(value: object) -> str:
    """A list of single words, joined by blanks."""
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one and not set(one) & set(" \t") for one in value
    ):
        raise NotThis('Write a list of words without blanks, such as ["hwk", "pin"].')
    return " ".join(value)


def yes_or_no(value: object) -> str:
    """True stands as 1, false as nothing."""
    if not isinstance(value, bool):
        raise NotThis("Write true or false, without quotation marks.")
    return "1" if value else ""


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
        "own_fields",
        "FIRSTWALL_OWN_FIELDS",
        "A file of fields that this node adds to the catalogue, none on persons (CIS-13).",
        text,
    ),
    Key(
        "site",
        "checkers",
        "FIRSTWALL_CHECKERS",
        "Who judges the sample of queries: supervisor, committee (LOG-04).",
        texts,
    ),
    Key(
        "site",
        "room_kept_mb",
        "FIRSTWALL_ROOM_KEPT_MB",
        "Below so much free room nothing is stored any more (REL-11).",
        number(1, 1_000_000),
    ),
    Key(
        "site",
        "keeper",
        "FIRSTWALL_KEK_KEEPER",
        "Who keeps the key-encryption key: file, passphrase, or command PROGRAM ARG...",
        text,
    ),
    Key(
        "site",
        "keeper_passphrase",
        "FIRSTWALL_KEK_PASSPHRASE_FILE",
        "The file with its passphrase; best one that the service manager holds in memory.",
        folder_or_none,
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
        "people",
        "provider",
        "FIRSTWALL_OPENID_ISSUER",
        "Your identity provider, exactly as it names itself; empty: passkeys only (SEC-16).",
        text,
    ),
    Key("people", "provider_client", "FIRSTWALL_OPENID_CLIENT", "This node's name at the provider.", text),
    Key(
        "people",
        "provider_secret",
        "FIRSTWALL_OPENID_SECRET_FILE",
        "The file (0600) with this node's secret at the provider, if it has one.",
        folder_or_none,
    ),
    Key("people", "provider_acr", "FIRSTWALL_OPENID_ACR", "An authentication has one of these acr values.", words),
    Key("people", "provider_amr", "FIRSTWALL_OPENID_AMR", "An authentication has all of these amr values.", words),
    Key(
        "people", "provider_hosts", "FIRSTWALL_OPENID_HOSTS", "Further hosts of the provider that may be asked.", words
    ),
    Key(
        "people",
        "codes",
        "FIRSTWALL_CODES_ALLOWED",
        "Lets a one-time link be used for seven days of password and code where no passkey can be (SEC-15).",
        yes_or_no,
    ),
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
    Key(
        "backup",
        "every",
        "FIRSTWALL_BACKUP_EVERY",
        "Seconds after which the unfinished part of the database's log is sealed (SEC-42).",
        number(1, 300),
    ),
)
BY_PATH = {key.path: key for key in KEYS}
