"""Strangers who are refused are counted, by source and hour: the ledger gets the first ones and one entry for the rest (SEC-26).

Nothing here stands in the way of a passkey, of a sealed code or of a check: only password and code ask `must_not_be_too_many`.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime

from django.conf import settings
from django.db import connection

from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.signing_in import sessions
from firstwall.authorities.signing_in.models import RefusedSignIn
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.ledger import services as ledger

ENTRIES_OF_SOURCE, ENTRIES_OF_HOUR = 10, 100  # refused sign-ins with an entry of their own
MOST_SOURCES = 1000  # told apart in an hour; the others count together
MOST_OF_SOURCE = 20  # refused in an hour, then no password of this source is looked at
_COUNT = """insert into authorities_refused_sign_in (id, hour, number) values (%s, %s, 1)
    on conflict (id) do update set number = authorities_refused_sign_in.number + 1 returning number"""
_ALL, _OTHERS = "", "others"


def address_of(forwarded: str, remote: str) -> str:
    """Where a request comes from: as the own proxy says it, when there is one, for every listener is on loopback."""
    said = forwarded if settings.FIRSTWALL_ADDRESS.startswith("https://") else ""
    return said.rpartition(",")[2].strip() or remote


def record_refused(rule: str, address: str = "") -> None:
    """An attempt that opened nothing; whose it was is not known. Entered while there are few, then counted only."""
    doorkeeper, now = system_actor(sessions.DOORKEEPER), utc_now()
    with acting(doorkeeper):
        sum_up(now)
        of_all = _count(now, _ALL)
        source = _source(address)
        if of_all > MOST_SOURCES and not RefusedSignIn.objects.filter(id=_key(now, source)).exists():
            source = _OTHERS
        of_source = _count(now, source)
        if of_source <= ENTRIES_OF_SOURCE and of_all <= ENTRIES_OF_HOUR:
            ledger.record(
                doorkeeper, act=sessions.SIGN_IN, object_type="session", result="refused", details={"rule": rule}
            )


def must_not_be_too_many(address: str) -> None:
    """Pass in silence unless this source was refused too often in this hour. Needs the doorkeeper's context.

    Raises:
        NotPermitted: it was; who has a passkey is not concerned.
    """
    row = RefusedSignIn.objects.filter(id=_key(utc_now(), _source(address))).first()
    if row is not None and row.number >= MOST_OF_SOURCE:
        raise NotPermitted(
            "SEC-15",
            N_("Too many sign-ins from your network address were refused in this hour. No password is looked at."),
            cure=N_("Use your passkey, or wait until the next full hour."),
            status=429,
        )


def sum_up(now: datetime) -> int:
    """One entry for each past hour in which more were refused than entered one by one; the counts go with it."""
    doorkeeper = system_actor(sessions.DOORKEEPER)
    told = 0
    with acting(doorkeeper):
        before = RefusedSignIn.objects.select_for_update().filter(hour__lt=_hour(now)).order_by("id")
        hours: dict[datetime, dict[str, int]] = {}
        for row in before:
            hours.setdefault(row.hour, {})[row.id.rpartition("/")[2]] = row.number
        for hour, numbers in hours.items():
            refused, sources = numbers.pop(_ALL, 0), len(numbers)
            if refused > ENTRIES_OF_HOUR or any(number > ENTRIES_OF_SOURCE for number in numbers.values()):
                details = {"hour": hour, "refused": refused, "sources": sources}
                ledger.record(
                    doorkeeper, act=sessions.SIGN_IN, object_type="refused_hour", result="refused", details=details
                )
                told += 1
        if hours:
            RefusedSignIn.objects.filter(hour__in=list(hours)).delete()
    return told


def _count(now: datetime, source: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(now, source), _hour(now)])
        return cursor.fetchone()[0]


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _key(now: datetime, source: str) -> str:
    return f"{now:%Y-%m-%dT%H}/{source}"


def _source(address: str) -> str:
    """A keyed hash of the address, or of the network that one holder of IPv6 has; no address lies in the clear."""
    try:
        one = ipaddress.ip_address(address)
        text = str(ipaddress.ip_network((one, 64), strict=False)) if one.version == 6 else str(one)
    except ValueError:
        text = ""
    return hmac.digest(settings.SECRET_KEY.encode(), f"refused|{text}".encode(), hashlib.sha256).hex()[:32]
