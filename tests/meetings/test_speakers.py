"""Who moderates and who speaks: rows of an item, kept by its history, linked to the directory."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.actions.speakers import write_panel
from meetings.models import AgendaItem, Meeting
from meetings.models.speaking import SpeakerRole, Speaking
from meetings.views.histories import history_of_meeting
from network.actions.merging import merge
from network.models import Person
from nfp_portal.accounts.models import User
from nfp_portal.front.personal import record_of
from tests.factories.meetings import make_item, make_meeting
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(slug="vienna")


@pytest.fixture
def ruiz() -> Person:
    return make_person(given_name="Ana", family_name="Ruiz", email="ana@example.org")


def make_talk(meeting: Meeting, person: Person) -> AgendaItem:
    item = make_item(meeting, "Roads")
    moderator = Speaking(SpeakerRole.MODERATOR, "Jo Lind", body="Frontex")
    write_panel(
        item, [moderator, Speaking(SpeakerRole.SPEAKER, "Ana Ruiz", "Director", "Europol", person.pk)]
    )
    return item


def address(item: AgendaItem, act: str) -> str:
    return f"/meetings/vienna/agenda/{item.key}/{act}/"


def change(desk: Client, item: AgendaItem, **facts: str) -> None:
    item.refresh_from_db()
    form = {
        "revision": str(item.revision), "title": item.title, "kind": item.kind, "audience": item.audience,
        "moderator": "Jo Lind; ; Frontex", "speaker_lines": "Ana Ruiz; Director; Europol",
    }  # fmt: skip
    assert desk.post(address(item, "edit"), form | facts).status_code == 302


def people_of(item: AgendaItem) -> list[tuple[Any, ...]]:
    return [tuple(person) for person in AgendaItem.objects.get(pk=item.pk).people]


def both(person: Person) -> list[tuple[Any, ...]]:
    return [
        ("moderator", "Jo Lind", "", "Frontex", None),
        ("speaker", "Ana Ruiz", "Director", "Europol", person.pk),
    ]


def test_a_form_that_is_saved_as_it_was_opened_changes_nobody(
    desk: Client, meeting: Meeting, ruiz: Person
) -> None:
    item = make_talk(meeting, ruiz)
    change(desk, item, title="Rails")
    item.refresh_from_db()
    assert (item.title, item.panel_number) == ("Rails", 0)
    assert people_of(item) == both(ruiz)


def test_another_function_keeps_the_entry_in_the_directory(
    desk: Client, meeting: Meeting, ruiz: Person
) -> None:
    item = make_talk(meeting, ruiz)
    change(desk, item, moderator="", speaker_lines="Mia Berg\nAna Ruiz; Head of Unit")
    assert people_of(item) == [
        ("speaker", "Mia Berg", "", "", None),
        ("speaker", "Ana Ruiz", "Head of Unit", "", ruiz.pk),
    ]


def test_a_removed_item_comes_back_with_its_people(desk: Client, meeting: Meeting, ruiz: Person) -> None:
    item = make_talk(meeting, ruiz)
    for _twice in range(2):
        desk.post(address(item, "remove"))
        assert not meeting.items.exists()
        desk.post(address(item, "restore"))
        assert people_of(item) == both(ruiz)


def test_undo_of_a_change_brings_the_former_people_back(desk: Client, meeting: Meeting, ruiz: Person) -> None:
    item = make_talk(meeting, ruiz)
    change(desk, item, speaker_lines="Mia Berg")
    event = AgendaItem.pgh_event_models["update"].objects.latest("pgh_id")  # type: ignore[attr-defined] # made by pghistory
    desk.post(address(item, f"undo/{event.pgh_id}"))
    assert people_of(item) == both(ruiz)


def test_the_history_says_who_moderated_and_spoke_before(
    desk: Client, meeting: Meeting, ruiz: Person
) -> None:
    item = make_talk(meeting, ruiz)
    change(desk, item, moderator="", speaker_lines="Ana Ruiz; Director; Europol\nMia Berg")
    [step, *_earlier] = history_of_meeting(meeting)
    assert [(each.label, each.before, each.after) for each in step.changes] == [
        ("Moderator", "Jo Lind, Frontex", ""),
        ("Speakers", "Ana Ruiz, Director, Europol", "Ana Ruiz, Director, Europol; Mia Berg"),
    ]


def test_a_speaker_leads_to_the_entry_that_theirs_was_merged_into(
    desk: Client, meeting: Meeting, ruiz: Person, editor: User
) -> None:
    there, removed = make_talk(meeting, ruiz), make_talk(meeting, ruiz)
    desk.post(address(removed, "remove"))
    target = make_person(given_name="Anna", family_name="Ruíz", email="anna@example.org")
    merge(target.pk, ruiz.pk, taken=[], revisions=(target.revision, ruiz.revision), by=editor)
    desk.post(address(removed, "restore"))
    for item in (there, removed):
        assert people_of(item) == both(target)  # the names stay as they were announced


def test_a_speaker_outlives_their_entry_in_the_directory(
    desk: Client, meeting: Meeting, ruiz: Person
) -> None:
    there, removed = make_talk(meeting, ruiz), make_talk(meeting, ruiz)
    desk.post(address(removed, "remove"))
    ruiz.delete()
    desk.post(address(removed, "restore"))
    for item in (there, removed):
        assert [person[-1] for person in people_of(item)] == [None, None]


def test_whoever_asks_what_is_recorded_of_them_gets_where_they_spoke(meeting: Meeting, ruiz: Person) -> None:
    make_talk(meeting, ruiz)
    [row] = record_of("ana@example.org")["announced as moderator or speaker"]
    assert (row["name"], row["function"], row["body"]) == ("Ana Ruiz", "Director", "Europol")


def test_an_agenda_is_read_with_the_same_queries_however_long_it_is(
    client: Client, meeting: Meeting, ruiz: Person
) -> None:
    numbers = {}
    for length in (2, 20):
        while meeting.items.count() < length:
            make_talk(meeting, ruiz)
        for page in ("", "agenda", "agenda.json", "agenda.ics"):
            client.get(f"/meetings/vienna/{page}")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/meetings/vienna/{page}")
            numbers[length, page] = len(queries)
    assert [numbers[2, page] for page in ("", "agenda", "agenda.json", "agenda.ics")] == [
        numbers[20, page] for page in ("", "agenda", "agenda.json", "agenda.ics")
    ]
