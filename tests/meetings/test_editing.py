"""Editors write a meeting: what is wrong is named at its field, nothing is lost, nothing happens twice."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import AgendaItem, Meeting, Stage
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    at,
    make_item,
    make_meeting,
    make_objective,
    make_participant,
    make_timed_item,
)
from tests.factories.network import state

pytestmark = pytest.mark.django_db

MEETING = {
    "revision": "1",
    "title": "Training on travel documents",
    "series": "training",
    "stage": "planned",
    "starts_on": "2026-10-06",
    "ends_on": "2026-10-07",
    "city": "Vienna",
}
ITEM = {"revision": "1", "title": "Opening", "kind": "opening", "audience": "all"}
PERSON = {
    "revision": "1",
    "given_name": "Eva",
    "family_name": "Muster",
    "mode": "in_person",
    "role": "member",
    "listed_as": "full",
    "study_visit": "no",
    "status": "accepted",
}


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    return dict(response.context["form"].errors)


def new(facts: dict[str, str], **more: str) -> dict[str, str]:
    return {"key": str(uuid4())} | facts | more


def test_an_editor_plans_a_meeting_that_only_the_secretariat_sees(desk: Client, client: Client) -> None:
    response = desk.post("/meetings/new/", new(MEETING))
    assert response.headers["Location"] == "/meetings/training-on-travel-documents/"
    assert desk.get(response.headers["Location"]).status_code == 200
    assert client.get(response.headers["Location"]).status_code == 404


def test_submitting_twice_makes_one_meeting(desk: Client) -> None:
    form = new(MEETING)
    first, second = desk.post("/meetings/new/", form), desk.post("/meetings/new/", form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Meeting.objects.filter(title=MEETING["title"]).count() == 1


def test_two_meetings_of_one_title_have_two_addresses(desk: Client) -> None:
    addresses = [desk.post("/meetings/new/", new(MEETING)).headers["Location"] for _ in range(2)]
    assert addresses == [
        "/meetings/training-on-travel-documents/",
        "/meetings/training-on-travel-documents-2/",
    ]


@pytest.mark.parametrize("title", ["New", "2027", "Встреча"])
def test_a_title_that_is_no_address_gets_one(desk: Client, title: str) -> None:
    response = desk.post("/meetings/new/", new(MEETING, title=title))
    assert desk.get(response.headers["Location"]).context["meeting"].title == title


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"ends_on": "2026-10-05"}, "ends_on", "The last day must not come before the first."),
        ({"starts_on": ""}, "starts_on", "A last day needs a first day."),
        ({"starts_on": "6 October"}, "starts_on", "Enter a valid date."),
        ({"number": "98"}, "number", "Only annual meetings have a number."),
        ({"series": "annual", "number": "10"}, "number", "Meeting with this Number already exists."),
        ({"title": ""}, "title", "This field is required."),
        (
            {"stage": "published"},
            "stage",
            "Select a valid choice. published is not one of the available choices.",
        ),
    ],
)
def test_wrong_facts_of_a_meeting_are_named_at_their_field(
    desk: Client, wrong: dict[str, str], field: str, message: str
) -> None:
    before = Meeting.objects.count()
    response = desk.post("/meetings/new/", new(MEETING, **wrong))
    assert errors(response) == {field: [message]}
    assert MEETING["city"] in response.content.decode()
    assert Meeting.objects.count() == before


def test_a_published_meeting_stays_published_while_its_report_is_released(desk: Client) -> None:
    meeting = make_meeting(slug="public", stage=Stage.PUBLISHED)
    response = desk.post("/meetings/public/edit/", new(MEETING, stage="planned"))
    assert list(errors(response)) == ["stage"]
    assert desk.post("/meetings/public/edit/", new(MEETING, stage="published")).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.stage, meeting.title) == (Stage.PUBLISHED, MEETING["title"])


def test_a_number_becomes_the_address(desk: Client) -> None:
    response = desk.post("/meetings/new/", new(MEETING, series="annual", number="98"))
    assert response.headers["Location"] == "/meetings/98/"


def test_a_meeting_does_not_leave_its_items_behind(desk: Client) -> None:
    meeting = make_meeting(slug="moved")
    make_item(meeting, "Opening", day=meeting.starts_on)
    response = desk.post("/meetings/moved/edit/", new(MEETING, starts_on="2026-10-07"))
    assert errors(response) == {"starts_on": ["“Opening” is on 06.10.2026: move it first."]}


def test_a_headcount_without_a_word_is_exact(desk: Client) -> None:
    make_meeting(slug="counted")
    desk.post("/meetings/counted/edit/", new(MEETING, headcount="40"))
    counted = Meeting.objects.get(slug="counted")
    assert (counted.headcount, counted.headcount_qualifier) == (40, "exact")


def test_saving_reads_the_meeting_for_its_page_and_under_its_lock_alone(desk: Client) -> None:
    meeting = make_meeting(slug="lean", country=state("AT"), chair=state("AT"))
    form = new(MEETING, title="Renamed", country=str(state("AT").pk), chair=str(state("AT").pk))
    with CaptureQueriesContext(connection) as queries:
        desk.post("/meetings/lean/edit/", form)
    read = [each for each in queries.captured_queries if 'FROM "meetings_meeting"' in each["sql"]]
    assert len(read) == 2
    meeting.refresh_from_db()
    assert meeting.title == "Renamed"


def test_a_stale_edit_shows_both_versions_and_writes_nothing(desk: Client) -> None:
    meeting = make_meeting(slug="twice", title="At first")
    desk.post("/meetings/twice/edit/", new(MEETING, title="The faster one"))
    response = desk.post("/meetings/twice/edit/", new(MEETING, title="The slower one"))
    assert response.status_code == 409
    page = response.content.decode()
    assert "The slower one" in page
    assert "The faster one" in page
    meeting.refresh_from_db()
    assert (meeting.title, meeting.revision) == ("The faster one", 2)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATION, Role.PARTNER, Role.ADMINISTRATOR])
def test_nobody_else_edits(client_of: Callable[[User], Client], role: Role) -> None:
    make_meeting(slug="closed")
    client = client_of(make_user(role))
    for address in ("new/", "closed/edit/", "closed/agenda/add/", "closed/agenda/arrange/"):
        assert client.get(f"/meetings/{address}").status_code == 404


def test_an_item_keeps_all_that_was_typed(desk: Client) -> None:
    meeting = make_meeting(slug="full")
    form = new(
        ITEM, day="2026-10-06", begins="09:30", ends="10:15", session="1", note="Welcome",
        moderator="A. Muster", location="Hall 1",
        speaker_lines="Ana Ruiz; Director; Europol\nJo Lind",
    )  # fmt: skip
    assert (
        desk.post("/meetings/full/agenda/add/", form).headers["Location"] == "/meetings/full/agenda/arrange/"
    )
    item = meeting.items.get()
    assert (item.starts_at, item.ends_at) == (at(9, 30), at(10, 15))
    assert [str(speaker) for speaker in item.speakers] == ["Ana Ruiz, Director, Europol", "Jo Lind"]
    page = desk.get("/meetings/full/").content.decode()
    for phrase in ("09:30", "Session 1", "Moderator: A. Muster", "Jo Lind", "Hall 1"):
        assert phrase in page


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        (
            {"day": "2026-10-09"},
            "day",
            "The meeting has no such day: it lasts from 6–7 October 2026.",
        ),
        ({"begins": "09:00", "ends": "10:00"}, "day", "Times need a day."),
        (
            {"day": "2026-10-06", "begins": "10:00", "ends": "09:00"},
            "ends",
            "The end must come after the beginning.",
        ),
        ({"day": "2026-10-06", "begins": "10:00"}, "ends", "When does it end?"),
        ({"day": "2026-10-06", "ends": "10:00"}, "begins", "When does it begin?"),
        ({"day": "2026-10-06", "begins": "25:00", "ends": "26:00"}, "begins", "Write the time as 10:15."),
        (
            {"day": "2026-10-06", "begins": "11:30", "ends": "12:30"},
            "begins",
            "At that time there is “Session on visas”, 11:00–12:00.",
        ),
        ({"speaker_lines": "A; B; C; D"}, "speaker_lines", "Line 1: write name; function; body."),
        ({"speaker_lines": "A\n; B"}, "speaker_lines", "Line 2: write name; function; body."),
        ({"title": ""}, "title", "This field is required."),
    ],
)
def test_wrong_items_are_named_at_their_field(
    desk: Client, wrong: dict[str, str], field: str, message: str
) -> None:
    meeting = make_meeting(slug="strict")
    make_timed_item(meeting, "Session on visas", at(11), at(12))
    response = desk.post("/meetings/strict/agenda/add/", new(ITEM, moderator="Typed and kept", **wrong))
    field_errors = errors(response)
    assert field_errors[field] == [message]
    assert "Typed and kept" in response.content.decode()
    assert meeting.items.count() == 1


def test_submitting_twice_adds_one_item(desk: Client) -> None:
    meeting = make_meeting(slug="pressed")
    form = new(ITEM, day="2026-10-06", begins="09:00", ends="10:00")
    for _ in range(3):
        assert desk.post("/meetings/pressed/agenda/add/", form, follow=True).status_code == 200
    assert meeting.items.get().revision == 1


def test_another_text_sent_after_going_back_changes_what_was_added(desk: Client) -> None:
    meeting = make_meeting(slug="pressed")
    form = new(ITEM)
    desk.post("/meetings/pressed/agenda/add/", form)
    desk.post("/meetings/pressed/agenda/add/", form | {"title": "Opening words"}, follow=True)
    assert meeting.items.get().title == "Opening words"
    late = desk.post("/meetings/pressed/agenda/add/", form | {"title": "Too late"}, follow=True)
    assert late.status_code == 409
    assert meeting.items.get().title == "Opening words"


def test_an_item_may_keep_its_own_time(desk: Client) -> None:
    meeting = make_meeting(slug="kept")
    item = make_timed_item(meeting, "Before", at(9), at(10))
    form = new(ITEM, title="After", day="2026-10-06", begins="09:00", ends="10:00")
    assert desk.post(f"/meetings/kept/agenda/{item.key}/edit/", form).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.starts_at, item.revision) == ("After", at(9), 2)


def test_a_stale_item_shows_both_versions(desk: Client) -> None:
    meeting = make_meeting(slug="raced")
    item = make_item(meeting, "At first")
    address = f"/meetings/raced/agenda/{item.key}/edit/"
    desk.post(address, new(ITEM, title="The faster one"))
    response = desk.post(address, new(ITEM, title="The slower one"))
    assert response.status_code == 409
    assert "The faster one" in response.content.decode()
    assert AgendaItem.objects.get(pk=item.pk).title == "The faster one"


def test_removing_asks_first_and_twice_is_no_error(desk: Client) -> None:
    meeting = make_meeting(slug="less")
    item = make_item(meeting, "To be removed")
    address = f"/meetings/less/agenda/{item.key}/remove/"
    assert "To be removed" in desk.get(address).content.decode()
    assert meeting.items.count() == 1
    for _ in range(2):
        assert desk.post(address).headers["Location"] == "/meetings/less/agenda/arrange/"
    assert meeting.items.count() == 0


def test_an_item_of_another_meeting_is_not_found(desk: Client) -> None:
    make_meeting(slug="mine")
    item = make_item(make_meeting(), "Theirs")
    assert desk.get(f"/meetings/mine/agenda/{item.key}/edit/").status_code == 404


def test_objectives_and_papers_are_added_for_their_audience(desk: Client) -> None:
    meeting = make_meeting(slug="aims")
    desk.post(
        "/meetings/aims/objectives/add/", new({"revision": "1", "text": "Learn", "audience": "focal_points"})
    )
    desk.post(
        "/meetings/aims/papers/add/",
        new({"revision": "1", "title": "Note", "kind": "paper", "audience": "all"}),
    )
    assert [(each.text, each.audience) for each in meeting.objectives.all()] == [("Learn", "focal_points")]
    assert [each.title for each in meeting.documents.all()] == ["Note"]


def test_a_participant_is_registered_for_a_state(desk: Client) -> None:
    meeting = make_meeting(slug="met")
    desk.post("/meetings/met/participants/add/", new(PERSON, state=str(state("AT").pk)))
    assert [(str(each), each.category) for each in meeting.participants.all()] == [
        ("Eva MUSTER", "participating_state")
    ]


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({}, "state", "Choose the State or the organisation they come for."),
        (
            {"state": "AT", "email": "nobody"},
            "email",
            "This is no e-mail address. Write it as name@example.org.",
        ),
        (
            {"state": "AT", "organisation": "interpol"},
            "organisation",
            "Choose either a State or an organisation, not both.",
        ),
        ({"state": "AT", "email": "TAKEN@example.org"}, "email", "Berta TAKEN has this address already."),
    ],
)
def test_wrong_participants_are_named_at_their_field(
    desk: Client, wrong: dict[str, str], field: str, message: str
) -> None:
    meeting = make_meeting(slug="strict")
    make_participant(meeting, "CH", family_name="Taken", email="taken@example.org")
    form = new(PERSON, **wrong)
    if "state" in form:
        form["state"] = str(state(form["state"]).pk)
    if "organisation" in form:
        form["organisation"] = str(make_participant(make_meeting(), "interpol").organisation_id)
    assert errors(desk.post("/meetings/strict/participants/add/", form)) == {field: [message]}
    assert meeting.participants.count() == 1


def test_a_changed_order_of_objectives_is_kept_when_one_is_removed(desk: Client) -> None:
    meeting = make_meeting(slug="gap")
    first = make_objective(meeting, "First")
    make_objective(meeting, "Second")
    desk.post(f"/meetings/gap/objectives/{first.key}/remove/")
    desk.post("/meetings/gap/objectives/add/", new({"revision": "1", "text": "Third", "audience": "all"}))
    assert [each.text for each in meeting.objectives.all()] == ["Second", "Third"]


def test_a_form_without_a_key_still_adds(desk: Client) -> None:
    meeting = make_meeting(slug="keyless")
    assert desk.post("/meetings/keyless/agenda/add/", ITEM).status_code == 302
    assert meeting.items.count() == 1


def test_a_refusal_of_the_database_is_shown_on_the_form(desk: Client) -> None:
    meeting = make_meeting(slug="outrun")
    taken = make_item(make_meeting(), "Theirs")
    response = desk.post("/meetings/outrun/agenda/add/", ITEM | {"key": str(taken.key), "note": "Typed"})
    assert list(errors(response)) == ["__all__"]
    assert "Typed" in response.content.decode()
    assert meeting.items.count() == 0


def test_a_get_changes_nothing(desk: Client) -> None:
    meeting = make_meeting(slug="still", stage=Stage.HELD)
    item = make_item(meeting, "Stays")
    for address in (f"agenda/{item.key}/move/", "report/draft/", "report/release/", "report/reopen/"):
        assert desk.get(f"/meetings/still/{address}").status_code in {404, 405}
    assert desk.get(f"/meetings/still/agenda/{item.key}/remove/").status_code == 200
    assert meeting.items.count() == 1
