"""What doctor looks at outside the database: the port, the locale, whether a browser would reach the page."""

import http.client
import locale
import os
import socket
import ssl
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks import certificate
from firstwall.runtime.checks.finding import Finding, State

PATIENCE = 5.0


def judge_locale() -> Finding:
    """Names of all scripts pass through files and terminals as UTF-8."""
    name = locale.getpreferredencoding(do_setlocale=False)
    if name.upper().replace("-", "") == "UTF8" and sys.getfilesystemencoding() == "utf-8":
        return Finding("locale", State.OK, N_("Text is UTF-8."))
    cure = N_("Set LANG=C.UTF-8 for the user that runs the site.")
    return Finding("locale", State.WARN, say(N_("This machine writes text as %(name)s."), name=name), cure)


def judge_port(port: int, *, is_running: bool) -> Finding:
    """The site's own when it runs; else free, so that it can start."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            taken = False
        except OSError:
            taken = True
    if is_running and taken:
        return Finding("port", State.OK, say(N_("Port %(port)s is this site's."), port=port))
    if is_running:
        return Finding(
            "port",
            State.BAD,
            say(N_("The site runs, but nobody listens on port %(port)s."), port=port),
            N_("See logs/web.log in the home."),
        )
    if taken:
        cure = N_("End the other program, or set pages.port in the site file.")
        return Finding("port", State.BAD, say(N_("Another program listens on port %(port)s."), port=port), cure)
    return Finding("port", State.OK, say(N_("Port %(port)s is free."), port=port))


def judge_page(address: str) -> list[Finding]:
    """As a browser asks: name, TLS that it would believe, an answer; and how long the certificate lasts."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        status = _asked(parts.scheme, host, port)
    except ssl.SSLCertVerificationError as wrong:
        sentence = say(
            N_("A browser would not believe the certificate of %(address)s: %(why)s."),
            address=address,
            why=wrong.verify_message,
        )
        return [
            Finding("page", State.BAD, sentence, N_("Give the proxy a certificate for this name that browsers know.")),
            *_days(host, port),
        ]
    except OSError as wrong:
        sentence = say(N_("%(address)s does not answer (%(why)s)."), address=address, why=type(wrong).__name__)
        return [Finding("page", State.BAD, sentence, N_("Start the site, and check the proxy and the name's address."))]
    dated = _days(host, port) if parts.scheme == "https" else []
    if status == 200:
        return [Finding("page", State.OK, say(N_("%(address)s answers."), address=address)), *dated]
    cure = N_(
        "400: add the name to pages.names in the site file. 502: the proxy passes to another port than pages.port."
    )
    sentence = say(N_("%(address)s answers %(status)s instead of 200."), address=address, status=status)
    return [Finding("page", State.BAD, sentence, cure), *dated]


def _asked(scheme: str, host: str, port: int) -> int:
    if scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=PATIENCE, context=ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE"))
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    finally:
        connection.close()


def _days(host: str, port: int) -> list[Finding]:
    shown = certificate.of_pages(host, port)
    return [certificate.judge("certificate", shown, datetime.now(UTC))] if shown else []
