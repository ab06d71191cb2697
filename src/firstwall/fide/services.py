"""Acts of FIDE: give a list of offences, enter a file, change it, clear it, defer an entry (FIDE-05 to FIDE-19)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.authorities.designation import require
from firstwall.fide.keys import keys_of
from firstwall.fide.models import FileDeferral, FileEndedCount, FileEntry, FileEntryKey, OffenceList
from firstwall.fide.reading import read_file, read_offences
from firstwall.fide.rules import ENTERING, FileClock, first_day_gone, may_follow
from firstwall.fide.sealing import digests_of, seal_said
from firstwall.fide.types import FileGiven, Offence
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.fide import DEFERRALS, RECHECK_DAYS
from firstwall.law.reading import Unreadable, read_text
from firstwall.ledger import once
from firstwall.ledger import services as ledger

GIVE, ENTER, CHANGE, CLEAR, DEFER = (
    "fide.give_offences", "fide.enter_file", "fide.change_file", "fide.clear_file", "fide.defer_entry",
)  # fmt: skip
ENTERS, READS = "fide_enter", "fide_read"
CLEARING = "Decision 2009/917/JHA Art. 19(2); Regulation (EC) 515/97 Art. 41d(2)"
DEFERRING = "Decision 2009/917/JHA Art. 17"
_CLOCKS = ("status", "subject", "filed_on", "last_act_on", "offence_code")


def must_be_designated(actor: Actor, right: str) -> None:
    """FIDE-03: the list of designations lets the authority ask or enter, for this purpose, in this strand.

    Raises:
        NotPermitted: it does not.
    """
    rows = authorities.designations_of(authority_of(actor))
    day = utc_now().date()
    require(rows, strand=str(strand_of(actor)), category=None, purpose=actor.purpose, right=right, day=day)


def state_of(actor: Actor) -> str:
    """The state acted for; empty for a body that belongs to none. Needs the context."""
    return authorities.authorities()[authority_of(actor)].state_code


def offences_in_force(state: str, day: date) -> OffenceList | None:
    """The newest version of a state's list that has begun. Needs the context."""
    return OffenceList.objects.filter(state_code=state, in_force_from__lte=day).order_by("-number").first()


def give_offences(
    actor: Actor, offences: Iterable[Offence], *, in_force_from: date | None = None, key: str = ""
) -> UUID:
    """Give the others one's state's list of offences that qualify; it replaces the one before from its day on (FIDE-05, FIDE-06).

    Raises:
        NotPermitted: role, or the list of designations gives no right to enter files.
        FieldRefused: an offence below the threshold; a day in the past.
    """
    with lawful(actor, GIVE, object_type="offence_list"):
        must_be_designated(actor, ENTERS)
        read = read_offences(offences)
        today = utc_now().date()
        begins, state = in_force_from or today, state_of(actor)
        if begins < today or not state:
            sentence = N_("A list begins today or later.") if state else N_("Only a state has such a list.")
            raise FieldRefused([FieldProblem("in_force_from", "FIDE-06", ENTERING, sentence, N_("Correct it."))])
        said = [{name: getattr(one, name) for name in Offence.__dataclass_fields__} for one in read]
        body = once.body_hash({"offences": said, "from": begins.isoformat()})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["list"])
        _one_after_the_other(f"offences {state}")
        last = OffenceList.objects.filter(state_code=state).order_by("-number").first()
        row = OffenceList.objects.create(
            state_code=state,
            number=last.number + 1 if last else 1,
            in_force_from=begins,
            offences=said,
            authority_id=authority_of(actor),
            given_by=person_of(actor),
            given_at=utc_now(),
        )
        details = {"state": state, "number": row.number, "offences": len(said), "in_force_from": begins}
        ledger.record(actor, act=GIVE, object_type="offence_list", object_id=row.id, details=details)
        once.remember(actor, key, body, {"list": str(row.id)})
        return row.id


