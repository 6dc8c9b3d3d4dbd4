"""Send a message once, take that back for a minute, and ask a second person where it goes to many."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from mimetypes import guess_type

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.messages.actions.writing import locked, subject_of
from network.messages.letters import REASON, headers_of, letter_of, reason_of
from network.messages.models import Message, MessageRecipient
from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Attachment, Letter
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.changes import Part
from nfp_portal.revisions.stale import expect

# More addresses than these are written to only after a second person has approved.
ALONE = 50
UNDO_WITHIN = timedelta(seconds=60)


class TooManyAloneError(Exception):
    """So many are written to that somebody else approves it first."""


class NobodyError(Exception):
    """Nobody of the list is left to write to."""


class HasLeftError(Exception):
    """A copy has left: the message can no longer be taken back."""


def parts_of(message: Message, recipients: Sequence[MessageRecipient]) -> list[Part]:
    """Return what an approver reads and compares."""
    return [
        Part("about", _("To"), message.about),
        Part("recipients", _("Recipients"), "\n".join(each.in_list for each in recipients)),
        Part("subject", _("Subject"), message.subject),
        Part("text", _("Text"), message.text),
        Part("file", _("File"), message.file_name),
    ]


def recipients_of(message: Message) -> list[MessageRecipient]:
    """Return those who get the message if it is sent now, by State and name; one query."""
    return list(
        MessageRecipient.objects.of(message).reached().in_order().select_related("state", "organisation")
    )


@transaction.atomic
def send_message(pk: int, *, by: User) -> Message:
    """Send a message to few; one that is sent stays as it is. Raises `TooManyAloneError`, `NobodyError`."""
    message = locked(pk)
    if message.sent_at or submissions.open_submission(subject_of(message)):
        return message
    recipients = recipients_of(message)
    if len(recipients) > ALONE:
        raise TooManyAloneError
    return _send(message, recipients, by)


@transaction.atomic
def submit_message(pk: int, *, by: User) -> None:
    """Ask a second person to approve it and send it. Raises `NobodyError`."""
    message = locked(pk)
    recipients = recipients_of(message)
    if not recipients:
        raise NobodyError
    if not message.sent_at:
        submissions.submit(subject_of(message), parts_of(message, recipients), by=by)


@transaction.atomic
def approve_message(pk: int, *, revision: int, by: User) -> Message:
    """Approve and send it as it was read. Neither who wrote it last may, nor who submitted it.

    Raises `StaleError`, `NotWaitingError`, `NotSecondPersonError`, `NobodyError`.
    """
    message = locked(pk)
    expect(message, revision)
    if message.by_id == by.pk:
        raise submissions.NotSecondPersonError
    submissions.approve(subject_of(message), by=by)
    return _send(message, recipients_of(message), by)


def _send(message: Message, recipients: Sequence[MessageRecipient], by: User) -> Message:
    if not recipients:
        raise NobodyError
    message.number, message.sent_at = len(recipients), timezone.now()
    message.revision += 1
    message.save()
    by_language = defaultdict(list)
    for each in recipients:
        by_language[each.language].append(each)
    for language, rows in by_language.items():
        _address(message, language, rows, not_before=message.sent_at + UNDO_WITHIN)
    record(Act.RELEASE, by=by, subject=f"message {message.key}", recipients=len(recipients))
    return message


def _address(
    message: Message, language: str, rows: Sequence[MessageRecipient], *, not_before: datetime
) -> None:
    letter = mail.freeze(
        **letter_of(message, language).parts,
        key=f"{_prefix(message)}{language}",
        stream=NOTICE,
        headers=headers_of(message),
        attachment=_attachment(message),
        not_before=not_before,
    )
    copies = [mail.Recipient(str(each.pk), each.address, {REASON: reason_of(each)}) for each in rows]
    deliveries = mail.address_each(letter, copies)
    for each in rows:
        each.delivery = deliveries[str(each.pk)]
    MessageRecipient.objects.bulk_update(rows, ["delivery"])


def _prefix(message: Message) -> str:
    """Return how the keys of its letters begin; each sending has its own, so that undone ones stay undone."""
    return f"message-{message.key}-{message.revision}-"


def _attachment(message: Message) -> Attachment | None:
    if not message.file:
        return None
    kind = guess_type(message.file_name)[0] or "application/octet-stream"
    with message.file.open() as file:
        return Attachment(name=message.file_name, content_type=kind, content=file.read())


def leaves_at(message: Message) -> datetime | None:
    """Return when its copies leave, as long as that is still to come and can be undone."""
    if message.sent_at is None or timezone.now() >= message.sent_at + UNDO_WITHIN:
        return None
    return message.sent_at + UNDO_WITHIN


@transaction.atomic
def undo_sending(pk: int, *, by: User) -> Message:
    """Take a message back before it leaves; it can be changed and sent again. Raises `HasLeftError`."""
    message = locked(pk)
    if message.sent_at is None:
        return message
    if leaves_at(message) is None:
        raise HasLeftError
    withdrawn = sum(map(mail.cancel, Letter.objects.filter(key__startswith=_prefix(message))))
    if withdrawn < message.number:
        raise HasLeftError
    message.recipients.update(delivery=None)
    message.number, message.sent_at = 0, None
    message.revision += 1
    message.save()
    record(Act.RELEASE, by=by, subject=f"message {message.key}", undone=True)
    return message


def send_test(message: Message, *, to: User) -> None:
    """Mail it to one account alone, in its language, as the first of the list would get it."""
    language = for_letters(to.language)
    first = MessageRecipient.objects.of(message).in_order().select_related("state", "organisation").first()
    if first is not None:
        first.language = language
    letter = letter_of(message, language, reason_of(first) if first else "")
    mail.post(
        to=to.email,
        **letter.parts,
        stream=NOTICE,
        headers=headers_of(message),
        attachment=_attachment(message),
    )
