"""A room that holds nothing says what it is for and what to do first, with the button for who may do it."""

import re
from typing import NamedTuple

import pytest
from django.test import Client

from exchange.assessments.models import Assessment
from exchange.centres.models import Centre
from exchange.news.models import NewsItem
from exchange.self_assessment.models import SelfAssessment
from meetings.models import Meeting
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_delegate, make_focal_point

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_anything() -> None:
    for model in (Assessment, Centre, NewsItem, SelfAssessment, Meeting):
        model.objects.all().delete()


class Room(NamedTuple):
    """A page, its readers, what it says to do first, and where its button leads ("" without one)."""

    page: str
    readers: tuple[str, ...]
    text: str
    button: str = ""


ROOMS = [
    Room("/news/", ("visitor", "member"), "An editor writes a news item, and an approver publishes it."),
    Room("/news/", ("editor",), "An editor writes a news item, and an approver publishes it.", "/news/new/"),
    Room("/events/", ("visitor", "member"), "The secretariat plans a meeting"),
    Room("/events/", ("editor",), "The secretariat plans a meeting", "/meetings/new/"),
    Room("/centres/", ("visitor",), "The host State's focal point or the secretariat enters one"),
    Room("/centres/", ("member", "editor"), "focal point or the secretariat enters one", "/centres/new/"),
    Room("/centres/gaps/", ("member", "editor"), "No centre is entered yet", "/centres/"),
    Room("/assessments/", ("visitor",), "A State requests an assessment"),
    Room("/assessments/", ("member", "delegate"), "Say in one sentence", "/assessments/request/"),
    Room("/assessments/", ("editor",), "If a letter came instead", "/assessments/request/"),
    Room(
        "/self-assessment/", ("member", "delegate"), "Your State has none yet.", "/self-assessment/begin/AT/"
    ),
]


def client_for(reader: str) -> Client:
    users = {
        "member": lambda: make_focal_point("AT"),
        "delegate": lambda: make_delegate("AT"),
        "editor": lambda: make_user(Role.EDITOR),
    }
    return client_of(users[reader]()) if reader in users else Client()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.page} {'-'.join(room.readers)}")
def test_an_empty_room_says_what_to_do_first(room: Room) -> None:
    for reader in room.readers:
        page = client_for(reader).get(room.page).content.decode()
        [block] = re.findall(
            r'<section class="(?:empty|section own-assessments)".*?</section>', page, re.DOTALL
        )
        assert room.text in block.replace("&#x27;", "'"), reader
        assert re.findall(r'(?:href|action)="([^"]*)"', block) == ([room.button] if room.button else []), (
            reader
        )
