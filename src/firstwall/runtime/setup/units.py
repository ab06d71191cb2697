"""The system units of one site: what holds it, what backs it up, and when."""

import getpass
import sys
from pathlib import Path

SERVICE, BACKUP, TIMER = "firstwall.service", "firstwall-backup.service", "firstwall-backup.timer"


def units(site_file: Path, *, node: str) -> dict[str, str]:
    """File name and text of each unit; they run as whoever made the site, with the Python that made it."""
    common = f'User={getpass.getuser()}\nEnvironment="FIRSTWALL_SITE={_escaped(site_file)}"\n'
    firstwall = f'"{_escaped(Path(sys.executable))}" -m firstwall'
    return {
        SERVICE: f"""\
[Unit]
Description=Firstwall node {node}
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
Type=exec
{common}ExecStart={firstwall} serve
Restart=on-failure
RestartSec=5
# the supervisor ends its parts in order: doors first, the database last
KillMode=mixed
TimeoutStopSec=90
# namespaces stay allowed: web and worker hide the ledger's signing key from themselves (SEC-29)
NoNewPrivileges=yes
ProtectSystem=full
ProtectKernelTunables=yes

[Install]
WantedBy=multi-user.target
""",
        BACKUP: f"""\
[Unit]
Description=Backup of the Firstwall node {node}
After={SERVICE}

[Service]
Type=oneshot
{common}ExecStart={firstwall} backup
Nice=10
""",
        TIMER: f"""\
[Unit]
Description=Daily backup of the Firstwall node {node}

[Timer]
OnCalendar=*-*-* 02:30:00
RandomizedDelaySec=15min
# one that was missed while the machine was off is made up for
Persistent=true

[Install]
WantedBy=timers.target
""",
    }


def _escaped(path: Path) -> str:
    """As systemd reads a quoted word: its own percent signs, quotation marks and backslashes doubled or escaped."""
    return str(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
