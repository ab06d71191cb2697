"""Many alerts at once, as the doors would have written them: sealed values and facts, in the criminal strand, on persons."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

_COLUMNS = (
    "id, reference, strand, category, owner_id, office_id, action, handling, evaluation_source, evaluation_information,"
    " entered_on, review_on, last_day, state, is_narrowed, is_contested, is_blocked, access_class, version, changed_at"
)


@dataclass(frozen=True)
class Filling:
    """How many, and where they stand in time."""

    alerts: int
    entered_on: date
    review_on: date
    last_day: date
    state_of: Callable[[int], str] = lambda _number: "active"


def fill_alerts(home: Path, owner, wanted: Filling) -> list[UUID]:
    """Copy them in under the owner; return their ids."""
    from firstwall.authorities.acting import acting  # noqa: PLC0415 - after django.setup
    from firstwall.cis import sealing  # noqa: PLC0415
    from firstwall.cis.types import Content, Marks  # noqa: PLC0415
    from firstwall.runtime.holding import superuser_of  # noqa: PLC0415
    from firstwall.runtime.provision import DATABASE  # noqa: PLC0415

    dice, marks = random.Random(1), Marks("sighting", ("H0",), "B", "2")
    ids = [uuid4() for _ in range(wanted.alerts)]
    names = [f"Invented {dice.randrange(10**9)} Nobody" for _ in ids]
    where = {"owner_id": owner.authority_id, "strand": "C"}
    with superuser_of(home).connect(DATABASE) as connection, acting(owner):
        (access_class,) = connection.execute(
            "select id from authorities_access_class where strand = 'C' and category = 'd' and audience_id = 0"
        ).fetchone()
        connection.execute("set session_replication_role = replica")
        with connection.cursor().copy(f"copy cis_alert ({_COLUMNS}) from stdin") as copy:
            for number, alert_id in enumerate(ids):
                clear = (alert_id, f"BENCH-CD-2021-{number:07}", "C", "d", owner.authority_id, None, "sighting", ["H0"])
                days = (wanted.entered_on, wanted.review_on, wanted.last_day)
                rest = (wanted.state_of(number), False, False, False, access_class, 1, datetime.now(UTC))
                copy.write_row((*clear, "B", "2", *days, *rest))
        with connection.cursor().copy(
            "copy cis_alert_version (id, alert_id, version, owner_id, strand, act, at, sealed) from stdin"
        ) as copy:
            for alert_id, name in zip(ids, names, strict=True):
                said = Content(
                    {"names": [name]}, "will_commit", "", "goods_controls", data_subject="suspect", rests_on="facts"
                )
                sealed = sealing.seal_version(said, marks, alert_id=alert_id, **where)
                copy.write_row((uuid4(), alert_id, 1, owner.authority_id, "C", "entered", datetime.now(UTC), sealed))
        with connection.cursor().copy(
            "copy cis_index_entry (alert_id, owner_id, strand, access_class, version, sealed, removed) from stdin"
        ) as copy:
            for number, (alert_id, name) in enumerate(zip(ids, names, strict=True)):
                is_over = wanted.state_of(number) != "active"
                sealed = (
                    b"" if is_over else sealing.seal_facts([["person", [name], [], [], []]], alert_id=alert_id, **where)
                )
                copy.write_row((alert_id, owner.authority_id, "C", access_class, 1, sealed, is_over))
    return ids
