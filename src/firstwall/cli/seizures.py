"""firstwall seizures: record what a control found and took, read it, correct it."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, AsJson, InStrand, Key, said
from firstwall.cli.screening_words import as_json, reading_as
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.screening import services
from firstwall.screening.seizures.queries import seizure_for, seizures_of
from firstwall.screening.seizures.typed import seizure_of
from firstwall.screening.seizures.types import SeizureIn, SeizureView

app = typer.Typer(no_args_is_help=True, help=_("Record a seizure, read it, correct it."))

Fields = Annotated[
    list[str],
    typer.Argument(
        help=_(
            "What was seized, as name=value: goods, quantity, unit, place and seized_at; also transport, concealment,"
            " value, currency, description, commodity_code, hidden_where, means, case_reference."
        )
    ),
]


@app.command("list")
def list_seizures(*, login: As = "", strand: InStrand = "", json: AsJson = False) -> None:
    """The seizures of your authority, the latest first."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        for one in seizures_of(actor):
            typer.echo(as_json(one) if json else _line(one))


@app.command()
def show(seizure: UUID, *, login: As = "", strand: InStrand = "", json: AsJson = False) -> None:
    """Show one seizure."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        one = seizure_for(actor, seizure)
        typer.echo(as_json(one) if json else "\n".join(_in_full(one)))


@app.command()
def record(
    fields: Fields,
    *,
    hit: Annotated[UUID | None, typer.Option(help=_("The hit that led to it."))] = None,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Write down what a control found and took; print its number."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        here = actor if hit else _in_one_strand(actor)
        made = services.record_seizure(here, said=_said(fields), hit_id=hit, key=key or str(uuid4()))
        typer.echo("\n".join(_in_full(made)))


@app.command()
def correct(
    seizure: UUID,
    fields: Fields,
    *,
    revision: Annotated[int, typer.Option(help=_("The revision you saw; another one by now is a conflict."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Write it down again, every field, as it is right; the figures of before stand in the ledger."""
    with plain_answers(), reading_as(login, strand=strand) as actor:
        said_now = _said(fields)
        made = services.correct_seizure(actor, seizure, said=said_now, revision=revision, key=key or str(uuid4()))
        typer.echo("\n".join(_in_full(made)))


def _said(fields: list[str]) -> SeizureIn:
    typed = {name: text for name, _sign, text in (field.partition("=") for field in fields)}
    return seizure_of({"transport": "none", "concealment": "none", **typed})


def _in_one_strand(actor: Actor) -> Actor:
    if len(actor.strands) > 1:
        raise Fault("no-strand", N_("A seizure stands in one strand."), cure=N_("Give --strand C or --strand A."))
    return actor.in_strand(actor.strands[0])


def _line(one: SeizureView) -> str:
    goods = f"{said(one.goods_label)}: {one.quantity.normalize():f} {said(one.unit_label)}"
    return f"{one.id}  [{one.strand}] {one.seized_at:%Y-%m-%d %H:%M} UTC  {goods}  {one.place}"


def _in_full(one: SeizureView) -> Iterator[str]:
    yield _line(one)
    if one.value is not None:
        yield f"  {one.value} {one.currency}"
    yield f"  {said(one.transport_label)}, {said(one.concealment_label)}  {_('revision')} {one.revision}"
    for text in (one.description, one.commodity_code, one.hidden_where, one.means, one.case_reference):
        if text:
            yield f"  {text}"
    if one.similar:
        yield "  " + _("Perhaps written down already: %(ids)s") % {"ids": ", ".join(map(str, one.similar))}
