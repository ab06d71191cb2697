"""Which PostgreSQL a home uses: the embedded one, or the site's own by FIRSTWALL_DATABASE_URL."""

import os
from pathlib import Path

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.server import Superuser


def cluster_of(home: Path) -> Cluster | None:
    """The embedded cluster, or None where the site has its own server."""
    if os.environ.get("FIRSTWALL_DATABASE_URL"):
        return None
    return Cluster(home, listen=os.environ.get("FIRSTWALL_DATABASE_LISTEN", ""))


def superuser_of(home: Path) -> Superuser:
    """How to reach the server as the one who may make roles."""
    url = os.environ.get("FIRSTWALL_DATABASE_URL")
    if not url:
        return Cluster(home).superuser
    kept = (
        home / "superuser" / "password"
    )  # beside the site file, which holds none, because the web process may read it
    return Superuser.from_url(url, password=kept.read_text().strip() if kept.exists() else "")
