"""`firstwall serve`: a real site in the foreground, for a service manager to hold."""

from pathlib import Path
from typing import Annotated

import typer

from firstwall.runtime.commands.hold import ended_by_signal, hold, told_plainly
from firstwall.runtime.site import DEFAULT_PORT, free_port

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
    hold(home, port, demo=False, closing=lambda: [f"Address:   http://127.0.0.1:{port}/", f"Data:      {home}"])
