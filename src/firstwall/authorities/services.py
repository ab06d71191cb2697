"""Acts of this room. A mandate is opened and closed by a person; the lists are written by the provisioning job."""

import hashlib
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection

from firstwall.authorities import mandates, queries, token_rules
from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.authorities.designation import must_fit_the_law
from firstwall.authorities.models import (
    AccessClass,
    Audience,
    Authority,
    Designation,
    Enrolment,
    Mandate,
    Office,
    Person,
    RoleGrant,
    State,
    Supervision,
    Token,
)
from firstwall.authorities.organisations import must_have_its_decision
from firstwall.authorities.permissions import SCREEN_ONLY_TYPES, may
from firstwall.authorities.signing_in import sessions
from firstwall.authorities.types import Decision, ListedRow, MandateFacts, PersonFacts
from firstwall.kernel.actor import Actor, Channel, authority_of, mandate_of, person_of
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.ledger import services as ledger

SESSION = timedelta(hours=10)  # SEC-18: absolute end
JOB = timedelta(hours=24)  # as long as held traffic may wait (SEC-49)
TOKEN_LIFE = timedelta(days=365)  # SEC-19: at most twelve months
LINK_LIFE = timedelta(hours=24)


def open_mandate(
    person_id: UUID,
    *,
    role: str,
    strands: tuple[str, ...],
    purpose: str,
    reference: str = "",
    office_id: UUID | None = None,
    post: str = "",
    shift: str = "",
    channel: Channel = "page",
) -> Actor:
    """Open the mandate a session acts under (SEC-21, CIS-24); the login is entered in the ledger, a refusal too.

    Raises:
        NotPermitted: the role, the authority's type or the list of designations does not carry it.
        FieldRefused: a lane needs post and shift.
    """
    person = queries.person(person_id)
    if person is None:
        raise mandates.nobody()
    office = office_id or (person.office.id if person.office else None)
    wanted = mandates.Wanted(role, tuple(sorted(set(strands), reverse=True)), purpose, reference, post, shift)
    mandates.must_be_known(wanted)
    as_asked = _actor(person, wanted, None, office, channel)
    try:
        with acting(as_asked):
            may(as_asked, "authorities.open_mandate")
            mandates.check(person, wanted, queries.designations_of(person.authority.id), datetime.now(UTC).date())
    except Refusal as refusal:
        with acting(as_asked):
            ledger.record(as_asked, act="authorities.open_mandate", result="refused", details={"rule": refusal.rule})
        raise
    now = datetime.now(UTC)
    with acting(system_actor("sign-in")):
        row = Mandate.objects.create(
            person_id=person.id,
            authority_id=person.authority.id,
            office_id=office,
            strands=list(wanted.strands),
            role=role,
            purpose=purpose,
            reference=reference,
            post=post,
            shift=shift,
            channel=channel,
            opened_at=now,
            ends_at=now + SESSION,
        )
    actor = _actor(person, wanted, row.id, office, channel)
    with acting(actor):
        ledger.record(actor, act="authorities.open_mandate", object_type="mandate", object_id=str(row.id))
    return actor


def standing_mandate(actor: Actor, *, lasts: timedelta = JOB) -> UUID:
    """A mandate for what this actor leaves behind, a job or a feed: the same in all, but it outlasts the session (SEC-21).

    The person must still be in service when it is used: `actor_of` looks again.
    """
    now = datetime.now(UTC)
    with acting(system_actor("sign-in")):
        row = Mandate.objects.create(
            person_id=person_of(actor),
            authority_id=authority_of(actor),
            office_id=actor.office_id,
            strands=[str(strand) for strand in actor.strands],
            role=actor.role,
            purpose=actor.purpose,
            reference=actor.reference[:80],
            post=actor.place[:80],
            channel="job",
            opened_at=now,
            ends_at=now + lasts,
        )
    return row.id


def close_mandate(actor: Actor) -> None:
    """End the mandate; later use of its number is refused."""
    with acting(actor):
        Mandate.objects.filter(id=mandate_of(actor), closed_at=None).update(closed_at=datetime.now(UTC))
        ledger.record(actor, act="authorities.close_mandate", object_type="mandate", object_id=str(actor.mandate_id))


def actor_of(mandate_id: UUID, *, channel: Channel) -> Actor:
    """Who acts under an open mandate.

    Raises:
        NotPermitted: the mandate is closed, over, unknown, or its person has left.
    """
    facts = queries.mandate(mandate_id)
    if facts is None or not facts.is_open:
        raise mandates.over()
    return actor_from(facts, channel=channel)


