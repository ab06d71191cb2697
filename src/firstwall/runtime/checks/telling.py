"""Tell a monitor on this machine: `/metrics` for Prometheus, `/health` as JSON. On the loopback address only (SEC-38)."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from firstwall.runtime.checks.finding import State, worst
from firstwall.runtime.checks.finding_text import in_words
from firstwall.runtime.checks.looking import Look

_WORTH = {State.OK: 0, State.WARN: 1, State.BAD: 2}


class Figures(Collector):
    """The last look as gauges, all of one prefix; no label holds anything of a person."""

    def __init__(self, last: Callable[[], Look | None]) -> None:
        self.last = last

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Nothing before the first look."""
        look = self.last()
        if look is None:
            return
        states = GaugeMetricFamily("firstwall_state", "0 ok, 1 warn, 2 bad", labels=["name"])
        for name in dict.fromkeys(one.name for one in look.findings):
            found = [one.state for one in look.findings if one.name == name]
            states.add_metric([name], max(_WORTH[state] for state in found))
        yield states
        free = GaugeMetricFamily("firstwall_disk_free_bytes", "Free room of each disk", labels=["place"])
        for disk in look.disks:
            free.add_metric([str(disk.place)], disk.free)
        yield free
        for name, value in look.figures.items():
            yield GaugeMetricFamily(f"firstwall_{name}", name.replace("_", " "), value=value)
        yield GaugeMetricFamily("firstwall_looked_at_seconds", "When this was seen", value=look.at.timestamp())


class _Quiet(WSGIRequestHandler):
    def log_message(self, *parts: object) -> None:
        """Who asked is not written."""


def tell(port: int, last: Callable[[], Look | None]) -> WSGIServer:
    """Answer on this port of the loopback address until the process ends."""
    registry = CollectorRegistry()
    registry.register(Figures(last))
    metrics = make_wsgi_app(registry)

    def answer(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environment["PATH_INFO"] == "/metrics":
            return metrics(environment, start)
        look = last()
        if environment["PATH_INFO"] != "/health" or look is None:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b""]
        state = worst(look.findings)
        body = {"at": look.at.isoformat(), "state": state.value, "findings": [in_words(one) for one in look.findings]}
        start("503 Service Unavailable" if state is State.BAD else "200 OK", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    server = make_server("127.0.0.1", port, answer, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, name="tell a monitor", daemon=True).start()
    return server
