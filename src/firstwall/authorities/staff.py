"""Offices, people and roles of one's own authority, kept by its administrators; two of them where SEC-12 asks for two.

None of it shows content: the role reads no alert, and PostgreSQL gives it no access class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from firstwall.authorities import queries
from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.authorities.confirmation import first_until
from firstwall.authorities.models import Mandate, Office, Person, RoleGrant
from firstwall.authorities.signing_in import links
from firstwall.authorities.signing_in.links import Handed
from firstwall.authorities.signing_in.models import Identity, Passkey, Proposal, Session
from firstwall.authorities.staff_rules import (
    CODE_LENGTH,
    LOGIN_LENGTH,
    NAME_LENGTH,
    is_gone,
    must_be_a_role,
    must_be_filled,
    needs_two,
)
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.ledger import services as ledger

READ = "authorities.read_people"
OFFICE, ENTER = "authorities.enter_office", "authorities.enter_person"
ROLES, LEAVE, LINK = "authorities.change_roles", "authorities.record_leaving", links.REISSUE
DECIDE = "authorities.decide_proposal"
OFFICE_KINDS = ("border_post", "unit", "desk")


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What a colleague proposes for an account."""

    id: UUID
    person_id: UUID
    person_name: str
    kind: str
    role: str
    strands: tuple[str, ...]
    leaves_on: date | None
    proposed_by: UUID
    proposed_by_name: str
    proposed_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account of the own authority, as its keeper sees it."""

    id: UUID
    login: str
    name: str
    kind: str
    office: str
    roles: tuple[tuple[str, str], ...]
    is_active: bool
    leaves_on: date | None
    confirmed_until: date
    passkeys: int
    identities: int
    sessions: int
    needs_two: bool
    is_self: bool
    proposals: tuple[ProposalView, ...]


def offices_of(actor: Actor) -> list[Office]:
    """The offices of the own authority."""
    with lawful(actor, READ, object_type="office"):
        return list(Office.objects.filter(authority_id=authority_of(actor)).order_by("name"))


def enter_office(actor: Actor, *, code: str, name: str, kind: str, locode: str = "") -> UUID:
    """A border post, coordinating unit or desk of the own authority.

    Raises:
        FieldRefused: something is missing, or the code is taken.
    """
    with lawful(actor, OFFICE, object_type="office"):
        must_be_filled(code=(code, CODE_LENGTH), name=(name, NAME_LENGTH))
        if kind not in OFFICE_KINDS:
            raise FieldRefused([FieldProblem("kind", "SEC-14", "", N_("There is no such kind."), N_("Choose one."))])
        fields = {"code": code.strip(), "name": name.strip(), "kind": kind, "locode": locode.strip().upper()[:5]}
        try:
            with transaction.atomic():
                row = Office.objects.create(authority_id=authority_of(actor), **fields)
        except IntegrityError:
            raise _taken("code") from None
        ledger.record(actor, act=OFFICE, object_type="office", object_id=row.id)
        return row.id


def enter_person(
    actor: Actor,
    *,
    login: str,
    name: str,
    office_id: UUID | None = None,
    role: str = "",
    strands: tuple[str, ...] = (),
) -> tuple[UUID, Handed]:
    """A named person of the own authority, with a role, and the one-time link that enrols their passkey.

    A higher role is only proposed: a colleague agrees and is shown the link; the answer here is its code (SEC-12).

    Raises:
        FieldRefused: something is missing, or the login is taken.
    """
    with lawful(actor, ENTER, object_type="person"):
        must_be_filled(login=(login, LOGIN_LENGTH), name=(name, NAME_LENGTH))
        if role:
            must_be_a_role(role, strands)
        row = _new_account(actor, login=login, name=name, office_id=office_id, kind="person")
        ledger.record(actor, act=ENTER, object_type="person", object_id=row.id)
        if needs_two((), role):
            return row.id, change_role(actor, row.id, role=role, strands=strands, gives=True)
        secret = links.make(row.id, made_by=person_of(actor))
        if role:
            change_role(actor, row.id, role=role, strands=strands, gives=True)
        return row.id, Handed(link=secret)


def change_role(actor: Actor, person_id: UUID, *, role: str, strands: tuple[str, ...], gives: bool) -> Handed:
    """Give or take a role; not done when a colleague must agree first.

    An account that becomes a higher one comes in anew, by a link whose code is shown here and now (SEC-12).

    Raises:
        NothingHere: no such account in the own authority.
        NotPermitted: it is one's own.
    """
    with lawful(actor, ROLES, object_type="person", object_id=person_id):
        must_be_a_role(role, strands)
        row = _account(actor, person_id)
        held = _roles(row.id)
        if needs_two(held, role):
            code = links.new_code() if gives and not needs_two(held) else ""
            kind = "grant" if gives else "take"
            return _propose(actor, row.id, kind=kind, role=role, strands=strands, act=ROLES, code=code)
        _give_or_take(actor, row.id, role, strands, gives=gives)
        return Handed()


def record_leaving(actor: Actor, person_id: UUID, *, on: date) -> bool:
    """The person leaves on a day: from then on no way in; today or earlier it ends at once. False: a colleague must agree.

    Raises:
        NothingHere, NotPermitted: as `change_role`.
    """
    with lawful(actor, LEAVE, object_type="person", object_id=person_id):
        row = _account(actor, person_id)
        if needs_two(_roles(row.id)):
            _propose(actor, row.id, kind="leave", leaves_on=on, act=LEAVE)
            return False
        _leave(actor, row.id, on)
        return True


def reissue_link(actor: Actor, person_id: UUID) -> Handed:
    """A lost passkey: all that was there ends, a new one-time link is made.

    That of a higher account is made when a colleague agrees, who is shown it; its code is shown here (SEC-12).

    Raises:
        NothingHere, NotPermitted: as `change_role`.
    """
    with lawful(actor, LINK, object_type="person", object_id=person_id):
        row = _account(actor, person_id)
        if needs_two(_roles(row.id)):
            return _propose(actor, row.id, kind="link", act=LINK, code=links.new_code())
        return Handed(link=_new_link(actor, row.id))


def decide(actor: Actor, proposal_id: UUID, *, agrees: bool) -> Handed:
    """Decide on what a colleague proposed; done in the same transaction. With a link, if one was made.

    Raises:
        NothingHere: no such open proposal in the own authority.
        NotPermitted: one's own proposal, or about oneself.
    """
    with lawful(actor, DECIDE, object_type="proposal", object_id=proposal_id):
        row = Proposal.objects.filter(id=proposal_id, authority_id=authority_of(actor), state="proposed").first()
        if row is None:
            raise NothingHere
        if person_of(actor) in (row.proposed_by, row.person_id):
            raise NotPermitted(
                "SEC-12",
                N_("Nobody agrees to the own proposal, or to one about themselves."),
                cure=N_("Ask another administrator of your authority, or the operator of this node."),
            )
        # the database's own clock: its policies ask for an agreement given in this very transaction
        Proposal.objects.filter(id=row.id).update(
            state="agreed" if agrees else "declined", decided_by=person_of(actor), decided_at=Now()
        )
        details = {"step": "agreed" if agrees else "declined", "kind": row.kind}
        ledger.record(actor, act=DECIDE, object_type="proposal", object_id=row.id, details=details)
        return Handed(link=_carry_out(actor, row) if agrees else "")


def agree_by_operator(login: str) -> tuple[int, str]:
    """The node's operator agrees to what is proposed for a login, on the authority's written word: when there is no second
    administrator yet, or none is left. Answers how many proposals of roles were agreed to, and the link if one was made.

    Raises:
        Fault: nobody has this login, or two have.
    """
    operator, link = system_actor("provisioning"), ""
    with acting(operator):
        person = queries.account_named(login)
        rows = list(Proposal.objects.filter(person_id=person.id, state="proposed", kind="grant"))
        for row in rows:
            Proposal.objects.filter(id=row.id).update(state="agreed", decided_at=Now())
            ended, made = _come_in_anew(row, made_by=None)
            link = made or link
            for strand in row.strands:
                RoleGrant.objects.get_or_create(person_id=row.person_id, role=row.role, strand=strand)
            details = {"step": "agreed", "kind": row.kind, "role": row.role, **ended}
            ledger.record(operator, act=DECIDE, object_type="proposal", object_id=row.id, details=details)
    return len(rows), link


def accounts_of(actor: Actor) -> list[AccountView]:
    """Every account of the own authority, those who left too."""
    with lawful(actor, ENTER, object_type="people"):
        rows = Person.objects.filter(authority_id=authority_of(actor), kind="person").order_by("name")
        return [_view(actor, row) for row in rows]


def account(actor: Actor, person_id: UUID) -> AccountView:
    """One account of the own authority.

    Raises:
        NothingHere: there is none.
    """
    with lawful(actor, ENTER, object_type="person", object_id=person_id):
        row = Person.objects.filter(id=person_id, authority_id=authority_of(actor)).first()
        if row is None:
            raise NothingHere
        return _view(actor, row)


def proposals_of(actor: Actor) -> list[ProposalView]:
    """What waits for a second administrator of the own authority."""
    with lawful(actor, ENTER, object_type="proposal"):
        return _proposals(actor)


def new_service_account(actor: Actor, *, login: str, name: str) -> UUID:
    """The account that a service's tokens belong to. Needs the frame of an act around it."""
    return _new_account(actor, login=login, name=name, office_id=None, kind="service").id


