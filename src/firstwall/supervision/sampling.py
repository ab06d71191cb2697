"""The sample of queries that a person judges: drawn again at each reading, never stored (LOG-03, LOG-05, SEC-23).

Interactive queries are drawn one by one, automated screening by run; of the latter a program re-checks each chunk as well.
A verdict is an entry whose personal part holds what was found; it ends with the key of its day, after six calendar months.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from firstwall.authorities.acting import acting, lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.law.checkers import may_check
from firstwall.ledger import bundle, once, reading, services
from firstwall.ledger.retention import first_kept_day
from firstwall.supervision import drawing, queries, seeds, signalling
from firstwall.supervision.types import DayState, Draw, Sample, SampleGroup, SampleItem, Verdict

LOGIN = queries.LOGIN
QUERY = "screening.check"
# a file is one run, a feed one run a day
AUTOMATED = ("run", "feed")
CHUNKS = ("screening.screen_file", "screening.take_message", "screening.screen_held")
JUDGE = "supervision.judge_query"
LONGEST_GROUND = 1_000
_DAY = timedelta(days=1)


def sample_of(actor: Actor, day: date) -> Sample:
    """Show the sample of a day: what was drawn, what is judged, what the program found at automated screening.

    Raises:
        NothingHere: the day is over six months past: the sample is erased with the query terms (LOG-05).
    """
    with queries.recorded_reading(actor, "ledger_sample", object_id=day.isoformat()):
        _must_be_kept(day)
        draw = _draw_of(day)
        if draw.seed is None:
            return Sample(day, draw, ())
        return Sample(day, draw, tuple(_groups(actor, day, draw.seed)))


def judge(actor: Actor, entry_id: UUID, *, day: date, verdict: Verdict, ground: str, key: str = "") -> None:
    """Record a person's verdict on a drawn query or run, with its ground.

    Raises:
        Fault: no ground, or one too long.
        NothingHere: the entry was not drawn on that day.
        NotPermitted: one's own query, or one of one's own office (LOG-03); not a checker of this node (LOG-04).
    """
    ground = ground.strip()
    if not 0 < len(ground) <= LONGEST_GROUND:
        raise Fault("no-ground", N_("A verdict needs a ground of at most 1,000 characters."), status=422)
    body = once.body_hash({"entry": entry_id, "verdict": verdict, "ground": ground})
    with lawful(actor, JUDGE, object_type="ledger_entry", object_id=entry_id):
        must_be_checker(actor)
        _must_be_kept(day)
        with acting(actor, using=LOGIN):
            row = _drawn_row(actor, entry_id, day)
        if row.actor_id == actor.person_id or (row.office_id is not None and row.office_id == actor.office_id):
            raise NotPermitted(
                "LOG-03",
                N_("A query is judged by somebody of another unit than its author's."),
                article="Regulation (EC) 515/97 Art. 38(3)",
                cure=N_("Leave it to a colleague."),
            )
        if once.answered_before(actor, key, body) is not None:
            return
        said = {"verdict": verdict, "ground": ground}
        services.record(
            actor, act=JUDGE, object_type="ledger_entry", object_id=entry_id, details={"day": day}, personal=said
        )
        once.remember(actor, key, body, {"entry": entry_id})


def must_be_checker(actor: Actor) -> None:
    """LOG-04: queries are judged by whom this node has chosen; by default the supervisor of the authority.

    Raises:
        NotPermitted: somebody else supervises, but does not check here.
    """
    if may_check(actor.authority_type, settings.FIRSTWALL_CHECKERS):
        return
    raise NotPermitted(
        "LOG-04",
        N_("Queries are not judged by your authority on this node."),
        article="Regulation (EC) 515/97 Art. 38(3)",
        cure=N_("The operator chooses who checks: FIRSTWALL_CHECKERS."),
    )


def _draw_of(day: date) -> Draw:
    """What the ledger publishes of a day's draw, and whether all came in the order that keeps it honest."""
    found = _published(day)
    committed, closed, revealed = (found.get(act) for act in (seeds.COMMIT, seeds.CLOSE, seeds.REVEAL))
    if committed is None or closed is None:
        return Draw(DayState.NOT_COMMITTED if committed is None and closed else DayState.OPEN)
    signed = bundle.signed_beyond(closed.id, using=LOGIN)
    if revealed is None or signed is None:
        return Draw(DayState.CLOSED)
    places = reading.places_of([committed.id, revealed.id], using=LOGIN)
    secret = bytes.fromhex(revealed.details["secret"])
    if drawing.commitment(secret) != committed.details["commitment"]:
        return Draw(DayState.NOT_AS_COMMITTED)
    begun = _first_place(day)
    honest = begun is None or places.get(committed.id, begun) < begun
    state = DayState.DRAWN if honest else DayState.LATE_COMMITMENT
    if places.get(revealed.id, signed.size) < signed.size:
        state = DayState.REVEALED_EARLY
    return Draw(state, drawing.seed(secret, bytes(signed.root)), signed.size, committed.id, closed.id, revealed.id)


