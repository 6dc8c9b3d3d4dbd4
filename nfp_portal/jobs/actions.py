"""Request jobs, claim them by a lease, report their progress, finish them."""

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
from nfp_portal.jobs import disk, renderer
from nfp_portal.jobs.models import ATTEMPTS, Job, JobState, PeriodicRun, digest_of
from nfp_portal.jobs.registry import RUNNERS

LEASE = timedelta(seconds=60)
# The most jobs that one sweep wakes, so that the queue stays short.
PER_SWEEP = 16
RUNS_KEPT = timedelta(days=400)
_RUN = "nfp_portal.jobs.tasks.run"


class LeaseLostError(Exception):
    """Another worker has claimed the job, or it was finished."""


def _lease_end() -> models.Expression:
    return Now() + models.Value(LEASE, output_field=models.DurationField())


def request(kind: str, subject: str, parameters: dict[str, Any], by: User | None) -> Job:
    """Return a job for this work: the open one if the same work was requested already.

    Raises KeyError for a kind without a runner. Works without the broker.
    """
    queue = RUNNERS[kind].queue
    same = {"kind": kind, "subject": subject, "digest": digest_of(parameters)}
    with transaction.atomic():
        Job.objects.bulk_create([Job(**same, parameters=parameters, requested_by=by)], ignore_conflicts=True)
        job = Job.objects.open().filter(**same).first()
        if job is not None:
            wake(_RUN, job.pk, queue=queue)
            return job
    return request(kind, subject, parameters, by)  # it was finished between our two statements


def adopt(job: Job, *, by: User) -> None:
    """Make an open job without a requester one that this account requested now; the first one has it."""
    ownerless = Job.objects.open().filter(pk=job.pk, requested_by=None)
    ownerless.update(requested_by=by, requested_at=Now())
    job.refresh_from_db()


def claim(job_id: int) -> Job | None:
    """Lease a due job; None if there is nothing to do. A job claimed `ATTEMPTS` times has failed.

    Commits before it returns.
    """
    due = Job.objects.due().filter(pk=job_id)
    exhausted = due.filter(attempts__gte=ATTEMPTS)
    exhausted.update(state=JobState.FAILED, finished_at=Now(), lease_token=None, note=_interrupted())
    token = uuid.uuid4()
    claimed = due.filter(attempts__lt=ATTEMPTS).update(
        state=JobState.RUNNING,
        attempts=models.F("attempts") + 1,
        lease_token=token,
        due_at=_lease_end(),
        done=0,
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _interrupted() -> str:
    return gettext("The work was interrupted %(times)d times.") % {"times": ATTEMPTS}


def _leased(job: Job) -> models.QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=JobState.RUNNING)


def _update(job: Job, **changes: object) -> None:
    if job.lease_token is None or not _leased(job).update(**changes):
        raise LeaseLostError


def progress(job: Job, done: int, total: int = 0, note: str = "") -> None:
    """Store how far the work is and renew the lease. Raises `LeaseLostError`."""
    _update(job, done=done, total=total, note=note, due_at=_lease_end())


def finish(job: Job, path: Path | None) -> None:
    """Store the result, a file below MEDIA_ROOT. Raises `LeaseLostError`."""
    file = str(path.relative_to(settings.MEDIA_ROOT)) if path else ""
    _update(job, state=JobState.DONE, file=file, finished_at=Now(), lease_token=None, note="")


def fail(job: Job, reason: str) -> None:
    """Finish the job without a result; the reason is shown. Raises `LeaseLostError`."""
    _update(job, state=JobState.FAILED, finished_at=Now(), lease_token=None, note=reason[:500])


def fail_if_lost(job: Job) -> Job:
    """Return the job, marked as failed if the file of its result is gone."""
    if job.state == JobState.DONE and job.file and not job.path.is_file():
        Job.objects.filter(pk=job.pk, state=JobState.DONE).update(state=JobState.FAILED, note=str(disk.LOST))
        job.refresh_from_db()
    return job


def retry(job: Job) -> Job:
    """Restart a failed job as if requested now; returns the open one if the same work was requested since."""
    if job.state != JobState.FAILED:
        return job
    restarted = {"state": JobState.WAITING, "attempts": 0, "done": 0, "note": "", "due_at": Now()}
    times = {"requested_at": Now(), "finished_at": None, "opened_at": None}
    try:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**restarted, **times)
            wake(_RUN, job.pk, queue=RUNNERS[job.kind].queue)
    except IntegrityError:
        return request(job.kind, job.subject, job.parameters, job.requested_by)
    job.refresh_from_db()
    return job


def sweep() -> int:
    """Wake the oldest due jobs again, in case their task was lost; returns how many."""
    due = Job.objects.due().filter(kind__in=RUNNERS).order_by("due_at")[:PER_SWEEP]
    for job in due:
        wake(_RUN, job.pk, queue=RUNNERS[job.kind].queue, expires=30)
    return len(due)


def run(job_id: int) -> None:
    """Claim and run the job. If the runner raises, the job fails and shows the error's message."""
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
        if not is_away(error):  # else the lease ends, and the job is claimed again
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
    """Remove the drafts of workers that were killed, and periodic runs of long ago."""
    renderer.remove_drafts()
    PeriodicRun.objects.filter(done_at__lt=Now() - RUNS_KEPT).delete()


@transaction.atomic
def run_once(work: str, slot: str, act: Callable[[], object]) -> bool:
    """Do periodic work once per slot (a date, an hour); returns whether this call did it.

    The work and its slot are one transaction, so that work that fails is tried again at the next call.
    """
    _run, created = PeriodicRun.objects.get_or_create(work=work, slot=slot)
    if created:
        act()
    return created
