"""`firstwall backup`: a base now; the pair of keys; the log as it is written; the keys apart; a drill."""

import os
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from firstwall.runtime.backup import keys_apart
from firstwall.runtime.backup.base import take_base
from firstwall.runtime.backup.checking import check
from firstwall.runtime.backup.drill import drill as play_drill
from firstwall.runtime.backup.follow import follow as follow_log
from firstwall.runtime.backup.plan import read_plan
from firstwall.runtime.backup.store import Store
from firstwall.runtime.commands.hold import told_plainly
from firstwall.runtime.commands.passphrases import PRIVATE_USE, ask, read_private_key, read_signers
from firstwall.runtime.errors import CannotStart
from firstwall.seals import outward, passphrase, signing

app = typer.Typer(invoke_without_command=True, help="Take a backup, follow the log, save the keys apart, play a drill.")


@app.callback()
@told_plainly
def now(context: typer.Context) -> None:
    """Take a base now, sealed to FIRSTWALL_BACKUP_KEY, into FIRSTWALL_BACKUP_TO. A timer does this once a day."""
    if context.invoked_subcommand is None:
        said = take_base(read_plan(), _home(), print)
        print(f"Base {said['id']}: {said['size']:,} bytes, sealed and signed.")


@app.command("make-key")
@told_plainly
def make_key(
    private: Annotated[Path, typer.Argument(help="Where the private half goes: a medium that you take away.")],
    public: Annotated[Path, typer.Argument(help="Where the public half goes: it stays on the node.")],
    clear: Annotated[
        bool, typer.Option("--clear", help="Without a passphrase: only for a machine that holds drills.")
    ] = False,
) -> None:
    """Make the pair of keys: backups are sealed to the public half and opened with the private one."""
    for path in (private, public):
        if path.exists():
            raise CannotStart(f"{path} is there already.", cure="Give another name; an old key opens old backups.")
    key = outward.OpenedBy.generate()
    content = key.text.encode()
    if not clear:
        try:
            content = passphrase.close(content, ask("Passphrase", twice=True), use=PRIVATE_USE)
        except passphrase.PassphraseTooShort:
            raise CannotStart(
                f"The passphrase is shorter than {passphrase.SHORTEST} characters.", cure="Take five words or more."
            ) from None
    with open(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    public.write_text(f"{key.public.text}\n")
    print(f"Private half: {private}   (take it away from this machine, and a copy to a second place)")
    print(f"Public half:  {public}   (FIRSTWALL_BACKUP_KEY)")


@app.command()
@told_plainly
def follow() -> None:
    """Seal the log as it is written, until stopped; a part of the site when FIRSTWALL_BACKUP_TO is set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())
    follow_log(read_plan(), _home(), stop)


@app.command()
@told_plainly
def keys(
    to: Annotated[Path, typer.Argument(help="The file to write: keep it where no backup of the database is.")],
) -> None:
    """Save the keys that open values into one file under a passphrase. Again after each rotation of a key."""
    names = keys_apart.save(Path(settings.FIRSTWALL_KEYS), to, ask("Passphrase", twice=True))
    print(f"{len(names)} keys are in {to}: {', '.join(names)}")
    print(f"Keep a copy of {signing.public_path(signing.BACKUP)} beside it: it tells this node's backups from others.")


@app.command()
@told_plainly
def drill(
    key: Annotated[list[Path], typer.Option(help="The private half that opens the backups; again for an older one.")],
    signed_by: Annotated[Path, typer.Option(help="The node's backup-public.key, as you kept it.")],
    store: Annotated[
        Path | None, typer.Option("--from", help="The folder of backups; else FIRSTWALL_BACKUP_TO.")
    ] = None,
    scratch: Annotated[
        Path | None, typer.Option(help="Where there is room for the database, for these minutes.")
    ] = None,
) -> None:
    """Restore the newest backup into a scratch folder and verify it; best on another machine than the node."""
    private, signers = [read_private_key(one) for one in key], read_signers(signed_by)
    checked = check(Store(store.absolute()) if store else read_plan().store, private, signers)
    played = play_drill(checked, scratch, print)
    print(
        f"Drill of base {played.base_id}: whole, proofs verify, nothing that was erased is there ({played.seconds:g} s)."
    )


def _home() -> Path:
    return Path(settings.FIRSTWALL_DATA_FOLDER)
