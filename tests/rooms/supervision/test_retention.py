"""The retention engine at work on a real database: what ends, when, and what the ledger says of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firstwall.cis import services as cis
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.words import Strand
from firstwall.supervision.ending import run_retention
from tests.harness.coalition import a_coalition, a_lorry_alert, a_person_alert, for_strand, in_a, in_c
from tests.rooms.supervision.aging import TODAY, as_superuser, fingerprint, set_days

DAY = timedelta(days=1)


@pytest.fixture
def coalition(clean):
    return a_coalition()


def entered(actor, **changes):
    strand = str(actor.strand)
    return cis.enter_alert(actor, **for_strand(a_person_alert(**changes), strand))


def states(clean) -> dict:
    return dict(as_superuser(clean, "select id, state from cis_alert"))


def test_an_alert_ends_on_its_last_day_and_not_the_day_before(coalition, clean):
    estonia = in_c(coalition.estonia)
    over, last = entered(estonia), entered(estonia)
    set_days(clean, over.id, entered_on=add_years(TODAY, -5), last_day=TODAY)
    set_days(clean, last.id, entered_on=add_years(TODAY, -5) + DAY, last_day=TODAY + DAY)
    outcome = run_retention(utc_now())
    assert states(clean) == {over.id: "erased", last.id: "active"}
    assert outcome.counts["erased:cis_alert_version"] == 1
    assert as_superuser(clean, "select alert_id from cis_alert_version") == [(last.id,)]
    assert as_superuser(clean, "select removed, sealed from cis_index_entry where alert_id = %s", over.id) == [(True, b"")]
