"""From a decided request to its letter: what is disclosed is read anew, so that nothing erased since then goes out."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from firstwall.authorities import queries as authorities
from firstwall.cis import holdings as cis
from firstwall.cis.shapes import as_text
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.law import tables
from firstwall.law.rights import ProcedureRow
from firstwall.supervision.models import RightsRequest
from firstwall.supervision.rights import letters, sealing
from firstwall.supervision.rights.letters import Disclosed, Letter
from firstwall.supervision.rights.types import Outcome, Pack


def pack_for(actor: Actor, row: RightsRequest, procedure: ProcedureRow, day: date) -> Pack:
    """Write the pack of a decided request; the caller acts and records."""
    person = sealing.open_person(row)
    names = {key: one.name for key, one in authorities.authorities().items()}
    chosen = row.holdings.filter(is_disclosed=True).order_by("owner_id", "alert_id")
    alerts = cis.held(actor, [one.alert_id for one in chosen])
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


def _values(alert: AlertView) -> tuple[tuple[str, str], ...]:
    """What an alert says of its subject and when it ends. The measure it asks for is said too: who decided has let it."""
    said = [
        (_(row.label), as_text(alert.content.values[row.code]))
        for row in tables.fields_of(alert.category)
        if row.code in alert.content.values
    ]
    action = tables.ACTIONS.get(alert.marks.action)
    days = ((_("Entered"), alert.entered_on.isoformat()), (_("Deleted on"), alert.last_day.isoformat()))
    return (*said, *([(_("Suggested action"), _(action.label))] if action else []), *days)
