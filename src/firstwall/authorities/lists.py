"""Acts on the lists of designations: propose a version, check it for proportion, confirm it (CIS-24 to CIS-27).

A list is of one state (or of one body that belongs to none) in one strand. What is confirmed becomes rows of `designation`, the
only source of permission; the rows it replaces end on the day it begins. Versions before are never changed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from firstwall.authorities import list_queries, queries
from firstwall.authorities.acting import lawful
from firstwall.authorities.list_rules import (
    LIST_ARTICLE,
    MOVES,
    changes_between,
    must_be_a_list,
    must_be_ones_own,
    must_be_the_checker,
    must_have_a_finding,
    must_keep_lists,
    rows_on,
)
from firstwall.authorities.models import Designation, ListVersion
from firstwall.authorities.types import AuthorityFacts, ListedRow, ListView
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.strict_json import is_storable
from firstwall.ledger import services as ledger

LONGEST_TEXT = 2000
FURTHEST_MONTHS = 12
PROPOSE, CHECK, CONFIRM = "authorities.propose_list", "authorities.check_list", "authorities.confirm_list"


def propose_list(actor: Actor, *, rows: Sequence[ListedRow], reason: str, in_force_from: date) -> ListView:
    """Propose the next version of the list of one's own state in the strand acted in.

    Args:
        actor: an administrator of the state, or of a body of the Union for that body.
        rows: the whole list, not the difference.
        reason: why it changes.
        in_force_from: the first day, today or within a year: what was done under the old list stays lawful.

    Raises:
        FieldRefused: a row, the reason or the day does not fit.
        NotPermitted: the law gives this kind of authority less.
    """
    with lawful(actor, PROPOSE, object_type="list"):
        here = _own(actor)
        must_keep_lists(here)
        now = utc_now()
        _must_be_dated(reason, in_force_from, now)
        strand = str(strand_of(actor))
        _one_at_a_time(strand, here.state_code)
        must_be_a_list(rows, strand=strand, state_code=here.state_code, known=queries.authorities())
        must_be_ones_own(rows, state_code=here.state_code, proposed_for=here.id)
        row = ListVersion.objects.create(
            strand=strand,
            state_code=here.state_code,
            number=_next_number(strand, here.state_code),
            rows=[one.as_json() for one in rows],
            reason=reason.strip(),
            in_force_from=in_force_from,
            proposed_by=person_of(actor),
            proposed_for=here.id,
            proposed_at=now,
        )
        _record(actor, PROPOSE, row)
        return list_queries.list_view(row)


def check_list(actor: Actor, list_id: UUID, *, is_proportionate: bool, finding: str) -> ListView:
    """Record the check for disproportionate designations; one that fails goes back to its state (CIS-26, AUD-03).

    Raises:
        NothingHere: there is no such version in this strand.
        NotPermitted: it is not this authority's to check.
        FieldRefused: no finding in words.
        Fault: 409, it was checked before.
    """
    with lawful(actor, CHECK, object_type="list", object_id=list_id):
        row = _to_check(actor, list_id)
        must_have_a_finding(finding)
        _move(row, "checked" if is_proportionate else "returned")
        row.finding, row.checked_by, row.checked_at = _text(finding, "finding"), person_of(actor), utc_now()
        row.checked_for = authority_of(actor)
        row.save(update_fields=["state", "finding", "checked_by", "checked_for", "checked_at"])
        _record(actor, CHECK, row)
        return list_queries.list_view(row)


def confirm_list(actor: Actor, list_id: UUID) -> ListView:
    """Put a checked version in force from its day: its rows begin, those of the version before end.

    Raises:
        NothingHere: there is no such version in this strand.
        NotPermitted: it is not this authority's to confirm, or the law changed meanwhile.
        Fault: 409, it was not checked, or is confirmed already; or its first day has passed.
    """
    with lawful(actor, CONFIRM, object_type="list", object_id=list_id):
        row = _to_check(actor, list_id)
        _move(row, "confirmed")
        now = utc_now()
        if row.in_force_from < now.date():
            cure = N_("Propose it again with a day to come.")
            raise Fault(
                "past", N_("Its first day has passed; a list is not put in force backwards."), cure=cure, status=409
            )
        rows = [ListedRow.from_json(one) for one in row.rows]
        known = queries.authorities()
        must_be_a_list(rows, strand=row.strand, state_code=row.state_code, known=known)
        must_be_ones_own(rows, state_code=row.state_code, proposed_for=row.proposed_for)
        row.confirmed_by, row.confirmed_at = person_of(actor), now
        row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
        before = _replace(row, rows, list_queries.listed_by(row, known.values()))
        _record(actor, CONFIRM, row, changed=[str(one.authority_id) for one in changes_between(before, rows)])
        return list_queries.list_view(row)


def _own(actor: Actor) -> AuthorityFacts:
    here = queries.authority(authority_of(actor))
    if here is None:
        raise NothingHere
    return here


def _to_check(actor: Actor, list_id: UUID) -> ListVersion:
    row = ListVersion.objects.filter(id=list_id, strand=str(strand_of(actor))).first()
    if row is None:
        raise NothingHere
    is_proposer = row.proposed_by == actor.person_id
    must_be_the_checker(
        _own(actor),
        strand=row.strand,
        state_code=row.state_code,
        proposed_for=row.proposed_for,
        is_proposer=is_proposer,
    )
    _one_at_a_time(row.strand, row.state_code)
    return ListVersion.objects.select_for_update().get(
        id=row.id
    )  # locked only for those whose it is: the policy says so too


def _one_at_a_time(strand: str, state_code: str) -> None:
    """Until the transaction ends nobody else moves a list of this state: two at once would both be in force."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"authorities_list {strand}{state_code}"])


