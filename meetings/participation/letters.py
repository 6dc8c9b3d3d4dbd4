"""The letters about a delegation, in six languages by the catalogue of letters.

`{{name}}` is a slot that the outbox fills for each recipient; `%(title)s` is filled once for all.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, override, pgettext

from meetings.models import Meeting
from meetings.models.meetings import EventStatus
from meetings.participation import phrases
from meetings.participation.models import Participant
from network.labels import state_in_text
from network.models import Organisation, State
from network.rounds.letters import OWN_LINK, Wording, with_own_link
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, render_letter, written_day


class Step(StrEnum):
    """What somebody who was put forward is written about; part of the keys of letters."""

    PUT_FORWARD = "put-forward"
    ACCEPTED = "accepted"
    ACCEPTED_VISIT_FULL = "accepted-visit-full"
    WAITING = "waiting"
    NOT_SELECTED = "not-selected"
    SEAT_FREE = "seat-free"
    SEAT_FREE_VISIT_FULL = "seat-free-visit-full"
    VISIT_SEAT_FREE = "visit-seat-free"


TO_DELEGATIONS: dict[str, Callable[[], Wording]] = {"ask": phrases.ask, "remind": phrases.remind}
FOR_NOMINATIONS: dict[str, Callable[[], Wording]] = {
    "ask": phrases.ask_for_nominations,
    "remind": phrases.remind_of_nominations,
}
TO_PEOPLE: dict[Step, Callable[[], Wording]] = {
    Step.PUT_FORWARD: phrases.put_forward,
    Step.ACCEPTED: phrases.accepted,
    Step.ACCEPTED_VISIT_FULL: lambda: phrases.with_visit_full(phrases.accepted()),
    Step.WAITING: phrases.waiting,
    Step.NOT_SELECTED: phrases.not_selected,
    Step.SEAT_FREE: phrases.seat_free,
    Step.SEAT_FREE_VISIT_FULL: lambda: phrases.with_visit_full(phrases.seat_free()),
    Step.VISIT_SEAT_FREE: phrases.visit_seat_free,
}
TO_NOMINEES: dict[Step, Callable[[], Wording]] = TO_PEOPLE | {
    Step.PUT_FORWARD: phrases.nominated,
    Step.ACCEPTED: phrases.selected,
    Step.ACCEPTED_VISIT_FULL: lambda: phrases.with_visit_full(phrases.selected()),
}


def to_delegations(step: str, meeting: Meeting, closes_on: date, language: str) -> Letter:
    """Write the invitation or its reminder; the slots are the delegation's name and its link."""
    wordings = FOR_NOMINATIONS if meeting.takes_nominations else TO_DELEGATIONS
    with override(language):
        return _rendered(wordings[step](), meeting, closes=written_day(closes_on))


def to_people(step: Step, meeting: Meeting, language: str) -> Letter:
    """Write to people about a step of theirs; the slots are name, delegation and link."""
    wordings = TO_NOMINEES if meeting.takes_nominations else TO_PEOPLE
    with override(language):
        return _rendered(wordings[step](), meeting, closes="")


def about_joining(meeting: Meeting, language: str) -> Letter:
    """Write to those who take part online; the slot is the name."""
    with override(language):
        return _rendered(phrases.joining(), meeting, without_slots(meeting.joining_link))


def _rendered(wording: Wording, meeting: Meeting, link: str = OWN_LINK, **values: str) -> Letter:
    language = get_language() or settings.LANGUAGE_CODE
    facts = {name: without_slots(one_line(value)) for name, value in facts_of(meeting).items()}
    filled = wording.filled(**facts, **values)
    context: dict[str, Any] = vars(filled) | {
        "subject_line": filled.subject,
        "link": link,
        "language": language,
    }
    letter = render_letter("meetings/participation/email/letter", context, language=language)
    return with_own_link(letter)


def facts_of(meeting: Meeting) -> dict[str, str]:
    """Return what a meeting is called, when and where it is, in the language in force."""
    location = ", ".join(filter(None, (meeting.venue, meeting.city)))
    return {
        "title": meeting.title,
        "dates": dates_of(meeting),
        "location": location or pgettext("letter", "place not yet known"),
    }


def dates_of(meeting: Meeting) -> str:
    first, last = meeting.starts_on, meeting.last_day
    if first is None or last is None:
        return pgettext("letter", "dates not yet known")
    return written_day(first) if first == last else f"{written_day(first)} – {written_day(last)}"


def off_notice(meeting: Meeting) -> str:
    """Say that a meeting is cancelled, or postponed without new days; empty for any other."""
    if not meeting.is_off:
        return ""
    if meeting.event_status == EventStatus.CANCELLED:
        return capfirst(pgettext("letter", "this meeting is cancelled."))
    return capfirst(pgettext("letter", "this meeting is postponed. New dates are not set yet."))


def name_of_body(body: State | Organisation) -> str:
    """Return the name of a State or body in the language in force, as far as it is recorded."""
    return state_in_text(body) if isinstance(body, State) else body.name


def slots_of(person: Participant) -> dict[str, str]:
    with override(person.language):
        return {"name": str(person), "body": name_of_body(person.body)}
