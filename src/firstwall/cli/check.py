"""firstwall check: one question, one list for each strand of the mandate."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import plain_answers
from firstwall.cli.options import As, AsJson, InStrand
from firstwall.cli.screening_words import (
    Place,
    Purpose,
    Reference,
    Role,
    as_json,
    in_full,
    searching_as,
)
from firstwall.law.tables import STRAND_LABELS
from firstwall.screening import services
from firstwall.screening.types import Facts


def check(
    text: Annotated[str, typer.Argument(help=_("A plate, container, IMO, VIN, document number or name."))],
    *,
    login: As = "",
    strand: InStrand = "",
    role: Role = "",
    purpose: Purpose = "",
    reference: Reference = "",
    place: Place = "",
    born: Annotated[str, typer.Option(help=_("Date of birth, for a person: YYYY, YYYY-MM or YYYY-MM-DD."))] = "",
    nationality: Annotated[str, typer.Option(help=_("Two-letter code, for a person."))] = "",
    json: AsJson = False,
) -> None:
    """Check one name, plate, container, ship or document."""
    facts = Facts("person", text, born, nationality.upper()) if born or nationality else None
    with (
        plain_answers(),
        searching_as(login, strand=strand, role=role, purpose=purpose, reference=reference, place=place) as actor,
    ):
        result = services.check(actor, text="" if facts else text, facts=facts, place=place, reference=reference)
        if json:
            typer.echo(as_json(result))
            return
        typer.echo(_("Read as: %(what)s") % {"what": result.understood_as})
        if result.number_check == "failed":
            typer.echo(_("The check digit is wrong. It was searched for as it was read."))
        if result.repairs:
            typer.echo(_("Misread? Perhaps: %(readings)s") % {"readings": ", ".join(result.repairs)})
        for one in result.strands:
            typer.echo(
                f"{_(STRAND_LABELS[one.strand])}: " + (_("too many") if one.too_many else str(len(one.candidates)))
            )
            for view in one.candidates:
                typer.echo("\n".join(in_full(view)))
