"""kill -9 of a real worker in the middle of a file (REL-13), and many officers at once."""

import threading
import time
from dataclasses import replace

import pytest
from django.db import connections

from firstwall.kernel.words import Strand
from firstwall.screening import queries, services
from firstwall.screening.types import RunView
from tests.harness.kept_site import Site
from tests.rooms.screening.looking import rows
from tests.rooms.screening.test_runs import only_c, traffic
from tests.rooms.screening.world import World, an_officer, enters

PARTIES = 4000


def until(world: World, site: Site, run: RunView, wanted, *, seconds: float = 120) -> RunView:
    """Look at the run until it is as wanted; the supervisor mends what has fallen."""
    end = time.monotonic() + seconds
    while not wanted(view := queries.run_for(world.lane, run.id)):
        assert time.monotonic() < end, view
        site.supervisor.mend()
        time.sleep(0.02)
    return view


@pytest.mark.timeout(600)
def test_a_killed_worker_loses_nothing_and_doubles_nothing(world: World, site: Site) -> None:
    """REL-13: the run stands at its last committed chunk; resume goes on behind it."""
    enters(world.estonia)
    services.check(world.lane, text="Somebody Else")  # the compiled kernel is there before the clock runs
    assert site.url
    (run,) = services.accept_file(only_c(world.lane), chunks=[traffic(PARTIES)])
    until(world, site, run, lambda view: view.parties > 0)
    site.kill("worker")
    stood = queries.run_for(world.lane, run.id)
    assert stood.parties % 500 == 0 and stood.candidates == stood.parties // 10
    services.resume_run(world.lane, run.id)
    done = until(world, site, run, lambda view: view.state == "done")
    assert (done.parties, done.candidates) == (PARTIES, PARTIES // 10)
    assert rows("select count(*) as n, count(distinct line) as lines from screening_candidate")[0] == {
        "n": PARTIES // 10,
        "lines": PARTIES // 10,
    }


def test_officers_check_at_once_while_alerts_come_in(world: World) -> None:
    """Each gets the whole answer of the strand and nothing of another's."""
    enters(world.estonia)
    officers = [an_officer(world.latvia.authority_id, f"lv.lane{number}", strands="C") for number in range(4)]
    wrong: list[object] = []
    answered: list[object] = []

    def checks(officer) -> None:
        for _turn in range(5):
            (only,) = services.check(officer, text="Jaan Näidis").strands
            if {c.alert_title for c in only.candidates} != {"Jaan Näidis"}:
                wrong.append(only)
            connections.close_all()  # as a request does at its end
            answered.append(officer)

    def supplies() -> None:
        for _turn in range(5):
            enters(replace(world.finland, strand=Strand.CRIMINAL), "C")
            connections.close_all()

    threads = [threading.Thread(target=checks, args=(officer,)) for officer in officers]
    threads.append(threading.Thread(target=supplies))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(answered) == 20 and not wrong and not any(thread.is_alive() for thread in threads)
