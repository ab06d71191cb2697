"""Who acts on the command line: a person's token and a mandate, never a login alone (SEC-14, SEC-19, SEC-21).

The token is read from FIRSTWALL_TOKEN or from the file `tokens/LOGIN` of the data folder. The mandate is the one named in
FIRSTWALL_MANDATE; without it, one is opened for this command and closed at its end.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import typer
from django.conf import settings
from django.db import OperationalError
from django.utils.translation import gettext as _

from firstwall.authorities import mandates, services, usual
from firstwall.authorities.signing_in import sessions
from firstwall.authorities.types import PersonFacts
from firstwall.cli.options import said
from firstwall.kernel.actor import Actor, person_of
from firstwall.kernel.refusal import Fault, FieldRefused, NotPermitted, Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Strand

REFUSED, FAULTY = 3, 2  # exit codes: the law or the owner says no; input or machine is at fault


@contextmanager
def acting_as(
    login: str,
    *,
    strand: str = "",
    purpose: str = "",
    role: str = "",
    reference: str = "",
    post: str = "",
    shift: str = "",
) -> Iterator[Actor]:
    """The actor of this command. A `strand` narrows to it; without one the mandate covers all that the role has.

    Raises:
        NotPermitted: no such mandate, or somebody else's.
        Fault: no token, or one that is over.
    """
    person = person_behind(login)
    if os.environ.get("FIRSTWALL_MANDATE"):
        actor = held_mandate(person)
        yield actor.in_strand(Strand(strand)) if strand else actor
        return
    role = role or _usual_role(person, strand)
    strands = (strand,) if strand else tuple(sorted({s for r, s in person.roles if r == role}, reverse=True))
    actor = services.open_mandate(
        person.id,
        role=role,
        strands=strands,
        purpose=purpose or usual.PURPOSE.get(role, ""),
        reference=reference or _("command line"),
        post=post,
        shift=shift,
        channel="cli",
    )
    actor = _proved(actor)
    try:
        yield actor
    finally:
        services.close_mandate(actor)


def person_behind(login: str) -> PersonFacts:
    """The person whose token was given; the login must be the token's own.

    Raises:
        Fault: no token, or one that is over.
        NotPermitted: the token is another person's.
    """
    person = services.person_of_token(_token_of(login))
    if person is None:
        raise Fault("token-over", N_("The token is unknown or over."), cure=N_("Ask for a new one."), status=401)
    if login and person.login != login:
        raise NotPermitted("SEC-19", N_("This token belongs to somebody else."), cure=N_("Use your own token."))
    return person


@contextmanager
def plain_answers() -> Iterator[None]:
    """A refusal or fault becomes one clear sentence with its cure on standard error, and an exit code; never a trace."""
    try:
        yield
    except FieldRefused as refused:
        for problem in refused.problems:
            ground = ", ".join(part for part in (problem.rule, problem.article) if part)
            _complain(f"{problem.field}: {said(problem.sentence)} ({ground})", problem.cure)
        raise typer.Exit(REFUSED) from None
    except Refusal as refusal:
        ground = ", ".join(part for part in (refusal.rule, refusal.article) if part)
        _complain(f"{said(refusal.sentence)} ({ground})", refusal.cure)
        raise typer.Exit(REFUSED) from None
    except Fault as fault:
        place = f" ({said(fault.place)})" if fault.place else ""
        _complain(f"{said(fault.sentence)}{place}", fault.cure)
        raise typer.Exit(FAULTY) from None
    except OperationalError:
        _complain(_("The database does not answer."), N_("Start the node, or wait a moment and try again."))
        raise typer.Exit(FAULTY) from None


def held_mandate(person: PersonFacts) -> Actor:
    """The actor of the mandate in FIRSTWALL_MANDATE, which must be this person's own.

    Raises:
        Fault: no mandate's number there.
        NotPermitted: the mandate is over, or somebody else's.
    """
    text = os.environ.get("FIRSTWALL_MANDATE", "")
    try:
        number = UUID(text)
    except ValueError:
        cure = N_("Open one with: firstwall mandate open")
        raise Fault(
            "bad-mandate", N_("FIRSTWALL_MANDATE holds no mandate's number."), place=text[:40], cure=cure
        ) from None
    actor = services.actor_of(number, channel="cli")
    if actor.person_id != person.id:
        raise mandates.somebody_elses()
    return _proved(actor)


def _proved(actor: Actor) -> Actor:
    """Beside the mandate: whether the person must touch a passkey before a dangerous act (SEC-17)."""
    return replace(actor, must_prove=sessions.must_prove(person_of(actor), actor.role))


def _token_of(login: str) -> str:
    token = os.environ.get("FIRSTWALL_TOKEN", "").strip()
    if token:
        return token
    path = Path(settings.FIRSTWALL_DATA_FOLDER) / "tokens" / (Path(login).name or "-")
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise Fault(
            "no-token",
            say(N_("There is no token for %(login)s."), login=login or "-"),
            place=str(path),
            cure=N_("Set FIRSTWALL_TOKEN, or put the token in this file."),
            status=401,
        ) from None


def _usual_role(person: PersonFacts, strand: str) -> str:
    granted = {role for role, own in person.roles if not strand or own == strand}
    return usual.role_among(granted)


def _complain(sentence: str, cure: str) -> None:
    typer.echo(sentence, err=True)
    if cure:
        typer.echo(f"  → {said(cure)}", err=True)
