"""The mandate form: which roles, strands and purposes a person can choose, and the usual mandate of a demo person."""

from collections.abc import Iterable

from firstwall.authorities import usual
from firstwall.authorities.designation import has_access
from firstwall.authorities.types import MandateFacts, PersonFacts
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.web.fields import FormField, Option, Said, by_field, text_of
from firstwall.web.frame import SEARCHING
from firstwall.web.words import ROLES

DEMO_REFERENCE = "DEMO-2026-001"


def main_role(person: PersonFacts) -> str:
    """The role that best names a person who has several."""
    return usual.role_among({role for role, _strand in person.roles})


def first_mandate(person: PersonFacts) -> dict:
    """The mandate of a demo person's usual day, in every strand that the role and the type of authority have."""
    role = main_role(person)
    is_lane = role == "border_officer"
    return {
        "role": role,
        "strands": tuple(s for s in strands_of(person, role) if _has_access(person, s)),
        "purpose": usual.PURPOSE.get(role, ""),
        "reference": "" if is_lane else DEMO_REFERENCE,
        "post": (person.office.name if person.office else person.authority.name) if is_lane else "",
        "shift": "demo" if is_lane else "",
    }


def strands_of(person: PersonFacts, role: str = "") -> list[str]:
    """The strands in which a role is granted, or any role."""
    return sorted({strand for held, strand in person.roles if role in {"", held}}, reverse=True)


def wanted(said: Said) -> dict:
    """What was chosen, as `open_mandate` takes it; role and purpose are one choice."""
    role, _slash, purpose = text_of(said, "purpose").partition("/")
    return {
        "role": role,
        "purpose": purpose,
        "strands": tuple(said.get("strands") or ()),
        **{name: text_of(said, name).strip()[:80] for name in ("reference", "post", "shift")},
    }


def fields_for(
    person: PersonFacts,
    said: Said | None,
    mandate: MandateFacts | None,
    problems: Iterable[FieldProblem],
    *,
    searching: bool = False,
) -> list[FormField]:
    """The inputs, filled with what was typed, or with the mandate held, or with the usual one."""
    values = said if said is not None else _held(person, mandate)
    if said is None and searching:
        values = {**values, "purpose": [_for_searching(text_of(values, "purpose"))]}
    wrong = by_field(problems)
    strands = tuple(
        Option(s, tables.STRAND_LABELS[Strand(s)], chosen=s in (values.get("strands") or ()))
        for s in strands_of(person)
    )
    return [
        FormField(
            "purpose",
            N_("Role and purpose"),
            "choice",
            options=_purposes(person, text_of(values, "purpose")),
            problem=wrong.get("purpose") or wrong.get("role"),
            required=True,
            is_group=True,
            cards=True,
        ),
        FormField(
            "strands",
            N_("Strand"),
            "choices",
            N_("Both strands make two searches and two lists, never one."),
            options=strands,
            problem=wrong.get("strands"),
            required=True,
            is_group=True,
        ),
        FormField(
            "reference",
            N_("Reference"),
            hint=N_("Case, declaration or operation; a lane needs none."),
            text=text_of(values, "reference"),
            problem=wrong.get("reference"),
        ),
        FormField(
            "post", N_("Post"), hint=N_("For a lane: where."), text=text_of(values, "post"), problem=wrong.get("post")
        ),
        FormField(
            "shift",
            N_("Shift"),
            hint=N_("For a lane: which."),
            text=text_of(values, "shift"),
            problem=wrong.get("shift"),
        ),
    ]


def _purposes(person: PersonFacts, chosen: str) -> tuple[Option, ...]:
    held = {role for role, _strand in person.roles}
    found = []
    for role in (r for r in usual.PURPOSE if r in held):
        for row in tables.purposes_for(role):
            code = f"{role}/{row.code}"
            label = f"{ROLES[role]}: {row.label}" if len(held) > 1 else row.label
            found.append(Option(code, str(label), row.help, code == chosen))
    return tuple(found)


def _for_searching(held: str) -> str:
    """The purpose held if it allows a check, or the first of the role that does without a lane."""
    role, _slash, purpose = held.partition("/")
    if purpose in tables.PURPOSES and tables.PURPOSES[purpose].kind in SEARCHING:
        return held
    return next((f"{role}/{row.code}" for row in tables.purposes_for(role) if row.kind == "case"), held)


def _held(person: PersonFacts, mandate: MandateFacts | None) -> Said:
    if mandate is None:
        usual = first_mandate(person)
        return {
            "purpose": [f"{usual['role']}/{usual['purpose']}"],
            "strands": list(usual["strands"]),
            "post": [usual["post"]],
        }
    return {
        "purpose": [f"{mandate.role}/{mandate.purpose}"],
        "strands": list(mandate.strands),
        "reference": [mandate.reference],
        "post": [mandate.post],
        "shift": [mandate.shift],
    }


def nowhere(person: PersonFacts) -> list[tuple[str, str]]:
    """Why this person's authority has access in no strand at all: ground and articles of each; empty when it has some."""
    if not person.roles or any(_has_access(person, strand) for strand in strands_of(person)):
        return []
    rows = [tables.access_of(person.authority.type, Strand(strand)) for strand in strands_of(person)]
    return [(row.ground, row.citation) for row in rows]


def _has_access(person: PersonFacts, strand: str) -> bool:
    return has_access(person.authority, strand, utc_now().date())
