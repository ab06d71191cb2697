"""Investigators of three states, whose authorities the lists let into FIDE."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.harness.coalition import PURPOSES, Coalition, a_coalition, a_person

from firstwall.authorities import services as authorities
from firstwall.fide.services import give_offences
from firstwall.fide.types import FileGiven, Offence
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand

SMUGGLING = Offence("391", "Smuggling on a large scale", custody_months=60)
JAAN = {"name": "Näidis", "forenames": "Jaan", "birth_date": "1980-05-17", "nationality": "EE", "birth_place": "Tartu"}
BEGAN = date(2024, 4, 8)


class Files:
    """Who acts, in the criminal strand unless said otherwise."""

    def __init__(self, team: Coalition) -> None:
        for state, own in (("estonia", team.estonia), ("latvia", team.latvia), ("finland", team.finland)):
            for strand in "CA":
                authorities.designate(
                    own.authority_id,
                    strand=strand,
                    categories="a",
                    purposes=PURPOSES,
                    rights=("fide_read", "fide_enter"),
                    valid_from=BEGAN,
                )
            setattr(self, state, self._works(own.authority_id, state, "investigator", "C"))
            setattr(self, f"{state}_a", self._works(own.authority_id, f"{state}.a", "investigator", "A"))
            setattr(self, f"{state}_head", self._works(own.authority_id, f"{state}.head", "coordinator", "C"))

    estonia: Actor
    estonia_a: Actor
    estonia_head: Actor
    latvia: Actor
    latvia_a: Actor
    finland: Actor

    @staticmethod
    def _works(authority: UUID, login: str, role: str, strand: str) -> Actor:
        actor = a_person(authority, f"{login}.{role}", role=role, strands=strand, purpose="investigation")
        return actor.in_strand(Strand(strand))


@pytest.fixture
def files(clean) -> Files:
    """The three, and Estonia's list of offences."""
    found = Files(a_coalition())
    give_offences(found.estonia_head, [SMUGGLING])
    return found


def a_file(**changes: Any) -> FileGiven:
    """A current file on Jaan for smuggling, opened a month ago."""
    today = utc_now().date()
    said = {
        "kind": "person",
        "identity": JAAN,
        "status": "suspected",
        "subject": "tobacco",
        "file_number": "EE-17/2026",
        "contact": "Investigation unit Tallinn, unit@example.org",
        "filed_on": today - timedelta(days=30),
        "last_act_on": today - timedelta(days=3),
        "offence_code": "391",
    }
    return FileGiven(**{**said, **changes})


def in_the_other_strand(given: FileGiven) -> FileGiven:
    """The same file as the administrative strand takes it."""
    said = {name: getattr(given, name) for name in FileGiven.__dataclass_fields__}
    return FileGiven(**said | {"offence_code": "", "union_relevance": "Goods of three states"})
