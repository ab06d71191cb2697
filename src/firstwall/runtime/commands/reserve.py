"""`firstwall reserve`: the room that is kept for a full disk, from the command line of the machine (REL-11)."""

from pathlib import Path
from typing import Annotated

import typer

from firstwall.runtime import reserve
from firstwall.runtime.checks.disk import MB
from firstwall.runtime.commands.serve import DEFAULT_HOME

app = typer.Typer(no_args_is_help=True, help="The room that is kept for a full disk.")
Home = Annotated[Path, typer.Option(envvar="FIRSTWALL_HOME", help="Where the data lies.")]


@app.command()
def drop(home: Home = DEFAULT_HOME) -> None:
    """Give the room back, so that work goes on while somebody makes more."""
    freed = reserve.drop(home)
    print(f"{freed // MB} MB are free again." if freed else "There is no reserve.")


@app.command()
def lay(home: Home = DEFAULT_HOME) -> None:
    """Keep room again."""
    laid = reserve.lay_down(home)
    print(f"{reserve.SIZE // MB} MB are kept." if laid else "It lies already, or there is too little room.")
