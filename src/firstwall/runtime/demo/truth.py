"""Writes each post's day as a file to try out on the pages, and beside it the planted truth with the alerts' own ids."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from firstwall.runtime.demo import traffic
from firstwall.runtime.demo.coalition import COALITION
from firstwall.runtime.demo.entering import all_alerts


def write_traffic(folder: Path, ids: Mapping[str, UUID]) -> dict[str, dict[int, UUID]]:
    """Write the files and answer, by LOCODE, which line is which alert (line 1 is the header)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    listed = all_alerts()
    expected: dict[str, dict[int, UUID]] = {}
    truth = ["movement,alert,number,done,twin"]
    for locode in posts():
        day = traffic.day_at(locode, listed)
        (folder / f"traffic-{locode}.csv").write_text(traffic.as_csv(day), encoding="utf-8")
        expected[locode] = {line: ids[p.expect] for line, p in enumerate(day, start=2) if p.expect}
        truth += [
            f"{p.cells['Movement']},{ids.get(p.expect, '')},{p.expect},{p.done},{p.twin}"
            for p in day
            if p.expect or p.twin
        ]
    (folder / "truth.csv").write_text("\n".join(truth) + "\n", encoding="utf-8")
    return expected


def posts() -> list[str]:
    """The LOCODE of every border post of the coalition."""
    return [post.locode for a in COALITION.authorities for post in a.posts if post.kind == "border_post"]
