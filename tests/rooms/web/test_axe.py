"""Every template in a real browser: the axe rules of WCAG 2.1 AA at desk and phone, in three lights; nothing scrolls sideways."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import django_htmx
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from firstwall import web
from tests.harness.axe import violations
from tests.harness.summary import FULL_SIZE
from tests.rooms.web import preview

pytestmark = pytest.mark.browser
LIGHTS = [(1280, "light"), (390, "light"), (390, "dark"), (1280, "patrol")]
# Each component stands on one of these; the colours themselves are computed for all pages by test_contrast.py.
SOME = ("check", "hit-review", "alert-form-errors", "sighting", "ledger", "sample", "refusal")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Every page with invented values, served under the product's own content security policy."""
    folder = tmp_path_factory.mktemp("pages")
    for name, (template, context) in preview.pages().items():
        (folder / f"{name}.html").write_text(render_to_string(template, preview.frame() | context))
    (folder / "static").mkdir()
    own = Path(web.__file__).parent / "static"
    (folder / "static/web").symlink_to(own / "web")
    (folder / "static/vendor").symlink_to(own / "vendor")
    (folder / "static/django_htmx").symlink_to(Path(django_htmx.__file__).parent / "static/django_htmx")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; base-uri 'none'; object-src 'none'")
        super().end_headers()


@pytest.mark.parametrize(("width", "light"), LIGHTS, ids=[f"{width}-{light}" for width, light in LIGHTS])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    address: str, chromium: Browser, width: int, light: str
) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 800}, color_scheme="light" if light == "light" else "dark"
    )
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if "Content Security" in message.text else None)
    found: dict[str, list[str]] = {}
    for name in preview.pages() if FULL_SIZE or light == "light" else SOME:
        page.goto(f"{address}/{name}.html")
        if light == "patrol":
            page.evaluate("document.documentElement.dataset.theme = 'patrol'")
        faults = []
        if FULL_SIZE or width > 400 or name in SOME:
            broken = violations(page, "best-practice", colours=FULL_SIZE or name in SOME)
            faults = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in broken]
        if width < 400:
            page.set_viewport_size({"width": 320, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append("scrolls sideways at 320 px")
            page.set_viewport_size({"width": width, "height": 800})
        if faults:
            found[name] = faults
    page.close()
    assert found == {}
    assert blocked == []
