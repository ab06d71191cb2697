"""SEC-31, SEC-32: what a supervisor takes away is recorded, signed, and judged right on a machine without Firstwall."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.harness import verifier
from tests.harness.summary import FULL_SIZE
from tests.rooms.ledger import test_verify as in_database
from tests.rooms.ledger.conftest import Bench
from tests.rooms.supervision.conftest import OFFICER, STRANGER, SUPERVISOR, sequencing

from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.ledger import bundle, checkpoint, leaf, merkle, reading, sequencer, services
from firstwall.ledger.bundle import Span
from firstwall.ledger.verify import verify as verify_in_place
from firstwall.seals import signing
from firstwall.supervision import exporting

verify = verifier.load()
IN_FILE = 1_000 if FULL_SIZE else 200
IN_DATABASE = 300 if FULL_SIZE else 45
SIZE = in_database.SIZE


def filled(ledger: Bench) -> None:
    """Entries of both authorities in several signed steps, so that many checkpoints lie within."""
    run = sequencer.Sequencer()
    for _ in range(6):
        ledger.write(OFFICER, 30, personal={"name": "Ivan Ivanov"})
        ledger.write(STRANGER, 20)
        run.sign_now()


def exported(**asked) -> Span:
    with sequencing():
        return exporting.export_ledger(SUPERVISOR, **asked)


def written(span: Span) -> list[bytes]:
    return list(exporting.lines(SUPERVISOR, span))


def keys() -> list:
    return [verify.Key.parse(signing.load_verifier().text)]


def check(lines: list[bytes], earlier: tuple[str, ...] = (), *, with_keys: list | None = None):
    used = with_keys or keys()
    return verify.check_bundle(lines, used, [verify.read_checkpoint(note, used, "it") for note in earlier])


def judged(lines: list[bytes], earlier: tuple[str, ...] = (), *, with_keys: list | None = None) -> str:
    """What the verifier complains of; nothing when all is well."""
    try:
        check(lines, earlier, with_keys=with_keys)
    except verify.Wrong as wrong:
        return wrong.sentence
    return ""


def test_the_export_is_recorded_signed_and_found_good(ledger: Bench) -> None:
    filled(ledger)
    span = exported()
    report = check(written(span))
    assert (report.first, report.size, report.shown, report.withheld, report.pruned) == (0, 280, 180, 100, 0)
    assert report.signed == 301 and report.checkpoints == 6
    act, details = ledger.one("SELECT act, details FROM ledger_entry WHERE id = %s", span.export)
    assert act == "supervision.export_ledger" and (details["first"], details["size"], details["withheld"]) == (
        0,
        280,
        100,
    )
    assert not any(b"Ilze Ozola" in line for line in written(span)), "others' entries are hashes only"


def test_the_same_ledger_gives_the_same_bytes(ledger: Bench) -> None:
    filled(ledger)
    span = exported()
    assert written(span) == written(span)


def test_an_officer_takes_nothing_away(ledger: Bench) -> None:
    with pytest.raises(Refusal):
        exporting.export_ledger(OFFICER)


def test_without_a_sequencer_the_export_says_so(ledger: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_LONGEST_WAIT_SECONDS", 0.2)
    with pytest.raises(Fault, match="not signed yet"):
        exporting.export_ledger(SUPERVISOR)


def test_the_sequencer_signs_an_export_at_once(ledger: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-29: a checkpoint at each export, though the ledger is neither late nor long."""
    monkeypatch.setattr(sequencer, "LONGEST_UNSIGNED", timedelta(days=1))
    run = ledger.filled(OFFICER, 5)
    ledger.write(OFFICER, 1)
    run.run_once()
    assert ledger.count("ledger_checkpoint") == 1
    with acting(SUPERVISOR):
        services.record(SUPERVISOR, act=bundle.EXPORT)
    run.run_once()
    assert ledger.one("SELECT max(size) FROM ledger_checkpoint")[0] == 7


def test_a_period_begins_and_ends_where_it_was_asked(ledger: Bench) -> None:
    filled(ledger)
    moment = ledger.one("SELECT at FROM ledger_entry e JOIN ledger_place p ON p.entry_id = e.id WHERE seq = 60")[0]
    later = ledger.one("SELECT at FROM ledger_entry e JOIN ledger_place p ON p.entry_id = e.id WHERE seq = 115")[0]
    span = exported(since=moment, until=later)
    assert (span.first, span.size) == (60, 115)
    report = check(written(span))
    assert (report.first, report.size, report.shown, report.withheld) == (60, 115, 35, 20)


