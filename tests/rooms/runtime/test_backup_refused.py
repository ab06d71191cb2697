"""SEC-42, REL-19: a backup that is not signed, not complete or not ours is named with its cure, and nothing is changed."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from firstwall.__main__ import OF_THE_RUNTIME
from firstwall.cli.main import build
from firstwall.ledger import checkpoint
from firstwall.runtime.backup import keys_apart, notes, rolls
from firstwall.runtime.backup.checking import check, read_checkpoint
from firstwall.runtime.backup.lsn import read_lsn, segment_name, segment_number, write_lsn
from firstwall.runtime.backup.mark import MARK, must_be_empty, must_be_whole
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.restore import Outcome
from firstwall.runtime.backup.rolls import Roll
from firstwall.runtime.backup.sealing import packed, seal_file
from firstwall.runtime.backup.store import BASE_FILE, MANIFEST, Store, measure, note_of, remove, write
from firstwall.runtime.commands.restore import closing_lines
from firstwall.runtime.errors import CannotStart
from firstwall.seals import outward, passphrase, signing

SEGMENT = 1 << 20
ID = "20261124T100000Z"
WORDS = "a passphrase of some length"


@dataclass
class Kept:
    """A small store as a node writes it, and what opens it."""

    plan: Plan
    key: outward.OpenedBy
    signer: signing.Signer
    ledger: signing.Signer

    @property
    def root(self) -> Path:
        return self.plan.store.root

    @property
    def base(self) -> Path:
        return self.root / "base" / ID

    def segment(self, number: int) -> Path:
        return self.plan.store.segments()[segment_name(1, number, SEGMENT)]

    @property
    def roll(self) -> Roll:
        return rolls.read((self.root / rolls.FILE).read_bytes(), [self.signer.verifier])

    def lay(self, roll: Roll) -> None:
        write(self.root / rolls.FILE, [roll.sign(self.signer)])


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    key, signer = outward.OpenedBy.generate(), signing.Signer("firstwall-backup/node-1", Ed25519PrivateKey.generate())
    (tmp_path / "store").mkdir()
    plan = Plan(Store(tmp_path / "store"), key.public, timedelta(days=28), 60.0)
    ledger = signing.Signer("firstwall/node-1", Ed25519PrivateKey.generate())
    found = Kept(plan, key, signer, ledger)
    found.base.mkdir(parents=True)
    packer = zlib.compressobj(1, wbits=31)
    content = packer.compress(b"a tar" * 10_000) + packer.flush()
    written = write(found.base / BASE_FILE, outward.seal_outward([content], key.public, name=f"base {ID}"))
    moment = "2026-11-20T10:00:30+00:00"
    said = {"id": ID, "size": written.size, "sha256": written.sha256, "segment_size": SEGMENT, "ended_at": moment}
    said |= {"superuser": "fw_bootstrap", "ledger_keys": [ledger.verifier.text]}
    said |= {"wal_from": segment_name(1, 3, SEGMENT), "wal_to": segment_name(1, 4, SEGMENT), "postgresql": 18}
    write(found.base / MANIFEST, [notes.sign("base", said, signer)])
    seal_file(plan, "days", "2026-11-24", [bytes(32)], signer)
    erased = {}
    for stem in ("20261124T10-abc", "20261124T11-def"):
        content = f'[["supervision.erase_alert","{stem}","","an entry"]]'
        seal_file(plan, "erased", stem, [content.encode()], signer)
        erased[stem] = measure(plan.store.root / "erased" / f"{stem}.sealed").sha256
    before = Roll(number=1, erased={"20261124T10-abc": erased["20261124T10-abc"]}, timeline=1, place=5 * SEGMENT)
    write(tmp_path / "an older roll", [before.sign(signer)])
    roll = Roll(number=2, erased=erased, timeline=1, place=8 * SEGMENT)
    found.lay(roll)
    for number in range(2, 8):
        stem, stamp = segment_name(1, number, SEGMENT), (roll if number > 5 else before).stamp
        seal_file(plan, "wal", stem, [packed(bytes(SEGMENT))], signer, at=moment, bytes=SEGMENT, **stamp)
    return found


def test_a_whole_store_opens(kept: Kept) -> None:
    found = check(kept.plan.store, [kept.key], [kept.signer.verifier])
    assert list(found.log) == [segment_name(1, number, SEGMENT) for number in range(3, 8)]
    assert [one.object_id for one in found.ended()] == ["20261124T10-abc", "20261124T11-def"]
    assert found.days() == {"2026-11-24": bytes(32)}
    assert len(found.segment(segment_name(1, 3, SEGMENT))) == SEGMENT


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def set_back(kept: Kept) -> None:
    """An older roll of this very node, and the list that it does not name is taken away."""
    write(kept.root / rolls.FILE, [(kept.root.parent / "an older roll").read_bytes()])
    remove(kept.plan.store.erased()[1])


def copy_over(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes())
    note_of(target).write_bytes(note_of(source).read_bytes())


HARMS: dict[str, tuple[Callable[[Kept], object], str]] = {
    "an unsigned base": (lambda k: (k.base / MANIFEST).write_text("no note"), "not signed by the node"),
    "a base that a kill cut short": (lambda k: (k.base / MANIFEST).unlink(), "only unfinished bases"),
    "a base cut short": (lambda k: cut(k.base / BASE_FILE), "not complete: .* bytes"),
    "an altered base": (lambda k: alter(k.base / BASE_FILE), "altered after it was signed"),
    "a base that is gone": (lambda k: (k.base / BASE_FILE).unlink(), "is missing"),
    "a missing segment": (lambda k: k.segment(5).unlink(), "segment 000000010000000000000005 is missing"),
    "a segment nobody signed": (
        lambda k: note_of(k.segment(5)).unlink(),
        "segment 000000010000000000000005 is missing",
    ),
    "an altered segment": (lambda k: alter(k.segment(5)), "altered"),
    "a segment in another's place": (lambda k: copy_over(k.segment(6), k.segment(5)), "another file's name"),
    "an altered list of what was erased": (lambda k: alter(k.plan.store.erased()[0]), "altered"),
    "a list that was taken away with its note": (lambda k: remove(k.plan.store.erased()[1]), "list .* is missing"),
    "a list of another time under its name": (
        lambda k: k.lay(Roll(number=2, erased=k.roll.erased | {"20261124T11-def": "0" * 64})),
        "not the one that belongs here",
    ),
    "an older roll": (set_back, "older than the log beside it"),
    "no roll": (lambda k: (k.root / rolls.FILE).unlink(), "older than the log beside it"),
    "a roll nobody signed": (lambda k: (k.root / rolls.FILE).write_text("no note"), "not signed by the node"),
    "a log whose last part was taken away": (lambda k: remove(k.segment(7)), "once went further"),
    "no store": (lambda k: k.root.rename(k.root.with_name("elsewhere")), "is not there"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_is_named(kept: Kept, harm: str) -> None:
    spoil, sentence = HARMS[harm]
    spoil(kept)
    with pytest.raises(CannotStart, match=sentence) as refused:
        check(kept.plan.store, [kept.key], [kept.signer.verifier])
    assert refused.value.cure


def test_what_was_looked_at_is_what_is_laid_down(kept: Kept) -> None:
    """SEC-42: everybody can seal to a public key; a file that was changed after the look is found before the home opens."""
    checked = check(kept.plan.store, [kept.key], [kept.signer.verifier])
    assert b"".join(checked.cluster()) == b"a tar" * 10_000
    packer = zlib.compressobj(1, wbits=31)
    other = packer.compress(b"another tar") + packer.flush()
    write(kept.base / BASE_FILE, outward.seal_outward([other], kept.key.public, name=f"base {ID}"))
    with pytest.raises(CannotStart, match="changed while it was read"):
        b"".join(checked.cluster())
    stem = segment_name(1, 7, SEGMENT)
    write(kept.segment(7), outward.seal_outward([packed(b"x" * SEGMENT)], kept.key.public, name=f"wal {stem}"))
    with pytest.raises(CannotStart, match=r"altered|not complete"):
        checked.segment(stem)


def test_an_unfinished_segment_that_the_node_has_filled_meanwhile_still_comes_back(kept: Kept) -> None:
    """REL-16: a drill reads from a folder in which the node is at work."""
    stem = segment_name(1, 8, SEGMENT)
    stamp = kept.roll.stamp | {"at": "2026-11-20T10:02:00+00:00"}
    seal_file(kept.plan, "wal", f"{stem}.partial-00000003", [packed(b"abc")], kept.signer, bytes=3, **stamp)
    checked = check(kept.plan.store, [kept.key], [kept.signer.verifier])
    remove(kept.segment(8))
    seal_file(kept.plan, "wal", f"{stem}.partial-00000005", [packed(b"abcde")], kept.signer, bytes=5, **stamp)
    assert checked.segment(stem)[:6] == b"abcde\0"


def test_a_part_that_is_missing_is_no_hindrance_before_it(kept: Kept) -> None:
    """SEC-42: the cure that is named works: the log as far as it is there."""
    remove(kept.segment(7))
    until = datetime.fromisoformat("2026-11-20T10:00:30+00:00")
    assert len(check(kept.plan.store, [kept.key], [kept.signer.verifier], until).log) == 4


def test_a_folder_copied_while_the_node_is_at_work_is_whole(kept: Kept) -> None:
    """The roll was copied a minute before the log; no list was added meanwhile."""
    kept.lay(replace(kept.roll, number=1))
    assert len(check(kept.plan.store, [kept.key], [kept.signer.verifier]).ended()) == 2


def test_a_checkpoint_kept_elsewhere_is_one_of_this_ledger_or_refused(kept: Kept, tmp_path: Path) -> None:
    """SEC-31, SEC-42: before anything is written."""
    checked = check(kept.plan.store, [kept.key], [kept.signer.verifier])
    (tmp_path / "kept").write_text(checkpoint.sign(7, bytes(32), kept.ledger))
    assert read_checkpoint(tmp_path / "kept", checked, {}).startswith("firstwall/node-1\n7\n")
    stranger = signing.Signer("firstwall/node-1", Ed25519PrivateKey.generate())
    (tmp_path / "kept").write_text(checkpoint.sign(7, bytes(32), stranger))
    with pytest.raises(CannotStart, match="no checkpoint of this ledger"):
        read_checkpoint(tmp_path / "kept", checked, {})
    rotated = {"ledger-public.key": f"{stranger.verifier.text}\n".encode()}
    assert read_checkpoint(tmp_path / "kept", checked, rotated)
    with pytest.raises(CannotStart, match="cannot be read"):
        read_checkpoint(tmp_path / "absent", checked, {})


@pytest.mark.parametrize(
    ("placed", "listed", "kept", "said"),
    [
        (9, 9, 0, "one kept elsewhere (--checkpoint) would tell an older folder"),
        (9, 9, 8, "its entries are here, unchanged; what was erased up to it is erased here"),
        (6, 9, 8, "not all of its entries are here; what was erased up to it is erased here"),
        (6, 6, 8, "the lists of what was erased go to 6: an older folder"),
    ],
)
def test_what_a_kept_checkpoint_proves_is_said(placed: int, listed: int, kept: int, said: str) -> None:
    """SEC-31, SEC-42: a folder that was set back as a whole is told by nothing else."""
    known = max(listed, kept)
    outcome = Outcome(placed, known, max(0, known - placed), listed, kept, {}, ["token of svc.one"], {})
    lines = closing_lines(outcome, Path("home"))
    assert any(said in line for line in lines) and "Access:    token of svc.one" in lines
    assert any(line.startswith("Lost:") for line in lines) == (known > placed)


def test_another_private_key_does_not_open_it(kept: Kept) -> None:
    with pytest.raises(CannotStart, match="sealed to another key"):
        check(kept.plan.store, [outward.OpenedBy.generate()], [kept.signer.verifier])


def test_another_node_did_not_sign_it(kept: Kept) -> None:
    stranger = signing.Signer(kept.signer.name, Ed25519PrivateKey.generate())
    with pytest.raises(CannotStart, match="not signed by the node"):
        check(kept.plan.store, [kept.key], [stranger.verifier])


def test_a_key_that_the_kept_one_handed_over_to_is_believed(kept: Kept) -> None:
    """SEC-40: the public half that was taken away years ago still serves after a rotation."""
    older = signing.Signer(kept.signer.name, Ed25519PrivateKey.generate())
    word = notes.sign("handover", {"after": kept.signer.verifier.text}, older)
    write(kept.root / "handover-1.note", [word])
    write(kept.root / "handover-2.note", [notes.sign("handover", {"after": older.verifier.text}, kept.signer)])
    assert check(kept.plan.store, [kept.key], [older.verifier]).base["id"] == ID


def test_the_command_says_it_in_one_sentence_and_writes_nothing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text(kept.key.text)
    (tmp_path / "signer").write_text(f"{kept.signer.verifier.text}\n")
    (tmp_path / "words").write_text(f"{WORDS}\n")
    (tmp_path / "node").mkdir()
    (tmp_path / "node" / "kek.key").write_bytes(bytes(32))
    keys_apart.save(tmp_path / "node", tmp_path / "keys", WORDS)
    monkeypatch.setenv("FIRSTWALL_PASSPHRASE_FILE", str(tmp_path / "words"))
    home = tmp_path / "home"
    words = ["restore", str(kept.root), "--key", str(tmp_path / "key"), "--signed-by", str(tmp_path / "signer")]
    words += ["--keys", str(tmp_path / "keys"), "--home", str(home)]

    def said() -> str:
        done = CliRunner().invoke(build(words, OF_THE_RUNTIME), words)
        assert done.exit_code == 1 and not home.exists()
        return done.output

    assert "over a day ago" in said()  # retention goes by the date: a person vouches for it
    (tmp_path / "words").write_text("another passphrase\n")
    assert "another passphrase" in said()
    alter(kept.segment(7))
    assert "was altered" in said()


def test_a_home_that_is_in_use_or_half_restored_is_left_alone(tmp_path: Path) -> None:
    must_be_empty(tmp_path)
    must_be_whole(tmp_path)
    (tmp_path / "connection.json").touch()
    with pytest.raises(CannotStart, match="is not empty"):
        must_be_empty(tmp_path)
    (tmp_path / MARK).touch()
    for refuse in (must_be_empty, must_be_whole):
        with pytest.raises(CannotStart, match="did not come to its end"):
            refuse(tmp_path)


def test_a_passphrase_opens_only_its_own_use_and_is_not_short() -> None:
    blob = passphrase.close(b"a key", WORDS, use="one")
    assert passphrase.unclose(blob, WORDS, use="one") == b"a key"
    with pytest.raises(Exception, match="does not belong"):
        passphrase.unclose(blob, WORDS, use="another")
    with pytest.raises(passphrase.PassphraseTooShort):
        passphrase.close(b"a key", "short", use="one")


def test_places_and_names_of_the_log() -> None:
    assert write_lsn(read_lsn("1A/2B00C4D8")) == "1A/2B00C4D8"
    assert segment_name(2, 256, 16 << 20) == "000000020000000100000000"
    assert segment_number("000000020000000100000000", 16 << 20) == (2, 256)


def test_a_session_key_that_was_rotated_out_does_not_come_back_with_the_keys(tmp_path: Path) -> None:
    """SEC-18, SEC-40: it may have been rotated because somebody else had it."""
    (tmp_path / "keys").mkdir()
    for name in ("session.key", "session-before.key", "index.key", "context.key"):
        (tmp_path / "keys" / name).write_bytes(b"x" * 32)
    assert keys_apart.save(tmp_path / "keys", tmp_path / "apart", "five words that open everything") == ["context.key"]
