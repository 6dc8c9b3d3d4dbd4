"""What the database refuses about meetings, and in which order they are listed."""

import struct
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone, translation
from pytest_django import Settings

from meetings.models import Kind, Meeting, Series, Stage
from meetings.participation.models import Participant
from meetings.reports.models import Release, ReportStatus
from network.models import Organisation
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    FIRST_DAY,
    LAST_DAY,
    at,
    make_item,
    make_meeting,
    make_participant,
    make_report,
    make_timed_item,
)
from tests.factories.network import state

pytestmark = pytest.mark.django_db


def refuses(constraint: str) -> Any:
    return pytest.raises(IntegrityError, match=constraint)


def check_now() -> None:
    """Check what the database puts off until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_meeting_cannot_end_before_it_starts() -> None:
    with refuses("meeting_ends_after_it_starts"):
        make_meeting(starts_on=date(2026, 10, 7), ends_on=date(2026, 10, 6))


def test_a_last_day_needs_a_first_day() -> None:
    with refuses("meeting_end_has_a_start"):
        make_meeting(starts_on=None, ends_on=date(2026, 10, 6))


def test_two_meetings_cannot_have_the_same_number() -> None:
    with refuses("number"):
        make_meeting(number=12, slug="twelve")


def test_only_annual_meetings_have_a_number() -> None:
    with refuses("only_annual_meetings_are_numbered"):
        make_meeting(number=98, slug="98", series=Series.TRAINING)


def test_a_numbered_meeting_is_found_by_its_number_alone() -> None:
    with refuses("a_numbered_meeting_is_found_by_its_number"):
        make_meeting(number=98, slug="ninety-eight")


def test_a_meeting_without_a_number_cannot_take_the_address_of_one() -> None:
    with refuses("a_numbered_meeting_is_found_by_its_number"):
        make_meeting(number=None, slug="98")


def test_a_headcount_says_how_exact_it_is() -> None:
    with refuses("headcount_says_how_exact_it_is"):
        make_meeting(headcount=60)


@pytest.mark.parametrize("day", [date(2026, 10, 5), date(2026, 10, 8)])
def test_an_agenda_item_lies_inside_its_meeting(day: date) -> None:
    with refuses("lies outside its meeting"):
        make_item(make_meeting(), day=day)


def test_an_undated_meeting_has_no_days_for_items() -> None:
    with refuses("lies outside its meeting"):
        make_item(make_meeting(starts_on=None, ends_on=None), day=FIRST_DAY)


def test_a_meeting_cannot_be_moved_away_from_its_items() -> None:
    meeting = make_meeting()
    make_item(meeting, day=FIRST_DAY)
    meeting.starts_on = date(2026, 10, 7)
    with refuses("outside the meeting"):
        meeting.save()


@pytest.mark.parametrize("minutes", [0, 24 * 60])
def test_an_item_lasts_some_time_and_less_than_a_day(minutes: int) -> None:
    with refuses("agenda_item_lasts_less_than_a_day"):
        make_item(make_meeting(), day=FIRST_DAY, begins=time(9), minutes=minutes)


def test_an_item_has_both_times_or_none() -> None:
    with refuses("agenda_item_has_both_times_or_none"):
        make_item(make_meeting(), day=FIRST_DAY, begins=time(9))


def test_an_item_with_times_has_a_day() -> None:
    with refuses("agenda_item_with_times_has_a_day"):
        make_item(make_meeting(), begins=time(9), minutes=60)


def test_an_item_that_lasts_past_midnight_takes_the_time_of_the_next_day() -> None:
    meeting = make_meeting()
    make_item(meeting, "Reception", day=FIRST_DAY, begins=time(22), minutes=180)
    make_item(meeting, "Night bus", day=LAST_DAY, begins=time(0, 30), minutes=15)
    with refuses("one_agenda_item_at_a_time"):
        check_now()


def test_a_zone_nobody_knows_is_refused() -> None:
    with pytest.raises(DataError, match="not recognized"):
        make_meeting(zone="Europe/Atlantis")


def test_two_sessions_cannot_have_the_same_time() -> None:
    meeting = make_meeting()
    make_timed_item(meeting, "One", at(9), at(10))
    make_timed_item(meeting, "Two", at(9, 30), at(11))
    with refuses("one_agenda_item_at_a_time"):
        check_now()


def test_working_groups_meet_beside_each_other() -> None:
    meeting = make_meeting()
    make_timed_item(meeting, "Group I", at(9), at(10), kind=Kind.WORKING_GROUP)
    make_timed_item(meeting, "Group II", at(9), at(10), kind=Kind.WORKING_GROUP)
    check_now()
    assert meeting.items.count() == 2


def test_items_without_a_day_come_last() -> None:
    meeting = make_meeting()
    make_item(meeting, "Some day", position=1)
    make_item(meeting, "Second", day=FIRST_DAY, position=3)
    make_item(meeting, "First", day=FIRST_DAY, position=2)
    assert [item.title for item in meeting.items.in_order()] == ["First", "Second", "Some day"]


def test_a_participant_comes_for_a_state_or_an_organisation_not_for_both() -> None:
    with refuses("participant_comes_for_a_state_or_a_body"):
        make_participant(make_meeting(), "AT", organisation=Organisation.objects.get(slug="interpol"))


def test_a_participant_comes_for_somebody() -> None:
    with refuses("participant_comes_for_a_state_or_a_body"):
        Participant.objects.create(meeting=make_meeting(), given_name="A", family_name="B")


def test_one_person_is_registered_once_by_e_mail() -> None:
    meeting = make_meeting()
    make_participant(meeting, email="anna@example.org")
    with refuses("one_participant_per_email"):
        make_participant(meeting, email="ANNA@example.org")


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ("AT", "participating_state"),
        ("DZ", "partner"),
        ("bsmu", "osce"),
        ("osce-mission-to-serbia", "osce"),
        ("interpol", "international"),
        ("fbi", "national_agency"),
    ],
)
def test_the_category_of_a_participant_follows_from_whom_they_come_for(body: str, category: str) -> None:
    assert make_participant(make_meeting(), body).category == category


def test_a_report_cannot_be_released_by_the_one_who_wrote_it() -> None:
    writer = make_user(Role.APPROVER)
    released = {"released_by": writer, "written_by": writer, "released_at": timezone.now()}
    with refuses("report_is_released_by_a_second_person"):
        Release.objects.create(report=make_report(make_meeting()), **released)


def test_a_release_says_who_approved_it_and_when() -> None:
    with refuses("release_says_who_and_when"):
        Release.objects.create(report=make_report(make_meeting()), released_by=make_user(Role.APPROVER))


def test_a_released_report_has_its_release() -> None:
    with refuses("released_report_has_its_release"):
        make_report(make_meeting(), edited_by=make_user(Role.EDITOR), status=ReportStatus.RELEASED)


def test_each_change_of_a_meeting_stands_in_its_history() -> None:
    meeting: Any = make_meeting(title="Before")
    meeting.title = "After"
    meeting.save()
    assert [event.title for event in meeting.events.order_by("pgh_id")] == ["Before", "After"]


def test_the_history_of_a_meeting_cannot_be_edited() -> None:
    meeting: Any = make_meeting()
    event = meeting.events.get()
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        event.delete()


def test_a_planned_meeting_is_internal() -> None:
    meeting = make_meeting(stage=Stage.PLANNED)
    everybody = Meeting.objects.filter(pk=meeting.pk)
    seen = {role: everybody.visible_to(make_user(role)).exists() for role in Role}
    assert seen == {
        Role.FOCAL_POINT: False,
        Role.DELEGATION: False,
        Role.PARTNER: False,
        Role.EDITOR: True,
        Role.APPROVER: True,
        Role.ADMINISTRATOR: True,
    }


def test_a_meeting_is_found_by_title_theme_and_city_without_accents() -> None:
    meeting = make_meeting(title="Séance", theme="Smuggling of cultural goods", city="Kraków")
    assert list(Meeting.objects.matching("krakow seance goods")) == [meeting]
    assert not Meeting.objects.matching("krakow passports")


def test_the_next_meeting_comes_first_and_past_ones_not_at_all() -> None:
    today = date(2026, 11, 1)
    make_meeting(starts_on=date(2026, 10, 30), ends_on=date(2026, 10, 31))
    later = make_meeting(starts_on=date(2027, 3, 1), ends_on=None)
    running = make_meeting(starts_on=date(2026, 10, 31), ends_on=today)
    assert list(Meeting.objects.upcoming(today)) == [running, later]


def test_the_place_of_a_meeting_bears_the_name_of_its_time() -> None:
    then = make_meeting(starts_on=date(2016, 5, 1), ends_on=None, city="Skopje", country=state("MK"))
    now = make_meeting(city="Skopje", country=state("MK"))
    assert [then.location, now.location] == [
        "Skopje, the former Yugoslav Republic of Macedonia",
        "Skopje, North Macedonia",
    ]


def test_the_number_of_a_session_is_said_in_the_readers_language(tmp_path: Path, settings: Settings) -> None:
    write_catalogue(tmp_path / "de", {"Session %(number)d: %(title)s": "%(number)d. Sitzung: %(title)s"})
    settings.LOCALE_PATHS = [tmp_path]
    item = make_item(make_meeting(), "Visa", session=2)
    assert str(item) == "Session 2: Visa"
    with translation.override("de"):
        assert str(item) == "2. Sitzung: Visa"


def write_catalogue(folder: Path, phrases: dict[str, str]) -> None:
    """Write a compiled catalogue of translations (MO) with one phrase or more."""
    rows = sorted(({"": "Content-Type: text/plain; charset=utf-8\n"} | phrases).items())
    texts = [text.encode() for column in zip(*rows, strict=True) for text in column]
    head, tables, start = 28, b"", 28 + 8 * len(texts)
    for text in texts:
        tables += struct.pack("<II", len(text), start)
        start += len(text) + 1
    file = folder / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    magic = struct.pack("<7I", 0x950412DE, 0, len(rows), head, head + 8 * len(rows), 0, 0)
    file.write_bytes(magic + tables + b"".join(text + b"\0" for text in texts))


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(1, 1, 1), date(9999, 12, 31)), (date(2026, 1, 1), date(2026, 4, 1)), (date(1999, 12, 31), None)],
)
def test_a_meeting_is_of_our_time_and_lasts_two_months_at_most(first: date, last: date | None) -> None:
    with refuses("meeting_is_of_our_time_and_short"):
        make_meeting(starts_on=first, ends_on=last)
