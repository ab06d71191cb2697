"""The runbooks are played as they stand, by a newcomer with a PostgreSQL of its own: one shell, one site for all."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.harness.quick_folder import quick_folder

from firstwall.runtime.postgres import SUPERUSER, Cluster
from firstwall.runtime.setup.units import units

ROOT = Path(__file__).resolve().parents[3]
RUNBOOKS = ROOT / "docs" / "runbooks"
DEPLOY = ROOT / "deploy"
PLAYED = ("install.md", "upgrade.md", "incident.md")


def blocks(name: str) -> list[str]:
    """What stands in its blocks marked sh, in order."""
    return re.findall(r"^```sh\n(.*?)^```", (RUNBOOKS / name).read_text(encoding="utf-8"), flags=re.S | re.M)


@pytest.fixture
def newcomer() -> Iterator[dict[str, str]]:
    """An empty folder, a free port and an own server on its socket; the values of the first block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="firstwall-test-", dir=quick_folder()) as folder:
        place = Path(folder)
        place.chmod(0o711)
        server = Cluster(place / "server")
        server.start()
        yield {
            "PATH": f"{server.programs.folder}:{Path(shutil.which('make') or '/usr/bin/make').parent}:{os.environ['PATH']}",
            "HOME": os.environ["HOME"],  # the compiled matcher is kept there
            "LANG": "C.UTF-8",
            "SITE": str(place / "site"),
            "BACKUPS": str(place / "backups"),
            "ADDRESS": f"http://localhost:{port}",
            "PORT": str(port),
            "DATABASE": str(server.socket_folder),
            "DATABASE_PORT": str(server.port),
            # the server of the wheel has known flaws, which production only names on an own server
            "PROFILE": "production",
            "PGUSER": SUPERUSER,
            "PGPASSWORD": server.superuser.password,
        }
        server.remove()


@pytest.mark.slow
def test_a_newcomer_plays_install_upgrade_and_incident(newcomer: dict[str, str]) -> None:
    """Each block must end well; what it said stands in the failure."""
    script = ["set -euo pipefail", "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT"]
    for name in PLAYED:
        assert blocks(name), f"{name} has nothing to play"
        for number, block in enumerate(blocks(name), 1):
            script += [f"echo '== {name} {number}'", block]
            if (name, number) == (PLAYED[0], 3):
                script.append("unset PGUSER PGPASSWORD  # from here on as the site's own login")
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=ROOT,
        env=newcomer,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    log = Path(newcomer["SITE"]) / "logs" / "serve.log"
    said = f"{done.stdout}\n{done.stderr}\n{log.read_text() if log.exists() else ''}"
    assert done.returncode == 0, said
    assert "/enrol/" in done.stdout and done.stdout.count("OK") >= 2, said
    assert [line for line in done.stdout.splitlines() if line.startswith("bad") and " page " in line] == [], said
    text = (Path(newcomer["SITE"]) / "firstwall.toml").read_text()
    assert newcomer["PGPASSWORD"] not in text and secrets.compare_digest(text[:1], "#")


@pytest.mark.parametrize("name", PLAYED)
def test_a_runbook_names_only_commands_that_exist(name: str) -> None:
    words = set(
        re.findall(r"`firstwall ([a-z-]+)|\"\$firstwall\" ([a-z-]+)", (RUNBOOKS / name).read_text(encoding="utf-8"))
    )
    named = {first or second for first, second in words}
    told = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "python"), "-m", "firstwall", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert [word for word in named if word not in told] == []


def test_the_units_are_what_systemd_reads(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed here")
    for name, text in units(tmp_path / "firstwall.toml", node="node-1").items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.glob("firstwall*")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if "firstwall" in line] == []


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continued lines joined, comments left out."""
    text = "\n".join(line for line in (DEPLOY / "Dockerfile").read_text().splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", text)
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line.strip()]


def test_the_image_runs_as_nobody_special_from_locked_packages() -> None:
    """Not built here: its instructions are read. SEC-59: by hash, wheels only, no secret, never root."""
    read = instructions()
    known = {
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "USER",
        "ENV",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {word for word, _ in read} <= known
    base = next(rest for word, rest in read if word == "FROM")
    assert ":" in base and not base.endswith(":latest")
    assert [rest for word, rest in read if word == "USER"] == ["firstwall"]
    order = [word for word, _ in read]
    assert order.index("USER") < order.index("ENTRYPOINT")
    installs = [rest for word, rest in read if word == "RUN" and "pip install" in rest]
    assert installs and all("--require-hashes" in rest and "--only-binary :all:" in rest for rest in installs)
    for word, rest in read:
        if word == "COPY":
            assert all((ROOT / source).exists() for source in rest.split()[:-1]), rest
        if word in ("ENV", "RUN"):
            assert not re.search(r"PASSWORD|SECRET|TOKEN", rest, flags=re.I)


def test_the_compose_file_opens_one_door_with_tls_and_names_no_secret() -> None:
    """SEC-38: the database on its socket only, the pages through the proxy only."""
    read = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = read["services"]
    assert [service for service, said in services.items() if "ports" in said] == ["node"]
    assert services["node"]["ports"] == ["443:443"]
    assert services["proxy"]["network_mode"] == "service:node"
    assert "listen_addresses=" in services["database"]["command"]
    assert "--data-checksums" in services["database"]["environment"]["POSTGRES_INITDB_ARGS"]
    for said in services.values():
        assert not said.get("privileged") and ":latest" not in said.get("image", "")
        for name, value in said.get("environment", {}).items():
            assert "PASSWORD" not in name or (name.endswith("_FILE") and value.startswith("/run/secrets/"))
    mounted = {one.split(":")[0] for said in services.values() for one in said.get("volumes", [])}
    assert mounted == set(read["volumes"])
    assert (DEPLOY / services["node"]["build"]["context"] / services["node"]["build"]["dockerfile"]).is_file()
