"""Load the demo's invented coalition (`firstwall load-demo`), in a process of its own: it needs Django and the rooms."""

from firstwall.runtime.demo import loader

PARTS_SHOWN = 5


class Shown:
    """A line for each fifth of a step: enough to see that it goes on, few enough to read."""

    def __init__(self) -> None:
        self._last = ("", -1)

    def __call__(self, step: str, done: int, total: int) -> None:
        part = done * PARTS_SHOWN // max(total, 1)
        if (step, part) != self._last:
            self._last = (step, part)
            print(f"    {step}: {done:,} of {total:,}", flush=True)


def command() -> None:
    """Load the demo into an empty site; whatever is there already stays as it is."""
    loader.load(Shown())
