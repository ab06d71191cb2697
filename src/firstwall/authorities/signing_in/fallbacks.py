"""When no passkey can be used: password and code for seven days (SEC-15), the sealed account for four hours (SEC-20).

Both are made with secrets of a hundred bits and more, shown once; a fast hash is enough for what nobody can guess.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from firstwall.authorities import mandates, queries
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.confirmation import first_until
from firstwall.authorities.models import Authority, Person, RoleGrant
from firstwall.authorities.signing_in import codes, links, refused, sessions
from firstwall.authorities.signing_in.models import Fallback, Session
from firstwall.authorities.types import PersonFacts
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.seals import services as seals

LIFE = timedelta(days=7)
SEALED_LIFE = timedelta(days=365)
FREE_FAILURES, FIRST_WAIT, LONGEST_WAIT = 4, timedelta(seconds=30), timedelta(minutes=15)
ALARM_FOR = timedelta(days=7)
SEAL = "authorities.keep_passkeys"


@dataclass(frozen=True, slots=True)
class Codes:
    """What a person is shown once: password, secret, the address for a code app, and the end."""

    password: str
    secret: str
    address: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A use of a sealed account."""

    authority_id: UUID
    began_at: datetime


def are_allowed() -> bool:
    """Whether this site lets people in by password and code at all."""
    return bool(settings.FIRSTWALL_CODES_ALLOWED)


def begin_codes(secret_of_link: str) -> Codes:
    """Use a one-time link for seven days of password and code in the place of a passkey; entered in the ledger.

    Raises:
        NotPermitted: this site does not allow it.
        Fault: the link was used or is over.
    """
    if not are_allowed():
        raise NotPermitted("SEC-15", N_("This node lets nobody in by password and code."), cure=N_("Use a passkey."))
    password, secret = _readable(20), codes.new_secret()
    now, number = utc_now(), record_id()
    with acting(system_actor(sessions.DOORKEEPER)):
        person = links.use(secret_of_link)
        Fallback.objects.filter(person_id=person.id, kind="totp", ended_at=None).update(ended_at=now)
        Fallback.objects.create(
            id=number,
            person_id=person.id,
            kind="totp",
            password=_hash(password),
            secret=seals.seal(secret, authority_id=person.authority.id, record_id=number, strand="", kind="totp"),
            made_at=now,
            ends_at=now + LIFE,
        )
        sessions.record(person, act=SEAL, object_type="fallback", object_id=number, details={"step": "added"})
    return Codes(password, codes.text(secret), codes.address(secret, person.login), now + LIFE)


def sign_in_by_code(
    login: str, password: str, code: str, *, address: str = ""
) -> tuple[sessions.SessionFacts, PersonFacts]:
    """Password and code, each code once. Who has the password and not the code waits longer each time.

    The row is found by the password alone, which nobody guesses: so a stranger does the same work and reads the same
    answer whether a login exists or not, here or elsewhere (SEC-09), and stands in nobody's way.

    Raises:
        NotPermitted: one of the three is wrong, or its seven days are over; the answer is the same. Or one must wait.
    """
    now = utc_now()
    with acting(system_actor(sessions.DOORKEEPER)):
        refused.must_not_be_too_many(address)
        row = _open_codes(password)
        person = queries.person(row.person_id) if row else None
        if row is not None and person is not None and person.login == login.strip():
            _must_not_wait(row, now)
            step = _step_of(row, person, code)
            if step is not None:
                Fallback.objects.filter(id=row.id).update(last_step=step, failures=0, waits_until=None)
                return sessions.begin(person, method="code"), person
            waits = {"waits_until": now + _growing(row.failures + 1)}
            Fallback.objects.filter(id=row.id).update(failures=F("failures") + 1, **waits)
    raise NotPermitted(
        "SEC-15",
        N_("This does not open anything here."),
        cure=N_("Try again with the next code, or ask for a new link."),
    )


