"""Reads of this room, under the caller's context."""

from datetime import UTC, datetime
from uuid import UUID

from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.designation import in_force
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
)
from firstwall.authorities.types import AuthorityFacts, DesignationFacts, MandateFacts, OfficeFacts, PersonFacts
from firstwall.kernel.actor import Actor, authority_of

_READS_NOTHING = ("system", "administrator")


def authority(authority_id: UUID) -> AuthorityFacts | None:
    """The authority, if there is one. Needs a context."""
    row = Authority.objects.filter(id=authority_id).first()
    return _authority(row) if row else None


def authorities() -> dict[UUID, AuthorityFacts]:
    """All authorities by id. Needs a context."""
    return {row.id: _authority(row) for row in Authority.objects.all()}


def office(office_id: UUID | None) -> OfficeFacts | None:
    """The office, if there is one. Needs a context."""
    row = Office.objects.filter(id=office_id).first() if office_id else None
    return _office(row) if row else None


def time_zone_of(state_code: str) -> str:
    """The IANA zone in which local time is shown beside UTC."""
    row = State.objects.filter(code=state_code).first()
    return row.time_zone if row else "UTC"


def designations_of(authority_id: UUID) -> list[DesignationFacts]:
    """Every row of the list for an authority, whenever in force. Needs a context."""
    return [_designation(row) for row in Designation.objects.filter(authority_id=authority_id)]


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
    today = datetime.now(UTC).date()
    listed = Designation.objects.filter(strand=strand, categories__contains=[row.category], rights__contains=["read"])
    ids = {one.authority_id for one in map(_designation, listed) if in_force(one, today)}
    if audience.id != 0:
        ids &= set(audience.members)
    return [_authority(a) for a in Authority.objects.filter(id__in=ids).order_by("code")]


def person(person_id: UUID) -> PersonFacts | None:
    """An active person with roles, read by the doorkeeper before a mandate exists."""
    with acting(system_actor("sign-in")):
        row = Person.objects.filter(id=person_id, is_active=True).first()
        return _person(row) if row else None


def person_by_login(login: str) -> PersonFacts | None:
    """An active person by login, read by the doorkeeper."""
    with acting(system_actor("sign-in")):
        row = Person.objects.filter(login=login, is_active=True).first()
        return _person(row) if row else None


def demo_people() -> list[PersonFacts]:
    """The people whose sign-in is a button on a demonstration node, by authority and name."""
    with acting(system_actor("sign-in")):
        rows = Person.objects.filter(is_demo=True, is_active=True)
        people = [_person(row) for row in rows]
    return sorted(people, key=lambda p: (p.authority.state_code or "~", p.authority.code, p.login))


def colleagues(actor: Actor) -> dict[UUID, str]:
    """Names of the people of the actor's own authority."""
    return dict(Person.objects.filter(authority_id=authority_of(actor)).values_list("id", "name"))


def mandate(mandate_id: UUID) -> MandateFacts | None:
    """The mandate of a session, read by the doorkeeper; `is_open` is false once closed or over."""
    with acting(system_actor("sign-in")):
        row = Mandate.objects.filter(id=mandate_id).first()
        person_row = Person.objects.filter(id=row.person_id, is_active=True).first() if row else None
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
            is_open=row.closed_at is None and datetime.now(UTC) < row.ends_at,
        )


def _authority(row: Authority) -> AuthorityFacts:
    return AuthorityFacts(row.id, row.code, row.name, row.type, row.state_code)


def _designation(row: Designation) -> DesignationFacts:
    return DesignationFacts(
        authority_id=row.authority_id,
        strand=row.strand,
        categories=tuple(row.categories),
        purposes=tuple(row.purposes),
        rights=tuple(row.rights),
        screen_only=row.screen_only,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
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
    )
