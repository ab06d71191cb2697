"""What crosses this room's door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Decision:
    """The Council's decision that lets an organisation in: reference, scope in words, strands and the day it ends (CIS-30)."""

    reference: str
    scope: str
    strands: tuple[str, ...]
    ends_on: date


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """An authority as everyone may know it; an international or regional organisation with its decision."""

    id: UUID
    code: str
    name: str
    type: str
    state_code: str
    decision: Decision | None = None


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
    confirmed_until: date = date.max


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
    # the national provision under which it enters (CIS-22)
    legal_basis: str = ""


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


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One designation as a list says it, free of days: who, which data, for what, with which rights (CIS-25, CIS-27)."""

    authority_id: UUID
    categories: tuple[str, ...]
    purposes: tuple[str, ...]
    rights: tuple[str, ...]
    screen_only: bool = False
    valid_until: date | None = None
    legal_basis: str = ""

    def as_json(self) -> dict[str, object]:
        """The plain form, for storing and for publishing."""
        return {
            "authority": str(self.authority_id),
            "categories": list(self.categories),
            "purposes": list(self.purposes),
            "rights": list(self.rights),
            "screen_only": self.screen_only,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "legal_basis": self.legal_basis,
        }

    @staticmethod
    def from_json(plain: dict) -> "ListedRow":
        """Read back what `as_json` wrote."""
        ends = plain.get("valid_until")
        return ListedRow(
            UUID(plain["authority"]),
            tuple(plain["categories"]),
            tuple(plain["purposes"]),
            tuple(plain["rights"]),
            bool(plain.get("screen_only", False)),
            date.fromisoformat(ends) if ends else None,
            plain.get("legal_basis") or "",
        )


@dataclass(frozen=True, slots=True)
class ListChange:
    """What one version of a list gives or takes of one authority, against another version."""

    authority_id: UUID
    kind: str  # new, gone, wider, narrower, other, basis
    before: tuple[ListedRow, ...]
    after: tuple[ListedRow, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """One version of a list, proposed or in force."""

    id: UUID
    strand: str
    state_code: str
    number: int
    rows: tuple[ListedRow, ...]
    reason: str
    in_force_from: date
    state: str
    proposed_by: UUID
    proposed_for: UUID
    proposed_at: datetime
    finding: str
    checked_for: UUID | None
    checked_at: datetime | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DuePerson:
    """A named user of an authority, and until when the authority has confirmed the need for access."""

    id: UUID
    login: str
    name: str
    authority_id: UUID
    roles: tuple[str, ...]
    confirmed_until: date
    is_over: bool
    is_due: bool
    last_mandate_at: datetime | None
