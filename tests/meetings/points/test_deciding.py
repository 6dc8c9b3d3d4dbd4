"""Editors put points on the agenda, merge or decline them, and take that back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings import demonstration
from meetings.models import Meeting
from meetings.points.models import Point, PointStatus
from meetings.points.turns import _waiting
from meetings.points.wording import raised_by
from network import demonstration as of_network
from network.models import Contact
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_item, make_point
from tests.factories.network import make_focal_point, state

pytestmark = pytest.mark.django_db

LIST = "/meetings/vienna/points/"


@pytest.fixture
def meeting() -> Meeting:
    return make_coming_meeting(slug="vienna")


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def decide(desk: Client, point: Point, act: str, **typed: Any) -> Any:
    """Send one of the forms of the page; give the page that this leads to."""
    named = {f"{act}-{name}": value for name, value in ({"revision": point.revision} | typed).items()}
    return desk.post(f"{LIST}{point.key}/decide/", named | {"act": act}, follow=True)


def undo(desk: Client, answer: Any) -> None:
    """Click Undo of the message on a page."""
    page = answer.content.decode()
    desk.post(re.findall(r'data-undo.*?action="([^"]+)"', page, re.DOTALL)[0])


def stored(point: Point) -> Point:
    return Point.objects.get(pk=point.pk)


def test_a_point_becomes_an_item_of_the_agenda_that_is_opened_in_the_table(
    desk: Client, meeting: Meeting
) -> None:
    point = make_point(meeting, "False stamps")
    answer = decide(desk, point, "agenda", item="new", audience="focal_points")
    item = meeting.items.get()
    assert (item.title, item.audience, stored(point).item) == ("False stamps", "focal_points", item)
    assert (
        answer.redirect_chain[-1][0] == f"/meetings/vienna/agenda/arrange/?edit={item.key}#agenda-{item.key}"
    )
    undo(desk, answer)
    assert (meeting.items.count(), stored(point).status) == (0, PointStatus.WAITING)


def test_a_point_is_put_under_an_item_that_is_there(desk: Client, meeting: Meeting) -> None:
    point, item = make_point(meeting), make_item(meeting, "Threats")
    answer = decide(desk, point, "agenda", item=item.pk, audience="all")
    assert (stored(point).item, stored(point).audience) == (item, "all")
    assert "Raised by Austria" in desk.get("/meetings/vienna/agenda").content.decode()
    undo(desk, answer)
    assert (stored(point).status, stored(point).audience) == (PointStatus.WAITING, "focal_points")


def test_an_item_that_is_removed_lets_its_points_wait_and_has_them_back(
    desk: Client, meeting: Meeting
) -> None:
    item = make_item(meeting)
    point = make_point(meeting, item=item)
    answer = desk.post(f"/meetings/vienna/agenda/{item.key}/remove/", follow=True)
    assert stored(point).status == PointStatus.WAITING
    undo(desk, answer)
    assert stored(point).item == meeting.items.get()


def test_a_restored_item_lets_the_letter_leave_that_its_removal_withheld(
    desk: Client, meeting: Meeting
) -> None:
    Contact.objects.create(state=state("AT"), address="embassy@at.example.org", language="de")
    point, item = make_point(meeting, "Stamps", "AT"), make_item(meeting, "Threats")
    decide(desk, point, "agenda", item=item.pk, audience="all")
    answer = desk.post(f"/meetings/vienna/agenda/{item.key}/remove/", follow=True)
    assert Delivery.objects.get().state == DeliveryState.WITHDRAWN
    undo(desk, answer)
    delivery = Delivery.objects.get()
    assert (stored(point).item, delivery.state) == (item, DeliveryState.WAITING)
    assert delivery.due_at > timezone.now() + timedelta(seconds=30)


def test_a_declined_point_is_written_to_all_who_raised_it_unless_that_is_taken_back(
    desk: Client, meeting: Meeting
) -> None:
    point = make_point(meeting, "Stamps", "AT", "CH")
    focal_point = make_focal_point("PL")
    User.objects.filter(pk=focal_point.pk).update(language="ru")
    client = Client()
    client.force_login(focal_point)
    client.post(f"{LIST}{point.key}/join/PL/")
    Contact.objects.create(state=state("CH"), address="embassy@ch.example.org", language="fr")
    assert decide(desk, stored(point), "decline", remark="").status_code == 422
    answer = decide(desk, stored(point), "decline", remark="Next year, please.")
    sent = {each.address: each.letter for each in Delivery.objects.select_related("letter")}
    assert {address: letter.subject for address, letter in sent.items()} == {
        "embassy@ch.example.org": "Votre point ne figure pas à l’ordre du jour : Stamps",
        focal_point.email: "Ваш вопрос не включён в повестку дня: Stamps",
    }
    assert all("Next year, please." in letter.text for letter in sent.values())
    assert "Next year, please." in client.get(LIST).content.decode()
    undo(desk, answer)
    assert (stored(point).status, stored(point).remark) == (PointStatus.WAITING, "")
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WITHDRAWN}


def test_a_point_on_the_agenda_is_written_to_all_who_raised_it_unless_its_item_goes(
    desk: Client, meeting: Meeting
) -> None:
    Contact.objects.create(state=state("AT"), address="embassy@at.example.org", language="de")
    Contact.objects.create(state=state("CH"), address="embassy@ch.example.org", language="fr")
    point, merged = make_point(meeting, "Stamps", "AT"), make_point(meeting, "Seals", "CH")
    answer = decide(desk, point, "agenda", item="new", audience="focal_points")
    decide(desk, merged, "merge", target=point.pk)
    assert dict(Delivery.objects.values_list("address", "letter__subject")) == {
        "embassy@at.example.org": "Ihr Punkt steht auf der Tagesordnung: Stamps",
        "embassy@ch.example.org": "Votre point est à l’ordre du jour : Seals",
    }
    undo(desk, answer)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WITHDRAWN}


def test_merging_keeps_all_who_raised_either(desk: Client, meeting: Meeting) -> None:
    target, point = make_point(meeting, "Stamps", "AT", "IT"), make_point(meeting, "Seals", "BE", "IT", "DE")
    answer = decide(desk, point, "merge", target=target.pk)
    assert raised_by(stored(target)) == "Raised by Austria, co-raised by Germany, Belgium and Italy"
    assert stored(point).status == PointStatus.MERGED
    undo(desk, answer)
    assert raised_by(stored(target)) == "Raised by Austria, co-raised by Italy"
    assert raised_by(stored(point)) == "Raised by Belgium, co-raised by Germany and Italy"


def test_two_editors_do_not_decide_twice_and_none_on_a_text_that_changed(
    desk: Client, meeting: Meeting
) -> None:
    item, point = make_item(meeting), make_point(meeting)
    Point.objects.filter(pk=point.pk).update(revision=2)
    page = decide(desk, point, "agenda", item=item.pk, audience="all").content.decode()
    assert "The point was changed meanwhile: look at it again." in page
    decide(desk, stored(point), "agenda", item=item.pk, audience="all")
    page = decide(desk, stored(point), "decline", remark="No.").content.decode()
    assert "Something was decided on this point already." in page
    assert stored(point).item == item


def test_the_secretariat_enters_points_and_raisers_on_behalf_at_any_time(
    desk: Client, meeting: Meeting
) -> None:
    typed = {
        "code": "europol",
        "title": "Stamps",
        "text": "By mail.",
        "purpose": "information",
        "revision": 1,
    }
    desk.post(f"{LIST}add/", typed)
    point = Point.objects.get()
    desk.post(f"{LIST}{point.key}/raisers/", {"code": "CH"})
    assert raised_by(stored(point)) == "Raised by Europol, co-raised by Switzerland"
    desk.post(f"{LIST}{point.key}/leave/CH/")
    page = desk.get(f"{LIST}{point.key}/edit/").content.decode()
    assert "Europol, Switzerland" in page
    assert raised_by(stored(point)) == "Raised by Europol"


def test_a_waiting_point_of_a_coming_meeting_is_the_turn_of_editors(meeting: Meeting, editor: User) -> None:
    waiting = make_point(meeting, "Waiting")
    make_point(meeting, "On the agenda", item=make_item(meeting))
    rows = _waiting(editor)
    assert rows is not None
    assert list(rows) == [waiting]
    assert _waiting(make_user(Role.FOCAL_POINT)) is None


def test_the_demonstration_has_a_point_on_the_agenda_and_one_that_waits() -> None:
    of_network.load()
    demonstration.load()
    points = Meeting.objects.get(slug="next-annual-meeting").points.all()
    assert [(raised_by(point), point.status.value) for point in points] == [
        ("Raised by Austria, co-raised by Germany and Belgium", "on_agenda"),
        ("Raised by Finland, co-raised by Kyrgyzstan", "waiting"),
    ]
