"""Signing in through the administration's identity provider: code flow with PKCE, state and nonce (SEC-15, SEC-16)."""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote_plus, urlencode, urlsplit

from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from firstwall.authorities import mandates, queries
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.signing_in import challenges, links, openid, sessions
from firstwall.authorities.signing_in.models import Identity
from firstwall.authorities.types import PersonFacts
from firstwall.fetching.addresses import Allowed, target_of
from firstwall.fetching.services import fetch_json
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NotPermitted
from firstwall.kernel.sentences import N_

KEPT_FOR = 600  # seconds that metadata and keys are kept
ASKED_AGAIN_AFTER = 60  # seconds before an unknown key makes us ask again
KEEP = "authorities.keep_passkeys"


@dataclass(frozen=True, slots=True)
class Begun:
    """A way to the provider: where to send the browser, and what only this browser knows."""

    address: str
    state: bytes
    nonce: str
    verifier: str


def is_set_up() -> bool:
    """Whether this site names a provider, and how strong its authentication must be."""
    return bool(settings.FIRSTWALL_OPENID_ISSUER and (settings.FIRSTWALL_OPENID_ACR or settings.FIRSTWALL_OPENID_AMR))


def provider() -> openid.Provider:
    """The provider of the settings.

    Raises:
        Fault: none is set up.
    """
    if not is_set_up():
        raise Fault("no-provider", N_("This node has no identity provider."), cure=N_("Use a passkey."), status=404)
    issuer, secret = settings.FIRSTWALL_OPENID_ISSUER, settings.FIRSTWALL_OPENID_SECRET_FILE
    return openid.Provider(
        issuer=issuer,
        client=settings.FIRSTWALL_OPENID_CLIENT,
        secret=Path(secret).read_text(encoding="utf-8").strip() if secret else "",
        acr=frozenset(settings.FIRSTWALL_OPENID_ACR),
        amr=frozenset(settings.FIRSTWALL_OPENID_AMR),
        allowed=Allowed(
            frozenset({_named(issuer), *settings.FIRSTWALL_OPENID_HOSTS}), settings.FIRSTWALL_OPENID_LOOPBACK
        ),
    )


