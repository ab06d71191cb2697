"""What every page shows around its content: band, mandate, tasks with counts, the reader's light and time zone."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.permissions import SCREEN_ONLY_TYPES, is_permitted
from firstwall.authorities.queries import time_zone_of
from firstwall.authorities.signing_in import fallbacks
from firstwall.authorities.types import MandateFacts
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.screening import queries as screening
from firstwall.screening.types import Waiting
from firstwall.web.said import SAID

THEMES = ("light", "dark", "patrol")
DENSITIES = ("dense", "touch")
SEARCHING = ("lane", "case")
_NONE = Waiting(0, 0, 0, 0)
# whichever of these a role has opens the page of requests
_RIGHTS = ("supervision.read_rights", "supervision.watch_rights", "supervision.give_position")
HANDLING = {code: row.label for code, row in tables.HANDLING.items()}
EVALUATION = {code: row.label for part in tables.EVALUATION.values() for code, row in part.items()}
WARNINGS = {code: row.label for code, row in tables.WARNING_CODES.items()}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the rail."""

    url: str
    icon: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks under one heading."""

    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A short confirmation of one's own act, in the flow of the page."""

    tone: str
    text: str


def frame(request: HttpRequest) -> dict:
    """The context of base.html."""
    actor, mandate = getattr(request, "actor", None), getattr(request, "mandate", None)
    code = request.GET.get("said", "")
    return {
        "demo": settings.FIRSTWALL_DEMO,
        "node": settings.FIRSTWALL_NODE,
        "now": utc_now(),
        "zone": _zone(mandate),
        "look": look_of(request),
        "person": getattr(request, "person", None),
        "mandate": mandate,
        "purpose_label": tables.PURPOSES[mandate.purpose].label if mandate else "",
        "is_screen_only": actor is not None and actor.authority_type in SCREEN_ONLY_TYPES,
        "can_check": actor is not None and may_search(actor),
        "task_groups": task_groups(actor, request.path) if actor else [],
        "said": [*_alarms(actor), *([Said("good", str(SAID[code]))] if code in SAID else [])],
        "handling_labels": HANDLING,
        "evaluation_labels": EVALUATION,
        "warning_labels": WARNINGS,
    }


def _alarms(actor: Actor | None) -> list[Said]:
    """SEC-20: whoever keeps people or supervises is told on each page that a sealed account was opened."""
    if actor is None or actor.role not in ("administrator", "supervisor"):
        return []
    text = _("The sealed account was opened on %(at)s UTC. If you do not know why, call the operator of this node now.")
    return [Said("stop", text % {"at": f"{one.began_at:%Y-%m-%d %H:%M}"}) for one in fallbacks.alarms()]


def look_of(request: HttpRequest) -> dict[str, str]:
    """The reader's light, density and keys, from this device's cookies; anything unknown is left out."""
    theme, density = request.COOKIES.get("fw_theme", ""), request.COOKIES.get("fw_density", "")
    return {
        "theme": theme if theme in THEMES else "",
        "density": density if density in DENSITIES else "",
        "keys": "off" if request.COOKIES.get("fw_keys") == "off" else "on",
    }


def waits(actor: Actor) -> Waiting:
    """How much waits; nothing for those whose role has no queue."""
    return screening.waiting(actor) if is_permitted(actor, "screening.read_hits") else _NONE


def task_groups(actor: Actor, path: str) -> list[TaskGroup]:
    """The verbs of the day for this role, with what waits."""
    waiting = waits(actor)
    at_border = [
        ("screening.check", "check", "check", _("Check"), 0),
        ("screening.read_hits", "hits", "eye", _("Hits to review"), waiting.hits),
        ("screening.hand_over", "shift", "clock", _("Shift"), waiting.overdue),
        ("screening.read_sightings", "sightings", "flag", _("Sighting reports"), waiting.sightings + waiting.answers),
        ("screening.read_seizures", "seizures", "goods", _("Seizures"), 0),
        ("screening.screen_file", "files", "file", _("Traffic files"), waiting.runs),
    ]
    alerts = [
        ("cis.list_alerts", "alerts", "alert", _("Alerts"), 0),
        ("cis.enter_alert", "alert-new", "plus", _("Enter an alert"), 0),
        ("cis.read_matches", "matches", "bell", _("Matches of Europol and Eurojust"), waiting.matches),
        ("cis.read_corrections", "registers", "document", _("Copies and corrections"), 0),
    ]
    investigations = [
        ("fide.ask", "fide", "book", _("Who investigates whom (FIDE)"), 0),
        ("fide.read_own", "fide-own", "document", _("Own entries in FIDE"), 0),
    ]
    supervision = [
        ("supervision.read_ledger", "ledger", "ledger", _("Ledger"), 0),
        ("supervision.export_accesses", "accesses", "person", _("Accesses of an agency"), 0),
        ("supervision.judge_query", "sample", "eye", _("Sample of queries"), 0),
        ("supervision.read_audit", "audit", "scale", _("Audit answers"), 0),
        ("supervision.read_registers", "supervised", "document", _("Registers"), 0),
        ("supervision.read_retention", "retention", "clock", _("Keeping and erasing"), 0),
        ("screening.read_index", "indexes", "search", _("Matching indexes"), 0),
        ("supervision.read_health", "health", "wall", _("How the node stands"), 0),
    ]
    access = [
        ("authorities.read_lists", "lists", "book", _("Lists of designations"), 0),
        ("authorities.read_people", "people", "person", _("People with access"), 0),
        ("authorities.enter_person", "accounts", "keys", _("Accounts and roles"), 0),
        ("authorities.enter_office", "offices", "desk", _("Offices"), 0),
        ("authorities.keep_services", "services", "cross", _("Service accounts"), 0),
    ]
    persons = [(act, "rights", "person", _("Requests of persons"), 0) for act in _RIGHTS if is_permitted(actor, act)]
    persons = persons[:1]
    home = Task(reverse("home"), "desk", _("What waits"), 0, path == reverse("home"))
    groups = [TaskGroup(_("Today"), (home,))]
    named = (
        (_("At the border"), at_border),
        (_("Alerts"), alerts),
        (_("Investigations"), investigations),
        (_("Access"), access),
        (_("Supervision"), supervision),
        (_("Persons concerned"), persons),
    )
    for title, rows in named:
        allowed = [row for row in rows if is_permitted(actor, row[0]) and _concerns(actor, row[1])]
        tasks = tuple(_task(row, path) for row in allowed)
        if tasks:
            groups.append(TaskGroup(title, tasks))
    return groups


def _concerns(actor: Actor, name: str) -> bool:
    """Matches are of the criminal strand: a mandate without it has none (CIS-32e)."""
    return name != "matches" or Strand.CRIMINAL in actor.strands


# a page below whose address another task's page lies
_OWN_TASK_BELOW = {"alerts": "alert-new", "fide": "fide-own"}


def _task(row: tuple[str, str, str, str, int], path: str) -> Task:
    _act, name, icon, label, count = row
    url = reverse(name)
    below = _OWN_TASK_BELOW.get(name)
    is_here = path.startswith(url) and (below is None or not path.startswith(reverse(below)))
    return Task(url, icon, label, count, is_here)


def may_search(actor: Actor) -> bool:
    """Whether a check would be answered: the role has it, the purpose is one for searching (SEC-21). Screening decides."""
    return is_permitted(actor, "screening.check") and tables.PURPOSES[actor.purpose].kind in SEARCHING


def _zone(mandate: MandateFacts | None) -> str:
    if mandate is None:
        return "UTC"
    with acting(system_actor("sign-in")):
        return time_zone_of(mandate.person.authority.state_code)
