"""firstwall ledger export | prove: files for `verify.py`, under a supervisor's mandate; each is recorded (SEC-31, SEC-32)."""

from datetime import UTC, datetime, timedelta
from io import BufferedWriter
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.authorities import large_exports
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.ledger_reading import number_of
from firstwall.cli.options import As
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.supervision import accesses, exporting

_DAY = ["%Y-%m-%d"]


def export(
    file: Path,
    *,
    login: As = "",
    since: Annotated[datetime | None, typer.Option(formats=_DAY, help=_("First day, UTC."))] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help=_("Last day, UTC."))] = None,
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help=_("A checkpoint that you kept: the file proves that it is continued."))
    ] = None,
) -> None:
    """Write the entries of a period that you may read, with the signed checkpoints, for verify.py on another machine."""
    with plain_answers(), acting_as(login) as actor:
        earlier = [_text(path) for path in checkpoint or ()]
        _must_be_new(file)
        span = exporting.export_ledger(
            actor,
            since=since.replace(tzinfo=UTC) if since else None,
            until=until.replace(tzinfo=UTC) + timedelta(days=1) if until else None,
            earlier=earlier,
        )
        with _new(file) as stream:
            stream.writelines(exporting.lines(actor, span))
    typer.echo(_("%(places)s places written to %(file)s.") % {"places": span.size - span.first, "file": file})


def prove(entry: str, file: Path, *, login: As = "") -> None:
    """Write one entry with the proof of its place, for verify.py."""
    with plain_answers(), acting_as(login) as actor:
        _must_be_new(file)
        content = exporting.proof(actor, number_of(entry))
        with _new(file) as stream:
            stream.write(content)


def export_accesses(
    authority: str,
    file: Path,
    *,
    login: As = "",
    since: Annotated[datetime | None, typer.Option(formats=_DAY, help=_("First day, UTC."))] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help=_("Last day, UTC."))] = None,
) -> None:
    """Write the named users and the accesses of an agency that you supervise (CIS-32c); AUTHORITY is its code."""
    with plain_answers(), acting_as(login) as actor:
        _must_be_new(file)
        found = next((one for one in accesses.agencies(actor) if one.code == authority), None)
        if found is None:
            raise NothingHere
        head = accesses.export_accesses(
            actor,
            found.id,
            since=since.replace(tzinfo=UTC) if since else None,
            until=until.replace(tzinfo=UTC) + timedelta(days=1) if until else None,
        )
        with _new(file) as stream:
            stream.writelines(accesses.lines(actor, head))


def large_exports_waiting(*, login: As = "") -> None:
    """List exports of more than 1,000 records that wait for a second supervisor (SEC-12)."""
    with plain_answers(), acting_as(login) as actor:
        for one in large_exports.waiting(actor):
            typer.echo(f"{one.id}  {one.number:>9}  {one.act}  {one.wanted}  {one.asked_by}")


def agree_export(number: str, *, login: As = "") -> None:
    """Agree to a colleague's export of more than 1,000 records; the agreement serves for an hour."""
    with plain_answers(), acting_as(login) as actor:
        large_exports.decide(actor, number_of(number), agrees=True)
        typer.echo(_("Agreed."))


def _must_be_new(file: Path) -> None:
    # before the act is recorded: a file that cannot be made is no reason for an entry
    if file.exists():
        raise _cannot_be_made(str(file))


def _new(file: Path) -> BufferedWriter:
    try:
        return file.open("xb")
    except OSError as wrong:
        raise _cannot_be_made(f"{file}: {wrong.strerror}") from None


def _cannot_be_made(place: str) -> Fault:
    cure = N_("Name one that does not exist yet, in a folder of yours.")
    return Fault("no-file", N_("The file cannot be made."), place=place, cure=cure)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        raise Fault("no-file", N_("The checkpoint file cannot be read."), place=str(path)) from None
