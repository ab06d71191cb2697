"""A lane of its own process: one check after another over HTTP, at the pace of a busy post, until it is told to stop."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

PACE_SECONDS = 0.1


@contextmanager
def at_work(client: httpx.Client, token: str) -> Iterator[list[float]]:
    """While this holds, the lane checks; afterwards the list has what each check took, in milliseconds."""
    times: list[float] = []
    told = {
        "address": str(client.base_url),
        "headers": dict(client.headers),
        "cookies": dict(client.cookies),
        "token": token,
    }
    command = [sys.executable, "-m", "benchmarks.retention.lane"]
    lane = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert lane.stdin and lane.stdout
    lane.stdin.write(json.dumps(told) + "\n")
    lane.stdin.flush()
    try:
        yield times
    finally:
        said, _ = lane.communicate()  # its input ends: it stops
        times += json.loads(said)


def main() -> None:
    """Check until the input ends, then say what each took."""
    told, over, times = json.loads(sys.stdin.readline()), threading.Event(), list[float]()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    headers, cookies = told["headers"], told["cookies"]
    with httpx.Client(base_url=told["address"], headers=headers, cookies=cookies, timeout=120) as client:
        while not over.wait(PACE_SECONDS):
            said = {"text": f"Nobody Asked {len(times)}", "csrfmiddlewaretoken": told["token"]}
            began = time.perf_counter()
            client.post("/check", data=said).raise_for_status()
            times.append(1000 * (time.perf_counter() - began))
    print(json.dumps(times))


if __name__ == "__main__":
    main()
