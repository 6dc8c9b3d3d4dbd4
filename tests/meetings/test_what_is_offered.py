"""What the page of a meeting offers while it is to come, on and over, and which meetings it names."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Meeting, Stage
from meetings.reports.models import Conclusion
from nfp_portal.accounts.models import User
from tests.factories.meetings import make_coming_meeting, make_meeting

pytestmark = pytest.mark.django_db

MARK, CALENDAR, DRAFT = "Mark who took part", "Add to calendar", "Draft the report"


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def offered(client: Client, meeting: Meeting) -> dict[str, list[str]]:
    """Return the labels of the buttons at the top, under Editing and under Downloads, a filled one first."""
    context = client.get(meeting.get_absolute_url()).context
    return {
        "top": [f"{each.label} {each.style}".strip() for each in context["now"]],
        "editing": [each.label for each in context["editing"]],
        "downloads": [each.label for each in context["downloads"] if "quiet" not in each.style],
    }


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def related(client: Client, address: str) -> dict[str, list[str]]:
    rows: Any = client.get(address).context["related"]
    return {title: [link for link, _label, _detail in links] for title, links in rows}


def test_while_a_meeting_is_on_attendance_is_the_first_filled_button(desk: Client) -> None:
    today = timezone.localdate()
    on = offered(desk, make_meeting(starts_on=today - timedelta(days=1), ends_on=today))
    assert (on["top"], MARK in on["editing"]) == ([MARK], False)
    over = offered(desk, make_meeting())
    assert (over["top"], MARK in over["editing"]) == ([], True)
    coming = offered(desk, make_coming_meeting())
    assert (coming["top"], MARK in coming["editing"]) == ([], False)


def test_visitors_are_not_offered_to_mark_anybody(client: Client) -> None:
    today = timezone.localdate()
    assert offered(client, make_meeting(starts_on=today, ends_on=today))["top"] == []


def test_a_meeting_that_is_over_is_printed_and_one_to_come_goes_into_the_calendar(desk: Client) -> None:
    coming, over = make_coming_meeting(stage=Stage.AGENDA), make_meeting()
    assert offered(desk, coming)["downloads"] == [CALENDAR]
    assert offered(desk, over)["downloads"] == ["Agenda as PDF"]
    assert CALENDAR not in text_of(desk, over.get_absolute_url())


def test_a_report_is_drafted_from_the_first_day_on(desk: Client) -> None:
    assert DRAFT not in text_of(desk, make_coming_meeting().get_absolute_url())
    today = timezone.localdate()
    on = make_meeting(starts_on=today, ends_on=today + timedelta(days=1))
    assert DRAFT in text_of(desk, on.get_absolute_url())


def test_other_meetings_are_named_by_what_they_are_to_this_one(client: Client) -> None:
    tenth = Meeting.objects.get(slug="10")
    make_coming_meeting(slug="next", follows=tenth)
    names = related(client, "/meetings/10/")
    visit, conference = "/meetings/study-visit-swiecko-2016/", "/meetings/pccc-inaugural-conference/"
    assert (names["Part of it"], names["Followed by"], names["Led to"]) == (
        [visit], ["/meetings/next/"], [conference],
    )  # fmt: skip
    assert related(client, visit)["Part of"] == ["/meetings/10/"]
    assert related(client, conference)["Follows from"] == ["/meetings/10/"]
    assert related(client, "/meetings/next/")["Follows from"] == ["/meetings/10/"]


def test_the_report_says_each_conclusion_once(client: Client) -> None:
    conclusion = Conclusion.objects.get(meeting__slug="10")
    text = text_of(client, "/meetings/10/report")
    assert text.count("need technical assistance and help in building their capacity") == 1
    assert text.count("Follow-up: A conference in Skopje") == 1
    followed = text.partition("What followed")[2]
    assert f'<a href="/meetings/10/report#conclusions-{conclusion.key}">Conclusion <strong>1.' in followed
    assert "/meetings/pccc-inaugural-conference/" in followed


def test_a_recorded_meeting_without_an_agenda_says_that_none_is_recorded(client: Client) -> None:
    held = make_meeting(stage=Stage.ANNOUNCED)
    assert "No agenda is recorded." in text_of(client, held.get_absolute_url())
    coming = make_coming_meeting(stage=Stage.ANNOUNCED)
    assert "The agenda is not published yet." in text_of(client, coming.get_absolute_url())
