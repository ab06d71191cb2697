"""Journeys: users' tasks through real doors of a real site (granian, worker, sequencer, PostgreSQL, Chromium).

Each file has a coalition of its own: the tables are emptied once for the file, not for each test, because a site takes
seconds to start.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from firstwall.matching import warm_up
from firstwall.runtime.demo.coalition import SMALL
from firstwall.runtime.demo.small import load_small
from firstwall.runtime.demo.tokens import write_tokens
from firstwall.runtime.postgres import Cluster
from firstwall.screening import follower
from firstwall.seals.services import forget_cached_keys
from tests.harness.content import Content
from tests.harness.kept_site import Site
from tests.journeys.api_person import ApiPerson
from tests.journeys.command_line import CommandLine
from tests.journeys.people import Visitor


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed journey tells what the site's processes had written."""
    report = yield
    if report.failed and (running := getattr(item, "funcargs", {}).get("coalition")):
        for part in (part for part in running.supervisor.parts if part.process is not None):
            report.sections.append((f"log of {part.name}", running.log(part.name)[-4000:]))
    return report


@pytest.fixture(scope="module")
def coalition(database: Cluster, content: Content, site: Site) -> Site:
    """Four states, the agencies' desks and a supervisor; no alert yet. The site starts with the first look at its url."""
    warm_up()  # on a new machine the matcher is compiled once, here, and not inside somebody's patience
    site.stop()
    content.empty()
    forget_cached_keys()
    follower.forget()
    folder = Path(settings.FIRSTWALL_DATA_FOLDER) / "tokens"
    shutil.rmtree(folder, ignore_errors=True)
    load_small()
    write_tokens(SMALL, folder)
    return site


@pytest.fixture
def visit(coalition: Site, chromium: Browser) -> Iterator:
    """`visit("ee.coordinator")`: a browser of one's own, signed in as this person."""
    opened = []

    def enter(login: str, **wishes: object) -> Visitor:
        opened.append(Visitor(chromium, coalition.url, login, **wishes))
        return opened[-1]

    yield enter
    for visitor in opened:
        visitor.leave()


@pytest.fixture
def calls(coalition: Site) -> Iterator:
    """`calls("ee.coordinator", purpose="supply")`: a program that holds this person's token and a mandate."""
    opened = []

    def enter(login: str, **wanted: object) -> ApiPerson:
        opened.append(ApiPerson(coalition.url, login, **wanted))
        return opened[-1]

    yield enter
    for program in opened:
        program.close()


@pytest.fixture(scope="module")
def firstwall(coalition: Site) -> Iterator[CommandLine]:
    """The command line as an operator types it, in a process of its own."""
    line = CommandLine(coalition.home)
    yield line
    line.forked.stop()
