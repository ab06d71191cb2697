"""SEC-30: witnesses confirm the ledger offline, refuse a fork and a cut, and the node and the verifier hear them."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import RequestFactory
from django.urls import reverse
from tests.harness import verifier
from tests.harness.coalition import a_coalition, a_person
from tests.harness.raw import execute
from tests.rooms.ledger.conftest import Bench
from tests.rooms.supervision.conftest import OFFICER, SUPERVISOR, sequencing
from tests.rooms.supervision.test_command_line import run, tokens  # noqa: F401 - a fixture
from tests.rooms.web.test_doors import Client, as_person

from firstwall.authorities import services as authorities
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, Refusal
from firstwall.ledger import checkpoint, merkle, sequencer, witnessing
from firstwall.ledger.verify import verify as verify_in_place
from firstwall.runtime.health import healthz
from firstwall.seals import cosigning, signing
from firstwall.supervision import exporting
from firstwall.supervision import witnessing as supervision

verify = verifier.load()
SIGNER = signing.Signer("firstwall/node-1", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
KEY = verify.Key.parse(SIGNER.verifier.text)
WITNESS = verify.WitnessSigner("inspectorate.example/w1", Ed25519PrivateKey.from_private_bytes(b"w" * 32))
OTHER = verify.WitnessSigner("neighbour.example/w2", Ed25519PrivateKey.from_private_bytes(b"v" * 32))
LEAVES = [merkle.leaf_hash(bytes([number])) for number in range(40)]
NOW = 1_790_000_000
SECOND = replace(SUPERVISOR, person_id=uuid4(), person_name="Another supervisor")


# --- The witness, on its own machine: no database --------------------------------------------------------------------


def asked(old: int, leaves: list[bytes], signer: signing.Signer = SIGNER) -> str:
    """A request as the node writes it."""
    path = merkle.consistency_proof(old, len(leaves), merkle.over_leaves(leaves)) if 0 < old < len(leaves) else []
    lines = [f"old {old}", *(base64.b64encode(step).decode() for step in path)]
    return "\n".join([*lines, "", checkpoint.sign(len(leaves), merkle.root(leaves), signer)])


def cosigned(request: str, seen: str = "", now: int = NOW, **changed) -> str:
    return verify.cosign(request, WITNESS, changed.get("keys", [KEY]), seen, now)


def refused(request: str, seen: str, now: int = NOW, **changed) -> str:
    with pytest.raises(verify.Wrong) as wrong:
        cosigned(request, seen, now, **changed)
    return wrong.value.sentence


def test_a_cosignature_has_the_form_of_the_public_specification() -> None:
    """C2SP tlog-cosignature: key hash with type 4, eight bytes of time, header and time line before the whole text."""
    note = cosigned(asked(0, LEAVES))
    text, _, signatures = note.rpartition("\n\n")
    *_, line, end = signatures.split("\n")
    raw = base64.b64decode(line.rpartition(" ")[2])
    public = WITNESS.key.public_key().public_bytes_raw()
    assert end == "" and line.startswith("\u2014 inspectorate.example/w1 ") and len(raw) == 4 + 8 + 64
    assert raw[:4] == hashlib.sha256(b"inspectorate.example/w1\n\x04" + public).digest()[:4]
    assert int.from_bytes(raw[4:12], "big") == NOW
    message = f"cosignature/v1\ntime {NOW}\n{text}\n".encode()
    Ed25519PublicKey.from_public_bytes(public).verify(raw[12:], message)


def test_what_continues_is_confirmed_again_and_again() -> None:
    seen = ""
    for size in (1, 7, 8, 8, 40):
        old = int(seen.split("\n")[1]) if seen else 0
        seen = cosigned(asked(old, LEAVES[:size]), seen)
    assert verify.read_checkpoint(seen, [KEY], "it").size == 40


def test_a_fork_is_refused() -> None:
    """The same key has signed another history: proved from its own leaves, from the true ones, or not at all."""
    seen = cosigned(asked(0, LEAVES[:20]))
    forked = [*LEAVES[:5], merkle.leaf_hash(b"forged"), *LEAVES[6:]]
    assert "a fork" in refused(asked(20, forked), seen)
    true_proof, _, _ = asked(20, LEAVES).partition("\n\n")
    _, _, note = asked(20, forked).partition("\n\n")
    assert "a fork" in refused(f"{true_proof}\n\n{note}", seen)
    assert "a fork" in refused(f"old 20\n\n{note}", seen)
    assert "a fork" in refused(asked(20, forked[:20]), seen), "of the very same size"


def test_a_ledger_that_was_cut_is_refused() -> None:
    seen = cosigned(asked(0, LEAVES[:20]))
    assert "was cut: this witness saw 20 entries, the checkpoint counts 19" in refused(asked(0, LEAVES[:19]), seen)


def test_another_starting_point_is_refused_and_the_right_one_is_said() -> None:
    seen = cosigned(asked(0, LEAVES[:20]))
    assert "ask for one from there" in refused(asked(19, LEAVES), seen)
    assert "ask for one from there" in refused(asked(0, LEAVES), seen), "a ledger that claims to be new"
    assert "ask for one from there" in refused(asked(19, LEAVES), ""), "nothing was seen yet"


def test_wrong_keys_are_refused() -> None:
    stranger = signing.Signer("firstwall/node-1", Ed25519PrivateKey.from_private_bytes(b"2" * 32))
    seen = cosigned(asked(0, LEAVES[:20]))
    assert "unknown key" in refused(asked(20, LEAVES, stranger), seen)
    both = [KEY, verify.Key.parse(stranger.verifier.text, 1)]
    newer = cosigned(asked(20, LEAVES[:30], stranger), seen, keys=both)
    assert "old key" in refused(asked(30, LEAVES), newer, keys=both)
    spoilt = asked(20, LEAVES).replace("\n40\n", "\n41\n")
    assert "false signature" in refused(spoilt, seen)
    assert "no request" in refused("nonsense", seen)


def test_a_clock_that_went_back_signs_nothing() -> None:
    seen = cosigned(asked(0, LEAVES[:20]))
    assert "clock" in refused(asked(20, LEAVES), seen, NOW - 1)


def test_a_ledgers_key_is_no_witnesss_and_the_reverse() -> None:
    with pytest.raises(ValueError):
        verify.Witness.parse(SIGNER.verifier.text)
    with pytest.raises(ValueError):
        verify.Key.parse(WITNESS.witness.text)
    with pytest.raises(signing.NoteInvalid):
        cosigning.WitnessKey.parse(SIGNER.verifier.text)
    assert cosigning.WitnessKey.parse(WITNESS.witness.text).text == WITNESS.witness.text
    assert verify.WitnessSigner.parse(WITNESS.text).witness == WITNESS.witness


def said(capsys: pytest.CaptureFixture, *words: object) -> tuple[int, str]:
    code = verify.main([str(word) for word in words])
    return code, capsys.readouterr().out


def test_the_witness_remembers_what_it_signed(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    """As the guide says it, word for word: init, cosign, and a fork that is refused at the next visit."""
    folder, key = tmp_path / "mine", tmp_path / "ledger-public.key"
    key.write_text(SIGNER.verifier.text)
    code, printed = said(capsys, "witness", "init", "inspectorate.example/w1", folder)
    assert code == 0 and verify.Witness.parse(printed).name == "inspectorate.example/w1"
    assert (folder / "witness.key").stat().st_mode & 0o077 == 0
    assert said(capsys, "witness", "init", "inspectorate.example/w1", folder)[0] == 2, "a key is not written over"
    (tmp_path / "first").write_text(asked(0, LEAVES[:20]))
    (tmp_path / "fork").write_text(asked(20, [merkle.leaf_hash(b"x"), *LEAVES[1:]]))
    (tmp_path / "next").write_text(asked(20, LEAVES))
    words = ("--folder", folder, "--key", key)
    assert (
        "confirms the first 20 entries"
        in said(capsys, "witness", "cosign", tmp_path / "first", tmp_path / "a", *words)[1]
    )
    code, printed = said(capsys, "witness", "cosign", tmp_path / "fork", tmp_path / "b", *words)
    assert code == 1 and printed.startswith("REFUSED") and not (tmp_path / "b").exists()
    assert said(capsys, "witness", "cosign", tmp_path / "next", tmp_path / "a", *words)[0] == 2, "an answer is kept"
    assert said(capsys, "witness", "cosign", tmp_path / "next", tmp_path / "c", *words)[0] == 0
    mine = verify.Witness.parse((folder / "witness-public.key").read_text())
    assert verify.read_cosignatures((tmp_path / "c").read_text(), [mine], "it").keys() == {mine.name}


# --- The node --------------------------------------------------------------------------------------------------------


def ledger_keys() -> list:
    return [verify.Key.parse(signing.load_verifier().text)]


def confirmed_by(signer, old: int = 0, seen: str = "", by=SUPERVISOR) -> str:
    """One round: the node asks, the witness signs, the node hears it."""
    answer = verify.cosign(
        supervision.request(SUPERVISOR, old), signer, ledger_keys(), seen, int(utc_now().timestamp())
    )
    supervision.register_witness(by, signer.witness.text)
    assert supervision.take_cosignatures(SUPERVISOR, answer) == (signer.name,)
    return answer


def exported(**asked_for) -> list[bytes]:
    with sequencing():
        span = exporting.export_ledger(SUPERVISOR, **asked_for)
    return list(exporting.lines(SUPERVISOR, span))


def test_round_trip_and_the_verifier_reports_it(ledger: Bench, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    ledger.filled(OFFICER, 300)
    first = confirmed_by(WITNESS)
    ledger.filled(OFFICER, 20)
    second = confirmed_by(WITNESS, old=300, seen=first)
    size = int(second.split("\n")[1])
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(exported()))
    (tmp_path / "key").write_text(signing.load_verifier().text)
    for number, one in enumerate((WITNESS, OTHER)):
        (tmp_path / f"witness-{number}").write_text(one.witness.text)
    words = ["ledger.jsonl", "--key", "key", "--witness", "witness-0", "--witness", "witness-1"]
    code, printed = said(capsys, *(word if word.startswith("--") else tmp_path / word for word in words))
    assert code == 0 and f"Witness {WITNESS.name} confirmed the first {size} entries at 20" in printed
    assert f"Witness {OTHER.name} confirmed no checkpoint of this bundle." in printed
    acts = ledger.tamperer.execute("SELECT act FROM ledger_entry WHERE act LIKE '%witness' OR act LIKE '%cosignature'")
    assert {row[0] for row in acts} == {"supervision.register_witness", "supervision.take_cosignature"}
    assert verify_in_place().ok


def test_a_false_cosignature_in_a_bundle_is_found(ledger: Bench) -> None:
    ledger.filled(OFFICER, 30)
    confirmed_by(WITNESS)
    lines = exported()
    clean = verify.check_bundle(lines, ledger_keys(), witnesses=[WITNESS.witness])
    assert clean.cosigned[WITNESS.name][0] == 30
    at = next(number for number, line in enumerate(lines) if WITNESS.name.encode() in line and b'"checkpoint"' in line)
    note = json.loads(lines[at])["note"]
    head, _, last = note[:-1].rpartition(" ")
    raw = bytearray(base64.b64decode(last))
    raw[11] ^= 1  # another time than the one that was signed
    lines[at] = (
        json.dumps({"kind": "checkpoint", "note": f"{head} {base64.b64encode(raw).decode()}\n"}).encode() + b"\n"
    )
    with pytest.raises(verify.Wrong, match="false cosignature"):
        verify.check_bundle(lines, ledger_keys(), witnesses=[WITNESS.witness])


def test_the_node_takes_only_what_is_true(ledger: Bench) -> None:
    ledger.filled(OFFICER, 30)
    answer = verify.cosign(supervision.request(SUPERVISOR, 0), WITNESS, ledger_keys(), "", NOW)
    with pytest.raises(Fault, match="No registered witness"):
        supervision.take_cosignatures(SUPERVISOR, answer)
    supervision.register_witness(SUPERVISOR, WITNESS.witness.text)
    head, _, last = answer.rpartition(" ")
    raw = bytearray(base64.b64decode(last))
    raw[-1] ^= 1
    with pytest.raises(Fault, match="not what a witness gives back"):
        supervision.take_cosignatures(SUPERVISOR, f"{head} {base64.b64encode(raw).decode()}\n")
    foreign = checkpoint.sign(30, LEAVES[0], signing.load_signer())
    text = foreign.rpartition("\n\n")[0] + "\n"
    with pytest.raises(Fault, match="never signed this checkpoint"):
        supervision.take_cosignatures(SUPERVISOR, foreign + WITNESS.sign(text, NOW))
    with pytest.raises(Fault, match="not what a witness"):
        supervision.take_cosignatures(SUPERVISOR, "nonsense")
    with pytest.raises(Fault, match="no witness's public key"):
        supervision.register_witness(SUPERVISOR, signing.load_verifier().text)
    with pytest.raises(Fault, match="not so many"):
        supervision.request(SUPERVISOR, 10_000)
    assert ledger.count("ledger_cosignature") == 0
    supervision.take_cosignatures(SUPERVISOR, answer, key="k")
    supervision.take_cosignatures(SUPERVISOR, answer, key="k")
    taken = ledger.one(
        "SELECT count(*) FROM ledger_entry WHERE act = 'supervision.take_cosignature' AND result = 'done'"
    )
    assert ledger.count("ledger_cosignature") == 1 and taken[0] == 1


def test_an_officer_registers_and_takes_nothing(ledger: Bench) -> None:
    ledger.filled(OFFICER, 3)
    for act in (supervision.register_witness, supervision.take_cosignatures):
        with pytest.raises(Refusal):
            act(OFFICER, WITNESS.witness.text)
    with pytest.raises(Refusal):
        supervision.request(OFFICER, 0)


def test_a_stored_cosignature_that_was_changed_is_found_in_place(ledger: Bench) -> None:
    ledger.filled(OFFICER, 30)
    confirmed_by(WITNESS)
    ledger.tamperer.execute("UPDATE ledger_cosignature SET size = 29")
    report = verify_in_place()
    assert not report.ok and "cosignature" in report.fault.sentence


def test_a_checkpoint_alone_for_over_a_day_is_a_warning_until_two_have_confirmed(ledger: Bench) -> None:
    """SEC-30, REL-22: on the supervisor's page and in health."""
    ledger.filled(OFFICER, 30)
    assert not late(), "a day is not over"
    ledger.tamperer.execute("UPDATE ledger_checkpoint SET at = at - interval '25 hours'")
    assert late()
    confirmed_by(WITNESS)
    assert late(), "one is too few"
    twice = verify.WitnessSigner(WITNESS.name, Ed25519PrivateKey.from_private_bytes(b"z" * 32))
    confirmed_by(twice, by=SECOND)
    assert late(), "two keys of one name are one witness"
    alone = verify.WitnessSigner("alone.example/w3", Ed25519PrivateKey.from_private_bytes(b"y" * 32))
    confirmed_by(alone, by=SUPERVISOR)
    for key in (WITNESS, twice):
        supervision.end_witness(SUPERVISOR, key.witness.text, reason="Its machine was stolen")
    assert late(), "what an ended key confirmed counts no more"
    confirmed_by(OTHER, by=SUPERVISOR)
    assert late(), "nobody makes the pair alone"
    supervision.end_witness(SECOND, alone.witness.text, reason="Over")
    confirmed_by(verify.WitnessSigner("third.example/w4", Ed25519PrivateKey.from_private_bytes(b"x" * 32)), by=SECOND)
    assert not late()
    ledger.filled(OFFICER, 5)
    ledger.tamperer.execute("UPDATE ledger_checkpoint SET at = at - interval '25 hours' WHERE size > 30")
    assert late(), "what came after is alone again"


