"""Ask for work, take it by a lease, tell how far it is, end it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext

from nfp_portal.accounts.models import User
from nfp_portal.broker.wake import wake
from nfp_portal.database.away import is_away
from nfp_portal.jobs import disk, press
from nfp_portal.jobs.models import ATTEMPTS, Job, State, Turn, digest_of
from nfp_portal.jobs.registry import RUNNERS

LEASE = timedelta(seconds=60)
# A sweep wakes so many jobs at most: the queue stays short however much is waiting.
PER_SWEEP = 16
TURNS_KEPT = timedelta(days=400)
_RUN = "nfp_portal.jobs.tasks.run"


class LeaseLostError(Exception):
    """Another worker has taken the job over, or it was ended."""


def _lease_end() -> models.Expression:
    return Now() + models.Value(LEASE, output_field=models.DurationField())


def request(kind: str, subject: str, parameters: dict[str, Any], by: User | None) -> Job:
    """Ask for work and give its job: the open one if the same work was asked for already.

    Raises KeyError for a kind nobody runs. Works with the broker away.
    """
    queue = RUNNERS[kind].queue
    same = {"kind": kind, "subject": subject, "digest": digest_of(parameters)}
    with transaction.atomic():
        Job.objects.bulk_create([Job(**same, parameters=parameters, requested_by=by)], ignore_conflicts=True)
        job = Job.objects.open().filter(**same).first()
        if job is not None:
            wake(_RUN, job.pk, queue=queue)
            return job
    return request(kind, subject, parameters, by)  # it ended between our two statements


def claim(job_id: int) -> Job | None:
    """Take a due job for the length of one lease; None if there is nothing to do.

    A job that was taken three times and never ended has failed. Commits before it returns.
    """
    due = Job.objects.due().filter(pk=job_id)
    given_up = due.filter(attempts__gte=ATTEMPTS)
    given_up.update(state=State.FAILED, finished_at=Now(), lease_token=None, note=_interrupted())
    token = uuid.uuid4()
    taken = due.filter(attempts__lt=ATTEMPTS).update(
        state=State.RUNNING, attempts=models.F("attempts") + 1, lease_token=token, due_at=_lease_end(), done=0
    )
    return Job.objects.get(pk=job_id) if taken else None


def _interrupted() -> str:
    return gettext("The work was interrupted %(times)d times.") % {"times": ATTEMPTS}


def _held(job: Job) -> models.QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=State.RUNNING)


def _keep(job: Job, **changes: object) -> None:
    if job.lease_token is None or not _held(job).update(**changes):
        raise LeaseLostError


def progress(job: Job, done: int, total: int = 0, note: str = "") -> None:
    """Write down how far the work is and renew the lease. Raises `LeaseLostError`."""
    _keep(job, done=done, total=total, note=note, due_at=_lease_end())


def finish(job: Job, path: Path | None) -> None:
    """End the job with its result, a file below MEDIA_ROOT. Raises `LeaseLostError`."""
    file = str(path.relative_to(settings.MEDIA_ROOT)) if path else ""
    _keep(job, state=State.DONE, file=file, finished_at=Now(), lease_token=None, note="")


def fail(job: Job, reason: str) -> None:
    """End the job without a result; the reason is shown. Raises `LeaseLostError`."""
    _keep(job, state=State.FAILED, finished_at=Now(), lease_token=None, note=reason[:500])


def fail_if_lost(job: Job) -> Job:
    """Let a finished job whose file is no longer there count as failed; return it as it is then."""
    if job.state == State.DONE and job.file and not job.path.is_file():
        Job.objects.filter(pk=job.pk, state=State.DONE).update(state=State.FAILED, note=str(disk.LOST))
        job.refresh_from_db()
    return job


def retry(job: Job) -> Job:
    """Begin a failed job anew; give the open one if the same work was asked for since."""
    if job.state != State.FAILED:
        return job
    again = {"state": State.WAITING, "attempts": 0, "done": 0, "note": "", "due_at": Now()}
    try:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk, state=State.FAILED).update(**again, finished_at=None)
            wake(_RUN, job.pk, queue=RUNNERS[job.kind].queue)
    except IntegrityError:
        return request(job.kind, job.subject, job.parameters, job.requested_by)
    job.refresh_from_db()
    return job


def sweep() -> int:
    """Wake the oldest due jobs again, for their call may be lost; give how many."""
    due = Job.objects.due().filter(kind__in=RUNNERS).order_by("due_at")[:PER_SWEEP]
    for job in due:
        wake(_RUN, job.pk, queue=RUNNERS[job.kind].queue, expires=30)
    return len(due)


def run(job_id: int) -> None:
    """Take the job and do it. A runner that raises fails the job, and its words are shown."""
    job = claim(job_id)
    if job is None:
        return
    try:
        _perform(job)
    except LeaseLostError:
        return


def _perform(job: Job) -> None:
    def report(done: int, total: int = 0, note: str = "") -> None:
        progress(job, done, total, note)

    try:
        path = RUNNERS[job.kind].run(job, report)
    except LeaseLostError:
        raise
    except Exception as error:
        if not is_away(error):  # else the lease ends, and the job is taken again
            fail(job, _reason(error))
        raise
    try:
        finish(job, path)
    except LeaseLostError:
        _discard(path)
        raise


def _reason(error: Exception) -> str:
    return str(disk.FULL) if disk.is_full(error) else str(error) or type(error).__name__


def _discard(path: Path | None) -> None:
    if path is not None:
        path.unlink(missing_ok=True)


def tidy() -> None:
    """Remove the drafts of workers that were killed, and turns nobody asks for any more."""
    press.remove_drafts()
    Turn.objects.filter(taken_at__lt=Now() - TURNS_KEPT).delete()


@transaction.atomic
def take_turn(work: str, slot: str, act: Callable[[], object]) -> bool:
    """Do periodic work once per slot (a date, an hour), whoever else tries; say whether it was we.

    The work and its turn are one transaction: what fails is done at the next call.
    """
    _turn, ours = Turn.objects.get_or_create(work=work, slot=slot)
    if ours:
        act()
    return ours
