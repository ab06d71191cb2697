"""An agency's named users and what they looked at, for its data-protection supervisor (CIS-32c, AUD-06).

The supervisor reads through a login of its own, and only the authorities it supervises: the policies narrow every row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from firstwall.authorities import large_exports, people
from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful
from firstwall.authorities.types import AuthorityFacts, DuePerson
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import canonical_json
from firstwall.kernel.refusal import NothingHere
from firstwall.ledger import reading, services

ACT = "supervision.export_accesses"
LOGIN = "super"
CHUNK = 500
# what a line of the export says of an entry: who, when, under which mandate and purpose, what, with which result
COLUMNS = (
    "id",
    "at",
    "actor_id",
    "actor_name",
    "mandate_id",
    "role",
    "purpose",
    "reference",
    "channel",
    "strand",
    "act",
    "object_type",
    "object_id",
    "result",
)


@dataclass(frozen=True, slots=True)
class Accesses:
    """The head of an export: whose, for which period, who is named."""

    authority: AuthorityFacts
    since: datetime | None
    until: datetime | None
    users: tuple[DuePerson, ...]


def agencies(actor: Actor) -> list[AuthorityFacts]:
    """The authorities whose accesses this supervisor may take away, by name."""
    with lawful(actor, ACT, object_type="accesses"):
        pass
    with acting(actor, using=LOGIN):
        mine = authorities.supervised(using=LOGIN)
    with acting(actor):
        return sorted((one for key, one in authorities.authorities().items() if key in mine), key=lambda one: one.name)


def export_accesses(
    actor: Actor, authority_id: UUID, *, since: datetime | None = None, until: datetime | None = None
) -> Accesses:
    """Record that the accesses of an authority are taken away, and name its users.

    Args:
        actor: the supervisor.
        authority_id: the agency, or any authority that this supervisor supervises.
        since: the first moment; empty, from the beginning.
        until: the first moment after; empty, now.

    Raises:
        NothingHere: not an authority that this supervisor supervises.
        NotPermitted: more than a thousand, and no colleague has agreed (SEC-12).
    """
    with lawful(actor, ACT, object_type="authority", object_id=authority_id), acting(actor, using=LOGIN):
        if authority_id not in authorities.supervised(using=LOGIN):
            raise NothingHere
        number = _found(actor, authority_id, since, until).count()
    strands = "".join(actor.strands)
    wanted = f"{authority_id} {large_exports.period_of(since, until, strands)}"
    agreed_by = large_exports.must_be_agreed(actor, ACT, number=number, wanted=wanted)
    with lawful(actor, ACT, object_type="authority", object_id=authority_id):
        with acting(actor, using=LOGIN):
            named = people.users([authority_id], today=utc_now().date(), using=LOGIN)
        authority = authorities.authority(authority_id)
        if authority is None:
            raise NothingHere
        details = {"since": since, "until": until, "users": len(named)} | (
            {"agreed_by": agreed_by} if agreed_by else {}
        )
        services.record(actor, act=ACT, object_type="authority", object_id=authority_id, details=details)
    return Accesses(authority, since, until, tuple(named))


def lines(actor: Actor, head: Accesses) -> Iterator[bytes]:
    """One JSON line for the head, one for each named user, one for each act, oldest first: refusals too."""
    yield _line(
        {"authority": head.authority.code, "name": head.authority.name, "since": head.since, "until": head.until}
    )
    for user in head.users:
        told = {"user": user.id, "login": user.login, "name": user.name, "roles": list(user.roles)}
        yield _line(told | {"confirmed_until": user.confirmed_until, "last_mandate_at": user.last_mandate_at})
    with acting(actor, using=LOGIN):
        found = _found(actor, head.authority.id, head.since, head.until)
        for row in found.order_by("id").values(*COLUMNS, "details").iterator(chunk_size=CHUNK):
            yield _line({**row, "shown": row.pop("details").get("shown", [])})


def _found(actor: Actor, authority_id: UUID, since: datetime | None, until: datetime | None) -> QuerySet:
    strands = ["", *(strand.value for strand in actor.strands)]
    found = reading.entries(LOGIN).filter(authority_id=authority_id, strand__in=strands)
    found = found.filter(at__gte=since) if since else found
    return found.filter(at__lt=until) if until else found


def _line(told: dict) -> bytes:
    return canonical_json({name: _plain(value) for name, value in told.items()}) + b"\n"


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