def actor_from(facts: MandateFacts, *, channel: Channel) -> Actor:
    """The actor of a mandate already read."""
    wanted = mandates.Wanted(facts.role, facts.strands, facts.purpose, facts.reference, facts.post, facts.shift)
    return _actor(facts.person, wanted, facts.id, facts.person.office.id if facts.person.office else None, channel)


def mint_token(login: str) -> str:
    """A bearer secret for API and command line, shown once; only its hash is kept (SEC-19)."""
    secret = "fw_" + secrets.token_urlsafe(32)
    with acting(system_actor("provisioning")):
        person = queries.account_named(login)
        Token.objects.create(person_id=person.id, hash=_hash(secret), expires_at=datetime.now(UTC) + TOKEN_LIFE)
    return secret


def person_of_token(secret: str, *, address: str = "") -> PersonFacts | None:
    """The person or service whose token this is, while it lives and where it is good."""
    with acting(system_actor("sign-in")):
        row = _living_token(secret)
        if row is not None:
            token_rules.must_be_in_network(row.networks, address)
        return queries.person(row.person_id) if row else None


def _living_token(secret: str) -> Token | None:
    return Token.objects.filter(hash=_hash(secret), expires_at__gt=datetime.now(UTC), ended_at=None).first()


def caller(secret: str, mandate_id: UUID, *, address: str = "") -> Actor | None:
    """Who calls by program: the token's person under an open mandate of that person's own. None for an unknown token.

    Raises:
        NotPermitted: the mandate is over, or somebody else's (SEC-02); the token is not good for network or purpose.
    """
    with acting(system_actor("sign-in")):  # one transaction for token, mandate and person
        row = _living_token(secret)
        if row is None:
            return None
        token_rules.must_be_in_network(row.networks, address)
        actor = replace(actor_of(mandate_id, channel="api"), scope=frozenset(row.scope))
        actor = replace(actor, must_prove=sessions.must_prove(row.person_id, actor.role))
        token_rules.must_be_for(row.purposes, actor.purpose)
    if actor.person_id != row.person_id:
        raise mandates.somebody_elses()
    if actor.authority_type in SCREEN_ONLY_TYPES:  # every call of such a desk is refused, and recorded (CIS-32b)
        with lawful(actor, "authorities.call_by_program"):
            pass
    return actor


def issue_enrolment_link() -> str:
    """The secret of a one-time link printed at first start (SEC-15)."""
    secret = secrets.token_urlsafe(32)
    with acting(system_actor("provisioning")):
        Enrolment.objects.create(hash=_hash(secret), expires_at=datetime.now(UTC) + LINK_LIFE)
    return secret


def use_enrolment_link(secret: str, *, login: str, name: str, person_id: UUID | None = None) -> PersonFacts:
    """The first person of a new node: an administrator of people, who reads no content (SEC-12). Works once."""
    now = datetime.now(UTC)
    with acting(system_actor("sign-in")):
        mine = Enrolment.objects.filter(hash=_hash(secret), used_at=None, expires_at__gt=now, person_id=None)
        used = mine.update(used_at=now)
        if not used:
            raise Fault(
                "link-used",
                N_("This link was used before or is over."),
                cure=N_("Start the node again to have a new link printed."),
                status=410,
            )
        host = Authority.objects.filter(code="HOST").first() or Authority.objects.create(
            code="HOST", name="Host of this node", type="customs"
        )
        row = Person.objects.create(id=person_id or record_id(), login=login, name=name, authority_id=host.id)
        for strand in Strand:
            RoleGrant.objects.create(person_id=row.id, role="administrator", strand=strand)
    person = queries.person(row.id)
    if person is None:
        raise mandates.nobody()
    return person


def class_for(strand: str, category: str, members: tuple[UUID, ...] | None) -> int:
    """The number of the access class category x audience; None means all designated authorities. Needs the context."""
    audience = 0
    if members is not None:
        key = hashlib.sha256(",".join(sorted(str(m) for m in members)).encode()).hexdigest()
        audience = _number_of(Audience, {"key": key}, {"members": sorted(members)})
    return _number_of(AccessClass, {"strand": strand, "category": category, "audience_id": audience}, {})


