"""firstwall fide: ask who investigates whom; keep the own entries, deferrals and list of offences (FIDE-01 to FIDE-22)."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.fide import asking, queries, services
from firstwall.fide.types import FileGiven, FileQuery, Offence

app = typer.Typer(no_args_is_help=True, help=_("Who investigates whom: ask, enter, change, clear, defer."))
Named = Annotated[
    list[str], typer.Option("--field", help=_("A field and its value, such as name=Tamm; may be repeated."))
]


@app.command()
def ask(
    kind: str,
    *,
    field: Named,
    reference: Annotated[str, typer.Option("--file", help=_("The number of your own investigation file."))],
    login: As = "",
    strand: InStrand = "",
) -> None:
    """Ask whether an authority of another state has a file on a person or business."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in actor.strands:
            answer = asking.ask(actor.in_strand(one), FileQuery(kind, _identity(field), reference))
            for hit in answer.hits:
                typer.echo(
                    f"{one}  {hit.state_code}  {hit.file_number}  {hit.subject}  {hit.contact}  {_shown(hit.matched)}"
                )
            if answer.too_many:
                typer.echo(_("More than these match: name more of what you know."))
            if not answer.hits:
                typer.echo(f"{one}  {_('No file that you may know of.')}")


@app.command("list")
def list_own(*, login: As = "", strand: InStrand = "") -> None:
    """Your authority's own entries, the soonest to end first."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        for one in actor.strands:
            for row in queries.own_entries(actor.in_strand(one)):
                typer.echo(f"{row.id}  {one}  {row.file_number}  {row.status}  {row.name}  {row.gone_from}")


@app.command()
def enter(said: Path, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Enter a file from JSON, with the fields of the API; print the number of the entry."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        typer.echo(
            str(services.enter_file(actor, _given(json.loads(said.read_text("utf-8"))), key=key or str(uuid4())))
        )


@app.command()
def change(
    entry: UUID,
    said: Path,
    *,
    version: Annotated[int, typer.Option(help=_("The version that was read."))],
    correction: Annotated[bool, typer.Option(help=_("What was entered was wrong."))] = False,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Say anew what the file says, from JSON; the clock keeps its start."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_entry(person, entry)
        given = _given(json.loads(said.read_text("utf-8")))
        now = services.change_file(
            actor, entry, given, version=version, is_correction=correction, key=key or str(uuid4())
        )
        typer.echo(str(now))


@app.command()
def clear(entry: UUID, *, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Whoever is cleared of suspicion: erase the entry at once."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        services.clear_file(queries.where_entry(person, entry), entry, key=key or str(uuid4()))
        typer.echo(_("Erased. Nobody finds it any more."))


@app.command()
def defer(
    file_number: str,
    *,
    ground: Annotated[str, typer.Option(help=_("Of the list of grounds."))],
    reason: str,
    recheck: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help=_("Within 90 days."))] = None,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Do not enter a file for now; print the number of the deferral."""
    with plain_answers(), acting_as(login, strand=strand) as actor:
        day = recheck.date() if recheck else None
        made = services.defer_entry(
            actor, file_number=file_number, ground=ground, reason=reason, recheck_on=day, key=key or str(uuid4())
        )
        typer.echo(str(made))


@app.command()
def offences(said: Path, *, login: As = "", key: Key = "") -> None:
    """Give the other states your state's list from JSON: [{code, label, custody_months, fine_eur}]."""
    with plain_answers(), acting_as(login, strand="C") as actor:
        given = [Offence(**one) for one in json.loads(said.read_text("utf-8"))]
        typer.echo(str(services.give_offences(actor, given, key=key or str(uuid4()))))


def _identity(fields: list[str]) -> dict[str, str | tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in fields:
        code, _sign, value = one.partition("=")
        found[code] = (*found.get(code, ()), value)
    return {code: values if len(values) > 1 else values[0] for code, values in found.items()}


def _given(said: dict[str, Any]) -> FileGiven:
    days = {name: datetime.fromisoformat(said[name]).date() for name in ("filed_on", "last_act_on")}
    identity = {code: tuple(one) if isinstance(one, list) else one for code, one in said["identity"].items()}
    return FileGiven(**{**said, **days, "identity": identity})


def _shown(matched: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{code}: {', '.join(values)}" for code, values in matched.items())
