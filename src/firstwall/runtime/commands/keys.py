"""`firstwall keys`: which keys there are, and a new one in an old one's place."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from firstwall.runtime.commands.hold import told_plainly
from firstwall.runtime.rotating import ROTATIONS, must_be_known
from firstwall.runtime.rotating import rotate as change
from firstwall.seals.inventory import KEY_KINDS, KeyKind

app = typer.Typer(no_args_is_help=True, help="List the keys of this node; put a new one in an old one's place.")


@app.command("list")
@told_plainly
def list_keys() -> None:
    """Show each kind: algorithm, where it lies, since when, how it ends. No key is shown."""
    for kind in KEY_KINDS:
        print(f"{kind.word:<12} {kind.kind}: {kind.algorithm}")
        print(f"{'':<12} in {kind.lies_in}{_since(kind)}")
        print(f"{'':<12} {kind.use} {kind.ends}")


@app.command()
@told_plainly
def rotate(kinds: Annotated[list[str], typer.Argument(help=f"Any of: {', '.join(ROTATIONS)}.")]) -> None:
    """Put new keys in use while the site works; the old one ends when nothing needs it. Entered in the ledger."""
    for kind in kinds:
        must_be_known(kind)
    for kind in kinds:
        details = change(kind)
        print(f"{kind}: a new key is in use.")
        for name, value in details.items():
            print(f"  {name}: {str(value).strip()}")
    print("Save the keys apart again: firstwall backup keys FILE")


def _since(kind: KeyKind) -> str:
    path = Path(settings.FIRSTWALL_KEYS) / kind.lies_in
    if not path.is_file():
        return ""
    return f", since {datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d %H:%M} UTC"
