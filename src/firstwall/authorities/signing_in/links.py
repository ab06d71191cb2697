"""One-time links: an administrator's invitation, or the new one after a lost passkey (SEC-15). Only their hashes are kept."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from firstwall.authorities import mandates, queries, services
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.models import Enrolment, Token
from firstwall.authorities.signing_in import passkeys, sessions, webauthn
from firstwall.authorities.signing_in.models import Fallback, Identity
from firstwall.authorities.types import PersonFacts
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger import services as ledger

LIFE = timedelta(days=7)
REISSUE = "authorities.reissue_link"
CODE_NEEDED = "code-needed"


@dataclass(frozen=True, slots=True)
class Handed:
    """What an administrator is shown once: a link, or the other half of one that a colleague is shown (SEC-12)."""

    link: str = ""
    code: str = ""
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """What an open link is good for: a person who was entered, or the first account of a node."""

    person: PersonFacts | None


def new_code() -> str:
    """The other half of a link to come: eighty bits in groups of four, shown once to whoever proposes it."""
    plain = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def with_code(secret: str, code: str) -> str:
    """Link and code as one secret, in which every door takes them."""
    return f"{secret.partition('.')[0]}.{plain_code(code)}"


def plain_code(code: str) -> str:
    """As it counts, however it was typed."""
    return "".join(one for one in code.upper() if one.isalnum())


def make(person_id: UUID, *, made_by: UUID | None, code_hash: str = "") -> str:
    """A new link's secret, shown once; earlier links of the person are over. Needs a context that may."""
    secret, now = secrets.token_urlsafe(32), utc_now()
    Enrolment.objects.filter(person_id=person_id, used_at=None).update(used_at=now)
    Enrolment.objects.create(
        hash=hash_of(secret), code=code_hash, person_id=person_id, made_by=made_by, expires_at=now + LIFE
    )
    return secret


def end_access(person_id: UUID) -> dict[str, int]:
    """End sessions, mandates, passkeys, identities, tokens and other ways in. Needs a context that may.

    Returns:
        How many of each ended, for the ledger.
    """
    now = utc_now()
    ended = {"sessions": sessions.end_all_of(person_id), "passkeys": passkeys.end_all_of(person_id)}
    for name, model in (("identities", Identity), ("tokens", Token), ("fallbacks", Fallback)):
        ended[name] = model.objects.filter(person_id=person_id, ended_at=None).update(ended_at=now)
    return ended


def by_operator(login: str) -> str:
    """A new link on the authority's written word, when nobody of the authority is left who may; what was there ends.

    Raises:
        Fault: nobody here has this login.
    """
    operator = system_actor("provisioning")
    with acting(operator):
        row = queries.account_named(login, kind="person")
        ended = end_access(row.id)
        secret = make(row.id, made_by=None)
        ledger.record(operator, act=REISSUE, object_type="person", object_id=row.id, details=ended)
        return secret


def opened(secret: str) -> Link:
    """What the link is good for, without using it.

    Raises:
        Fault: it was used, is over, or never was, and the three look alike; or its code is missing (SEC-12).
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        row = _found(secret)
        if row.person_id is None:
            return Link(None)
        person = queries.person(row.person_id)
    if person is None:
        raise _over()
    return Link(person)


def accept(
    secret: str, site: webauthn.Site, challenge: bytes, answer: str, *, first: tuple[UUID, str, str] | None = None
) -> tuple[sessions.SessionFacts, PersonFacts]:
    """Use the link and keep the passkey made under it, both or neither; a session begins.

    Args:
        secret: of the link.
        site: where this node answers.
        challenge: that was put to the browser.
        answer: of the browser.
        first: id, login and name of the first account, when the link makes one.

    Raises:
        Fault: the link was used or is over.
        NotPermitted: the answer is not good.
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        person = use(secret, first=first)
        passkeys.add(person, site, challenge, answer)
        return sessions.begin(person, method="passkey"), person


def use(secret: str, *, first: tuple[UUID, str, str] | None = None) -> PersonFacts:
    """Use the link up; whose it was. Needs the doorkeeper's context, in which what is proved is kept as well.

    Raises:
        Fault: it was used or is over.
    """
    if first is not None:
        number, login, name = first
        return services.use_enrolment_link(secret, login=login, name=name, person_id=number)
    row = _found(secret)
    if row.person_id is None or not Enrolment.objects.filter(id=row.id, used_at=None).update(used_at=utc_now()):
        raise _over()
    person = queries.person(row.person_id)
    if person is None:
        raise mandates.nobody()
    return person


def _found(secret: str) -> Enrolment:
    link, _dot, code = secret.partition(".")
    row = Enrolment.objects.filter(hash=hash_of(link), used_at=None, expires_at__gt=utc_now()).first()
    if row is None:
        raise _over()
    if row.code and not hmac.compare_digest(row.code, hash_of(plain_code(code))):
        raise Fault(
            CODE_NEEDED,
            N_("This link opens together with its code only."),
            cure=N_("Ask the administrator who proposed your account for the code, and type it here."),
            status=422,
        )
    return row


def _over() -> Fault:
    cure = N_("Ask your administrator for a new one.")
    return Fault("link-used", N_("This link was used before or is over."), cure=cure, status=410)


def hash_of(secret: str) -> str:
    """What is kept of a secret that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
