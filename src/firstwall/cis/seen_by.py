"""Every authority that can see an alert now, or could on any day in the past: one query (CSEC-06, LED Art. 29(2)(g))."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.cis import sealing
from firstwall.cis.models import Alert, AlertVersion
from firstwall.cis.types import SeenBy
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_day, utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.ledger import services as ledger

ACT = "cis.read_alert"


def seen_by(actor: Actor, alert_id: UUID, *, day: date | None = None) -> list[SeenBy]:
    """Who could see an alert on a day: by its versions in force on the day, the lists of that day and the law.

    Args:
        actor: the supplier, who alone has every version; for today any reader.
        alert_id: which alert.
        day: today, or any day before.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: a past day, asked by another than the supplier.
        FieldRefused: a day to come.
    """
    with lawful(actor, ACT, object_type="alert", object_id=alert_id):
        alert = Alert.objects.filter(id=alert_id).first()
        if alert is None:
            raise NothingHere
        today = utc_now().date()
        day = day or today
        if day > today:
            sentence, cure = N_("This day has not come yet."), N_("Choose today or a day before.")
            raise FieldRefused([FieldProblem("day", "CSEC-06", "", sentence, cure)])
        if day < today and alert.owner_id != actor.authority_id:
            raise NotPermitted(
                "CSEC-06",
                N_("Who could see an alert on a day before is told to its supplier, who has all its versions."),
                cure=N_("Ask the supplier, or your supervisory authority."),
            )
        ledger.record(actor, act=ACT, object_type="alert", object_id=alert_id, details={"audience": True, "day": day})
        return _on(alert, day)


def _on(alert: Alert, day: date) -> list[SeenBy]:
    versions = list(AlertVersion.objects.filter(alert_id=alert.id).order_by("version"))
    known = authorities.authorities()
    found: set[UUID] = set()
    if alert.entered_on <= day < alert.last_day:
        found.add(alert.owner_id)
        for number in spoke_on(day, [(utc_day(row.at), row.act) for row in versions]):
            members = _audience_of(alert, versions[number])
            found |= {one.id for one in authorities.readers_on(alert.strand, alert.category, members, day)}
    listed = [SeenBy(key, known[key].code, known[key].name, key == alert.owner_id) for key in found if key in known]
    return sorted(listed, key=lambda one: (not one.as_supplier, one.code))


def spoke_on(day: date, versions: Sequence[tuple[date, str]]) -> list[int]:
    """Which versions (first day and act of each, in order) were in force at some moment of a day; a withdrawal shows nothing,
    and what is held in quarantine nobody but its supplier could see (CIS-66)."""
    ends = [first for first, _act in versions[1:]] + [date.max]
    return [
        number
        for number, ((first, act), end) in enumerate(zip(versions, ends, strict=True))
        if act not in ("withdrawn", "held") and first <= day <= end
    ]


def _audience_of(alert: Alert, row: AlertVersion) -> tuple[UUID, ...] | None:
    _content, marks = sealing.open_version(
        row.sealed, alert_id=alert.id, owner_id=alert.owner_id, strand=alert.strand, category=Category(alert.category)
    )
    return marks.audience
