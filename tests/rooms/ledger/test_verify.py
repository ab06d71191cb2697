"""SEC-31 at reduced size: every random tampering is found, nothing clean is accused; SEC-28: erasing keeps all proofs."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.harness.summary import FULL_SIZE
from tests.rooms.ledger.conftest import Bench
from typer.testing import CliRunner

from firstwall.cli.ledger import app
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.ledger import checkpoint, leaf, pruning
from firstwall.ledger.models import Personal
from firstwall.ledger.verify import verify
from firstwall.seals import day_keys, signing

SIZE = 300
TAMPERINGS = 1_000 if FULL_SIZE else 200
TEXTS = [name for name in leaf.COLUMNS if name not in ("id", "at", "details", "personal_commitment")]
Harm = tuple[str, tuple]


def change_column(rng: random.Random) -> Harm:
    name = rng.choice(TEXTS)
    value = (
        "gen_random_uuid()" if name.endswith("_id") and name not in ("object_id", "request_id") else f"{name} || 'x'"
    )
    return f"UPDATE ledger_entry SET {name} = {value} WHERE id = ({_nth(rng)})", ()


def change_details(rng: random.Random) -> Harm:
    return f"UPDATE ledger_entry SET details = details || '{{\"number\": -1}}' WHERE id = ({_nth(rng)})", ()


def change_time(rng: random.Random) -> Harm:
    return f"UPDATE ledger_entry SET at = at + interval '1 microsecond' WHERE id = ({_nth(rng)})", ()


def change_commitment(rng: random.Random) -> Harm:
    return f"UPDATE ledger_entry SET personal_commitment = sha256('x') WHERE id = ({_nth(rng)})", ()


def change_leaf(rng: random.Random) -> Harm:
    return "UPDATE ledger_place SET leaf_hash = %s WHERE seq = %s", (rng.randbytes(32), rng.randrange(SIZE))


def delete_entry(rng: random.Random) -> Harm:
    return f"DELETE FROM ledger_entry WHERE id = ({_nth(rng)})", ()


def delete_place(rng: random.Random) -> Harm:
    return "DELETE FROM ledger_place WHERE seq = %s", (rng.randrange(SIZE),)


def move_place(rng: random.Random) -> Harm:
    return "UPDATE ledger_place SET seq = %s WHERE seq = %s", (SIZE + rng.randrange(9), rng.randrange(SIZE))


def exchange(rng: random.Random) -> Harm:
    one, two = rng.sample(range(SIZE), 2)
    query = """UPDATE ledger_place p SET leaf_hash = q.leaf_hash FROM ledger_place q
               WHERE (p.seq, q.seq) IN ((%s, %s), (%s, %s))"""
    return query, (one, two, two, one)


def insert(rng: random.Random) -> Harm:
    query = """WITH e AS (INSERT INTO ledger_entry SELECT (jsonb_populate_record(x, '{"id": "%s"}')).* FROM ledger_entry x
               WHERE id = (%s) RETURNING id) INSERT INTO ledger_place SELECT %s, id, sha256('x') FROM e"""
    return query % (f"{rng.getrandbits(128):032x}", _nth(rng), SIZE), ()


def truncate(rng: random.Random) -> Harm:
    return "DELETE FROM ledger_place WHERE seq >= %s", (rng.randrange(SIZE),)


def forge_checkpoint(rng: random.Random) -> Harm:
    signer = signing.Signer(signing.origin(), Ed25519PrivateKey.from_private_bytes(rng.randbytes(32)))
    note = checkpoint.sign(SIZE, rng.randbytes(32), signer)
    return "UPDATE ledger_checkpoint SET note = %s WHERE size = %s", (note, SIZE)


def change_root(rng: random.Random) -> Harm:
    return "UPDATE ledger_checkpoint SET root = %s WHERE size = %s", (rng.randbytes(32), SIZE)


def fork(rng: random.Random) -> Harm:
    root = rng.randbytes(32)
    note = checkpoint.sign(SIZE, root, signing.load_signer())
    return "UPDATE ledger_checkpoint SET note = %s, root = %s WHERE size = %s", (note, root, SIZE)


def change_block(rng: random.Random) -> Harm:
    return "UPDATE ledger_node SET hash = %s", (rng.randbytes(32),)


HARMS: list[Callable[[random.Random], Harm]] = [
    change_column, change_details, change_time, change_commitment, change_leaf, delete_entry, delete_place, move_place,
    exchange, insert, truncate, forge_checkpoint, change_root, fork, change_block,
]  # fmt: skip


def _nth(rng: random.Random) -> str:
    return f"SELECT entry_id FROM ledger_place WHERE seq = {rng.randrange(SIZE)}"


@pytest.mark.timeout(600)
def test_every_random_tampering_is_found(ledger: Bench, officer: Actor) -> None:
    ledger.filled(officer, SIZE)
    rng = random.Random(28)
    assert verify().ok
    missed = []
    for number in range(TAMPERINGS):
        harm = HARMS[number % len(HARMS)]
        query, values = harm(rng)
        undo = _copy(ledger)
        ledger.tamperer.execute(query, values or None)
        if verify().ok:
            missed.append((harm.__name__, query, values))
        undo()
    assert missed == []
    assert verify().ok, "clean again, and not accused"


def _copy(ledger: Bench) -> Callable[[], None]:
    """Verification runs on its own connection and must see the harm committed; so it is undone from a copy."""
    tables = ("ledger_entry", "ledger_place", "ledger_node", "ledger_checkpoint")
    for table in tables:
        ledger.tamperer.execute(f"CREATE TEMP TABLE IF NOT EXISTS kept_{table} AS SELECT * FROM {table}")

    def undo() -> None:
        with ledger.tamperer.transaction():
            for table in tables:
                ledger.tamperer.execute(f"DELETE FROM {table}")
                ledger.tamperer.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")

    return undo


def test_truncation_and_rewriting_show_against_a_saved_checkpoint(
    ledger: Bench, officer: Actor, tmp_path: Path
) -> None:
    """SEC-30: who replaces the whole database cannot replace what was saved elsewhere."""
    ledger.filled(officer, 30)
    saved = tmp_path / "checkpoint"
    assert CliRunner().invoke(app, ["show", "--save", str(saved)]).exit_code == 0
    assert verify(saved.read_text()).ok
    ledger.write(officer, 5)
    ledger.tamperer.execute(
        "TRUNCATE ledger_place, ledger_checkpoint, ledger_node, ledger_tray, ledger_entry, ledger_personal, ledger_digest"
    )
    ledger.filled(officer, 10)
    assert verify().ok, "by itself a younger ledger looks clean"
    result = CliRunner().invoke(app, ["verify", "--checkpoint", str(saved)])
    assert result.exit_code == 1 and "the ledger was cut" in result.output
    ledger.filled(officer, 40)
    assert "no longer give the root" in CliRunner().invoke(app, ["verify", "--checkpoint", str(saved)]).output


def test_erasing_the_personal_parts_keeps_every_proof(
    ledger: Bench, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-28, SEC-33, LOG-05: the day's key destroyed and the rows pruned, 100 % still verifies."""
    entries = ledger.filled(officer, 50) and [row[0] for row in ledger.tamperer.execute("SELECT id FROM ledger_entry")]
    sealed, day = ledger.one("SELECT sealed, day FROM ledger_personal WHERE entry_id = %s", entries[0])
    old = utc_now().date() - timedelta(days=200)
    (day_keys.folder() / f"{day}.key").rename(day_keys.folder() / f"{old}.key")
    ledger.tamperer.execute("UPDATE ledger_personal SET day = %s", [old])
    ledger.tamperer.execute("UPDATE ledger_digest SET day = %s", [old])
    pruned = pruning.prune(utc_now())
    assert pruned.days == (old,) and (pruned.personal_parts, pruned.digests) == (50, 150)
    assert old not in day_keys.living_days()
    with pytest.raises(day_keys.KeyMissing):
        day_keys.open_personal(sealed, day=day, entry_id=entries[0])
    assert ledger.count("ledger_personal") == ledger.count("ledger_digest") == 0
    report = verify()
    assert report.ok and report.placed == 50
    assert pruning.prune(utc_now()).days == ()


