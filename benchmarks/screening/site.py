"""A site of its own for measuring: embedded PostgreSQL, keys, two administrations, alerts from a file."""

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO

HOME = Path(tempfile.mkdtemp(prefix="firstwall-bench-"))
ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FIRSTWALL_DATA", ROOT.parent / "shared" / "data")) / "screening"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Files:
    """The list and the traffic: the real ones when they are there, else the shipped examples."""

    alerts: Path
    queries: Path
    is_real: bool


def files() -> Files:
    """Which files are measured."""
    real = Files(DATA / "entities.jsonl.gz", DATA / "queries.jsonl.gz", is_real=True)
    if real.alerts.exists() and real.queries.exists():
        return real
    return Files(ROOT / "examples" / "alerts.jsonl", ROOT / "examples" / "queries.jsonl", is_real=False)


def rows_of(path: Path, limit: int | None = None) -> Iterator[dict]:
    """The JSON lines of a file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        yield from islice(map(json.loads, stream), limit)


@contextmanager
def database() -> Iterator[Path]:
    """A provisioned, migrated PostgreSQL in a folder that is gone afterwards; Django is ready inside."""
    for name in [name for name in os.environ if name.startswith("FIRSTWALL_") and name != "FIRSTWALL_DATA"]:
        del os.environ[name]
    os.environ |= {"FIRSTWALL_HOME": str(HOME), "DJANGO_SETTINGS_MODULE": "firstwall.runtime.settings"}
    os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".venv" / "cache"))
    from firstwall.runtime.postgres import Cluster  # noqa: PLC0415 - settings are read from the home made above
    from firstwall.runtime.provision import prepare_home, provision  # noqa: PLC0415

    cluster = Cluster(HOME)
    prepare_home(HOME, cluster.planned_superuser())
    import django  # noqa: PLC0415

    django.setup()
    from firstwall.runtime.migrate import migrate  # noqa: PLC0415

    cluster.start()
    try:
        if provision(HOME, cluster.superuser):
            migrate(HOME, cluster.superuser)
        yield HOME
    finally:
        cluster.remove()
        shutil.rmtree(HOME, ignore_errors=True)


def people(limit: int | None, say: Say):
    """How the owner enters lines in the criminal strand, once it has entered the list, and a lane officer of another state."""
    from firstwall.authorities import services as authorities  # noqa: PLC0415 - after django.setup
    from firstwall.cis.importing import import_alerts  # noqa: PLC0415
    from firstwall.cis.importing import rows_of as import_rows  # noqa: PLC0415
    from firstwall.cis.source_forms import Defaults  # noqa: PLC0415
    from firstwall.cis.types import Content, Marks  # noqa: PLC0415

    owner = _person(authorities, "EE", "Estonia", role="coordinator", purpose="supply")
    officer = _person(authorities, "LV", "Latvia", role="border_officer", purpose="border_control")
    said = Content({}, "will_commit", field_of_law="goods_controls", data_subject="suspect", rests_on="facts")
    defaults = Defaults(Marks("sighting", ("H0",), "B", "2"), said, "On the list", "")

    def enter(stream: IO[bytes], limit: int | None = None) -> None:
        rows = import_rows(stream, form="jsonl", defaults=defaults, mapping=None)
        say(f"alerts: {dict(import_alerts(owner, islice(rows, limit), told=lambda _what: None).outcomes)}")

    path = files().alerts
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        enter(stream, limit)
    return owner, officer, enter


def _person(authorities, state: str, name: str, *, role: str, purpose: str):
    authorities.add_state(state, name)
    authority = authorities.add_authority(f"{state}-CUSTOMS", name, type="customs", state_code=state)
    authorities.designate(
        authority,
        strand="C",
        categories="abcdefgh",
        purposes=(purpose,),
        rights=("read", "enter", "use"),
        valid_from=date(2024, 4, 8),
    )
    person = authorities.add_person(f"{state}.{role}", f"{name} {role}", authority_id=authority)
    authorities.grant_role(person, role, ("C",))
    lane = {"post": "Lane 1", "shift": "bench"} if purpose == "border_control" else {"reference": "BENCH"}
    return authorities.open_mandate(person, role=role, strands=("C",), purpose=purpose, channel="api", **lane)
