"""firstwall alerts attach, attachment, detach: files attached to an alert (CIS-15)."""

from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis import attaching, queries
from firstwall.cis.types import AlertView
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key
from firstwall.documents.inspecting import largest
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_

People = Annotated[str, typer.Option(help=_("none, or within: it names persons, within the items of the set."))]
Stated = Annotated[bool, typer.Option("--stays-within", help=_("You have read it: it stays within the closed set."))]


def attach(
    alert: str,
    file: Path,
    *,
    people: People = "",
    stays_within: Stated = False,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Attach a PDF without pictures or a plain text to an alert of your own authority; print its number."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor, seen = _seen(person, alert)
        offered = attaching.Offered(file.name, _bytes_of(file), people, stays_within)
        made = attaching.attach_document(actor, seen.id, offered=offered, version=seen.version, key=key or str(uuid4()))
        typer.echo(f"{made.id}  sha256 {made.sha256}")


def attachment(
    number: UUID,
    *,
    to: Annotated[Path, typer.Option(help=_("The file to write; it must not exist."))],
    login: As = "",
    strand: InStrand = "",
) -> None:
    """Write a file attached to an alert."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        if to.exists():
            raise Fault("file-exists", N_("The file exists already."), place=str(to), cure=N_("Name another one."))
        opened = attaching.read_attachment(attaching.where_attached(person, number), number)
        to.touch(mode=0o600)
        to.write_bytes(opened.data)
        typer.echo(f"{to}  sha256 {opened.view.sha256}")


def detach(
    number: UUID,
    *,
    version: Annotated[int, typer.Option(help=_("The version of the alert that you looked at."))],
    reason: Annotated[str, typer.Option(help=_("Why it is removed."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Remove a file from an alert of your own authority; it is erased at once."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = attaching.where_attached(person, number)
        attaching.remove_attachment(actor, number, reason=reason, version=version, key=key or str(uuid4()))
        typer.echo(_("Removed."))


def _seen(person: Actor, alert: str) -> tuple[Actor, AlertView]:
    actor = queries.where_seen(person, alert)
    return actor, queries.alert_for(actor, alert)


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(largest() + 1)
    except OSError as error:
        raise Fault("unreadable_file", N_("The file cannot be read."), place=str(file)) from error