def test_an_empty_period_is_in_order(ledger: Bench) -> None:
    filled(ledger)
    span = exported(since=utc_now() + timedelta(days=1))
    assert check(written(span)).size == 0


def test_only_the_strands_of_the_mandate_are_shown(ledger: Bench) -> None:
    """CIS-01: a supervisor of one strand takes hashes of the other away."""
    ledger.write(OFFICER, 3)
    ledger.write(replace(OFFICER, strand=OFFICER.strands[1]), 2)
    narrow = replace(SUPERVISOR, strands=OFFICER.strands[:1])
    with sequencing():
        span = exporting.export_ledger(narrow)
    lines = list(exporting.lines(narrow, span))
    report = check(lines)
    assert report.shown == 3 and not any(b'"strand":"A"' in line for line in lines)


def test_earlier_checkpoints_are_continued(ledger: Bench) -> None:
    """SEC-30: one before the span, one within, one beyond."""
    filled(ledger)
    notes = [row[0] for row in ledger.tamperer.execute("SELECT note FROM ledger_checkpoint ORDER BY size").fetchall()]
    moment = ledger.one("SELECT at FROM ledger_entry e JOIN ledger_place p ON p.entry_id = e.id WHERE seq = 60")[0]
    later = ledger.one("SELECT at FROM ledger_entry e JOIN ledger_place p ON p.entry_id = e.id WHERE seq = 115")[0]
    span = exported(since=moment, until=later, earlier=notes)
    check(written(span), tuple(notes))
    unnamed = written(replace(span, earlier=()))
    assert "export again and name it" in judged(unnamed, (notes[0],))
    assert judged(unnamed, (notes[1],)) == ""


def test_a_ledger_begun_anew_shows_against_an_earlier_checkpoint(ledger: Bench) -> None:
    """Truncation and fork: who holds the database and the signing key cannot replace what was kept elsewhere."""
    filled(ledger)
    kept = ledger.one("SELECT note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1")[0]
    ledger.tamperer.execute(
        "TRUNCATE ledger_place, ledger_checkpoint, ledger_node, ledger_tray, ledger_entry, ledger_personal, ledger_digest"
    )
    ledger.filled(OFFICER, 10)
    assert "it was cut" in judged(written(exported()), (kept,))
    ledger.filled(OFFICER, 400)
    assert judged(written(exported())) == ""
    assert "do not give the root" in judged(written(exported()), (kept,))


def test_bad_checkpoints_are_refused_at_the_door(ledger: Bench) -> None:
    with pytest.raises(Fault, match="no checkpoint"):
        exporting.export_ledger(SUPERVISOR, earlier=["nonsense"])


# --- Pruning (SEC-33) ------------------------------------------------------------------------------------------------


def prune(ledger: Bench, low: int, high: int, *, declare: bool) -> None:
    ledger.tamperer.execute(
        "DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_place WHERE seq BETWEEN %s AND %s)",
        [low, high],
    )
    if declare:
        system = system_actor("retention")
        with acting(system):
            services.record(system, act=reading.PRUNE, object_type="ledger", details={"places": [[low, high]]})


def test_declared_pruning_is_accepted(ledger: Bench) -> None:
    filled(ledger)
    prune(ledger, 5, 9, declare=True)
    report = check(written(exported()))
    assert (report.pruned, report.shown, report.size) == (5, 176, 301), "the system's own declaration is shown"
    assert verify_in_place().ok


def test_a_deleted_entry_that_no_entry_declares_is_found(ledger: Bench) -> None:
    """Also one of an authority that this supervisor may not read: withheld and gone are told apart."""
    filled(ledger)
    prune(ledger, 5, 9, declare=True)
    sequencer.sign_now()
    for seq in (4, 40):
        undo = in_database._copy(ledger)
        prune(ledger, seq, seq, declare=False)
        assert "no ledger entry declares its pruning" in judged(written(exported()))
        assert not verify_in_place().ok
        undo()
        ledger.tamperer.execute(
            "DROP TABLE kept_ledger_entry, kept_ledger_place, kept_ledger_node, kept_ledger_checkpoint"
        )


# --- Tampering in the database, before the bundle is written --------------------------------------------------------


