"""The harness: a real PostgreSQL, real keys, real processes. Nothing here stands in for a part of the product.

A home of its own per test process is set before Django reads its settings. The cluster starts with the first test that
asks for `database` (or `clean`), so that pure tests stay quick.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import prepare_home, provision
from tests.harness import one_chain, summary
from tests.harness.content import Content
from tests.harness.kept_site import Site
from tests.harness.quick_folder import quick_folder

HOME = Path(tempfile.mkdtemp(prefix="firstwall-test-", dir=quick_folder()))
KEPT = ("FIRSTWALL_DATA", "FIRSTWALL_PROOF", "FIRSTWALL_PICTURES")
for name in [name for name in os.environ if name.startswith("FIRSTWALL_") and name not in KEPT]:
    del os.environ[name]
os.environ |= {
    "FIRSTWALL_HOME": str(HOME),
    "FIRSTWALL_DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "firstwall.runtime.settings",
    # Playwright keeps an event loop in the tests' own thread; the database calls beside it are not made from it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CLUSTER = Cluster(HOME)
prepare_home(HOME, CLUSTER.planned_superuser())

import django  # noqa: E402 - settings are read at set-up, and the home had to exist before

django.setup()

from firstwall.runtime.migrate import migrate  # noqa: E402
from firstwall.screening import follower  # noqa: E402
from firstwall.seals.services import forget_cached_keys  # noqa: E402

SITES: list[Site] = []
one_chain.share()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-browser", action="store_true", help="leave the browser tests out, by name")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        reason = summary.reason_to_leave_out(item, without_browser=config.getoption("--without-browser"))
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Outermost, so that these are the last lines, below pytest's own line of counts."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    for line in summary.closing_lines(reporter) if reporter else []:
        reporter.write_line(line)


def pytest_unconfigure() -> None:
    CLUSTER.remove()
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def database() -> Cluster:
    """A running, provisioned, migrated PostgreSQL. Its rows last for the session: most tests want `clean`."""
    CLUSTER.start()
    if provision(HOME, CLUSTER.superuser):
        migrate(HOME, CLUSTER.superuser)
    return CLUSTER


@pytest.fixture(scope="session")
def content(database: Cluster) -> Content:
    return Content(database.superuser)


@pytest.fixture(scope="session")
def site(database: Cluster) -> Iterator[Site]:
    """The real web, worker and sequencer processes on a free port; `site.url` starts them when they do not run."""
    SITES.append(Site(database.home))
    yield SITES[-1]
    SITES.pop().stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser per session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh context (no cookies) whose relative addresses lead to the site: `page = browser.new_page()`."""
    context = chromium.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def clean(content: Content) -> Cluster:
    """Every table as the migrations left it, nothing remembered of what was there. A running site is stopped first."""
    for running in SITES:
        running.stop()
    content.empty()
    forget_cached_keys()
    follower.forget()
    return CLUSTER
