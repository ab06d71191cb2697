"""A process that follows the alerts as a web worker does, and says on request what it holds in memory (a test's probe).

A line with a name asks, without looking at the database first: the answer is what the process already knows.
"""

import json
import os
import sys
import threading

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
django.setup()

from firstwall.kernel.words import Strand  # noqa: E402
from firstwall.matching.types import Query  # noqa: E402
from firstwall.screening import follower  # noqa: E402

EVERY_CLASS = frozenset(range(100))


def main() -> None:
    follower.warm()
    threading.Thread(target=follower.keep_following, args=(threading.Event(),), daemon=True).start()
    criminal = follower.follower_of(Strand.CRIMINAL)
    print(json.dumps({"is_shared": criminal.state().is_shared, "maps": maps()}), flush=True)
    for line in sys.stdin:
        found = criminal.search(Query("person", line.strip()), limit=5, admit=EVERY_CLASS)
        said = {"found": [one.id for one in found], "is_shared": criminal.state().is_shared, "maps": maps()}
        print(json.dumps(said), flush=True)


def maps() -> list[str]:
    """Which shared lists this process maps: device and inode of each, and whether it may write."""
    with open("/proc/self/maps", encoding="utf-8") as file:
        rows = [line.split() for line in file if "/dev/shm/firstwall-" in line and "-test-" not in line]
    return sorted({f"{row[3]} {row[4]} {row[1]} {row[5].rsplit('/', 1)[1]}" for row in rows})


main()
