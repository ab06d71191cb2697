"""Load the demo's invented coalition: `python -m firstwall.runtime.loading`, in a process of its own."""

import sys

import django

django.setup()

from firstwall.runtime import demo  # noqa: E402 - it needs Django's registry


def main() -> None:
    """Only into an empty site: whatever is there stays as it is."""
    demo.load(lambda line: print(f"    {line}", flush=True))


if __name__ == "__main__":
    sys.exit(main())
