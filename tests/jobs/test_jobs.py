"""Jobs are asked for once, held by a lease, and end in a result or a reason."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs import actions, registry
from nfp_portal.jobs.models import Job, State, Turn

pytestmark = pytest.mark.django_db

KIND = "tests.copy"


@pytest.fixture(autouse=True)
def _runner(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Register a kind of work whose runner writes its subject into a file."""
    settings.MEDIA_ROOT = tmp_path

    def copy(job: Job, report: registry.Report) -> Path:
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


def ask(subject: str = "10", by: User | None = None, **parameters: str) -> Job:
    return actions.request(KIND, subject, parameters, by)


def end_lease(job: Job) -> None:
    """Let the time of a lease pass."""
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())


def test_the_same_work_asked_for_twice_is_one_job() -> None:
    assert ask(audience="all") == ask(audience="all")
    assert ask(audience="all") != ask(audience="focal_points")
    assert Job.objects.count() == 2


def test_work_that_is_done_may_be_asked_for_again() -> None:
    first = ask()
    actions.run(first.pk)
    assert ask() != first


def test_nobody_asks_for_work_that_no_runner_does() -> None:
    with pytest.raises(KeyError):
        actions.request("tests.unheard", "10", {}, None)


def test_a_finished_job_has_its_file_and_says_when() -> None:
    job = ask()
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.path.read_text()) == (State.DONE, 1, "10")
    assert job.finished_at is not None


def test_a_job_that_fails_gives_the_reason_and_can_be_retried() -> None:
    job = ask("broken")
    with pytest.raises(ValueError, match="torn"):
        actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.note) == (State.FAILED, "The paper is torn.")
    assert actions.retry(job).state == State.WAITING


def test_a_database_that_goes_away_fails_no_job() -> None:
    job = ask("away")
    with pytest.raises(OperationalError):
        actions.run(job.pk)
    end_lease(job)
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_retrying_what_was_asked_for_since_gives_the_open_job() -> None:
    failed = ask("broken")
    with pytest.raises(ValueError, match="torn"):
        actions.run(failed.pk)
    again = ask("broken")
    failed.refresh_from_db()
    assert actions.retry(failed) == again


def test_only_one_worker_takes_a_job() -> None:
    job = ask()
    assert actions.claim(job.pk) == job
    assert actions.claim(job.pk) is None


def test_the_next_worker_takes_over_when_a_lease_has_ended() -> None:
    first = actions.claim(ask().pk)
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
    job = actions.claim(ask().pk)
    assert job is not None
    end_lease(job)
    actions.progress(job, 3, 22, "Page 3")
    assert actions.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.done, job.total, job.note) == (3, 22, "Page 3")


def test_work_that_was_interrupted_three_times_has_failed() -> None:
    job = ask()
    for _attempt in range(3):
        assert actions.claim(job.pk) is not None
        end_lease(job)
    assert actions.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.note) == (State.FAILED, "The work was interrupted 3 times.")


def test_the_sweep_finds_what_waits_and_what_was_interrupted() -> None:
    actions.claim(ask("held").pk)
    ask("waiting")
    interrupted = actions.claim(ask("interrupted").pk)
    assert interrupted is not None
    end_lease(interrupted)
    assert actions.sweep() == 2


def test_a_job_is_seen_by_who_asked_for_it_and_by_the_secretariat() -> None:
    ana, ben, editor = (
        User.objects.create_user(f"{name}@example.org", role=role)
        for name, role in (("ana", Role.FOCAL_POINT), ("ben", Role.FOCAL_POINT), ("ed", Role.EDITOR))
    )
    job = ask(by=ana)
    assert [job in Job.objects.visible_to(user) for user in (ana, ben, editor)] == [True, False, True]


def test_periodic_work_is_done_once_per_slot() -> None:
    done: list[str] = []
    assert actions.take_turn("reminders", "2026-11-22", lambda: done.append("first"))
    assert not actions.take_turn("reminders", "2026-11-22", lambda: done.append("second"))
    assert done == ["first"]


def test_periodic_work_that_fails_is_done_at_the_next_call() -> None:
    with pytest.raises(ZeroDivisionError):
        actions.take_turn("reminders", "2026-11-22", lambda: 1 / 0)
    assert not Turn.objects.exists()


def take_over(job: Job) -> None:
    """Let the lease end and another worker take the job."""
    end_lease(job)
    assert actions.claim(job.pk) is not None


@pytest.mark.parametrize("told", [True, False])
def test_who_loses_the_job_leaves_no_result_and_no_reason_behind(tmp_path: Path, *, told: bool) -> None:
    """The other worker is noticed at the next word on the progress, or when the work is done."""
    job = ask()

    def outrun(taken: Job, report: registry.Report) -> Path:
        take_over(taken)
        if told:
            report(2, 2, "All of it")
        path = tmp_path / "late.txt"
        path.write_text("late")
        return path

    registry.runs(KIND)(outrun)
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.note, job.file) == (State.RUNNING, 2, "", "")
    assert list(tmp_path.iterdir()) == []


def test_who_loses_the_job_without_a_result_has_nothing_to_remove(tmp_path: Path) -> None:
    job = ask()
    registry.runs(KIND)(lambda taken, _report: take_over(taken))
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.RUNNING, 2)


def test_a_job_that_is_taken_is_not_run_a_second_time() -> None:
    job = ask()
    assert actions.claim(job.pk) is not None
    actions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.RUNNING, 1)


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING, State.DONE])
def test_what_has_not_failed_is_not_begun_anew(state: State) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state=state, done=1)
    job.refresh_from_db()
    assert (actions.retry(job).state, job.done) == (state, 1)


def test_turns_nobody_asks_for_any_more_are_forgotten(settings: Settings) -> None:
    for slot, age in (("old", timedelta(days=401)), ("young", timedelta(days=399))):
        actions.take_turn("reminders", slot, int)
        Turn.objects.filter(slot=slot).update(taken_at=timezone.now() - age)
    actions.tidy()
    assert [turn.slot for turn in Turn.objects.all()] == ["young"]
