"""The seats on the page of the participants, for editors: how many are taken, who waits, who is next."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.participation.kinds import PARTICIPANTS
from meetings.participation.models import Participant
from meetings.participation.seats import Seating, SeatsOf, seating_of, visit_seating_of
from meetings.participation.wording import seats_in_words
from meetings.sections import Section
from nfp_portal.ui.buttons import Button

GIVE_ROUTES = {SeatsOf.MEETING: "meetings:give_seat", SeatsOf.VISIT: "meetings:give_visit_seat"}


@dataclass(frozen=True)
class Row:
    person: Participant
    anchor: str
    url: str
    detail: str


@dataclass(frozen=True)
class Block:
    """The seats of the meeting, or of its study visit."""

    title: str
    sentence: str
    next: str
    waiting: list[Row]
    offered: list[Button]


@dataclass(frozen=True)
class SeatsInShort:
    blocks: list[Block]
    change: Button


def seats_of_meeting(meeting: Meeting) -> Section | None:
    """Return the seats for editors, or None where there is nothing to set or show; four queries."""
    blocks = list(_blocks(meeting))
    if meeting.has_ended and not blocks:
        return None
    label = _("Change the seats") if meeting.seats or meeting.visit_seats else _("Set the number of seats")
    change = Button(label, reverse("meetings:seats", args=[meeting.slug]), "quiet small")
    return Section("meetings/participation/seats.html", SeatsInShort(blocks, change))


def _blocks(meeting: Meeting) -> Iterator[Block]:
    """Yield what has a limit, or somebody who waits still."""
    seating, visit = seating_of(meeting), visit_seating_of(meeting)
    if seating.seats is not None or seating.waiting:
        yield _block(meeting, seating, _("Waiting list"), seats_in_words(seating))
    if visit.seats is not None or visit.waiting:
        sentence = _("Study visit: %(sentence)s") % {"sentence": seats_in_words(visit)}
        yield _block(meeting, visit, _("Waiting list of the study visit"), sentence)


def _block(meeting: Meeting, seating: Seating, title: str, sentence: str) -> Block:
    person = None if meeting.has_ended else seating.next
    return Block(
        title=title,
        sentence=sentence,
        next=_next_in_words(seating, person),
        waiting=[_row(each, seating.of) for each in seating.waiting],
        offered=[_give(meeting, person, seating.of)] if person else [],
    )


def _next_in_words(seating: Seating, person: Participant | None) -> str:
    if person is None:
        return ""
    values = {"free": seating.free, "name": person, "body": person.body}
    if seating.free is None:
        return _("There is no limit any more. Next is %(name)s, %(body)s.") % values
    text = ngettext(
        "%(free)d seat is free. Next is %(name)s, %(body)s.",
        "%(free)d seats are free. Next is %(name)s, %(body)s.",
        seating.free,
    )
    return text % values


def _row(person: Participant, of: SeatsOf) -> Row:
    since = person.waiting_since if of == SeatsOf.MEETING else person.visit_waiting_since
    day = date_format(timezone.localtime(since), "j F Y, H:i") if since else ""
    values = {"body": person.body, "day": day}
    anchor = PARTICIPANTS.anchor(person) if of == SeatsOf.MEETING else f"visit-{person.key}"
    return Row(person, anchor, PARTICIPANTS.url_of(person, "edit"), _("%(body)s · since %(day)s") % values)


def _give(meeting: Meeting, person: Participant, of: SeatsOf) -> Button:
    label = _("Give the seat to %(name)s") % {"name": person}
    return Button(label, reverse(GIVE_ROUTES[of], args=[meeting.slug, person.key]), fields={})
