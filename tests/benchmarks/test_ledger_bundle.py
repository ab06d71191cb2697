"""SEC-31: the figure of `verify.py` on a million entries is taken from a file that is written as an export writes it."""

from pathlib import Path

from benchmarks.ledger.__main__ import SIGNER, entry, write
from psycopg.types.json import Jsonb
from tests.harness import verifier
from tests.rooms.ledger.conftest import Bench
from tests.rooms.supervision.conftest import SUPERVISOR, ledger, sequencing  # noqa: F401 - a fixture

from firstwall.ledger import leaf, sequencer
from firstwall.supervision import exporting

verify = verifier.load()
COUNT = 120


def test_the_bench_writes_what_an_export_writes(ledger: Bench, tmp_path: Path) -> None:  # noqa: F811
    """The same entries, put into the ledger, placed and exported by the product: the same bytes, and nothing false in either."""
    places = ", ".join(["%s"] * len(leaf.COLUMNS))
    for number in range(COUNT):
        said = entry(number)
        said |= {"details": Jsonb(said["details"]), "personal_commitment": bytes.fromhex(said["personal_commitment"])}
        row = [said[name] for name in leaf.COLUMNS]
        ledger.tamperer.execute(f"INSERT INTO ledger_entry ({', '.join(leaf.COLUMNS)}) VALUES ({places})", row)
    ledger.tamperer.execute("INSERT INTO ledger_tray SELECT id FROM ledger_entry")
    sequencer.sign_now()
    with sequencing():
        span = exporting.export_ledger(SUPERVISOR)
    exported = [line for line in exporting.lines(SUPERVISOR, span) if line.startswith(b'{"entry"')]
    write(tmp_path / "bundle", COUNT)
    written = (tmp_path / "bundle").read_bytes().splitlines(keepends=True)
    assert [line for line in written if b'"kind":"entry"' in line[-130:]] == exported[:COUNT]
    report = verify.check_bundle(written, [verify.Key.parse(SIGNER.verifier.text)])
    assert (report.shown, report.withheld, report.signed) == (COUNT, 0, COUNT + 1)
