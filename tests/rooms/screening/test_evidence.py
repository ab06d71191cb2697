"""Files beside a sighting report: of means, objects and circumstances, never a person; read by the two, ended with the alert."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import DatabaseError

from firstwall.authorities.acting import acting
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import FieldRefused, NothingHere
from firstwall.kernel.words import Strand
from firstwall.screening import services
from firstwall.screening.evidence.attaching import evidence_of, read_evidence
from firstwall.screening.evidence.models import ScreeningEvidence
from firstwall.screening.evidence.types import Offered
from firstwall.screening.types import SightingBlocks
from firstwall.supervision.ending import run_retention
from tests.harness.coalition import a_person
from tests.rooms.screening.looking import entries, rows
from tests.rooms.screening.world import World, enters
from tests.rooms.supervision.aging import TODAY, set_days

SHEET = Offered("Canarius-tank.txt", b"Two tanks where Canarius built one", "means", shows_no_person=True)


def reported(world: World) -> tuple[UUID, UUID]:
    """An alert and a report on it."""
    alert = enters(world.estonia)
    hit = services.check(world.lane, text="Jaan Näidis").strands[0].candidates[0]
    services.decide(world.lane, hit.id, verdict="same", key="s")
    return alert.id, services.report_sighting(world.lane, hit.id, blocks=SightingBlocks(found=True), key="r").id


def test_the_owner_reads_the_file_and_the_stranger_nothing(world: World) -> None:
    """CIS-33, CIS-34: to the supplier, told in the same transaction, and to nobody else."""
    _alert, sighting = reported(world)
    made = services.attach_evidence(world.lane, sighting, offered=SHEET, key="e")
    assert services.attach_evidence(world.lane, sighting, offered=SHEET, key="e").id == made.id
    assert [one["kind"] for one in rows("select kind from outbox_message order by id")] == [
        "sighting",
        "sighting_evidence",
    ]
    assert evidence_of(world.estonia, sighting) == [made]
    assert read_evidence(world.estonia, made.id) == (made, SHEET.data)
    for ask in (evidence_of, read_evidence):
        with pytest.raises(NothingHere):
            ask(world.finland, sighting if ask is evidence_of else made.id)
    assert [entry["result"] for entry in entries("screening.attach_evidence")] == ["done"]


def test_a_file_is_sealed_name_and_all(world: World) -> None:
    """SEC-39: neither words nor name stand anywhere in clear."""
    _alert, sighting = reported(world)
    services.attach_evidence(world.lane, sighting, offered=SHEET, key="e")
    for table in ("screening_evidence", "ledger_entry", "outbox_message"):
        assert "Canarius" not in str(rows(f"select * from {table}"))
    (row,) = rows("select name, sealed from screening_evidence")
    assert b"Canarius" not in bytes(row["name"]) + bytes(row["sealed"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shows": "companions"}, "shows"),
        ({"shows_no_person": False}, "shows_no_person"),
        ({"name": "face.jpg"}, "file"),
        ({"name": "tank.pdf"}, "file"),
        ({"data": b""}, "file"),
        ({"data": b"x" * (1024 * 1024 + 1)}, "file"),
    ],
)
def test_only_means_objects_and_circumstances_come_in(world: World, wrong: dict, field: str) -> None:
    """CIS-33: no persons, no pictures, nothing active, nothing large."""
    _alert, sighting = reported(world)
    with pytest.raises(FieldRefused) as refused:
        services.attach_evidence(world.lane, sighting, offered=replace(SHEET, **wrong), key="w")
    assert [problem.field for problem in refused.value.problems] == [field]


def test_the_owner_adds_nothing_to_anothers_report(world: World) -> None:
    """CIS-34; and the database agrees."""
    _alert, sighting = reported(world)
    made = services.attach_evidence(world.lane, sighting, offered=SHEET, key="e")
    with pytest.raises(NothingHere):
        services.attach_evidence(world.estonia, sighting, offered=replace(SHEET, data=b"else"), key="o")
    boss = a_person(world.latvia.authority_id, "lv.boss", role="coordinator")
    with pytest.raises(DatabaseError), acting(boss.in_strand(Strand.CRIMINAL)):
        ScreeningEvidence.objects.filter(id=made.id).update(shows="objects")


def test_the_same_file_is_there_once(world: World) -> None:
    _alert, sighting = reported(world)
    services.attach_evidence(world.lane, sighting, offered=SHEET, key="e")
    with pytest.raises(FieldRefused):
        services.attach_evidence(world.lane, sighting, offered=SHEET, key="f")


def test_evidence_ends_with_the_alert(world: World, clean) -> None:
    """CIS-37: kept under the alert's retention."""
    alert, sighting = reported(world)
    services.attach_evidence(world.lane, sighting, offered=SHEET, key="e")
    set_days(clean, alert, entered_on=add_years(TODAY, -5), review_on=add_years(TODAY, -4), last_day=TODAY)
    assert run_retention(utc_now()).counts["erased:screening_evidence"] == 1
    assert rows("select id from screening_evidence") == []
