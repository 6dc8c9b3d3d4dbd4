"""The requester of a slow document gets a letter, unless they have opened the document."""

from datetime import timedelta
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting, Stage
from meetings.reports.pdf import MeetingDocument
from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.renderings.notices import LONG, NEWS, PATIENCE, notify_all, purge_letters
from tests.at_once import at_once
from tests.factories.accounts import client_of, make_user
from tests.factories.meetings import at, make_meeting, make_timed_item
from tests.worker import Worker

AGENDA = "/meetings/printed/agenda.pdf"
SECOND = timedelta(seconds=1)


def request_agenda(client: Client) -> Job:
    """Request the agenda of a meeting, by the client's account."""
    make_timed_item(make_meeting(slug="printed", title="Meeting on paper"), "Opening", at(9), at(10))
    assert client.get(AGENDA).status_code == 202
    return Job.objects.get()


def rendered(client: Client, *, took: timedelta = LONG + SECOND, ago: timedelta = PATIENCE + SECOND) -> Job:
    """Request the agenda and render it; the request took so long, and the PDF is ready since so long."""
    job = request_agenda(client)
    jobs.run(job.pk)
    aged(job, took=took, ago=ago)
    return job


def aged(job: Job, *, took: timedelta, ago: timedelta) -> None:
    Job.objects.filter(pk=job.pk).update(finished_at=F("finished_at") - ago)
    Job.objects.filter(pk=job.pk).update(requested_at=F("finished_at") - took)


def reader(language: str = "en") -> User:
    user = make_user(Role.FOCAL_POINT)
    User.objects.filter(pk=user.pk).update(language=language)
    return user


def open_it(client: Client) -> int:
    answer = client.get(AGENDA)
    return len(answer.getvalue()) and answer.status_code


@pytest.mark.django_db
def test_a_reader_who_left_the_page_of_a_slow_document_gets_one_letter_with_its_link(settings: Any) -> None:
    user = reader()
    rendered(client_of(user))
    assert (notify_all(), notify_all()) == (1, 0)
    letter, delivery = Letter.objects.get(), Delivery.objects.get()
    assert delivery.address == user.email
    assert letter.subject == "The PDF is ready: Agenda (copy for focal points)"
    assert "Meetings › Meeting on paper › Agenda (copy for focal points)\n" in letter.text
    assert f"Open the PDF: {settings.SITE_URL}{AGENDA}" in letter.text


