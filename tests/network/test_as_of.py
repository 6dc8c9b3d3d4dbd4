"""The directory on any day: one number everywhere, names of that day, and what is not recorded said so."""

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pgtrigger
import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from network import demonstration
from network.models import Appointment, Person, coverage
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_person

pytestmark = pytest.mark.django_db
THAT_DAY = "2016-04-12"


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_user(Role.FOCAL_POINT))
    return client


def recorded_on(person: Person, day: date) -> None:
    """Let what the history holds of a person so far have been written on an earlier day."""
    with pgtrigger.ignore("network.PersonEvent:append_only"):
        person.events.update(pgh_created_at=timezone.make_aware(datetime.combine(day, time.min)))


def counted(question: dict[str, str]) -> tuple[int, int]:
    """How many focal points of how many States the appointments of the day say there are."""
    in_force = Appointment.objects.in_force(date.fromisoformat(question["on"]) if question else None)
    return in_force.count(), len(set(in_force.values_list("state", flat=True)))


def in_spreadsheets(reader: Client, question: dict[str, str]) -> list[list[list[Any]]]:
    lines = list(csv.reader(io.StringIO(reader.get("/network.csv", question).content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(reader.get("/network.xlsx", question).content)).active
    assert sheet is not None
    return [lines[1:], [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]]


@pytest.mark.parametrize("question", [{"on": THAT_DAY}, {}])
def test_map_table_directory_and_files_agree(reader: Client, question: dict[str, str]) -> None:
    demonstration.load()
    people, states = counted(question)
    if question:
        assert (people, states) == (100, 57)
    page = reader.get("/states/", question).context
    assert (page["appointed"], page["represented"]) == (people, states)
    assert sum(tile.state != "none" for tile in page["tiles"]) == states
    assert sum(entry.appointed for entry in page["listed"]) == people
    answer = reader.get("/network/", question).context
    assert (answer["found"], answer["in_force"], len(answer["entries"])) == (people, people, people)
    for rows in in_spreadsheets(reader, question):
        assert (len(rows), len({row[1] for row in rows})) == (people, states)
    assert reader.get("/network.vcf", question).content.decode().count("BEGIN:VCARD") == people


def test_the_states_bear_the_names_of_that_day(reader: Client) -> None:
    demonstration.load()
    then, now = (reader.get("/states/", question).content.decode() for question in ({"on": THAT_DAY}, {}))
    assert ("Czech Republic: " in then, "Turkey: " in then, "Türkiye: " in then) == (True, True, False)
    assert ("Czech Republic: " in now, "Türkiye: " in now) == (False, True)
    listed = {row[0] for row in in_spreadsheets(reader, {"on": THAT_DAY})[0]}
    assert {"Czech Republic", "Turkey", "the former Yugoslav Republic of Macedonia"} <= listed


def test_a_past_map_shows_who_was_named_and_says_that_confirmations_are_not_recorded(client: Client) -> None:
    for _ in range(2):
        make_appointment("AT", starts_on=date(2010, 1, 1))
    page = client.get("/states/", {"on": THAT_DAY}).content.decode()
    assert "Austria: Two or more named" in page
    assert "Confirmations of a past day are not recorded" in page
    assert "Confirmations of a past day" not in client.get("/states/").content.decode()


def test_a_coming_day_counts_who_will_be_in_force() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_appointment("AT", starts_on=tomorrow, person=make_person(confirmed_on=timezone.localdate()))
    assert [entry.confirmed for entry in coverage(tomorrow) if entry.appointed] == [1]


def test_a_status_cannot_be_asked_of_a_past_day_and_the_page_says_so(reader: Client) -> None:
    make_appointment("AT", starts_on=date(2010, 1, 1))
    response = reader.get("/network/", {"on": THAT_DAY, "status": "confirmed"})
    assert len(response.context["entries"]) == 1
    assert "the status was left out of the question" in response.content.decode()


def test_what_the_history_recorded_by_that_day_is_shown(reader: Client) -> None:
    agency = make_agency("AT", "Customs Administration")
    person = make_person("AT", family_name="Before", function="Adviser", agency=agency)
    recorded_on(person, date(2015, 1, 1))
    person.family_name, person.function, person.agency = "After", "Director", make_agency("AT")
    person.save()
    make_appointment("AT", person=person, starts_on=date(2014, 1, 1))
    [entry] = reader.get("/network/", {"on": THAT_DAY}).context["entries"]
    shown = entry.person
    assert (shown.family_name, shown.function, str(shown.body)) == (
        "Before",
        "Adviser",
        "Customs Administration",
    )
    [row] = in_spreadsheets(reader, {"on": THAT_DAY})[0]
    assert (row[2], row[-1]) == ("Before", THAT_DAY)
    [today] = reader.get("/network/").context["entries"]
    assert today.person.family_name == "After"


def test_what_nobody_recorded_by_that_day_is_todays_and_says_so(reader: Client) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Today"), starts_on=date(2014, 1, 1))
    response = reader.get("/network/", {"on": THAT_DAY})
    [entry] = response.context["entries"]
    assert (entry.person.family_name, entry.is_of_day) == ("Today", False)
    assert "are those of today’s entries" in response.content.decode()
    [row] = in_spreadsheets(reader, {"on": THAT_DAY})[0]
    assert row[-1] == str(timezone.localdate())


def test_reading_the_past_writes_nothing_back(reader: Client) -> None:
    person = make_person("AT", family_name="Before")
    recorded_on(person, date(2015, 1, 1))
    person.family_name = "After"
    person.save()
    make_appointment("AT", person=person, starts_on=date(2014, 1, 1))
    reader.get("/network/", {"on": THAT_DAY})
    person.refresh_from_db()
    assert person.family_name == "After"
