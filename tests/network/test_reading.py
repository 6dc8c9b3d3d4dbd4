"""Who reads contact details is noted; who reads them by the hundred is held up."""

from typing import Any

import pytest
from django.test import Client

from network.actions import reading
from nfp_portal.accounts.models import Role
from nfp_portal.audit.models import Act, Entry
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", ["/", ".vcf"])
def test_opening_an_entry_is_noted_with_who_and_whose(client: Client, ending: str) -> None:
    reader, person = make_user(), make_person()
    client.force_login(reader)
    client.get(person.get_absolute_url().rstrip("/") + ending)
    noted = Entry.objects.filter(act=Act.READ).values_list("actor", "subject", "details")
    assert list(noted) == [(reader.pk, str(person.key), {"refused": False})]


def test_reading_ones_own_entry_is_nobodys_matter(client: Client) -> None:
    reader = make_user()
    make_person(user=reader)
    client.force_login(reader)
    client.get("/me/")
    client.get(reader.person.get_absolute_url())
    assert not Entry.objects.filter(act=Act.READ).exists()


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.EDITOR])
def test_who_reads_too_many_entries_is_told_to_wait_and_it_is_noted(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr(reading, "PER_HOUR", 2)
    client.force_login(make_user(role))
    people = [make_person() for _place in range(3)]
    answers = [client.get(person.get_absolute_url()) for person in people]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "3600"
    assert people[2].email not in answers[2].content.decode()
    assert client.get(people[0].get_absolute_url().rstrip("/") + ".vcf").status_code == 429
    refused = Entry.objects.filter(act=Act.READ, details__refused=True)
    assert list(refused.values_list("subject", flat=True)) == [str(people[2].key), str(people[0].key)]


@pytest.mark.parametrize("file", ["/network.csv", "/network.vcf", "/network.xlsx", "/network/addresses/"])
def test_who_takes_the_directory_along_too_often_is_told_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setattr(reading, "EXPORTS_PER_HOUR", 1)
    person = make_appointment().person
    client.force_login(make_user())
    assert client.get(file).status_code == 200
    refused = client.get(file)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert person.email not in refused.content.decode()
    noted = Entry.objects.filter(act=Act.EXPORT).order_by("pk").values_list("details__refused", flat=True)
    assert list(noted) == [None, True]
