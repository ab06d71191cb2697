"""Play a restore into a scratch folder: what nobody has restored is no backup (REL-16). A timer can run it; the page shows it."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from firstwall.kernel.clock import utc_now
from firstwall.runtime.backup import records
from firstwall.runtime.backup.checking import Checked
from firstwall.runtime.backup.records import LastDrill
from firstwall.runtime.backup.restore import Say, restore
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.postgres import Cluster

# A drill on the node itself must not reach the node's own keys, spool or database.
_OF_THE_NODE = ("FIRSTWALL_KEYS", "FIRSTWALL_SPOOL", "FIRSTWALL_DATABASE_URL", "FIRSTWALL_BACKUP_TO")


def drill(checked: Checked, scratch: Path | None, say: Say) -> LastDrill:
    """Restore the newest base and its log into a scratch folder, have it verified, remove it, and leave the outcome in the store.

    The keys that open values are not needed: what is proved is that the cluster comes back whole, that every proof of the ledger
    verifies, and that nothing is there which was erased.

    Raises:
        CannotStart: what went wrong; the outcome says so too.
    """
    began, at = time.monotonic(), utc_now()
    try:
        with _scratch_home(scratch) as home, _apart_from_the_node():
            outcome = restore(home, checked, {}, say)
    except CannotStart as wrong:
        _leave(checked, at, began, {}, wrong.sentence)
        raise
    return _leave(checked, at, began, outcome.rows | {"ledger_placed": outcome.placed, "ledger_lost": outcome.lost}, "")


def _leave(checked: Checked, at: datetime, began: float, counts: dict[str, int], fault: str) -> LastDrill:
    seconds = round(time.monotonic() - began, 1)
    played = LastDrill(at, checked.base["id"], not fault, fault, seconds, counts)
    records.note_drill(checked.store.root, played)
    return played


@contextmanager
def _scratch_home(scratch: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="firstwall-drill-", dir=scratch))
    home = folder / "home"
    try:
        yield home
    finally:
        if home.exists():
            Cluster(home).remove()
        shutil.rmtree(folder)


@contextmanager
def _apart_from_the_node() -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in _OF_THE_NODE if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
