"""firstwall people: who has access in your authority, who is due, and the quarterly confirmation (CIS-24)."""

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from firstwall.authorities import people, staff
from firstwall.authorities.signing_in import fallbacks, links
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As
from firstwall.kernel.refusal import NothingHere

app = typer.Typer(no_args_is_help=True, help=_("Who has access in your authority, and the quarterly confirmation."))


@app.command("list")
def list_people(*, login: As = "") -> None:
    """List them, those whose confirmation ends first."""
    with plain_answers(), acting_as(login) as actor:
        for one in people.people_of(actor):
            state = _("over") if one.is_over else _("due") if one.is_due else ""
            typer.echo(f"{one.confirmed_until}  {one.login:<28} {', '.join(one.roles):<28} {state}".rstrip())


@app.command()
def confirm(person: str, *, login: As = "") -> None:
    """Confirm that a colleague still needs access, for another quarter."""
    with plain_answers(), acting_as(login) as actor:
        found = next((one for one in people.people_of(actor) if one.login == person), None)
        if found is None:
            raise NothingHere
        people.confirm_person(actor, found.id)
        typer.echo(_("Confirmed."))


@app.command("confirm-by-operator")
def confirm_by_operator(person: str) -> None:
    """Confirm a person on the authority's written word, when nobody of the authority is left who may. Recorded."""
    with plain_answers():
        typer.echo(_("Confirmed until %(day)s.") % {"day": people.confirm_by_operator(person)})


@app.command("link-by-operator")
def link_by_operator(person: str) -> None:
    """A new one-time link on the authority's written word: passkeys, sessions and mandates of the person end. Recorded."""
    with plain_answers():
        secret = links.by_operator(person)
        typer.echo(f"{settings.FIRSTWALL_ADDRESS}/enrol/{secret}")


@app.command("agree-by-operator")
def agree_by_operator(person: str) -> None:
    """Agree to the roles proposed for a person, on the written word of an authority with one administrator. Recorded."""
    with plain_answers():
        number, secret = staff.agree_by_operator(person)
        typer.echo(_("Agreed to %(n)s proposals.") % {"n": number})
        if secret:
            typer.echo(_("The link; its code is with the administrator who proposed it:"))
            typer.echo(f"{settings.FIRSTWALL_ADDRESS}/enrol/{secret}")


@app.command("seal-break-glass")
def seal_break_glass(authority: str) -> None:
    """Make the code of an authority's break-glass account: print it, seal it, keep it offline. It opens four hours, once."""
    with plain_answers():
        typer.echo(fallbacks.seal_account(authority))