def late() -> bool:
    told = json.loads(healthz(RequestFactory().get("/healthz")).content)
    is_late = supervision.watch(SUPERVISOR).is_late(utc_now())
    assert told["status"] == "ok" and told["witnesses"] == ("late" if is_late else "in time")
    return is_late


def test_how_far_is_covered() -> None:
    def one(name: str, size: int, by: str = "") -> witnessing.Confirmed:
        return witnessing.Confirmed(name, name, size, None, uuid5(NAMESPACE_URL, by or name))

    assert witnessing.covered([]) == 0
    assert witnessing.covered([one("a", 9)]) == 0
    assert witnessing.covered([one("a", 9), one("b", 5), one("c", 7)]) == 7
    assert witnessing.covered([one("a", 9, "x"), one("b", 5), one("c", 7, "x")]) == 5, "registered by one supervisor"
    assert witnessing.covered([one("a", 9), one("a", 8, "x")]) == 0
    assert witnessing.Watch((), utc_now() - timedelta(hours=23)).is_late(utc_now()) is False


def test_a_key_is_ended_for_a_reason_once_and_for_good(ledger: Bench) -> None:
    """SEC-30: recorded; its cosignatures are taken no more, it is not taken back, and the database agrees."""
    ledger.filled(OFFICER, 3)
    answer = confirmed_by(WITNESS)
    with pytest.raises(FieldRefused):
        supervision.end_witness(SUPERVISOR, WITNESS.witness.text, reason=" .")
    ended = supervision.end_witness(SECOND, WITNESS.witness.text, reason="Stolen", key="k")
    assert ended == WITNESS.name == supervision.end_witness(SECOND, WITNESS.witness.text, reason="Stolen", key="k")
    with pytest.raises(Fault, match="No key of this text"):
        supervision.end_witness(SECOND, WITNESS.witness.text, reason="Stolen")
    supervision.register_witness(SUPERVISOR, WITNESS.witness.text)
    assert supervision.watch(SUPERVISOR).witnesses == ()
    with pytest.raises(Fault, match="No registered witness"):
        supervision.take_cosignatures(SUPERVISOR, answer)
    told = ledger.one("SELECT count(*) FROM ledger_entry WHERE act = 'supervision.end_witness' AND result = 'done'")
    assert told[0] == 1
    assert execute(SECOND, "update ledger_witness set ended_at = null, ended_by = null") == 0
    with pytest.raises(DatabaseError, match="permission denied"):
        execute(SECOND, "update ledger_witness set name = 'x'")
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(SECOND, "insert into ledger_witness (key, name, registered_at) values ('k', 'n', now())")


