"""`python -m firstwall`, and the command `firstwall`. The one place that sees both the doors and the runtime."""

import sys

from firstwall.cli.main import Group, build

HOLDING = {
    "demo": Group(
        "firstwall.runtime.commands.demo:demo", "Run the demo: invented data, real parts.", needs_django=False
    ),
    "serve": Group("firstwall.runtime.commands.serve:serve", "Run a site in the foreground.", needs_django=False),
}


def main() -> None:
    """Read the words that were typed and act."""
    build(sys.argv[1:], HOLDING)(prog_name="firstwall")


if __name__ == "__main__":
    main()
