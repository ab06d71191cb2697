"""A seizure is recorded once, after a control, and serves report, statistics and joint operations (RES-83, JCO-11, JCO-13)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils.translation import gettext

from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, Refusal
from firstwall.kernel.words import Strand
from firstwall.screening import services
from firstwall.screening.composing import report_draft
from firstwall.screening.seizures.queries import seizure_for, seizures_of
from firstwall.screening.seizures.types import SeizureIn
from firstwall.screening.shifts.figures import figures_of
from firstwall.supervision.ending import run_retention
from tests.rooms.screening.looking import entries, rows
from tests.rooms.screening.world import World, enters
from tests.rooms.supervision.aging import TODAY, set_days

CIGARETTES = SeizureIn(
    goods="cigarettes",
    quantity=Decimal(40_000),
    unit="pieces",
    place="Valka crossing",
    seized_at=utc_now() - timedelta(hours=1),
    transport="road",
    concealment="in_structure",
    value=Decimal("9600.50"),
    currency="EUR",
    description="cartons without excise marks of Canarius",
    commodity_code="2402 20",
    hidden_where="under the spare wheel",
    means="lorry 123 ABC",
    case_reference="LV-2026-7",
)


def lane(world: World):
    return world.lane.in_strand(Strand.CRIMINAL)


def same(world: World) -> UUID:
    hit = services.check(world.lane, text="Jaan Näidis").strands[0].candidates[0]
    services.decide(world.lane, hit.id, verdict="same", key=f"same {hit.id}")
    return hit.id


def test_a_seizure_is_recorded_beside_its_hit(world: World) -> None:
    enters(world.estonia)
    hit_id = same(world)
    made = services.record_seizure(world.lane, said=CIGARETTES, hit_id=hit_id, key="k")
    assert (made.hit_id, made.goods_label, made.counted, made.counted_label) == (hit_id, "Cigarettes", 40_000, "pieces")
    assert services.record_seizure(world.lane, said=CIGARETTES, hit_id=hit_id, key="k").id == made.id
    assert [one.id for one in seizures_of(world.lane, hit_id=hit_id)] == [made.id]
    (entry,) = entries("screening.record_seizure")
    assert entry["details"]["quantity"] == "40000"


def test_what_may_name_somebody_is_sealed(world: World) -> None:
    """SEC-39: words, means and case stand in no clear column and in no entry of the ledger."""
    made = services.record_seizure(lane(world), said=CIGARETTES, key="k")
    for table in ("screening_seizure", "ledger_entry"):
        assert not any(word in str(rows(f"select * from {table}")) for word in ("Canarius", "123 ABC", "LV-2026-7"))
    assert seizure_for(world.lane, made.id).description == CIGARETTES.description


def test_a_unit_is_counted_in_one_way(world: World) -> None:
    """JCO-11: a fixed base unit; what was written is kept with it."""
    drugs = replace(CIGARETTES, goods="drugs", quantity=Decimal(1250), unit="g")
    made = services.record_seizure(lane(world), said=drugs, key="g")
    assert (made.quantity, made.unit, made.counted, made.counted_label) == (1250, "g", Decimal("1.25"), "kilograms")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"goods": "unicorns"}, {"goods"}),
        ({"unit": "litres"}, {"unit"}),
        ({"quantity": Decimal(0)}, {"quantity"}),
        ({"quantity": Decimal("NaN")}, {"quantity"}),
        ({"quantity": None, "place": " "}, {"quantity", "place"}),
        ({"value": Decimal(5), "currency": ""}, {"currency"}),
        ({"value": None}, {"currency"}),
        ({"currency": "eur"}, {"currency"}),
        ({"value": Decimal("0.001")}, {"value"}),
        ({"seized_at": utc_now() + timedelta(days=1)}, {"seized_at"}),
        ({"means": "x" * 501}, {"means"}),
        ({"commodity_code": "24AB"}, {"commodity_code"}),
        ({"transport": "", "concealment": "?"}, {"transport", "concealment"}),
    ],
)
def test_what_is_wrong_is_named_field_by_field(world: World, wrong: dict, fields: set[str]) -> None:
    with pytest.raises(FieldRefused) as refused:
        services.record_seizure(lane(world), said=replace(CIGARETTES, **wrong), key="w")
    assert {problem.field for problem in refused.value.problems} == fields


def test_no_seizure_beside_a_hit_that_was_another(world: World) -> None:
    enters(world.estonia)
    hit = services.check(world.lane, text="Jaan Näidis").strands[0].candidates[0]
    with pytest.raises(Refusal):
        services.record_seizure(world.lane, said=CIGARETTES, hit_id=hit.id, key="o")
    with pytest.raises(NothingHere):
        services.record_seizure(world.finland, said=CIGARETTES, hit_id=hit.id, key="f")


def test_a_correction_keeps_both_figures(world: World) -> None:
    """JCO-13: both values stand; who looked at an older one is told."""
    made = services.record_seizure(lane(world), said=CIGARETTES, key="k")
    right = replace(CIGARETTES, quantity=Decimal(4_000))
    services.correct_seizure(world.lane, made.id, said=right, revision=1, key="c")
    assert seizure_for(world.lane, made.id).counted == 4_000
    (entry,) = entries("screening.correct_seizure")
    assert (entry["details"]["before"]["quantity"], entry["details"]["after"]["quantity"]) == ("40000.000", "4000")
    with pytest.raises(Fault) as late:
        services.correct_seizure(world.lane, made.id, said=CIGARETTES, revision=1, key="d")
    assert late.value.status == 409


def test_the_same_seizure_written_down_twice_is_noticed(world: World) -> None:
    """JCO-13: same goods, a day, 5 %: said, not forbidden."""
    first = services.record_seizure(lane(world), said=CIGARETTES, key="1")
    near = services.record_seizure(lane(world), said=replace(CIGARETTES, quantity=Decimal(41_000)), key="2")
    far = services.record_seizure(lane(world), said=replace(CIGARETTES, quantity=Decimal(90_000)), key="3")
    assert (near.similar, far.similar) == ((first.id,), ())


def test_no_other_authority_reads_a_seizure(world: World) -> None:
    made = services.record_seizure(lane(world), said=CIGARETTES, key="k")
    for stranger in (world.estonia, world.finland):
        assert seizures_of(stranger) == []
        with pytest.raises(NothingHere):
            seizure_for(stranger, made.id)
        with pytest.raises(NothingHere):
            services.correct_seizure(stranger, made.id, said=CIGARETTES, revision=1, key="x")


def test_one_record_serves_report_and_statistics(world: World) -> None:
    """One record, many uses."""
    enters(world.estonia)
    hit_id = same(world)
    services.record_seizure(world.lane, said=CIGARETTES, hit_id=hit_id, key="k")
    blocks = report_draft(world.lane, hit_id, say=gettext)
    assert blocks.objects == f"Cigarettes: 40000 pieces, {CIGARETTES.description}"
    assert (blocks.check_place, blocks.means) == ("Valka crossing", "lorry 123 ABC")
    assert blocks.circumstances.endswith("under the spare wheel")
    today = utc_now().date()
    (figures,) = figures_of(world.latvia, first_day=today - timedelta(days=1), last_day=today)
    assert (figures.seizures, figures.values) == (1, (("EUR", Decimal("9600.50")),))


def test_an_alert_that_ends_takes_its_link_and_leaves_the_seizure(world: World, clean) -> None:
    """CIS-37, CIS-54: nothing of the ended alert stays beside the authority's own record."""
    alert = enters(world.estonia)
    hit_id = same(world)
    made = services.record_seizure(world.lane, said=CIGARETTES, hit_id=hit_id, key="k")
    set_days(clean, alert.id, entered_on=add_years(TODAY, -5), review_on=add_years(TODAY, -4), last_day=TODAY)
    assert run_retention(utc_now()).counts["erased:screening_seizure"] == 1
    (row,) = rows("select candidate_id, alert_id from screening_seizure")
    assert (row["candidate_id"], row["alert_id"]) == (None, None)
    assert seizure_for(world.lane, made.id).hit_id is None
