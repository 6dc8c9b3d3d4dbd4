"""The joining link, mailed to those who take part online from the day before a meeting on."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db import models, transaction
from django.utils import timezone

from meetings.actions.parts import lock
from meetings.models import Meeting
from meetings.participation import letters
from meetings.participation.actions.mailing import JOINING, by_language, prefix_of
from meetings.participation.models import Participant
from meetings.times import instant
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery, DeliveryState

# On the day before, by the clock of the meeting's place.
AT = time(8)
# So long are the keys of meetings and persons, in the keys of letters and deliveries.
KEY = 32


def send_joining_links() -> int:
    """Write to all who have not got the link of a meeting that is near or on; return how many that are.

    What waits in the outbox and is no longer right is withheld, also of a meeting that moved or is off since.
    """
    near = [meeting for meeting in Meeting.objects.upcoming().exclude(joining_link="") if _is_near(meeting)]
    waiting = Meeting.objects.filter(key__in=_waited_for()).exclude(pk__in=[each.pk for each in near])
    return sum(_write_about(meeting) for meeting in (*near, *waiting))


def _waited_for() -> set[str]:
    """Return the keys of the meetings of which a joining letter has not left yet."""
    begin = f"{JOINING}-"
    letters_waiting = Delivery.objects.open().filter(letter__key__startswith=begin)
    keys = letters_waiting.values_list("letter__key", flat=True)
    return {key.removeprefix(begin)[:KEY] for key in keys}


def _is_near(meeting: Meeting) -> bool:
    if meeting.starts_on is None or meeting.is_off or meeting.has_ended:
        return False
    eve = datetime.combine(meeting.starts_on - timedelta(days=1), AT)
    return instant(eve, meeting.zone) <= timezone.now()


@transaction.atomic
def _write_about(meeting: Meeting) -> int:
    """Write once to each address; a link or day that was replaced since is written again."""
    current = lock(meeting)
    people = list(_online(current)) if current.joining_link and _is_near(current) else []
    facts = f"{current.joining_link} {current.starts_on} {current.ends_on}"
    prefix = f"{prefix_of(JOINING, current)}{sha256(facts.encode()).hexdigest()[:8]}-"
    _withhold_others(current, prefix, people)
    sent = Delivery.objects.filter(letter__key__startswith=prefix).exclude(state=DeliveryState.WITHDRAWN)
    written = {(key[:KEY], address) for key, address in sent.values_list("key", "address")}
    missing = [person for person in people if (person.key.hex, person.email) not in written]
    for language, persons in by_language(missing).items():
        _address(current, f"{prefix}{current.revision}-{language}", language, persons)
    return len(missing)


def _withhold_others(meeting: Meeting, prefix: str, people: Iterable[Participant]) -> None:
    """Keep back what has not left and is of another link or day, or to another person or address."""
    letters_of_meeting = Delivery.objects.filter(letter__key__startswith=prefix_of(JOINING, meeting))
    right = {(person.key.hex, person.email) for person in people}
    waiting = letters_of_meeting.open().values_list("pk", "key", "address", "letter__key")
    wrong = [
        pk
        for pk, key, address, letter in waiting
        if not letter.startswith(prefix) or (key[:KEY], address) not in right
    ]
    if wrong:
        mail.withhold(Delivery.objects.filter(pk__in=wrong))


def _online(meeting: Meeting) -> models.QuerySet[Participant]:
    """Those of whom an address is recorded."""
    people = meeting.participants.joining_online().exclude(email="")
    return people.select_related("state", "organisation").order_by("pk")


def _address(meeting: Meeting, key: str, language: str, people: Iterable[Participant]) -> None:
    written = letters.about_joining(meeting, language)
    letter = mail.freeze(key=key, **written.parts, stream=NOTICE, headers=mail.AUTOMATIC_HEADERS)
    recipients = (
        mail.Recipient(f"{each.key.hex}-{each.revision}", each.email, letters.slots_of(each))
        for each in people
    )
    mail.address_each(letter, recipients)