@pytest.mark.django_db
def test_no_letter_is_written_about_a_private_document(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(client_of(reader()))
    monkeypatch.setattr(MeetingDocument, "is_private", True)
    assert (notify_all(), Letter.objects.count()) == (0, 0)
    monkeypatch.setattr(MeetingDocument, "is_private", False)
    assert (notify_all(), Letter.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_letter_is_in_the_readers_language() -> None:
    rendered(client_of(reader("fr")))
    notify_all()
    letter = Letter.objects.get()
    assert (letter.language, letter.subject.partition(":")[0]) == ("fr", "Le PDF est prêt ")
    assert "Ouvrir le PDF: " in letter.text


@pytest.mark.django_db
def test_a_reader_who_opened_the_document_gets_no_letter() -> None:
    client = client_of(reader())
    rendered(client)
    open_it(client)
    assert notify_all() == 0


@pytest.mark.django_db
def test_who_sent_a_head_request_has_not_opened_it() -> None:
    client = client_of(reader())
    job = rendered(client)
    answer = client.head(AGENDA, headers={"If-None-Match": f'"{job.digest[:32]}"'})
    assert (answer.status_code, notify_all()) == (304, 1)


@pytest.mark.django_db
def test_a_document_opened_by_somebody_else_is_still_announced() -> None:
    rendered(client_of(reader()))
    assert open_it(client_of(reader())) == 200
    assert notify_all() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("took", "ago"),
    [
        (LONG - SECOND, PATIENCE + SECOND),
        (LONG + SECOND, PATIENCE - 2 * SECOND),
        (LONG + SECOND, NEWS + SECOND),
    ],
    ids=["ready soon", "ready a moment ago", "no news"],
)
def test_no_letter_is_sent_for_a_fast_a_recent_or_an_old_document(took: timedelta, ago: timedelta) -> None:
    rendered(client_of(reader()), took=took, ago=ago)
    assert notify_all() == 0


@pytest.mark.django_db
def test_a_visitor_without_an_account_has_no_letter() -> None:
    rendered(Client())
    assert notify_all() == 0


@pytest.mark.django_db
def test_who_asks_for_what_a_visitor_waits_for_has_the_letter() -> None:
    user = reader()
    request_agenda(Client())
    public_copy = f"{AGENDA}?copy=public"
    assert [client_of(each).get(public_copy).status_code for each in (user, reader())] == [202, 202]
    job = Job.objects.get()
    jobs.run(job.pk)
    aged(job, took=LONG + SECOND, ago=PATIENCE + SECOND)
    assert notify_all() == 1
    assert [each.address for each in Delivery.objects.all()] == [user.email]


@pytest.mark.django_db
def test_who_asks_shortly_before_it_is_ready_has_not_waited_long() -> None:
    job = request_agenda(Client())
    Job.objects.update(requested_at=timezone.now() - 2 * LONG)
    client_of(reader()).get(f"{AGENDA}?copy=public")
    jobs.run(job.pk)
    earlier = {name: F(name) - PATIENCE - SECOND for name in ("requested_at", "finished_at")}
    Job.objects.update(**earlier)
    assert (Job.objects.get().requested_by, notify_all()) == (User.objects.get(), 0)


@pytest.mark.django_db
def test_a_closed_account_has_no_letter() -> None:
    user = reader()
    rendered(client_of(user))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert notify_all() == 0


@pytest.mark.django_db
def test_a_document_that_failed_has_no_letter() -> None:
    job = rendered(client_of(reader()))
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    assert notify_all() == 0


@pytest.mark.django_db
def test_a_document_whose_subject_was_removed_has_no_letter() -> None:
    job = rendered(client_of(reader()))
    Job.objects.filter(pk=job.pk).update(subject="00000000-0000-0000-0000-000000000000")
    assert notify_all() == 0


@pytest.mark.django_db
def test_a_document_that_cannot_be_announced_keeps_no_letter_from_another() -> None:
    job = rendered(client_of(reader()))
    broken = Job.objects.get(pk=job.pk)
    broken.pk, broken.key, broken.parameters = job.pk - 1, uuid4(), job.parameters | {"document": "unknown"}
    broken.save(force_insert=True)
    with pytest.raises(ExceptionGroup) as failed:
        notify_all()
    assert [str(error) for error in failed.value.exceptions] == ["'unknown' is not a valid Document"]
    assert list(Delivery.objects.values_list("letter__key")) == [(f"document {job.key}",)]


@pytest.mark.django_db
def test_who_may_no_longer_read_that_copy_has_no_letter() -> None:
    user = reader()
    rendered(client_of(user))
    User.objects.filter(pk=user.pk).update(role=Role.DELEGATION)
    assert notify_all() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "letters"), [(Role.FOCAL_POINT, 0), (Role.EDITOR, 1)])
def test_a_meeting_taken_back_is_announced_to_the_secretariat_alone(
    settings: Any, role: Role, letters: int
) -> None:
    settings.REQUIRE_MFA = False
    rendered(client_of(make_user(role)))
    Meeting.objects.update(stage=Stage.PLANNED)
    assert notify_all() == letters


@pytest.mark.django_db
@pytest.mark.parametrize(("stage", "letters"), [(Stage.ANNOUNCED, 0), (Stage.HELD, 1)])
def test_an_agenda_is_announced_while_it_is_published(stage: Stage, letters: int) -> None:
    rendered(client_of(reader()))
    Meeting.objects.update(stage=stage)
    assert notify_all() == letters


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "kept"), [(364, True), (366, False)])
def test_the_letter_is_kept_for_a_year(days: int, *, kept: bool) -> None:
    rendered(client_of(reader()))
    notify_all()
    Letter.objects.update(created_at=timezone.now() - timedelta(days=days))
    assert (purge_letters(), Letter.objects.exists()) == (0 if kept else 1, kept)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_write_one_letter() -> None:
    rendered(client_of(reader()))
    at_once(notify_all, notify_all)
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_document_rendered_late_by_a_worker_is_announced(worker: Worker) -> None:
    job = request_agenda(client_of(reader()))
    deadline = monotonic() + 60
    while not Job.objects.filter(pk=job.pk, state=JobState.DONE).exists():
        assert monotonic() < deadline
        sleep(0.1)
    assert notify_all() == 0
    aged(job, took=LONG + SECOND, ago=PATIENCE + SECOND)
    assert notify_all() == 1
