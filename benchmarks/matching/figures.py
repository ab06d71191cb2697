"""What one matcher's runs gave, and whether its times count. Pure."""

import statistics
from dataclasses import dataclass
from typing import Any

STEADY = 1.3
TIMES = ("build_s", "p50_ms", "p99_ms", "bulk_per_s")


@dataclass(frozen=True, slots=True)
class Row:
    """A matcher's figures, one set a run; or the reason why there are none, perhaps with figures published elsewhere."""

    name: str
    way: str = ""
    runs: tuple[dict[str, Any], ...] = ()
    loads: tuple[float, ...] = ()
    reason: str = ""
    published: dict[str, Any] | None = None

    @property
    def title(self) -> str:
        """Name, version and way of working, where they are known."""
        return f"{self.name} {self.way}".strip()

    @property
    def measured(self) -> bool:
        """Whether it ran here."""
        return bool(self.runs)

    def value(self, figure: str) -> float | None:
        """The figure to print: of times the middle of the runs, of all else the first run's."""
        if not self.measured:
            return (self.published or {}).get(figure)
        if figure in TIMES:
            return statistics.median(run[figure] for run in self.runs)
        return self.runs[0].get(figure)

    def steady(self, figure: str) -> bool:
        """Whether the runs agree on a time; one run alone never does."""
        if figure not in TIMES or not self.measured:
            return True
        seen = [run[figure] for run in self.runs]
        return len(seen) > 1 and max(seen) <= STEADY * min(seen)


def figures_of(result: dict[str, Any], *, enough: bool) -> dict[str, Any]:
    """The evaluation's JSON under the table's words; the 0.1% figure has a meaning with enough queries alone."""
    means = dict(result["mean_of_groups"])
    if not enough:
        means.pop("at_0_1")
    return means | {
        "build_s": result["build_s"],
        "memory_mb": result["memory_mb"],
        "p50_ms": result["latency_p50_ms"],
        "p99_ms": result["latency_p99_ms"],
        "bulk_per_s": result["bulk_per_cpu_s"],
        "homonyms": result["homonym_alert_rate_at_1%"],
        "groups": {name: group for name, group in result["groups"].items() if group},
        "queries": result["queries"],
        "negatives": result["negatives"],
    }
