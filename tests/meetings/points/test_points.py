"""States raise points until a set day, raise those of others too, and take them back."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Meeting, MeetingDate, Stage
from meetings.points.actions import PointsClosedError, reword_point
from meetings.points.models import Point, PointStatus
from meetings.points.wording import raised_by
from meetings.reports.models import ReportStatus
from meetings.times import today_in
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import make_coming_meeting, make_date, make_item, make_point, make_report
from tests.factories.network import make_delegate, make_focal_point, state
from tests.searching import titles

pytestmark = pytest.mark.django_db

LIST = "/meetings/vienna/points/"
TYPED = {"title": "False stamps", "text": "We see them weekly.", "purpose": "decision"}
# Their days never agree: it is always a day later on Kiritimati than in Pago Pago.
EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"


@pytest.fixture
def meeting() -> Meeting:
    return make_coming_meeting(slug="vienna")


@pytest.fixture
def austria(client_of: Callable[[User], Client]) -> Client:
    return client_of(make_focal_point("AT"))


@pytest.fixture
def poland(client_of: Callable[[User], Client]) -> Client:
    return client_of(make_focal_point("PL"))


def raise_point(client: Client, **typed: Any) -> Any:
    return client.post(f"{LIST}raise/", TYPED | {"key": uuid4(), "revision": 1} | typed)


def act(client: Client, point: Point, what: str, code: str) -> int:
    return client.post(f"{LIST}{point.key}/{what}/{code}/").status_code


def status_of(point: Point) -> PointStatus:
    return Point.objects.get(pk=point.pk).status


def sentence_of(point: Point) -> str:
    return raised_by(Point.objects.get(pk=point.pk))


def page_of(client: Client) -> str:
    return str(client.get(LIST).content.decode())


def test_a_focal_point_raises_a_point_for_the_own_state(austria: Client, meeting: Meeting) -> None:
    key = uuid4()
    assert "Raise a point" in austria.get("/meetings/vienna/").content.decode()
    assert [raise_point(austria, key=key).status_code for _click in range(2)] == [302, 302]
    point = Point.objects.get()
    assert (point.title, point.purpose, point.audience) == ("False stamps", "decision", "focal_points")
    assert sentence_of(point) == "Raised by Austria"
    assert "Raised by Austria" in page_of(austria)


def test_points_are_raised_once_the_meeting_is_announced(
    client_of: Callable[[User], Client], editor: User
) -> None:
    make_coming_meeting(slug="vienna", stage=Stage.PLANNED)
    shown = client_of(editor).get("/meetings/vienna/").context["side_sections"]
    [points] = [each for each in shown if each.template == "meetings/points/in_short.html"]
    assert points.content.sentence == "Points can be raised once the meeting is announced."


def test_a_click_after_going_back_rewords_the_point_as_long_as_nobody_else_has(
    austria: Client, poland: Client, meeting: Meeting
) -> None:
    key = uuid4()
    titles = []
    for title in ("False stamps", "False seals"):
        raise_point(austria, key=key, title=title)
        titles.append(Point.objects.get().title)
    assert titles == ["False stamps", "False seals"]
    answer = raise_point(austria, key=key, title="Seals and stamps")
    assert (answer.status_code, "False seals" in answer.content.decode()) == (409, True)
    assert raise_point(poland, key=key, title="Other stamps", revision=2).status_code == 302
    assert Point.objects.get().title == "False seals"


def test_what_is_typed_too_late_is_shown_to_be_mailed(client_of: Callable[[User], Client]) -> None:
    meeting = make_coming_meeting(slug="vienna", zone=EAST)
    point = make_point(meeting)
    make_date(meeting, MeetingDate.Kind.POINTS, today_in(WEST))
    answer = client_of(make_focal_point("AT")).post(f"{LIST}{point.key}/change/", TYPED | {"revision": 1})
    page = answer.content.decode()
    assert ("Please write to the Secretariat" in page, "We see them weekly." in page) == (True, True)
    with pytest.raises(PointsClosedError):
        reword_point(point, {"title": "Late"}, body=state("AT"), revision=1)
    assert Point.objects.get().title == "Stamps"


def test_a_published_report_from_public_records_keeps_the_points_as_they_are(
    austria: Client, client_of: Callable[[User], Client], editor: User, meeting: Meeting
) -> None:
    point = make_point(meeting, "Stamps", "AT", "PL")
    make_report(meeting, status=ReportStatus.RELEASED)
    assert raise_point(austria).status_code == 302
    assert [act(austria, point, "leave", "AT"), act(austria, point, "join", "AT")] == [302, 302]
    assert austria.post(f"{LIST}{point.key}/change/", TYPED | {"revision": 1}).status_code == 302
    assert "its points stay as they are" in page_of(austria)
    assert client_of(editor).post(f"{LIST}{point.key}/raisers/", {"code": "CH"}).status_code == 302
    assert [str(each) for each in Point.objects.all()] == ["Stamps"]


def test_who_does_not_raise_a_point_itself_is_not_withdrawn_from_it(poland: Client, meeting: Meeting) -> None:
    point = make_point(meeting, "Stamps")
    act(poland, point, "leave", "PL")
    assert "it is not raised by Poland" in page_of(poland)
    make_point(meeting, "Seals", "PL", merged_into=point)
    act(poland, point, "leave", "PL")
    assert "Poland raised a point that was merged into it" in page_of(poland)


@pytest.mark.parametrize(("zone", "status"), [(EAST, 200), (WEST, 302)])
def test_points_are_raised_until_the_day_is_over_where_the_meeting_is(
    client_of: Callable[[User], Client], zone: str, status: int
) -> None:
    meeting = make_coming_meeting(slug="vienna", zone=zone)
    make_date(meeting, MeetingDate.Kind.POINTS, today_in(WEST))
    answer = raise_point(client_of(make_delegate("AT")))
    assert (answer.status_code, meeting.points.count()) == (status, int(status == 302))
    if status == 200:
        assert "Please write to the Secretariat" in answer.content.decode()


def test_nobody_acts_for_another_state(austria: Client, poland: Client, meeting: Meeting) -> None:
    point = make_point(meeting, "Stamps", "AT", "DE")
    assert poland.post(f"{LIST}{point.key}/change/", TYPED | {"revision": 1}).status_code == 404
    assert [act(poland, point, what, code) for what in ("join", "leave") for code in ("AT", "DE", "CH")] == [
        *[404] * 6
    ]
    assert austria.post(f"{LIST}{point.key}/change/", TYPED | {"revision": 1}).status_code == 302
    assert Point.objects.get().title == "False stamps"


def test_a_delegation_reads_what_its_own_state_raises_and_visitors_nothing(
    client: Client, client_of: Callable[[User], Client], poland: Client, meeting: Meeting
) -> None:
    make_point(meeting, "Stamps", "AT")
    own, other = client_of(make_delegate("AT")), client_of(make_delegate("PL"))
    assert ["Stamps" in page_of(each) for each in (own, other, poland)] == [True, False, True]
    assert client.get(LIST).status_code == 302
    assert client_of(make_user(Role.PARTNER)).get(LIST).status_code == 404


def test_the_text_of_a_point_on_the_agenda_is_for_focal_points_and_its_own_state(
    client_of: Callable[[User], Client], poland: Client, meeting: Meeting
) -> None:
    Meeting.objects.update(stage="agenda")
    item = make_item(meeting, "Threats")
    make_point(meeting, "Quoll stamps", "AT", text="Quolls at night", item=item, audience="all")
    own, other = client_of(make_delegate("AT")), client_of(make_delegate("PL"))
    assert ["Quolls at night" in page_of(each) for each in (own, other, poland)] == [True, False, True]
    assert titles(other, "quoll") == {}
    agenda = other.get("/meetings/vienna/agenda").content.decode()
    assert ("Raised by Austria" in agenda, "Quoll" in agenda) == (True, False)


def test_undo_of_a_withdrawal_gives_a_state_its_place_back(
    austria: Client, poland: Client, meeting: Meeting
) -> None:
    point = make_point(meeting, "Stamps", "AT", "PL")
    act(austria, point, "leave", "AT")
    act(austria, point, "join", "AT")
    assert sentence_of(point) == "Raised by Austria, co-raised by Poland"
    assert austria.get(f"{LIST}{point.key}/change/").status_code == 200
    assert poland.get(f"{LIST}{point.key}/change/").status_code == 404


def test_a_declined_point_that_took_another_in_is_not_named_to_others(
    poland: Client, austria: Client, meeting: Meeting
) -> None:
    target = make_point(meeting, "Quoll stamps", "AT")
    make_point(meeting, "Seals", "DE", merged_into=target)
    Point.objects.filter(pk=target.pk).update(declined_at=timezone.now(), remark="No time.")
    assert ["Quoll" in page_of(each) for each in (austria, poland)] == [True, False]
    assert act(poland, target, "leave", "PL") == 404


def test_another_state_raises_it_too_and_takes_that_back(poland: Client, meeting: Meeting) -> None:
    point = make_point(meeting)
    assert "Raise this too" in page_of(poland)
    answer = poland.post(f"{LIST}{point.key}/join/PL/", follow=True).content.decode()
    assert f'action="{LIST}{point.key}/leave/PL/"' in answer
    assert sentence_of(point) == "Raised by Austria, co-raised by Poland"
    act(poland, point, "leave", "PL")
    assert sentence_of(point) == "Raised by Austria"


def test_a_point_stays_with_those_who_raise_it_too_until_the_last_withdraws(
    austria: Client, poland: Client, meeting: Meeting
) -> None:
    point = make_point(meeting, "Stamps", "AT", "PL")
    act(austria, point, "leave", "AT")
    assert (sentence_of(point), status_of(point)) == ("Raised by Poland", PointStatus.WAITING)
    act(poland, point, "leave", "PL")
    assert (status_of(point), "Raised by Poland" in page_of(austria)) == (PointStatus.WITHDRAWN, False)
    assert "Raise it again" in page_of(poland)
    act(poland, point, "join", "PL")
    assert status_of(point) == PointStatus.WAITING


def test_what_is_on_the_agenda_is_neither_changed_nor_withdrawn_by_its_state(
    austria: Client, poland: Client, meeting: Meeting
) -> None:
    point = make_point(meeting, item=make_item(meeting))
    assert austria.get(f"{LIST}{point.key}/change/", follow=True).redirect_chain == [(LIST, 302)]
    act(austria, point, "leave", "AT")
    assert status_of(point) == PointStatus.ON_AGENDA
    act(poland, point, "join", "PL")
    act(austria, point, "leave", "AT")
    assert sentence_of(point) == "Raised by Austria, co-raised by Poland"


def test_who_raises_a_point_too_stands_in_protocol_order(meeting: Meeting) -> None:
    point = make_point(meeting, "Stamps", "AT", "europol", "JP", "IT", "NL", "BE", "DE")
    assert sentence_of(point) == (
        "Raised by Austria, co-raised by Germany, Belgium, Italy, the Netherlands, Japan and Europol"
    )


def test_raising_a_point_is_no_writing_of_the_report(austria: Client, editor: User, meeting: Meeting) -> None:
    report = make_report(meeting, edited_by=editor)
    raise_point(austria)
    report.refresh_from_db()
    assert report.edited_by == editor


def test_the_database_keeps_one_outcome_and_no_chain_of_merged_points(meeting: Meeting) -> None:
    other = make_coming_meeting(slug="other")
    first, second, third = (make_point(meeting, title) for title in ("First", "Second", "Third"))
    Point.objects.filter(pk=second.pk).update(merged_into=first)
    now, item = timezone.now(), make_item(meeting)
    refused: list[dict[str, Any]] = [
        {"pk": third.pk, "item": item, "withdrawn_at": now},
        {"pk": third.pk, "declined_at": now},
        {"pk": third.pk, "item": make_item(other)},
        {"pk": third.pk, "merged_into": make_point(other)},
        {"pk": third.pk, "merged_into": second},
        {"pk": third.pk, "merged_into": third},
        {"pk": first.pk, "merged_into": third},
    ]
    for values in refused:
        pk = values.pop("pk")
        with pytest.raises(IntegrityError), transaction.atomic():
            Point.objects.filter(pk=pk).update(**values)


def test_the_list_asks_as_much_for_many_points_as_for_two(austria: Client, meeting: Meeting) -> None:
    numbers = []
    make_point(meeting, "Merged", "FR", merged_into=make_point(meeting, "First", "AT", "DE", "europol"))
    for more in (0, 20):
        for number in range(more):
            make_point(meeting, f"Point {number}", "PL", "CH", "interpol")
        page_of(austria)
        with CaptureQueriesContext(connection) as queries:
            page_of(austria)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_points_are_found_by_who_reads_them(
    client_of: Callable[[User], Client], client: Client, austria: Client, meeting: Meeting
) -> None:
    make_point(meeting, "Quoll stamps", "PL")
    withdrawn = make_point(meeting, "Quoll seals", "PL")
    Point.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    readers = (austria, client_of(make_delegate("PL")), client_of(make_delegate("DE")), client)
    listed = [[title for group in titles(reader, "quoll").values() for title in group] for reader in readers]
    assert listed == [["Quoll stamps"], ["Quoll stamps"], [], []]
