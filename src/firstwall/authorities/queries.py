"""Reads of this room, under the caller's context."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connections
from django.db.models import Q, QuerySet

from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.designation import has_access, in_force
from firstwall.authorities.models import (
    AccessClass,
    Audience,
    Authority,
    Designation,
    Mandate,
    Office,
    Person,
    RoleGrant,
    State,
    Supervision,
)
from firstwall.authorities.types import (
    AuthorityFacts,
    Decision,
    DesignationFacts,
    MandateFacts,
    OfficeFacts,
    PersonFacts,
)
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_

_READS_NOTHING = ("system", "administrator")


def authority(authority_id: UUID) -> AuthorityFacts | None:
    """The authority, if there is one. Needs a context."""
    row = Authority.objects.filter(id=authority_id).first()
    return _authority(row) if row else None


def authorities() -> dict[UUID, AuthorityFacts]:
    """All authorities by id. Needs a context."""
    return {row.id: _authority(row) for row in Authority.objects.all()}


def supervisors_of(authority_ids: Iterable[UUID]) -> list[UUID]:
    """Who supervises any of these authorities (GOV-06). Needs a context."""
    rows = Supervision.objects.filter(supervised_id__in=list(authority_ids))
    return sorted(set(rows.values_list("supervisor_id", flat=True)), key=str)


def office(office_id: UUID | None) -> OfficeFacts | None:
    """The office, if there is one. Needs a context."""
    row = Office.objects.filter(id=office_id).first() if office_id else None
    return _office(row) if row else None


def supervised(*, using: str) -> frozenset[UUID]:
    """The authorities that the acting supervisor supervises, as PostgreSQL computes them. Needs the context."""
    with connections[using].cursor() as cursor:
        cursor.execute("select unnest(fw_supervised())")
        return frozenset(row[0] for row in cursor.fetchall())


def time_zone_of(state_code: str) -> str:
    """The IANA zone in which local time is shown beside UTC."""
    row = State.objects.filter(code=state_code).first()
    return row.time_zone if row else "UTC"


def designations_of(authority_id: UUID) -> list[DesignationFacts]:
    """Every row of the list for an authority, whenever in force. Needs a context."""
    return [designation_facts(row) for row in Designation.objects.filter(authority_id=authority_id)]


def classes_of(actor: Actor) -> frozenset[int]:
    """The access classes this mandate may read, as PostgreSQL computes them for the row policies. Needs the context."""
    if actor.role in _READS_NOTHING:
        return frozenset()
    rows = AccessClass.objects.raw("select unnest(fw_classes()) as id")
    return frozenset(row.id for row in rows)


def readers_of(strand: str, access_class: int) -> list[AuthorityFacts]:
    """Who may see an entry of this class today: each authority designated to read it, for any purpose (CSEC-06)."""
    row = AccessClass.objects.filter(id=access_class, strand=strand).first()
    if row is None:
        return []
    audience = Audience.objects.get(id=row.audience_id)
    members = None if audience.id == 0 else tuple(audience.members)
    return readers_on(strand, row.category, members, datetime.now(UTC).date())


def readers_on(strand: str, category: str, members: tuple[UUID, ...] | None, day: date) -> list[AuthorityFacts]:
    """Who could see data of a category on a day: designated to read on that day, let in by law, within the chosen audience.

    Args:
        strand: of the record.
        category: of the record.
        members: the audience that the supplier had chosen; None for all designated authorities (CIS-28).
        day: now or in the past; lists and decisions are kept with their days.
    """
    listed = Designation.objects.filter(strand=strand, categories__contains=[category], rights__contains=["read"])
    ids = {one.authority_id for one in map(designation_facts, listed) if in_force(one, day)}
    if members is not None:
        ids &= set(members)
    found = [_authority(row) for row in Authority.objects.filter(id__in=ids).order_by("code")]
    return [one for one in found if has_access(one, strand, day)]


def readers_of_strand(strand: str) -> list[AuthorityFacts]:
    """Every authority that the list of designations lets read anything of a strand today. Needs a context."""
    today = datetime.now(UTC).date()
    listed = Designation.objects.filter(strand=strand, rights__contains=["read"])
    ids = {one.authority_id for one in map(designation_facts, listed) if in_force(one, today)}
    found = [_authority(row) for row in Authority.objects.filter(id__in=ids).order_by("code")]
    return [one for one in found if has_access(one, strand, today)]


def person(person_id: UUID) -> PersonFacts | None:
    """An active person with roles, read by the doorkeeper before a mandate exists."""
    with acting(system_actor("sign-in")):
        row = _in_service().filter(id=person_id).first()
        return _person(row) if row else None


def account_named(login: str, **more: object) -> Person:
    """The one active account of a login, for the operator; AUTHORITY/LOGIN where two authorities use it. Needs the context.

    Raises:
        Fault: nobody has it, or two have.
    """
    code, slash, name = login.partition("/")
    rows = Person.objects.filter(login=login, is_active=True, **more)
    if slash and not rows:
        owner = Authority.objects.filter(code=code).values("id")
        rows = Person.objects.filter(login=name, authority_id__in=owner, is_active=True, **more)
    found = list(rows[:2])
    if not found:
        raise Fault("unknown-login", N_("Nobody here has this login."), place=login, status=404)
    if len(found) > 1:
        cure = N_("Name the authority as well, such as EE-CUSTOMS/login.")
        raise Fault("two-logins", N_("Two authorities use this login."), place=login, cure=cure, status=409)
    return found[0]


def person_by_login(login: str, *, is_demo: bool = False) -> PersonFacts | None:
    """An active person by login, or by AUTHORITY/LOGIN, read by the doorkeeper."""
    with acting(system_actor("sign-in")), suppress(Fault):
        return person(account_named(login, **({"is_demo": True} if is_demo else {})).id)
    return None


def demo_people() -> list[PersonFacts]:
    """The people whose sign-in is a button on a demonstration node, by authority and name."""
    with acting(system_actor("sign-in")):
        rows = Person.objects.filter(is_demo=True, is_active=True)
        people = [_person(row) for row in rows]
    return sorted(people, key=lambda p: (p.authority.state_code or "~", p.authority.code, p.login))


def supervised_staff() -> list[tuple[UUID, UUID, str, bool]]:
    """The people of the authorities supervised: id, authority, name, in service. Under the supervisor's own login (AUD-06)."""
    rows = Person.objects.using("super").order_by("authority_id", "name", "id")
    return list(rows.values_list("id", "authority_id", "name", "is_active"))


