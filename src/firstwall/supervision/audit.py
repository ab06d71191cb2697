"""The ready-made audit answers: one question of the supervisor after the other, answered in one step (AUD-06).

An answer is a small table. Reading them is an act, entered before it is answered; all is read with the supervisor's own login.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Max

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful
from firstwall.cis import ending
from firstwall.cis.passing import queries as passing
from firstwall.fide import queries as files
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.fide import STATUSES
from firstwall.law.tables import records_a_person
from firstwall.ledger import reading, services
from firstwall.supervision import queries, yearly
from firstwall.supervision.rights.queries import overdue_watched
from firstwall.supervision.types import AuditAnswer

READ = "supervision.read_audit"
LOGIN = queries.LOGIN
MOST = 500
Rows = list[tuple[str, ...]]
_T = TypeVar("_T")


def answers(actor: Actor) -> tuple[AuditAnswer, ...]:
    """Answer every question."""
    with lawful(actor, READ, object_type="audit"):
        services.record(actor, act=READ, object_type="audit")
    with acting(actor):
        names = {key: one.code for key, one in authorities.authorities().items()}
    return tuple(_answer(actor, code, names) for code in QUESTIONS)


def _answer(actor: Actor, code: str, names: dict[Any, str]) -> AuditAnswer:
    title, columns, ask, remark = QUESTIONS[code]
    rows = ask(actor, names)
    return AuditAnswer(code, title, columns, tuple(rows[:MOST]), remark, has_more=len(rows) > MOST)


def _lists(actor: Actor, names: dict[Any, str]) -> Rows:
    with acting(actor):
        found = authorities.list_in_force(utc_now().date())
    return [
        (
            names.get(row.authority_id, ""),
            row.strand,
            "".join(row.categories),
            ", ".join(row.purposes),
            ", ".join(row.rights),
            row.valid_from.isoformat(),
            version,
        )
        for row, version in found
    ]


def _users(actor: Actor, names: dict[Any, str]) -> Rows:
    with acting(actor, using=LOGIN):
        opened = reading.entries(LOGIN).filter(act="authorities.open_mandate", result="done")
        last = dict(opened.values_list("actor_id").annotate(last=Max("at")))
        return [
            (names.get(authority_id, ""), name, _moment(last.get(person_id)), "" if in_service else "left")
            for person_id, authority_id, name, in_service in authorities.supervised_staff()
        ]


def _without_ground(actor: Actor, names: dict[Any, str]) -> Rows:
    with acting(actor, using=LOGIN):
        entered = _acts(actor, "cis.enter_alert").filter(details__ground="").exclude(details__category="f")
        return [
            (row.details["reference"], names.get(row.authority_id, ""), row.strand, _moment(row.at))
            for row in entered
            if records_a_person(row.details["fields"])
        ]


def _past_limit(actor: Actor, names: dict[Any, str]) -> Rows:
    found = _of_each_strand(actor, lambda _strand: ending.past_their_day(utc_now().date(), using=LOGIN, size=MOST + 1))
    return [
        (
            one.reference,
            names.get(one.owner_id, ""),
            str(one.strand),
            one.entered_on.isoformat(),
            one.last_day.isoformat(),
        )
        for one in found
    ]


def _prolongations(actor: Actor, names: dict[Any, str]) -> Rows:
    with acting(actor, using=LOGIN):
        return [
            (
                row.details["reference"],
                names.get(row.authority_id, ""),
                row.strand,
                row.actor_name,
                row.details["last_day_before"],
                row.details["last_day"],
                queries.personal_part(row)[1].get("need", ""),
            )
            for row in _acts(actor, "cis.prolong_alert")[: MOST + 1]
        ]


def _sample(actor: Actor, _names: dict[Any, str]) -> Rows:
    this = utc_now().year
    found = [yearly.figures_of(actor, year) for year in (this, this - 1)]
    return [(str(one.year), str(one.due), str(one.judged)) for one in found]


def _hits_without_notice(actor: Actor, names: dict[Any, str]) -> Rows:
    with acting(actor, using=LOGIN):
        reported = set(_acts(actor, "screening.report_sighting").values_list("details__candidate", flat=True))
        decided: dict[str, Any] = {}
        for row in _acts(actor, "screening.decide").order_by("id"):
            decided[row.object_id] = row  # the last word on a candidate counts
        open_hits = [row for key, row in decided.items() if row.details["to"] == "same" and key not in reported]
        return [
            (
                row.object_id,
                row.details["alert"],
                names.get(row.authority_id, ""),
                row.strand,
                row.actor_name,
                _moment(row.at),
            )
            for row in open_hits
        ]


def _rights(actor: Actor, names: dict[Any, str]) -> Rows:
    return [
        (one.reference, names.get(one.authority_id, ""), str(one.strand), str(one.state), one.due_on.isoformat())
        for one in overdue_watched(actor)
    ]


def _copies(actor: Actor, names: dict[Any, str]) -> Rows:
    found = _of_each_strand(
        actor, lambda strand: passing.past_review(utc_now().date(), strand, using=LOGIN, size=MOST + 1)
    )
    return [
        (
            one.alert_reference,
            names.get(one.owner_id, ""),
            names.get(one.authority_id, ""),
            one.strand,
            one.system,
            one.case_reference,
            one.review_on.isoformat(),
            one.state,
        )
        for one in found
    ]


def _quiet_files(actor: Actor, names: dict[Any, str]) -> Rows:
    before = add_years(utc_now().date(), -1)
    found = _of_each_strand(actor, lambda _strand: files.without_act(before, using=LOGIN, size=MOST + 1))
    return [
        (
            str(one.id),
            names.get(one.owner_id, ""),
            str(one.strand),
            STATUSES[one.status].label,
            one.last_act_on.isoformat(),
            one.gone_from.isoformat(),
        )
        for one in found
    ]


def _transfers(actor: Actor, names: dict[Any, str]) -> Rows:
    found = _of_each_strand(actor, lambda strand: passing.authorised_transfers(strand, using=LOGIN, size=MOST + 1))
    return [
        (
            one.authorisation,
            one.alert_reference,
            names.get(one.owner_id, ""),
            names.get(one.authority_id, ""),
            one.strand,
            " ".join(filter(None, (one.kind, one.country))),
            one.state,
            _moment(one.valid_until),
            str(one.documents),
        )
        for one in found
    ]


def _of_each_strand(actor: Actor, read: Callable[[Strand], Iterable[_T]]) -> list[_T]:
    """What is read in each strand of the supervisor's mandate, one strand after the other (CIS-01)."""
    found: list[_T] = []
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=LOGIN):
            found += read(strand)
    return found


