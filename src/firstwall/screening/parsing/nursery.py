"""The process that has every reader in memory and forks a parser for each message: `python -m ...nursery`, its socket as input.

It never reads a message itself, so each parser begins as clean as the first, within milliseconds. It has one thread only: a
fork is safe. It ends when the process that started it has ended.
"""

import gc
import io
import os
import signal
import socket
import sys
from datetime import date
from functools import partial

from openpyxl import Workbook

from firstwall.screening.formats.segments import CHARSETS
from firstwall.screening.parsing.confining import can_confine
from firstwall.screening.parsing.parser import parse
from firstwall.screening.reading import Source, items_from

_SAMPLES = {
    "jsonl": b'{"name": "Anna Example", "dob": "1980-05-17", "nationality": "EST"}',
    "csv": b'"Anna Example",1980-05-17\n',
    "mrz": b"P<ESTEXAMPLE<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<\nK0000000E0EST8005174F2801015<<<<<<<<<<<<<<00\n",
    "edifact": b"UNB+UNOC:3+A+B+261124:0700+1'UNH+1+PNRGOV:11:1:IA'UNT+2+1'UNH+2+CUSCAR:D:95B:UN'NAD+CN+++ANNA'UNZ+2+1'",
    "x12": b"ISA*00*          *00*          *ZZ*A*ZZ*B*261124*0700*U*00401*1*0*P*:~N7*CSQU*305438~IEA*0*1~",
    "xml": b"<Declaration><Declarant><Name>Anna Example</Name></Declarant></Declaration>",
    "json": b'{"events": [{"equipmentReference": "CSQU3054383", "seals": [{"number": "EE449201"}]}]}',
}


def serve() -> None:
    """Until the other side is gone: two ends of pipes come, a parser is forked. The first byte says that all is ready."""
    _warm()
    gc.collect()
    gc.freeze()  # a collection in a parser would copy what all share
    if not can_confine():
        print("warning: parsers of traffic can reach files and network on this machine (SEC-53)", file=sys.stderr)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a parser: its pipe says how it ended
    with socket.socket(fileno=0) as asked:
        asked.send(b"+")
        while True:
            word, ends, _flags, _address = socket.recv_fds(asked, 1, 2)
            if not word:
                return
            if os.fork() == 0:
                _be_a_parser(asked, *ends)
            for end in ends:
                os.close(end)


def _be_a_parser(asked: socket.socket, inlet: int, outlet: int) -> None:
    asked.close()
    try:
        parse(inlet, outlet)
    finally:
        os._exit(0)


def _warm() -> None:
    """Whatever a reader imports or opens only when it is used, is used once: later nothing can be opened."""
    for charset in {*CHARSETS.values(), "cp1252", "utf-8-sig", "utf-16"}:
        b"ab".decode(charset)
    book = io.BytesIO()
    sheet = Workbook()
    for row in (["Name", "Born"], ["Anna Example", date(1980, 5, 17)], [1.5, True]):
        sheet.active.append(row)
    sheet.save(book)
    mapping = {"columns": {}, "header": ["Name", "Born"], "delimiter": ",", "body_at": 0}
    for format, sample in {**_SAMPLES, "xlsx": book.getvalue()}.items():
        source = Source(format, mapping, 0, 0, date(2026, 11, 24))
        list(items_from(partial(_from, sample), source))


def _from(sample: bytes, at: int) -> list[bytes]:
    return [sample[at:]]


if __name__ == "__main__":
    serve()
