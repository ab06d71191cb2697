"""Whether this machine's clock may be believed (REL-17): against the database's, and against what was saved last."""

from datetime import datetime, timedelta

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

WIDEST = timedelta(seconds=60)


def judge_clock(machine: datetime, *, database: datetime | None, saved: datetime | None) -> Finding:
    """Alarm when the database's clock is over a minute away, or when time went back behind what was signed."""
    cure = N_("Set the clocks of both machines right (NTP). Nothing is erased until they agree.")
    if database is not None and abs(machine - database) > WIDEST:
        seconds = int((machine - database).total_seconds())
        sentence = say(N_("This machine's clock and the database's differ by %(seconds)s seconds."), seconds=seconds)
        return Finding("clock", State.BAD, sentence, cure)
    if saved is not None and saved - machine > WIDEST:
        seconds = int((saved - machine).total_seconds())
        sentence = say(N_("This machine's clock is %(seconds)s seconds before what was saved last."), seconds=seconds)
        return Finding("clock", State.BAD, sentence, cure)
    return Finding("clock", State.OK, N_("This machine's clock agrees with the database's and with what was saved."))
