"""Keep a message with its list of recipients, change it and discard it, until it is sent."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from network.messages.candidates import Audience
from network.messages.models import Message, MessageRecipient
from nfp_portal.accounts.models import User
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.stale import expect


class SentError(Exception):
    """The message is sent, or waits for approval: it changes no more."""


def subject_of(message: Message) -> str:
    """Return the key of its submissions."""
    return f"message-{message.pk}"


@transaction.atomic
def keep_message(
    key: UUID, facts: Mapping[str, Any], audience: Audience, chosen: Collection[str], *, by: User
) -> Message:
    """Keep a new message to those of a list whose tokens are `chosen`; the same key again makes no other.

    The others of the list are kept too, as left out.
    """
    given = {**facts, "about": audience.about, "origin": audience.origin, "by": by}
    message, is_new = Message.objects.get_or_create(key=key, defaults=given)
    if is_new:
        rows = [each.recipient(is_chosen=each.token in chosen) for each in audience.candidates]
        for row in rows:
            row.message = message
        MessageRecipient.objects.bulk_create(rows)
    return message


@transaction.atomic
def change_message(
    pk: int, changes: Mapping[str, Any], chosen: Collection[int], *, revision: int, by: User
) -> Message:
    """Change a message that is not sent, and to whom of its list it goes.

    Raises `StaleError`, `SentError`.
    """
    message = locked(pk)
    if message.sent_at or submissions.open_submission(subject_of(message)):
        raise SentError
    expect(message, revision)
    former = str(message.file)
    for name, value in changes.items():
        setattr(message, name, value)
    message.by = by
    message.revision += 1
    message.save()
    message.recipients.filter(pk__in=chosen).update(is_chosen=True)
    message.recipients.exclude(pk__in=chosen).update(is_chosen=False)
    if former and former != str(message.file):
        transaction.on_commit(partial(message.file.storage.delete, former))
    return message


@transaction.atomic
def discard_message(pk: int, *, by: User) -> None:
    """Remove a message that is not sent; one that is stays."""
    message = Message.objects.select_for_update().filter(pk=pk, sent_at=None).first()
    if message is not None:
        submissions.take_back(subject_of(message), by=by)
        remove(message)


def remove(message: Message) -> None:
    """Remove a message with its list and its file."""
    if message.file:
        transaction.on_commit(partial(message.file.storage.delete, str(message.file)))
    message.delete()


def locked(pk: int) -> Message:
    """Return a message under its lock. Raises `Message.DoesNotExist`."""
    return Message.objects.select_for_update(of=["self"]).select_related("by").get(pk=pk)
