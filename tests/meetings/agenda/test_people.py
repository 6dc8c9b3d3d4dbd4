"""Whom one means by a name: participants and people of the directory, linked where one has the name."""

import pytest
from django.test import Client

from meetings.models import Meeting
from tests.factories.meetings import make_participant
from tests.factories.network import make_person, state

pytestmark = pytest.mark.django_db


def offered(desk: Client, query: str) -> list[tuple[str, str]]:
    rows = desk.get("/meetings/vienna/agenda/people/", {"q": query}).json()["people"]
    return [(row["line"], row["detail"]) for row in rows]


def speakers(desk: Client, meeting: Meeting, typed: str) -> list[tuple[str, str, str, int | None]]:
    form = {"revision": "1", "title": "Rails", "kind": "session", "audience": "all", "speaker_lines": typed}
    assert desk.post("/meetings/vienna/agenda/rows/", form).status_code == 302
    people = meeting.items.get(title="Rails").speakers
    return [(each.name, each.function, each.body, each.person_id) for each in people]


def test_participants_and_the_directory_are_offered_as_one_types(desk: Client, meeting: Meeting) -> None:
    perrin = {"given_name": "Nathalie", "family_name": "Perrin", "function": "Co-ordinator"}
    make_participant(meeting, "interpol", **perrin)
    make_person(given_name="Pere", family_name="Font", state=state("AD"), function="Head")
    participant = ("Nathalie Perrin; Co-ordinator; INTERPOL", "INTERPOL · on the list of this meeting")
    assert offered(desk, "per") == [participant, ("Pere Font; Head; Andorra", "Andorra · in the directory")]
    assert offered(desk, "PÉR nat") == [participant]
    assert offered(desk, " ") == []


def test_a_name_that_is_known_once_brings_function_body_and_entry(desk: Client, meeting: Meeting) -> None:
    font = make_person(given_name="Pere", family_name="Font", state=state("AD"), function="Head")
    typed = "pere font\nPere Font; Head; Andorra\nPere Font; ; Spain\nNobody Known"
    assert speakers(desk, meeting, typed) == [
        ("pere font", "Head", "Andorra", font.pk),
        ("Pere Font", "Head", "Andorra", font.pk),
        ("Pere Font", "", "Spain", None),
        ("Nobody Known", "", "", None),
    ]


def test_a_name_that_two_people_bear_stays_as_typed(desk: Client, meeting: Meeting) -> None:
    for iso2 in ("AD", "AT"):
        make_person(given_name="Pere", family_name="Font", state=state(iso2), email=f"{iso2}@example.org")
    assert speakers(desk, meeting, "Pere Font") == [("Pere Font", "", "", None)]
