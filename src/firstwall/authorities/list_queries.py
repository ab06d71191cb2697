"""Reads of the lists of designations: versions, a day's list, the difference between two, and what is published (CIS-26)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from firstwall.authorities import queries
from firstwall.authorities.acting import lawful
from firstwall.authorities.list_rules import changes_between, rows_on
from firstwall.authorities.models import Designation, ListVersion
from firstwall.authorities.types import AuthorityFacts, DesignationFacts, ListChange, ListedRow, ListView
from firstwall.kernel.actor import Actor, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere
from firstwall.law import tables
from firstwall.ledger import services as ledger

READ = "authorities.read_lists"


@dataclass(frozen=True, slots=True)
class DayList:
    """The list of a strand as it stood on a day, and the days on which it changed."""

    day: date
    rows: tuple[ListedRow, ...]
    authorities: dict[UUID, AuthorityFacts]
    days: tuple[date, ...]


def list_on(actor: Actor, day: date) -> DayList:
    """The list of the strand acted in, as it stood on a day: all states and bodies, those of direct access and those of use."""
    with lawful(actor, READ, object_type="list"):
        facts = _designations(actor)
        today = utc_now().date()
        days = {one.valid_from for one in facts} | {one.valid_until for one in facts if one.valid_until}
        return DayList(
            day,
            _as_it_stood(rows_on(day, facts, str(strand_of(actor))), actor),
            queries.authorities(),
            tuple(sorted((one for one in days if one <= max(day, today)), reverse=True)),
        )


def difference(actor: Actor, first: date, second: date) -> tuple[ListChange, ...]:
    """What changed in the list of the strand acted in between two days, authority by authority (CIS-26)."""
    with lawful(actor, READ, object_type="list"):
        facts, strand = _designations(actor), str(strand_of(actor))
        before, after = (_as_it_stood(rows_on(day, facts, strand), actor) for day in (first, second))
        return changes_between(before, after)


def versions(actor: Actor, *, size: int = 50) -> list[ListView]:
    """Versions of all states in the strand acted in, the newest first: the list goes to the other states (D 7(2), R 29(2))."""
    with lawful(actor, READ, object_type="list"):
        return [
            list_view(row)
            for row in ListVersion.objects.filter(strand=str(strand_of(actor))).order_by("-proposed_at")[:size]
        ]


def version(actor: Actor, list_id: UUID) -> tuple[ListView, tuple[ListChange, ...]]:
    """One version, and what it changes against what is in force on its first day without it.

    Raises:
        NothingHere: there is none in this strand.
    """
    with lawful(actor, READ, object_type="list", object_id=list_id):
        row = ListVersion.objects.filter(id=list_id, strand=str(strand_of(actor))).first()
        if row is None:
            raise NothingHere
        mine = set(listed_by(row, queries.authorities().values()))
        facts = [one for one in _designations(actor) if one.authority_id in mine]
        if row.state == "confirmed":  # against the version before, whose rows ended on this day
            new = set(Designation.objects.filter(list_id=row.id).values_list("id", flat=True))
            old = Designation.objects.filter(authority_id__in=mine, strand=row.strand).exclude(id__in=new)
            facts = [queries.designation_facts(one) for one in old.filter(valid_from__lt=row.in_force_from)]
            before = _just_before(facts, row)
        else:
            before = rows_on(row.in_force_from, facts, row.strand)
        view = list_view(row)
        return view, changes_between(before, view.rows)


def published(actor: Actor, day: date) -> dict[str, object]:
    """The list of the strand acted in as it is published: two lists, direct access and use (CIS-26, CIS-27); recorded."""
    strand = strand_of(actor)
    listed = list_on(actor, day)
    with lawful(actor, READ, object_type="list"):
        ledger.record(actor, act=READ, object_type="list", details={"published": True, "day": day})
    entries = [
        _entry(row, listed.authorities[row.authority_id])
        for row in listed.rows
        if row.authority_id in listed.authorities
    ]
    entries.sort(key=lambda one: (str(one["state"]), str(one["authority"])))
    direct = [one for one in entries if set(one["rights"]) & {"read", "enter"}]  # type: ignore[call-overload]
    return {
        "strand": str(strand),
        "strand_label": tables.STRAND_LABELS[strand],
        "day": day.isoformat(),
        "articles": "D 7(2); D 8(2)" if strand == "C" else "R 29(2); R 30(2)",
        "direct_access": direct,
        "use": [one for one in entries if "use" in one["rights"]],  # type: ignore[operator]
    }


def listed_by(row: ListVersion, authorities: Iterable[AuthorityFacts]) -> list[UUID]:
    """Whose rows a version replaces: those of its state, or of the one body that belongs to no state."""
    if not row.state_code:
        return [row.proposed_for]
    return [one.id for one in authorities if one.state_code == row.state_code]


def list_view(row: ListVersion) -> ListView:
    """One version as everybody under a mandate may read it."""
    return ListView(
        id=row.id,
        strand=row.strand,
        state_code=row.state_code,
        number=row.number,
        rows=tuple(ListedRow.from_json(one) for one in row.rows),
        reason=row.reason,
        in_force_from=row.in_force_from,
        state=row.state,
        proposed_by=row.proposed_by,
        proposed_for=row.proposed_for,
        proposed_at=row.proposed_at,
        finding=row.finding,
        checked_for=row.checked_for,
        checked_at=row.checked_at,
        confirmed_at=row.confirmed_at,
    )


def _designations(actor: Actor) -> list[DesignationFacts]:
    """Every row of the strand, whenever in force."""
    strand = str(strand_of(actor))
    return [queries.designation_facts(row) for row in Designation.objects.filter(strand=strand)]


def _as_it_stood(rows: Iterable[ListedRow], actor: Actor) -> tuple[ListedRow, ...]:
    """Without the ends that a later version set: on the day itself nobody knew of them."""
    keepers = {one.id: one.state_code or str(one.id) for one in queries.authorities().values()}
    confirmed = ListVersion.objects.filter(strand=str(strand_of(actor)), state="confirmed")
    replaced = {(one.state_code or str(one.proposed_for), one.in_force_from) for one in confirmed}
    return tuple(
        replace(row, valid_until=None) if (keepers.get(row.authority_id), row.valid_until) in replaced else row
        for row in rows
    )


def _just_before(facts: Sequence, row: ListVersion) -> tuple[ListedRow, ...]:
    """What stood until this version replaced it: rows that would have gone on and end on its first day."""
    ended = [one for one in facts if one.valid_until == row.in_force_from]
    return tuple(
        ListedRow(
            one.authority_id, one.categories, one.purposes, one.rights, one.screen_only, legal_basis=one.legal_basis
        )
        for one in ended
    )


def _entry(row: ListedRow, authority: AuthorityFacts) -> dict[str, object]:
    return {
        "state": authority.state_code,
        "authority": authority.name,
        "code": authority.code,
        "type": authority.type,
        "categories": list(row.categories),
        "purposes": list(row.purposes),
        "rights": list(row.rights),
        "screen_only": row.screen_only,
        "until": row.valid_until.isoformat() if row.valid_until else None,
        "legal_basis": row.legal_basis,
    }
