"""The quota: reads of contact details are recorded, and refused beyond an hour's quota."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from network.directory import queries
from nfp_portal.accounts.models import Role
from nfp_portal.audit.actions import quota
from nfp_portal.audit.models import HOUR, Act, Entry, ReadCount
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.imports import previewed
from tests.factories.meetings import make_meeting, make_participant, make_report
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", ["/", ".vcf"])
def test_opening_an_entry_is_recorded_with_reader_and_person(client: Client, ending: str) -> None:
    reader, person = make_user(), make_person()
    client.force_login(reader)
    client.get(person.get_absolute_url().rstrip("/") + ending)
    noted = Entry.objects.filter(act=Act.READ).values_list("actor", "subject", "details")
    assert list(noted) == [(reader.pk, str(person.key), {"refused": False})]


def test_reading_ones_own_entry_is_not_recorded(client: Client) -> None:
    reader = make_user()
    make_person(user=reader)
    client.force_login(reader)
    client.get("/me/")
    client.get(reader.person.get_absolute_url())
    assert not Entry.objects.filter(act=Act.READ).exists()


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.EDITOR])
def test_a_reader_of_too_many_entries_has_to_wait_and_it_is_recorded(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr(quota, "OPENED_PER_HOUR", 2)
    client.force_login(make_user(role))
    people = [make_person() for _ in range(3)]
    answers = [client.get(person.get_absolute_url()) for person in people]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "3600"
    assert people[2].email not in answers[2].content.decode()
    assert client.get(people[0].get_absolute_url().rstrip("/") + ".vcf").status_code == 429
    refused = Entry.objects.filter(act=Act.READ, details__refused=True).order_by("pk")
    assert list(refused.values_list("subject", flat=True)) == [str(people[2].key), str(people[0].key)]


def pages(client: Client, number: int) -> list[int]:
    """Walk through the directory page by page; how each page answered."""
    path, statuses = "/network/", []
    for _page in range(number):
        answer = client.get(path)
        statuses.append(answer.status_code)
        if answer.status_code != 200 or not answer.context["page"].after:
            break
        path = f"/network/?after={answer.context['page'].after}"
    return statuses


def test_paging_through_the_whole_directory_is_refused_and_recorded_and_so_are_files(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "LISTED_PER_HOUR", 6)
    monkeypatch.setattr("network.directory.queries.page_of", partial(queries.page_of, most=3))
    people = [make_appointment().person for _ in range(12)]
    client.force_login(make_user())
    assert pages(client, 4) == [200, 200, 429]
    for path in ("/network/?q=a", people[0].get_absolute_url(), "/network.csv", "/network/addresses/"):
        refused = client.get(path)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600"), path
        assert people[0].email not in refused.content.decode()
    noted = (
        Entry.objects.filter(act=Act.READ, details__refused=True)
        .order_by("pk")
        .values_list("subject", flat=True)
    )
    assert list(noted) == ["directory", "directory", str(people[0].key)]


def test_reading_the_same_entries_again_counts_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "LISTED_PER_HOUR", 3)
    make_appointment(person=make_person(user=(reader := make_user())))
    for _ in range(3):
        make_appointment()
    client.force_login(reader)
    typed = [client.get("/network/", {"q": "anna"[:letters]}).status_code for letters in range(5)]
    assert typed == [200] * 5
    assert not Entry.objects.filter(act=Act.READ).exists()


def test_an_exhausted_quota_of_entries_refuses_lists_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "OPENED_PER_HOUR", 1)
    people = [make_appointment().person for _ in range(2)]
    client.force_login(make_user())
    assert [client.get(each.get_absolute_url()).status_code for each in people] == [200, 429]
    paths = ("/network/", "/network.csv", "/network.xlsx", "/network.vcf", "/network/addresses/")
    assert {client.get(path).status_code for path in paths} == {429}


def test_counts_are_per_hour_and_account(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_user().pk, make_user().pk
    ReadCount.add(first, opened=[1], exports=1)
    assert ReadCount.add(first, opened=[1, 2], listed=[5], exports=1) == (2, 1, 2)
    assert ReadCount.add(second, listed=[5, 6]) == (0, 2, 0)
    monkeypatch.setattr("nfp_portal.audit.models.time.time", lambda: time.time_ns() / 1e9 + HOUR)
    assert ReadCount.add(first, listed=[7]) == (0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_concurrent_requests_all_count() -> None:
    account = make_user().pk

    def count(entry: int) -> None:
        try:
            ReadCount.add(account, listed=[entry], exports=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(24)))
    assert ReadCount.add(account) == (0, 24, 24)


@pytest.mark.parametrize("file", ["/network.csv", "/network.vcf", "/network.xlsx", "/network/addresses/"])
def test_exporting_the_directory_too_often_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setattr(quota, "EXPORTS_PER_HOUR", 1)
    person = make_appointment().person
    client.force_login(make_user())
    assert client.get(file).status_code == 200
    refused = client.get(file)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert person.email not in refused.content.decode()
    noted = Entry.objects.filter(act=Act.EXPORT).order_by("pk").values_list("details__refused", flat=True)
    assert list(noted) == [None, True]


@pytest.mark.parametrize("name", ["participants.csv", "participants.xlsx", "participants.pdf", "report.pdf"])
def test_an_exhausted_quota_of_files_refuses_lists_of_meetings(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(quota, "EXPORTS_PER_HOUR", 1)
    meeting = make_meeting(slug="m")
    email = make_participant(meeting).email
    make_report(meeting, status="released")
    client.force_login(reader := make_user())
    assert ReadCount.add(reader.pk, exports=1).exports == 1
    if name.endswith("pdf"):
        client.get(f"/meetings/m/{name}")
        jobs.run(Job.objects.get().pk)
    refused = client.get(f"/meetings/m/{name}")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert email not in refused.content.decode()
    noted = Entry.objects.filter(act=Act.EXPORT).values_list("subject", "details__refused")
    assert list(noted) == [(f"participants:{meeting.key}", True)]


def test_an_exhausted_quota_of_files_refuses_those_of_rounds_and_imports(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr(quota, "EXPORTS_PER_HOUR", 0)
    make_appointment()
    source, opened = previewed(["AT"]), open_round()
    client.force_login(make_user(Role.EDITOR))
    paths = [
        reverse("network:rounds:report", args=[opened.key, "csv"]),
        reverse("network:imports:rejected_csv", args=[source.key]),
        reverse("network:imports:original", args=[source.key]),
    ]
    assert {client.get(path).status_code for path in paths} == {429}


def test_the_page_that_corrects_an_entry_counts_as_reading_it(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr(quota, "OPENED_PER_HOUR", 2)
    client.force_login(make_user(Role.EDITOR))
    paths = [reverse("network:edit", args=[make_person().key]) for _ in range(3)]
    assert [client.get(path).status_code for path in paths] == [200, 200, 429]
    assert Entry.objects.filter(act=Act.READ).count() == 3
    assert client.post(paths[0], {}).status_code == 429


def test_a_new_rendering_counts_when_it_is_requested(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "EXPORTS_PER_HOUR", 2)
    make_appointment()
    client.force_login(make_user())
    queries = ("a", "a", "an", "ann", "a")
    assert [client.get(f"/network.pdf?q={q}").status_code for q in queries] == [202, 202, 202, 429, 429]
    assert Job.objects.count() == 2
    refusals = Entry.objects.filter(act=Act.EXPORT).values_list("details__refused", flat=True)
    assert list(refusals) == [True, True]


def test_an_exhausted_quota_refuses_renderings(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "LISTED_PER_HOUR", 1)
    for _ in range(2):
        make_appointment()
    client.force_login(make_user())
    assert [client.get(path).status_code for path in ("/network/", "/network.pdf")] == [429, 429]
    assert not Job.objects.exists()
