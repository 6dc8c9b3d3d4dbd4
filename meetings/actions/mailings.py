"""Mail many about a meeting, once for each form, and note it in the history of the meeting."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from mimetypes import guess_type
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language_info

from meetings.actions.dates import mark_done
from meetings.calendars import calendar_of_meetings
from meetings.letters import letter_about, message
from meetings.models import Meeting, MeetingDate, Stage
from meetings.models.mailings import Mailing, MailingKind
from meetings.models.meetings import INTERNAL_STAGES
from meetings.recipients import Recipient, recipients_of
from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Attachment
from nfp_portal.ui.letters import Letter as Written

HEADERS = {"Reply-To": settings.HELP_ADDRESS}


class Attached(TypedDict):
    """What comes with a letter."""

    calendar: str
    attachment: Attachment | None


@dataclass(frozen=True)
class Draft:
    """What is to be mailed to which groups; `key` is made with its form."""

    key: UUID
    kind: MailingKind
    groups: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class Sample:
    """The letter in one language, and how many get it in that."""

    language: str
    number: int
    subject: str
    text: str


@dataclass(frozen=True)
class Preview:
    number: int
    samples: list[Sample]


@transaction.atomic
def send_mailing(meeting: Meeting, draft: Draft, *, by: User) -> Mailing:
    """Put the letters into the outbox, one a language; the same draft again mails nobody.

    A save-the-date that is mailed is done in the list of dates, and announces its meeting.
    """
    recipients = recipients_of(meeting, draft.groups)
    facts = {
        "meeting": meeting,
        "kind": draft.kind,
        "groups": " ".join(draft.groups),
        "text": draft.text,
        "number": len(recipients),
        "by": by,
        "sent_at": timezone.now(),
    }
    mailing, is_new = Mailing.objects.get_or_create(key=draft.key, defaults=facts)
    if is_new:
        if draft.kind == MailingKind.SAVE_THE_DATE:
            mark_done(meeting, MeetingDate.Kind.SAVE_THE_DATE)
            _announce(meeting)
        address(mailing, recipients)
    return mailing


def _announce(meeting: Meeting) -> None:
    """Open the page that the letter leads to."""
    planned = Meeting.objects.filter(pk=meeting.pk, stage__in=INTERNAL_STAGES)
    planned.update(stage=Stage.ANNOUNCED, revision=models.F("revision") + 1, updated_at=timezone.now())
    meeting.refresh_from_db()


def address(mailing: Mailing, recipients: Sequence[Recipient]) -> None:
    """Put a letter for each language of the recipients into the outbox."""
    for language, rows in by_language(recipients).items():
        _address(mailing, language, rows)


def _address(mailing: Mailing, language: str, rows: Sequence[Recipient]) -> None:
    key = f"mailing-{mailing.key}-{language}"
    parts = _written(mailing, language).parts
    attached: Attached = {"calendar": _calendar(mailing), "attachment": _attachment(mailing)}
    letter = mail.freeze(key=key, **parts, **attached, stream=NOTICE, headers=HEADERS)
    mail.address_each(
        letter, [mail.Recipient(str(index), each.address, {}) for index, each in enumerate(rows)]
    )


def _written(mailing: Mailing, language: str) -> Written:
    if mailing.kind == MailingKind.MESSAGE:
        return message(mailing.meeting, mailing.subject, mailing.text, language)
    return letter_about(mailing.meeting, mailing.kind, mailing.text, language)


def _calendar(mailing: Mailing) -> str:
    """Return the entry that a calendar keeps or strikes out; none with a message, or where it is undated."""
    meeting = mailing.meeting
    if mailing.kind == MailingKind.MESSAGE or meeting.starts_on is None:
        return ""
    return calendar_of_meetings([meeting], (), meeting.title).decode()


def _attachment(mailing: Mailing) -> Attachment | None:
    if not mailing.file:
        return None
    kind = guess_type(mailing.file_name)[0] or "application/octet-stream"
    with mailing.file.open() as file:
        return Attachment(name=mailing.file_name, content_type=kind, content=file.read())


def by_language(recipients: Sequence[Recipient]) -> dict[str, list[Recipient]]:
    rows = defaultdict(list)
    for each in recipients:
        rows[each.language].append(each)
    return dict(sorted(rows.items(), key=lambda pair: -len(pair[1])))


def preview_of(meeting: Meeting, draft: Draft) -> Preview:
    """Say how many would be written to, and how the letter reads in each of their languages."""
    recipients = recipients_of(meeting, draft.groups)
    samples = [
        _sample(meeting, draft, language, len(rows)) for language, rows in by_language(recipients).items()
    ]
    return Preview(len(recipients), samples)


def preview_of_message(mailing: Mailing) -> Preview:
    """Say to how many a message goes, and how it reads in the frame of each language."""
    recipients = recipients_of(mailing.meeting, mailing.group_names)
    samples = []
    for language, rows in by_language(recipients).items():
        letter = message(mailing.meeting, mailing.subject, mailing.text, language)
        samples.append(Sample(_name(language), len(rows), letter.subject, letter.text))
    return Preview(len(recipients), samples)


def _name(language: str) -> str:
    return str(get_language_info(language)["name_translated"])


def _sample(meeting: Meeting, draft: Draft, language: str, number: int) -> Sample:
    letter = letter_about(meeting, draft.kind, draft.text, language)
    return Sample(_name(language), number, letter.subject, letter.text)


def send_test(meeting: Meeting, draft: Draft, *, to: User) -> None:
    """Mail the letter to one account alone, in its language; the history does not count it."""
    post_test(Mailing(meeting=meeting, kind=draft.kind, text=draft.text), to=to)


def post_test(mailing: Mailing, *, to: User) -> None:
    """Mail what a mailing says to one account."""
    parts = _written(mailing, for_letters(to.language)).parts
    attached: Attached = {"calendar": _calendar(mailing), "attachment": _attachment(mailing)}
    mail.post(to=to.email, **parts, **attached, stream=NOTICE, headers=HEADERS)
