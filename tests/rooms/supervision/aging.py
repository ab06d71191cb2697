"""Time passes for alerts: their days move back, as the superuser, because no clock of the product is a stand-in."""

from datetime import date
from uuid import UUID

from firstwall.kernel.clock import utc_now
from firstwall.runtime.provision import DATABASE

TODAY = utc_now().date()


def as_superuser(clean, sql: str, *values: object) -> list[tuple]:
    """Run a statement past every policy and trigger."""
    with clean.superuser.connect(DATABASE) as connection:
        connection.execute("set session_replication_role = replica")
        cursor = connection.execute(sql, values)
        found = cursor.fetchall() if cursor.description else []
        connection.commit()
        return found


def set_days(clean, alert_id: UUID, **days: date | str | None) -> None:
    """Give an alert other days than it was entered with."""
    places = ", ".join(f"{name} = %s" for name in days)
    as_superuser(clean, f"update cis_alert set {places} where id = %s", *days.values(), alert_id)


def fingerprint(clean) -> dict[str, str]:
    """What every table of ours holds, but for the clock's own rows: equal before and after whatever changes nothing."""
    names = as_superuser(
        clean,
        "select tablename from pg_tables where schemaname = 'public' and (tablename like 'cis\\_%%' or tablename like"
        " 'screening\\_%%' or tablename like 'outbox\\_%%' or tablename like 'ledger\\_%%'"
        " or tablename like 'supervision\\_%%') order by 1",
    )
    return {
        name: str(as_superuser(clean, f"select md5(string_agg(t::text, '' order by t::text)) from {name} t")[0][0])
        for (name,) in names
    }
