"""firstwall ledger: verify it, run its sequencer, show how far it is signed: for the operator, without any content.

The commands that show content are a supervisor's, in `ledger_reading` and `ledger_export`.
"""

import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils.translation import gettext as _

from firstwall.cli import ledger_export, ledger_reading, ledger_witnesses
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import in_language
from firstwall.ledger import reading, sequencer
from firstwall.ledger.verify import Report
from firstwall.ledger.verify import verify as verify_ledger

app = typer.Typer(no_args_is_help=True, help=_("Verify the ledger; run its sequencer; read it."))
app.command("list")(ledger_reading.list_entries)
app.command("entry")(ledger_reading.show_entry)
app.command("export")(ledger_export.export)
app.command("accesses")(ledger_export.export_accesses)
app.command("large-exports")(ledger_export.large_exports_waiting)
app.command("agree-export")(ledger_export.agree_export)
app.command("prove")(ledger_export.prove)
app.command("ask-witness")(ledger_witnesses.ask_witness)
app.command("add-witness")(ledger_witnesses.add_witness)
app.command("end-witness")(ledger_witnesses.end_witness)
app.command("take-cosignature")(ledger_witnesses.take_cosignature)
app.command("witnesses")(ledger_witnesses.witnesses)
_FAULTY = 1
_UNUSABLE = 2


@app.command()
def verify(
    checkpoint: Annotated[
        Path | None,
        typer.Option(help=_("A checkpoint saved earlier, outside this machine: shows truncation and rewriting.")),
    ] = None,
) -> None:
    """Check every entry, every place and every signature; say OK, or the first fault."""
    saved = [_read(checkpoint)] if checkpoint else []
    try:
        report = verify_ledger(*saved, progress=_progress if sys.stderr.isatty() else lambda done: None)
    except Fault as fault:
        typer.echo(in_language(str(fault), _), err=True)
        raise typer.Exit(_UNUSABLE) from None
    typer.echo(_outcome(report))
    raise typer.Exit(0 if report.ok else _FAULTY)


@app.command()
def sequence(once: Annotated[bool, typer.Option(help=_("Place what waits, sign, and end."))] = False) -> None:
    """Give entries their place and sign checkpoints until stopped; a second one beside it only waits."""
    if once:
        sequencer.sign_now()
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())
    sequencer.run_forever(stop)


@app.command()
def show(
    save: Annotated[
        Path | None, typer.Option(help=_("Write the latest checkpoint to this file, to be kept elsewhere."))
    ] = None,
) -> None:
    """Show how many entries are placed and signed, and the latest checkpoint."""
    with transaction.atomic(using=sequencer.LOGIN):
        placed = reading.size(sequencer.LOGIN)
        signed = reading.latest_checkpoint(sequencer.LOGIN)
    typer.echo(
        _("Placed: %(placed)s. Signed: %(signed)s.") % {"placed": placed, "signed": signed.size if signed else 0}
    )
    if signed is None:
        return
    typer.echo(signed.note)
    if save:
        save.write_text(signed.note)


def _outcome(report: Report) -> str:
    sizes = {"placed": report.placed, "signed": report.signed, "waiting": report.waiting}
    if report.fault is None:
        sentence = _("OK: %(placed)s entries in place, %(signed)s of them signed, %(waiting)s waiting for a place.")
        return f"{sentence % sizes}\n{_('Root')}: {report.root.hex()}"
    lines = [f"{_('FAULT')}: {in_language(report.fault.sentence, _)}"]
    if report.fault.seq is not None:
        lines.append(_("Place: %(seq)s") % {"seq": report.fault.seq})
    if report.fault.entry_id is not None:
        lines.append(_("Entry: %(id)s") % {"id": report.fault.entry_id})
    lines.append(_("The %(placed)s entries before it are in order.") % sizes)
    lines.append(_("Keep this machine as it is and call your supervisory authority."))
    return "\n".join(lines)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        typer.echo(_("The checkpoint file %(path)s cannot be read.") % {"path": path}, err=True)
        raise typer.Exit(_UNUSABLE) from None


def _progress(done: int) -> None:
    typer.echo(_("%(done)s entries checked …") % {"done": done}, err=True)