@pytest.mark.timeout(600)
def test_what_a_superuser_changes_after_the_export_was_recorded_is_found(
    ledger: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every tampering that reaches the file is found; one that does not leaves the file as it was."""
    filled(ledger)
    monkeypatch.setattr(in_database, "SIZE", SIZE + 1)
    span = exported()
    clean = written(span)
    rng = random.Random(31)
    kept = (ledger.one("SELECT note FROM ledger_checkpoint WHERE size = 150")[0],)
    for number in range(IN_DATABASE):
        harm = in_database.HARMS[number % len(in_database.HARMS)]
        query, values = harm(rng)
        undo = in_database._copy(ledger)
        ledger.tamperer.execute(query, values or None)
        try:
            lines = written(span)
        except Fault as fault:  # the tree no longer holds together: no file at all, and said so
            assert fault.code == "ledger-altered"
            lines = []
        assert (judged(lines, kept) == "") == (lines == clean), (harm.__name__, query, values)
        undo()
    assert judged(clean, kept) == ""


# --- Tampering with the file, by somebody who repairs whatever needs no key ------------------------------------------


def objects(lines: list[bytes]) -> list[dict]:
    return [json.loads(line) for line in lines]


def packed(found: list[dict]) -> list[bytes]:
    return [leaf.canonical(one) + b"\n" for one in found]


def numbered(found: list[dict]) -> list[dict]:
    """Places and header repaired."""
    first = found[0]["first"]
    held = [one for one in found[1:] if one["kind"] in {"entry", "leaf"}]
    for seq, one in enumerate(held, first):
        one["seq"] = seq
        if one["kind"] == "entry":
            one["leaf"] = merkle.leaf_hash(leaf.canonical(one["entry"])).hex()
    found[0]["size"] = first + len(held)
    return found


def places(found: list[dict], kind: str = "entry") -> list[int]:
    return [number for number, one in enumerate(found) if one["kind"] == kind]


def change_a_value(found: list[dict], rng: random.Random) -> list[dict]:
    entry = found[rng.choice(places(found))]["entry"]
    entry[rng.choice(in_database.TEXTS)] = "x"
    return numbered(found)


def change_a_value_only(found: list[dict], rng: random.Random) -> list[dict]:
    found[rng.choice(places(found))]["entry"]["details"]["number"] = -1
    return found


def change_a_leaf(found: list[dict], rng: random.Random) -> list[dict]:
    found[rng.choice(places(found, "leaf"))]["leaf"] = rng.randbytes(32).hex()
    return found


def delete(found: list[dict], rng: random.Random) -> list[dict]:
    del found[rng.choice(places(found))]
    return numbered(found)


def delete_only(found: list[dict], rng: random.Random) -> list[dict]:
    del found[rng.choice(places(found) + places(found, "leaf"))]
    return found


def swap(found: list[dict], rng: random.Random) -> list[dict]:
    one, two = rng.sample(places(found), 2)
    found[one], found[two] = found[two], found[one]
    return numbered(found)


def insert(found: list[dict], rng: random.Random) -> list[dict]:
    at = rng.choice(places(found))
    forged = json.loads(json.dumps(found[at]))
    forged["entry"]["id"] = str(UUID(int=rng.getrandbits(128)))
    found.insert(at, forged)
    return numbered(found)


def truncate_to_a_checkpoint(found: list[dict], rng: random.Random) -> list[dict]:
    """Cut behind a genuine checkpoint, and prove truly that the last one continues it."""
    at = rng.choice(places(found, "checkpoint")[:-2])
    rest = [one for one in found[at + 1 :] if one["kind"] in {"proof", "end"}]
    final = [found[places(found, "checkpoint")[-1]]]
    cut = numbered(found[: at + 1])
    sizes = cut[0]["size"], int(final[0]["note"].split("\n")[1])
    with acting(SUPERVISOR, using="super"):
        path = [step.hex() for step in reading.consistency(*sizes, using="super")]
    return [*cut, {"kind": "consistency", "from": sizes[0], "to": sizes[1], "path": path}, *final, *rest]


def truncate_and_end(found: list[dict], rng: random.Random) -> list[dict]:
    return [*numbered(found[: rng.choice(places(found))]), {"kind": "end"}]


def truncate_the_file(found: list[dict], rng: random.Random) -> list[dict]:
    return found[: rng.randrange(len(found))]


def withhold(found: list[dict], rng: random.Random) -> list[dict]:
    at = rng.choice(places(found))
    found[at] = {"kind": "leaf", "leaf": found[at]["leaf"], "seq": found[at]["seq"]}
    return found


def call_it_pruned(found: list[dict], rng: random.Random) -> list[dict]:
    at = rng.choice(places(found) + places(found, "leaf"))
    found[at] = {"gone": True, "kind": "leaf", "leaf": found[at]["leaf"], "seq": found[at]["seq"]}
    return found


def declare_otherwise(found: list[dict], rng: random.Random) -> list[dict]:
    """Hide an entry, and change the export's own declaration accordingly."""
    withhold(found, rng)
    left = [found[at]["seq"] for at in places(found, "leaf")]
    details = found[places(found, "proof")[0]]["entry"]["details"]
    details |= {"withheld": len(left), "withheld_hash": bundle.hash_of_places(left)}
    return found


def drop_the_declaration(found: list[dict], rng: random.Random) -> list[dict]:
    del found[places(found, "proof")[0]]
    return found


def resigned(found: list[dict], rng: random.Random, signer: signing.Signer) -> list[dict]:
    """Change history and sign all of it anew, proofs and all, as only a holder of a key can."""
    change_a_value(found, rng)
    leaves = [bytes.fromhex(one["leaf"]) for one in found if one["kind"] in {"entry", "leaf"}]
    own = found[places(found, "proof")[0]]
    leaves += [rng.randbytes(32) for _ in range(own["seq"] - len(leaves))]
    leaves.append(merkle.leaf_hash(leaf.canonical(own["entry"])))
    for at in places(found, "checkpoint"):
        size = min(int(found[at]["note"].split("\n")[1]), len(leaves))
        found[at]["note"] = checkpoint.sign(size, merkle.root(leaves[:size]), signer)
    over, size = merkle.over_leaves(leaves), found[0]["size"]
    own["path"] = [step.hex() for step in merkle.inclusion_proof(own["seq"], len(leaves), over)]
    for at in places(found, "consistency"):
        path = merkle.consistency_proof(size, len(leaves), over)
        found[at] |= {"from": size, "to": len(leaves), "path": [step.hex() for step in path]}
    return found


OLD = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def sign_with_the_old_key(found: list[dict], rng: random.Random) -> list[dict]:
    return resigned(found, rng, signing.Signer(signing.origin(), OLD))


def sign_with_an_unknown_key(found: list[dict], rng: random.Random) -> list[dict]:
    return resigned(
        found, rng, signing.Signer(signing.origin(), Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)))
    )


