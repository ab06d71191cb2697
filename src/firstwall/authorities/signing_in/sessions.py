"""Sessions: they begin with a proof, stay fresh for five minutes, and end everywhere at once (SEC-17, SEC-18)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from firstwall.authorities import queries
from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.authorities.models import Mandate
from firstwall.authorities.permissions import FRESH as FRESH_ACTS
from firstwall.authorities.permissions import PERMITTED
from firstwall.authorities.signing_in.models import Session
from firstwall.authorities.types import MandateFacts, PersonFacts
from firstwall.kernel.actor import Actor, person_of
from firstwall.kernel.clock import utc_now
from firstwall.ledger import services as ledger

ABSOLUTE = timedelta(hours=10)  # SEC-18
BREAK_GLASS = timedelta(hours=4)  # SEC-20
FRESH = timedelta(minutes=5)  # SEC-17
SIGN_IN, END = "authorities.sign_in", "authorities.end_sessions"
DOORKEEPER = "sign-in"


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session that has not ended."""

    id: UUID
    person_id: UUID
    method: str
    began_at: datetime
    fresh_at: datetime


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who a request is from."""

    session: SessionFacts
    person: PersonFacts
    mandate: MandateFacts | None


def begin(person: PersonFacts, *, method: str) -> SessionFacts:
    """A new session of a person who has proved to be there; entered in the ledger. Needs no context, or the doorkeeper's."""
    now = utc_now()
    lasts = BREAK_GLASS if method == "break_glass" else ABSOLUTE
    with acting(system_actor(DOORKEEPER)):
        row = Session.objects.create(
            person_id=person.id, method=method, began_at=now, fresh_at=now, ends_at=now + lasts
        )
        record(person, act=SIGN_IN, object_type="session", object_id=row.id, details={"method": method})
    return _facts(row)


def recognise(session_id: UUID, mandate_id: UUID | None) -> Recognised | None:
    """Whose session this is, while it and the person are in force: whoever left is out with the next request (SEC-18).

    A mandate that was closed elsewhere ends the session's use here as well; one of somebody else is not taken.
    """
    with acting(system_actor(DOORKEEPER)):
        row = Session.objects.filter(id=session_id, ended_at=None, ends_at__gt=utc_now()).first()
        if row is None:
            return None
        mandate = queries.mandate(mandate_id) if mandate_id else None
        if mandate is not None and mandate.person.id == row.person_id:
            return Recognised(_facts(row), mandate.person, mandate) if mandate.is_open else None
        person = queries.person(row.person_id)
    return Recognised(_facts(row), person, None) if person else None


def is_fresh(session: SessionFacts, now: datetime) -> bool:
    """Whether the person proved to be there within five minutes.

    A button of the demonstration proves nothing anyway, and a sealed code cannot be opened twice in its four hours.
    """
    cannot_again = session.method == "break_glass" or (session.method == "demo" and settings.FIRSTWALL_DEMO)
    return cannot_again or now < session.fresh_at + FRESH


def must_prove(person_id: UUID, role: str) -> bool:
    """Whether what this person's program asks waits for a touch first, in so far as the role has such acts (SEC-17)."""
    if settings.FIRSTWALL_DEMO or not FRESH_ACTS & PERMITTED.get(role, frozenset()):
        return False
    now = utc_now()
    with acting(system_actor(DOORKEEPER)):
        living = Session.objects.filter(person_id=person_id, ended_at=None, ends_at__gt=now)
        return not living.filter(fresh_at__gt=now - FRESH).exists()


def refresh(session: SessionFacts, person: PersonFacts, *, method: str) -> SessionFacts:
    """The person has proved again to be there (SEC-17)."""
    now = utc_now()
    with acting(system_actor(DOORKEEPER)):
        Session.objects.filter(id=session.id, ended_at=None).update(fresh_at=now)
        details = {"method": method, "again": True}
        record(person, act=SIGN_IN, object_type="session", object_id=session.id, details=details)
    return replace(session, fresh_at=now)


def end(session: SessionFacts, person: PersonFacts) -> None:
    """Sign out of this one."""
    with acting(system_actor(DOORKEEPER)):
        if Session.objects.filter(id=session.id, ended_at=None).update(ended_at=utc_now()):
            record(person, act=END, object_type="session", object_id=session.id)


def end_all(actor: Actor) -> int:
    """Sign out of every session of one's own, this one too; open mandates of pages are closed (SEC-18)."""
    with lawful(actor, END, object_type="person", object_id=person_of(actor)):
        number = end_all_of(person_of(actor))
        ledger.record(actor, act=END, object_type="person", object_id=person_of(actor), details={"sessions": number})
    return number


def end_all_of(person_id: UUID) -> int:
    """End the sessions and mandates of a person. Needs a context that may: the person's, or who keeps the account."""
    now = utc_now()
    Mandate.objects.filter(person_id=person_id, closed_at=None, ends_at__gt=now).update(closed_at=now)
    return Session.objects.filter(person_id=person_id, ended_at=None).update(ended_at=now)


def record(person: PersonFacts, **entry: object) -> None:
    """An entry of the doorkeeper that names the person who came, so that their authority's supervisor sees it."""
    came = replace(
        system_actor(DOORKEEPER),
        person_id=person.id,
        person_name=person.name,
        authority_id=person.authority.id,
        authority_code=person.authority.code,
        channel="page",
    )
    ledger.record(came, **entry)  # type: ignore[arg-type]


def _facts(row: Session) -> SessionFacts:
    return SessionFacts(row.id, row.person_id, row.method, row.began_at, row.fresh_at)
