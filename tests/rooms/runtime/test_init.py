"""`firstwall init` and its file: what is asked, what is refused with which cure, and that a refusal changes nothing."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from firstwall.__main__ import OF_THE_RUNTIME
from firstwall.cli.main import build
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.setup import site_file
from firstwall.runtime.setup.keys_of_site import BY_PATH, KEYS
from firstwall.runtime.setup.private_paths import check_folder
from firstwall.runtime.setup.questions import QUESTIONS
from firstwall.runtime.setup.secrets import weakness
from firstwall.runtime.setup.units import units
from firstwall.runtime.setup.writing import EXAMPLES, values_of
from firstwall.runtime.setup.writing import site_file as written

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    tmp_path.chmod(0o711)
    return tmp_path / "site"


def init(*options: str) -> Result:
    """The command as it was typed, with nothing of the session's own site in its environment."""
    unset = {name: None for name in os.environ if name.startswith(("FIRSTWALL_", "PG"))}
    return CliRunner().invoke(build(["init"], OF_THE_RUNTIME), ["init", "--yes", *options], env=unset)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))}


def test_one_file_a_unit_and_a_timer_are_written_and_the_file_is_read_back(place: Path) -> None:
    done = init("--home", str(place), "--node", "node-ee", "--address", "https://firstwall.customs.example")
    assert done.exit_code == 0, done.stderr
    file = place / "firstwall.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {path.name for path in (place / "units").iterdir()} == {
        "firstwall.service",
        "firstwall-backup.service",
        "firstwall-backup.timer",
    }
    environment = {"FIRSTWALL_SITE": str(file), "FIRSTWALL_NODE": "from-the-environment"}
    assert site_file.apply(environment) == file
    assert environment["FIRSTWALL_NODE"] == "from-the-environment"
    assert environment["FIRSTWALL_HOME"] == str(place)
    assert environment["FIRSTWALL_HOSTS"] == "firstwall.customs.example,localhost,127.0.0.1"
    assert environment["FIRSTWALL_PROFILE"] == "training"

    before = everything(place)
    again = init("--home", str(place))
    assert again.exit_code == 1 and "already holds a site" in again.stderr and "What to do:" in again.stderr
    assert everything(place) == before


def test_a_person_is_asked_eight_things_at_most_and_a_wrong_answer_once_more(place: Path) -> None:
    """At a terminal: each answer is judged at once, in a sentence and a cure."""
    typed = [str(place), "", "Node 1", "node-ee", "https://firstwall.customs.example", "", "", ""]
    ours, theirs = os.openpty()
    os.write(ours, "".join(f"{line}\n" for line in typed).encode())
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("FIRSTWALL_", "PG"))}
    command = [sys.executable, "-m", "firstwall", "init"]
    done = subprocess.run(command, env=bare, stdin=theirs, capture_output=True, text=True, timeout=60, check=False)
    os.close(ours)
    os.close(theirs)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert len(QUESTIONS) <= 8
    assert sum(said.count(question.words) for question in QUESTIONS) == len(typed)
    assert "Use small letters" in said
    assert 'node = "node-ee"' in (place / "firstwall.toml").read_text()


REFUSED = [
    ("home", "srv/firstwall", "Begin with /"),
    ("node", "Node 1", "small letters"),
    ("address", "http://firstwall.customs.example", "https://"),
    ("address", "firstwall", "https://firstwall"),
    ("address", "https://u:p@h:x", "https://firstwall"),
    ("port", "80", "1024"),
    ("port", "٨٠٨٠", "1024"),
    ("database_url", "mysql://root@db/x", "postgresql://"),
    ("database_url", "postgresql://postgres:postgres@db.example/postgres", "openssl rand"),
    ("database_url", "postgresql://owner@db.example/postgres", "openssl rand"),
    ("database_url", "postgresql://owner:firstwallchangeme@db.example/postgres", "openssl rand"),
    ("database_url", "postgresql://owner:aaaaaaaaaaaaaaaaaaaaaaaa@db.example/postgres", "openssl rand"),
    ("database_root", "", "certificate"),
    ("database_root", "/etc/hostname", "PEM"),
    ("backups", "backups", "Begin with /"),
    ("backups", "/srv/firstwall/backups", "elsewhere"),
]


@pytest.mark.parametrize(("name", "answer", "cure"), REFUSED)
def test_an_answer_that_cannot_be_taken_is_refused_at_once_with_a_cure(name: str, answer: str, cure: str) -> None:
    question = next(one for one in QUESTIONS if one.name == name)
    answers = {"home": "/srv/firstwall", "database_url": "postgresql://owner@db.example/postgres"}
    with pytest.raises(CannotStart) as refused:
        question.check(answer, answers)
    assert refused.value.sentence and cure in refused.value.cure
    assert "firstwallchangeme" not in str(refused.value)