def begin(return_to: str) -> Begun:
    """The way to the provider. The authentication may be five minutes old at most, so a fresh one is asked for (SEC-17).

    Raises:
        Fault, Refusal: none is set up, or it cannot be asked.
    """
    one = provider()
    state, nonce, verifier = challenges.new_challenge(), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    asked = {
        "response_type": "code",
        "client_id": one.client,
        "redirect_uri": return_to,
        "scope": "openid",
        "state": state.hex(),
        "nonce": nonce,
        "code_challenge": _websafe(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
        "max_age": str(int(openid.MAX_AGE.total_seconds())),
    }
    if one.acr:
        asked["acr_values"] = " ".join(sorted(one.acr))
    door = str(_metadata(one)["authorization_endpoint"])
    return Begun(f"{door}{'&' if '?' in door else '?'}{urlencode(asked)}", state, nonce, verifier)


def claims_of(code: str, *, nonce: str, verifier: str, return_to: str) -> openid.Claims:
    """Change the code for a token and check it.

    Raises:
        NotPermitted: the token is not accepted (SEC-16).
        Fault, Refusal: the provider cannot be asked.
    """
    one = provider()
    metadata = _metadata(one)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": return_to, "code_verifier": verifier}
    headers = {}
    if one.secret:
        both = f"{quote_plus(one.client)}:{quote_plus(one.secret)}"
        headers["Authorization"] = "Basic " + base64.b64encode(both.encode()).decode()
    else:
        form["client_id"] = one.client
    said = fetch_json(str(metadata["token_endpoint"]), allowed=one.allowed, form=form, headers=headers)
    token = said.get("id_token")
    if not isinstance(token, str):
        raise openid.bad(N_("its form"))
    keys = _keys_for(one, str(metadata["jwks_uri"]), str(openid.header_of(token).get("kid")))
    return openid.check(token, keys, one, nonce=nonce, now=utc_now())


def sign_in(claims: openid.Claims, state: bytes) -> tuple[sessions.SessionFacts, PersonFacts]:
    """A new session of the person that this identity was bound to, by a one-time link and by nothing else.

    Raises:
        NotPermitted: it is bound to nobody here, or its person has left; an e-mail address never helps.
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        challenges.use(state)
        person = _person_of(claims)
        return sessions.begin(person, method="openid"), person


def prove(
    session: sessions.SessionFacts, person: PersonFacts, claims: openid.Claims, state: bytes
) -> sessions.SessionFacts:
    """The same person has just proved at the provider to be there (SEC-17).

    Raises:
        NotPermitted: it is somebody else.
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        challenges.use(state)
        if _person_of(claims).id != person.id:
            raise openid.bad(N_("its subject"))
        return sessions.refresh(session, person, method="openid")


def bind(secret: str, claims: openid.Claims, state: bytes) -> tuple[sessions.SessionFacts, PersonFacts]:
    """Use a one-time link with the provider in the place of a passkey: from now on this identity is this person.

    Raises:
        Fault: the link was used or is over.
        NotPermitted: the identity is somebody's already.
    """
    with acting(system_actor(sessions.DOORKEEPER)):
        challenges.use(state)
        person = links.use(secret)
        if Identity.objects.filter(issuer=claims.issuer, subject=claims.subject, ended_at=None).exists():
            raise openid.bad(N_("its subject"))
        row = Identity.objects.create(
            person_id=person.id, issuer=claims.issuer, subject=claims.subject, bound_at=utc_now()
        )
        sessions.record(person, act=KEEP, object_type="identity", object_id=row.id, details={"step": "added"})
        return sessions.begin(person, method="openid"), person


def forget() -> None:
    """Drop what is kept of providers."""
    _fetched.cache_clear()


def _person_of(claims: openid.Claims) -> PersonFacts:
    row = Identity.objects.filter(issuer=claims.issuer, subject=claims.subject, ended_at=None).first()
    if row is None:
        raise NotPermitted(
            "SEC-16",
            N_("Your provider knows you, and this node does not yet."),
            cure=N_("Ask an administrator of your authority for a one-time link, and use the provider there once."),
        )
    person = queries.person(row.person_id)
    if person is None:
        raise mandates.nobody()
    return person


def _metadata(one: openid.Provider) -> dict:
    plain = _kept(one, f"{one.issuer}/.well-known/openid-configuration", KEPT_FOR)
    doors = [plain.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if plain.get("issuer") != one.issuer or not all(isinstance(door, str) for door in doors):
        raise openid.bad(N_("its issuer"))
    for door in doors:
        target_of(str(door), one.allowed)  # the browser is sent to none that we would not ask ourselves
    return plain


def _keys_for(one: openid.Provider, address: str, key_id: str) -> KeySet:
    keys = _key_set(_kept(one, address, KEPT_FOR))
    if key_id not in {key.kid for key in keys.keys}:  # it may have rotated: look again, but not at each bad token
        keys = _key_set(_kept(one, address, ASKED_AGAIN_AFTER))
    return keys


def _key_set(plain: dict) -> KeySet:
    rows = plain.get("keys")
    good = (
        [row for row in rows if isinstance(row, dict) and row.get("use", "sig") == "sig"]
        if isinstance(rows, list)
        else []
    )
    try:
        return KeySet.import_key_set({"keys": [row for row in good if row.get("kty") in ("RSA", "EC", "OKP")]})
    except (JoseError, ValueError, TypeError, KeyError):
        raise openid.bad(N_("its key")) from None


def _kept(one: openid.Provider, address: str, seconds: int) -> dict:
    return _fetched(one, address, seconds, int(time.monotonic() // seconds))


@lru_cache(maxsize=16)
def _fetched(one: openid.Provider, address: str, seconds: int, turn: int) -> dict:
    """Kept until the turn changes; a failure is not kept."""
    return fetch_json(address, allowed=one.allowed)


def _named(issuer: str) -> str:
    parts = urlsplit(issuer)
    host = parts.hostname or ""
    usual = 443 if parts.scheme == "https" else None
    return host if (parts.port or usual) == 443 else f"{host}:{parts.port or 80}"


def _websafe(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
