"""Jobs: one per request, run under a lease, finished with a result or a reason."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs import actions, registry
from nfp_portal.jobs.models import Job, JobState, PeriodicRun

pytestmark = pytest.mark.django_db

KIND = "tests.copy"


@pytest.fixture(autouse=True)
def _runner(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Register a kind of work whose runner writes its subject into a file."""
    settings.MEDIA_ROOT = tmp_path

    def copy(job: Job, report: registry.ReportProgress) -> Path:
        report(1, 2, "Half of it")
        if job.subject == "broken":
            raise ValueError("The paper is torn.")
        if job.subject == "away" and job.attempts == 1:
            raise OperationalError("server closed the connection unexpectedly")
        path = tmp_path / f"{job.key}.txt"
        path.write_text(job.subject)
        return path

    registry.runs(KIND)(copy)
    yield
    del registry.RUNNERS[KIND]


def request(subject: str = "10", by: User | None = None, **parameters: str) -> Job:
    return actions.request(KIND, subject, parameters, by)


def end_lease(job: Job) -> None:
    """Let the time of a lease pass."""
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())


def test_requesting_the_same_work_twice_gives_one_job() -> None:
    assert request(audience="all") == request(audience="all")
    assert request(audience="all") != request(audience="focal_points")
    assert Job.objects.count() == 2


def test_finished_work_can_be_requested_again() -> None:
    first = request()
    actions.run(first.pk)
    assert request() != first


def test_a_kind_without_runner_cannot_be_requested() -> None:
    with pytest.raises(KeyError):
        actions.request("tests.unheard", "10", {}, None)


def test_a_finished_job_has_its_file_and_says_when() -> None:
    job = request()
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.path.read_text()) == (JobState.DONE, 1, "10")
    assert job.finished_at is not None


def test_a_job_that_fails_gives_the_reason_and_can_be_retried() -> None:
    job = request("broken")
    with pytest.raises(ValueError, match="torn"):
        actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.note) == (JobState.FAILED, "The paper is torn.")
    assert actions.retry(job).state == JobState.WAITING


def test_a_job_that_is_retried_was_requested_now_and_opened_by_nobody() -> None:
    day = timezone.now() - timedelta(days=1)
    job = request()
    Job.objects.update(state=JobState.FAILED, requested_at=day, finished_at=day, opened_at=day)
    job.refresh_from_db()
    restarted = actions.retry(job)
    assert (restarted.finished_at, restarted.opened_at) == (None, None)
    assert restarted.requested_at == restarted.due_at > day


def test_a_database_that_goes_away_fails_no_job() -> None:
    job = request("away")
    with pytest.raises(OperationalError):
        actions.run(job.pk)
    end_lease(job)
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_retrying_work_that_was_requested_since_gives_the_open_job() -> None:
    failed = request("broken")
    with pytest.raises(ValueError, match="torn"):
        actions.run(failed.pk)
    again = request("broken")
    failed.refresh_from_db()
    assert actions.retry(failed) == again


def test_only_one_worker_claims_a_job() -> None:
    job = request()
    assert actions.claim(job.pk) == job
    assert actions.claim(job.pk) is None


def test_the_next_worker_takes_over_when_a_lease_has_ended() -> None:
    first = actions.claim(request().pk)
    assert first is not None
    end_lease(first)
    second = actions.claim(first.pk)
    assert second is not None
    with pytest.raises(actions.LeaseLostError):
        actions.progress(first, 1)
    with pytest.raises(actions.LeaseLostError):
        actions.finish(first, None)
    actions.finish(second, None)


def test_progress_renews_the_lease() -> None:
    job = actions.claim(request().pk)
    assert job is not None
    end_lease(job)
    actions.progress(job, 3, 22, "Page 3")
    assert actions.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.done, job.total, job.note) == (3, 22, "Page 3")


def test_work_that_was_interrupted_three_times_has_failed() -> None:
    job = request()
    for _attempt in range(3):
        assert actions.claim(job.pk) is not None
        end_lease(job)
    assert actions.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.note) == (JobState.FAILED, "The work was interrupted 3 times.")


def test_the_sweep_wakes_waiting_and_interrupted_jobs() -> None:
    actions.claim(request("held").pk)
    request("waiting")
    interrupted = actions.claim(request("interrupted").pk)
    assert interrupted is not None
    end_lease(interrupted)
    assert actions.sweep() == 2


def test_a_job_is_visible_to_its_requester_and_the_secretariat() -> None:
    ana, ben, editor = (
        User.objects.create_user(f"{name}@example.org", role=role)
        for name, role in (("ana", Role.FOCAL_POINT), ("ben", Role.FOCAL_POINT), ("ed", Role.EDITOR))
    )
    job = request(by=ana)
    assert [job in Job.objects.visible_to(user) for user in (ana, ben, editor)] == [True, False, True]


def test_periodic_work_is_done_once_per_slot() -> None:
    done: list[str] = []
    assert actions.run_once("reminders", "2026-11-22", lambda: done.append("first"))
    assert not actions.run_once("reminders", "2026-11-22", lambda: done.append("second"))
    assert done == ["first"]


def test_periodic_work_that_fails_is_done_at_the_next_call() -> None:
    with pytest.raises(ZeroDivisionError):
        actions.run_once("reminders", "2026-11-22", lambda: 1 / 0)
    assert not PeriodicRun.objects.exists()


def take_over(job: Job) -> None:
    """Let the lease end and another worker take the job."""
    end_lease(job)
    assert actions.claim(job.pk) is not None


@pytest.mark.parametrize("reports", [True, False])
def test_a_worker_that_lost_its_lease_stores_no_result(tmp_path: Path, *, reports: bool) -> None:
    """The runner notices at its next report of progress, or when it has finished."""
    job = request()

    def lose(claimed: Job, report: registry.ReportProgress) -> Path:
        take_over(claimed)
        if reports:
            report(2, 2, "All of it")
        path = tmp_path / "late.txt"
        path.write_text("late")
        return path

    registry.runs(KIND)(lose)
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.note, job.file) == (JobState.RUNNING, 2, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_lost_its_lease_without_a_result_removes_nothing(tmp_path: Path) -> None:
    job = request()
    registry.runs(KIND)(lambda claimed, _report: take_over(claimed))
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 2)


def test_a_claimed_job_is_not_run_a_second_time() -> None:
    job = request()
    assert actions.claim(job.pk) is not None
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.RUNNING, JobState.DONE])
def test_only_failed_jobs_are_restarted(state: JobState) -> None:
    job = request()
    Job.objects.filter(pk=job.pk).update(state=state, done=1)
    job.refresh_from_db()
    assert (actions.retry(job).state, job.done) == (state, 1)


def test_periodic_runs_of_long_ago_are_purged(settings: Settings) -> None:
    for slot, age in (("old", timedelta(days=401)), ("young", timedelta(days=399))):
        actions.run_once("reminders", slot, int)
        PeriodicRun.objects.filter(slot=slot).update(done_at=timezone.now() - age)
    actions.tidy()
    assert [run.slot for run in PeriodicRun.objects.all()] == ["young"]
