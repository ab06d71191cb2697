"""What ended after the moment to which a database was restored ends again, before anybody can sign in (SEC-42).

An erased alert comes back with its last day set to today, so that the retention engine ends it as it does every other: in each
room that holds something beside it, with its entry in the ledger. What was withdrawn is out of reach again at once. This runs
as the bootstrap superuser of a database that nobody else can reach yet, because no login of the product may move these days.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import psycopg

from firstwall.authorities.acting import acting
from firstwall.cis.clocks import Due
from firstwall.cis.passing.copies import ERASE as ERASE_COPY
from firstwall.cis.passing.rules import CopyDue
from firstwall.kernel.clock import utc_now
from firstwall.ledger import services as ledger
from firstwall.supervision import ending
from firstwall.supervision.ending_copies import ACTS as COPY_ACTS
from firstwall.supervision.runs import LOGIN, SYSTEM
from firstwall.supervision.services import prune_ledger

RESTORE = "supervision.restore"
ERASED_ALERT, WITHDRAWN_ALERT = ending.ACTS[Due.ERASE], "cis.withdraw_alert"
ERASED_COPY = (ERASE_COPY, COPY_ACTS[CopyDue.ERASE])
ENDING_ACTS = (ERASED_ALERT, WITHDRAWN_ALERT, *ERASED_COPY)
# An act that ended something, and the id of what it ended.
Ended = tuple[str, str]

_AGAIN = {
    "alerts due again": (
        (ERASED_ALERT,),
        "update cis_alert set last_day = least(last_day, %(today)s), review_on = least(review_on, %(today)s)"
        " where id = any(%(ids)s) and state <> 'erased'",
    ),
    "alerts withdrawn again": (
        (WITHDRAWN_ALERT,),
        "update cis_alert set state = 'withdrawn' where id = any(%(ids)s) and state = 'active'",
    ),
    "index entries emptied again": (
        (WITHDRAWN_ALERT,),
        "update cis_index_entry set removed = true, sealed = ''::bytea where alert_id = any(%(ids)s) and not removed",
    ),
    "copies ended again": (
        ERASED_COPY,
        "update cis_copy set state = 'erased', ended_on = %(today)s, ended_because = 'restored'"
        " where id = any(%(ids)s) and state <> 'erased'",
    ),
}


def end_again(superuser: psycopg.Connection, ended: Sequence[Ended], today: date) -> dict[str, int]:
    """Lay the days back of all that ended meanwhile, past every policy and trigger; return how many rows of each kind."""
    counts: dict[str, int] = {}
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        for what, (acts, statement) in _AGAIN.items():
            ids = [UUID(object_id) for act, object_id in ended if act in acts]
            counts[what] = superuser.execute(statement, {"ids": ids, "today": today}).rowcount if ids else 0
    return counts


def close_restore(details: dict[str, object]) -> None:
    """End what is over today, by the engine and by the keys of the days, and enter the restore in the ledger.

    Raises:
        Fault: the clocks disagree; the site must not be opened.
    """
    now = utc_now()
    ending.confirm_clock(now, now.date())
    outcome = ending.run_retention(now)
    prune_ledger(now)
    counted = details | {"ended": dict(outcome.counts)}
    with acting(SYSTEM, using=LOGIN):
        ledger.record(SYSTEM, act=RESTORE, object_type="database", details=counted, using=LOGIN)


def still_there(superuser: psycopg.Connection, ended: Sequence[Ended]) -> int:
    """Count the erased alerts of which anything is left: a version, an index entry that is not empty."""
    ids = [UUID(object_id) for act, object_id in ended if act == ERASED_ALERT]
    row = superuser.execute(
        "select count(*) from cis_alert a where a.id = any(%s) and (a.state <> 'erased'"
        " or exists (select 1 from cis_alert_version v where v.alert_id = a.id)"
        " or exists (select 1 from cis_index_entry e where e.alert_id = a.id and not e.removed))",
        [ids],
    ).fetchone()
    return int(row[0]) if row else 0
