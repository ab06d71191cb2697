"""Looking past every wall, as only a test may: rows read by the database's superuser."""

from firstwall.runtime.provision import DATABASE
from tests import conftest as session


def rows(query: str, *values: object) -> list[dict]:
    """Rows as dictionaries."""
    with session.CLUSTER.superuser.connect(DATABASE) as connection:
        cursor = connection.execute(query, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def entries(act: str) -> list[dict]:
    """The ledger's entries of one act, oldest first."""
    return rows("select * from ledger_entry where act = %s order by id", act)
