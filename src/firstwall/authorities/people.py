"""Who has access in an authority, and the quarterly confirmation that they still need it (CIS-24, CIS-32c)."""

from datetime import date
from uuid import UUID

from django.db.models import Max

from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.authorities.confirmation import until
from firstwall.authorities.models import Mandate, Person, RoleGrant
from firstwall.authorities.queries import account_named
from firstwall.authorities.types import DuePerson
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.refusal import NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.ledger import services as ledger

READ, CONFIRM = "authorities.read_people", "authorities.confirm_person"
DUE_MONTHS = 1


def people_of(actor: Actor) -> list[DuePerson]:
    """The named users of one's own authority; those whose confirmation is over or ends within a month come first."""
    with lawful(actor, READ, object_type="people"):
        ledger.record(actor, act=READ, object_type="people")
        return users([authority_of(actor)], today=utc_now().date(), using="default", shows_work=False)


def users(authorities: list[UUID], *, today: date, using: str, shows_work: bool = True) -> list[DuePerson]:
    """Active people of these authorities as the login and its context may see them; with their last mandate if asked."""
    rows = list(Person.objects.using(using).filter(authority_id__in=authorities, is_active=True))
    ids = [row.id for row in rows]
    roles: dict[UUID, set[str]] = {}
    for person_id, role in RoleGrant.objects.using(using).filter(person_id__in=ids).values_list("person_id", "role"):
        roles.setdefault(person_id, set()).add(role)
    last: dict[UUID, object] = {}
    if shows_work:
        opened = Mandate.objects.using(using).filter(person_id__in=ids).values("person_id")
        last = {one["person_id"]: one["last"] for one in opened.annotate(last=Max("opened_at"))}
    found = [_due(row, tuple(sorted(roles.get(row.id, ()))), last.get(row.id), today) for row in rows]
    return sorted(found, key=lambda one: (one.confirmed_until, one.name))


def confirm_person(actor: Actor, person_id: UUID) -> None:
    """Say that a colleague still needs access, for another quarter; nobody says so for oneself (CIS-24).

    Raises:
        NothingHere: no such person in the authority.
        NotPermitted: the role does not carry it, or it is one's own.
    """
    with lawful(actor, CONFIRM, object_type="person", object_id=person_id):
        if person_id == person_of(actor):
            sentence = N_("Nobody confirms the own access.")
            raise NotPermitted(
                "CIS-24", sentence, cure=N_("Ask a colleague of the administration or coordinating unit.")
            )
        row = Person.objects.filter(id=person_id, authority_id=authority_of(actor), is_active=True).first()
        if row is None:
            raise NothingHere
        before, row.confirmed_until = row.confirmed_until, until(utc_now().date())
        row.confirmed_by = person_of(actor)
        row.save(update_fields=["confirmed_until", "confirmed_by"])
        details = {"until": row.confirmed_until, "until_before": before}
        ledger.record(actor, act=CONFIRM, object_type="person", object_id=row.id, details=details)


def confirm_by_operator(login: str) -> date:
    """The node's operator confirms a person, on the authority's written word: when nobody of the authority is left who may.

    Raises:
        Fault: nobody here has this login.
    """
    provisioning = system_actor("provisioning")
    with acting(provisioning):
        row = account_named(login)
        row.confirmed_until, row.confirmed_by = until(utc_now().date()), None
        row.save(update_fields=["confirmed_until", "confirmed_by"])
        details = {"until": row.confirmed_until}
        ledger.record(provisioning, act=CONFIRM, object_type="person", object_id=row.id, details=details)
        return row.confirmed_until


def _due(row: Person, roles: tuple[str, ...], last, today: date) -> DuePerson:
    return DuePerson(
        id=row.id,
        login=row.login,
        name=row.name,
        authority_id=row.authority_id,
        roles=roles,
        confirmed_until=row.confirmed_until,
        is_over=row.confirmed_until <= today,
        is_due=row.confirmed_until <= add_months(today, DUE_MONTHS),
        last_mandate_at=last,
    )
