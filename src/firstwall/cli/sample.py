"""firstwall sample show | judge | year: what a supervisor judges, under a supervisor's mandate; each is recorded (LOG-03)."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.ledger_reading import number_of
from firstwall.cli.options import As, Key
from firstwall.ledger.leaf import plain
from firstwall.supervision import sampling, yearly
from firstwall.supervision.types import Verdict

app = typer.Typer(no_args_is_help=True, help=_("The sample of queries that a supervisor judges; a year's figures."))
_DAY = ["%Y-%m-%d"]


@app.command()
def show(day: Annotated[datetime, typer.Argument(formats=_DAY)], *, login: As = "") -> None:
    """Print the sample of a day as JSON: how it was drawn, what was drawn, what was found."""
    with plain_answers(), acting_as(login) as actor:
        found = asdict(sampling.sample_of(actor, day.replace(tzinfo=UTC).date()))
        seed = found["draw"]["seed"]
        found["draw"]["seed"] = seed.hex() if seed else ""
        typer.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))


@app.command()
def judge(
    entry: str,
    *,
    day: Annotated[datetime, typer.Option(formats=_DAY, help=_("The day it was drawn for."))],
    verdict: Annotated[Verdict, typer.Option(help=_("What you found."))],
    ground: Annotated[str, typer.Option(help=_("Why; at most 1,000 characters."))],
    login: As = "",
    key: Key = "",
) -> None:
    """Record your verdict on a drawn query."""
    with plain_answers(), acting_as(login) as actor:
        drawn_for = day.replace(tzinfo=UTC).date()
        sampling.judge(actor, number_of(entry), day=drawn_for, verdict=verdict, ground=ground, key=key)
    typer.echo(_("The verdict is recorded."))


@app.command()
def year(year: int, *, login: As = "") -> None:
    """Print the figures of a year as JSON: acts by authority, the sample due and done, exports, prunings."""
    with plain_answers(), acting_as(login) as actor:
        typer.echo(json.dumps(plain(asdict(yearly.figures_of(actor, year))), ensure_ascii=False, indent=1))
