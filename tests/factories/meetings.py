"""Meetings for tests, one phrase each."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from meetings.models import AgendaItem, Meeting, Objective, Stage
from meetings.participation.models import Participant, Status
from meetings.reports.models import Conclusion, Report
from network.models import Organisation, State
from nfp_portal.accounts.audience import Audience

_numbers = count(1)
FIRST_DAY, LAST_DAY = date(2026, 10, 6), date(2026, 10, 7)


def make_meeting(**facts: Any) -> Meeting:
    """A meeting on 6 and 7 October 2026 whose agenda is published."""
    number = next(_numbers)
    given = {
        "slug": f"meeting-{number}",
        "title": f"Meeting {number}",
        "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY,
        "stage": Stage.AGENDA,
    }
    return Meeting.objects.create(**(given | facts))


def make_coming_meeting(**facts: Any) -> Meeting:
    """A meeting of two days in half a year, whose registration is open."""
    first = timezone.localdate() + timedelta(days=180)
    days = {"starts_on": first, "ends_on": first + timedelta(days=1), "stage": Stage.REGISTRATION}
    return make_meeting(**(days | facts))


def at(hour: int, minute: int = 0, day: date = FIRST_DAY) -> datetime:
    """An instant by Vienna's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def make_item(meeting: Meeting, title: str = "Session", **facts: Any) -> AgendaItem:
    position = meeting.items.count() + 1
    return AgendaItem.objects.create(meeting=meeting, title=title, **({"position": position} | facts))


def make_timed_item(
    meeting: Meeting, title: str, begins: datetime, ends: datetime, **facts: Any
) -> AgendaItem:
    """An item of a meeting in Vienna, between two instants."""
    local, minutes = timezone.localtime(begins), (ends - begins) // timedelta(minutes=1)
    times = {"day": local.date(), "begins": local.time(), "minutes": minutes}
    return make_item(meeting, title, **times, **facts)


def make_restricted_item(meeting: Meeting, title: str = "Closed session", **facts: Any) -> AgendaItem:
    return make_item(meeting, title, audience=Audience.FOCAL_POINTS, **facts)


def make_objective(meeting: Meeting, text: str, audience: Audience = Audience.ALL) -> Objective:
    position = meeting.objectives.count() + 1
    return Objective.objects.create(meeting=meeting, text=text, audience=audience, position=position)


def make_conclusion(meeting: Meeting, text: str, audience: Audience = Audience.ALL) -> Conclusion:
    position = meeting.conclusions.count() + 1
    return Conclusion.objects.create(meeting=meeting, text=text, audience=audience, position=position)


def make_participant(meeting: Meeting, body: str = "AT", **facts: Any) -> Participant:
    """Somebody who took part for the State of this code, or for the organisation of this slug."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "given_name": "Berta",
        "family_name": f"Beispiel{number}",
        "email": f"p{number}@example.org",
        "status": Status.ATTENDED,
    }
    if body.isupper():
        given["state"] = State.objects.get(iso2=body)
    else:
        given["organisation"] = Organisation.objects.get(slug=body)
    return Participant.objects.create(meeting=meeting, **(given | facts))


def make_report(meeting: Meeting, **facts: Any) -> Report:
    return Report.objects.create(meeting=meeting, **({"background": "Why we met."} | facts))
