"""Reads of this room. Every read of a value is entered in the ledger; counts for the home page are not values."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful
from firstwall.authorities.permissions import is_permitted
from firstwall.authorities.types import AuthorityFacts
from firstwall.cis import queries as cis
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.outbox import queries as outbox_queries
from firstwall.outbox import services as outbox
from firstwall.screening.candidates import opened
from firstwall.screening.comparing import compared
from firstwall.screening.follower import follower_of
from firstwall.screening.here import as_done_here
from firstwall.screening.models import ScreeningCandidate, ScreeningLineError, ScreeningRun, ScreeningSighting
from firstwall.screening.placing import in_strand_of
from firstwall.screening.problems import NOT_MAPPED, UNITS, WORDS
from firstwall.screening.queue import in_order, people_of, place_in, waiting_rows
from firstwall.screening.rules import MOST_PER_PARTY
from firstwall.screening.sighting_views import sighting_view
from firstwall.screening.types import CandidateView, Facts, IndexState, LineProblem, RunView, SightingView, Waiting
from firstwall.screening.views import candidate_view, run_view

PAGE = 50
_AHEAD = 500  # of the queue, when the next one is looked for
ANSWERS = ("sighting_acknowledged", "sighting_outcome")  # what the owner says to the reporter (CIS-38)
READ_HITS, READ_SIGHTINGS = "screening.read_hits", "screening.read_sightings"
READ_INDEX = "screening.read_index"


def open_hits(
    actor: Actor, *, run_id: UUID | None = None, which: str = "", order: str = "rank", size: int = PAGE
) -> list[CandidateView]:
    """What waits for a decision, a colleague's word or a report, over all strands of the mandate.

    Args:
        actor: a mandate of the authority that asked.
        run_id: of this file only.
        which: one of `queue.QUEUES`, or empty for all that wait.
        order: "rank" (unanswered first, then what is likeliest and weighs most) or "clock" (least time left first).
        size: how many at most.
    """
    now = utc_now()
    found: list[CandidateView] = []
    for strand in actor.strands:
        there = actor.in_strand(strand)
        with lawful(there, READ_HITS):
            rows = waiting_rows(there, which=which, now=now)
            if run_id is not None:
                rows = rows.filter(run_id=run_id)
            found += _views(there, in_order(rows, order, now)[:size])
    return sorted(found, key=lambda view: place_in(view, order, now))[:size]


def candidates_of_run(actor: Actor, run_id: UUID, *, after_line: int = 0, size: int = PAGE) -> list[CandidateView]:
    """The candidates of a run in the order of its lines, decided ones too; go on after the last line given."""
    actor = in_strand_of(actor, ScreeningRun, run_id)
    with lawful(actor, READ_HITS, object_type="run", object_id=run_id):
        found = ScreeningCandidate.objects.filter(run_id=run_id, line__gt=after_line)
        rows = list(found.order_by("line", "-score", "id")[: size + MOST_PER_PARTY])
        if len(rows) > size:  # a page ends where a line ends
            rows = [row for number, row in enumerate(rows) if number < size or row.line == rows[size - 1].line]
        return _views(actor, rows)


def candidate_for(actor: Actor, candidate_id: UUID) -> CandidateView:
    """One candidate side by side with its alert as it is now, with reasons, and the action that may be taken here (CIS-36).

    Raises:
        NothingHere: hidden, absent, or its alert is no longer there for this mandate.
    """
    actor = in_strand_of(actor, ScreeningCandidate, candidate_id)
    with lawful(actor, READ_HITS, object_type="candidate", object_id=candidate_id):
        row = ScreeningCandidate.objects.get(id=candidate_id)
        view = view_of(actor, row)
        details = {"alert": str(row.alert_id), "version": view.alert_version}
        ledger.record(actor, act=READ_HITS, object_type="candidate", object_id=candidate_id, details=details)
        return as_done_here(view, authorities.authorities().get(authority_of(actor)))


def next_waiting(actor: Actor, candidate_id: UUID) -> UUID | None:
    """The candidate after this one among those that wait, for the reviewer's next key; after the last the first."""
    now = utc_now()
    for strand in actor.strands:
        there = actor.in_strand(strand)
        with acting(there):
            rows = in_order(waiting_rows(there, now=now), "rank", now)
            ids = list(rows.values_list("id", flat=True)[:_AHEAD])
        after = ids[ids.index(candidate_id) + 1 :] + ids if candidate_id in ids else ids
        found = next((one for one in after if one != candidate_id), None)
        if found is not None:
            return found
    return None


def view_of(actor: Actor, row: ScreeningCandidate) -> CandidateView:
    """One row opened beside its alert; needs the context, records nothing."""
    alert = cis.confirm(actor, [row.alert_id]).get(row.alert_id)
    if alert is None:
        raise NothingHere
    held = opened(row)
    facts = Facts.from_json(held["facts"])
    rows, reasons = compared(facts, alert, held["entity"])
    return candidate_view(
        row,
        alert,
        facts,
        authorities=authorities.authorities(),
        people=authorities.colleagues(actor, only=people_of(row)),
        label=held["label"],
        rows=rows,
        reasons=reasons,
    )


def sightings_received(actor: Actor, *, size: int = PAGE) -> list[SightingView]:
    """Reports on alerts of the own authority, newest first."""
    return _sightings(actor, size, owner_authority_id=authority_of(actor))


