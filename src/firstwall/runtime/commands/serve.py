"""`firstwall serve`: a real site in the foreground, for a service manager to hold."""

import os
from pathlib import Path
from typing import Annotated

import typer

from firstwall.runtime.commands.hold import ended_by_signal, hold, told_plainly
from firstwall.runtime.setup import site_file
from firstwall.runtime.site import DEFAULT_PORT, enrolment_address, free_port, public_address

DEFAULT_HOME = Path.home() / ".local" / "share" / "firstwall" / "site"


@told_plainly
def serve(
    port: Annotated[
        int | None, typer.Option(envvar="FIRSTWALL_PORT", help="On the loopback address.", min=1, max=65535)
    ] = None,
    home: Annotated[Path, typer.Option(envvar="FIRSTWALL_HOME", help="Where the data lies.")] = DEFAULT_HOME,
) -> None:
    """Run a site: PostgreSQL (embedded, or FIRSTWALL_DATABASE_URL), web, worker and sequencer."""
    ended_by_signal()
    home = home.absolute()
    os.environ["FIRSTWALL_HOME"] = str(home)
    site_file.apply()  # once more: the home may have been given as an option
    free = free_port(port or int(os.environ.get("FIRSTWALL_PORT", DEFAULT_PORT)))
    hold(home, free, demo=False, closing=lambda: closing_lines(home, free))


def closing_lines(home: Path, port: int) -> list[str]:
    """Where it is; and, as long as nobody has an account, the one-time link that makes the first one."""
    link = enrolment_address(home, port)
    first = [f"Enrol:     {link}   (works once; a new one is printed at each start until it is used)"] if link else []
    return [f"Address:   {public_address(port)}/", *first, f"Data:      {home}"]
