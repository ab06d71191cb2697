"""The page of keys and algorithms, from the inventory in code (SEC-43): kinds, places and ends; no key and no id of one."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from firstwall.runtime.health import READ
from firstwall.seals.inventory import KEY_KINDS, OTHER_ALGORITHMS, KeyKind
from firstwall.web.guard import require, under_mandate
from firstwall.web.request import Request


@under_mandate
def keys(request: Request) -> HttpResponse:
    """Each kind of key: for those who run the node, and their supervisors."""
    require(request.actor, READ)
    rows = [{"kind": kind, "since": since(kind), "command": command(kind)} for kind in KEY_KINDS]
    return render(request, "keys.html", {"rows": rows, "others": OTHER_ALGORITHMS})


def command(kind: KeyKind) -> str:
    """What changes the key; empty where nothing does."""
    return f"firstwall keys rotate {kind.word}" if kind.is_rotated else ""


def since(kind: KeyKind) -> datetime | None:
    """When the key in use was laid down; empty where it is no file, or one that this process may not see (SEC-29)."""
    path = Path(settings.FIRSTWALL_KEYS) / kind.lies_in
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None