def _carry_out(actor: Actor, row: Proposal) -> str:
    link, ended = "", dict[str, int]()
    if row.kind == "grant":
        ended, link = _come_in_anew(row, made_by=person_of(actor))
    if row.kind in ("grant", "take"):
        _give_or_take(actor, row.person_id, row.role, tuple(row.strands), gives=row.kind == "grant", ended=ended)
    elif row.kind == "leave" and row.leaves_on is not None:
        _leave(actor, row.person_id, row.leaves_on)
    elif row.kind == "link":
        link = _new_link(actor, row.person_id, code_hash=row.code)
    return link


def _come_in_anew(row: Proposal, *, made_by: UUID | None) -> tuple[dict[str, int], str]:
    """Before an account becomes a higher one: whatever its proposer may hold of it ends, and the new link has two halves.

    One is with the proposer, the other with who agrees: neither can come in alone (SEC-12).
    """
    if needs_two(_roles(row.person_id)) or not needs_two((), row.role):
        return {}, ""
    if not row.code:  # it was a higher account when this was proposed
        sentence = N_("This account has changed since this was proposed.")
        raise Fault("proposal-outdated", sentence, cure=N_("Decline it, and have it proposed again."), status=409)
    return links.end_access(row.person_id), links.make(row.person_id, made_by=made_by, code_hash=row.code)


