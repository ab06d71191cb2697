"""Mandates under which the loader acts: real people of the demo, real purposes, so that the ledger reads as in real life."""

from collections.abc import Iterator
from contextlib import contextmanager

from firstwall.authorities import queries, services
from firstwall.kernel.actor import Actor, Channel

REFERENCE = "DEMO-2026-001"


@contextmanager
def on_duty(login: str, *, purpose: str, channel: Channel = "job") -> Iterator[Actor]:
    """Open the mandate of a demo person in both strands, or those granted, and close it at the end."""
    person = queries.person_by_login(login)
    if person is None:
        raise LookupError(login)
    role = next(role for role, _ in person.roles)
    is_lane = role == "border_officer"
    actor = services.open_mandate(
        person.id,
        role=role,
        strands=tuple(sorted({strand for _, strand in person.roles}, reverse=True)),
        purpose=purpose,
        reference="" if is_lane else REFERENCE,
        post=person.office.name if is_lane and person.office else "",
        shift="demo, first shift" if is_lane else "",
        channel=channel,
    )
    try:
        yield actor
    finally:
        services.close_mandate(actor)
