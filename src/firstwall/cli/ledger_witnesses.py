"""firstwall ledger ask-witness, add-witness, end-witness, take-cosignature, witnesses: confirmation by others (SEC-30).

Asking and looking are the operator's, without any content; the keys and cosignatures are put in under a supervisor's mandate.
"""

from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils.translation import gettext as _

from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, Key, opened
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger import sequencer, witnessing
from firstwall.supervision import witnessing as supervision


def ask_witness(
    file: Path,
    *,
    old: Annotated[
        int, typer.Option(min=0, help=_("How many entries the witness saw last; 0 for the first time."))
    ] = 0,
) -> None:
    """Write the file that a witness is asked with: the latest checkpoint, and the proof that it continues the earlier one."""
    with plain_answers():
        with transaction.atomic(using=sequencer.LOGIN):
            text = supervision.asked(old, using=sequencer.LOGIN)
        try:
            with file.open("x", encoding="utf-8", newline="") as stream:
                stream.write(text)
        except OSError as wrong:
            cure = N_("Name one that does not exist yet, in a folder of yours.")
            sentence = N_("The file cannot be made.")
            raise Fault("no-file", sentence, place=f"{file}: {wrong.strerror}", cure=cure) from None
    typer.echo(_("Written. The witness answers with: verify.py witness cosign."))


def add_witness(file: Path, *, login: As = "", key: Key = "") -> None:
    """Register a witness by the file with its public key."""
    with plain_answers(), acting_as(login) as actor:
        name = supervision.register_witness(actor, _text(file), key=key)
    typer.echo(_("Registered: %(name)s.") % {"name": name})


def end_witness(
    file: Path, *, reason: Annotated[str, typer.Option(help=_("Why."))], login: As = "", key: Key = ""
) -> None:
    """End a witness by the file with its public key: nothing that it confirmed counts from now on."""
    with plain_answers(), acting_as(login) as actor:
        name = supervision.end_witness(actor, _text(file), reason=reason, key=key)
    typer.echo(_("Ended: %(name)s.") % {"name": name})


def take_cosignature(file: Path, *, login: As = "", key: Key = "") -> None:
    """Take back what a witness has signed; it is checked and kept."""
    with plain_answers(), acting_as(login) as actor:
        names = supervision.take_cosignatures(actor, _text(file), key=key)
    typer.echo(_("Good and kept: %(names)s.") % {"names": ", ".join(names)})


def witnesses() -> None:
    """Show how far each witness has confirmed the ledger."""
    with transaction.atomic(using=sequencer.LOGIN):
        found = witnessing.watch(sequencer.LOGIN)
    for one in found.witnesses:
        at = one.at.strftime("%Y-%m-%d %H:%M:%SZ") if one.at else "-"
        typer.echo(f"{one.name}\t{one.size}\t{at}")
    if found.alone_since and found.is_late(utc_now()):
        since = found.alone_since.strftime("%Y-%m-%d %H:%M:%SZ")
        typer.echo(_("WARNING: without two witnesses since %(since)s.") % {"since": since}, err=True)


def _text(file: Path) -> str:
    with opened(file) as stream:
        try:
            return stream.read(supervision.LONGEST_NOTE).decode()
        except UnicodeDecodeError:
            raise Fault("no-text", N_("The file is no text."), place=str(file)) from None
