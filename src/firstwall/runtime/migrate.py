"""Build or renew the schema, as fw_owner: `python -m firstwall.runtime.migrate`. Provisioning must have run before.

Afterwards the keys are completed and the context key's pads are laid into the database, where only the policies'
function reads them (SEC-08).
"""

import importlib
import importlib.util
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from firstwall.runtime import provision
from firstwall.runtime.holding import superuser_of
from firstwall.runtime.server import Superuser


def migrate(home: Path, superuser: Superuser) -> None:
    """All migrations in order, keys, context key; then note that this schema stands."""
    with provision.owner_may_log_in(home, superuser):
        owner = connections["owner"]
        owner.close()
        owner.settings_dict["PASSWORD"] = _owner_password(home)
        try:
            call_command("migrate", database="owner", interactive=False, verbosity=0)
        finally:
            owner.close()
    _if_there("firstwall.seals.services", "ensure_keys")
    with superuser.connect(provision.DATABASE) as connection:
        _if_there("firstwall.authorities.context_key", "install", connection)
    with superuser.connect() as server:
        provision.remember(home, "schema", provision.schema_mark(server))


def _owner_password(home: Path) -> str:
    return str(provision.read_connection(home)["passwords"][provision.OWNER])


def _if_there(module: str, function: str, *arguments: object) -> None:
    if importlib.util.find_spec(module):
        called = getattr(importlib.import_module(module), function, None)
        if called:
            called(*arguments)


def main() -> None:
    """For the supervisor: in a process of its own, so that it need not hold Django itself."""
    django.setup()
    home = Path(settings.FIRSTWALL_DATA_FOLDER)
    migrate(home, superuser_of(home))


if __name__ == "__main__":
    sys.exit(main())
