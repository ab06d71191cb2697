"""python -m benchmarks.ledger: `tools/verify.py` on invented, clean entries in the exported form. Prints what it measured."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")

import django

django.setup()

from firstwall.ledger import bundle, checkpoint, leaf, merkle  # noqa: E402 - settings first
from firstwall.seals import signing  # noqa: E402

VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify.py"
GOALS = {"a million entries": "<= 30 s", "one inclusion proof": "<= 50 ms"}
ENTRIES_PER_CHECKPOINT = 1_000
SIGNER = signing.Signer("firstwall/bench", Ed25519PrivateKey.from_private_bytes(b"b" * 32))


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    entries: int
    bundle_mb: float
    verify_s: float
    # of the processor alone: the figure that other work on the machine does not change
    verify_cpu_s: float
    entries_per_second: float
    peak_memory_mb: float
    # with the start of the program and the loading of its library
    proof_verify_cpu_ms: float


def entry(number: int, act: str = "screening.check", details: dict | None = None) -> dict:
    """An invented entry of ordinary size."""
    at = datetime(2026, 3, 4, 5, 6, tzinfo=UTC) + timedelta(milliseconds=40 * number)
    row = dict.fromkeys(leaf.COLUMNS, "")
    office, mandate = UUID(int=number % 40), UUID(int=10_000 + number // 900)
    row |= {"id": UUID(int=(7 << 76) + number), "at": at, "node": "bench", "actor_id": UUID(int=number % 200)}
    row |= {
        "actor_name": "Officer of the bench",
        "office_id": office,
        "authority_id": UUID(int=1),
        "mandate_id": mandate,
    }
    row |= {"strand": "C", "role": "border_officer", "purpose": "border_control", "reference": f"lane 3, {number}"}
    row |= {"place": "Narva", "channel": "page", "act": act, "object_type": "check", "result": "none"}
    row |= {"details": details or {"kind": "person", "shown": [], "compared": number % 97, "threshold": "0.7"}}
    row |= {"request_id": f"{number:032x}", "personal_commitment": (number % 251).to_bytes(32, "big")}
    return leaf.accountability(row)


def write(file: Path, count: int) -> list[bytes]:
    """Write a bundle as an export would; return its leaves."""
    frontier, leaves = merkle.Frontier(), []
    with file.open("wb") as stream:
        stream.write(line({"kind": "bundle", "form": bundle.FORM, "first": 0, "size": count, "peaks": []}))
        for number in range(count):
            content = leaf.canonical(entry(number))
            leaves.append(merkle.leaf_hash(content))
            frontier.append(leaves[-1])
            stream.write(
                b'{"entry":%b,"kind":"entry","leaf":"%b","seq":%d}\n' % (content, leaves[-1].hex().encode(), number)
            )
            if (number + 1) % ENTRIES_PER_CHECKPOINT == 0:
                note = checkpoint.sign(number + 1, frontier.root(), SIGNER)
                stream.write(line({"kind": "checkpoint", "note": note}))
        said = {"first": 0, "size": count, "withheld": 0, "withheld_hash": bundle.hash_of_places([])}
        own = entry(count, bundle.EXPORT, said)
        leaves.append(merkle.leaf_hash(leaf.canonical(own)))
        over = merkle.over_leaves(leaves)
        path = [step.hex() for step in merkle.consistency_proof(count, count + 1, over)]
        stream.write(line({"kind": "consistency", "from": count, "to": count + 1, "path": path}))
        stream.write(line({"kind": "checkpoint", "note": checkpoint.sign(count + 1, merkle.root(leaves), SIGNER)}))
        proof = [step.hex() for step in merkle.inclusion_proof(count, count + 1, over)]
        stream.write(line({"kind": "proof", "entry": own, "seq": count, "path": proof}))
        stream.write(line({"kind": "end"}))
    return leaves


def line(said: dict) -> bytes:
    """One line of a bundle."""
    return leaf.canonical(said) + b"\n"


class Timed(NamedTuple):
    """Seconds by the wall and of the processor, peak memory in MB, and the first line said."""

    seconds: float
    cpu: float
    memory: float
    said: str


def timed(folder: Path, *words: str) -> Timed:
    """The verifier in a process of its own, start of Python included."""
    code = (
        "import resource,runpy,sys,time; started=time.perf_counter()\n"
        "try: runpy.run_path(sys.argv.pop(1), run_name='__main__')\n"
        "except SystemExit as end: code=end.code\n"
        "used=resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(time.perf_counter()-started, time.process_time(), used.ru_maxrss/1024); sys.exit(code)"
    )
    words = ("-I", "-c", code, str(VERIFIER), *words, "--key", "key")
    done = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=True)
    *said, last = done.stdout.splitlines()
    seconds, cpu, memory = map(float, last.split())
    return Timed(seconds, cpu, memory, said[0])


def measure(count: int) -> Figures:
    """Write, verify, prove one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "key").write_text(SIGNER.verifier.text)
        leaves = write(folder / "ledger.jsonl", count)
        whole = timed(folder, "ledger.jsonl")
        print(whole.said, flush=True)
        root = merkle.root(leaves)
        verify_ms = 0.0
        for seq in (0, count // 2, count - 1):
            path = merkle.inclusion_proof(seq, len(leaves), merkle.over_leaves(leaves))
            note = checkpoint.sign(len(leaves), root, SIGNER)
            proof = {"kind": "proof", "entry": entry(seq), "seq": seq, "path": [p.hex() for p in path], "note": note}
            (folder / "proof").write_bytes(line(proof))
            verify_ms = max(verify_ms, round(timed(folder, "proof").cpu * 1e3, 1))
        size = (folder / "ledger.jsonl").stat().st_size / 1e6
    seconds, cpu, memory, _ = whole
    return Figures(
        count, round(size), round(seconds, 1), round(cpu, 1), round(count / seconds), round(memory), verify_ms
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    figures = measure(parser.parse_args().entries)
    print(json.dumps({"figures": asdict(figures), "goals": GOALS, "python": sys.version.split()[0]}, indent=1))


if __name__ == "__main__":
    main()
