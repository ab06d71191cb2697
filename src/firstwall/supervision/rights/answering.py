"""From a decided request to its letter: what is disclosed is read anew, so that nothing erased since then goes out."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.cis import holdings as cis
from firstwall.cis.shapes import as_text
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.law import tables
from firstwall.law.rights import ProcedureRow
from firstwall.supervision.models import RightsHolding, RightsRequest
from firstwall.supervision.rights import letters, sealing
from firstwall.supervision.rights.letters import Disclosed, Letter
from firstwall.supervision.rights.types import Outcome, Pack, State


def pack_for(actor: Actor, row: RightsRequest, procedure: ProcedureRow, day: date) -> Pack:
    """Write the pack of a decided request; the caller acts and records.

    Raises:
        Fault: an alert that is disclosed is not the one that was decided on.
    """
    person = sealing.open_person(row)
    names = {key: one.name for key, one in authorities.authorities().items()}
    chosen = row.holdings.filter(is_disclosed=True).order_by("owner_id", "alert_id")
    alerts = cis.held(actor, [one.alert_id for one in chosen])
    if _differ(chosen, alerts):
        raise _changed(row)
    with translation.override(letters.language_of(person)):
        disclosed = tuple(
            Disclosed(names.get(one.owner_id, ""), _values(alerts[one.alert_id]))
            for one in chosen
            if one.alert_id in alerts
        )
    letter = Letter(
        authority=names.get(row.authority_id, ""),
        supervisors=tuple(sorted(names[one] for one in authorities.supervisors_of({row.authority_id}))),
        reference=row.reference,
        day=day,
        person=person,
        asks=tuple(row.asks),
        disclosed=disclosed,
        says_refused=row.outcome == Outcome.WITHHELD and not procedure.same_text,
    )
    return letters.pack_of(letter)


def must_be_as_given(row: RightsRequest, digest: str) -> None:
    """Refuse to give an answer a second time in other words than the first.

    Raises:
        Fault: it would differ.
    """
    if row.answer_sha256 and row.answer_sha256 != digest:
        raise _changed(row)


def is_decided_on_what_is_no_more(actor: Actor, row: RightsRequest) -> bool:
    """Whether an alert that shall be disclosed changed or ended since the decision, before any answer was given."""
    if row.state != State.DECIDED:
        return False
    chosen = list(row.holdings.filter(is_disclosed=True))
    return _differ(chosen, cis.held(actor, [one.alert_id for one in chosen]))


def _differ(chosen: Iterable[RightsHolding], alerts: Mapping[UUID, AlertView]) -> bool:
    return any(one.alert_version != version_of(alerts.get(one.alert_id)) for one in chosen)


def version_of(alert: AlertView | None) -> int:
    """The version that a decision is on; 0 where the alert has ended."""
    return alert.version if alert else 0


def _changed(row: RightsRequest) -> Fault:
    if row.answered_at is None:
        return Fault(
            "decided-on-another",
            N_("An alert that shall be disclosed has changed or ended since the decision."),
            cure=N_("Look at what it says now and decide again."),
            status=409,
        )
    return Fault(
        "answered-otherwise",
        N_("What is held has changed since this answer was given."),
        cure=N_("Use the copy that was given; for what is held now, take a new request."),
        status=409,
    )


def _values(alert: AlertView) -> tuple[tuple[str, str], ...]:
    """What an alert says of its subject and when it ends. The measure it asks for is said too: who decided has let it."""
    said = [
        (_(row.label), as_text(alert.content.values[row.code]))
        for row in tables.fields_of(alert.category)
        if row.code in alert.content.values
    ]
    said += [(_("Attached file"), one["name"]) for one in alert.content.attachments]
    action = tables.ACTIONS.get(alert.marks.action)
    days = ((_("Entered"), alert.entered_on.isoformat()), (_("Deleted on"), alert.last_day.isoformat()))
    return (*said, *([(_("Suggested action"), _(action.label))] if action else []), *days)
