"""firstwall index: how the matching indexes stand, their keeper, and making a saved form anew: for the operator.

Counts, times and versions; no entry is shown.
"""

import os
import signal
import subprocess
import sys
import threading
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.cli.options import AsJson
from firstwall.cli.screening_words import as_json
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.screening import follower
from firstwall.screening.index import keeper, saved_form
from firstwall.screening.types import IndexState

app = typer.Typer(no_args_is_help=True, help=_("The matching indexes: how they stand; their keeper."))
_GENTLY = 10


@app.command()
def status(*, json: AsJson = False) -> None:
    """Show for each strand how many entries the index has, how old its saved form is, and whether it is shared."""
    for state in follower.states():
        typer.echo(as_json(state) if json else _line(state))


@app.command()
def keep() -> None:
    """Hold the indexes in the machine's shared memory until stopped; a second one beside it only waits."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())
    keeper.keep(stop, _in_own_process)


@app.command()
def save(
    strand: Annotated[str, typer.Option(help=_("C (criminal) or A (administrative); both without it."))] = "",
    gently: Annotated[bool, typer.Option(help=_("Leave the processors to others."))] = False,
) -> None:
    """Read the list from the database and write its saved form anew."""
    if gently:
        os.nice(_GENTLY)
    for one in [Strand(strand)] if strand else list(Strand):
        saved_form.build(one)


def _in_own_process(strand: Strand, *, gently: bool) -> subprocess.Popen:
    """The memory that a list takes while it is made goes back to the machine with the process."""
    command = [sys.executable, "-m", "firstwall", "index", "save", "--strand", str(strand)]
    return subprocess.Popen([*command, "--gently"] if gently else command)


def _line(state: IndexState) -> str:
    said = {
        "strand": state.strand,
        "entries": state.entries,
        "age": _age(state),
        "changed": state.changed_since,
        "matcher": state.matcher,
        "where": _("shared") if state.is_shared else _("of this process alone"),
    }
    return (
        _(
            "%(strand)s: %(entries)s entries, %(where)s; saved form %(age)s, %(changed)s changes since; matcher %(matcher)s"
        )
        % said
    )


def _age(state: IndexState) -> str:
    if state.saved_at is None:
        return _("none")
    return _("%(minutes)s min old") % {"minutes": int((utc_now() - state.saved_at).total_seconds() // 60)}
