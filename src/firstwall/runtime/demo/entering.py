"""Enters the demo's alerts in the name of each state's coordinator, through the same door as an import file."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from firstwall.cis import services as cis
from firstwall.cis.types import ImportRow
from firstwall.kernel.words import Strand
from firstwall.runtime.demo.alerts import DemoAlert, alerts
from firstwall.runtime.demo.coalition import Coalition, coordinators
from firstwall.runtime.demo.sessions import on_duty
from firstwall.runtime.demo.walk import walk_alerts

BATCH = 200


def all_alerts() -> tuple[DemoAlert, ...]:
    """Those of the guided walks first, then the thrown ones."""
    return (*walk_alerts(), *alerts())


def enter_alerts(
    coalition: Coalition, authorities: Mapping[str, UUID], told: Callable[[int, int], None]
) -> dict[str, UUID]:
    """Enter every alert that is not there yet and answer the alerts' ids by demo number.

    A batch is one transaction and every row carries its number as source: a load that was killed is taken up again, and
    rows that came before are recognised (REL-20).
    """
    made = all_alerts()
    ids: dict[str, UUID] = {}
    for state, login in coordinators(coalition).items():
        with on_duty(login, purpose="supply") as coordinator:
            for strand in Strand:
                mine = [a for a in made if a.supplier == state and a.strand == strand]
                for start in range(0, len(mine), BATCH):
                    batch = mine[start : start + BATCH]
                    rows = [_row(line, alert, authorities) for line, alert in enumerate(batch, start=1)]
                    results = cis.enter_many(coordinator.in_strand(strand), rows)
                    ids |= _ids(batch, results)
                    told(len(ids), len(made))
    return ids


def _row(line: int, alert: DemoAlert, authorities: Mapping[str, UUID]) -> ImportRow:
    entry = cis.entry_of(
        category=alert.category,
        values=alert.values,
        action=alert.action,
        ground=alert.ground,
        handling=alert.handling,
        evaluation=alert.evaluation_source + alert.evaluation_information,
        union_relevance=alert.union_relevance,
        field_of_law=alert.field_of_law,
        data_subject=_subject(alert),
        rests_on="facts" if alert.evaluation_information in "12" else "assessment",
        audience=None if alert.audience is None else [authorities[code] for code in alert.audience],
    )
    return ImportRow(line, alert.number, entry)


def _subject(alert: DemoAlert) -> str:
    """One in five of those who have acted was convicted of it (CIS-23)."""
    return "convicted" if alert.ground == "committed" and alert.number[-1] in "05" else "suspect"


def _ids(batch: Sequence[DemoAlert], results: Sequence) -> dict[str, UUID]:
    """The truth must be complete: an invented alert that the law refuses is a bug of the demo."""
    refused = [(alert.number, result.problems) for alert, result in zip(batch, results, strict=True) if not result.ref]
    if refused:
        raise ValueError(f"alerts of the demo were refused: {refused[:3]}")
    return {alert.number: result.ref.id for alert, result in zip(batch, results, strict=True)}
