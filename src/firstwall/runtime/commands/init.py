"""`firstwall init`: at most eight questions, each answer judged at once; then one file, a system unit, a backup timer.

Nothing is written before the last answer is taken, and nothing is changed on the database server.
"""

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from firstwall.runtime import provision
from firstwall.runtime.checks.finding import Finding
from firstwall.runtime.checks.starting import check_server
from firstwall.runtime.commands.hold import told_plainly
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.server import Superuser
from firstwall.runtime.setup.keys_of_site import PROFILES
from firstwall.runtime.setup.questions import QUESTIONS, Answers, Question
from firstwall.runtime.setup.site_file import NAME
from firstwall.runtime.setup.units import SERVICE, TIMER, units
from firstwall.runtime.setup.writing import site_file, values_of

Given = dict[str, str | None]
Text = Annotated[str | None, typer.Option(show_default=False)]


@told_plainly
def init(
    home: Text = None,
    keys: Text = None,
    node: Text = None,
    address: Text = None,
    port: Text = None,
    database_url: Annotated[
        str | None,
        typer.Option(envvar="FIRSTWALL_DATABASE_URL", help="In the environment it is in no list of processes."),
    ] = None,
    database_root: Text = None,
    backups: Text = None,
    profile: Annotated[
        str, typer.Option(help="production or training; without it production for an own PostgreSQL, else training.")
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: options, and the usual answers for the rest.")
    ] = False,
) -> None:
    """Make a site: eight questions, one commented file, a system unit and a backup timer."""
    given: Given = {
        "home": home,
        "keys": keys,
        "node": node,
        "address": address,
        "port": port,
        "database_url": database_url,
        "database_root": database_root,
        "backups": backups,
    }
    answers = _answers(given, may_ask=not yes and sys.stdin.isatty())
    chosen = profile or ("production" if answers["database_url"] else "training")
    for warning in _server_is_fit(answers, chosen):
        print(f"Warning: {warning.sentence} {warning.cure}")
    print(*_write(answers, chosen), sep="\n")


def _answers(given: Given, *, may_ask: bool) -> Answers:
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if not question.asked(answers):
            answers[question.name] = ""
        elif may_ask and given[question.name] is None:
            answers[question.name] = _asked(question, answers)
        else:
            told = given[question.name]
            answers[question.name] = question.check(question.usual(answers) if told is None else told, answers)
    return answers


def _asked(question: Question, answers: Answers) -> str:
    while True:
        said = typer.prompt(question.words, default=question.usual(answers), show_default=bool(question.usual(answers)))
        try:
            return question.check(said.strip(), answers)
        except CannotStart as refused:
            print(f"  {refused.sentence}\n  {refused.cure}")


def _server_is_fit(answers: Answers, profile: str) -> list[Finding]:
    """The last judgement: the own server is asked whether it may carry a site."""
    if profile not in PROFILES:
        raise CannotStart(f"There is no profile {profile!r}.", cure=f"Write one of: {', '.join(PROFILES)}.")
    if not answers["database_url"]:
        return []
    if answers["database_root"]:
        os.environ |= {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": answers["database_root"]}
    superuser = Superuser.from_url(answers["database_url"])
    return check_server(superuser, database=provision.DATABASE, is_embedded=False, production=profile == "production")


def _write(answers: Answers, profile: str) -> list[str]:
    """All of it or nothing: a folder that was new is taken away again when the disk refuses."""
    home = Path(answers["home"])
    was_new = not home.exists()
    made = [home] if was_new else [home / "superuser", home / "units"]
    try:
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        home.chmod(0o711)
        file = home / NAME
        password = Superuser.from_url(answers["database_url"]).password if answers["database_url"] else ""
        if password:
            (home / "superuser").mkdir(mode=0o700)
            _private(home / "superuser" / "password", password)
        (home / "units").mkdir(mode=0o755)
        for name, text in units(file, node=answers["node"]).items():
            (home / "units" / name).write_text(text, encoding="utf-8")
        _private(file, site_file(values_of(answers, profile=profile)))
    except OSError as refused:
        for folder in made:
            shutil.rmtree(folder, ignore_errors=True)
        raise CannotStart(
            f"{home} cannot be written: {refused.strerror}.", cure="Give the folder to this user, or name another."
        ) from None
    return _next_steps(file, answers)


def _private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _next_steps(file: Path, answers: Answers) -> list[str]:
    """Where it is, and the commands that come next, each to be copied whole."""
    folder, site = shlex.quote(str(file.parent / "units")), f"FIRSTWALL_SITE={shlex.quote(str(file))}"
    backups = (
        []
        if answers["backups"]
        else ["Missing:   a place for backups; set backup.folder and backup.key in the site file"]
    )
    return [
        f"Written:   {file}",
        f"           {folder}/ ({SERVICE}, {TIMER})",
        *backups,
        f"Try:       {site} {sys.executable} -m firstwall serve",
        f"Check:     {site} {sys.executable} -m firstwall doctor",
        f"Install:   cp {folder}/firstwall* /etc/systemd/system/ && systemctl enable --now {SERVICE} {TIMER}",
    ]
