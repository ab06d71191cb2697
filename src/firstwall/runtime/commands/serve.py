"""`firstwall serve`: a real site in the foreground, for a service manager to hold."""

from pathlib import Path
from typing import Annotated

import typer

from firstwall.runtime.commands.hold import ended_by_signal, hold, told_plainly
from firstwall.runtime.site import DEFAULT_PORT, enrolment_address, free_port

DEFAULT_HOME = Path.home() / ".local" / "share" / "firstwall" / "site"


@told_plainly
def serve(
    port: Annotated[int, typer.Option(help="On the loopback address.", min=1, max=65535)] = DEFAULT_PORT,
    home: Annotated[Path, typer.Option(envvar="FIRSTWALL_HOME", help="Where the data lies.")] = DEFAULT_HOME,
) -> None:
    """Run a site: PostgreSQL (embedded, or FIRSTWALL_DATABASE_URL), web, worker and sequencer."""
    ended_by_signal()
    home = home.absolute()
    port = free_port(port)
    hold(home, port, demo=False, closing=lambda: closing_lines(home, port))


def closing_lines(home: Path, port: int) -> list[str]:
    """Where it is; and, as long as nobody has an account, the one-time link that makes the first one."""
    link = enrolment_address(home, port)
    first = [f"Enrol:     {link}   (works once; a new one is printed at each start until it is used)"] if link else []
    return [f"Address:   http://127.0.0.1:{port}/", *first, f"Data:      {home}"]
