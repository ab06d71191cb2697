"""Who looked at what and why: the list and one entry with the proof of its place."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Drawn
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import ACTS
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.sentences import N_
from firstwall.law import tables
from firstwall.supervision import exporting, queries, witnessing
from firstwall.supervision.types import LedgerFilters, LedgerRow, PersonalState
from firstwall.web.authorities.doors import freshly
from firstwall.web.fields import FormField, Option
from firstwall.web.guard import require, under_mandate
from firstwall.web.ledger_words import ACT_LABELS, DETAIL_LABELS
from firstwall.web.request import Request
from firstwall.web.steps import step_done
from firstwall.web.words import RESULTS

_LAST_YEAR = 9999
_PERSONAL = {
    PersonalState.ERASED: N_("The personal part of this entry is over six months old and was destroyed with its key."),
    PersonalState.ALTERED: N_("The personal part of this entry does not fit what was committed. It was altered."),
    PersonalState.NONE: N_("This entry has no personal part."),
}


@under_mandate
def ledger(request: Request) -> HttpResponse:
    """Entries, newest first; or the searches for a term; or the acts on an object."""
    actor, asked = request.actor, request.GET
    require(actor, "supervision.read_ledger")
    number = page_number(asked.get("page", ""))
    term = request.POST.get("term", "").strip()[:200]  # a name: never in an address
    object_id = asked.get("object", "").strip()[:80]
    person = _person(asked.get("person", ""))
    if term:
        page = queries.searches_for(actor, term, number)
    elif person:
        page = queries.acts_of(actor, person, number)
    elif object_id:
        page = queries.who_saw(actor, object_id, number)
    else:
        page = queries.ledger_entries(actor, _filters(asked), number)
    step_done(request, "ledger")
    state = queries.ledger_state(actor)
    watch = witnessing.watch(actor)
    context = {
        "entries": rows_of(actor, page.rows),
        "alone_since": watch.alone_since if watch.is_late(utc_now()) else None,
        "filters": _fields(asked),
        "term": term,
        "person_name": page.rows[0].actor_name if person and page.rows else "",
        "page": pages(asked, page.number, len(page.rows), has_more=page.has_more),
        "checkpoint": Drawn(size=state.signed, at=state.signed_at, root=_root(state.note)) if state.signed_at else None,
    }
    return render(request, "ledger.html", context)


@under_mandate
def entry(request: Request, entry_id: UUID) -> HttpResponse:
    """One entry in full."""
    require(request.actor, "supervision.read_ledger")
    view = queries.entry(request.actor, entry_id)
    (row,) = rows_of(request.actor, [view.row])
    row.leaf_hash = view.proof.leaf_hash.hex() if view.proof else ""
    context = {
        "entry": row,
        "details": _named(view.details.items()),
        "personal": _named(_spread(view.personal)),
        "personal_note": _(_PERSONAL[view.personal_state]) if view.personal_state in _PERSONAL else "",
        "proof_holds": view.proof_holds,
    }
    step_done(request, "entry")
    return render(request, "ledger_entry.html", context)


@under_mandate
@require_POST
@freshly
def export(request: Request) -> HttpResponseBase:
    """The entries of a period as a file for `verify.py`; taking it is an act and is signed before the file is sent."""
    since, until = _period(request.POST)
    span = exporting.export_ledger(request.actor, since=since, until=until)
    return StreamingHttpResponse(
        exporting.lines(request.actor, span),
        content_type="application/jsonl",
        headers={"Content-Disposition": 'attachment; filename="ledger.jsonl"', "Cache-Control": "no-store"},
    )


@under_mandate
@require_POST
def proof(request: Request, entry_id: UUID) -> HttpResponse:
    """One entry with the proof of its place, as a file for `verify.py`."""
    return HttpResponse(
        exporting.proof(request.actor, entry_id),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{entry_id}.json"'},
    )


def rows_of(actor: Actor, rows: Iterable[LedgerRow]) -> list[Drawn]:
    """Entries with the names of authorities and purposes beside their codes."""
    with acting(actor):
        names = {key: one.name for key, one in authorities.authorities().items()}
    return [_row(row, names) for row in rows]


def _row(row: LedgerRow, names: dict) -> Drawn:
    purpose = tables.PURPOSES.get(row.purpose)
    plain = {name: getattr(row, name) for name in LedgerRow.__slots__}
    return Drawn(
        **plain,
        act_label=ACT_LABELS.get(row.act, ACTS.get(row.act, row.act)),
        authority_name=names.get(row.authority_id, ""),
        purpose_label=purpose.label if purpose else row.purpose,
    )


def _filters(asked: dict) -> LedgerFilters:
    since, until = _period(asked)
    return LedgerFilters(
        act=asked.get("act", "")[:60],
        result=asked.get("result", "")[:20],
        reference=asked.get("reference", "")[:120],
        since=since,
        until=until,
    )


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _period(asked: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """From the beginning of the first day to the end of the last, in UTC; an empty day leaves that side open."""
    since, until = day_of(asked.get("since", "")), day_of(asked.get("until", ""))
    return (
        datetime(since.year, since.month, since.day, tzinfo=UTC) if since else None,
        datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1) if until else None,
    )


def day_of(text: str) -> date | None:
    """The day typed; None when there is no such day, as for 30 February."""
    try:
        day = parse_date(text[:10])
    except ValueError:
        return None
    return day if day and day.year < _LAST_YEAR else None


def _fields(asked: dict) -> list[FormField]:
    acts = tuple(
        Option(code, str(ACT_LABELS.get(code, text)), chosen=asked.get("act") == code) for code, text in ACTS.items()
    )
    results = tuple(Option(code, str(text), chosen=asked.get("result") == code) for code, text in RESULTS.items())
    return [
        FormField("act", N_("Act"), "choice", options=acts),
        FormField("result", N_("Result"), "choice", options=results),
        FormField("since", N_("From"), "date", text=asked.get("since", "")),
        FormField("until", N_("To"), "date", text=asked.get("until", "")),
        FormField("reference", N_("Reference"), text=asked.get("reference", "")),
        FormField("object", N_("Who saw this object"), text=asked.get("object", "")),
    ]


def pages(asked: dict, number: int, count: int, *, has_more: bool) -> dict:
    """Where the reader stands in a list, and the addresses before and after."""
    query = {name: value for name, value in asked.items() if name != "page" and value}
    first = (number - 1) * 50 + 1
    return {
        "first": first,
        "last": first + count - 1 if count else 0,
        "total": None,
        "previous_url": f"?{urlencode(query | {'page': number - 1})}" if number > 1 else "",
        "next_url": f"?{urlencode(query | {'page': number + 1})}" if has_more else "",
    }


def page_number(text: str) -> int:
    """The page asked for; the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _root(note: str) -> str:
    lines = note.splitlines()
    return lines[2] if len(lines) > 2 else ""


def _named(pairs: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    """Keys in words; what is empty says nothing and is left out."""
    return [(str(DETAIL_LABELS.get(key, key)), _flat(value)) for key, value in pairs if value not in ("", [], {}, None)]


def _flat(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_flat(one) for one in value)
    return "" if value is None else str(value)


def _spread(personal: dict) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in personal.items():
        found += _spread(value) if isinstance(value, dict) else [(key, value)] if value not in ("", [], None) else []
    return found
