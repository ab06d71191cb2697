"""Bodies of the Union, organisations and people at work, as the tests of access need them."""

from datetime import date

from firstwall.authorities import services as authorities
from firstwall.kernel.actor import Actor

FIRST = date(2024, 4, 8)
LOOK = ("investigation", "joint_coordination")


def a_body(
    kind: str,
    *,
    strands: str,
    role: str = "agency_desk",
    purpose: str = "investigation",
    rights=("read", "use"),
    **more,
) -> Actor:
    """A body of the Union or an organisation, designated in these strands, with one person at work on the screen."""
    body = authorities.add_authority(kind.upper(), kind.title(), type=kind, **more)
    for strand in strands:
        authorities.designate(
            body, strand=strand, categories="abcdefgh", purposes=LOOK, rights=rights, valid_from=FIRST,
            valid_until=more["decision"].ends_on if "decision" in more else None,
        )  # fmt: skip
    return at_work(body, f"{kind}.{role}", role, strands, purpose)


def at_work(body, login: str, role: str, strands: str, purpose: str, channel: str = "page") -> Actor:
    """A person of this authority, with a mandate."""
    person = authorities.add_person(login, login.title(), authority_id=body)
    authorities.grant_role(person, role, tuple(strands))
    return authorities.open_mandate(
        person, role=role, strands=tuple(strands), purpose=purpose, reference="CASE-1", channel=channel
    )


def an_administrator(like: Actor, login: str, strands: str = "CA") -> Actor:
    """A colleague who keeps people and lists."""
    return at_work(like.authority_id, login, "administrator", strands, "administration")
