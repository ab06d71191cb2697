"""`firstwall doctor`: one line for each thing, the worst decides the exit code, a program reads the same as JSON."""

import json
import os
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from firstwall.__main__ import OF_THE_RUNTIME
from firstwall.cli.main import build
from firstwall.runtime.postgres import Cluster

WANTED = {
    "locale",
    "port",
    "minor",
    "rights",
    "durability",
    "checksums",
    "log",
    "database",
    "clock",
    "disk",
    "keys",
    "backup",
}


def doctor(home: Path, *options: str, **further: str) -> Result:
    """As it is typed, with nothing in the environment but the home."""
    unset: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("FIRSTWALL_", "PG"))}
    environment = unset | {"FIRSTWALL_HOME": str(home), "FIRSTWALL_PORT": "18997"} | further
    return CliRunner().invoke(build(["doctor"], OF_THE_RUNTIME), ["doctor", *options], env=environment)


def test_each_thing_is_one_line_and_a_site_that_is_well_ends_with_zero(database: Cluster) -> None:
    told = doctor(database.home)
    lines = told.stdout.splitlines()
    assert {line.split()[1] for line in lines} >= WANTED
    assert all(line.split()[0] in ("ok", "warn", "bad") for line in lines)
    bad = [line for line in lines if line.startswith("bad")]
    # whether the worker and the disk of this machine are well is not the test's to say
    assert [line for line in bad if line.split()[1] not in ("worker", "disk", "ledger")] == []
    assert told.exit_code == (1 if bad else 0)


def test_what_is_wrong_is_named_with_a_cure_and_the_code_says_so(database: Cluster) -> None:
    key = database.home / "keys" / "context.key"
    key.chmod(0o644)
    try:
        told = doctor(database.home, "--json")
    finally:
        key.chmod(0o600)
    assert told.exit_code == 1
    found = json.loads(told.stdout)
    assert found["state"] == "bad"
    (keys,) = [one for one in found["findings"] if one["name"] == "keys"]
    assert keys["state"] == "bad" and "go-rwx" in keys["cure"]


def test_a_server_that_does_not_let_the_backup_in_is_named(database: Cluster, tmp_path: Path) -> None:
    """SEC-42, REL-22: only a line of pg_hba.conf that is missing keeps the log from the backup."""

    def asked() -> dict[str, dict[str, str]]:
        told = doctor(database.home, "--json", FIRSTWALL_BACKUP_TO=str(tmp_path))
        return {one["name"]: one for one in json.loads(told.stdout)["findings"]}

    assert (asked()["replication"]["state"], asked()["slot"]["state"]) == ("ok", "ok")
    gate = database.data / "pg_hba.conf"
    kept = gate.read_text()
    with database.superuser.connect() as server:
        try:
            gate.write_text(f"local replication fw_backup reject\n{kept}")
            server.execute("select pg_reload_conf()")
            refused = asked()["replication"]
        finally:
            gate.write_text(kept)
            server.execute("select pg_reload_conf()")
    assert refused["state"] == "bad" and "pg_hba.conf" in refused["cure"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_without_a_site_says_how_to_make_one(tmp_path: Path, is_there: bool) -> None:
    told = doctor(tmp_path if is_there else tmp_path / "absent")
    assert told.exit_code == 1
    assert "no site was ever started" in told.stdout and "firstwall init" in told.stdout
