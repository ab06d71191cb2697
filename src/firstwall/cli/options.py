"""Options and small means that the commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, in_language

As = Annotated[str, typer.Option("--as", help=_("Your login; the token is read from FIRSTWALL_TOKEN or its file."))]
InStrand = Annotated[str, typer.Option("--strand", help=_("C (criminal) or A (administrative); both without it."))]
Key = Annotated[str, typer.Option(help=_("Idempotency key; give the same one to repeat a command safely."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON for programs."))]


def said(text: str) -> str:
    """A sentence or label of a pure room in the reader's language."""
    return in_language(text, _)


@contextmanager
def opened(file: Path) -> Iterator[BufferedReader]:
    """The file, to be read; one sentence when it cannot be."""
    try:
        stream = file.open("rb")
    except OSError as wrong:
        raise Fault("no-file", N_("The file cannot be opened."), place=f"{file}: {wrong.strerror}") from None
    with stream:
        yield stream
