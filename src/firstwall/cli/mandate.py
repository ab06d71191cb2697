"""firstwall mandate: open one for several commands, and close it. Without one, each command opens its own."""

import json
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.authorities import services
from firstwall.cli.identity import acting_as, held_mandate, person_behind, plain_answers
from firstwall.cli.options import As

app = typer.Typer(no_args_is_help=True, help=_("Open and close the mandate you act under."))


@app.command("open")
def open_mandate(
    *,
    login: As = "",
    role: Annotated[str, typer.Option(help=_("One of the roles granted to you."))] = "",
    strand: Annotated[list[str] | None, typer.Option(help=_("C, A; may be repeated."))] = None,
    purpose: Annotated[str, typer.Option(help=_("One of the purposes of the role."))] = "",
    reference: Annotated[str, typer.Option(help=_("Case, declaration or operation reference."))] = "",
    post: Annotated[str, typer.Option(help=_("A lane mandate fixes its post."))] = "",
    shift: Annotated[str, typer.Option(help=_("A lane mandate fixes its shift."))] = "",
) -> None:
    """Open a mandate and print its number: set it as FIRSTWALL_MANDATE for the commands that follow."""
    with plain_answers():
        actor = services.open_mandate(
            person_behind(login).id,
            role=role,
            strands=tuple(strand or ()),
            purpose=purpose,
            reference=reference,
            post=post,
            shift=shift,
            channel="cli",
        )
        typer.echo(str(actor.mandate_id))


@app.command()
def show(*, login: As = "") -> None:
    """Show the mandate that commands would act under now."""
    with plain_answers(), acting_as(login) as actor:
        shown = {
            "person": actor.person_name,
            "authority": actor.authority_code,
            "strands": [str(one) for one in actor.strands],
            "role": actor.role,
            "purpose": actor.purpose,
            "reference": actor.reference,
        }
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))


@app.command()
def close(*, login: As = "") -> None:
    """Close the mandate of FIRSTWALL_MANDATE; later use of its number is refused."""
    with plain_answers():
        services.close_mandate(held_mandate(person_behind(login)))
        typer.echo(_("Closed."))