def _give_or_take(
    actor: Actor,
    person_id: UUID,
    role: str,
    strands: tuple[str, ...],
    *,
    gives: bool,
    ended: Mapping[str, int] | None = None,
) -> None:
    for strand in strands:
        if gives:
            RoleGrant.objects.get_or_create(person_id=person_id, role=role, strand=strand)
        else:
            RoleGrant.objects.filter(person_id=person_id, role=role, strand=strand).delete()
    if not gives:  # what was opened with the role ends with it
        Mandate.objects.filter(person_id=person_id, role=role, closed_at=None).update(closed_at=utc_now())
    details = {"role": role, "strands": list(strands), "step": "granted" if gives else "taken", **(ended or {})}
    ledger.record(actor, act=ROLES, object_type="person", object_id=person_id, details=details)


def _leave(actor: Actor, person_id: UUID, on: date) -> None:
    today = utc_now().date()
    gone = is_gone(on, today)
    ended = links.end_access(person_id) if gone else {}
    # the account is kept for 24 months from here: a day long past must not cut that short (LOG-05)
    Person.objects.filter(id=person_id).update(leaves_on=max(on, today), is_active=not gone)
    ledger.record(actor, act=LEAVE, object_type="person", object_id=person_id, details={"day": on, **ended})


def _new_link(actor: Actor, person_id: UUID, *, code_hash: str = "") -> str:
    ended = links.end_access(person_id)
    secret = links.make(person_id, made_by=person_of(actor), code_hash=code_hash)
    ledger.record(actor, act=LINK, object_type="person", object_id=person_id, details=ended)
    return secret