def _acts(actor: Actor, act: str) -> Any:
    strands = [strand.value for strand in actor.strands]
    return reading.entries(LOGIN).filter(act=act, result="done", strand__in=strands).order_by("-id")


def _moment(at: datetime | date | None) -> str:
    return "" if at is None else at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


_LEDGER = N_("As far as the ledger reaches: 24 months.")
_Ask = Callable[[Actor, dict[Any, str]], Rows]

# AUD-06 in its order: title, columns, how it is answered, what to know about the answer.
QUESTIONS: dict[str, tuple[str, tuple[str, ...], _Ask, str]] = {
    "lists": (
        N_("Current lists of designations with their versions"),
        (N_("Authority"), N_("Strand"), N_("Categories"), N_("Purposes"), N_("Rights"), N_("From"), N_("Version")),
        _lists,
        "",
    ),
    "users": (
        N_("Users of each authority and their last sign-in"),
        (N_("Authority"), N_("Person"), N_("Last sign-in"), N_("Note")),
        _users,
        N_("Empty: never, as far as the ledger reaches."),
    ),
    "without_ground": (
        N_("Entries on a person without a ground"),
        (N_("Alert"), N_("Authority"), N_("Strand"), N_("Entered")),
        _without_ground,
        N_("From the account of each entry. The database and every door refuse such an entry."),
    ),
    "past_limit": (
        N_("Entries past their limit"),
        (N_("Alert"), N_("Authority"), N_("Strand"), N_("Entered"), N_("Last day")),
        _past_limit,
        N_("Out of everybody's reach from that day on; what stands here was not erased by the hourly run."),
    ),
    "prolongations": (
        N_("Prolongations with their reasons"),
        (N_("Alert"), N_("Authority"), N_("Strand"), N_("By"), N_("Last day before"), N_("Last day"), N_("Need")),
        _prolongations,
        N_("The need is shown while the key of its day lives, six months; it stays in the alert's history."),
    ),
    "sample": (
        N_("Sample of queries: due and done"),
        (N_("Year"), N_("Due"), N_("Judged by your authority")),
        _sample,
        _LEDGER,
    ),
    "hits_without_notice": (
        N_("Hits decided as the same, and no report to the supplier"),
        (N_("Candidate"), N_("Alert"), N_("Authority"), N_("Strand"), N_("By"), N_("When")),
        _hits_without_notice,
        _LEDGER,
    ),
    "copies": (
        N_("Copies and exports past their review"),
        (
            N_("Alert"),
            N_("Supplier"),
            N_("Authority"),
            N_("Strand"),
            N_("System"),
            N_("Case"),
            N_("Review due"),
            N_("State"),
        ),
        _copies,
        N_("Blocked from the day of the review until somebody decides; erased after ten years at most."),
    ),
    "fide": (
        N_("FIDE entries without an act for a year"),
        (N_("Entry"), N_("Authority"), N_("Strand"), N_("Status"), N_("Last act"), N_("Ends on")),
        _quiet_files,
        N_("A current file ends a year after its last act by itself; these had a finding or a penalty."),
    ),
    "rights": (
        N_("Requests of persons past their deadline"),
        (N_("Request"), N_("Authority"), N_("Strand"), N_("State"), N_("Answer due")),
        _rights,
        "",
    ),
    "transfers": (
        N_("Transfers with their authorisation"),
        (
            N_("Authorisation"),
            N_("Alert"),
            N_("Supplier"),
            N_("Authority"),
            N_("Strand"),
            N_("Kind"),
            N_("State"),
            N_("Valid until"),
            N_("Documents made"),
        ),
        _transfers,
        "",
    ),
}