def fork_with_the_true_key(found: list[dict], rng: random.Random) -> list[dict]:
    return resigned(found, rng, signing.load_signer())


def flip_a_bit(found: list[dict], rng: random.Random) -> list[bytes]:
    whole = bytearray(b"".join(packed(found)))
    whole[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
    return bytes(whole).splitlines(keepends=True)


FORGERIES: list[Callable] = [
    change_a_value, change_a_value_only, change_a_leaf, delete, delete_only, swap, insert, truncate_to_a_checkpoint,
    truncate_and_end, truncate_the_file, withhold, call_it_pruned, declare_otherwise, drop_the_declaration,
    sign_with_the_old_key, sign_with_an_unknown_key, fork_with_the_true_key, flip_a_bit,
]  # fmt: skip


@pytest.mark.timeout(600)
def test_every_forged_file_is_found(ledger: Bench) -> None:
    """SEC-31: change, delete, swap, insert, truncate, re-sign with an old key, fork; and no clean file is accused."""
    filled(ledger)
    kept = tuple(
        row[0] for row in ledger.tamperer.execute("SELECT note FROM ledger_checkpoint WHERE size IN (150, 300)")
    )
    clean = written(exported(earlier=kept))
    old = signing.Signer(signing.origin(), OLD).verifier.text
    both = [verify.Key.parse(old, 0), verify.Key.parse(signing.load_verifier().text, 1)]
    rng = random.Random(1_000)
    assert judged(clean, kept, with_keys=both) == "" and packed(objects(clean)) == clean
    missed = []
    for number in range(IN_FILE):
        forge = FORGERIES[number % len(FORGERIES)]
        forged = forge(objects(clean), rng)
        lines = forged if forged and isinstance(forged[0], bytes) else packed(forged)
        if judged(lines, kept, with_keys=both) == "":
            missed.append(forge.__name__)
    assert missed == []
    assert judged(clean, kept, with_keys=both) == ""


def test_the_first_wrong_thing_is_named(ledger: Bench) -> None:
    filled(ledger)
    clean = written(exported())
    rng = random.Random(5)
    words = {
        change_a_value_only: "content and its leaf hash differ",
        delete_only: "A gap",
        truncate_the_file: "it was cut",
        sign_with_an_unknown_key: "unknown key",
        withhold: "left out",
        call_it_pruned: "no ledger entry declares its pruning",
        drop_the_declaration: "No ledger entry declares this export",
    }
    for forge, word in words.items():
        assert word in judged(packed(forge(objects(clean), rng))), forge.__name__


def test_a_clock_that_goes_back_is_named(ledger: Bench) -> None:
    ledger.write(OFFICER, 3)
    sequencer.sign_now()
    with acting(OFFICER):
        late = services.record(OFFICER, act="screening.check")
    ledger.tamperer.execute("UPDATE ledger_entry SET at = at - interval '20 minutes' WHERE id = %s", [late])
    assert "The clock went back" in judged(written(exported()))


def test_a_short_step_back_is_no_alarm(ledger: Bench) -> None:
    """An act of ten minutes is recorded when it begins to be stored, and placed after shorter ones."""
    ledger.write(OFFICER, 3)
    sequencer.sign_now()
    with acting(OFFICER):
        late = services.record(OFFICER, act="screening.check")
    ledger.tamperer.execute("UPDATE ledger_entry SET at = at - interval '10 minutes' WHERE id = %s", [late])
    assert judged(written(exported())) == ""


# --- The command, on a machine without Firstwall ----------------------------------------------------------------------


def run(folder: Path, *words: str) -> subprocess.CompletedProcess:
    """In a folder of its own, isolated: no path leads to the product."""
    return subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def elsewhere(ledger: Bench, tmp_path: Path) -> Path:
    filled(ledger)
    span = exported()
    (tmp_path / "verify.py").write_bytes(verifier.FILE.read_bytes())
    (tmp_path / "key").write_text(signing.public_path().read_text())
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(written(span)))
    (tmp_path / "kept").write_text(ledger.one("SELECT note FROM ledger_checkpoint WHERE size = 150")[0])
    return tmp_path


