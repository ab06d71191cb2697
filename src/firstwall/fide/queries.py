"""What one's own authority has in FIDE: its entries, its deferrals; the lists of offences of all states."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from firstwall.authorities.acting import acting, lawful, where
from firstwall.fide.models import FileDeferral, FileEntry, OffenceList
from firstwall.fide.sealing import open_said
from firstwall.fide.services import ENTERS, must_be_designated, offences_in_force, state_of
from firstwall.fide.types import DeferralView, EntryRow, EntryView, FileGiven, Offence, OffenceListView, QuietEntry
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger

READ_OWN = "fide.read_own"
MOST = 200


def own_entries(actor: Actor, *, before: date | None = None) -> list[EntryRow]:
    """The entries of one's own authority in the strand acted in, the soonest to end first; the reading is recorded.

    Args:
        actor: of the authority that entered them.
        before: only those in whose file nothing was done since this day (AUD-06).
    """
    with lawful(actor, READ_OWN, object_type="fide_entry"):
        must_be_designated(actor, ENTERS)
        rows = FileEntry.objects.filter(Q(last_act_on__lt=before) if before else Q()).order_by("gone_from", "id")[:MOST]
        found = [_row(row) for row in rows]
        ledger.record(actor, act=READ_OWN, object_type="fide_entry", details={"shown": [str(one.id) for one in found]})
        return found


def own_entry(actor: Actor, entry_id: UUID) -> EntryView:
    """One entry of one's own authority.

    Raises:
        NothingHere: hidden, absent or over.
    """
    with lawful(actor, READ_OWN, object_type="fide_entry", object_id=entry_id):
        must_be_designated(actor, ENTERS)
        row = FileEntry.objects.filter(id=entry_id).first()
        if row is None:
            raise NothingHere
        ledger.record(actor, act=READ_OWN, object_type="fide_entry", object_id=entry_id)
        return _view(row)


def deferrals(actor: Actor) -> list[DeferralView]:
    """What one's own authority does not enter for now, the next to be looked at first; the reading is recorded."""
    with lawful(actor, READ_OWN, object_type="fide_deferral"):
        must_be_designated(actor, ENTERS)
        rows = FileDeferral.objects.filter(ended_on=None).order_by("recheck_on", "id")[:MOST]
        found = [_deferral(row) for row in rows]
        ledger.record(
            actor, act=READ_OWN, object_type="fide_deferral", details={"shown": [str(one.id) for one in found]}
        )
        return found


def offence_list(actor: Actor, state: str = "") -> OffenceListView | None:
    """A state's list in force; without a state, one's own."""
    with acting(actor):
        row = offences_in_force(state or state_of(actor), utc_now().date())
        return None if row is None else _list(row)


def offence_lists(actor: Actor) -> list[OffenceListView]:
    """Every version of every state's list, newest first (FIDE-05, FIDE-06)."""
    with lawful(actor, "fide.ask"):
        return [_list(row) for row in OffenceList.objects.order_by("state_code", "-number")]


def without_act(before: date, *, using: str, size: int) -> list[QuietEntry]:
    """Entries of the authorities supervised in whose file nothing was done since a day, the longest quiet first (AUD-06).

    Needs the supervisor's context: row policies decide, as everywhere.
    """
    names = ("id", "owner_id", "strand", "status", "last_act_on", "gone_from")
    quiet = FileEntry.objects.using(using).filter(last_act_on__lt=before, gone_from__gt=utc_now().date())
    rows = quiet.order_by("last_act_on", "id").values(*names)[:size]
    return [QuietEntry(**{**row, "strand": Strand(row["strand"])}) for row in rows]


def where_entry(actor: Actor, entry_id: UUID) -> Actor:
    """The actor in the strand in which the entry can be seen; as it is when in none."""
    return where(actor, lambda: FileEntry.objects.filter(id=entry_id).exists()) or actor


def where_deferral(actor: Actor, deferral_id: UUID) -> Actor:
    """The same for a deferral."""
    return where(actor, lambda: FileDeferral.objects.filter(id=deferral_id).exists()) or actor


def _view(row: FileEntry) -> EntryView:
    said = open_said(row)
    given = FileGiven(
        kind=row.kind,
        identity={code: tuple(one) if isinstance(one, list) else one for code, one in said["identity"].items()},
        status=row.status,
        subject=row.subject,
        file_number=said["file_number"],
        contact=said["contact"],
        filed_on=row.filed_on,
        last_act_on=row.last_act_on,
        offence_code=row.offence_code,
        union_relevance=said["relevance"],
    )
    return EntryView(
        row.id, Strand(row.strand), given, row.state_code, row.gone_from, row.version, row.entered_at, row.changed_at
    )


def _row(row: FileEntry) -> EntryRow:
    said = open_said(row)
    identity = said["identity"]
    name = " ".join(
        str(identity[code]) for code in ("forenames", "name", "business_name", "trading_name") if code in identity
    )
    return EntryRow(
        row.id,
        Strand(row.strand),
        row.kind,
        name,
        row.status,
        row.subject,
        said["file_number"],
        row.last_act_on,
        row.gone_from,
    )


def _deferral(row: FileDeferral) -> DeferralView:
    said = open_said(row)
    return DeferralView(
        row.id,
        Strand(row.strand),
        row.ground,
        said["file_number"],
        said["reason"],
        row.recheck_on,
        row.made_at,
        row.ended_on,
    )


def _list(row: OffenceList) -> OffenceListView:
    offences = tuple(Offence(**one) for one in row.offences)
    return OffenceListView(row.id, row.state_code, row.number, row.in_force_from, row.given_at, offences)
