"""`firstwall doctor`: one line for each thing looked at: ok, warn or bad, and what to do. The exit code is the worst."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from firstwall.kernel.sentences import N_
from firstwall.runtime import held, provision
from firstwall.runtime.backup.source import Source
from firstwall.runtime.checks.finding import Finding, State, worst
from firstwall.runtime.checks.finding_text import in_words
from firstwall.runtime.checks.looking import Looker
from firstwall.runtime.checks.machine import judge_locale, judge_page, judge_port
from firstwall.runtime.checks.server import Facts, facts_of, judge, judge_backup_slot, judge_log
from firstwall.runtime.checks.starting import is_production
from firstwall.runtime.commands.hold import told_plainly
from firstwall.runtime.commands.serve import DEFAULT_HOME
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.holding import cluster_of, superuser_of
from firstwall.runtime.site import DEFAULT_PORT, public_address

CODES = {State.OK: 0, State.WARN: 0, State.BAD: 1}


@told_plainly
def doctor(
    home: Annotated[Path, typer.Option(envvar="FIRSTWALL_HOME", help="Where the data lies.")] = DEFAULT_HOME,
    as_json: Annotated[bool, typer.Option("--json", help="For programs that read.")] = False,
) -> None:
    """Look at disk, ports, locale, clock, database, keys, page and backup; say what to do."""
    found = examine(home.absolute())
    state = worst(found)
    if as_json:
        print(json.dumps({"state": state.value, "findings": [in_words(one) for one in found]}, indent=1))
    else:
        print(*(_line(one) for one in found), sep="\n")
    raise typer.Exit(CODES[state])


def examine(home: Path) -> list[Finding]:
    """Every finding; what belongs to a running site is asked only of one that runs."""
    running = held.holder(home)
    port = running.port if running else int(os.environ.get("FIRSTWALL_PORT", DEFAULT_PORT))
    found = [judge_locale(), judge_port(port, is_running=bool(running)), *_server(home)]
    if not (home / "connection.json").exists():
        cure = "Start it: firstwall serve. A new one is made with: firstwall init."
        return [*found, Finding("site", State.BAD, f"In {home} no site was ever started.", cure)]
    seen = {one.name for one in found}
    found += [one for one in Looker(home).look().findings if one.name not in seen]
    if running:
        return [*found, *judge_page(public_address(port))]
    return [*found, Finding("site", State.WARN, "The site does not run.", "Start it: firstwall serve.")]


def _server(home: Path) -> list[Finding]:
    """Rights and settings, as the one who may make roles; a server that does not let us in is itself a finding."""
    try:
        superuser = superuser_of(home)
        cluster = cluster_of(home)
        with superuser.connect() as server:
            facts = facts_of(server, is_local=superuser.is_local, is_embedded=cluster is not None)
            stands = server.execute("select 1 from pg_database where datname = %s", [provision.DATABASE]).fetchone()
        found = judge(facts, production=is_production()) + _backup(home, facts)
        if stands:
            with superuser.connect(provision.DATABASE) as own:
                found.append(judge_log(facts_of(own, is_local=superuser.is_local)))
    except CannotStart as refused:
        return [Finding("server", State.BAD, refused.sentence, refused.cure)]
    except FileNotFoundError:
        return []  # an embedded server that was never made
    return found


def _backup(home: Path, facts: Facts) -> list[Finding]:
    """What the backup wants of the server; its login knocks as the follower does, because only that reads every line there."""
    if not os.environ.get("FIRSTWALL_BACKUP_TO") or not (home / "connection.json").exists():
        return []
    try:
        Source(home).close()
    except CannotStart as refused:
        return [Finding("replication", State.BAD, refused.sentence, refused.cure), judge_backup_slot(facts)]
    let_in = Finding("replication", State.OK, N_("The database server lets the backup receive its log."))
    return [let_in, judge_backup_slot(facts)]


def _line(finding: Finding) -> str:
    cure = f" - {finding.cure}" if finding.cure else ""
    return f"{finding.state.value:<5}{finding.name:<12} {finding.sentence}{cure}"
