"""Write to the people of a list: put forward, accepted, on the waiting list, not selected."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from meetings.calendars import calendar_of_meetings
from meetings.letters import GRACE
from meetings.models import Meeting
from meetings.participation import letters
from meetings.participation.letters import Step
from meetings.participation.links import address_of
from meetings.participation.models import Participant
from network.rounds.kinds import LINK
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery, DeliveryState
from nfp_portal.mail.models import Letter as FrozenLetter

JOINING = "joining"
# With these comes the meeting for the calendar.
ADMITTING = (Step.ACCEPTED, Step.ACCEPTED_VISIT_FULL, Step.SEAT_FREE, Step.SEAT_FREE_VISIT_FULL)


def write_to_people(step: Step, meeting: Meeting, people: Iterable[Participant]) -> int:
    """Write to each what the step says, with their link; give how many have an address to be written to.

    What was decided leaves after the time in which it is taken back most often.
    """
    leaves_at = None if step == Step.PUT_FORWARD else timezone.now() + GRACE
    listed = by_language(people)
    for language, persons in listed.items():
        recipients = [_recipient(person) for person in persons]
        mail.address_each(_frozen(step, meeting, language), recipients, not_before=leaves_at)
    return sum(map(len, listed.values()))


def by_language(people: Iterable[Participant]) -> dict[str, list[Participant]]:
    """Return who has an address to be written to, by the language of their letters."""
    listed = defaultdict(list)
    for person in people:
        if person.email:
            listed[person.language].append(person)
    return listed


def _recipient(person: Participant) -> mail.Recipient:
    slots = letters.slots_of(person) | {LINK: address_of(person)}
    return mail.Recipient(f"{person.key.hex}-{person.revision}", person.email, slots)


def _frozen(step: Step, meeting: Meeting, language: str) -> FrozenLetter:
    """Return the step's letter as it was frozen first for the meeting as it is now."""
    key = f"{prefix_of(step, meeting)}{meeting.revision}-{language}"
    if letter := FrozenLetter.objects.filter(key=key).first():
        return letter
    written = letters.to_people(step, meeting, language)
    calendar = _calendar(meeting) if step in ADMITTING else ""
    return mail.freeze(
        key=key, **written.parts, stream=NOTICE, headers=mail.AUTOMATIC_HEADERS, calendar=calendar
    )


def _calendar(meeting: Meeting) -> str:
    """Return the entry that a calendar keeps; empty for an undated meeting."""
    return calendar_of_meetings([meeting], (), meeting.title).decode() if meeting.starts_on else ""


def prefix_of(step: str, meeting: Meeting) -> str:
    return f"{step}-{meeting.key.hex}-"


def withhold_from(people: Iterable[Participant]) -> None:
    """Take back what has not left to people who are no longer on a list."""
    for person in people:
        deliveries = Delivery.objects.filter(
            key__startswith=f"{person.key.hex}-",
            letter__key__startswith=prefix_of(Step.PUT_FORWARD, person.meeting),
        )
        mail.withhold(deliveries)


def withhold_latest(person: Participant) -> int:
    """Take back what was written to somebody as they are now; give how many letters had left already."""
    deliveries = Delivery.objects.filter(key=f"{person.key.hex}-{person.revision}")
    mail.withhold(deliveries)
    return deliveries.exclude(state=DeliveryState.WITHDRAWN).count()
