"""Entries of one name on the pages: marked as distinct, and compared again."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_agency, make_appointment, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    return client_of(make_user(Role.EDITOR))


def test_marking_as_distinct_names_both_entries_and_can_be_undone(editor: Client) -> None:
    first, second = (make_person("AT", given_name="Anna", family_name="Müller") for _entry in range(2))
    keys = [first.key, second.key]
    page = editor.post(reverse("network:mark_distinct", args=keys), follow=True).content.decode()
    assert f"{first} and {second} are two people." in page
    undo = reverse("network:compare_again", args=keys)
    assert f'action="{undo}"' in page
    editor.post(undo)
    assert str(first.key) in editor.get(reverse("network:duplicates")).content.decode()


def test_entries_of_one_name_are_listed_with_agency_and_appointment(editor: Client) -> None:
    agency = make_agency("AT", "River Police")
    person, other = make_person("AT"), make_person("AT", agency=agency)
    make_appointment("AT", person=other, starts_on=date(2019, 5, 2))
    page = editor.get(reverse("network:choose_duplicate", args=[person.key])).content.decode()
    assert f"{other.in_list}, River Police, focal point since 2 May 2019" in page
    assert '<option value="" selected>—</option>' in page