def _move(row: ListVersion, to: str) -> None:
    if to not in MOVES[row.state]:
        cure = N_("Open it again and look at its state.")
        raise Fault("not-now", N_("This version of the list is not at that step."), cure=cure, status=409)
    row.state = to


def _replace(row: ListVersion, rows: list[ListedRow], authorities: list[UUID]) -> tuple[ListedRow, ...]:
    """End what is in force on the day, begin what the version says; return what ended."""
    day = row.in_force_from
    old = Designation.objects.filter(strand=row.strand, authority_id__in=authorities)
    if old.filter(valid_from__gt=day).exists():
        cure = N_("Propose it again with a day after that of the later version.")
        raise Fault("later", N_("A later version is confirmed already."), cure=cure, status=409)
    before = rows_on(day, [one for each in authorities for one in queries.designations_of(each)], row.strand)
    old.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day)).update(valid_until=day)
    Designation.objects.bulk_create(
        [
            Designation(
                authority_id=one.authority_id,
                strand=row.strand,
                categories=list(one.categories),
                purposes=list(one.purposes),
                rights=list(one.rights),
                screen_only=one.screen_only,
                legal_basis=one.legal_basis,
                valid_from=day,
                valid_until=one.valid_until,
                list_version=str(row.number),
                list_id=row.id,
            )
            for one in rows
        ]
    )
    return before


def _next_number(strand: str, state_code: str) -> int:
    last = ListVersion.objects.filter(strand=strand, state_code=state_code).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _must_be_dated(reason: str, in_force_from: date, now: datetime) -> None:
    problems = []
    if not any(map(str.isalnum, reason)):
        sentence, cure = N_("A list changes for a reason."), N_("Say why it changes.")
        problems.append(FieldProblem("reason", "CIS-26", LIST_ARTICLE, sentence, cure))
    if in_force_from < now.date():
        sentence, cure = N_("A list is not put in force backwards."), N_("Choose today or a later day.")
        problems.append(FieldProblem("in_force_from", "CIS-26", LIST_ARTICLE, sentence, cure))
    if in_force_from > add_months(now.date(), FURTHEST_MONTHS):  # a far one, confirmed, would bar every nearer one
        sentence, cure = N_("A list begins within a year."), N_("Choose a day at most one year ahead.")
        problems.append(FieldProblem("in_force_from", "CIS-26", LIST_ARTICLE, sentence, cure))
    if problems:
        raise FieldRefused(problems)
    _text(reason, "reason")


def _text(text: str, field: str) -> str:
    if len(text) > LONGEST_TEXT or not is_storable(text):
        sentence, cure = N_("This is too long, or not plain text."), N_("Write at most 2,000 characters.")
        raise FieldRefused([FieldProblem(field, "SEC-52", "", sentence, cure)])
    return text.strip()


def _record(actor: Actor, act: str, row: ListVersion, **more: object) -> None:
    details = {"list": row.number, "state_code": row.state_code, "state": row.state, "in_force_from": row.in_force_from}
    ledger.record(actor, act=act, object_type="list", object_id=row.id, details=details | more)
