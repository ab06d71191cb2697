"""A small invented coalition: who acts in tests, and alerts that the law lets in. Everything goes through the doors."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from firstwall.authorities import services as authorities
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand

PURPOSES = ("border_control", "investigation", "prosecution", "supply", "joint_coordination", "rights")
ALL = "abcdefgh"


@dataclass(frozen=True)
class Coalition:
    """Actors of three states' customs, each a coordinator of both strands who supplies alerts."""

    estonia: Actor
    latvia: Actor
    finland: Actor


def a_coalition() -> Coalition:
    """Three states, each with customs designated for everything in both strands."""
    return Coalition(
        *(a_coordinator(code, name) for code, name in (("EE", "Estonia"), ("LV", "Latvia"), ("FI", "Finland")))
    )


def a_coordinator(
    state: str, name: str, *, strands: str = "CA", categories: str = ALL, rights: tuple = ("read", "enter", "use")
) -> Actor:
    """A coordinator of a new customs administration, with an open mandate in the given strands."""
    authorities.add_state(state, name)
    authority = authorities.add_authority(f"{state}-CUSTOMS", f"Customs of {name}", type="customs", state_code=state)
    for strand in strands:
        authorities.designate(
            authority,
            strand=strand,
            categories=categories,
            purposes=PURPOSES,
            rights=rights,
            valid_from=date(2024, 4, 8),
        )
    return a_person(authority, f"{state.lower()}.coordinator", role="coordinator", strands=strands, purpose="supply")


def a_person(authority: UUID, login: str, *, role: str, strands: str = "CA", purpose: str = "supply") -> Actor:
    """A person with one role and an open mandate."""
    person = authorities.add_person(login, login.replace(".", " ").title(), authority_id=authority)
    authorities.grant_role(person, role, tuple(strands))
    return authorities.open_mandate(
        person, role=role, strands=tuple(strands), purpose=purpose, reference="OP-1", channel="cli"
    )


def in_c(actor: Actor) -> Actor:
    """The actor in the criminal strand."""
    return replace(actor, strand=Strand.CRIMINAL)


def in_a(actor: Actor) -> Actor:
    """The actor in the administrative strand."""
    return replace(actor, strand=Strand.ADMINISTRATIVE)


def a_person_alert(**changes: object) -> dict:
    """What a supplier says of a person, good in both strands except for the part of the ground that each adds."""
    said: dict = {
        "category": "d",
        "values": {
            "names": ["Jaan Näidis"],
            "birth_dates": ["1980-05-17"],
            "nationalities": ["EE"],
            "documents": [{"type": "passport", "number": "KX1234567", "country": "EE"}],
            "reason_for_entry": "Earlier convictions for smuggling cigarettes",
        },
        "action": "discreet",
        "ground": "will_commit",
        "data_subject": "suspect",
        "rests_on": "facts",
        "handling": ["H0"],
        "evaluation": "B2",
    }
    return {**said, **changes}


def a_lorry_alert(**changes: object) -> dict:
    """What a supplier says of a lorry."""
    values = {"means_kind": "vehicle", "registration": "123 ABC", "registration_country": "EE", "make": "Scania"}
    return {"category": "b", "values": values, "action": "check", "handling": ["H0"], **changes}


def for_strand(said: dict, strand: str) -> dict:
    """Add the field of law (criminal) or, for a person, the Union relevance (administrative); who a person is."""
    if said.get("ground"):
        said = {"data_subject": "suspect", "rests_on": "facts", **said}
    if strand == "C":
        return {"field_of_law": "goods_controls", **said}
    return {"union_relevance": "other_states", **said} if said.get("ground") else said