def test_nothing_is_pruned_a_day_early(ledger: Bench, officer: Actor) -> None:
    """SEC-35: whatever a job asks for, the database keeps a personal part for its six calendar months."""
    ledger.filled(officer, 2)
    day_keys.key_of_day(utc_now().date())
    with pytest.raises(Fault, match="clock"):
        pruning.prune(utc_now() + timedelta(days=400))
    Personal.objects.using("jobs").all()._raw_delete("jobs")
    assert ledger.count("ledger_personal") == 2
    assert utc_now().date() in day_keys.living_days()


def test_an_entry_that_nobody_would_place_is_found(ledger: Bench, officer: Actor) -> None:
    ledger.filled(officer, 2)
    ledger.write(officer, 1)
    assert verify().waiting == 1
    ledger.tamperer.execute("DELETE FROM ledger_tray")
    report = verify()
    assert not report.ok and report.fault.entry_id is not None


def test_the_command_says_ok_or_the_first_fault(ledger: Bench, officer: Actor, tmp_path: Path) -> None:
    ledger.filled(officer, 5)
    good = CliRunner().invoke(app, ["verify"])
    assert good.exit_code == 0 and good.output.startswith("OK: 5 entries in place, 5 of them signed, 0 waiting")
    entry_id = ledger.one("SELECT entry_id FROM ledger_place WHERE seq = 3")[0]
    ledger.tamperer.execute("UPDATE ledger_entry SET actor_name = 'Somebody Else' WHERE id = %s", [entry_id])
    bad = CliRunner().invoke(app, ["verify"])
    assert bad.exit_code == 1 and "FAULT" in bad.output and str(entry_id) in bad.output and "Place: 3" in bad.output
    assert CliRunner().invoke(app, ["verify", "--checkpoint", str(tmp_path / "absent")]).exit_code == 2
    (tmp_path / "odd").write_text("not a checkpoint")
    assert CliRunner().invoke(app, ["verify", "--checkpoint", str(tmp_path / "odd")]).exit_code == 1


def test_an_empty_ledger_is_in_order(ledger: Bench) -> None:
    assert CliRunner().invoke(app, ["verify"]).exit_code == 0
