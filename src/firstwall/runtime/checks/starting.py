"""What keeps a site from starting, found before anything is changed; what only needs saying is handed back."""

import os
import stat
from pathlib import Path

from firstwall.runtime.checks.finding import Finding, State
from firstwall.runtime.checks.server import facts_of, judge, judge_log
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.server import Superuser
from firstwall.runtime.setup.keys_of_site import PROFILES
from firstwall.runtime.setup.secrets import weakness


def is_production() -> bool:
    """The profile of the site: training unless FIRSTWALL_PROFILE says production."""
    profile = os.environ.get("FIRSTWALL_PROFILE") or "training"
    if profile not in PROFILES:
        raise CannotStart(f"FIRSTWALL_PROFILE is {profile!r}.", cure=f"Write one of: {', '.join(PROFILES)}.")
    return profile == "production"


def check_secrets(keys: Path) -> None:
    """Refuse a session key that was typed and is weak, and key files that others may read."""
    typed = os.environ.get("FIRSTWALL_SECRET_KEY")
    if typed is not None and (why := weakness(typed)):
        raise CannotStart(
            f"FIRSTWALL_SECRET_KEY {why}.", cure="Take it out of the environment: the site makes a key of its own."
        )
    for path in [keys, *sorted(keys.rglob("*"))] if keys.exists() else []:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise CannotStart(f"{path} may be read by others (mode {mode:o}).", cure=f"chmod -R go-rwx {keys}")


def check_server(superuser: Superuser, *, database: str, is_embedded: bool, production: bool) -> list[Finding]:
    """Look at the server, and at our database if it stands already; return what is no reason to refuse.

    Raises:
        CannotStart: the first thing that is bad, and how many more there are.
    """
    with superuser.connect() as server:
        found = judge(facts_of(server, is_local=superuser.is_local, is_embedded=is_embedded), production=production)
        stands = server.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
    if stands:
        with superuser.connect(database) as own:
            found.append(judge_log(facts_of(own, is_local=superuser.is_local, is_embedded=is_embedded)))
    refuse(found)
    return [one for one in found if one.state is State.WARN]


def refuse(found: list[Finding]) -> None:
    """Raise for the first bad finding."""
    bad = [one for one in found if one.state is State.BAD]
    if bad:
        more = f" ({len(bad) - 1} more: {', '.join(one.name for one in bad[1:])})" if len(bad) > 1 else ""
        raise CannotStart(f"{bad[0].sentence}{more}", cure=f"{bad[0].cure} Nothing was changed.")