def test_the_command_says_ok(elsewhere: Path) -> None:
    found = run(elsewhere, "ledger.jsonl", "--key", "key", "--earlier", "kept")
    assert found.returncode == 0 and found.stdout.startswith("OK: places 0 to 279: 180 entries shown, 100 withheld")
    entry = json.loads((elsewhere / "ledger.jsonl").read_bytes().splitlines()[8])["entry"]["id"]
    assert "stands at place 7" in run(elsewhere, "ledger.jsonl", "--key", "key", "--entry", entry).stdout
    assert run(elsewhere, "ledger.jsonl", "--key", "key", "--entry", str(uuid4())).returncode == 1


def test_the_command_names_what_is_wrong(elsewhere: Path) -> None:
    content = (elsewhere / "ledger.jsonl").read_bytes()
    (elsewhere / "bad").write_bytes(content.replace(b"lane 3", b"lane 4", 1))
    found = run(elsewhere, "bad", "--key", "key")
    assert found.returncode == 1 and "WRONG" in found.stdout and "Place: 0" in found.stdout
    (elsewhere / "other").write_text(signing.Signer(signing.origin(), OLD).verifier.text)
    assert "unknown key" in run(elsewhere, "ledger.jsonl", "--key", "other").stdout


def test_the_command_says_when_nothing_was_checked(elsewhere: Path) -> None:
    for words in (
        ("absent", "--key", "key"),
        ("ledger.jsonl", "--key", "ledger.jsonl"),
        ("ledger.jsonl", "--key", "absent"),
    ):
        found = run(elsewhere, *words)
        assert found.returncode == 2 and "Nothing was checked" in found.stderr and "Traceback" not in found.stderr


def test_one_entry_is_proved_alone(elsewhere: Path, ledger: Bench) -> None:
    """SEC-32: the proof of any entry; taking it is recorded; of others' entries there is none."""
    ours, theirs = (ledger.one("SELECT entry_id FROM ledger_place WHERE seq = %s", seq)[0] for seq in (7, 40))
    (elsewhere / "proof.json").write_bytes(exporting.proof(SUPERVISOR, ours))
    found = run(elsewhere, "proof.json", "--key", "key")
    assert found.returncode == 0 and "place 7 of the" in found.stdout and str(ours) in found.stdout
    (elsewhere / "bad.json").write_bytes(exporting.proof(SUPERVISOR, ours).replace(b"Mari", b"Maru"))
    assert run(elsewhere, "bad.json", "--key", "key").returncode == 1
    assert ledger.one("SELECT count(*) FROM ledger_entry WHERE object_type = 'ledger_proof'")[0] == 2
    with pytest.raises(NothingHere):
        exporting.proof(SUPERVISOR, theirs)
    ledger.tamperer.execute("UPDATE ledger_entry SET place = 'Tartu' WHERE id = %s", [ours])
    with pytest.raises(Fault, match="altered"):
        exporting.proof(SUPERVISOR, ours)
