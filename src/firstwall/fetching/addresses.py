"""Whether an address may be asked at all: pure decisions about a URL and about where its name leads."""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, say

LONGEST = 2000
_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII, no space, no backslash
_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which hosts may be asked, each as `name` or `name:port`; loopback and plain HTTP only where a site says so for itself."""

    hosts: frozenset[str] = field(default_factory=frozenset)
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked, in its parts."""

    is_tls: bool
    host: str
    port: int
    path: str


def target_of(url: str, allowed: Allowed) -> Target:
    """The parts of a URL that may be asked.

    Raises:
        Refusal: SEC-58; the sentence says what is wrong with the form, and never more than the host's name.
    """
    if len(url) > LONGEST or not _PLAIN.fullmatch(url):
        raise _refused(N_("The address is not plain text of a usual length."))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(N_("The address cannot be read.")) from None
    if parts.scheme not in ("https", "http") or not url.startswith((f"{parts.scheme}://",)):
        raise _refused(N_("Only https is asked."))
    if "@" in parts.netloc or parts.fragment or url.endswith("#"):
        raise _refused(N_("The address carries a login or a fragment."))
    is_tls = parts.scheme == "https"
    if parts.netloc.endswith(":") or (port is not None and not 0 < port < 65536):
        raise _refused(N_("The address cannot be read."))
    if not _is_name(host) and not (allowed.loopback and host in ("127.0.0.1", "::1")):
        raise _refused(N_("The host is not a plain name."))
    usual = 443 if is_tls else 80
    named = host if (port or usual) == usual and is_tls else f"{host}:{port or usual}"
    if named not in allowed.hosts:
        raise _refused(say(N_("The host %(host)s is not on this site's list."), host=host))
    if not is_tls and not (allowed.loopback and host in ("localhost", "127.0.0.1", "::1")):
        raise _refused(N_("Only https is asked."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(is_tls, host, port or usual, path)


def may_lead_to(address: str, allowed: Allowed) -> bool:
    """Whether a name may lead here: to the public network, or to this very machine where the site says so."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = _inner(found)
    if inner is not None:  # an IPv4 address in an IPv6 dress is judged as what it is
        return may_lead_to(str(inner), allowed)
    if found.is_loopback:
        return allowed.loopback
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


def _inner(found: IpAddress) -> ipaddress.IPv4Address | None:
    if not isinstance(found, ipaddress.IPv6Address):
        return None
    if found in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if found.teredo:
        return found.teredo[1]
    return found.ipv4_mapped or found.sixtofour


def _is_name(host: str) -> bool:
    """A name of the public kind; not a number in any of its dresses (2130706433, 0x7f.1, 127.1)."""
    last = host.rpartition(".")[2]
    return bool(_NAME.fullmatch(host)) and not last.isdigit() and not re.fullmatch(r"0x[0-9a-f]*", last)


def _refused(sentence: str) -> Refusal:
    return Refusal("SEC-58", sentence, cure=N_("Write the host into the site's settings, or correct the address."))
