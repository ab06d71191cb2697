"""`python -m firstwall`, and the command `firstwall`. The one place that sees both the doors and the runtime."""

import sys

from firstwall.cli.main import Group, build
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.setup import site_file

COMMANDS = "firstwall.runtime.commands"
# these make or hold a site of another kind: the file of a real site is not for them
WITHOUT_SITE_FILE = {"init", "demo", "load-demo"}
OF_THE_RUNTIME = {
    "demo": Group(f"{COMMANDS}.demo:demo", "Run the demo: invented data, real parts.", needs_django=False),
    "init": Group(f"{COMMANDS}.init:init", "Make a site: eight questions, one file, system units.", needs_django=False),
    "serve": Group(f"{COMMANDS}.serve:serve", "Run a site in the foreground.", needs_django=False),
    "backup": Group(f"{COMMANDS}.backup:app", "Take a backup, follow the log, save the keys apart, play a drill."),
    "close-restore": Group("firstwall.runtime.backup.closing:command", "The last step of a restore; run by it."),
    "keys": Group(f"{COMMANDS}.keys:app", "List the keys of this node; rotate one while the site works."),
    "restore": Group(f"{COMMANDS}.restore:restore", "Bring a node back on an empty host.", needs_django=False),
    "doctor": Group(f"{COMMANDS}.doctor:doctor", "Say what is wrong with a site and what to do.", needs_django=False),
    "reserve": Group(
        f"{COMMANDS}.reserve:app", "Drop or lay down the room that is kept for a full disk.", needs_django=False
    ),
    "migrate": Group("firstwall.runtime.migrate:command", "Bring a site's tables and keys up to this release."),
    "enrolment-link": Group(
        "firstwall.runtime.enrolment:command", "Print the secret of a new one-time enrolment link."
    ),
    "load-demo": Group("firstwall.runtime.loading:command", "Load the invented coalition into an empty site."),
}


def main() -> None:
    """Lay the site file under the environment, read the words that were typed, and act."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if words and words[0] not in WITHOUT_SITE_FILE:
        _read_site_file()
    build(sys.argv[1:], OF_THE_RUNTIME)(prog_name="firstwall")


def _read_site_file() -> None:
    try:
        site_file.apply()
    except CannotStart as refused:
        print(f"firstwall: {refused.sentence}\nWhat to do: {refused.cure}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
