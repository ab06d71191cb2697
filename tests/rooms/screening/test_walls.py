"""What a reader may not see changes nothing that the reader sees; and the database says no even to our own code."""

import os
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import services as cis
from firstwall.cis.types import ImportRow
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.words import Strand
from firstwall.screening import queries, services
from firstwall.screening.models import ScreeningCandidate, ScreeningSighting
from firstwall.screening.types import CheckResult, SightingBlocks
from tests.harness.coalition import a_person_alert, for_strand
from tests.rooms.screening.looking import rows
from tests.rooms.screening.world import World, an_officer, enter, enters

MANY = 10_000 if os.environ.get("FIRSTWALL_PROOF") else 300


def seen(result: CheckResult) -> list[tuple]:
    return [
        (one.strand, one.too_many, [(c.alert_reference, c.score, c.grade) for c in one.candidates])
        for one in result.strands
    ]


def test_invisible_alerts_with_the_very_name_change_nothing(world: World) -> None:
    """SEC-47: no result, score, order or count tells of an alert outside the mandate."""
    for name in ("Jaan Näidis", "Jan Naidis", "Jaan Naydis"):
        said = for_strand(a_person_alert(), "A")
        said["values"] = said["values"] | {"names": [name]}
        enter(world.estonia, said, "A")
    before = seen(services.check(world.lane, text="Jaan Näidis"))
    narrowed = for_strand(a_person_alert(audience=[world.estonia.authority_id]), "A")
    said = {**narrowed, "values": narrowed["values"] | {"names": ["Jaan Näidis"]}}
    finland = replace(world.finland, strand=Strand.ADMINISTRATIVE)
    entry = cis.entry_of(**said)
    cis.enter_many(finland, [ImportRow(number, str(number), entry) for number in range(1, MANY + 1)])
    assert seen(services.check(world.lane, text="Jaan Näidis")) == before
    assert len(services.check(replace(world.lane), text="Jaan Näidis").strands[0].candidates) <= 3


def test_europol_sees_on_the_screen_only_and_the_owner_is_told(world: World) -> None:
    """CIS-32a, CIS-32b: Decision 2009/917/JHA Article 11."""
    enters(world.estonia)
    europol = authorities.add_authority("EUROPOL", "Europol", type="europol")
    authorities.designate(
        europol,
        strand="C",
        categories="abcdefgh",
        purposes=("investigation",),
        rights=("read",),
        screen_only=True,
        valid_from=date(2024, 4, 8),
    )
    desk = an_officer(europol, "europol.desk", strands="C", role="agency_desk", channel="page")
    (hit,) = services.check(desk, text="Jaan Näidis", reference="OP-9").strands[0].candidates
    assert hit.id is None and hit.due_at is None
    assert [row["kind"] for row in rows("select kind from outbox_message")] == ["agency_match"]
    for channel in ("api", "cli", "job"):
        with pytest.raises(NotPermitted) as refused:
            services.check(desk.over(channel), text="Jaan Näidis", reference="OP-9")
        assert refused.value.rule == "CIS-32b"
        with pytest.raises(NotPermitted):
            services.accept_file(desk.over(channel), chunks=[b'{"name": "Anna Tamm"}'])
    with pytest.raises(NotPermitted):
        queries.open_hits(desk)


def test_the_database_refuses_a_sighting_answered_by_its_reporter(world: World) -> None:
    """CIS-34: row-level security, whatever the services would do."""
    enters(world.estonia)
    candidate = services.check(world.lane, text="Jaan Näidis").strands[0].candidates[0]
    services.decide(world.lane, candidate.id, verdict="same", key="s")
    sighting = services.report_sighting(world.lane, candidate.id, blocks=SightingBlocks(found=True), key="r")
    with acting(world.lane.in_strand(Strand.CRIMINAL)):
        assert ScreeningSighting.objects.filter(id=sighting.id).update(outcome="") == 0
    with pytest.raises(DatabaseError), acting(world.lane.in_strand(Strand.CRIMINAL)):
        ScreeningCandidate.objects.filter(id=candidate.id).update(score=1.0)
    with pytest.raises(DatabaseError), acting(world.lane.in_strand(Strand.CRIMINAL)):
        ScreeningCandidate.objects.filter(id=candidate.id).delete()


def test_a_refusal_is_recorded_without_what_was_asked(world: World) -> None:
    """SEC-26, SEC-21."""
    with pytest.raises(Exception, match="purpose"):
        services.check(world.latvia, text="Jaan Näidis")
    (entry,) = rows("select * from ledger_entry where act = 'screening.check'")
    assert entry["result"] == "refused" and "Jaan" not in str(entry)


def test_a_mandate_of_one_strand_learns_nothing_of_the_other(world: World) -> None:
    """CIS-01."""
    enters(world.estonia, "A")
    criminal_only = an_officer(world.latvia.authority_id, "lv.criminal", strands="C")
    (only,) = services.check(criminal_only, text="Jaan Näidis").strands
    assert (only.strand, only.candidates, only.too_many) == (Strand.CRIMINAL, (), False)
    services.check(world.lane, text="Jaan Näidis")
    assert queries.open_hits(criminal_only) == [] and queries.waiting(criminal_only).hits == 0
