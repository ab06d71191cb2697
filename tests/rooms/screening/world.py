"""Who acts in the tests of this room: three customs administrations, their lanes and their investigators."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from firstwall.authorities import services as authorities
from firstwall.cis import services as cis
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from tests.harness.coalition import a_coordinator, a_person_alert, for_strand


@dataclass(frozen=True)
class World:
    """Estonia supplies; Latvia screens; Finland is the stranger."""

    estonia: Actor
    latvia: Actor
    finland: Actor
    lane: Actor


def a_world() -> World:
    """Three states; Latvia's lane officer has an open shift in both strands."""
    estonia, latvia, finland = (
        a_coordinator(code, name) for code, name in (("EE", "Estonia"), ("LV", "Latvia"), ("FI", "Finland"))
    )
    return World(estonia, latvia, finland, an_officer(latvia.authority_id, "lv.lane"))


def an_officer(
    authority_id: UUID, login: str, *, strands: str = "CA", role: str = "border_officer", channel="cli"
) -> Actor:
    """A border officer with an open lane, or an investigator with a case."""
    person = authorities.add_person(login, login.title(), authority_id=authority_id)
    authorities.grant_role(person, role, tuple(strands))
    is_lane = role == "border_officer"
    return authorities.open_mandate(
        person,
        role=role,
        strands=tuple(strands),
        purpose="border_control" if is_lane else "investigation",
        reference="" if is_lane else "CASE-7",
        post="Lane 3" if is_lane else "",
        shift="morning" if is_lane else "",
        channel=channel,
    )


def enters(supplier: Actor, strand: str = "C", **changes: object):
    """The supplier enters an alert on a person; returns its reference."""
    said = for_strand(a_person_alert(**changes), strand)
    return enter(supplier, said, strand)


def enter(supplier: Actor, said: dict, strand: str = "C"):
    """Enter what is said as it stands."""
    return cis.enter_alert(replace(supplier, strand=Strand(strand)), key=str(uuid4()), **said)
