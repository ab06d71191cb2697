"""`firstwall restore`: a node back on an empty host, by one command (SEC-42, REL-16)."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from firstwall.kernel.clock import utc_now
from firstwall.runtime.backup import keys_apart
from firstwall.runtime.backup.checking import check, read_checkpoint
from firstwall.runtime.backup.mark import must_be_empty
from firstwall.runtime.backup.restore import Outcome
from firstwall.runtime.backup.restore import restore as bring_back
from firstwall.runtime.backup.store import Store
from firstwall.runtime.commands.hold import told_plainly
from firstwall.runtime.commands.passphrases import ask, read_private_key, read_signers
from firstwall.runtime.commands.serve import DEFAULT_HOME
from firstwall.runtime.errors import CannotStart

# Beyond this pause a person says what day it is: nothing local can tell a long night from a clock that was set (SEC-35).
_QUIET_HOURS = 24


@told_plainly
def restore(
    store: Annotated[Path, typer.Argument(help="The folder of backups.")],
    key: Annotated[list[Path], typer.Option(help="The private half that opens the backups; again for an older one.")],
    signed_by: Annotated[Path, typer.Option(help="The node's backup-public.key, as you kept it.")],
    keys: Annotated[Path, typer.Option(help="The file that `firstwall backup keys` wrote.")],
    until: Annotated[
        str, typer.Option(help="To this moment, such as 2026-11-24T09:30:00+00:00; else to the newest.")
    ] = "",
    today: Annotated[
        str, typer.Option(help="Today's date, from a clock you trust; asked for when the backup is over a day old.")
    ] = "",
    checkpoint: Annotated[
        Path | None, typer.Option(help="A checkpoint of the ledger that was kept elsewhere: tells an older folder.")
    ] = None,
    home: Annotated[Path, typer.Option(envvar="FIRSTWALL_HOME", help="Where the data is to lie.")] = DEFAULT_HOME,
) -> None:
    """Check, lay down, roll forward, erase again what was erased, verify the ledger; then the site can be started."""
    home = home.absolute()
    must_be_empty(home)
    private, verifiers = [read_private_key(one) for one in key], read_signers(signed_by)
    checked = check(Store(store.absolute()), private, verifiers, _moment(until))
    opened = keys_apart.read(keys, ask("Passphrase of the keys"))
    kept = read_checkpoint(checkpoint, checked, opened) if checkpoint else ""
    _must_know_the_day(checked.until_when, today)
    outcome = bring_back(home, checked, opened, print, kept)
    print(*closing_lines(outcome, home), sep="\n")


def closing_lines(outcome: Outcome, home: Path) -> list[str]:
    """What is back, what ended again, and what is known to be lost."""
    ended = ", ".join(f"{what} {number:,}" for what, number in outcome.ended.items() if number) or "nothing"
    access = [f"Access:    {line}" for line in outcome.access]
    lines = [f"Back:      {', '.join(f'{name} {number:,}' for name, number in outcome.rows.items())}"]
    lines.append(f"Ledger:    {outcome.placed:,} entries in place, every proof verifies")
    if outcome.lost:
        lines.append(
            f"Lost:      a checkpoint signed for {outcome.known:,} entries is known: the last {outcome.lost:,} are not here"
        )
    lines += [_compared(outcome), f"Ended:     {ended}", *access]
    return [*lines, f"Start:     firstwall serve --home {home}", "Then:      firstwall backup"]


def _compared(outcome: Outcome) -> str:
    """What the checkpoint from elsewhere proves: without one, a folder that was set back as a whole agrees with itself."""
    if not outcome.kept:
        return "Compared:  with the folder's own checkpoint only; one kept elsewhere (--checkpoint) would tell an older folder"
    if outcome.kept > outcome.listed:
        return (
            f"Compared:  the kept checkpoint counts {outcome.kept:,} entries, the lists of what was erased go to"
            f" {outcome.listed:,}: an older folder; what ended after that may be back: tell your supervisory authority"
        )
    is_here = "its entries are here, unchanged" if outcome.kept <= outcome.placed else "not all of its entries are here"
    return f"Compared:  the kept checkpoint counts {outcome.kept:,} entries: {is_here}; what was erased up to it is erased here"


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise CannotStart(
            f"--until {text!r} is no moment.", cure="Write it as 2026-11-24T09:30:00+00:00, with its offset."
        )
    return moment


def _must_know_the_day(newest: datetime, today: str) -> None:
    now = utc_now()
    if today and today != now.date().isoformat():
        raise CannotStart(f"This machine's clock says {now.date()}, you say {today}.", cure="Set the clock right.")
    if now < newest:
        raise CannotStart(
            f"This machine's clock stands before the backup ({newest:%Y-%m-%d %H:%M}).", cure="Set it right."
        )
    if not today and (now - newest).total_seconds() > _QUIET_HOURS * 3600:
        raise CannotStart(
            f"The backup ends on {newest:%Y-%m-%d %H:%M}, over a day ago, and what is over today will be erased.",
            cure="Look at a clock you trust and say the date: --today YYYY-MM-DD.",
        )
