"""Is this site able to answer (`healthz`, for supervisors and monitors), and how the node stands (the page; REL-22, REL-12).

No personal data. The page shows what the site's own supervisor saw last: the web process may not look for itself at
what is hidden from it (SEC-29).
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from firstwall import __version__
from firstwall.authorities.acting import lawful
from firstwall.authorities.permissions import is_permitted
from firstwall.kernel.clock import utc_now
from firstwall.ledger import services as ledger
from firstwall.ledger import witnessing
from firstwall.runtime import reserve
from firstwall.runtime.checks.disk import MB
from firstwall.runtime.checks.finding import Finding, State
from firstwall.runtime.checks.finding_text import from_plain
from firstwall.runtime.checks.labels import label_of
from firstwall.runtime.checks.looking import FILE
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request

READ, DROP = "supervision.read_health", "supervision.drop_reserve"
OLD = timedelta(seconds=60)
# What stands in red above every page of those who run the node; the rest is on the page itself.
ALARMS = ("minor", "disk", "clock", "database", "ledger")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen last, and when; nothing where nobody looked."""

    at: datetime | None
    findings: tuple[Finding, ...]

    @property
    def is_old(self) -> bool:
        return self.at is None or utc_now() - self.at > OLD


def unavailable() -> JsonResponse:
    """What a monitor reads while the database does not answer."""
    return JsonResponse({"status": "unavailable", "database": "no answer"}, status=503)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers this process's own login, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        watch = witnessing.watch("default")
    except DatabaseError:
        return unavailable()
    told = {"status": "ok", "database": "answers", "version": __version__}
    return JsonResponse(told | {"witnesses": "late" if watch.is_late(utc_now()) else "in time"})


@under_mandate
def health(request: Request) -> HttpResponse:
    """How the node stands: for administrators and supervisors."""
    require(request.actor, READ)
    seen = last_seen()
    context = {
        "looked_at": seen.at,
        "is_old": seen.is_old,
        "findings": [(label_of(one.name), one) for one in seen.findings],
        "can_drop": is_permitted(request.actor, DROP),
        "reserve_mb": reserve.size_of(_home()) // MB,
    }
    return render(request, "health.html", context)


@require_POST
@under_mandate
def drop_reserve(request: Request) -> HttpResponse:
    """Give the reserve's room back; entered in the ledger, for which it makes the room."""
    with lawful(request.actor, DROP):
        freed = reserve.drop(_home())
        ledger.record(request.actor, act=DROP, result="done" if freed else "none", details={"bytes": freed})
    return said(reverse("health"), "reserve-dropped")


def banner(request: HttpRequest) -> dict[str, list[Finding]]:
    """Context processor: what those who run the node must see on every page (SEC-60, REL-11, REL-17)."""
    actor = getattr(request, "actor", None)
    if actor is None or not is_permitted(actor, READ):
        return {}
    seen = last_seen()
    return {"node_alarms": [one for one in seen.findings if one.name in ALARMS and _is_alarm(one)]}


def last_seen() -> Seen:
    """What the supervisor left; a file that is not there or half there counts as nothing seen."""
    try:
        plain = json.loads((_home() / FILE).read_text(encoding="utf-8"))
        return Seen(datetime.fromisoformat(plain["at"]), tuple(from_plain(one) for one in plain["findings"]))
    except (OSError, ValueError, KeyError):
        return Seen(None, ())


def _is_alarm(finding: Finding) -> bool:
    return finding.state is State.BAD or (finding.name == "minor" and finding.state is State.WARN)


def _home() -> Path:
    return Path(settings.FIRSTWALL_DATA_FOLDER)
