"""SEC-58: what a real server on loopback can try with whoever fetches from it."""

import contextlib
import http.server
import threading
from collections.abc import Iterator

import pytest

from firstwall.fetching import services
from firstwall.fetching.addresses import Allowed
from firstwall.kernel.refusal import Fault, Refusal


class Tricks(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/good")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        body = {"/good": b'{"a": 1}', "/twice": b'{"a": 1, "a": 2}', "/list": b"[]"}.get(
            self.path, b"x" * services.MOST_BYTES
        )
        with contextlib.suppress(OSError):
            self.wfile.write(body + (b"" if self.path in ("/good", "/twice", "/list") else b"xx"))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    tricks = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tricks)
    threading.Thread(target=tricks.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{tricks.server_port}"
    tricks.shutdown()


def own(server: str) -> Allowed:
    return Allowed(frozenset({server}), loopback=True)


def test_a_good_answer_is_read(server: str) -> None:
    assert services.fetch_json(f"http://{server}/good", allowed=own(server)) == {"a": 1}


def test_a_redirect_is_not_followed(server: str) -> None:
    """SEC-58."""
    Tricks.asked.clear()
    with pytest.raises(Refusal, match="redirect"):
        services.fetch(f"http://{server}/moved", allowed=own(server))
    assert Tricks.asked == ["/moved"]


def test_more_than_five_megabytes_are_not_read(server: str) -> None:
    """SEC-58."""
    with pytest.raises(Fault, match="five megabytes"):
        services.fetch(f"http://{server}/large", allowed=own(server))


@pytest.mark.parametrize("path", ["/twice", "/list"])
def test_json_of_two_meanings_or_another_form_is_refused(server: str, path: str) -> None:
    """SEC-52."""
    with pytest.raises(Fault, match="not what was asked"):
        services.fetch_json(f"http://{server}{path}", allowed=own(server))


def test_a_host_that_is_not_there_is_said_in_a_sentence() -> None:
    """REL-19."""
    with pytest.raises(Fault, match="does not answer"):
        services.fetch("http://127.0.0.1:9/", allowed=Allowed(frozenset({"127.0.0.1:9"}), loopback=True))


def test_a_listed_name_that_leads_to_loopback_is_not_asked() -> None:
    """SEC-58: the name is on the list, the address behind it is not."""
    with pytest.raises(Refusal, match="network"):
        services.fetch("https://localhost/", allowed=Allowed(frozenset({"localhost"})))