def test_secrets_that_were_made_by_a_machine_are_taken() -> None:
    for secret in ("pWq7hZ1m0X2cVb9TfRk4Ld8S", "0f3b9c51d7e24a86b0c7e1f5a9d34e62"):
        assert weakness(secret) == ""


def test_places_that_others_may_read_or_replace_are_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o711)
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    with pytest.raises(CannotStart, match="mode 755") as refused:
        check_folder(open_to_all, private=True)
    assert refused.value.cure == f"chmod 700 {open_to_all}"
    open_to_all.chmod(0o777)
    with pytest.raises(CannotStart, match="put in the place"):
        check_folder(open_to_all / "site", private=False)
    (tmp_path / "link").symlink_to(open_to_all)
    with pytest.raises(CannotStart, match="not a folder of its own"):
        check_folder(tmp_path / "link", private=False)


WRONG = [
    ('[site]\nnode = "a"\nnod = "b"\n', 3, "Did you mean node?"),
    ('[site]\nnode = "a"\n\n[page]\nport = 1\n', 4, "Did you mean [pages]?"),
    ('[site]\nnode = "a"\n[pages]\n# port\nport = "8080"\n', 5, "without quotation marks"),
    ("[pages]\nzzz = 1\n", 2, "Known are: address"),
    ('[database]\nurl = "postgresql://u:secret-word@h/postgres"\n', 2, "superuser/password"),
    ('[database]\n\ntls = "prefer"\n', 3, "verify-full"),
    ('[site]\nhome = "relative"\n', 2, "whole path"),
    ('[people]\nprovider_amr = "hwk pin"\n', 2, "list of words"),
    ('[people]\ncodes = "1"\n', 2, "true or false"),
]


@pytest.mark.parametrize(("content", "line", "cure"), WRONG)
def test_a_line_that_is_not_known_is_named_with_its_number_and_cure(content: str, line: int, cure: str) -> None:
    with pytest.raises(CannotStart) as refused:
        site_file.read(content, place="/srv/firstwall.toml")
    assert f"/srv/firstwall.toml, line {line}:" in refused.value.sentence
    assert cure in refused.value.cure


def test_a_file_that_is_no_toml_is_named_with_the_line() -> None:
    with pytest.raises(CannotStart, match="at line 2"):
        site_file.read("[site]\nnode = node-1\n", place="site")


def test_a_site_file_that_others_may_read_is_refused(place: Path) -> None:
    assert init("--home", str(place)).exit_code == 0
    (place / "firstwall.toml").chmod(0o644)
    with pytest.raises(CannotStart, match="may be read or changed by others") as refused:
        site_file.apply({"FIRSTWALL_HOME": str(place)})
    assert "chmod 600" in refused.value.cure


def test_the_password_of_the_server_never_stands_in_the_file() -> None:
    answers = {
        "home": "/srv/firstwall",
        "keys": "/srv/firstwall/keys",
        "node": "n",
        "address": "https://a.example",
        "port": "8080",
        "database_url": "postgresql://owner:pWq7hZ1m0X2c%40Vb9TfRk4@db.example:5433/postgres?sslmode=require",
        "database_root": "/etc/ssl/db.pem",
        "backups": "/mnt/b",
    }
    text = written(values_of(answers, profile="production"))
    assert "pWq7" not in text
    values = site_file.read(text, place="site")
    assert values["FIRSTWALL_DATABASE_URL"] == "postgresql://owner@db.example:5433/postgres?sslmode=require"
    assert (values["PGSSLMODE"], values["FIRSTWALL_PROFILE"]) == ("verify-full", "production")


def test_each_line_that_stands_as_an_example_is_taken_as_it_stands() -> None:
    values = site_file.read(written(EXAMPLES), place="site")
    assert {BY_PATH[path].variable for path in EXAMPLES} <= values.keys()
    assert (values["FIRSTWALL_OPENID_AMR"], values["FIRSTWALL_CODES_ALLOWED"]) == ("hwk pin", "")
    allowed = site_file.read("[people]\ncodes = true\n", place="site")
    assert allowed == {"FIRSTWALL_CODES_ALLOWED": "1"}


def test_every_line_of_the_site_file_is_told_in_the_settings() -> None:
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    missing = [key.path for key in KEYS if f"`{key.path}`" not in told]
    assert not missing


def test_a_unit_names_the_site_file_whatever_its_path_holds() -> None:
    service = units(Path('/srv/100%/a "b"/firstwall.toml'), node="n")["firstwall.service"]
    assert 'Environment="FIRSTWALL_SITE=/srv/100%%/a \\"b\\"/firstwall.toml"' in service
