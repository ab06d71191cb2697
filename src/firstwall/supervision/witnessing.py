"""Witnesses of the ledger: registered by a supervisor, asked, and heard (SEC-30). Hashes only, so asking is no act of reading."""

from firstwall.authorities.acting import acting, lawful
from firstwall.kernel.actor import Actor, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.law.reading import Unreadable, read_text
from firstwall.ledger import checkpoint, once, reading, services, witnessing
from firstwall.ledger.witnessing import Watch
from firstwall.seals import cosigning, signing

LOGIN = "super"
READ = "supervision.read_ledger"
REGISTER = "supervision.register_witness"
END = "supervision.end_witness"
TAKE = "supervision.take_cosignature"
RULE = "SEC-30"
LONGEST_NOTE, LONGEST_REASON = 20_000, 2_000


def watch(actor: Actor) -> Watch:
    """Show the witnesses, how far each has confirmed the ledger, and since when it lacks them."""
    with lawful(actor, READ, object_type="ledger_witness"), acting(actor, using=LOGIN):
        return witnessing.watch(LOGIN)


def request(actor: Actor, old: int) -> str:
    """Write the file that a witness is asked with, from the size it saw last.

    Raises:
        Fault: the ledger has no signed checkpoint, or none so large.
    """
    with lawful(actor, READ, object_type="ledger_witness"), acting(actor, using=LOGIN):
        return asked(old, using=LOGIN)


def asked(old: int, *, using: str) -> str:
    """Write the same, for whoever reads hashes by another login: the operator.

    Raises:
        Fault: as above.
    """
    try:
        text = witnessing.request(old, using=using)
    except LookupError:
        sentence, cure = (
            N_("The ledger has not so many signed entries."),
            N_("Name the number that the witness saw last."),
        )
        raise Fault("no-such-size", sentence, place=str(old), cure=cure, status=422) from None
    if text is None:
        raise Fault("ledger-not-signed", N_("The ledger has no signed checkpoint yet."), status=503)
    return text


def register_witness(actor: Actor, text: str, *, key: str = "") -> str:
    """Take a witness's public key, so that its cosignatures count; return its name.

    Raises:
        Fault: it is no witness's key.
    """
    body = once.body_hash({"witness": text})
    with lawful(actor, REGISTER, object_type="ledger_witness"):
        try:
            witness = cosigning.WitnessKey.parse(text)
        except signing.NoteInvalid:
            sentence, cure = N_("This is no witness's public key."), N_("Take the line that verify.py printed for it.")
            raise Fault("bad-witness", sentence, cure=cure, status=422) from None
        if once.answered_before(actor, key, body) is None:
            witnessing.add_witness(witness, utc_now(), person_of(actor))
            details = {"witness": witness.name, "key": witness.text}
            services.record(actor, act=REGISTER, object_type="ledger_witness", details=details)
            once.remember(actor, key, body, {"witness": witness.name})
    return witness.name


def end_witness(actor: Actor, text: str, *, reason: str, key: str = "") -> str:
    """End a witness's key: lost, stolen, or of nobody any more; return its name. One supervisor is enough to trust less.

    Raises:
        FieldRefused: no reason.
        Fault: no key of this text is taken.
    """
    with lawful(actor, END, object_type="ledger_witness"):
        why = _reason(reason)
        body = once.body_hash({"end_witness": text, "reason": why})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return str(earlier["witness"])
        name = witnessing.end_witness(text.strip(), utc_now(), person_of(actor))
        if name is None:
            raise Fault("no-witness", N_("No key of this text is taken."), status=409)
        details = {"witness": name, "key": text.strip()}
        services.record(actor, act=END, object_type="ledger_witness", details=details, personal={"reason": why})
        once.remember(actor, key, body, {"witness": name})
        return name


def take_cosignatures(actor: Actor, note: str, *, key: str = "") -> tuple[str, ...]:
    """Take a checkpoint back from its witnesses: check it and each cosignature, keep them, return the witnesses' names.

    Raises:
        Fault: it is no checkpoint of this ledger, a cosignature is false, or no registered witness has signed.
    """
    body = once.body_hash({"note": note})
    with lawful(actor, TAKE, object_type="ledger_witness"):
        with acting(actor, using=LOGIN):
            size, read = _read(note)
        names = tuple(sorted({one.witness.name for one in read}))
        if once.answered_before(actor, key, body) is None:
            witnessing.keep(size, read, utc_now())
            details = {"size": size, "witnesses": list(names)}
            services.record(actor, act=TAKE, object_type="ledger_witness", details=details)
            once.remember(actor, key, body, {"size": size})
    return names


def _read(note: str) -> tuple[int, list[cosigning.Cosignature]]:
    try:
        said = checkpoint.read(note, signing.load_verifiers())
        ours = reading.checkpoints(LOGIN).filter(size=said.size).first()
        read = cosigning.read_cosignatures(note, witnessing.witness_keys(LOGIN))
    except signing.NoteInvalid as invalid:
        raise _bad(N_("This file is not what a witness gives back."), str(invalid)) from None
    if ours is None or bytes(ours.root) != said.root:
        # validly signed and not ours: somebody else signs with this ledger's key, or the ledger was replaced
        raise _bad(N_("This ledger never signed this checkpoint: a fork. Keep the file."), str(said.size))
    if not read:
        raise _bad(N_("No registered witness has signed this checkpoint."), str(said.size))
    return said.size, read


def _reason(text: str) -> str:
    try:
        said = read_text(text, max_length=LONGEST_REASON, one_line=False)
    except Unreadable as unread:
        raise FieldRefused([FieldProblem("reason", RULE, "", unread.sentence, unread.cure)]) from None
    if not any(char.isalnum() for char in said):
        problem = FieldProblem("reason", RULE, "", N_("A witness is ended for a reason."), N_("Say why."))
        raise FieldRefused([problem])
    return said


def _bad(sentence: str, place: str) -> Fault:
    cure = N_("Take the file that verify.py wrote for this node; register the witness first.")
    return Fault("bad-cosignature", sentence, place=place, cure=cure, status=422)
