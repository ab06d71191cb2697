"""The whole demo through real parts: alerts entered, traffic screened, hits waiting, reports with their owners."""

from pathlib import Path

import pytest
from django.conf import settings

from firstwall.cis import queries as cis
from firstwall.kernel.words import Strand
from firstwall.runtime.demo import loader
from firstwall.runtime.demo.alerts import DemoAlert, alerts
from firstwall.runtime.demo.sessions import on_duty
from firstwall.runtime.demo.walk import walk_alerts
from firstwall.screening import queries as hits
from firstwall.screening import services as screening
from firstwall.screening.follower import forget
from firstwall.seals.services import forget_cached_keys

WALKS = [
    ("lv.officer.terehova", "482FWX", "EE-CUSTOMS"),
    ("gr.officer.thessaloniki", "Krassimir Jeliaskov", "BG-CUSTOMS"),
    ("ro.officer.constanta", "FWXU 482016-5", "GR-CUSTOMS"),
    ("bg.officer.varna", "Obsidara Tradng", "RO-CUSTOMS"),
]


def few() -> tuple[DemoAlert, ...]:
    """A sixth of the alerts: the tests want every kind of them, not all of them."""
    return (*walk_alerts(), *alerts()[::6])


class Stopped(Exception):
    """As a killed process: the step under way is lost, what was committed stays."""


@pytest.fixture(scope="module")
def loaded(content, tmp_path_factory):
    """One load for all tests of this file, stopped in the middle of the alerts and again before the end, then finished."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("firstwall.runtime.demo.entering.all_alerts", few)
        patch.setattr("firstwall.runtime.demo.truth.all_alerts", few)
        patch.setattr(settings, "FIRSTWALL_DATA_FOLDER", home)
        content.empty()
        forget_cached_keys()
        forget()
        for last in [("alerts", 200), ("traffic", 3)]:
            with pytest.raises(Stopped):
                loader.load(_until(*last))
        steps: list[tuple[str, int, int]] = []
        loader.load(lambda *step: steps.append(step))
        yield home, steps


def _until(step: str, least: int):
    def told(now: str, done: int, total: int) -> None:
        if now == step and done >= least:
            raise Stopped

    return told


def test_after_loading_everybody_finds_work(loaded):
    home, steps = loaded
    assert steps[-1] == ("traffic", 4, 4)
    assert max(done for step, done, _ in steps if step == "alerts") == len(few())
    with on_duty("ro.officer.constanta", purpose="border_control") as officer:
        assert hits.open_hits(officer)
        assert len(hits.sightings_sent(officer)) == 3
    received = {}
    for state in ("ee", "lv", "ro", "bg", "gr"):
        with on_duty(f"{state}.coordinator", purpose="supply") as owner:
            received |= {s.id: s for s in hits.sightings_received(owner)}
    assert len(received) == 6
    assert {bool(s.acknowledged_at) for s in received.values()} == {True, False}
    assert {s.outcome for s in received.values()} == {"true_match", ""}
    assert len((home / "demo" / "truth.csv").read_text().splitlines()) > 100


def test_the_planted_parties_are_found_and_the_homonyms_are_not(loaded):
    home, _ = loaded
    planted, twins = _truth(home, "ROCND")
    with on_duty("ro.officer.constanta", purpose="border_control") as officer:
        found = {}
        for run in hits.runs_of(officer):
            for view in hits.candidates_of_run(officer.in_strand(run.strand), run.id, size=200):
                found.setdefault(view.line, set()).add(str(view.alert_id))
    missed = {line for line, alert in planted.items() if alert not in found.get(line, set())}
    assert len(missed) <= 2, missed
    assert not twins & found.keys()


def test_every_alert_is_there_once_though_the_load_was_stopped_twice(loaded):
    owners = {}
    for state in ("ee", "lv", "ro", "bg", "gr"):
        with on_duty(f"{state}.coordinator", purpose="supply") as owner:
            owners[state] = sum(sum(cis.own_counts(owner.in_strand(s)).values()) for s in Strand)
    assert sum(owners.values()) == len(few())


def test_loading_again_adds_nothing(loaded):
    home, _ = loaded
    before = _counts()
    loader.load(lambda *step: pytest.fail("a loaded site stays as it is"))
    (home / "demo" / "loaded").unlink()
    loader.load(lambda *step: None)
    assert _counts() == before


def test_the_guided_walks_find_what_they_promise(loaded):
    """docs/guides/demo.md"""
    for login, asked, owner in WALKS:
        with on_duty(login, purpose="border_control") as officer:
            result = screening.check(officer, text=asked)
        assert owner in [view.owner_code for strand in result.strands for view in strand.candidates], asked


def _truth(home: Path, locode: str) -> tuple[dict[int, str], set[int]]:
    rows = [line.split(",") for line in (home / "demo" / "truth.csv").read_text().splitlines()[1:]]
    lines = {
        text.split(",")[0]: n
        for n, text in enumerate((home / "demo" / f"traffic-{locode}.csv").read_text().splitlines(), 1)
    }
    mine = [row for row in rows if row[0] in lines]
    return {lines[r[0]]: r[1] for r in mine if r[2]}, {lines[r[0]] for r in mine if r[4]}


def _counts() -> tuple[int, int]:
    with on_duty("ro.officer.constanta", purpose="border_control") as officer:
        return len(hits.open_hits(officer, size=500)), len(hits.sightings_sent(officer, size=500))
