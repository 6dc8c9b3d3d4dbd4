"""Who takes part online gets the link on the day before, once; who changes to online later, when they do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.models import EventStatus, Format, Meeting
from meetings.participation.actions.retention import purge_links_of_people
from meetings.participation.models import Participant, Status
from meetings.participation.tasks import send_joining_links
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.meetings import make_meeting, make_participant

pytestmark = pytest.mark.django_db

LINK = "https://join.example.org/room?a=1&b=2"
FIRST, LAST = date(2036, 5, 13), date(2036, 5, 14)
EVE = datetime(2036, 5, 12, 8, tzinfo=ZoneInfo("Asia/Almaty"))
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def set_to(instant: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant.astimezone(UTC))

    return set_to


@pytest.fixture
def meeting() -> Meeting:
    days = {"starts_on": FIRST, "ends_on": LAST, "zone": "Asia/Almaty"}
    return make_meeting(slug="almaty", title="Meeting", joining_link=LINK, format=Format.HYBRID, **days)


def join(meeting: Meeting, name: str, **facts: Any) -> Participant:
    given = {"status": Status.ACCEPTED, "mode": "online", "email": f"{name}@example.org"}
    return make_participant(meeting, family_name=name, **(given | facts))


def written_to() -> list[str]:
    """Run the beat, and return all who have been written to."""
    send_joining_links()
    return sorted(Delivery.objects.values_list("address", flat=True))


def test_the_link_leaves_on_the_morning_before_by_the_clock_of_the_place(
    meeting: Meeting, clock: Clock
) -> None:
    join(meeting, "anna")
    join(meeting, "room", mode="in_person")
    join(meeting, "waiting", status=Status.CONFIRMED)
    join(meeting, "gone", status=Status.WITHDRAWN)
    clock(EVE.replace(hour=7, minute=59))
    assert written_to() == []
    clock(EVE)
    assert written_to() == ["anna@example.org"]
    assert written_to() == ["anna@example.org"]


def test_who_changes_to_online_gets_it_then_until_the_meeting_is_over(meeting: Meeting, clock: Clock) -> None:
    late = join(meeting, "late", mode="in_person")
    clock(EVE)
    assert written_to() == []
    Participant.objects.filter(pk=late.pk).update(mode="online", revision=2)
    clock(EVE.replace(day=14, hour=18))
    assert written_to() == ["late@example.org"]
    Participant.objects.filter(pk=late.pk).update(language="ru", revision=3)
    assert written_to() == ["late@example.org"]
    join(meeting, "after")
    clock(EVE.replace(day=15, hour=0))
    assert written_to() == ["late@example.org"]


def test_another_link_is_sent_again_and_none_of_a_meeting_that_is_off(meeting: Meeting, clock: Clock) -> None:
    join(meeting, "anna")
    clock(EVE)
    Meeting.objects.update(event_status=EventStatus.CANCELLED)
    assert written_to() == []
    Meeting.objects.update(event_status=EventStatus.SCHEDULED)
    assert written_to() == ["anna@example.org"]
    Meeting.objects.filter(pk=meeting.pk).update(joining_link="https://join.example.org/other")
    assert written_to() == ["anna@example.org"] * 2


def waiting() -> list[str]:
    rows = Delivery.objects.filter(state=DeliveryState.WAITING)
    return sorted(rows.values_list("address", flat=True))


def test_a_meeting_that_moved_is_written_about_again_with_its_new_days(
    meeting: Meeting, clock: Clock
) -> None:
    join(meeting, "anna")
    clock(EVE)
    assert written_to() == ["anna@example.org"]
    later = {"starts_on": date(2036, 5, 20), "ends_on": date(2036, 5, 21)}
    Meeting.objects.filter(pk=meeting.pk).update(**later, revision=2)
    written_to()
    assert waiting() == []
    clock(EVE + timedelta(days=7))
    written_to()
    [letter] = {each.letter for each in Delivery.objects.filter(state=DeliveryState.WAITING)}
    assert letter.subject == "How to join: Meeting, 20 May 2036 – 21 May 2036"


def test_a_link_that_has_not_left_is_kept_back_from_who_no_longer_takes_part(
    meeting: Meeting, clock: Clock
) -> None:
    anna = join(meeting, "anna")
    clock(EVE)
    written_to()
    Participant.objects.filter(pk=anna.pk).update(status=Status.WITHDRAWN, revision=2)
    written_to()
    assert waiting() == []
    Participant.objects.filter(pk=anna.pk).update(status=Status.ACCEPTED, revision=3)
    written_to()
    assert waiting() == ["anna@example.org"]
    Participant.objects.filter(pk=anna.pk).update(email="new@example.org", revision=4)
    written_to()
    assert waiting() == ["new@example.org"]
    Meeting.objects.update(event_status=EventStatus.CANCELLED)
    written_to()
    assert waiting() == []


def test_of_a_meeting_that_is_online_as_a_whole_all_get_it(meeting: Meeting, clock: Clock) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(format=Format.ONLINE)
    join(meeting, "room", mode="in_person")
    clock(EVE)
    assert written_to() == ["room@example.org"]


def test_after_a_meeting_without_invitations_the_letters_keep_no_name(meeting: Meeting, clock: Clock) -> None:
    join(meeting, "anna")
    clock(EVE)
    assert written_to() == ["anna@example.org"]
    Delivery.objects.update(state=DeliveryState.SENT)
    assert purge_links_of_people() == 0
    clock(EVE + timedelta(days=60))
    assert purge_links_of_people() == 1
    assert Delivery.objects.get().slots == {}


@pytest.mark.parametrize(
    ("language", "subject", "button"),
    [
        ("en", "How to join: Meeting, 13 May 2036 – 14 May 2036", "Join the meeting"),
        ("de", "Link zur Teilnahme: Meeting, 13. Mai 2036 – 14. Mai 2036", "Am Treffen teilnehmen"),
        (
            "es",
            "Enlace de conexión: Meeting, 13 de mayo de 2036 – 14 de mayo de 2036",
            "Conectarse a la reunión",
        ),
        ("fr", "Lien de connexion : Meeting, 13 mai 2036 – 14 mai 2036", "Rejoindre la réunion"),
        ("it", "Link per collegarsi: Meeting, 13 maggio 2036 – 14 maggio 2036", "Collegarsi alla riunione"),
        ("ru", "Ссылка для подключения: Meeting, 13 мая 2036 г. – 14 мая 2036 г.", "Подключиться к встрече"),
    ],
)
def test_the_letter_is_in_the_language_of_the_person(
    meeting: Meeting, clock: Clock, language: str, subject: str, button: str
) -> None:
    join(meeting, "anna", language=language)
    clock(EVE)
    assert written_to() == ["anna@example.org"]
    letter = Delivery.objects.get().letter
    assert (letter.subject, letter.language) == (subject, language)
    assert f"{button}:\n{LINK}\n" in letter.text
    assert f'href="{LINK.replace("&", "&amp;")}"' in letter.html
