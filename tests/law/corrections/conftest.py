"""Three states in one strand; the second and the third see an alert of the first."""

import pytest
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.law.corrections.cases import World

from firstwall.cis import services


@pytest.fixture(params=["C", "A"])
def world(clean, request):
    coalition, to = a_coalition(), in_c if request.param == "C" else in_a
    world = World()
    world.strand, world.to = request.param, to
    world.supplier, world.other, world.third = to(coalition.estonia), to(coalition.latvia), to(coalition.finland)
    world.said = for_strand(a_person_alert(), request.param)
    world.alert = services.enter_alert(world.supplier, **world.said)
    return world
