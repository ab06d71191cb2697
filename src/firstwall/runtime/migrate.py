"""Build or renew the schema, as fw_owner (`firstwall migrate`). Provisioning must have run before.

Afterwards the keys are completed and the context key's pads are laid into the database, where only the policies'
function reads them (SEC-08).
"""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from firstwall.authorities import context_key
from firstwall.runtime import provision
from firstwall.runtime.holding import superuser_of
from firstwall.runtime.server import Superuser
from firstwall.seals.services import ensure_keys


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
    ensure_keys()
    with superuser.connect(provision.DATABASE) as connection:
        context_key.install(connection)
    with superuser.connect() as server:
        provision.remember(home, "schema", provision.schema_mark(server))


def _owner_password(home: Path) -> str:
    return str(provision.read_connection(home)["passwords"][provision.OWNER])


def command() -> None:
    """Bring tables, keys and context key of this site up to this release. PostgreSQL must be running."""
    home = Path(settings.FIRSTWALL_DATA_FOLDER)
    migrate(home, superuser_of(home))
