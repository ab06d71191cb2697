"""Until when a server's certificate is valid: PostgreSQL's by its own first word, a proxy's by plain TLS.

libpq says only that a certificate was not believed; looking at it ourselves tells an expired one from a foreign one.
"""

import socket
import ssl
import struct
from datetime import UTC, datetime

from cryptography import x509

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

_SSL_REQUEST = struct.pack("!ii", 8, 80877103)
WARN_DAYS, PATIENCE = 21, 5.0


def of_postgresql(host: str, port: int) -> x509.Certificate | None:
    """The certificate that the server shows; None when it speaks no TLS. Nothing else is said to it."""
    with socket.create_connection((host, port), timeout=PATIENCE) as plain:
        plain.sendall(_SSL_REQUEST)
        return _shown(plain, host) if plain.recv(1) == b"S" else None


def of_pages(host: str, port: int) -> x509.Certificate | None:
    """The certificate of the proxy before the pages."""
    with socket.create_connection((host, port), timeout=PATIENCE) as plain:
        return _shown(plain, host)


def judge(name: str, certificate: x509.Certificate, now: datetime) -> Finding:
    """How many days are left."""
    if now < certificate.not_valid_before_utc:
        day = certificate.not_valid_before_utc.date().isoformat()
        return Finding(
            name, State.BAD, say(N_("The certificate is not valid before %(day)s."), day=day), N_("Check the clocks.")
        )
    days = (certificate.not_valid_after_utc - now).days
    day = certificate.not_valid_after_utc.date().isoformat()
    if now > certificate.not_valid_after_utc:
        return Finding(
            name,
            State.BAD,
            say(N_("The certificate has expired on %(day)s."), day=day),
            N_("Have it renewed on that server."),
        )
    state = State.WARN if days < WARN_DAYS else State.OK
    cure = N_("Have it renewed in time.") if state is State.WARN else ""
    return Finding(
        name,
        state,
        say(N_("The certificate is valid for %(days)s more days, until %(day)s."), days=days, day=day),
        cure,
    )


def expired_on(host: str, port: str) -> str:
    """The day on which a PostgreSQL's certificate expired; empty when it has not, or cannot be looked at."""
    try:
        shown = of_postgresql(host, int(port))
    except (OSError, ValueError):
        return ""
    over = shown is not None and shown.not_valid_after_utc < datetime.now(UTC)
    return shown.not_valid_after_utc.date().isoformat() if shown and over else ""


def _shown(plain: socket.socket, host: str) -> x509.Certificate | None:
    # Only looked at, never trusted: whether it is believed is decided where the connection is made.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with context.wrap_socket(plain, server_hostname=host) as wrapped:
        shown = wrapped.getpeercert(binary_form=True)
    return x509.load_der_x509_certificate(shown) if shown else None
