"""The demonstration fills the 10th meeting as it was counted, with invented people that are marked."""

import pytest
from django.test import Client

from meetings import demonstration
from meetings.models import AgendaItem, Meeting
from meetings.participation.attendance import attendance_of, sentence_of
from meetings.participation.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenth() -> Meeting:
    demonstration.load()
    return Meeting.objects.get(slug="10")


def test_102_people_come_for_35_states_a_partner_and_11_bodies(tenth: Meeting) -> None:
    attendance = attendance_of(tenth)
    counts = (len(attendance.participating_states), len(attendance.partners), len(attendance.organisations))
    assert counts == (35, 1, 11)
    assert attendance.counted == 102
    assert all(attendance.states.values())
    assert all(attendance.bodies.values())


def test_the_people_do_not_change_the_recorded_sentence(tenth: Meeting) -> None:
    with_people = sentence_of(attendance_of(tenth))
    tenth.participants.all().delete()
    assert sentence_of(attendance_of(tenth)) == with_people


def test_everybody_is_marked_and_has_a_reserved_address(tenth: Meeting) -> None:
    assert not Participant.objects.filter(is_demonstration=False).exists()
    reached = Participant.objects.exclude(email__endswith=".example.org")
    assert not reached.exclude(email__endswith=".example.int").exists()


def test_loading_twice_changes_nothing(tenth: Meeting) -> None:
    def everything() -> list[object]:
        return [
            list(model.objects.order_by("pk").values_list()) for model in (Participant, AgendaItem, Meeting)
        ]

    before = everything()
    demonstration.load()
    assert everything() == before


def test_the_quoted_officials_open_the_meeting(tenth: Meeting) -> None:
    opening = tenth.items.get(kind="opening")
    assert [speaker.name for speaker in opening.speakers] == ["Emilie Haber", "Alexey Lyzhenkov"]


def test_the_agenda_of_the_next_meeting_is_published_and_its_revision_says_what_changed(
    tenth: Meeting, client: Client
) -> None:
    coming = Meeting.objects.get(slug="next-annual-meeting")
    assert [str(each) for each in coming.agenda_revisions.all()] == ["Agenda", "Rev.1"]
    page = client.get("/meetings/next-annual-meeting/agenda/changes").content.decode()
    assert "Segment gallery" in page
    assert "Work plan of the Network" not in page


def test_loading_keeps_what_editors_changed(tenth: Meeting) -> None:
    tenth.participants.filter(family_name="Malinowska").delete()
    demonstration.load()
    assert tenth.participants.count() == 101


def test_the_next_meeting_has_people_registered_whom_the_public_does_not_see(
    tenth: Meeting, client: Client
) -> None:
    coming = Meeting.objects.get(slug="next-annual-meeting")
    registered = coming.participants.values_list("state__iso2", "status").order_by("state__iso2")
    assert list(registered) == [("AT", "accepted"), ("FI", "accepted"), ("KG", "accepted")]
    assert "Finland" not in client.get("/meetings/next-annual-meeting/participants").content.decode()
