"""firstwall retention: end what is over, see beforehand what would end, vouch for the clock. For the operator; no content."""

import json as plain_json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import AsJson
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.rows import ProfileRow
from firstwall.law.tables import PROFILES, profile_in_force
from firstwall.supervision import ending
from firstwall.supervision.types import RetentionOutcome, RetentionRunView

app = typer.Typer(no_args_is_help=True, help=_("End what is over; see beforehand what would end."))


@app.command()
def run(*, json: AsJson = False) -> None:
    """End now what is over by the law in force today; safe to repeat, safe to be killed. The worker does this every hour."""
    with plain_answers():
        _show(ending.run_retention(utc_now()), json=json, was=_("Ended on %(day)s:"))


@app.command("dry-run")
def dry_run(
    *,
    profile: Annotated[str, typer.Option(help=_("Another text of the law, for study: eu-2009 or eu-2024."))] = "",
    json: AsJson = False,
) -> None:
    """Do the same and take it back: what the next run would end."""
    with plain_answers():
        outcome = ending.run_retention(utc_now(), dry=True, profile_of=_profile_of(profile))
        _show(outcome, json=json, was=_("Would end on %(day)s:"))


@app.command()
def status(*, json: AsJson = False) -> None:
    """Show the latest runs: when, how far, and what the clocks had against them."""
    with plain_answers():
        found = ending.latest_runs(10)
    if json:
        typer.echo(plain_json.dumps([asdict(one) for one in found], default=str))
        return
    typer.echo("\n".join(_line(one) for one in found) or _("No run yet."))


@app.command("confirm-clock")
def confirm_clock(
    today: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help=_("Today's date, from a clock you trust."))],
) -> None:
    """Vouch for the date, when the node was off for over a day or its clock was set. Entered in the ledger."""
    with plain_answers():
        ending.confirm_clock(utc_now(), today.replace(tzinfo=UTC).date())
        typer.echo(_("The date is confirmed. The next run goes by it."))


def _profile_of(code: str) -> ending.ProfileOf:
    if not code:
        return profile_in_force
    found = {row.strand: row for row in PROFILES if row.code == code}
    if set(found) != set(Strand):
        known = ", ".join(sorted({row.code for row in PROFILES}))
        raise Fault("no-profile", N_("There is no such profile."), place=code, cure=known)

    def of(strand: Strand, _day: date) -> ProfileRow:
        return found[strand]

    return of


def _show(outcome: RetentionOutcome, *, json: bool, was: str) -> None:
    if json:
        typer.echo(plain_json.dumps(asdict(outcome), default=str))
        return
    typer.echo(was % {"day": outcome.day.isoformat()})
    for name, number in sorted(outcome.counts.items()):
        what, _colon, table = name.partition(":")
        typer.echo(f"  {what:<22} {table:<24} {number:>9}")
    if not outcome.counts:
        typer.echo(f"  {_('nothing')}")


def _line(view: RetentionRunView) -> str:
    counts = ", ".join(f"{name} {number}" for name, number in sorted(view.counts.items()))
    return f"{view.started_at:%Y-%m-%d %H:%M} {view.kind} {view.state} {view.fault} {counts}".rstrip()
