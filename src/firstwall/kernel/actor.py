"""Who acts: a named person of a named authority under a mandate, in one strand, for one purpose."""

from dataclasses import dataclass, replace
from typing import Literal, TypeVar
from uuid import UUID

from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand

Channel = Literal["page", "api", "cli", "job", "system"]
_Needed = TypeVar("_Needed")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person under a mandate, as every service receives it; `strand` is the one now acted in (CIS-01, CIS-04)."""

    person_id: UUID | None
    person_name: str
    authority_id: UUID | None
    authority_code: str
    office_id: UUID | None
    strands: tuple[Strand, ...]
    strand: Strand | None
    role: str
    purpose: str
    reference: str = ""
    mandate_id: UUID | None = None
    place: str = ""
    channel: Channel = "system"
    authority_type: str = ""
    scope: frozenset[str] = frozenset()  # SEC-19: the acts a service's token is good for; empty: all that the role has

    must_prove: bool = False  # SEC-17: a program calls, and its person has not proved to be there within five minutes

    def in_strand(self, strand: Strand) -> "Actor":
        """Return the same person acting in another strand of the same mandate; a strand outside it is refused."""
        if strand not in self.strands:
            raise NotPermitted(
                "CIS-01",
                N_("Your mandate does not cover this strand."),
                cure=N_("Open a mandate for the strand you need."),
            )
        return replace(self, strand=Strand(strand))

    def over(self, channel: Channel) -> "Actor":
        """Return the same actor coming in through another door."""
        return replace(self, channel=channel)


def authority_of(actor: Actor) -> UUID:
    """Return the authority acted for. The doorkeeper and jobs have none, and the permission check stops them before this."""
    return _given(actor.authority_id, "authority")


def strand_of(actor: Actor) -> Strand:
    """Return the strand now acted in."""
    return _given(actor.strand, "strand")


def person_of(actor: Actor) -> UUID:
    """Return the person who acts."""
    return _given(actor.person_id, "person")


def mandate_of(actor: Actor) -> UUID:
    """Return the mandate acted under."""
    return _given(actor.mandate_id, "mandate")


def _given(value: _Needed | None, what: str) -> _Needed:
    if value is None:
        raise RuntimeError(f"this act needs an actor with its {what}: the permission check was left out")
    return value