def _published(day: date) -> dict[str, Any]:
    acts = (seeds.COMMIT, seeds.CLOSE, seeds.REVEAL)
    low, high = _moments(day)
    rows = reading.between(low - 3 * _DAY, high + 8 * _DAY, using=LOGIN).filter(act__in=acts, actor_id=None)
    first: dict[str, Any] = {}
    for row in rows.filter(object_id=day.isoformat()).order_by("id"):
        first.setdefault(row.act, row)
    return first


def _first_place(day: date) -> int | None:
    low, high = _moments(day)
    span = reading.places_in(low, high, strands=("C", "A"), using=LOGIN)
    return span[0] if span else None


def _groups(actor: Actor, day: date, seed: bytes) -> list[SampleGroup]:
    rows = list(_population(actor, day))
    alone: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    runs: dict[tuple[UUID, str], dict[UUID, UUID]] = defaultdict(dict)
    faults: dict[tuple[UUID, str], list[tuple[UUID, str]]] = defaultdict(list)
    queried: dict[tuple[UUID, str], int] = defaultdict(int)
    for row in rows:
        group = (row.authority_id, row.strand)
        if row.object_type not in AUTOMATED:
            alone[group].append(row.id)
        elif "queries" in row.details:
            runs[group].setdefault(UUID(row.object_id), row.id)
            queried[group] += row.details["queries"]
            fault = drawing.automated_fault(vars(row))
            faults[group] += [(row.id, fault)] if fault else []
    judged = _verdicts(actor)
    shown = {row.id: row for row in rows}
    made = []
    for group in sorted({*alone, *runs}, key=str):
        ids = drawing.drawn(alone[group], by=seed)
        ids += [runs[group][run] for run in drawing.drawn(runs[group], by=seed)]
        listed = queries.listed([shown[one] for one in ids])
        items = tuple(
            SampleItem(row, row.object_type in AUTOMATED, *judged.get(row.id, (False, None, ""))) for row in listed
        )
        counts = (len(alone[group]), len(runs[group]), queried[group])
        made.append(SampleGroup(*group, *counts, items, tuple(faults[group])))
    return made


def _population(actor: Actor, day: date) -> Any:
    low, high = _moments(day)
    answered = reading.between(low, high, using=LOGIN).filter(act__in=(QUERY, *CHUNKS), result__in=("found", "none"))
    return answered.filter(strand__in=[strand.value for strand in actor.strands]).order_by("id")


def _drawn_row(actor: Actor, entry_id: UUID, day: date) -> Any:
    draw = _draw_of(day)
    groups = [] if draw.seed is None else _groups(actor, day, draw.seed)
    drawn = {one.row.id for group in groups for one in group.items}
    if entry_id not in drawn and entry_id not in _picked(actor, day):
        raise NothingHere
    return reading.entries(LOGIN).get(id=entry_id)


def _picked(actor: Actor, day: date) -> set[UUID]:
    """LOG-03: what a misuse signal points at may be judged on top of the draw."""
    return {row.id for signal in signalling.found_on(actor, day) for row in signal.rows}


def _verdicts(actor: Actor) -> dict[UUID, tuple[bool, Verdict | None, str]]:
    """Verdicts of the supervisor's own authority; what they say, while the key of their day lives."""
    found: dict[UUID, tuple[bool, Verdict | None, str]] = {}
    for row in reading.entries(LOGIN).filter(act=JUDGE, result="done", authority_id=actor.authority_id).order_by("id"):
        said = queries.personal_part(row)[1]
        found[UUID(row.object_id)] = (True, Verdict(said["verdict"]) if said else None, said.get("ground", ""))
    return found


def _must_be_kept(day: date) -> None:
    if day < first_kept_day(utc_now().date()):
        raise NothingHere


def _moments(day: date) -> tuple[datetime, datetime]:
    low = datetime.combine(day, time(), UTC)
    return low, low + _DAY
