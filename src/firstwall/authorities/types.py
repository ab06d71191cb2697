"""What crosses this room's door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """An authority as everyone may know it."""

    id: UUID
    code: str
    name: str
    type: str
    state_code: str


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """An office as everyone may know it."""

    id: UUID
    authority_id: UUID
    code: str
    name: str
    kind: str
    locode: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person who may sign in, with the roles granted in each strand: {(role, strand), ...}."""

    id: UUID
    login: str
    name: str
    authority: AuthorityFacts
    office: OfficeFacts | None
    roles: frozenset[tuple[str, str]]
    is_demo: bool = False
    theme: str = ""
    single_keys: bool = True


@dataclass(frozen=True, slots=True)
class DesignationFacts:
    """One row of the list of designations (CIS-25)."""

    authority_id: UUID
    strand: str
    categories: tuple[str, ...]
    purposes: tuple[str, ...]
    rights: tuple[str, ...]
    screen_only: bool
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """The mandate of a session as its strip on the page shows it."""

    id: UUID
    person: PersonFacts
    strands: tuple[str, ...]
    role: str
    purpose: str
    reference: str
    post: str
    shift: str
    opened_at: datetime
    ends_at: datetime
    is_open: bool
