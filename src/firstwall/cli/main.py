"""The command line's front door. `--help` imports no Django: a group is imported only when its name was typed.

A new group stands in a file of its own here and gets one line in GROUPS.
"""

import importlib
import importlib.util
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Group:
    """Where a command or a group of commands is: `place` is module:name of a Typer app or of a function."""

    place: str
    help: str
    needs_django: bool = True

    @property
    def exists(self) -> bool:
        return importlib.util.find_spec(self.place.partition(":")[0]) is not None


GROUPS: dict[str, Group] = {
    "alerts": Group("firstwall.cli.alerts:app", "Enter, import, amend, review, prolong, withdraw and list alerts."),
    "audit": Group("firstwall.cli.audit:app", "The ready-made audit answers, for a supervisor."),
    "check": Group("firstwall.cli.check:check", "Check one name, plate, container, ship or document."),
    "claims": Group("firstwall.cli.claims:app", "Claims between partners because of an entry: claim, answer, paid."),
    "copies": Group(
        "firstwall.cli.copies:app", "Copies of what others supplied: register, take, review, erase, confirm."
    ),
    "decisions": Group(
        "firstwall.cli.decisions:app",
        "Final decisions: register by reference, contest, execute; judge as a supervisor.",
    ),
    "fide": Group("firstwall.cli.fide:app", "Who investigates whom: ask, enter, change, clear, defer."),
    "hits": Group("firstwall.cli.hits:app", "List candidates, decide them, report a sighting."),
    "index": Group("firstwall.cli.index:app", "The matching indexes: how they stand; their keeper."),
    "ledger": Group("firstwall.cli.ledger:app", "Verify the ledger; run its sequencer."),
    "lists": Group("firstwall.cli.lists:app", "Lists of designations: publish, compare, propose, check, confirm."),
    "mandate": Group("firstwall.cli.mandate:app", "Open and close the mandate you act under."),
    "people": Group("firstwall.cli.people:app", "Who has access in your authority, and the quarterly confirmation."),
    "proceedings": Group("firstwall.cli.proceedings:app", "Tell a supplier that its alert was used in proceedings."),
    "retention": Group("firstwall.cli.retention:app", "End what is over; see beforehand what would end."),
    "rights": Group("firstwall.cli.rights:app", "Answer a person who asks what is held on them."),
    "runs": Group("firstwall.cli.runs:app", "Files of traffic: progress, candidates, cancel, resume."),
    "screen": Group("firstwall.cli.screen:screen", "Screen a file of traffic."),
    "sample": Group("firstwall.cli.sample:app", "The sample of queries that a supervisor judges; a year's figures."),
    "seizures": Group("firstwall.cli.seizures:app", "Record a seizure, read it, correct it."),
    "shifts": Group(
        "firstwall.cli.shifts:app", "Hand over, accept, what nobody answered, an office's clock and figures."
    ),
    "sightings": Group("firstwall.cli.sightings:app", "Read and acknowledge sightings, record their outcome."),
    "transfers": Group("firstwall.cli.transfers:app", "Ask to use otherwise or pass on; decide; make the document."),
}


def build(words: Sequence[str], further: Mapping[str, Group]) -> typer.Typer:
    """The root command for these words: the group that was named is real, the others are only listed."""
    app = typer.Typer(
        name="firstwall",
        help="Share alerts, screen what crosses the border, bring each hit to its owner.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    named = next((word for word in words if not word.startswith("-")), "")
    for name, group in sorted({**further, **GROUPS}.items()):
        if not group.exists:
            continue
        if name == named:
            _add(app, name, group)
        else:
            app.command(name, help=group.help)(_only_listed)
    return app


def _add(app: typer.Typer, name: str, group: Group) -> None:
    if group.needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
        _find_home()
        importlib.import_module("django").setup()
    module, _, attribute = group.place.partition(":")
    found = getattr(importlib.import_module(module), attribute)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name, help=group.help)
    else:
        app.command(name, help=group.help)(found)


def _find_home() -> None:
    """In a checkout whose demo has run, commands speak to that demo unless FIRSTWALL_HOME says otherwise."""
    demo = CHECKOUT / "var" / "demo"
    if "FIRSTWALL_HOME" not in os.environ and (demo / "connection.json").exists():
        os.environ["FIRSTWALL_HOME"] = str(demo)
    state = Path(os.environ.get("FIRSTWALL_HOME", "")) / "state.json"
    if state.exists() and json.loads(state.read_text()).get("demo"):
        os.environ.setdefault("FIRSTWALL_DEMO", "1")


def _root() -> None:
    """Nothing of its own: makes a root of a single command a group, too."""


def _only_listed() -> None:
    """Stands for a group that was not named."""
