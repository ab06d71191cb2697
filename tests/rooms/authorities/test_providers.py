"""SEC-16: a real provider on loopback, honest and hostile. Identity is (issuer, subject), and each claim is checked."""

import base64
import json
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.conf import settings
from joserfc import jws
from joserfc.jwk import KeySet, RSAKey
from tests.harness.coalition import a_coalition
from tests.harness.provider import CLIENT, Provider, tampered

from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.signing_in import links, openid, providers
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NotPermitted, Refusal

BACK = "http://localhost:1/sign-in/provider/answer"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    provider = Provider()
    yield provider
    provider.stop()


@pytest.fixture
def provider(running: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """Known to this node, honest again."""
    monkeypatch.setattr(settings, "FIRSTWALL_OPENID_ISSUER", running.address)
    monkeypatch.setattr(settings, "FIRSTWALL_OPENID_CLIENT", CLIENT)
    monkeypatch.setattr(settings, "FIRSTWALL_OPENID_AMR", ("hwk",))
    monkeypatch.setattr(settings, "FIRSTWALL_OPENID_LOOPBACK", True)
    running.subject, running.lie = "u-1", lambda claims: None
    providers.forget()
    return running


@pytest.fixture
def people(clean) -> None:
    """Coordinators of three states."""
    a_coalition()


def comes_back(**changes: str) -> tuple[openid.Claims, bytes]:
    """The way to the provider and back, as a browser goes it."""
    begun = providers.begin(BACK)
    answer = httpx.get(begun.address)
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    known = {"nonce": begun.nonce, "verifier": begun.verifier, "return_to": BACK, **changes}
    return providers.claims_of(code, **known), begun.state


def bound(login: str) -> None:
    claims, state = comes_back()
    providers.bind(links.by_operator(login), claims, state)


def test_an_identity_bound_by_a_link_signs_in(people, provider: Provider) -> None:
    """SEC-15, SEC-16: code flow with PKCE, state and nonce."""
    bound("ee.coordinator")
    claims, state = comes_back()
    _held, person = providers.sign_in(claims, state)
    assert person.login == "ee.coordinator"
    with pytest.raises(NotPermitted, match="used before"):
        providers.sign_in(claims, state)


def test_the_mail_address_of_a_known_person_under_another_subject_is_nobody(people, provider: Provider) -> None:
    """SEC-16: the victim's e-mail address with a new subject (CVE-2026-9084)."""
    bound("ee.coordinator")
    provider.subject = "u-2"
    claims, state = comes_back()
    with pytest.raises(NotPermitted, match="does not yet"):
        providers.sign_in(claims, state)


def test_an_identity_is_not_bound_twice(people, provider: Provider) -> None:
    """SEC-16."""
    bound("ee.coordinator")
    with pytest.raises(NotPermitted, match="subject"):
        bound("lv.coordinator")


def test_an_identity_ends_with_the_person(people, provider: Provider) -> None:
    """SEC-18."""
    bound("ee.coordinator")
    links.by_operator("ee.coordinator")
    claims, state = comes_back()
    with pytest.raises(NotPermitted):
        providers.sign_in(claims, state)


STRANGER = RSAKey.generate_key(2048, {"kid": "k1"})
NOW = time.time()


def said(**changes: object):
    """A lie: these claims instead, honestly signed."""
    return lambda provider: lambda claims: provider.signed({**claims, **changes})


def left_out(name: str):
    """A lie: this claim is missing."""
    return lambda provider: lambda claims: provider.signed({key: one for key, one in claims.items() if key != name})


LIES = {
    "another issuer": said(iss="https://evil.example"),
    "another audience": said(aud="another-client"),
    "a second audience": said(aud=[CLIENT, "another-client"]),
    "another authorised party": said(azp="another-client"),
    "another nonce": said(nonce="not-mine"),
    "no nonce": left_out("nonce"),
    "expired": said(exp=int(NOW) - 3600),
    "no end": left_out("exp"),
    "from tomorrow": said(iat=int(NOW) + 86400),
    "an old authentication": said(auth_time=int(NOW) - 3600),
    "no time of authentication": left_out("auth_time"),
    "a weak authentication": said(amr=["pwd"]),
    "no word on its strength": left_out("amr"),
    "an end beyond every number": said(exp=10**400),
    "no subject": said(sub=""),
    "a number for a subject": said(sub=7),
    "no algorithm": lambda provider: provider.unsigned,
    "a shared secret made of the public key": lambda provider: provider.shared,
    "a stranger's key": lambda provider: lambda claims: provider.signed(claims, key=STRANGER),
    "an unknown key": lambda provider: lambda claims: provider.signed(claims, kid="k9"),
    "its own key in the header": lambda provider: (
        lambda claims: provider.signed(claims, key=STRANGER, jwk=STRANGER.as_dict(private=False))
    ),
    "a key elsewhere": lambda provider: lambda claims: provider.signed(claims, jku="https://evil.example/keys"),
    "an access token": lambda provider: lambda claims: provider.signed(claims, typ="at+jwt"),
    "changed after signing": lambda provider: (
        lambda claims: tampered(provider.signed(claims), {**claims, "sub": "u-victim"})
    ),
    "no token": lambda provider: lambda claims: "x",
}


@pytest.mark.parametrize("name", LIES)
def test_a_hostile_token_is_refused(provider: Provider, name: str) -> None:
    """SEC-16: issuer, audience, nonce, algorithm, key, times, age and strength of the authentication, subject."""
    provider.lie = LIES[name](provider)
    with pytest.raises(NotPermitted) as refused:
        comes_back()
    assert refused.value.rule == "SEC-16"


def test_there_are_more_than_twelve() -> None:
    assert len(LIES) >= 12


def test_an_honest_key_of_another_kind_is_taken(provider: Provider) -> None:
    provider.lie = lambda claims: provider.signed(claims, key=provider.other, kid="k2")
    assert comes_back()[0].subject == "u-1"


def test_a_code_without_its_verifier_or_used_twice_is_worth_nothing(provider: Provider) -> None:
    """SEC-15: PKCE."""
    with pytest.raises(Fault):
        comes_back(verifier="another")


def test_metadata_that_lead_elsewhere_are_not_followed(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-58: neither this node nor the browser is sent to a host that the site did not name."""
    honest = provider.metadata()
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        monkeypatch.setattr(provider, "metadata", lambda name=name: {**honest, name: "https://evil.example/x"})
        providers.forget()
        with pytest.raises(Refusal, match=r"evil\.example"):
            providers.begin(BACK)
    monkeypatch.setattr(provider, "metadata", lambda: {**honest, "issuer": "https://evil.example"})
    providers.forget()
    with pytest.raises(NotPermitted, match="issuer"):
        providers.begin(BACK)


def test_a_provider_without_a_demanded_strength_is_not_set_up(provider: Provider, monkeypatch) -> None:
    """SEC-16: strength is checked or the provider is not used."""
    monkeypatch.setattr(settings, "FIRSTWALL_OPENID_AMR", ())
    with pytest.raises(Fault, match="no identity provider"):
        providers.begin(BACK)


def test_no_identity_is_read_without_a_context(people, provider: Provider) -> None:
    """SEC-04: the doorkeeper alone sees whose identity it is."""
    bound("ee.coordinator")
    with acting(system_actor("sign-in")):
        assert providers.Identity.objects.count() == 1
    assert providers.Identity.objects.count() == 0


@pytest.mark.parametrize("header", [{"kid": ["k1"]}, {"kid": {}}, {"kid": 1}])
def test_a_key_named_by_no_text_is_refused(header: dict) -> None:
    """SEC-16, REL-19: it was a crash; a set cannot be asked for a list."""
    first = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", **header}).encode()).decode().rstrip("=")
    whose = openid.Provider("https://idp.example", CLIENT, acr=frozenset({"high"}))
    with pytest.raises(NotPermitted, match="its key"):
        openid.check(f"{first}.e30.AA", KeySet([STRANGER]), whose, nonce="n", now=utc_now())


@pytest.mark.parametrize("acr", [["high"], {"high": 1}, None])
def test_a_strength_that_is_no_text_is_refused(acr: object) -> None:
    """SEC-16, REL-19."""
    at = int(utc_now().timestamp())
    claims = {"iss": "https://idp.example", "aud": CLIENT, "nonce": "n", "sub": "s", "acr": acr}
    claims |= {"exp": at + 60, "iat": at, "auth_time": at}
    token = jws.serialize_compact(
        {"alg": "RS256", "kid": "k1"}, json.dumps(claims).encode(), STRANGER, algorithms=["RS256"]
    )
    whose = openid.Provider("https://idp.example", CLIENT, acr=frozenset({"high"}))
    with pytest.raises(NotPermitted, match="strength"):
        openid.check(token, KeySet([STRANGER]), whose, nonce="n", now=utc_now())