def seal_account(authority_code: str) -> str:
    """The break-glass account of an authority: an administrator whose code is printed once and kept sealed, offline (SEC-20).

    Raises:
        Fault: there is no such authority, or another account has the login.
    """
    operator, code, now = system_actor("provisioning"), _readable(32), utc_now()
    with acting(operator):
        authority = Authority.objects.filter(code=authority_code).first()
        if authority is None:
            raise Fault("unknown-authority", N_("There is no such authority here."), place=authority_code, status=404)
        login = f"break-glass.{authority.code.lower()}"[:80]
        row, _new = Person.objects.get_or_create(
            authority_id=authority.id, login=login, defaults={"name": "Break glass", "kind": "break_glass"}
        )
        if row.kind != "break_glass":  # SEC-12: who entered it holds its link
            sentence = N_("The login of the sealed account is in use by another account. Nothing was made.")
            cure = N_("Have that account leave, and find out who entered it.")
            raise Fault("login-taken", sentence, place=login, cure=cure, status=409)
        for strand in Strand:
            RoleGrant.objects.get_or_create(person_id=row.id, role="administrator", strand=strand)
        links.end_access(row.id)
        made = Fallback.objects.create(
            person_id=row.id, kind="break_glass", password=_hash(code), made_at=now, ends_at=now + SEALED_LIFE
        )
        ledger.record(operator, act=SEAL, object_type="fallback", object_id=made.id, details={"step": "added"})
    return code


def open_sealed(code: str) -> tuple[sessions.SessionFacts, PersonFacts]:
    """Break the glass: four hours, once; every administrator and supervisor of the node is told on every page (SEC-20).

    Raises:
        NotPermitted: no sealed code that is in force.
    """
    now = utc_now()
    with acting(system_actor(sessions.DOORKEEPER)):
        mine = Fallback.objects.filter(
            kind="break_glass", password=_hash(code.strip().upper()), ended_at=None, ends_at__gt=now
        )
        row = mine.first()
        if row is not None and mine.update(ended_at=now):
            # nobody confirms an account that lies sealed; opening it is its confirmation (CIS-24)
            Person.objects.filter(id=row.person_id).update(confirmed_until=first_until())
            person = queries.person(row.person_id)
            if person is None:
                raise mandates.nobody()
            return sessions.begin(person, method="break_glass"), person
    raise NotPermitted(
        "SEC-20", N_("This code opens nothing."), cure=N_("Each works once. Ask the operator of this node.")
    )


def alarms() -> list[Opened]:
    """Uses of sealed accounts in the last seven days. For whoever keeps people or supervises; read by the doorkeeper."""
    with acting(system_actor(sessions.DOORKEEPER)):
        since = utc_now() - ALARM_FOR
        rows = list(Session.objects.filter(method="break_glass", began_at__gt=since).order_by("-began_at"))
        people = dict(Person.objects.filter(id__in=[row.person_id for row in rows]).values_list("id", "authority_id"))
    return [Opened(people[row.person_id], row.began_at) for row in rows if row.person_id in people]


def _open_codes(password: str) -> Fallback | None:
    held = _hash(password.strip().upper())
    rows = Fallback.objects.select_for_update().filter(kind="totp", ended_at=None, ends_at__gt=utc_now())
    return rows.filter(password=held).first() if are_allowed() else None


def _growing(failures: int) -> timedelta:
    """None for the first four, then half a minute, twice as long each time, a quarter of an hour at most."""
    return (
        min(FIRST_WAIT * 2 ** min(failures - FREE_FAILURES - 1, 10), LONGEST_WAIT)
        if failures > FREE_FAILURES
        else timedelta()
    )


def _must_not_wait(row: Fallback, now: datetime) -> None:
    if row.waits_until is not None and now < row.waits_until:
        raise NotPermitted(
            "SEC-15",
            N_("The password is right and too many codes were wrong. The next one is not looked at yet."),
            cure=N_("Wait a quarter of an hour at most. If it was not you, ask your administrator for a new link now."),
            status=429,
        )


def _step_of(row: Fallback, person: PersonFacts, code: str) -> int | None:
    secret = seals.open_sealed(row.secret, authority_id=person.authority.id, record_id=row.id, strand="", kind="totp")
    return codes.step_of(secret, code.strip().replace(" ", ""), seconds=time.time(), after=row.last_step)


def _readable(length: int) -> str:
    """Five bits a letter, in groups of four."""
    plain = base64.b32encode(secrets.token_bytes(length)).decode()[:length]
    return "-".join(plain[at : at + 4] for at in range(0, length, 4))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