def enter_file(actor: Actor, given: FileGiven, *, key: str = "") -> UUID:
    """Index a file of one's own authority: one person or business, and nothing of the file's content (FIDE-02, FIDE-12).

    Raises:
        NotPermitted: role, or the list of designations gives no right.
        FieldRefused: every problem at once (FIDE-06 to FIDE-11, FIDE-16).
    """
    with lawful(actor, ENTER, object_type="fide_entry"):
        must_be_designated(actor, ENTERS)
        read, pinned = _read(actor, given)
        body = once.body_hash({"enter": _said_of(read), **_plain_clocks(read)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["entry"])
        now = utc_now()
        row = FileEntry(
            id=record_id(),
            strand=str(strand_of(actor)),
            kind=read.kind,
            owner_id=authority_of(actor),
            state_code=state_of(actor),
            entered_by=person_of(actor),
            entered_at=now,
            changed_at=now,
        )
        _write(row, read, pinned)
        row.save(force_insert=True)
        _write_keys(row, read)
        ledger.record(actor, act=ENTER, object_type="fide_entry", object_id=row.id, details=_account(row, read))
        once.remember(actor, key, body, {"entry": str(row.id)})
        return row.id


def change_file(
    actor: Actor, entry_id: UUID, given: FileGiven, *, version: int, is_correction: bool = False, key: str = ""
) -> int:
    """Say anew what the file says: another status, a later act, a corrected value. The clock keeps its start (FIDE-17).

    Args:
        actor: of the authority that entered it.
        entry_id: which entry.
        given: all of it, as it is now.
        version: the version that was read.
        is_correction: what was entered was wrong; only then may the status go back or the day in the file change.
        key: idempotency key.

    Returns:
        The new version.

    Raises:
        NothingHere: hidden, absent or over.
        Refusal: the status would go back (FIDE-09), or the day in the file would move (FIDE-17).
        Fault: 409, somebody changed it in between.
    """
    with lawful(actor, CHANGE, object_type="fide_entry", object_id=entry_id):
        must_be_designated(actor, ENTERS)
        body = once.body_hash({"change": str(entry_id), "version": version, **_said_of(given), **_plain_clocks(given)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return int(earlier["version"])
        row = _own(entry_id)
        _must_be_at(row, version)
        read, pinned = _read(actor, given)
        if read.kind != row.kind:
            raise FieldRefused(
                [
                    FieldProblem(
                        "kind",
                        "FIDE-12",
                        ENTERING,
                        N_("An entry stays what it is of."),
                        N_("Clear it and enter the other."),
                    )
                ]
            )
        _must_be_allowed(row, read, is_correction=is_correction)
        before = row.status
        _write(row, read, pinned)
        row.version, row.changed_at = row.version + 1, utc_now()
        row.save(update_fields=_CHANGED)
        FileEntryKey.objects.filter(entry_id=row.id).delete()
        _write_keys(row, read)
        details = {**_account(row, read), "from": before, "correction": is_correction, "version": row.version}
        ledger.record(actor, act=CHANGE, object_type="fide_entry", object_id=row.id, details=details)
        once.remember(actor, key, body, {"version": row.version})
        return row.version


def clear_file(actor: Actor, entry_id: UUID, *, key: str = "") -> None:
    """The person or business is cleared of suspicion: the entry is erased at once, whatever its status (FIDE-19).

    Raises:
        NothingHere: hidden, absent or over.
    """
    with lawful(actor, CLEAR, object_type="fide_entry", object_id=entry_id):
        must_be_designated(actor, ENTERS)
        body = once.body_hash({"clear": str(entry_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        row = _own(entry_id)
        count_ended([row], "cleared", using="default")
        details = {"status": row.status, "filed_on": row.filed_on, "article": CLEARING}
        FileEntryKey.objects.filter(entry_id=row.id).delete()
        row.delete()
        ledger.record(actor, act=CLEAR, object_type="fide_entry", object_id=entry_id, details=details)
        once.remember(actor, key, body, {"cleared": True})


def defer_entry(
    actor: Actor, *, file_number: str, ground: str, reason: str, recheck_on: date | None = None, key: str = ""
) -> UUID:
    """Note that a file is not entered for now, and when that is looked at again; nobody else learns of it (FIDE-15).

    Raises:
        FieldRefused: number, ground or reason is missing; the day lies too far ahead.
    """
    with lawful(actor, DEFER, object_type="fide_deferral"):
        must_be_designated(actor, ENTERS)
        today = utc_now().date()
        latest = today + timedelta(days=RECHECK_DAYS)
        recheck = recheck_on or latest
        texts: dict[str, str] = {}
        problems: list[FieldProblem] = []
        for name, said in (("file_number", file_number), ("reason", reason)):
            try:
                texts[name] = read_text(said, max_length=500)
            except Unreadable as wrong:
                texts[name] = ""
                problems.append(_deferral_problem(name, wrong.sentence, wrong.cure))
                continue
            if not texts[name]:
                problems.append(_deferral_problem(name, N_("It is missing."), N_("Say it.")))
        if ground not in DEFERRALS:
            problems.append(_deferral_problem("ground", N_("The ground is not on the list."), N_("Choose one.")))
        if not today < recheck <= latest:
            problems.append(
                _deferral_problem(
                    "recheck_on", N_("A deferral is looked at again within 90 days."), N_("Name an earlier day.")
                )
            )
        if problems:
            raise FieldRefused(problems)
        body = once.body_hash({"defer": texts, "ground": ground, "recheck": recheck.isoformat()})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["deferral"])
        row = FileDeferral(
            id=record_id(),
            strand=str(strand_of(actor)),
            owner_id=authority_of(actor),
            ground=ground,
            recheck_on=recheck,
            made_by=person_of(actor),
            made_at=utc_now(),
        )
        row.said = seal_said(row, texts)
        row.save(force_insert=True)
        details = {"ground": ground, "recheck_on": recheck}
        ledger.record(actor, act=DEFER, object_type="fide_deferral", object_id=row.id, details=details)
        once.remember(actor, key, body, {"deferral": str(row.id)})
        return row.id


def end_deferral(actor: Actor, deferral_id: UUID) -> None:
    """The ground is gone: the file is entered now, or no longer matters. Ended twice is ended once.

    Raises:
        NothingHere: hidden or absent.
    """
    with lawful(actor, DEFER, object_type="fide_deferral", object_id=deferral_id):
        must_be_designated(actor, ENTERS)
        day = utc_now().date()
        row = FileDeferral.objects.filter(id=deferral_id).first()
        if row is None:
            raise NothingHere
        if not FileDeferral.objects.filter(id=deferral_id, ended_on=None).update(ended_on=day):
            return
        ledger.record(actor, act=DEFER, object_type="fide_deferral", object_id=deferral_id, details={"ended_on": day})


def count_ended(rows: Iterable[FileEntry], why: str, *, using: str) -> None:
    """Count what ends, before it is erased: nothing of a person, nothing of a file (FIDE-18)."""
    for row in rows:
        kind = {name: getattr(row, name) for name in ("strand", "state_code", "kind", "status", "subject")}
        with connections[using].cursor() as cursor:
            cursor.execute(_COUNT, [*kind.values(), why, utc_now().year])


_COUNT = """insert into fide_ended_count (strand, state_code, kind, status, subject, why, year, number)
    values (%s, %s, %s, %s, %s, %s, %s, 1)
    on conflict (strand, state_code, kind, status, subject, why, year)
    do update set number = fide_ended_count.number + 1"""
assert FileEndedCount._meta.db_table == "fide_ended_count"
_CHANGED = [*_CLOCKS, "offence_list_id", "gone_from", "version", "changed_at", "said"]


def _read(actor: Actor, given: FileGiven) -> tuple[FileGiven, UUID | None]:
    today, strand, state = utc_now().date(), strand_of(actor), state_of(actor)
    pinned = offences_in_force(state, today) if strand is Strand.CRIMINAL else None
    offences = [Offence(**one) for one in pinned.offences] if pinned else []
    read = read_file(given, strand=strand, state=state, offences=offences, today=today)
    return read, pinned.id if pinned else None


def _write(row: FileEntry, read: FileGiven, pinned: UUID | None) -> None:
    for name in _CLOCKS:
        setattr(row, name, getattr(read, name))
    row.offence_list_id = pinned
    row.gone_from = first_day_gone(FileClock(row.status, row.state_code, row.filed_on, row.last_act_on))
    row.said = seal_said(row, _said_of(read))


def _write_keys(row: FileEntry, read: FileGiven) -> None:
    digests = digests_of(row.strand, keys_of(read.kind, read.identity))
    FileEntryKey.objects.bulk_create(FileEntryKey(entry_id=row.id, key=digest) for digest in digests)


def _said_of(given: FileGiven) -> dict[str, Any]:
    identity = {code: list(said) if isinstance(said, tuple) else said for code, said in given.identity.items()}
    return {
        "identity": identity,
        "file_number": given.file_number,
        "contact": given.contact,
        "relevance": given.union_relevance,
    }


def _plain_clocks(given: FileGiven) -> dict[str, str]:
    return {name: str(getattr(given, name)) for name in ("kind", *_CLOCKS)}


def _account(row: FileEntry, read: FileGiven) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "status": row.status,
        "subject": row.subject,
        "fields": sorted(read.identity),
        "filed_on": row.filed_on,
        "last_act_on": row.last_act_on,
        "gone_from": row.gone_from,
    }


def _own(entry_id: UUID) -> FileEntry:
    row = FileEntry.objects.select_for_update().filter(id=entry_id).first()
    if row is None:
        raise NothingHere
    return row


def _must_be_at(row: FileEntry, version: int) -> None:
    if row.version != version:
        raise Fault(
            "changed_meanwhile",
            N_("Somebody changed this entry meanwhile."),
            cure=N_("Look at it again, then say it anew."),
            status=409,
        )


def _must_be_allowed(row: FileEntry, read: FileGiven, *, is_correction: bool) -> None:
    if not may_follow(row.status, read.status, is_correction=is_correction):
        raise Refusal(
            "FIDE-09",
            N_("A status does not go back."),
            article=ENTERING,
            cure=N_("If what was entered was wrong, say that this is a correction."),
            field="status",
            status=409,
        )
    if read.filed_on != row.filed_on and not is_correction:
        raise Refusal(
            "FIDE-17",
            N_("The day in the file stays the start of the clock."),
            article=ENTERING,
            cure=N_("If it was entered wrongly, say that this is a correction."),
            field="filed_on",
            status=409,
        )


def _deferral_problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, "FIDE-15", DEFERRING, sentence, cure)


def _one_after_the_other(what: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [what])


__all__ = ["change_file", "clear_file", "defer_entry", "end_deferral", "enter_file", "give_offences"]
