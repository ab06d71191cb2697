"""Loads the demo: coalition, tokens, alerts, a day of traffic and the first hits. Quick to call again, safe to interrupt."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from firstwall.authorities import people, queries
from firstwall.kernel.clock import add_months, utc_now
from firstwall.runtime.demo.coalition import COALITION
from firstwall.runtime.demo.enrolment import enrol
from firstwall.runtime.demo.entering import enter_alerts
from firstwall.runtime.demo.files import enter_files
from firstwall.runtime.demo.queues import fill_queues
from firstwall.runtime.demo.tokens import write_tokens
from firstwall.runtime.demo.truth import write_traffic

Progress = Callable[[str, int, int], None]


def load(progress: Progress) -> None:
    """Bring an empty site to the state in which somebody can sign in and find work; a loaded site stays as it is.

    Every step finds out what is there already, so that a load that was killed goes on where it stopped. The mark is
    written last, and is all that a later call looks at.

    Args:
        progress: told the step, how much of it is done, and of how much.
    """
    home = Path(settings.FIRSTWALL_DATA_FOLDER)
    mark = home / "demo" / "loaded"
    if mark.exists():
        confirm_anew()
        return
    progress("coalition", 0, 1)
    authorities = enrol(COALITION)
    write_tokens(COALITION, home / "tokens")
    progress("coalition", 1, 1)
    ids = enter_alerts(COALITION, authorities, lambda done, total: progress("alerts", done, total))
    enter_files()
    expected = write_traffic(home / "demo", ids)
    fill_queues(home / "demo", expected, lambda done, total: progress("traffic", done, total))
    mark.write_text("This site holds the demo. Delete the whole folder to start anew.\n")


def confirm_anew() -> None:
    """A demo kept for a quarter opens as on its first day: its invented people are confirmed when their month has come."""
    near = add_months(utc_now().date(), people.DUE_MONTHS)
    for person in queries.demo_people():
        if person.confirmed_until <= near:
            people.confirm_by_operator(person.login)