def _number_of(model: type[Audience] | type[AccessClass], natural: dict, rest: dict) -> int:
    row = model.objects.filter(**natural).first()
    if row:
        return row.id
    with connection.cursor() as cursor:  # one newcomer at a time takes the next number
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])
        row = model.objects.filter(**natural).first()
        if row:
            return row.id
        cursor.execute(f"select coalesce(max(id), 0) + 1 from {model._meta.db_table}")  # noqa: S608 our own table's name
        number = cursor.fetchone()[0]
    model.objects.create(id=number, **natural, **rest)
    return number


def add_state(code: str, name: str, *, time_zone: str = "UTC") -> None:
    """A state joins at run time, without a release (RES-01)."""
    with acting(system_actor("provisioning")):
        State.objects.get_or_create(code=code, defaults={"name": name, "time_zone": time_zone})


def add_authority(code: str, name: str, *, type: str, state_code: str = "", decision: Decision | None = None) -> UUID:
    """An authority of a type that law knows. Idempotent by code.

    Raises:
        NotPermitted: an international or regional organisation without the Council's decision (CIS-30).
    """
    must_have_its_decision(type, decision)
    told: dict[str, object] = {"name": name, "type": type, "state_code": state_code}
    if decision is not None:
        told |= {
            "decision_reference": decision.reference,
            "decision_scope": decision.scope,
            "decision_strands": list(decision.strands),
            "decision_ends_on": decision.ends_on,
        }
    with acting(system_actor("provisioning")):
        row, _new = Authority.objects.get_or_create(code=code, defaults=told)
    return row.id


def add_office(authority_id: UUID, code: str, name: str, *, kind: str, locode: str = "") -> UUID:
    """An office of an authority. Idempotent by its code there."""
    with acting(system_actor("provisioning")):
        row, _new = Office.objects.get_or_create(
            authority_id=authority_id, code=code, defaults={"name": name, "kind": kind, "locode": locode}
        )
    return row.id


def add_person(
    login: str, name: str, *, authority_id: UUID, office_id: UUID | None = None, is_demo: bool = False
) -> UUID:
    """A named person. Idempotent by the login in their authority."""
    with acting(system_actor("provisioning")):
        row, _new = Person.objects.get_or_create(
            authority_id=authority_id,
            login=login,
            defaults={"name": name, "office_id": office_id, "is_demo": is_demo},
        )
    return row.id


def grant_role(person_id: UUID, role: str, strands: tuple[str, ...]) -> None:
    """A role in one or both strands."""
    with acting(system_actor("provisioning")):
        for strand in strands:
            RoleGrant.objects.get_or_create(person_id=person_id, role=role, strand=strand)


def designate(
    authority_id: UUID,
    *,
    strand: str,
    categories: str,
    purposes: tuple[str, ...],
    rights: tuple[str, ...],
    valid_from: date,
    valid_until: date | None = None,
    screen_only: bool = False,
    list_version: str = "",
    legal_basis: str = "",
) -> None:
    """One row of the list of designations (CIS-25), before a state keeps its list itself.

    Raises:
        NotPermitted: the law gives this kind of authority less (CIS-30, CIS-31).
    """
    listed = ListedRow(authority_id, tuple(categories), purposes, rights, screen_only, valid_until, legal_basis)
    with acting(system_actor("provisioning")):
        authority = queries.authority(authority_id)
        if authority is not None and tables.access_of(authority.type, Strand(strand)).access == "by_decision":
            must_fit_the_law(authority, strand, [listed])
        Designation.objects.create(
            authority_id=authority_id,
            strand=strand,
            categories=list(categories),
            purposes=list(purposes),
            rights=list(rights),
            screen_only=screen_only,
            valid_from=valid_from,
            valid_until=valid_until,
            list_version=list_version,
            legal_basis=legal_basis,
        )


def supervise(supervisor_id: UUID, supervised_id: UUID) -> None:
    """Who supervises whom (GOV-06)."""
    with acting(system_actor("provisioning")):
        Supervision.objects.get_or_create(supervisor_id=supervisor_id, supervised_id=supervised_id)


def _actor(
    person: PersonFacts, wanted: mandates.Wanted, mandate_id: UUID | None, office_id: UUID | None, channel: Channel
) -> Actor:
    strands = tuple(Strand(s) for s in wanted.strands)
    return Actor(
        person_id=person.id,
        person_name=person.name,
        authority_id=person.authority.id,
        authority_code=person.authority.code,
        authority_type=person.authority.type,
        office_id=office_id,
        strands=strands,
        strand=strands[0] if strands else None,
        role=wanted.role,
        purpose=wanted.purpose,
        reference=wanted.reference,
        mandate_id=mandate_id,
        place=wanted.post,
        channel=channel,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
