"""The directory on any day: the same counts everywhere, names of that day, and notes on missing records."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from network import demonstration
from network.models import Agency, Appointment, FieldOfWork, Person, coverage
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_person
from tests.printed import printed_directory

pytestmark = pytest.mark.django_db
THAT_DAY = "2016-04-12"


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_user(Role.FOCAL_POINT))
    return client


def recorded_on(person: Person, day: date) -> None:
    """Date the history of a person back to an earlier day."""
    with pgtrigger.ignore("network.PersonEvent:append_only"):
        person.events.update(pgh_created_at=timezone.make_aware(datetime.combine(day, time.min)))


def counted(question: dict[str, str]) -> tuple[int, int]:
    """Count the focal points and their States by the appointments of the day."""
    in_force = Appointment.objects.in_force(date.fromisoformat(question["on"]) if question else None)
    return in_force.count(), len(set(in_force.values_list("state", flat=True)))


def in_csv(reader: Client, question: dict[str, str]) -> list[list[str]]:
    lines = csv.reader(io.StringIO(reader.get("/network.csv", question).content.decode("utf-8-sig")))
    return list(lines)[1:]


def in_workbook(reader: Client, question: dict[str, str]) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(reader.get("/network.xlsx", question).content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def in_cards(reader: Client, question: dict[str, str]) -> int:
    return reader.get("/network.vcf", question).content.decode().count("BEGIN:VCARD")


def in_print(reader: Client, question: dict[str, str]) -> tuple[int, int]:
    """Return the counts that the printed directory states, checked against the names in it."""
    text = printed_directory(reader, **question)
    stated = re.search(r"(\d+) focal points of (\d+) States\.", text)
    assert stated
    people, states = map(int, stated.groups())
    mark = "*°" if question else "°"
    names = {f"{person.given_name} {person.family_name.upper()}{mark}" for person in Person.objects.all()}
    assert sum(text.count(name) for name in names) == people
    return people, states


@pytest.mark.parametrize("question", [{"on": THAT_DAY}, {}])
def test_map_table_directory_files_and_print_agree(reader: Client, question: dict[str, str]) -> None:
    demonstration.load()
    people, states = counted(question)
    if question:
        assert (people, states) == (100, 57)
    page = reader.get("/states/", question).context
    assert (page["appointed"], page["represented"]) == (people, states)
    assert sum(tile.state != "none" for tile in page["tiles"]) == states
    assert sum(entry.appointed for entry in page["listed"]) == people
    answer = reader.get("/network/", question).context
    assert (answer["matches"], answer["in_force"], len(answer["rows"])) == (people, people, people)
    for rows in (in_csv(reader, question), in_workbook(reader, question)):
        assert (len(rows), len({row[1] for row in rows})) == (people, states)
    assert in_cards(reader, question) == people
    assert in_print(reader, question) == (people, states)


def test_the_states_bear_the_names_of_that_day(reader: Client) -> None:
    demonstration.load()
    then, now = (reader.get("/states/", question).content.decode() for question in ({"on": THAT_DAY}, {}))
    assert ("Czech Republic: " in then, "Turkey: " in then, "Türkiye: " in then) == (True, True, False)
    assert ("Czech Republic: " in now, "Türkiye: " in now) == (False, True)
    listed = {row[0] for row in in_csv(reader, {"on": THAT_DAY})}
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
    assert len(response.context["rows"]) == 1
    assert "the status was left out of the question" in response.content.decode()


def test_a_past_day_shows_the_values_recorded_by_then(reader: Client) -> None:
    agency = make_agency("AT", "Customs Administration")
    person = make_person("AT", family_name="Before", function="Adviser", agency=agency)
    recorded_on(person, date(2015, 1, 1))
    person.family_name, person.function, person.agency = "After", "Director", make_agency("AT")
    person.save()
    make_appointment("AT", person=person, starts_on=date(2014, 1, 1))
    [then] = reader.get("/network/", {"on": THAT_DAY}).context["rows"]
    assert (then["name"], then["function"], then["body"], then["remark"]) == (
        "Before, Anna",
        "Adviser",
        "Customs Administration",
        "",
    )
    [row] = in_csv(reader, {"on": THAT_DAY})
    assert (row[2], row[-1]) == ("Before", THAT_DAY)
    [today] = reader.get("/network/").context["rows"]
    assert today["name"] == "After, Anna"


@pytest.mark.parametrize(
    ("question", "then", "now"),
    [
        ({"q": "before"}, 1, 0),
        ({"q": "advis zollamt"}, 1, 0),
        ({"q": "after"}, 0, 1),
        ({"q": "be"}, 1, 0),
        ({"q": "austria"}, 1, 1),
        ({"agency": "customs"}, 1, 0),
        ({"agency": "border_police"}, 0, 1),
        ({"topic": "Border management", "language": "fr", "sub_region": "western_europe"}, 1, 0),
        ({"state": "AT", "q": "after", "agency": "border_police"}, 0, 1),
    ],
)
def test_a_search_on_a_past_day_uses_the_values_of_that_day(
    reader: Client, question: dict[str, str], then: int, now: int
) -> None:
    FieldOfWork.objects.get_or_create(name="Border management")
    facts = {"languages": ["fr"], "topics": ["Border management"], "agency": make_agency("AT", "Zollamt")}
    person = make_person("AT", family_name="Before", function="Adviser", **facts)
    Agency.objects.update(kind="customs")
    recorded_on(person, date(2015, 1, 1))
    person.family_name, person.function, person.languages, person.topics = "After", "Director", [], []
    person.agency = make_agency("AT", "Border Police")
    person.save()
    make_appointment("AT", person=person, starts_on=date(2014, 1, 1))
    past_question = question | {"on": THAT_DAY}
    assert reader.get("/network/", past_question).context["matches"] == then
    assert len(in_csv(reader, past_question)) == then
    assert reader.get("/network/", question).context["matches"] == now


def test_a_search_on_a_past_day_uses_todays_values_where_none_are_recorded(reader: Client) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Today"), starts_on=date(2014, 1, 1))
    assert reader.get("/network/", {"on": THAT_DAY, "q": "today"}).context["matches"] == 1


def test_a_search_on_a_past_day_costs_the_same_queries_whatever_changed_since(reader: Client) -> None:
    counts = []
    for number in (1, 12):
        for _person in range(number):
            person = make_person("AT", family_name="Before")
            recorded_on(person, date(2015, 1, 1))
            make_appointment("AT", person=person, starts_on=date(2014, 1, 1))
        Person.objects.update(function="Director")
        with CaptureQueriesContext(connection) as queries:
            reader.get("/network/", {"on": THAT_DAY, "q": "before"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_values_not_recorded_by_that_day_are_todays_and_marked(reader: Client) -> None:
    make_appointment("AT", person=make_person("AT", family_name="Today"), starts_on=date(2014, 1, 1))
    response = reader.get("/network/", {"on": THAT_DAY})
    [shown] = response.context["rows"]
    assert (shown["name"], shown["remark"]) == ("Today, Anna", "today’s entry")
    assert "are those of today’s entries" in response.content.decode()
    [row] = in_csv(reader, {"on": THAT_DAY})
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
