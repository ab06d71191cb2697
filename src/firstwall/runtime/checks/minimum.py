"""Whether this PostgreSQL is old enough to be unsafe (SEC-60): the shipped table, and one judgement over it. Pure."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

FILE = Path(__file__).with_name("postgresql.toml")


@dataclass(frozen=True, slots=True)
class Minimum:
    """The lowest minor version of a major one that is not known to be unsafe, and why."""

    minor: int
    source: str


_TABLE = tomllib.loads(FILE.read_text(encoding="utf-8"))
OLDEST_MAJOR: int = _TABLE["oldest_major"]
MINIMA = {row["major"]: Minimum(row["minor"], row["source"]) for row in _TABLE["minimum"]}


def shown(version: int) -> str:
    """150018 as 15.18."""
    return f"{version // 10_000}.{version % 10_000}"


def judge_version(version: int) -> Finding:
    """Too old to run on, below the minimum, unknown to this release, or right."""
    major, minor = divmod(version, 10_000)
    if major < OLDEST_MAJOR:
        sentence = say(
            N_("This is PostgreSQL %(found)s; Firstwall needs %(major)s or newer."),
            found=shown(version),
            major=OLDEST_MAJOR,
        )
        return Finding("version", State.BAD, sentence, N_("Use a newer server, or the embedded one."))
    known = MINIMA.get(major)
    if known is None:
        sentence = say(N_("PostgreSQL %(found)s is newer than this release knows."), found=shown(version))
        return Finding("version", State.WARN, sentence, N_("Look for its newest minor version yourself."))
    if minor < known.minor:
        sentence = say(
            N_("PostgreSQL %(found)s has known flaws: at least %(major)s.%(minor)s is needed (%(source)s)."),
            found=shown(version),
            major=major,
            minor=known.minor,
            source=known.source,
        )
        return Finding("minor", State.WARN, sentence, N_("Install the newest minor version and restart the server."))
    return Finding("version", State.OK, say(N_("PostgreSQL %(found)s"), found=shown(version)))
