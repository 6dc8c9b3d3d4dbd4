"""What is written to many about a meeting, in six languages by the catalogue of letters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import override, pgettext

from meetings.models import Meeting
from meetings.models.mailings import MailingKind
from meetings.models.meetings import Format
from network.labels import state_name
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, frame_html, frame_text, render_letter, written_day

# So long a letter about a decision waits for Undo.
GRACE = timedelta(minutes=1)


@dataclass(frozen=True)
class Wording:
    subject: str
    text: str
    after: str


def _save_the_date() -> Wording:
    return Wording(
        pgettext("letter", "Save the date: %(title)s"),
        pgettext("letter", "please keep these days free for a meeting of the Network."),
        pgettext("letter", "An invitation follows. The days are attached for your calendar."),
    )


def _postponed() -> Wording:
    return Wording(
        pgettext("letter", "Postponed: %(title)s"),
        pgettext("letter", "this meeting is postponed. New dates are not set yet."),
        pgettext("letter", "We shall write again when the new dates are known.") + "\n\n" + _in_calendars(),
    )


def _rescheduled() -> Wording:
    return Wording(
        pgettext("letter", "New dates: %(title)s"),
        pgettext("letter", "the dates of this meeting have changed."),
        _in_calendars(),
    )


def _moved_online() -> Wording:
    return Wording(
        pgettext("letter", "Moved online: %(title)s"),
        pgettext("letter", "this meeting takes place online."),
        pgettext("letter", "Who takes part receives the link to join.") + "\n\n" + _in_calendars(),
    )


def _cancelled() -> Wording:
    return Wording(
        pgettext("letter", "Cancelled: %(title)s"),
        pgettext("letter", "this meeting is cancelled."),
        _in_calendars(),
    )


def _restored() -> Wording:
    return Wording(
        pgettext("letter", "Takes place as planned: %(title)s"),
        pgettext("letter", "this meeting takes place as planned after all."),
        _in_calendars(),
    )


def _in_calendars() -> str:
    return pgettext("letter", "The attached calendar entry replaces the one that you may have kept.")


WORDINGS: dict[str, Callable[[], Wording]] = {
    MailingKind.SAVE_THE_DATE: _save_the_date,
    MailingKind.POSTPONED: _postponed,
    MailingKind.RESCHEDULED: _rescheduled,
    MailingKind.MOVED_ONLINE: _moved_online,
    MailingKind.CANCELLED: _cancelled,
    MailingKind.RESTORED: _restored,
}


def letter_about(meeting: Meeting, kind: str, text: str, language: str) -> Letter:
    """Write one letter without slots; `text` is added as it was typed, in whatever language that is."""
    with override(language):
        wording = WORDINGS[kind]()
        subject = wording.subject % {"title": one_line(meeting.title)}
        context = {
            "subject_line": subject,
            "subject": subject,
            "greeting": pgettext("letter", "Dear colleague,"),
            "text": "\n\n".join(part for part in (wording.text, text.strip()) if part),
            "facts": _facts(meeting, kind),
            "button": pgettext("letter", "Open the page of the meeting"),
            "link": settings.SITE_URL + meeting.get_absolute_url(),
            "after": wording.after,
            "reason": _reason(),
            "language": language,
        }
        letter = render_letter("email/facts_letter", context, language=language)
    return _without_slots(letter)


def message(meeting: Meeting, subject: str, text: str, language: str) -> Letter:
    """Write what staff have typed, without slots; only the frame and the button are in the language."""
    with override(language):
        button = pgettext("letter", "Open the page of the meeting")
        body = f"{text.strip()}\n\n{button}: {settings.SITE_URL}{meeting.get_absolute_url()}"
        frame = {"reason": _reason(), "language": language}
        letter = Letter(
            one_line(subject), frame_text(body, frame), frame_html(subject, body, frame), language
        )
    return _without_slots(letter)


def _reason() -> str:
    return pgettext("letter", "You receive this message because it concerns a meeting of the Network.")


def _without_slots(letter: Letter) -> Letter:
    """What somebody typed is no slot."""
    return replace(
        letter,
        subject=without_slots(letter.subject),
        text=without_slots(letter.text),
        html=without_slots(letter.html),
    )


def _facts(meeting: Meeting, kind: str) -> list[tuple[str, str]]:
    """The days, with those that were planned before where they differ, and the place."""
    facts = [(pgettext("letter", "Meeting"), one_line(meeting.title))]
    days = _days(meeting.starts_on, meeting.last_day)
    if meeting.is_off:
        return [*facts, (pgettext("letter", "Was planned for"), days)]
    if kind == MailingKind.RESCHEDULED:
        before = _days(meeting.planned_first, meeting.planned_last or meeting.planned_first)
        facts.append((pgettext("letter", "Was planned for"), before))
    return [*facts, (pgettext("letter", "Dates"), days), (pgettext("letter", "Place"), _place(meeting))]


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return pgettext("letter", "to be announced")
    if first == last:
        return written_day(first)
    return pgettext("letter", "%(first)s to %(last)s") % {
        "first": written_day(first),
        "last": written_day(last),
    }


def _place(meeting: Meeting) -> str:
    if meeting.format == Format.ONLINE:
        return pgettext("letter", "online")
    state = state_name(meeting.country) if meeting.country else ""
    parts = [meeting.venue, meeting.city, state]
    return ", ".join(one_line(part) for part in parts if part) or pgettext("letter", "to be announced")
