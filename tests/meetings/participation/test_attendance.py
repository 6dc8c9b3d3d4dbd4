"""Who took part: nobody before the end, afterwards those who are marked, and of the others not a word."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from meetings.models import Meeting
from meetings.participation.actions.attendance import NotBegunError, mark_attendance
from meetings.participation.attendance import attendance_of
from meetings.participation.models import Participant, Status
from meetings.reports import pdf
from meetings.reports.permissions import Document
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    make_coming_meeting,
    make_meeting,
    make_participant,
    make_report,
)
from tests.factories.network import make_appointment, make_person, state

pytestmark = pytest.mark.django_db

ABSENT = "did not take part"


@pytest.fixture
def coming() -> Meeting:
    """A meeting of next year for which Austria and INTERPOL have registered somebody."""
    meeting = make_coming_meeting(
        slug="coming", title="Gathering of spring", headcount=40, headcount_qualifier="exact"
    )
    for body in ("AT", "interpol"):
        make_participant(meeting, body, status=Status.ACCEPTED)
    return meeting


@pytest.fixture
def held() -> Meeting:
    """A meeting of last month: Austria came, Switzerland was registered and did not, Denmark withdrew."""
    meeting = make_meeting(slug="held", title="Gathering of October")
    make_participant(meeting, "AT", family_name="Came")
    make_participant(meeting, "CH", family_name="Stayed", status=Status.ACCEPTED)
    make_participant(meeting, "DK", family_name="Withdrew", status=Status.WITHDRAWN)
    return meeting


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def named_in_sheets(client: Client, slug: str) -> list[Any]:
    """The States and bodies of the two public sheets, without their head."""
    text = client.get(f"/meetings/{slug}/participants.csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(f"/meetings/{slug}/participants.xlsx").content))
    assert book.active is not None
    in_csv = [row[1] for row in csv.reader(io.StringIO(text))][1:]
    assert [row[1] for row in book.active.iter_rows(min_row=2, values_only=True)] == in_csv
    return in_csv


def test_the_public_sees_no_participants_before_the_meeting_ends(client: Client, coming: Meeting) -> None:
    make_report(coming)
    for address in ("/meetings/coming/", "/meetings/coming/participants"):
        text = page(client, address)
        for phrase in ("took part", ABSENT, "Austria", "INTERPOL", ">40<"):
            assert phrase not in text.split("<main")[1].split("</main")[0]
    assert "is published after the last day" in page(client, "/meetings/coming/participants")
    assert named_in_sheets(client, "coming") == []
    assert coming.title not in page(client, "/states/AT/")
    fresh = Meeting.objects.select_related("report").get(pk=coming.pk)
    for document in Document:
        html = pdf.compose(fresh, document, Audience.ALL)
        assert [phrase for phrase in ("took part", "Austria", "INTERPOL", "<svg") if phrase in html] == []


def test_before_the_end_a_registration_leaves_public_documents_as_they_are(coming: Meeting) -> None:
    before = pdf.fingerprint(coming, Document.PARTICIPANTS, Audience.ALL)
    make_participant(coming, "DE", status=Status.ACCEPTED)
    assert pdf.fingerprint(coming, Document.PARTICIPANTS, Audience.ALL) == before


def test_after_the_end_only_who_took_part_counts(client: Client, held: Meeting) -> None:
    assert named_in_sheets(client, "held") == ["Austria"]
    text = page(client, "/meetings/held/participants")
    assert "1 participant from Austria took part." in text
    naming = [code for code in ("AT", "CH", "DK") if held.title in page(client, f"/states/{code}/")]
    assert naming == ["AT"]
    html = pdf.compose(held, Document.PARTICIPANTS, Audience.FOCAL_POINTS)
    assert "CAME" in html
    assert "STAYED" not in html


def test_nobody_is_called_absent(client: Client, held: Meeting) -> None:
    for address in ("/meetings/held/", "/meetings/held/participants"):
        text = page(client, address)
        assert ABSENT not in text.lower()
        assert "absent" not in text
        assert "Switzerland: " not in text
    assert ABSENT not in pdf.compose(held, Document.PARTICIPANTS, Audience.ALL)


def test_a_list_of_a_meeting_with_nobody_marked_yet_is_empty(client: Client) -> None:
    meeting = make_meeting(slug="unmarked")
    make_participant(meeting, "AT", status=Status.ACCEPTED)
    assert "Nobody is on the list" in page(client, "/meetings/unmarked/participants")
    assert attendance_of(meeting).headcount == 0


def test_focal_points_see_who_is_registered_before_the_end(
    client_of: Callable[[User], Client], coming: Meeting
) -> None:
    client = client_of(make_user(Role.FOCAL_POINT))
    text = page(client, "/meetings/coming/participants")
    assert "2 persons are registered." in text
    assert "Austria" in text
    rows = csv.reader(
        io.StringIO(client.get("/meetings/coming/participants.csv").content.decode("utf-8-sig"))
    )
    head, *people = rows
    assert "Status" not in head
    assert [row[2] for row in people] == ["AT", "INTERPOL"]


def test_a_file_of_a_meeting_under_way_does_not_tell_who_is_not_marked(
    client_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 10, 6, 12, tzinfo=UTC))
    meeting = make_meeting(slug="under-way")
    make_participant(meeting, "AT", status=Status.ACCEPTED)
    make_participant(meeting, "AT", status=Status.ATTENDED)
    client = client_of(make_user(Role.FOCAL_POINT))
    text = client.get("/meetings/under-way/participants.csv").content.decode("utf-8-sig")
    assert text.count("Beispiel".upper()) == 2
    assert ("Accepted" in text, "Took part" in text) == (False, False)


@pytest.mark.parametrize(
    ("zone", "has_ended"), [("Europe/Vienna", True), ("Europe/London", True), ("America/Toronto", False)]
)
def test_a_meeting_ends_with_its_last_day_where_it_is_held(
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    has_ended: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 10, 8, 1, tzinfo=UTC))
    meeting = make_meeting(zone=zone)
    assert meeting.has_ended is has_ended
    assert Meeting.objects.ended().filter(pk=meeting.pk).exists() is has_ended
    assert Meeting.objects.upcoming().filter(pk=meeting.pk).exists() is not has_ended


def test_an_undated_meeting_has_ended_once_it_is_held() -> None:
    days = {"starts_on": None, "ends_on": None}
    meetings = [make_meeting(stage=stage, **days) for stage in ("announced", "held")]
    assert [meeting.has_ended for meeting in meetings] == [False, True]
    ended = Meeting.objects.ended().filter(pk__in=[meeting.pk for meeting in meetings])
    assert list(ended) == meetings[1:]


def post(client: Client, slug: str, **keys: list[str]) -> Any:
    return client.post(f"/meetings/{slug}/participants/attendance/", keys, follow=True)


def statuses(meeting: Meeting) -> dict[str, str]:
    return dict(meeting.participants.values_list("family_name", "status"))


def keys_of(meeting: Meeting) -> dict[str, str]:
    return {person.family_name: str(person.key) for person in meeting.participants.all()}


def test_editors_tick_who_took_part(client_of: Callable[[User], Client], held: Meeting, editor: User) -> None:
    desk, keys = client_of(editor), keys_of(held)
    door = desk.get("/meetings/held/participants/attendance/").context["door"]
    assert (door.here, door.total) == (1, 2)
    listed = [keys["Came"], keys["Stayed"]]
    response = post(desk, "held", listed=listed, was=[keys["Came"]], came=[keys["Stayed"]])
    assert "Saved: 2 changes." in response.content.decode()
    assert statuses(held) == {"Came": "accepted", "Stayed": "attended", "Withdrew": "withdrawn"}


def test_one_button_marks_all_that_the_page_lists(
    client_of: Callable[[User], Client], held: Meeting, editor: User
) -> None:
    keys = keys_of(held)
    listed = [keys["Came"], keys["Stayed"]]
    post(client_of(editor), "held", listed=listed, was=[keys["Came"]], everybody=["on"])
    assert statuses(held) == {"Came": "attended", "Stayed": "attended", "Withdrew": "withdrawn"}


def test_two_editors_marking_attendance_keep_each_others_marks(
    client_of: Callable[[User], Client], held: Meeting, editor: User, approver: User
) -> None:
    keys, other = keys_of(held), make_participant(held, "SE", family_name="Late", status=Status.ACCEPTED)
    listed = [keys["Came"], keys["Stayed"], str(other.key)]
    was = [keys["Came"]]
    post(client_of(editor), "held", listed=listed, was=was, came=[*was, keys["Stayed"]])
    post(client_of(approver), "held", listed=listed, was=was, came=[*was, str(other.key)])
    assert set(statuses(held).values()) == {"attended", "withdrawn"}


def test_a_mark_is_a_new_revision_and_stands_in_the_history(held: Meeting, editor: User) -> None:
    stayed: Any = held.participants.get(family_name="Stayed")
    assert mark_attendance(held, came={stayed.key}, not_marked=set(), by=editor) == 1
    assert mark_attendance(held, came={stayed.key}, not_marked=set(), by=editor) == 0
    stayed.refresh_from_db()
    assert stayed.revision == 2
    assert [event.status for event in stayed.events.order_by("pgh_id")] == ["accepted", "attended"]


def test_nobody_is_marked_before_the_first_day(
    client_of: Callable[[User], Client], coming: Meeting, editor: User
) -> None:
    person = Participant.objects.filter(meeting=coming).first()
    assert person is not None
    with pytest.raises(NotBegunError):
        mark_attendance(coming, came={person.key}, not_marked=set(), by=editor)
    response = post(client_of(editor), "coming", listed=[str(person.key)], came=[str(person.key)])
    assert response.status_code == 422
    assert "Participants can be marked from the first day of the meeting" in response.content.decode()
    form = {"revision": "1", "given_name": "E", "family_name": "M", "mode": "in_person", "status": "attended"}
    form |= {"role": "member", "listed_as": "full", "study_visit": "no"}
    response = client_of(editor).post(
        "/meetings/coming/participants/add/", form | {"state": str(person.body.pk)}
    )
    assert list(response.context["form"].errors) == ["status"]


def test_a_participant_added_after_the_end_took_part(
    client_of: Callable[[User], Client], held: Meeting, editor: User
) -> None:
    form = client_of(editor).get("/meetings/held/participants/add/").context["form"]
    assert form["status"].value() == "attended"


def test_editors_find_those_whom_the_list_leaves_out(
    client_of: Callable[[User], Client], client: Client, held: Meeting, editor: User
) -> None:
    text = page(client_of(editor), "/meetings/held/participants")
    assert 'STAYED</a> <span class="muted">Switzerland · Accepted</span>' in text
    assert 'WITHDREW</a> <span class="muted">Denmark · Withdrew</span>' in text
    assert "Not on this list" not in page(
        client_of(make_user(Role.FOCAL_POINT)), "/meetings/held/participants"
    )


def test_the_last_day_itself_is_not_the_end() -> None:
    today = timezone.localdate()
    meeting = make_meeting(starts_on=today - timedelta(days=1), ends_on=today)
    assert (meeting.has_begun, meeting.has_ended) == (True, False)
    meeting.ends_on = date(2026, 10, 7)
    assert meeting.has_begun


# At the door -----------------------------------------------------------------------------------------


@pytest.fixture
def under_way() -> Meeting:
    """A meeting of today at which three of Austria and one of Switzerland are expected."""
    today = timezone.localdate()
    meeting = make_meeting(slug="now", starts_on=today, ends_on=today)
    for number in range(3):
        make_participant(meeting, "AT", family_name=f"Austrian{number}", status=Status.ACCEPTED)
    make_participant(meeting, "CH", family_name="Swiss", status=Status.PUT_FORWARD)
    return meeting


def test_one_tick_saves_itself_and_gives_the_counts(
    client_of: Callable[[User], Client], under_way: Meeting, editor: User
) -> None:
    key = keys_of(under_way)["Swiss"]
    address = "/meetings/now/participants/attendance/"
    answer = client_of(editor).post(address, {"listed": [key], "came": [key], "quiet": "on"})
    assert answer.json() == {"here": 1, "total": 4}
    text = page(client_of(editor), address)
    assert "Here since" in text
    assert "All here" in text


def test_one_button_marks_a_whole_delegation_without_script(
    client_of: Callable[[User], Client], under_way: Meeting, editor: User
) -> None:
    post(client_of(editor), "now", listed=list(keys_of(under_way).values()), all=["AT"])
    assert sorted(statuses(under_way).values()) == ["attended"] * 3 + ["put_forward"]
    door = client_of(editor).get("/meetings/now/participants/attendance/").context["door"]
    assert [(party.name, party.is_complete) for party in door.parties] == [
        ("Austria", True),
        ("Switzerland", False),
    ]


def test_the_door_shows_who_is_not_here_and_who_is_searched_for(
    client_of: Callable[[User], Client], under_way: Meeting, editor: User
) -> None:
    desk, address = client_of(editor), "/meetings/now/participants/attendance/"

    def names(query: str) -> list[str]:
        parties = desk.get(address + query).context["door"].parties
        return [person.participant.family_name for party in parties for person in party.people]

    assert names("?q=swi") == ["Swiss"]
    assert names("?q=austria") == ["Austrian0", "Austrian1", "Austrian2"]
    post(desk, "now", listed=[keys_of(under_way)["Swiss"]], came=[keys_of(under_way)["Swiss"]])
    assert names("?show=here") == ["Swiss"]
    assert len(names("?show=not-here")) == 3


def test_a_late_arrival_of_the_directory_is_one_tap_and_added_once(
    client_of: Callable[[User], Client], under_way: Meeting, editor: User
) -> None:
    person = make_appointment("FI", person=make_person("FI", family_name="Late")).person
    desk, address = client_of(editor), "/meetings/now/participants/attendance/late/"
    assert "LATE" in page(desk, f"{address}?body=FI")
    for _twice in range(2):
        desk.post(address, {"body": "FI", "person": f"person-{person.pk}"})
    added = under_way.participants.get(person=person)
    assert (added.status, added.attended_at is not None) == (Status.ATTENDED, True)


def test_a_late_arrival_on_the_list_is_marked_and_anybody_else_is_added(
    client_of: Callable[[User], Client], under_way: Meeting, editor: User
) -> None:
    desk, address = client_of(editor), "/meetings/now/participants/attendance/late/"
    desk.post(address, {"body": "CH", "name": "Berta SWISS"})
    assert statuses(under_way)["Swiss"] == "attended"
    desk.post(address, {"body": "europol", "name": "Pieter VAN HOUTEN", "function": "Analyst"})
    assert under_way.participants.get(family_name="VAN HOUTEN").organisation is not None
    assert list(desk.post(address, {"body": "CH"}).context["form"].errors) == ["name"]


def test_the_door_and_the_list_ask_as_much_for_a_thousand_as_for_ten(
    client_of: Callable[[User], Client], under_way: Meeting, editor: User
) -> None:
    desk = client_of(editor)
    costs = []
    for number in (10, 990):
        Participant.objects.bulk_create(
            Participant(meeting=under_way, state=state("AT"), given_name="A", family_name=f"B{number}{index}")
            for index in range(number)
        )
        for address in ("/meetings/now/participants/attendance/", "/meetings/now/participants"):
            desk.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address).status_code == 200
            costs.append(len(queries))
    assert costs[:2] == costs[2:]
