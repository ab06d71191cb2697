"""firstwall lists: a day's list of designations, what changed, versions proposed, checked and confirmed (CIS-24 to CIS-27)."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from django.utils.translation import gettext as _

from firstwall.authorities import list_queries, lists
from firstwall.authorities.types import AuthorityFacts, ListedRow, ListView
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, opened
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.kernel.strict_json import strict_json

app = typer.Typer(no_args_is_help=True, help=_("Lists of designations: who has access to which data, for what."))
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("The day; today without it."))]


@app.command()
def publish(*, login: As = "", strand: InStrand, day: Day = None) -> None:
    """Print the list of a day as JSON for publication: direct access and use."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        out = list_queries.published(actor, day.date() if day else utc_now().date())
        typer.echo(json.dumps(out, ensure_ascii=False, indent=1))


@app.command()
def diff(
    before: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    after: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    *,
    login: As = "",
    strand: InStrand,
) -> None:
    """Print what changed between two days, authority by authority."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        known = list_queries.list_on(actor, after.date()).authorities
        for one in list_queries.difference(actor, before.date(), after.date()):
            typer.echo(f"{known[one.authority_id].code}  {one.kind}")
            for sign, rows in (("-", one.before), ("+", one.after)):
                for row in rows:
                    said = " ".join(
                        ("".join(row.categories), ",".join(row.rights), ",".join(row.purposes), row.legal_basis)
                    ).rstrip()
                    typer.echo(f"  {sign} {said}")


@app.command()
def versions(*, login: As = "", strand: InStrand) -> None:
    """Print the versions of a strand, the newest first."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in list_queries.versions(actor):
            _show(one)


@app.command()
def propose(
    file: Path,
    *,
    login: As = "",
    strand: InStrand,
    reason: Annotated[str, typer.Option(help=_("Why the list changes."))],
    in_force_from: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("Its first day."))],
) -> None:
    """Propose the whole list of your state: a JSON list of {code, categories, purposes, rights, until, legal_basis}."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        with opened(file) as stream:
            said = strict_json(stream.read())
        known = {one.code: one for one in list_queries.list_on(actor, utc_now().date()).authorities.values()}
        rows = _rows(said, known)
        _show(lists.propose_list(actor, rows=rows, reason=reason, in_force_from=in_force_from.date()))


@app.command()
def check(
    number: UUID,
    *,
    login: As = "",
    strand: InStrand,
    finding: Annotated[str, typer.Option(help=_("Why the designations are in proportion, or why not."))],
    returned: Annotated[bool, typer.Option("--return", help=_("Not in proportion: send it back."))] = False,
) -> None:
    """Record the check for proportion of a proposed version."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        _show(lists.check_list(actor, number, is_proportionate=not returned, finding=finding))


@app.command()
def confirm(number: UUID, *, login: As = "", strand: InStrand) -> None:
    """Put a checked version in force from its day."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        _show(lists.confirm_list(actor, number))


def _rows(said: Any, known: dict[str, AuthorityFacts]) -> list[ListedRow]:
    try:
        return [
            ListedRow.from_json({**row, "authority": str(known[row["code"]].id), "valid_until": row.get("until")})
            for row in said
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        cure = N_("Write rows as `firstwall lists publish` prints them.")
        raise Fault("bad-list", N_("The file is no list of designations."), place=str(wrong)[:80], cure=cure) from None


def _show(one: ListView) -> None:
    typer.echo(f"{one.id}  {one.state_code or 'EU'} {one.strand} {one.number}  {one.state}  {one.in_force_from}")