# --- The doors -------------------------------------------------------------------------------------------------------


def test_on_the_page(clean: object) -> None:
    """Register, take the request along, bring the answer back; the warning stands until then."""
    officer = a_coalition().estonia
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, officer.authority_id)
    person = a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")
    client = as_person(Client(), person.person_id, person.mandate_id)
    sequencer.sign_now()
    with clean.superuser.connect("firstwall") as database:  # type: ignore[attr-defined]
        database.execute("SET session_replication_role = replica")
        database.execute("UPDATE ledger_checkpoint SET at = at - interval '25 hours'")
    assert "Too few witnesses" in client.get(reverse("ledger")).content.decode()
    page = client.get(reverse("witnesses")).content.decode()
    assert "Too few witnesses" in page and "No witness is registered yet." in page
    second = a_person(watch, "ee.second", role="supervisor", purpose="supervision")
    for one, by in ((WITNESS, client), (OTHER, as_person(Client(), second.person_id, second.mandate_id))):
        form = {"witness": one.witness.text, "key": f"k-{one.name}"}
        assert by.post(reverse("witness-register"), form).status_code == 302
        request = client.get(reverse("witness-ask"), {"old": "0"})
        assert "attachment" in request["Content-Disposition"]
        answer = verify.cosign(request.content.decode(), one, ledger_keys(), "", NOW)
        upload = {"file": SimpleUploadedFile("answer", answer.encode()), "key": f"t-{one.name}"}
        assert client.post(reverse("witness-take"), upload).status_code == 302
    page = client.get(reverse("witnesses")).content.decode()
    assert WITNESS.name in page and "Too few witnesses" not in page
    assert client.post(reverse("witness-end"), {"witness": OTHER.witness.text, "reason": ""}).status_code == 422
    assert client.post(reverse("witness-end"), {"witness": OTHER.witness.text, "reason": "Lost"}).status_code == 302
    assert "Too few witnesses" in client.get(reverse("witnesses")).content.decode()
    for bad in ({"old": "x"}, {"old": "-1"}, {"old": "9" * 14}):
        assert client.get(reverse("witness-ask"), bad).status_code == 422
    for spoilt in ({}, {"file": SimpleUploadedFile("a", b"\xff\xfe")}, {"file": SimpleUploadedFile("a", b"no note")}):
        assert client.post(reverse("witness-take"), spoilt).status_code == 422
    theirs = as_person(Client(), officer.person_id, officer.mandate_id)
    assert theirs.get(reverse("witnesses")).status_code == 403
    assert theirs.post(reverse("witness-register"), {"witness": WITNESS.witness.text}).status_code == 403


def test_by_command(tokens: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    request, answer, key = tmp_path / "request", tmp_path / "answer", tmp_path / "key"
    key.write_text(WITNESS.witness.text)
    assert run("", "ask-witness", str(request)).exit_code == 0
    assert run("", "ask-witness", str(request)).exit_code == 2, "nothing is written over"
    assert run("", "ask-witness", str(tmp_path / "x"), "--old", "99999").exit_code == 2
    answer.write_text(verify.cosign(request.read_text(), WITNESS, ledger_keys(), "", NOW))
    assert run(tokens["mari"], "add-witness", str(key)).exit_code == 3
    assert run(tokens["siim"], "add-witness", str(key)).exit_code == 0
    assert WITNESS.name in run(tokens["siim"], "take-cosignature", str(answer)).output
    shown = run("", "witnesses").output
    assert shown.startswith(f"{WITNESS.name}\t") and "2026-09-21" in shown
    assert run(tokens["siim"], "end-witness", str(key), "--reason", "Lost").exit_code == 0
    assert run("", "witnesses").output == ""
