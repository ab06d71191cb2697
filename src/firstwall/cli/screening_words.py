"""What the screening commands share: who acts for which purpose, and how a candidate is printed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from firstwall.authorities import usual
from firstwall.cli.identity import acting_as, person_behind
from firstwall.cli.options import said
from firstwall.kernel.actor import Actor
from firstwall.law.tables import PURPOSES
from firstwall.screening.rules import in_percent
from firstwall.screening.types import CandidateView, LineProblem, RunView, SightingView

Role = Annotated[str, typer.Option(help=_("The role to act in, when you have several."))]
Purpose = Annotated[str, typer.Option(help=_("What for; fixed by the role when it has one use."))]
Reference = Annotated[str, typer.Option(help=_("Case, declaration, vehicle or journey; needed for a name."))]
Place = Annotated[str, typer.Option(help=_("Where, if not at your post."))]


@contextmanager
def searching_as(
    login: str, *, strand: str = "", role: str = "", purpose: str = "", reference: str = "", place: str = ""
) -> Iterator[Actor]:
    """Act under a mandate that has a purpose for searching; a lane is opened with its post and shift."""
    person = person_behind(login)
    granted = {name for name, own in person.roles if not strand or own == strand}
    role = role or usual.role_among(granted, usual.SEARCH)
    purpose = purpose or usual.SEARCH.get(role, "")
    is_lane = purpose in PURPOSES and PURPOSES[purpose].kind == "lane"
    office = person.office.name if person.office else person.authority.name
    lane = {"post": place or office, "shift": _("command line")} if is_lane else {}
    with acting_as(login, strand=strand, role=role, purpose=purpose, reference=reference, **lane) as actor:
        yield actor


@contextmanager
def reading_as(login: str, *, strand: str = "") -> Iterator[Actor]:
    """Act under the person's usual mandate; who only works in a lane acts in the lane."""
    roles = {name for name, _own in person_behind(login).roles}
    if roles <= {"border_officer"}:
        with searching_as(login, strand=strand) as actor:
            yield actor
        return
    with acting_as(login, strand=strand) as actor:
        yield actor


def one_line(view: CandidateView) -> str:
    """A candidate on one line of a terminal."""
    place = f"{_('line')} {view.line}  " if view.line else ""
    state = view.state if view.sighting_id is None else _("reported")
    asked = view.facts.name or ", ".join(number.value for number in view.facts.numbers)
    found = f"{in_percent(view.probability)} {view.grade}  {asked} ~ {view.alert_title}  {view.owner_code}"
    whose = view.assigned_name or _("the shift")
    word = f"  {_('waits for a second person')}" if view.needs_second else ""
    return f"{view.id or '-'}  [{view.strand}] {place}{found}  {state}  {whose}{word}"


def in_full(view: CandidateView) -> Iterator[str]:
    """A candidate with both columns, the reasons and the order to the officer."""
    yield one_line(view)
    yield f"  {view.alert_reference}  {said(view.category_label)}  {view.owner_name}"
    yield f"  {said(view.action_label)}: {said(view.instruction)}"
    for row in view.rows:
        yield f"  {said(row.label)}: {', '.join(row.queried) or '-'} | {', '.join(row.alert) or '-'}  [{row.finding}]"
    for reason in view.reasons:
        yield f"  {reason.weight:+5.1f} {reason.kind}: {said(reason.sentence)}"


def run_line(view: RunView) -> str:
    """A run on one line."""
    counts = _("%(parties)d parties, %(candidates)d candidates, %(errors)d errors") % {
        "parties": view.parties,
        "candidates": view.candidates,
        "errors": view.errors,
    }
    return f"{view.id}  [{view.strand}] {view.state}  {int(100 * view.share_done)} %  {counts}"


def problem_line(problem: LineProblem) -> str:
    """A line that was not read, or a remark on one, with its place and cure."""
    column = f", {_('column')} {problem.column}" if problem.column else f", {problem.field}" if problem.field else ""
    sentence = said(problem.sentence) % {"detail": problem.detail}
    return f"{_(problem.unit)} {problem.line}{column}: {sentence} → {said(problem.cure)}"


def sighting_lines(view: SightingView) -> Iterator[str]:
    """A report with its seven blocks."""
    yield f"{view.id}  [{view.strand}] {view.reporter_code} → {view.owner_code}  {view.reported_at:%Y-%m-%d %H:%M} UTC"
    receipt = f"{view.acknowledged_at:%Y-%m-%d %H:%M} UTC" if view.acknowledged_at else "-"
    yield f"  {_('received')}: {receipt}  {_('outcome')}: {view.outcome or '-'}"
    for name, value in view.blocks.as_json().items():
        if value:
            yield f"  {name}: {value}"


def as_json(view: Any) -> str:
    """A view as one line of JSON."""
    return json.dumps(asdict(view), ensure_ascii=False, default=str)
