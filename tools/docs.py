"""Renew the generated parts of docs/, or with --check fail when one of them is not what the code says.

python tools/docs.py [--check]
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")

import django  # noqa: E402 - settings first

django.setup()

from benchmarks.formats import page as formats_page  # noqa: E402
from tests.access import doors  # noqa: E402
from tests.law import rule_index  # noqa: E402

from firstwall.api.v1 import api  # noqa: E402
from firstwall.authorities.permissions import ACTS, PERMITTED, SCREEN_ONLY_TYPES  # noqa: E402
from firstwall.law import report  # noqa: E402
from firstwall.screening import states  # noqa: E402
from firstwall.seals import inventory  # noqa: E402

MADE = "<!-- Made by `make docs`; change the code it tells of, then run that again. -->"


def permissions() -> str:
    """Which role carries which act."""
    roles = sorted(role for role in PERMITTED if role != "system")
    lines = [
        f"# Permissions\n\n{MADE}\n",
        "Who may do what, from `authorities/permissions.py` (SEC-01). Denied is the default.\n",
    ]
    lines += [f"| Act | {' | '.join(roles)} |", "| --- |" + " --- |" * len(roles)]
    lines += [
        f"| {text} (`{act}`) | {' | '.join('yes' if act in PERMITTED[r] else '' for r in roles)} |"
        for act, text in ACTS.items()
    ]
    lines += ["\nDesks that act on the screen only; every call by program or export is refused:\n"]
    lines += [f"- {desk}: {rule}, {article}" for desk, (rule, article) in SCREEN_ONLY_TYPES.items()]
    return "\n".join(lines) + "\n"


def state_pages() -> str:
    """The moves of a candidate and of a run, as tables and diagrams."""
    parts = [
        f"# States\n\n{MADE}\n",
        "A move that is not drawn here cannot happen, whoever asks (`screening/states.py`).",
    ]
    for title, moves in (("Candidate", states.VERDICTS), ("Run of a file", states.RUNS)):
        arrows = [f"    {start} --> {end}" for start in moves for end in sorted(moves[start])]
        parts.append(f"\n## {title}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(arrows) + "\n```")
    return "\n".join(parts) + "\n"


def http_api() -> str:
    """Every address of the API, with what it does."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    lines = [f"# HTTP API v1\n\n{MADE}\n", "The whole description is served at `/api/v1/openapi.json` (OpenAPI 3.1).\n"]
    lines += [
        "Every call carries `Authorization: Bearer TOKEN` and, but for opening one, `Firstwall-Mandate: NUMBER`; every write"
    ]
    lines += [
        "under it carries `Idempotency-Key: UUID`. A refusal answers with `rule`, `article`, `sentence` and `cure`.\n"
    ]
    lines += [
        "A candidate carries `score`, the evidence in natural log-odds without bounds, and `probability`, P(same) from 0 to 1:"
    ]
    lines += [
        "how often pairs with such a score were the same. Its `reasons` carry weights in log-odds: all but the verdict's add"
    ]
    lines += ["up to the score.\n"]
    lines += ["| Call | What it does |", "| --- | --- |"]
    for path, methods in sorted(schema["paths"].items()):
        lines += [f"| `{method.upper()} {path}` | {about.get('summary', '')} |" for method, about in methods.items()]
    return "\n".join(lines) + "\n"


def keys() -> str:
    """Every kind of key, from the inventory."""
    lines = [
        f"# Keys and algorithms\n\n{MADE}\n",
        "From `seals/inventory.py`, the only place that names them (SEC-40, SEC-43).\n",
    ]
    lines += ["| Key | Algorithm | Lies in | Use | Ends | `firstwall keys rotate` |", "| --- " * 6 + "|"]
    lines += [
        f"| {k.kind} | {k.algorithm} | `{k.lies_in}` | {k.use} | {k.ends} | {f'`{k.word}`' if k.is_rotated else ''} |"
        for k in inventory.KEY_KINDS
    ]
    lines += ["\n| Else | Algorithm |", "| --- | --- |"]
    lines += [f"| {what} | {algorithm} |" for what, algorithm in inventory.OTHER_ALGORITHMS]
    return "\n".join(lines) + "\n"


PAGES = {
    "docs/law/tables.md": report.render,
    "docs/law/rules.md": rule_index.render,
    "docs/reference/access.md": doors.render,
    "docs/reference/permissions.md": permissions,
    "docs/reference/states.md": state_pages,
    "docs/reference/http-api.md": http_api,
    "docs/reference/keys.md": keys,
    "docs/reference/traffic-formats.md": lambda: formats_page.render(MADE),
}


def main(check: bool) -> int:
    """Write what differs, or name it."""
    stale = [name for name, render in PAGES.items() if _differs(ROOT / name, render())]
    for name in stale:
        if check:
            print(f"{name} is not what the code says: run `make docs`")
        else:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
            print(f"wrote {name}")
    return 1 if check and stale else 0


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
