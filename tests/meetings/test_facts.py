"""What a meeting says of itself: who holds it, in which languages, how one gets there and joins."""

from collections.abc import Callable

import pytest
from django.test import Client

from meetings.models import Meeting
from meetings.participation.models import Mode, Status
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_objective, make_participant
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
LINK = "https://meeting.example.org/secret"


@pytest.fixture
def meeting() -> Meeting:
    facts = {"organiser": "The Unit", "host": "Federal Police", "languages": ["fr", "ru"], "stage": "agenda"}
    return make_coming_meeting(slug="next", joining_link=LINK, practical="Take **bus 7**.", **facts)


def page(client: Client, address: str = "") -> str:
    return client.get(f"/meetings/next/{address}").content.decode()


def test_the_page_names_organiser_host_and_languages(client: Client, meeting: Meeting) -> None:
    text = page(client)
    assert [fact in text for fact in ("The Unit", "Federal Police", "French, Russian")] == [True] * 3


def test_practical_information_is_a_page_of_its_own(client: Client, meeting: Meeting) -> None:
    assert 'href="/meetings/next/practical/"' in page(client)
    assert "Take <strong>bus 7</strong>." in page(client, "practical/")
    Meeting.objects.update(practical="")
    assert client.get("/meetings/next/practical/").status_code == 404
    assert "/practical/" not in page(client)


def test_only_staff_and_who_is_accepted_online_see_how_to_join(
    client: Client, client_of: SignIn, meeting: Meeting, editor: User
) -> None:
    forward, online, in_room = (make_user(Role.FOCAL_POINT) for _person in range(3))
    taking_part = {forward: (Status.PUT_FORWARD, Mode.ONLINE), online: (Status.ACCEPTED, Mode.ONLINE)}
    for user, (status, mode) in (taking_part | {in_room: (Status.ACCEPTED, Mode.IN_PERSON)}).items():
        make_participant(meeting, "AT", person=make_person("AT", user=user), status=status, mode=mode)
    assert LINK in page(client_of(editor))
    assert LINK in page(client_of(online))
    for other in (forward, in_room, make_user(Role.FOCAL_POINT), make_user(Role.DELEGATION)):
        assert LINK not in page(client_of(other))
    public = [page(client, address) for address in ("", "agenda", "agenda.ics", "agenda.json", "practical/")]
    assert not any(LINK in text for text in public)
    Meeting.objects.update(format="online", venue="")
    assert LINK in page(client_of(in_room))


def test_beside_a_restricted_objective_the_others_are_labelled(
    client: Client, client_of: SignIn, meeting: Meeting
) -> None:
    make_objective(meeting, "Compare the Centres.")
    assert "For all participants" not in page(client)
    make_objective(meeting, "Choose a chair.", Audience.FOCAL_POINTS)
    assert "For all participants" not in page(client)
    assert page(client_of(make_user(Role.FOCAL_POINT))).count("For all participants") == 1
