"""Passkeys of people: made under a one-time link or by who has one already, used to sign in, ended when lost (SEC-15)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from firstwall.authorities import mandates, queries
from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.authorities.signing_in import challenges, sessions, webauthn
from firstwall.authorities.signing_in.models import Passkey
from firstwall.authorities.types import PersonFacts
from firstwall.kernel.actor import Actor, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.ledger import services as ledger

KEEP = "authorities.keep_passkeys"
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A passkey as its person sees it."""

    id: UUID
    label: str
    added_at: datetime
    used_at: datetime | None


def passkeys_of(actor: Actor) -> list[PasskeyView]:
    """One's own passkeys in use."""
    with lawful(actor, KEEP):
        rows = Passkey.objects.filter(person_id=person_of(actor), ended_at=None).order_by("added_at")
        return [PasskeyView(row.id, row.label, row.added_at, row.used_at) for row in rows]


def held_by(person_id: UUID) -> list[bytes]:
    """The credential numbers of a person, so that one authenticator does not make a second. For the doorkeeper."""
    with acting(system_actor(sessions.DOORKEEPER)):
        rows = Passkey.objects.filter(person_id=person_id, ended_at=None)
        return [bytes(row) for row in rows.values_list("credential_id", flat=True)]


def add(person: PersonFacts, site: webauthn.Site, challenge: bytes, answer: str, *, label: str = "") -> None:
    """Keep a passkey that the person's browser has just made; entered in the ledger.

    Raises:
        NotPermitted: the answer is not good, or was given before.
    """
    new = webauthn.made(site, challenge, answer)
    now = utc_now()
    with acting(system_actor(sessions.DOORKEEPER)):
        challenges.use(challenge)
        if Passkey.objects.filter(credential_id=new.credential_id).exists():
            raise webauthn.not_good()
        row = Passkey.objects.create(
            person_id=person.id,
            credential_id=new.credential_id,
            credential=new.credential,
            sign_count=new.sign_count,
            label=label.strip()[:LONGEST_LABEL] or now.date().isoformat(),
            added_at=now,
        )
        sessions.record(person, act=KEEP, object_type="passkey", object_id=row.id, details={"step": "added"})


def sign_in(site: webauthn.Site, challenge: bytes, answer: str) -> tuple[sessions.SessionFacts, PersonFacts]:
    """One touch: who it is, and a new session.

    Raises:
        NotPermitted: the answer is not good, was given before, or its person has left.
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        person = _touched(site, challenge, answer)
        return sessions.begin(person, method="passkey"), person


def prove(
    session: sessions.SessionFacts, person: PersonFacts, site: webauthn.Site, challenge: bytes, answer: str
) -> sessions.SessionFacts:
    """One touch inside a session, by the same person: fresh again (SEC-17).

    Raises:
        NotPermitted: as `sign_in`, or it is somebody else's passkey.
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        if _touched(site, challenge, answer).id != person.id:
            raise webauthn.not_good()
        return sessions.refresh(session, person, method="passkey")


def end(actor: Actor, passkey_id: UUID) -> None:
    """Give up one's own passkey; the last one is not given up, or nobody could come in.

    Raises:
        NothingHere: no such passkey of one's own.
        NotPermitted: it is the last one.
    """
    with lawful(actor, KEEP, object_type="passkey", object_id=passkey_id):
        mine = Passkey.objects.filter(person_id=person_of(actor), ended_at=None)
        if not mine.filter(id=passkey_id).exists():
            raise NothingHere
        if mine.count() == 1:
            raise NotPermitted(
                "SEC-15", N_("This is your last passkey."), cure=N_("Add another one first, then end this one.")
            )
        mine.filter(id=passkey_id).update(ended_at=utc_now())
        ledger.record(actor, act=KEEP, object_type="passkey", object_id=passkey_id, details={"step": "ended"})


def end_all_of(person_id: UUID) -> int:
    """End the passkeys of a person. Needs a context that may."""
    return Passkey.objects.filter(person_id=person_id, ended_at=None).update(ended_at=utc_now())


def _touched(site: webauthn.Site, challenge: bytes, answer: str) -> PersonFacts:
    touch = webauthn.claimed(answer)
    row = Passkey.objects.filter(credential_id=touch.credential_id, ended_at=None).first()
    if row is None or touch.user not in (b"", row.person_id.bytes):
        raise webauthn.not_good()
    webauthn.must_be_of(site, challenge, answer, bytes(row.credential))
    challenges.use(challenge)
    if webauthn.is_copied(row.sign_count, touch.sign_count):
        raise webauthn.not_good()
    person = queries.person(row.person_id)
    if person is None:
        raise mandates.nobody()
    Passkey.objects.filter(id=row.id).update(sign_count=touch.sign_count, used_at=utc_now())
    return person
