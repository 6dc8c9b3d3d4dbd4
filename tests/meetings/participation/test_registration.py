"""Each person put forward answers for themself behind a link of their own; the secretariat accepts."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from meetings.models import Meeting
from meetings.participation.actions.retention import purge_links_of_people, purge_personal_notes
from meetings.participation.models import Participant, PersonalNotes, Status
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.message import compile_letter
from nfp_portal.mail.models import Delivery, DeliveryState, Letter
from tests.factories.accounts import make_user
from tests.factories.invitations import (
    invite,
    link_of,
    link_of_person,
    make_focal_points,
    make_invited_meeting,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_invited_meeting()


@pytest.fixture
def person(client: Client, meeting: Meeting) -> Participant:
    """Somebody whom Austria has put forward."""
    make_focal_points("AT", 1)
    send(client, link_of(invite(meeting, "AT")))
    return Participant.objects.select_related("meeting").get()


def confirm(client: Client, person: Participant, **changes: Any) -> Any:
    sent = {
        "act": "confirm",
        "revision": person.revision,
        "mode": "in_person",
        "days": [person.meeting.starts_on],
        "study_visit": "on",
        "given_name": person.given_name,
        "family_name": person.family_name,
        "listed_as": "full",
        "function": "Adviser",
    }
    return client.post(link_of_person(person), sent | changes)


def test_opening_the_link_changes_nothing(client: Client, person: Participant) -> None:
    page = client.get(link_of_person(person)).content.decode()
    assert "the delegation of Austria has put you forward" in page
    person.refresh_from_db()
    assert (person.status, person.revision) == (Status.PUT_FORWARD, 1)


def test_the_person_confirms_days_visit_and_how_lists_show_them(
    client: Client, client_of: Callable[[User], Client], person: Participant
) -> None:
    assert confirm(client, person, listed_as="name", agency="Secret Service").status_code == 302
    person.refresh_from_db()
    assert (person.status, person.days, person.study_visit) == (
        Status.CONFIRMED,
        [person.meeting.starts_on],
        "joins",
    )
    page = client_of(make_user(Role.FOCAL_POINT)).get("/meetings/vienna/participants").content.decode()
    assert "AT-FOCAL0" in page
    assert "Secret Service" not in page
    assert "You have confirmed" in client.get(link_of_person(person)).content.decode()


def test_who_wants_no_name_on_the_list_is_counted_alone(
    client: Client, client_of: Callable[[User], Client], editor: User, person: Participant
) -> None:
    confirm(client, person, listed_as="not_named")
    reader = client_of(make_user(Role.FOCAL_POINT))
    page = reader.get("/meetings/vienna/participants").content.decode()
    assert "AT-FOCAL0" not in page
    assert "1 person is registered." in page
    assert "AT-FOCAL0" not in reader.get("/meetings/vienna/participants.csv").content.decode()
    assert "AT-FOCAL0" in client_of(editor).get("/meetings/vienna/participants").content.decode()


def test_online_there_is_no_study_visit(client: Client, person: Participant) -> None:
    confirm(client, person, mode="online")
    person.refresh_from_db()
    assert (person.mode, person.study_visit) == ("online", "no")


def test_notes_are_kept_for_a_fortnight_after_the_meeting_and_in_no_history(
    client: Client, client_of: Callable[[User], Client], person: Participant
) -> None:
    confirm(client, person, dietary="No nuts", visa="Letter needed")
    notes = PersonalNotes.objects.get()
    assert notes.delete_on == (person.meeting.ends_on or timezone.localdate()) + timedelta(days=14)
    assert (
        "No nuts"
        not in client_of(make_user(Role.FOCAL_POINT)).get("/meetings/vienna/participants").content.decode()
    )
    assert purge_personal_notes() == 0
    PersonalNotes.objects.update(delete_on=timezone.localdate())
    assert purge_personal_notes() == 1
    assert "No nuts" not in str(list(Participant.objects.get().events.values()))  # type: ignore[attr-defined] # pghistory adds it


def test_who_declines_is_off_the_list_and_may_still_confirm(client: Client, person: Participant) -> None:
    confirm(client, person, dietary="No nuts")
    client.post(link_of_person(person), {"act": "decline"})
    person.refresh_from_db()
    assert (person.status, person.has_declined) == (Status.WITHDRAWN, True)
    assert not PersonalNotes.objects.exists()
    assert "You have declined" in client.get(link_of_person(person)).content.decode()
    confirm(client, person)
    person.refresh_from_db()
    assert person.status == Status.CONFIRMED


def test_who_was_taken_off_the_list_is_asked_no_more(client: Client, person: Participant) -> None:
    Participant.objects.update(status=Status.WITHDRAWN)
    assert client.get(link_of_person(person)).status_code == 410
    assert confirm(client, person).status_code == 410


def test_after_the_meeting_the_link_has_ended(client: Client, person: Participant) -> None:
    past = timezone.localdate() - timedelta(days=20)
    person.meeting.items.all().delete()
    Meeting.objects.filter(pk=person.meeting_id).update(starts_on=past, ends_on=past)
    assert client.get(link_of_person(person)).status_code == 410
    Delivery.objects.update(state=DeliveryState.SENT)
    assert purge_links_of_people() == 1
    assert Delivery.objects.get(letter__key__startswith="put-forward-").slots == {}


def test_a_change_meanwhile_is_seen(client: Client, person: Participant) -> None:
    assert confirm(client, person).status_code == 302
    response = confirm(client, person)
    assert response.status_code == 409
    assert "Your delegation changed something meanwhile" in response.content.decode()


def test_editors_accept_who_has_confirmed_and_each_is_written_to(
    client: Client, client_of: Callable[[User], Client], editor: User, person: Participant
) -> None:
    confirm(client, person)
    desk = client_of(editor)
    assert "Confirmed: 1" in desk.get("/desk/").content.decode()
    page = desk.get("/meetings/vienna/participants/accept/").content.decode()
    assert f'value="{person.key}" checked' in page
    chosen = {"people": [person.key], "decision": "accept"}
    desk.post("/meetings/vienna/participants/accept/", chosen)
    desk.post("/meetings/vienna/participants/accept/", chosen)
    person.refresh_from_db()
    assert person.status == Status.ACCEPTED
    letter = Letter.objects.get(key__startswith="accepted-")
    assert letter.deliveries.count() == 1
    message = message_from_bytes(compile_letter(letter).join(slots_of(letter)), policy=default)
    attached = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    event: Any
    [event] = Calendar.from_ical(attached[0].get_content()).walk("VEVENT")
    assert (event["SUMMARY"], event["DTSTART"].dt) == ("Meeting in Vienna", person.meeting.starts_on)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert "You are registered." in client.get(link_of_person(person)).content.decode()


def slots_of(letter: Letter) -> dict[str, str]:
    """What the outbox fills into a letter to its one recipient."""
    delivery = letter.deliveries.get()
    return {**delivery.slots, "to": delivery.address, "message_id": delivery.message_id}
