"""The save-the-date is mailed from the meeting: to whom, how it reads, a test, and never twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from meetings.letters import WORDINGS, letter_about
from meetings.models import Mailing, Meeting, MeetingDate, Stage
from network.models import Contact
from nfp_portal.accounts.languages import LETTER_LANGUAGES
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery
from tests.factories.meetings import make_coming_meeting, make_date, make_meeting
from tests.factories.network import make_appointment, make_person, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def meeting() -> Meeting:
    for iso2, address, languages in (("AT", "a@example.org", ["de"]), ("FR", "f@example.org", ["fr", "en"])):
        make_appointment(iso2, person=make_person(iso2, email=address, languages=languages))
    Contact.objects.create(state=state("AT"), address="mission@example.org")
    Contact.objects.create(state=state("FR"), address="F@example.org")
    days = {"starts_on": date(2036, 10, 6), "ends_on": date(2036, 10, 7)}
    return make_coming_meeting(slug="next", title="Next meeting", city="Vienna", stage=Stage.PLANNED, **days)


def send(desk: Client, **typed: Any) -> dict[str, Any]:
    form = desk.get("/meetings/next/save-the-date/").context["form"]
    return {"key": str(form["key"].value()), "groups": ["focal_points", "contacts"], "text": ""} | typed


def test_the_page_says_how_many_are_written_to_and_in_which_languages(desk: Client, meeting: Meeting) -> None:
    page = desk.post("/meetings/next/save-the-date/", send(desk))
    preview = page.context["preview"]
    assert preview.number == 3
    assert {sample.language: sample.number for sample in preview.samples} == {
        "German": 1,
        "French": 1,
        "English": 1,
    }
    assert "Yes, and mail 3 addresses" in page.content.decode()
    assert not Delivery.objects.exists()


def test_a_save_the_date_announces_the_meeting_and_is_done_once(desk: Client, meeting: Meeting) -> None:
    make_date(meeting, MeetingDate.Kind.SAVE_THE_DATE)
    assert Client().get("/meetings/next/").status_code == 404
    sent = send(desk, confirm="1", text="More soon.")
    for _click in range(2):
        page = desk.post("/meetings/next/save-the-date/", sent, follow=True)
    assert "The save-the-date is on its way. 3 addresses are mailed." in page.content.decode()
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [
        *("a@example.org", "f@example.org", "mission@example.org"),
    ]
    letters = {
        each.letter.language: each.letter.subject for each in Delivery.objects.select_related("letter")
    }
    assert letters["en"] == "Save the date: Next meeting"
    calendar = Calendar.from_ical(Delivery.objects.select_related("letter")[0].letter.calendar)
    entry: Any = calendar.walk("VEVENT")[0]
    assert (entry["DTSTART"].dt, entry["SEQUENCE"], entry["STATUS"]) == (date(2036, 10, 6), 1, "CONFIRMED")
    assert Client().get("/meetings/next/").status_code == 200
    assert MeetingDate.objects.get(meeting=meeting).done_at is not None
    assert Mailing.objects.get().number == 3


def test_a_test_goes_to_oneself_alone_and_counts_for_nothing(
    desk: Client, meeting: Meeting, editor: User
) -> None:
    page = desk.post("/meetings/next/save-the-date/", send(desk, test="1"))
    assert f"A test is on its way to {editor.email}." in page.content.decode()
    assert [each.address for each in Delivery.objects.all()] == [editor.email]
    assert not Mailing.objects.exists()
    assert Client().get("/meetings/next/").status_code == 404


def test_nobody_is_chosen_is_an_error_at_the_field(desk: Client, meeting: Meeting) -> None:
    page = desk.post("/meetings/next/save-the-date/", send(desk, groups=[]))
    assert list(page.context["form"].errors) == ["groups"]


def test_each_letter_is_written_in_each_language() -> None:
    days = {"starts_on": date(2026, 10, 6), "ends_on": date(2026, 10, 7)}
    meeting = make_meeting(title="{{to}} meeting", planned_first=date(2026, 5, 5), **days)
    for kind in WORDINGS:
        subjects = {letter_about(meeting, kind, "", language).subject for language in LETTER_LANGUAGES}
        assert len(subjects) == 6
    text = letter_about(meeting, "rescheduled", "Wir freuen uns auf Sie.", "de").text
    assert "5. Mai 2026" in text
    assert "6. Oktober 2026 bis 7. Oktober 2026" in text
    assert "Wir freuen uns auf Sie." in text
    assert "{{" not in text
