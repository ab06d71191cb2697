"""One look at the whole node, without Django: every finding and figure of REL-22. Holds no personal value.

The supervisor looks every quarter of a minute and leaves what it saw in `health.json`, which the pages show; `firstwall
doctor` looks by itself.
"""

import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from firstwall.kernel.sentences import N_, say
from firstwall.runtime import provision
from firstwall.runtime.checks import certificate
from firstwall.runtime.checks.backups import judge_backups
from firstwall.runtime.checks.clocks import judge_clock
from firstwall.runtime.checks.disk import Disk, days_left, disks_of, judge_disk
from firstwall.runtime.checks.finding import Finding, State
from firstwall.runtime.checks.finding_text import to_plain
from firstwall.runtime.checks.keys import judge_keys
from firstwall.runtime.checks.minimum import judge_version
from firstwall.runtime.checks.work import Work, judge_work, work_of
from firstwall.runtime.holding import cluster_of

FILE = "health.json"
_PATIENCE = 3
_SAMPLES, _SAMPLE_EVERY = 48, 3_600.0
_LOG = N_("See logs/%(part)s.log in the home; it is started again by itself.")


@dataclass(frozen=True, slots=True)
class PartState:
    """One process of the site as its supervisor sees it."""

    name: str
    running: bool
    falls: int


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one moment: judged, and as figures for a monitor."""

    at: datetime
    findings: tuple[Finding, ...]
    figures: dict[str, float]
    disks: tuple[Disk, ...]


@dataclass
class Looker:
    """Looks at one site again and again; remembers how the disk fills, and asks for certificates once an hour."""

    home: Path
    samples: list[tuple[float, int]] = field(default_factory=list)
    _dated: tuple[float, list[Finding]] = (0.0, [])

    def look(self, parts: Iterable[PartState] = ()) -> Look:
        """Everything; what cannot be reached is a finding, never an error."""
        now = datetime.now(UTC)
        findings = [_part(one) for one in parts]
        figures: dict[str, float] = {}
        work, version, refused = self._ask()
        if work is None:
            cure = N_("See logs/postgres.log in the home, or your own server. Nothing acknowledged is lost.")
            findings.append(
                Finding("database", State.BAD, say(N_("The database does not answer (%(why)s)."), why=refused), cure)
            )
            findings.append(judge_clock(now, database=None, saved=None))
        else:
            findings += [
                Finding("database", State.OK, N_("The database answers.")),
                judge_version(version),
                *judge_work(work),
            ]
            findings.append(judge_clock(now, database=work.said_at, saved=work.signed_at))
            figures |= _figures(work, now)
        disks = disks_of(self._places())
        self._remember(disks)
        findings += [judge_disk(disk, days=days_left(self.samples) if disk is disks[0] else None) for disk in disks]
        findings += judge_keys(self._keys())
        store = os.environ.get("FIRSTWALL_BACKUP_TO")
        findings += judge_backups(
            self.home, Path(store) if store else None, now, has_key=bool(os.environ.get("FIRSTWALL_BACKUP_KEY"))
        )
        findings += self._certificates()
        return Look(now, tuple(findings), figures, tuple(disks))

    def keep(self, look: Look) -> None:
        """Leave it where the web process finds it: whole or not at all."""
        plain = {"at": look.at.isoformat(), "findings": [to_plain(one) for one in look.findings]}
        building = self.home / f".{FILE}"
        try:
            descriptor = os.open(building, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(plain, file)
            building.replace(self.home / FILE)
        except OSError:
            building.unlink(missing_ok=True)  # a full disk: the page then shows the last look with its time

    def _ask(self) -> tuple[Work | None, int, str]:
        try:
            kept = provision.read_connection(self.home)
            with psycopg.connect(
                host=kept["host"],
                port=kept["port"],
                dbname=kept["name"],
                user="fw_app",
                password=kept["passwords"]["fw_app"],
                connect_timeout=_PATIENCE,
                options=f"-c statement_timeout={_PATIENCE * 1000}",
                application_name="firstwall health",
            ) as connection:
                return work_of(connection), connection.info.server_version, ""
        except psycopg.errors.UndefinedFunction:
            return None, 0, "its tables are of an earlier release: start the site"
        except (psycopg.Error, OSError) as refused:
            return None, 0, type(refused).__name__

    def _keys(self) -> Path:
        return Path(os.environ.get("FIRSTWALL_KEYS") or self.home / "keys")

    def _places(self) -> Sequence[Path]:
        cluster = cluster_of(self.home)
        spool = Path(os.environ.get("FIRSTWALL_SPOOL") or self.home / "spool")
        return [self.home, *([cluster.data] if cluster else []), self._keys(), spool]

    def _remember(self, disks: Sequence[Disk]) -> None:
        now = time.monotonic()
        if not self.samples or now - self.samples[-1][0] >= _SAMPLE_EVERY:
            self.samples = [*self.samples, (now, disks[0].free)][-_SAMPLES:]

    def _certificates(self) -> list[Finding]:
        at, found = self._dated
        if at and time.monotonic() - at < _SAMPLE_EVERY:
            return found
        found = _certificate_of_pages()
        self._dated = (time.monotonic(), found)
        return found


def _certificate_of_pages() -> list[Finding]:
    parts = urlsplit(os.environ.get("FIRSTWALL_ADDRESS", ""))
    if parts.scheme != "https" or not parts.hostname:
        return []
    try:
        shown = certificate.of_pages(parts.hostname, parts.port or 443)
    except OSError as wrong:
        sentence = say(N_("The certificate of the pages cannot be looked at (%(why)s)."), why=type(wrong).__name__)
        return [Finding("certificate", State.WARN, sentence, N_("Check the proxy before the pages."))]
    return [certificate.judge("certificate", shown, datetime.now(UTC))] if shown else []


def _part(part: PartState) -> Finding:
    if part.running:
        return Finding(part.name, State.OK, say(N_("The process %(part)s runs."), part=part.name))
    return Finding(
        part.name, State.BAD, say(N_("The process %(part)s does not run."), part=part.name), say(_LOG, part=part.name)
    )


def _figures(work: Work, now: datetime) -> dict[str, float]:
    return {
        "outbox_unsent": work.unsent,
        "ledger_unplaced": work.unplaced,
        "ledger_signed_entries": work.signed_entries or 0,
        "jobs_waiting": work.jobs_waiting,
        "clock_skew_seconds": (now - work.said_at).total_seconds(),
    }
