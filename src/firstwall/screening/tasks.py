"""The jobs of this room. A job carries ids and nothing else; it acts under the mandate that accepted the file."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from firstwall.authorities.services import actor_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.screening.accepting import TASK
from firstwall.screening.feeds.comparing import compare_beside
from firstwall.screening.follower import follow_beside
from firstwall.screening.shifts.unanswered import tell_unanswered
from firstwall.screening.spool import remove_old_spools
from firstwall.screening.working import work_run


@app.task(name=TASK)
def screen_run(run_id: str, mandate_id: str, strand: str) -> None:
    """Work a run to its end. A mandate that is over ends the job; the run waits to be resumed by a person."""
    compare_beside()
    follow_beside()  # this process stays: what is erased must leave it when no file waits
    actor = actor_of(UUID(mandate_id), channel="job").in_strand(Strand(strand))
    work_run(actor, UUID(run_id))


@app.periodic(cron="* * * * *")
@app.task(name="firstwall.compare_held", queueing_lock="firstwall.compare_held", pass_context=False)
def compare_held(timestamp: int) -> None:
    """SEC-49: the worker's thread that compares held traffic with changed alerts is at work."""
    compare_beside()


@app.periodic(cron="17 * * * *")
@app.task(name="firstwall.remove_old_spools", pass_context=False)
def forget_old_traffic(timestamp: int) -> None:
    """SEC-49: traffic that outlived its time is removed, whatever became of its run."""
    remove_old_spools(now=timestamp)


@app.periodic(cron="23 * * * *")
@app.task(name="firstwall.tell_unanswered", queueing_lock="firstwall.tell_unanswered", pass_context=False)
def list_what_nobody_answered(timestamp: int) -> None:
    """CIS-38: once a day for each office; hourly, so that a machine that slept has caught up within one."""
    tell_unanswered(utc_now())


@app.periodic(cron="* * * * *")
@app.task(name="firstwall.take_up_stalled_jobs", queueing_lock="firstwall.take_up_stalled_jobs", pass_context=True)
async def take_up_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """A job whose worker was killed is begun again: its run continues at the end of its last committed chunk (REL-13)."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
