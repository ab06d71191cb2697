"""What an identity provider says of a person, checked claim by claim (SEC-16). Pure: no request, no table.

Order: form and algorithm, key, signature, issuer, audience, nonce, times, age and strength of the authentication, subject.
"""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from firstwall.fetching.addresses import Allowed
from firstwall.kernel.refusal import Fault, NotPermitted
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.strict_json import strict_json

# asymmetric only: a shared secret signs nothing here, and `none` signs nothing at all
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
LEEWAY = timedelta(seconds=60)
LONGEST_LIFE = timedelta(hours=1)
MAX_AGE = timedelta(minutes=5)  # SEC-17: whoever comes in has just proved to be there
LONGEST_TOKEN = 64 * 1024
_LATEST = 2**53  # seconds; a larger whole number is no moment, and no float either
_HEADER = {"alg", "kid", "typ", "x5t", "x5t#S256"}


@dataclass(frozen=True, slots=True)
class Provider:
    """The administration's identity provider, as the site's settings name it."""

    issuer: str
    client: str
    secret: str = ""
    acr: frozenset[str] = field(default_factory=frozenset)
    amr: frozenset[str] = field(default_factory=frozenset)
    allowed: Allowed = field(default_factory=Allowed)


@dataclass(frozen=True, slots=True)
class Claims:
    """Who it is: issuer and subject. Name and e-mail address of a token are not read."""

    issuer: str
    subject: str


def check(token: str, keys: KeySet, provider: Provider, *, nonce: str, now: datetime) -> Claims:
    """The person a token speaks of.

    Raises:
        NotPermitted: SEC-16, with the one thing that is not right.
    """
    header = header_of(token)
    _must(header.get("alg") in ALGORITHMS, N_("its algorithm"))
    _must(set(header) <= _HEADER, N_("its header"))
    _must(str(header.get("typ", "JWT")).upper() in ("JWT", "ID+JWT"), N_("its kind"))
    kid = header.get("kid")
    _must(isinstance(kid, str) and kid in {key.kid for key in keys.keys}, N_("its key"))
    try:
        signed = jws.deserialize_compact(token.encode(), keys, algorithms=list(ALGORITHMS))
        claims = strict_json(signed.payload)
    except (JoseError, ValueError, TypeError, KeyError, Fault):
        raise bad(N_("its signature")) from None
    _must(isinstance(claims, dict), N_("its form"))
    _check_claims(claims, provider, nonce=nonce, now=now)
    return Claims(provider.issuer, claims["sub"])


def header_of(token: str) -> Mapping[str, object]:
    """The unverified header, strictly read: to choose a key by, and to refuse what is not accepted at all."""
    if len(token) > LONGEST_TOKEN or token.count(".") != 2:
        raise bad(N_("its form"))
    try:
        first = token.partition(".")[0]
        plain = strict_json(base64.b64decode(first + "=" * (-len(first) % 4), altchars=b"-_", validate=True))
    except (ValueError, Fault):
        raise bad(N_("its form")) from None
    if not isinstance(plain, dict):
        raise bad(N_("its form"))
    return plain


def _check_claims(claims: Mapping, provider: Provider, *, nonce: str, now: datetime) -> None:
    audience = claims.get("aud")
    _must(claims.get("iss") == provider.issuer, N_("its issuer"))
    _must(audience == provider.client or audience == [provider.client], N_("its audience"))
    _must(claims.get("azp", provider.client) == provider.client, N_("its audience"))
    said = claims.get("nonce")
    _must(isinstance(said, str) and hmac.compare_digest(said.encode(), nonce.encode()), N_("its nonce"))
    ends, began, proved = (_moment(claims.get(name)) for name in ("exp", "iat", "auth_time"))
    at = now.timestamp()
    leeway = LEEWAY.total_seconds()
    _must(ends is not None and at < ends + leeway, N_("its end"))
    _must(began is not None and at - LONGEST_LIFE.total_seconds() < began <= at + leeway, N_("its beginning"))
    _must(
        proved is not None and at - MAX_AGE.total_seconds() - leeway <= proved <= at + leeway,
        N_("the age of the authentication"),
    )
    ways = claims.get("amr")
    if provider.acr:
        _must(str(claims.get("acr")) in provider.acr, N_("the strength of the authentication"))
    if provider.amr:
        _must(
            isinstance(ways, list) and provider.amr <= {str(one) for one in ways},
            N_("the strength of the authentication"),
        )
    _must(bool(provider.acr or provider.amr), N_("the strength of the authentication"))
    subject = claims.get("sub")
    _must(isinstance(subject, str) and 0 < len(subject) <= 255 and subject.isprintable(), N_("its subject"))


def bad(what: str) -> NotPermitted:
    """The one refusal of a token: what is not right with it."""
    return NotPermitted(
        "SEC-16",
        say(N_("What the identity provider sent is not accepted: %(what)s is not right."), what=Label(what)),
        cure=N_("Begin again. If it stays so, tell the people who run your provider."),
    )


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise bad(what)


def _moment(value: object) -> float | None:
    is_one = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LATEST
    return float(value) if is_one else None  # type: ignore[arg-type]
