"""What the pages of meetings say, and at what price."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings import demonstration
from meetings.models import AgendaItem, Meeting
from meetings.participation.models import Participant, Status
from network.models import Organisation
from nfp_portal.accounts.models import User
from tests.factories.meetings import FIRST_DAY, at, make_meeting, make_timed_item
from tests.factories.network import state

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    response = client.get(f"/meetings/{address}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/meetings/{address}").status_code == 200
    return len(captured)


def fill(meeting: Meeting, items: int, people: int) -> None:
    """Bring a meeting to so many items and participants; with 1,000 of them by two statements."""
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=f"Item {number}", day=FIRST_DAY, position=number)
        for number in range(meeting.items.count(), items)
    )
    bodies: list[dict[str, Any]] = [
        *({"state": state(code)} for code in ("AT", "CH", "DZ")),
        {"organisation": Organisation.objects.get(slug="interpol")},
    ]
    facts: dict[str, Any] = {"meeting": meeting, "given_name": "Berta", "status": Status.ATTENDED}
    Participant.objects.bulk_create(
        Participant(**facts, family_name=f"Beispiel{number}", **bodies[number % 4])
        for number in range(meeting.participants.count(), people)
    )


@pytest.mark.parametrize(("address", "price"), [("full/", 22), ("full/agenda", 6), ("full/participants", 8)])
def test_a_page_asks_the_same_of_5_items_and_10_people_as_of_200_and_1000(
    client: Client, address: str, price: int
) -> None:
    meeting = make_meeting(slug="full")
    fill(meeting, 5, 10)
    few = queries(client, address)
    fill(meeting, 200, 1000)
    assert (few, queries(client, address)) == (price, price)


def test_the_page_of_the_tenth_meeting_costs_twenty_five_queries(client: Client) -> None:
    demonstration.load()
    assert queries(client, "10/") == 25


def test_an_editors_list_of_participants_costs_the_same_at_any_size(
    client_of: Callable[[User], Client], editor: User
) -> None:
    meeting = make_meeting(slug="full")
    client = client_of(editor)
    fill(meeting, 5, 10)
    queries(client, "full/participants")  # the first page of a session notes where it came from
    few = queries(client, "full/participants")
    fill(meeting, 200, 1000)
    assert queries(client, "full/participants") == few


def test_the_list_with_ticks_costs_the_same_at_any_size(
    client_of: Callable[[User], Client], editor: User
) -> None:
    meeting = make_meeting(slug="full")
    client = client_of(editor)
    fill(meeting, 5, 10)
    queries(client, "full/participants/attendance/")
    few = queries(client, "full/participants/attendance/")
    fill(meeting, 200, 1000)
    assert queries(client, "full/participants/attendance/") == few


def test_the_list_of_meetings_costs_the_same_at_any_size(client: Client) -> None:
    few = queries(client, "")
    for _ in range(20):
        make_meeting()
    assert queries(client, "") == few


def test_the_list_groups_meetings_by_series_with_what_is_not_recorded(client: Client) -> None:
    text = page(client, "")
    assert text.index("Annual meetings of the Network") < text.index("Regional conferences")
    assert "12–14 October 2010" in text
    assert "Skopje, the former Yugoslav Republic of Macedonia" in text
    assert "not recorded" in text


def test_meetings_are_found_by_words(client: Client) -> None:
    assert "13th Annual Meeting" in page(client, "?q=bratislava")
    assert "13th Annual Meeting" not in page(client, "?q=swiecko")
    assert "No meeting found" in page(client, "?q=nowhere")


def test_the_tenth_meeting_shows_its_facts(client: Client) -> None:
    text = page(client, "10/")
    for phrase in ("12–13 April 2016", "Berlin, Germany", "Day 2 — Wednesday 13 April 2016", "Świecko"):
        assert phrase in text
    assert "<strong>102</strong> participants from <strong>35</strong> participating States" in text


def test_a_meeting_without_a_date_or_a_place_says_not_recorded(client: Client) -> None:
    make_meeting(slug="vague", starts_on=None, ends_on=None)
    assert page(client, "vague/").count("not recorded") == 2


def test_a_dated_meeting_shows_where_it_stands(client: Client) -> None:
    make_meeting(slug="coming", stage="registration")
    assert '<li aria-current="step">Registration open</li>' in page(client, "coming/")
    assert 'aria-current="step"' not in page(client, "12/")


def test_the_agenda_shows_the_readers_own_time_without_a_script(client: Client) -> None:
    meeting = make_meeting(slug="far")
    make_timed_item(meeting, "Opening", at(9), at(10))
    assert '<span class="agenda__own">Tue 12:00</span>' in page(client, "far/agenda?zone=Asia/Almaty")
    assert "agenda__own" not in page(client, "far/agenda?zone=Nowhere/Land")


def test_the_demonstration_says_what_is_invented(client: Client) -> None:
    assert "demonstration data" not in page(client, "10/agenda").split("site-foot")[0]
    demonstration.load()
    assert "demonstration data; dates, place, themes, States and bodies are recorded facts" in page(
        client, "10/"
    )
    assert "all of it is invented" in page(client, "next-annual-meeting/")


def test_an_unknown_meeting_is_not_found(client: Client) -> None:
    assert client.get("/meetings/11/").status_code == 404
    assert client.get("/meetings/4/").status_code == 404


def test_a_reader_chooses_among_the_capitals_first(client: Client) -> None:
    make_meeting(slug="near")
    text = page(client, "near/agenda?zone=Asia/Almaty")
    assert '<option value="Asia/Almaty" selected>Astana</option>' in text
    assert text.index('<option value="Europe/Vienna">Vienna</option>') < text.index(">Hovd</option>")
