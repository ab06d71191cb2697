"""Run `firstwall migrate` on a scratch database beside the session's, and die at the given statement.

Usage: python -m tests.harness.killed_migration DATABASE STATEMENT   (0: to the end)
"""

import os
import signal
import sys
from pathlib import Path

import django
from django.db import connections

from firstwall.runtime import provision
from firstwall.runtime.postgres import Cluster

django.setup()

from firstwall.runtime.migrate import migrate  # noqa: E402 - needs the models


class Killer:
    """Counts what the migration asks of the database, and ends the process without a word."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def main(database: str, at: int) -> None:
    home = Path(os.environ["FIRSTWALL_HOME"])
    provision.DATABASE = database
    owner = connections["owner"]
    owner.settings_dict["NAME"] = database
    killer = Killer(at)
    with owner.execute_wrapper(killer):
        migrate(home, Cluster(home).superuser)
    print("statements", -killer.left)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
