"""What ended after the moment to which a database was restored ends again, before anybody can sign in (SEC-42).

An erased alert comes back with its last day set to today, so that the retention engine ends it as it does every other: in each
room that holds something beside it, with its entry in the ledger. What was withdrawn is out of reach again at once; so is a
person who left, a passkey that was lost, a role that was taken. Whatever else lets somebody in without a passkey ends for all:
nobody can tell which of it ended in the minutes that are lost. This runs as the bootstrap superuser of a database that nobody
else can reach yet, because no login of the product may move these days.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from firstwall.authorities import staff
from firstwall.authorities.acting import acting
from firstwall.authorities.signing_in import passkeys
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
OF_ACCESS = (passkeys.KEEP, staff.LINK, staff.LEAVE, staff.ROLES)
ENDING_ACTS = (ERASED_ALERT, WITHDRAWN_ALERT, *ERASED_COPY, *OF_ACCESS)


class Ended(NamedTuple):
    """An act that ended something, what it ended, what else is to be known of it, and the act's entry in the ledger."""

    act: str
    object_id: str
    more: str
    entry_id: str


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
    "passkeys ended again": (
        (passkeys.KEEP,),
        "update authorities_passkey set ended_at = now() where id = any(%(ids)s) and ended_at is null",
    ),
    "passkeys of persons ended again": (
        (staff.LINK, staff.LEAVE),
        "update authorities_passkey set ended_at = now() where person_id = any(%(ids)s) and ended_at is null",
    ),
    "identities ended again": (
        (staff.LINK, staff.LEAVE),
        "update authorities_identity set ended_at = now() where person_id = any(%(ids)s) and ended_at is null",
    ),
}
# Ways in that end for everybody, whether they had ended or not.
_WAYS_IN = {
    "sessions": "update authorities_session set ended_at = now() where ended_at is null and ends_at > now()",
    "mandates": "update authorities_mandate set closed_at = now() where closed_at is null and ends_at > now()",
    "one-time links": "update authorities_enrolment set used_at = now() where used_at is null and expires_at > now()",
    "fallbacks": "update authorities_fallback set ended_at = now() where ended_at is null and ends_at > now()"
    " returning (select login from authorities_person p where p.id = person_id), kind",
    "tokens": "update authorities_token set ended_at = now() where ended_at is null and expires_at > now()"
    " returning (select login from authorities_person p where p.id = person_id), label",
}
_OF_WHOM = "select id::text, login from authorities_person where id = any(%(ids)s)"


def ended_by(act: str, object_type: str, object_id: str, details: dict[str, Any], entry_id: UUID) -> Ended | None:
    """What an entry of `ENDING_ACTS` ended; None where it only proposed, added or granted."""
    more = ""
    if act in OF_ACCESS and details.get("step") == "proposed":
        return None
    if act == passkeys.KEEP and (object_type, details.get("step")) != ("passkey", "ended"):
        return None
    if act == staff.ROLES:
        if details.get("step") != "taken":
            return None
        more = " ".join([details["role"], *details["strands"]])
    if act == staff.LEAVE:
        more = str(details["day"])
    return Ended(act, object_id, more, str(entry_id))


def end_again(superuser: psycopg.Connection, ended: Sequence[Ended], today: date) -> dict[str, int]:
    """Lay the days back of all that ended meanwhile, past every policy and trigger; return how many rows of each kind."""
    counts: dict[str, int] = {}
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        new = _not_known(superuser, [one for one in ended if one.act in OF_ACCESS])
        about = [*(one for one in ended if one.act not in OF_ACCESS), *new]
        for what, (acts, statement) in _AGAIN.items():
            ids = [UUID(one.object_id) for one in about if one.act in acts and not _is_ahead(one, today)]
            counts[what] = superuser.execute(statement, {"ids": ids, "today": today}).rowcount if ids else 0
        counts["persons gone again"] = sum(_gone(superuser, one, today) for one in new if one.act == staff.LEAVE)
        counts["roles taken again"] = sum(_taken(superuser, one) for one in new if one.act == staff.ROLES)
    return counts


def end_ways_in(superuser: psycopg.Connection) -> tuple[dict[str, int], list[str]]:
    """End each session, mandate, link, fallback and token; return how many of each, and who needs a new one."""
    counts, owed = {}, []
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        for what, statement in _WAYS_IN.items():
            done = superuser.execute(statement)
            counts[what] = done.rowcount
            rows = done.fetchall() if done.description else []
            owed += [f"{what[:-1]} of {login} {kind}".rstrip() for login, kind in sorted(rows)]
    return counts, owed


def whose_access(superuser: psycopg.Connection, ended: Sequence[Ended]) -> list[str]:
    """The accounts whose passkeys, roles or stay ended in what is not in this ledger, each with the act."""
    new = _not_known(superuser, [one for one in ended if one.act in OF_ACCESS and one.act != passkeys.KEEP])
    rows = superuser.execute(_OF_WHOM, {"ids": [UUID(one.object_id) for one in new]}).fetchall()
    logins: dict[str, str] = dict(rows)
    return sorted({f"{logins[one.object_id]} {one.act} {one.more}".rstrip() for one in new if one.object_id in logins})


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
    ids = [UUID(one.object_id) for one in ended if one.act == ERASED_ALERT]
    row = superuser.execute(
        "select count(*) from cis_alert a where a.id = any(%s) and (a.state <> 'erased'"
        " or exists (select 1 from cis_alert_version v where v.alert_id = a.id)"
        " or exists (select 1 from cis_index_entry e where e.alert_id = a.id and not e.removed))",
        [ids],
    ).fetchone()
    return int(row[0]) if row else 0


def _not_known(superuser: psycopg.Connection, ended: Iterable[Ended]) -> list[Ended]:
    """Those whose entry is not in this ledger: what is in it has had its effect, and may have been undone since."""
    found = list(ended)
    ids = [UUID(one.entry_id) for one in found]
    rows = superuser.execute("select id from ledger_entry where id = any(%s)", [ids]).fetchall()
    known = {str(row[0]) for row in rows}
    return [one for one in found if one.entry_id not in known]


def _is_ahead(one: Ended, today: date) -> bool:
    return one.act == staff.LEAVE and date.fromisoformat(one.more) > today


def _gone(superuser: psycopg.Connection, one: Ended, today: date) -> int:
    statement = "update authorities_person set leaves_on = %s, is_active = is_active and %s where id = %s"
    return superuser.execute(statement, [one.more, _is_ahead(one, today), UUID(one.object_id)]).rowcount


def _taken(superuser: psycopg.Connection, one: Ended) -> int:
    role, *strands = one.more.split()
    statement = "delete from authorities_role_grant where person_id = %s and role = %s and strand = any(%s)"
    return superuser.execute(statement, [UUID(one.object_id), role, strands]).rowcount
