"""The jobs of this room."""

from procrastinate.contrib.django import app

from firstwall.authorities.signing_in import refused
from firstwall.kernel.clock import utc_now
from firstwall.supervision.ending import must_believe_clocks, run_retention
from firstwall.supervision.seeds import publish_seeds
from firstwall.supervision.services import prune_ledger


@app.periodic(cron="41 * * * *")
@app.task(name="firstwall.prune_ledger", pass_context=False)
def prune(timestamp: int) -> None:
    """LOG-05: query terms go after six calendar months. Hourly, so that a machine that slept has caught up within one."""
    must_believe_clocks(utc_now())
    prune_ledger(utc_now())


@app.periodic(cron="17 * * * *")
@app.task(name="firstwall.publish_seeds", pass_context=False)
def publish(timestamp: int) -> None:
    """SEC-23: what the draw of each day needs, at its time."""
    publish_seeds(utc_now())


@app.periodic(cron="1 * * * *")
@app.task(name="firstwall.sum_up_refused", pass_context=False)
def sum_up_refused(timestamp: int) -> None:
    """SEC-26: the refused sign-ins of the last hour, in one entry when they were many."""
    refused.sum_up(utc_now())


@app.periodic(cron="11 * * * *")
@app.task(name="firstwall.run_retention", queueing_lock="firstwall.run_retention", pass_context=False)
def end_what_is_over(timestamp: int) -> None:
    """SEC-34, SEC-35: alerts whose last day has come, and the notices before it. Hourly, for the same reason."""
    run_retention(utc_now())