def sightings_sent(actor: Actor, *, size: int = PAGE) -> list[SightingView]:
    """Reports that the own authority made, newest first."""
    return _sightings(actor, size, reporting_authority_id=authority_of(actor))


def sighting_for(actor: Actor, sighting_id: UUID) -> SightingView:
    """One report, for its reporter or the alert's owner.

    Raises:
        NothingHere: for anybody else, and when there is none.
    """
    actor = in_strand_of(actor, ScreeningSighting, sighting_id)
    with lawful(actor, READ_SIGHTINGS, object_type="sighting", object_id=sighting_id):
        ledger.record(actor, act=READ_SIGHTINGS, object_type="sighting", object_id=sighting_id)
        for answer in ANSWERS:
            outbox.mark_read(actor, object_id=sighting_id, kind=answer)
        return sighting_view(actor, ScreeningSighting.objects.get(id=sighting_id))


def runs_of(actor: Actor, *, size: int = PAGE) -> list[RunView]:
    """The files of the own authority, newest first."""
    found: list[RunView] = []
    for strand in actor.strands:
        with lawful(actor.in_strand(strand), READ_HITS):
            found += [run_view(row) for row in ScreeningRun.objects.order_by("-accepted_at")[:size]]
    return sorted(found, key=lambda run: run.accepted_at, reverse=True)[:size]


def run_for(actor: Actor, run_id: UUID) -> RunView:
    """One run and how far it is.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(in_strand_of(actor, ScreeningRun, run_id), READ_HITS, object_type="run", object_id=run_id):
        return run_view(ScreeningRun.objects.get(id=run_id))


def problems_of(actor: Actor, run_id: UUID, *, size: int = 1000) -> list[LineProblem]:
    """The lines that could not be read, and remarks on others, with place and cure (REL-19)."""
    with lawful(in_strand_of(actor, ScreeningRun, run_id), READ_HITS, object_type="run", object_id=run_id):
        run = ScreeningRun.objects.filter(id=run_id).values_list("format", flat=True).first()
        is_left = ExpressionWrapper(
            Q(code=NOT_MAPPED), output_field=BooleanField()
        )  # faults first, what was left out last
        rows = ScreeningLineError.objects.filter(run_id=run_id).order_by(is_left, "line", "id")[:size]
        return [
            LineProblem(
                row.line,
                row.column,
                row.field,
                row.code,
                row.detail,
                WORDS[row.code].sentence,
                WORDS[row.code].cure,
                row.kept,
                UNITS.get(run or "", "line"),
            )
            for row in rows
        ]


def waiting(actor: Actor) -> Waiting:
    """How much waits for this mandate: for the home page, asked every few seconds."""
    hits = overdue = received = runs = answers = 0
    for strand in actor.strands:
        there = actor.in_strand(strand)
        with lawful(there, READ_HITS):
            open_ones = waiting_rows(there, now=utc_now())
            hits += open_ones.count()
            overdue += open_ones.filter(due_at__lt=utc_now()).count()
            runs += ScreeningRun.objects.filter(state__in=("accepted", "working")).count()
            if is_permitted(actor, READ_SIGHTINGS):
                mine = ScreeningSighting.objects.filter(owner_authority_id=authority_of(actor))
                received += mine.filter(acknowledged_at__isnull=True).count()
                unread = outbox_queries.waiting_for(there, newest=0).counts
                answers += sum(unread.get(kind, 0) for kind in ANSWERS)
    return Waiting(hits, overdue, received, runs, cis.count_to_answer(actor), answers)


def index_states(actor: Actor) -> list[IndexState]:
    """How the indexes of the mandate's strands stand in this process: counts and times, nothing of an entry."""
    found = []
    for strand in map(Strand, actor.strands):
        with lawful(actor.in_strand(strand), READ_INDEX):
            found.append(follower_of(strand).state())
    return found


def _views(actor: Actor, rows: Iterable[ScreeningCandidate]) -> list[CandidateView]:
    """Open many candidates at once, record that they were read; those whose alert is gone are left out."""
    rows = list(rows)
    alerts = cis.confirm(actor, {row.alert_id for row in rows}) if rows else {}
    shown = [row for row in rows if row.alert_id in alerts]
    names = authorities.authorities() if shown else {}
    people = authorities.colleagues(actor, only=[one for row in shown for one in people_of(row)])
    details = {"candidates": [str(row.id) for row in shown]}
    ledger.record(actor, act=READ_HITS, object_type="candidate", details=details)
    return [_listed(row, alerts[row.alert_id], names, people) for row in shown]


def _listed(
    row: ScreeningCandidate, alert: AlertView, names: Mapping[UUID, AuthorityFacts], people: Mapping[UUID, str]
) -> CandidateView:
    held = opened(row)
    facts = Facts.from_json(held["facts"])
    return candidate_view(row, alert, facts, authorities=names, people=people, label=held["label"])


def _sightings(actor: Actor, size: int, **which: UUID) -> list[SightingView]:
    found: list[SightingView] = []
    for strand in map(Strand, actor.strands):
        there = actor.in_strand(strand)
        with lawful(there, READ_SIGHTINGS):
            rows = list(ScreeningSighting.objects.filter(**which).order_by("-reported_at")[:size])
            details = {"sightings": [str(row.id) for row in rows]}
            ledger.record(there, act=READ_SIGHTINGS, object_type="sighting", details=details)
            found += [sighting_view(there, row) for row in rows]
    return sorted(found, key=lambda view: view.reported_at, reverse=True)[:size]
