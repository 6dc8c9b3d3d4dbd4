"""The page that shows how far a job is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs import actions, registry
from nfp_portal.jobs.models import PRIVATE_KINDS, Job, JobState
from tests.factories.accounts import client_of, make_user

pytestmark = pytest.mark.django_db

KIND = "tests.page"


@pytest.fixture(autouse=True)
def _runner() -> Iterator[None]:
    def read(job: Job, report: registry.ReportProgress) -> None:
        report(1, 1)

    registry.runs(KIND, result_url=lambda job: f"/meetings/{job.subject}/")(read)
    yield
    del registry.RUNNERS[KIND]
    PRIVATE_KINDS.discard(KIND)


@pytest.fixture
def ana(client: Client) -> User:
    """A focal point who is signed in."""
    user = User.objects.create_user("ana@example.org", role=Role.FOCAL_POINT)
    client.force_login(user)
    return user


def request(by: User | None) -> Job:
    return actions.request(KIND, "10", {}, by)


def test_the_requester_sees_pages_being_counted(client: Client, ana: User) -> None:
    job = actions.claim(request(ana).pk)
    assert job is not None
    actions.progress(job, 3, 22, "Laying out the pages")
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Laying out the pages" in page
    assert "3 of 22" in page


def test_a_script_gets_only_the_part_that_changes(client: Client, ana: User) -> None:
    page = client.get(request(ana).get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith("<section")


def test_a_finished_job_links_to_its_result(client: Client, ana: User) -> None:
    job = request(ana)
    actions.run(job.pk)
    assert 'href="/meetings/10/"' in client.get(job.get_absolute_url()).content.decode()


def test_somebody_elses_job_is_not_found(client: Client, ana: User) -> None:
    job = request(User.objects.create_user("ben@example.org", role=Role.FOCAL_POINT))
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.post(f"{job.get_absolute_url()}retry/").status_code == 404


def test_a_failed_job_can_be_tried_again(client: Client, ana: User) -> None:
    job = actions.claim(request(ana).pk)
    assert job is not None
    actions.fail(job, "The paper is torn.")
    assert "The paper is torn." in client.get(job.get_absolute_url()).content.decode()
    client.post(f"{job.get_absolute_url()}retry/")
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_the_page_of_a_job_opens_its_result_where_its_kind_says_so(client: Client, ana: User) -> None:
    registry.runs(KIND, result_url=lambda _job: "/result.pdf", opens_result=True)(lambda _job, _report: None)
    job = request(ana)
    actions.run(job.pk)
    script = {"HX-Request": "true"}
    answer = client.get(f"{job.get_absolute_url()}?open", headers=script)
    assert 'data-opens="/result.pdf"' in answer.content.decode()
    assert 'data-opens=""' in client.get(job.get_absolute_url(), headers=script).content.decode()


@pytest.mark.parametrize("is_private", [False, True])
def test_the_secretariat_sees_the_jobs_of_others_but_no_private_one(
    ana: User, settings: Any, *, is_private: bool
) -> None:
    settings.REQUIRE_MFA = False
    registry.runs(KIND, is_private=is_private)(lambda _job, _report: None)
    job = request(ana)
    statuses = {
        role: client_of(make_user(role)).get(job.get_absolute_url()).status_code
        for role in (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR, Role.FOCAL_POINT)
    }
    staff = 404 if is_private else 200
    assert statuses == {
        Role.EDITOR: staff,
        Role.APPROVER: staff,
        Role.ADMINISTRATOR: staff,
        Role.FOCAL_POINT: 404,
    }
    assert client_of(ana).get(job.get_absolute_url()).status_code == 200
