"""Write to those whom a meeting concerns: a message is kept and looked at; another person approves many."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.actions.mailings import address
from meetings.models import Mailing, Meeting
from meetings.models.mailings import MailingKind
from meetings.recipients import label_of_group, recipients_of
from network.messages.actions.sending import ALONE, TooManyAloneError
from network.messages.actions.writing import SentError
from nfp_portal.accounts.models import User
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.changes import Part
from nfp_portal.revisions.stale import expect


def subject_of(message: Mailing) -> str:
    return f"mailing-{message.pk}"


def parts_of_message(message: Mailing) -> list[Part]:
    """Return what an approver reads and compares."""
    groups = ", ".join(label_of_group(name) for name in message.group_names)
    return [
        Part("groups", _("Mailed to"), groups),
        Part("subject", _("Subject"), message.subject),
        Part("text", _("Text"), message.text),
        Part("file", _("File"), message.file_name),
    ]


@transaction.atomic
def keep_message(meeting: Meeting, key: UUID, facts: Mapping[str, Any], *, by: User) -> Mailing:
    """Keep a new message, or give the one that a first click on the button made."""
    given = {**facts, "meeting": meeting, "kind": MailingKind.MESSAGE, "by": by}
    return Mailing.objects.get_or_create(key=key, defaults=given)[0]


@transaction.atomic
def change_message(pk: int, changes: Mapping[str, Any], *, revision: int, by: User) -> Mailing:
    """Change a message that is not sent. Raises `StaleError`, `SentError`."""
    message = _locked(pk)
    if message.sent_at or submissions.open_submission(subject_of(message)):
        raise SentError
    expect(message, revision)
    for name, value in changes.items():
        setattr(message, name, value)
    message.by = by
    message.revision += 1
    message.save()
    return message


@transaction.atomic
def send_message(pk: int) -> Mailing:
    """Send a message to few; one that is sent stays as it is. Raises `TooManyAloneError`."""
    message = _locked(pk)
    if message.sent_at:
        return message
    if len(recipients_of(message.meeting, message.group_names)) > ALONE:
        raise TooManyAloneError
    return _send(message)


@transaction.atomic
def submit_message(pk: int, *, by: User) -> None:
    """Ask a second person to approve it and send it."""
    message = _locked(pk)
    if not message.sent_at:
        submissions.submit(subject_of(message), parts_of_message(message), by=by)


@transaction.atomic
def approve_message(pk: int, *, revision: int, by: User) -> Mailing:
    """Approve and send it as it was read. Neither who wrote it last may, nor who submitted it.

    Raises `StaleError`, `NotWaitingError`, `NotSecondPersonError`.
    """
    message = _locked(pk)
    expect(message, revision)
    if message.by_id == by.pk:
        raise submissions.NotSecondPersonError
    submissions.approve(subject_of(message), by=by)
    return _send(message)


def _send(message: Mailing) -> Mailing:
    recipients = recipients_of(message.meeting, message.group_names)
    message.number, message.sent_at = len(recipients), timezone.now()
    message.revision += 1
    message.save()
    address(message, recipients)
    return message


@transaction.atomic
def discard_message(pk: int, *, by: User) -> None:
    """Remove a message that is not sent; one that is stays."""
    message = Mailing.objects.select_for_update().filter(pk=pk, sent_at=None).first()
    if message is not None:
        submissions.take_back(subject_of(message), by=by)
        message.delete()


def _locked(pk: int) -> Mailing:
    return Mailing.objects.select_for_update(of=["self"]).select_related("meeting").get(pk=pk)
