"""Ask one address: looked up once, checked, pinned; no redirect, five seconds, five megabytes (SEC-58)."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from firstwall.fetching.addresses import Allowed, Target, may_lead_to, target_of
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.strict_json import strict_json

SECONDS = 5.0
MOST_BYTES = 5 * 1024 * 1024
_STEP = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: its status is neither a redirect nor lost."""

    status: int
    body: bytes


def fetch(
    url: str, *, allowed: Allowed, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """Get an address, or post a form to it.

    Raises:
        Refusal: the address may not be asked, its name leads where it may not, or the answer is a redirect (SEC-58).
        Fault: it does not answer in time, or answers too much.
    """
    target = target_of(url, allowed)
    ends = time.monotonic() + SECONDS
    connection = _connected(target, _pinned(target, allowed))
    body = urlencode(form) if form is not None else None
    sent = {"Accept": "application/json", "Connection": "close", **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request("GET" if body is None else "POST", target.path, body=body, headers=sent)
        answer = connection.getresponse()
        if 300 <= answer.status < 400:
            raise Refusal("SEC-58", N_("The address answers with a redirect, and none is followed."))
        return Answer(answer.status, _read(answer, ends))
    except (OSError, http.client.HTTPException):
        raise _silent(target) from None
    finally:
        connection.close()


def fetch_json(
    url: str, *, allowed: Allowed, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> dict:
    """Get a JSON object, read strictly (SEC-52).

    Raises:
        Refusal, Fault: as `fetch`; or the answer is not a JSON object with status 200.
    """
    answer = fetch(url, allowed=allowed, form=form, headers=headers)
    try:
        plain = strict_json(answer.body)
    except Fault:
        plain = None
    if answer.status != 200 or not isinstance(plain, dict):
        raise Fault("not-json", N_("The answer is not what was asked for."), status=502, safe_to_retry=True)
    return plain


def _pinned(target: Target, allowed: Allowed) -> str:
    """One address of the name; if any of its addresses may not be asked, none is."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError:
        raise _silent(target) from None
    addresses = [str(row[4][0]) for row in found]
    if not addresses or not all(may_lead_to(one.partition("%")[0], allowed) for one in addresses):
        raise Refusal("SEC-58", N_("The host's name leads into a network that is not asked."))
    return addresses[0]


def _connected(target: Target, address: str) -> http.client.HTTPConnection:
    try:
        plain = socket.create_connection((address, target.port), timeout=SECONDS)
        if target.is_tls:
            context = ssl.create_default_context()
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            plain = context.wrap_socket(plain, server_hostname=target.host)
    except OSError:
        raise _silent(target) from None
    # the connection is there already: nothing looks the name up a second time
    connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
    connection.sock = plain
    return connection


def _read(answer: http.client.HTTPResponse, ends: float) -> bytes:
    parts, size = [], 0
    while part := answer.read1(_STEP):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Fault("too-much", N_("The answer is larger than five megabytes."), status=502)
        if time.monotonic() > ends:
            raise Fault("too-slow", N_("The answer takes longer than five seconds."), status=504, safe_to_retry=True)
    return b"".join(parts)


def _silent(target: Target) -> Fault:
    sentence = N_("The other side does not answer, or its certificate is not good.")
    return Fault("no-answer", sentence, place=target.host, status=504, safe_to_retry=True)
