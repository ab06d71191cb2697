"""Take a period of the ledger away, to be checked on another machine: an act of its own, signed at once (SEC-31, SEC-32)."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from firstwall.authorities import large_exports
from firstwall.authorities.acting import acting, lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.ledger import bundle, checkpoint, reading, services
from firstwall.ledger.bundle import Span
from firstwall.ledger.leaf import COLUMNS, leaf_of
from firstwall.seals import signing
from firstwall.supervision import rules

LOGIN = "super"
PROVE = "supervision.read_ledger"
_LONGEST_WAIT_SECONDS = 15.0
_PAUSE_SECONDS = 0.1
_WAITING_SINCE = timedelta(days=1)


def export_ledger(
    actor: Actor,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    earlier: Sequence[str] = (),
) -> Span:
    """Record the export of a period and wait until the ledger's sequencer has signed that record.

    The record names the places and commits to those that this supervisor may not read, so that nobody can leave out
    more afterwards.

    Args:
        actor: the supervisor.
        since: the first moment of the period; empty, the ledger's beginning.
        until: the first moment after it; empty, now.
        earlier: checkpoints kept elsewhere; the bundle proves that it continues each.

    Raises:
        NotPermitted: more than a thousand, and no colleague has agreed (SEC-12).
        Fault: one of them is no checkpoint of this ledger, or does not sign; the export can be asked for again.
    """
    strands, sizes = _strands(actor), tuple(_size_of(note) for note in earlier)
    with lawful(actor, bundle.EXPORT, object_type="ledger"):
        pass
    # What was done before the question belongs to the answer: the sequencer is a moment behind.
    _wait(actor, lambda: reading.are_all_placed(utc_now() - _WAITING_SINCE, using=LOGIN))
    with acting(actor, using=LOGIN):
        first, size = reading.places_in(since, until, strands=strands, using=LOGIN) or (0, 0)
    period = large_exports.period_of(since, until, "".join(strands))
    agreed_by = large_exports.must_be_agreed(actor, bundle.EXPORT, number=size - first, wanted=period)
    with lawful(actor, bundle.EXPORT, object_type="ledger"):
        with acting(actor, using=LOGIN):
            first, size = reading.places_in(since, until, strands=strands, using=LOGIN) or (0, 0)
            withheld, gone = reading.unseen_places(first, size, strands=strands, using=LOGIN)
        asked = {"since": since, "until": until, "strands": [strand for strand in strands if strand]}
        left_out = {"withheld": len(withheld), "withheld_hash": bundle.hash_of_places(withheld), "gone": len(gone)}
        details = asked | {"first": first, "size": size} | left_out
        details |= {"agreed_by": agreed_by} if agreed_by else {}
        own = services.record(actor, act=bundle.EXPORT, object_type="ledger", details=details)
    _wait(actor, lambda: bundle.signed_beyond(own, using=LOGIN) is not None)
    return Span(first, size, strands, own, sizes)


def lines(actor: Actor, span: Span) -> Iterator[bytes]:
    """Write the bundle of an export that was recorded and signed.

    Raises:
        Fault: places are missing, so that the tree no longer holds together.
    """
    with acting(actor, using=LOGIN):
        try:
            yield from bundle.lines(span, using=LOGIN)
        except LookupError:
            raise _altered(N_("The ledger does not hold together: a place is missing.")) from None


def proof(actor: Actor, entry_id: UUID) -> bytes:
    """Write one entry with the proof of its place, to be checked by `verify.py` alone.

    Raises:
        NothingHere: no such entry, or not one that this supervisor may read.
        Fault: it is not signed yet.
    """
    with lawful(actor, PROVE, object_type="ledger_proof", object_id=entry_id):
        services.record(actor, act=PROVE, object_type="ledger_proof", object_id=entry_id)
    with acting(actor, using=LOGIN):
        row = reading.entries(LOGIN).filter(id=entry_id, strand__in=_strands(actor)).first()
        if row is None:
            raise NothingHere
        found = reading.proof_of(entry_id, using=LOGIN)
        if found is None:
            raise _not_signed()
        if not rules.proof_fits(found, leaf_of({name: getattr(row, name) for name in COLUMNS})):
            raise _altered(N_("This entry does not fit the signed ledger: it was altered."))
        return bundle.proof_line(row, found)


def _strands(actor: Actor) -> tuple[str, ...]:
    return ("", *(strand.value for strand in actor.strands))


def _size_of(note: str) -> int:
    try:
        return checkpoint.read(note, signing.load_verifiers()).size
    except signing.NoteInvalid as invalid:
        sentence = N_("This is no checkpoint signed by this ledger's key.")
        raise Fault("bad-checkpoint", sentence, place=str(invalid)) from None


def _wait(actor: Actor, is_done: Callable[[], bool]) -> None:
    until = time.monotonic() + _LONGEST_WAIT_SECONDS
    while time.monotonic() < until:
        with acting(actor, using=LOGIN):
            if is_done():
                return
        time.sleep(_PAUSE_SECONDS)
    raise _not_signed()


def _altered(sentence: str) -> Fault:
    cure = N_("Keep this machine as it is and call your supervisory authority.")
    return Fault("ledger-altered", sentence, cure=cure, status=500)


def _not_signed() -> Fault:
    return Fault(
        "ledger-not-signed",
        N_("The ledger's last entries are not signed yet."),
        cure=N_("Try again in a minute. If it stays so, the sequencer of this node does not run: tell its operator."),
        status=503,
    )
