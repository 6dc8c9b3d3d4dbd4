"""A delegation without an account raises points behind the link of its invitation."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from meetings.models import MeetingDate
from meetings.points.letters import recipients_of
from meetings.points.models import Point
from meetings.points.wording import raised_by
from meetings.times import today_in
from network.rounds.actions.opening import close_round
from tests.factories.invitations import invite, link_of, make_focal_points, make_invited_meeting
from tests.factories.meetings import make_date

pytestmark = pytest.mark.django_db

TYPED = {"title": "False stamps", "text": "We see them weekly.", "purpose": "decision", "revision": 1}


def test_a_delegation_raises_a_point_by_its_link_also_once_its_list_is_closed(client: Client) -> None:
    make_focal_points("AT")
    meeting = make_invited_meeting()
    opened = invite(meeting, "AT", "CH")
    link, key = link_of(opened), uuid4()
    assert 'href="' + link + '?raise"' in client.get(link).content.decode()
    close_round(opened.key)
    page = client.get(f"{link}?in=fr&raise").content.decode()
    assert ("Soulever le point" in page, re.findall("Title|Purpose|for decision|Cancel", page)) == (True, [])
    assert 'href="?in=ru&amp;raise="' in page
    assert client.post(f"{link}?raise", TYPED | {"text": ""}).status_code == 422
    for _click in range(2):
        answer = client.post(f"{link}?raise", TYPED | {"key": key}, follow=True).content.decode()
        assert ("Your point reached the Secretariat" in answer, "False stamps" in answer) == (True, True)
    point = Point.objects.get()
    assert raised_by(point) == "Raised by Austria"
    assert [each.address for each in recipients_of(point)] == ["embassy@at.example.org"]
    make_date(meeting, MeetingDate.Kind.POINTS, today_in("Pacific/Pago_Pago"))
    type(meeting).objects.update(zone="Pacific/Kiritimati")
    late = client.post(f"{link}?raise", TYPED | {"title": "Late"}).content.decode()
    assert "No more points are raised" in late
    assert "?raise" not in client.get(link).content.decode()
    assert Point.objects.count() == 1
