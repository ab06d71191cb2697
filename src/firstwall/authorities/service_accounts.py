"""Programs that call: an account of the authority, and a token with scope, purposes, networks and an end (SEC-19)."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from firstwall.authorities import staff
from firstwall.authorities.acting import lawful
from firstwall.authorities.models import Person, RoleGrant, Token
from firstwall.authorities.permissions import ACTS, FRESH, PERMITTED
from firstwall.authorities.staff_rules import LOGIN_LENGTH, NAME_LENGTH, must_be_a_role, must_be_filled
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.law import tables
from firstwall.law.rows import PurposeRow
from firstwall.ledger import services as ledger

KEEP = "authorities.keep_services"
MONTHS = 12
# a program takes no role that keeps people, watches over them, or answers persons
ROLES = ("border_officer", "coordinator", "investigator")
# nor keeps accounts or feeds: two persons do
_NEVER = ("authorities.", "screening.keep_feeds", "screening.screen_held")


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One token of a service, as its keeper sees it."""

    token_id: UUID
    login: str
    name: str
    roles: tuple[str, ...]
    scope: tuple[str, ...]
    purposes: tuple[str, ...]
    networks: tuple[str, ...]
    expires_at: datetime
    is_over: bool


def acts() -> list[tuple[str, str]]:
    """What a token's scope can name: acts of the roles that a program may take, with their words."""
    known = set().union(*(PERMITTED[role] for role in ROLES))
    return [(act, ACTS[act]) for act in sorted(known - FRESH) if not act.startswith(_NEVER)]


def purposes() -> list[PurposeRow]:
    """The purposes that a program's roles may have."""
    return [row for row in tables.PURPOSES.values() if set(row.roles) & set(ROLES)]


def services_of(actor: Actor) -> list[ServiceView]:
    """The tokens of the own authority's services, those that are over too."""
    with lawful(actor, KEEP, object_type="token"):
        people = {row.id: row for row in Person.objects.filter(authority_id=authority_of(actor), kind="service")}
        rows = Token.objects.filter(person_id__in=list(people)).order_by("-expires_at")
        held: dict[UUID, set[str]] = {}
        for person_id, role in RoleGrant.objects.filter(person_id__in=list(people)).values_list("person_id", "role"):
            held.setdefault(person_id, set()).add(role)
        return [_view(people[row.person_id], row, held.get(row.person_id, set())) for row in rows]


def enter_service(
    actor: Actor,
    *,
    login: str,
    name: str,
    role: str,
    strands: tuple[str, ...],
    scope: tuple[str, ...],
    purposes: tuple[str, ...],
    networks: tuple[str, ...],
    ends_on: str,
) -> str:
    """A service account with its one token; the secret is shown once, only its hash is kept (SEC-19).

    Raises:
        FieldRefused: something is missing, unknown, or too long-lived.
    """
    with lawful(actor, KEEP, object_type="token"):
        must_be_filled(login=(login, LOGIN_LENGTH), name=(name, NAME_LENGTH))
        must_be_a_role(role, strands)
        end = _must_be_narrow(role, scope, purposes, networks, ends_on)
        number = staff.new_service_account(actor, login=login, name=name)
        for strand in strands:
            RoleGrant.objects.create(person_id=number, role=role, strand=strand)
        secret = "fws_" + secrets.token_urlsafe(32)
        row = Token.objects.create(
            person_id=number,
            hash=hashlib.sha256(secret.encode()).hexdigest(),
            expires_at=end,
            label=name.strip()[:80],
            scope=sorted(scope),
            purposes=sorted(purposes),
            networks=list(networks),
            made_by=person_of(actor),
            made_at=utc_now(),
        )
        details = {"role": role, "scope": sorted(scope), "day": end.date(), "step": "added"}
        ledger.record(actor, act=KEEP, object_type="token", object_id=row.id, details=details)
        return secret


def end_token(actor: Actor, token_id: UUID) -> None:
    """End a token at once.

    Raises:
        NothingHere: no such token of the own authority.
    """
    with lawful(actor, KEEP, object_type="token", object_id=token_id):
        mine = Person.objects.filter(authority_id=authority_of(actor), kind="service").values_list("id", flat=True)
        if not Token.objects.filter(id=token_id, person_id__in=list(mine), ended_at=None).update(ended_at=utc_now()):
            raise NothingHere
        ledger.record(actor, act=KEEP, object_type="token", object_id=token_id, details={"step": "ended"})


def _must_be_narrow(
    role: str, scope: tuple[str, ...], wanted: tuple[str, ...], networks: tuple[str, ...], ends_on: str
) -> datetime:
    wrong = []
    known = {act for act, _label in acts()} & PERMITTED.get(role, frozenset())
    if role not in ROLES:
        wrong.append(
            FieldProblem("role", "SEC-19", "", N_("A program does not take this role."), N_("Choose another."))
        )
    if not scope or not set(scope) <= known:
        cure = N_("Choose at least one act, and only acts of the role.")
        wrong.append(FieldProblem("scope", "SEC-19", "", N_("The scope does not fit the role."), cure))
    if not wanted or not set(wanted) <= {row.code for row in purposes() if role in row.roles}:
        cure = N_("Choose at least one purpose, and only purposes of the role.")
        wrong.append(FieldProblem("purposes", "SEC-19", "", N_("The purposes do not fit the role."), cure))
    if not networks or not all(_is_network(one) for one in networks):
        cure = N_("Write each as address/length, such as 10.1.0.0/16; the whole world is no network.")
        wrong.append(FieldProblem("networks", "SEC-19", "", N_("This is no network."), cure))
    today = utc_now().date()
    try:
        end = date.fromisoformat(ends_on.strip())
    except ValueError:
        end = date.min
    if not today < end <= add_months(today, MONTHS):
        cure = N_("Choose a day after today, at most twelve months away.")
        wrong.append(FieldProblem("ends_on", "SEC-19", "", N_("A token ends within twelve months."), cure))
    if wrong:
        raise FieldRefused(wrong)
    return datetime.combine(end, time(), UTC)


def _is_network(text: str) -> bool:
    try:
        return ipaddress.ip_network(text).prefixlen > 0
    except ValueError:
        return False


def _view(person: Person, row: Token, roles: set[str]) -> ServiceView:
    is_over = row.ended_at is not None or row.expires_at <= utc_now()
    return ServiceView(
        row.id, person.login, person.name, tuple(sorted(roles)), tuple(row.scope), tuple(row.purposes),
        tuple(row.networks), row.expires_at, is_over,
    )  # fmt: skip
