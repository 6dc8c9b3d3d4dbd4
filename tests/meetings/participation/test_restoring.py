"""Somebody removed from the list of participants comes back, as the record of now allows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from meetings.models import Meeting
from meetings.participation.models import Participant
from network.actions.merging import merge
from network.models import Organisation, OrganisationKind
from nfp_portal.accounts.models import User
from tests.factories.meetings import make_meeting, make_participant
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(slug="vienna")


def post(desk: Client, participant: Participant, act: str) -> str:
    """Act on a participant; give the last message of the page that this leads to."""
    answer: Any = desk.post(f"/meetings/vienna/participants/{participant.key}/{act}/", follow=True)
    return [str(message) for message in answer.context["messages"]][-1]


def test_a_removed_participant_comes_back_with_person_and_attendance(desk: Client, meeting: Meeting) -> None:
    participant = make_participant(meeting, "AT", person=make_person("AT"), study_visit="joins")
    before = Participant.objects.filter(pk=participant.pk).values().get()
    post(desk, participant, "remove")
    assert post(desk, participant, "restore") == "Restored."
    assert Participant.objects.filter(pk=participant.pk).values().get() == before | {"revision": 2}


def test_nobody_comes_back_under_an_address_that_another_has_now(desk: Client, meeting: Meeting) -> None:
    participant = make_participant(meeting, "AT", email="berta@example.org")
    post(desk, participant, "remove")
    make_participant(meeting, "CH", family_name="Neu", email="berta@example.org")
    assert post(desk, participant, "restore") == (
        "Berta NEU is on the list with this e-mail address now: change or remove that entry first."
    )
    assert [each.family_name for each in meeting.participants.all()] == ["Neu"]


def test_nobody_comes_back_for_a_body_that_is_no_longer_recorded(desk: Client, meeting: Meeting) -> None:
    body = Organisation.objects.create(
        slug="gone", name="Gone Organisation", kind=OrganisationKind.INTERNATIONAL_ORGANISATION
    )
    participant = make_participant(meeting, "gone")
    post(desk, participant, "remove")
    body.delete()
    assert post(desk, participant, "restore") == (
        "The State or organisation they came for is no longer recorded: add them anew."
    )
    assert not meeting.participants.exists()


def test_who_was_merged_meanwhile_comes_back_as_the_entry_that_stayed(desk: Client, meeting: Meeting) -> None:
    target, duplicate = make_person("AT"), make_person("AT")
    participant = make_participant(meeting, "AT", person=duplicate)
    post(desk, participant, "remove")
    merge(target.pk, duplicate.pk, taken=(), revisions=(1, 1))
    post(desk, participant, "restore")
    participant.refresh_from_db()
    assert participant.person == target


def test_who_has_no_entry_any_more_comes_back_without_one(desk: Client, meeting: Meeting) -> None:
    person = make_person("AT")
    participant = make_participant(meeting, "AT", person=person)
    post(desk, participant, "remove")
    person.delete()
    post(desk, participant, "restore")
    participant.refresh_from_db()
    assert participant.person is None


def test_a_former_address_that_another_has_now_is_not_taken_back(desk: Client, meeting: Meeting) -> None:
    participant = make_participant(meeting, "AT", email="berta@example.org")
    form = {"revision": 1, "given_name": "Berta", "family_name": "Beispiel", "email": "new@example.org"}
    form |= {"state": participant.state_id, "mode": "in_person", "status": "attended"}
    form |= {"role": "member", "listed_as": "full", "study_visit": "no"}
    address = f"/meetings/vienna/participants/{participant.key}/edit/"
    assert desk.post(address, form).status_code == 302
    page = desk.get(address).content.decode()
    undo = page.partition('class="history"')[2].partition('action="')[2].partition('"')[0]
    make_participant(meeting, "CH", family_name="Neu", email="berta@example.org")
    answer: Any = desk.post(undo, follow=True)
    assert [str(message) for message in answer.context["messages"]][-1] == (
        "Berta NEU is on the list with this e-mail address now: change or remove that entry first."
    )
    participant.refresh_from_db()
    assert (participant.email, participant.revision) == ("new@example.org", 2)