def _propose(actor: Actor, person_id: UUID, *, act: str, kind: str, code: str = "", **more: object) -> Handed:
    if "strands" in more:
        more["strands"] = sorted(more["strands"])  # type: ignore[call-overload]
    row = Proposal.objects.create(
        authority_id=authority_of(actor),
        person_id=person_id,
        kind=kind,
        proposed_by=person_of(actor),
        proposed_at=utc_now(),
        code=links.hash_of(links.plain_code(code)) if code else "",
        **more,
    )
    details = {"step": "proposed", "kind": kind, "proposal": str(row.id)}
    ledger.record(actor, act=act, object_type="person", object_id=person_id, details=details)
    return Handed(code=code, is_done=False)


def _new_account(actor: Actor, *, login: str, name: str, office_id: UUID | None, kind: str) -> Person:
    if office_id and not Office.objects.filter(id=office_id, authority_id=authority_of(actor)).exists():
        raise NothingHere
    try:
        with transaction.atomic():
            return Person.objects.create(
                login=login.strip(),
                name=name.strip(),
                authority_id=authority_of(actor),
                office_id=office_id,
                kind=kind,
                confirmed_until=first_until(),
            )
    except IntegrityError:
        raise _taken("login") from None


def _account(actor: Actor, person_id: UUID) -> Person:
    if person_id == person_of(actor):
        raise NotPermitted(
            "SEC-12",
            N_("Nobody changes the own account."),
            cure=N_("Ask another administrator of your authority."),
        )
    # a service has no passkey and no further role; the sealed account is the operator's
    row = Person.objects.filter(id=person_id, authority_id=authority_of(actor), kind="person").first()
    if row is None:
        raise NothingHere
    return row


def _roles(person_id: UUID) -> set[str]:
    return set(RoleGrant.objects.filter(person_id=person_id).values_list("role", flat=True))


def _taken(field: str) -> FieldRefused:
    return FieldRefused([FieldProblem(field, "SEC-14", "", N_("This is in use already."), N_("Choose another."))])


def _proposals(actor: Actor, person_id: UUID | None = None) -> list[ProposalView]:
    rows = Proposal.objects.filter(authority_id=authority_of(actor), state="proposed").order_by("proposed_at")
    if person_id:
        rows = rows.filter(person_id=person_id)
    names = dict(Person.objects.filter(authority_id=authority_of(actor)).values_list("id", "name"))
    return [
        ProposalView(
            row.id,
            row.person_id,
            names.get(row.person_id, ""),
            row.kind,
            row.role,
            tuple(row.strands),
            row.leaves_on,
            row.proposed_by,
            names.get(row.proposed_by, ""),
            row.proposed_at,
            person_of(actor) in (row.proposed_by, row.person_id),
        )
        for row in rows
    ]


def _view(actor: Actor, row: Person) -> AccountView:
    office = Office.objects.filter(id=row.office_id).first() if row.office_id else None
    held = RoleGrant.objects.filter(person_id=row.id).order_by("role", "-strand").values_list("role", "strand")
    open_now = {"person_id": row.id, "ended_at": None}
    return AccountView(
        id=row.id,
        login=row.login,
        name=row.name,
        kind=row.kind,
        office=office.name if office else "",
        roles=tuple(held),
        is_active=row.is_active and not is_gone(row.leaves_on, utc_now().date()),
        leaves_on=row.leaves_on,
        confirmed_until=row.confirmed_until,
        passkeys=Passkey.objects.filter(**open_now).count(),
        identities=Identity.objects.filter(**open_now).count(),
        sessions=Session.objects.filter(**open_now, ends_at__gt=utc_now()).count(),
        needs_two=needs_two({role for role, _strand in held}),
        is_self=row.id == actor.person_id,
        proposals=tuple(_proposals(actor, row.id)),
    )