def list_in_force(day: date) -> list[tuple[DesignationFacts, str]]:
    """Every row of the list of designations in force on a day, with the version of the list it came with. Needs a context."""
    rows = Designation.objects.order_by("authority_id", "strand", "valid_from")
    return [(facts, row.list_version) for row in rows if in_force(facts := designation_facts(row), day)]


def colleagues(actor: Actor, *, only: Iterable[UUID | None] | None = None) -> dict[UUID, str]:
    """Names of the people of the actor's own authority, all or these."""
    mine = Person.objects.filter(authority_id=authority_of(actor))
    if only is not None:
        wanted = {one for one in only if one}
        if not wanted:
            return {}
        mine = mine.filter(id__in=wanted)
    return dict(mine.values_list("id", "name"))


def offices_of(authority_id: UUID) -> list[OfficeFacts]:
    """The offices of an authority by name. Needs a context."""
    return [_office(row) for row in Office.objects.filter(authority_id=authority_id).order_by("name", "id")]


def colleague_by_login(actor: Actor, login: str) -> UUID | None:
    """The person of the actor's own authority who signs in by this name."""
    mine = Person.objects.filter(authority_id=authority_of(actor), login=login, is_active=True)
    return mine.values_list("id", flat=True).first()


def mandate(mandate_id: UUID) -> MandateFacts | None:
    """The mandate of a session, read by the doorkeeper; `is_open` is false once closed or over."""
    with acting(system_actor("sign-in")):
        row = Mandate.objects.filter(id=mandate_id).first()
        person_row = _in_service().filter(id=row.person_id).first() if row else None
        if row is None or person_row is None:
            return None
        return MandateFacts(
            id=row.id,
            person=_person(person_row, office_id=row.office_id),
            strands=tuple(row.strands),
            role=row.role,
            purpose=row.purpose,
            reference=row.reference,
            post=row.post,
            shift=row.shift,
            opened_at=row.opened_at,
            ends_at=row.ends_at,
            is_open=row.closed_at is None and _is_now(row.ends_at, person_row.confirmed_until),
        )


def _in_service() -> QuerySet[Person]:
    """Active people whose day of leaving has not come."""
    today = datetime.now(UTC).date()
    return Person.objects.filter(Q(leaves_on=None) | Q(leaves_on__gt=today), is_active=True)


def _is_now(ends_at: datetime, confirmed_until: date) -> bool:
    """A mandate ends by its hours, and with its person's confirmation (CIS-24)."""
    now = datetime.now(UTC)
    return now < ends_at and now.date() < confirmed_until


def _authority(row: Authority) -> AuthorityFacts:
    decision = None
    if row.decision_ends_on is not None:
        strands = tuple(row.decision_strands)
        decision = Decision(row.decision_reference, row.decision_scope, strands, row.decision_ends_on)
    return AuthorityFacts(row.id, row.code, row.name, row.type, row.state_code, decision)


def designation_facts(row: Designation) -> DesignationFacts:
    """A row of the list as a value."""
    return DesignationFacts(
        authority_id=row.authority_id,
        strand=row.strand,
        categories=tuple(row.categories),
        purposes=tuple(row.purposes),
        rights=tuple(row.rights),
        screen_only=row.screen_only,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        legal_basis=row.legal_basis,
    )


def _office(row: Office) -> OfficeFacts:
    return OfficeFacts(row.id, row.authority_id, row.code, row.name, row.kind, row.locode)


def _person(row: Person, office_id: UUID | None = None) -> PersonFacts:
    return PersonFacts(
        id=row.id,
        login=row.login,
        name=row.name,
        authority=_authority(Authority.objects.get(id=row.authority_id)),
        office=office(office_id or row.office_id),
        roles=frozenset(RoleGrant.objects.filter(person_id=row.id).values_list("role", "strand")),
        is_demo=row.is_demo,
        theme=row.theme,
        single_keys=row.single_keys,
        confirmed_until=row.confirmed_until,
    )
