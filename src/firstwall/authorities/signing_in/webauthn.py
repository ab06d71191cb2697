"""WebAuthn as python-fido2 checks it: options for the browser, and what it answers. Pure: no request, no table (SEC-15).

A passkey is discoverable (nobody types a name), the authenticator has verified its user, and both are demanded again at each use.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_

LONGEST_ANSWER = 64 * 1024
NAME = "Firstwall"
_REQUIRED = UserVerificationRequirement.REQUIRED
# what a malformed or hostile answer raises inside the library
_BAD = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True)
class Site:
    """Where this node answers: the origin as the browser says it, and the name that passkeys are bound to."""

    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a good answer to `to_make` holds: its public half."""

    credential_id: bytes
    credential: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Touch:
    """What an answer to `to_ask` claims, before it is checked."""

    credential_id: bytes
    user: bytes
    sign_count: int


def to_make(
    site: Site, challenge: bytes, *, person_id: UUID, login: str, name: str, held: Iterable[bytes] = ()
) -> dict:
    """The options with which the browser makes a passkey for a person; one already held is not made twice."""
    user = PublicKeyCredentialUserEntity(name=login, id=person_id.bytes, display_name=name)
    known = [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=one) for one in held]
    options, _state = _server(site).register_begin(
        user,
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_REQUIRED,
        challenge=challenge,
    )
    return dict(options)


def to_ask(site: Site, challenge: bytes) -> dict:
    """The options with which the browser asks for any passkey of this site."""
    options, _state = _server(site).authenticate_begin(user_verification=_REQUIRED, challenge=challenge)
    return dict(options)


def made(site: Site, challenge: bytes, answer: str) -> NewPasskey:
    """The passkey that was made.

    Raises:
        NotPermitted: the answer is not to this challenge, not from this site, or its user was not verified.
    """
    try:
        response = RegistrationResponse.from_dict(_read(answer))
        checked = _server(site).register_complete(_state(challenge), response)
        data = checked.credential_data
        if data is None:
            raise ValueError("no credential")
        return NewPasskey(bytes(data.credential_id), bytes(data), checked.counter)
    except _BAD:
        raise not_good() from None


def claimed(answer: str) -> Touch:
    """Which passkey an answer claims to be from: what to look up before it is checked.

    Raises:
        NotPermitted: it cannot be read.
    """
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        data = response.response.authenticator_data
        return Touch(bytes(response.raw_id), bytes(response.response.user_handle or b""), data.counter)
    except _BAD:
        raise not_good() from None


def must_be_of(site: Site, challenge: bytes, answer: str, credential: bytes) -> None:
    """Pass in silence when the answer is signed by this passkey for this site and challenge, its user verified.

    Raises:
        NotPermitted: anything of it is not so.
    """
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        _server(site).authenticate_complete(_state(challenge), [AttestedCredentialData(credential)], response)
    except _BAD:
        raise not_good() from None


def is_copied(stored: int, shown: int) -> bool:
    """A counter that does not go up shows that the key exists twice (WebAuthn 7.2, step 22); a key without one shows 0."""
    return (stored > 0 or shown > 0) and shown <= stored


def not_good() -> NotPermitted:
    """One answer for every fault: nothing tells an attacker which check refused."""
    return NotPermitted(
        "SEC-15",
        N_("This passkey does not open anything here."),
        cure=N_("Try again, or ask your administrator for a new one-time link."),
    )


def _server(site: Site) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(name=NAME, id=site.name)
    return Fido2Server(entity, verify_origin=lambda origin: origin == site.origin)


def _state(challenge: bytes) -> dict[str, object]:
    return {"challenge": websafe_encode(challenge), "user_verification": _REQUIRED}


def _read(answer: str) -> Mapping:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    plain = json.loads(answer)
    if not isinstance(plain, dict):
        raise ValueError("no object")
    return plain
