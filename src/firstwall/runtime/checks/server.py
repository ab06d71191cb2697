"""Whether a PostgreSQL server may carry a site: version, rights, durability, TLS, and that no value reaches its log.

`facts_of` reads, `judge` decides (pure). Nothing is changed on the server (REL-01, SEC-38, SEC-60, SEC-61).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State
from firstwall.runtime.checks.minimum import judge_version

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
# What each must be so that no statement, parameter, detail or text of an error is written: the text may quote a value.
SILENT: Mapping[str, str] = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
}
TALKATIVE = ("auto_explain", "pgaudit", "pg_stat_monitor")
CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """What a server says of itself, and of the login that asks."""

    version: int
    user: str
    is_superuser: bool
    settings: Mapping[str, str]
    has_tls: bool
    is_local: bool
    database: str
    is_embedded: bool = False


def facts_of(connection: psycopg.Connection, *, is_local: bool, is_embedded: bool = False) -> Facts:
    """Read what `judge` wants; one statement each, none of which changes anything."""
    rows = connection.execute("select name, setting from pg_settings").fetchall()
    row = connection.execute(
        "select current_user, rolsuper, current_database() from pg_roles where rolname = current_user"
    ).fetchone()
    user, is_superuser, database = row or ("", False, "")
    return Facts(
        version=connection.info.server_version,
        user=str(user),
        is_superuser=bool(is_superuser),
        settings={str(name): str(value) for name, value in rows},
        has_tls=bool(connection.pgconn.ssl_in_use),
        is_local=is_local,
        database=str(database),
        is_embedded=is_embedded,
    )


def judge(facts: Facts, *, production: bool) -> list[Finding]:
    """Every judgement, the good ones too; a bad one keeps a node from starting."""
    return [
        _version(facts, production=production),
        _rights(facts),
        _durable(facts),
        _checksums(facts, production=production),
        _tls(facts),
        _room(facts),
    ]


def judge_backup_slot(facts: Facts) -> Finding:
    """Whether a backup that is away for long would fill the server's disk: the log that is kept for it needs a bound."""
    if facts.settings.get("max_slot_wal_keep_size") != "-1":
        return Finding("slot", State.OK, N_("What the server keeps for a backup that is away has a bound."))
    return Finding(
        "slot",
        State.WARN,
        N_(
            "A backup that is away for long would fill the database server's disk: max_slot_wal_keep_size has no bound."
        ),
        N_("Say there: ALTER SYSTEM SET max_slot_wal_keep_size = '8GB'; SELECT pg_reload_conf();"),
    )


def judge_log(facts: Facts) -> Finding:
    """Whether a statement or a value would be written to the server's log; asked in our own database, whose settings count."""
    return (
        _talkative(facts)
        or _loud(facts)
        or Finding("log", State.OK, N_("No statement and no value is written to the database server's log."))
    )


def _version(facts: Facts, *, production: bool) -> Finding:
    found = judge_version(facts.version)
    if found.name == "minor" and facts.is_embedded and production:
        cure = N_(
            "Give an own PostgreSQL in database.url of the site file; the embedded one is for trial and training."
        )
        return Finding(found.name, State.BAD, found.sentence, cure)
    return found


def _rights(facts: Facts) -> Finding:
    if facts.is_superuser:
        return Finding("rights", State.OK, say(N_("%(user)s may make roles and the database."), user=facts.user))
    return Finding(
        "rights",
        State.BAD,
        say(N_("The login %(user)s may not make roles with their rights: it is no superuser."), user=facts.user),
        say(
            N_("Let a superuser say: ALTER ROLE %(user)s SUPERUSER; it is used to make and to migrate only."),
            user=facts.user,
        ),
    )


def _durable(facts: Facts) -> Finding:
    off = [name for name in DURABLE if facts.settings.get(name) in ("off", "local")]
    if not off:
        return Finding("durability", State.OK, N_("What is acknowledged is kept."))
    return Finding(
        "durability",
        State.BAD,
        say(N_("The database server may lose acknowledged work: %(names)s is off."), names=", ".join(off)),
        say(N_("Say there: ALTER SYSTEM SET %(name)s = on; SELECT pg_reload_conf();"), name=off[0]),
    )


def _checksums(facts: Facts, *, production: bool) -> Finding:
    if facts.settings.get("data_checksums") != "off":
        return Finding("checksums", State.OK, N_("Pages have checksums."))
    return Finding(
        "checksums",
        State.BAD if production else State.WARN,
        N_("The database server keeps no checksums: a spoilt page would be read as if it were right (REL-01)."),
        N_("Stop PostgreSQL, run pg_checksums --enable on its data folder, start it again."),
    )


def _tls(facts: Facts) -> Finding:
    if facts.has_tls or facts.is_local:
        return Finding(
            "tls",
            State.OK,
            N_("The connection has TLS.") if facts.has_tls else N_("The connection stays on this machine."),
        )
    return Finding(
        "tls",
        State.BAD,
        N_("The connection to the database server leaves this machine without TLS (SEC-38)."),
        N_("Set database.tls to verify-full and database.tls_root in the site file, and ssl=on on the server."),
    )


def _talkative(facts: Facts) -> Finding | None:
    loaded = f"{facts.settings.get('shared_preload_libraries')},{facts.settings.get('session_preload_libraries')}"
    names = [name for name in TALKATIVE if name in loaded]
    if not names:
        return None
    return Finding(
        "log",
        State.BAD,
        say(
            N_("The database server loads %(names)s, which writes statements with their values."),
            names=", ".join(names),
        ),
        N_("Take it out of shared_preload_libraries and restart the server, or use a server of its own."),
    )


def _loud(facts: Facts) -> Finding | None:
    loud = [name for name, quiet in SILENT.items() if facts.settings.get(name, quiet) != quiet]
    if not loud:
        return None
    statements = " ".join(f"ALTER DATABASE {facts.database} SET {name} = '{SILENT[name]}';" for name in loud)
    return Finding(
        "log",
        State.BAD,
        say(N_("The database server would write values to its log: %(names)s."), names=", ".join(loud)),
        say(N_("Say there as superuser: %(statements)s"), statements=statements),
    )


def _room(facts: Facts) -> Finding:
    most = int(facts.settings.get("max_connections", "100"))
    if most < CONNECTIONS:
        return Finding(
            "connections",
            State.BAD,
            say(
                N_("The database server takes %(most)s connections; a node needs %(least)s."),
                most=most,
                least=CONNECTIONS,
            ),
            N_("Raise max_connections there and restart it."),
        )
    return Finding("connections", State.OK, say(N_("Up to %(most)s connections."), most=most))
