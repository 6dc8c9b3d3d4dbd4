"""Put mail into the outbox, and hold, stop or retry what is in it.

Everything takes part in the caller's transaction: what is rolled back was never posted. A worker is woken
after the commit; with the broker away the sweep finds the mail.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Required, TypedDict, Unpack, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models.functions import Coalesce, Now
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nfp_portal.accounts.languages import supported_language
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.broker.wake import wake
from nfp_portal.mail import ledger
from nfp_portal.mail.message import without_slots
from nfp_portal.mail.models import (
    ACCOUNT,
    EVERY_STREAM,
    NOT_SENT,
    OPEN_STATES,
    Attachment,
    Delivery,
    DeliveryState,
    Inline,
    Letter,
    Priority,
    Relay,
    Suppression,
    Version,
)

# How long the words of account mail stay after it was written.
KEPT = timedelta(hours=1)
# Of letters that nobody writes by hand; answers go to the help address.
AUTOMATIC_HEADERS = {"Auto-Submitted": "auto-generated", "Reply-To": settings.HELP_ADDRESS}
_TO = "to"


class LetterParts(TypedDict, total=False):
    """What a letter is made of. `key` makes it one and the same letter however often it is asked for."""

    subject: Required[str]
    text: Required[str]
    stream: Required[str]
    html: str | None
    calendar: str
    attachment: Attachment | None
    versions: Sequence[Version]
    inlines: Sequence[Inline]
    headers: dict[str, str]
    priority: Priority
    language: str
    sender: str
    key: str | None
    not_before: datetime


def post(*, to: str, slots: dict[str, str] | None = None, **parts: Unpack[LetterParts]) -> Delivery:
    """Put one e-mail to one address into the outbox; with a `key`, only once.

    Without `slots` the letter has none: braces that somebody typed into it stay braces.
    """
    if slots is None:
        parts = _without_slots(parts)
    with transaction.atomic():
        letter = freeze(**parts)
        fixed = {
            "address": to,
            "slots": slots or {},
            "message_id": _message_id(),
            "due_at": letter.not_before,
        }
        shared = {"stream": letter.stream, "priority": letter.priority}
        delivery, _new = letter.deliveries.get_or_create(key=_TO, defaults=fixed | shared)
        wake_dispatch()
    return delivery


def _without_slots(parts: LetterParts) -> LetterParts:
    plain = {name: without_slots(str(parts.get(name) or "")) for name in ("subject", "text", "html")}
    return cast("LetterParts", {**parts, **plain})


def freeze(**parts: Unpack[LetterParts]) -> Letter:
    """Keep a letter's parts as they are now. A letter with this key stays as it was frozen first."""
    key = parts.get("key") or str(uuid.uuid4())
    letter = Letter(
        stream=parts["stream"],
        subject=" ".join(parts["subject"].split()),
        text=_ended(parts["text"]),
        html=_ended(parts.get("html") or ""),
        headers=parts.get("headers", {}),
        calendar=parts.get("calendar", ""),
        sender=parts.get("sender") or settings.DEFAULT_FROM_EMAIL,
        language=parts.get("language") or supported_language(get_language()),
        priority=parts.get("priority", Priority.NORMAL),
    )
    if "not_before" in parts:
        letter.not_before = parts["not_before"]
    attachment, versions = parts.get("attachment"), parts.get("versions", ())
    inlines = parts.get("inlines", ())
    letter.key, letter.sha256 = key, letter.seal(attachment, versions, inlines)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    frozen = Letter.objects.get(key=key)
    if attachment is not None:
        _attach(attachment, frozen)
    _keep_versions(versions, frozen)
    if inlines:
        _show_inline(inlines, frozen)
    return frozen


def _attach(attachment: Attachment, letter: Letter) -> None:
    """Keep the file with the letter, unless it has one."""
    facts = {name: getattr(attachment, name) for name in ("name", "content_type", "content")}
    Attachment.objects.bulk_create([Attachment(letter=letter, **facts)], ignore_conflicts=True)


def _keep_versions(versions: Sequence[Version], letter: Letter) -> None:
    """Keep these with the letter, unless it has them."""
    for each in versions:
        each.letter = letter
    Version.objects.bulk_create(versions, ignore_conflicts=True)


def _show_inline(inlines: Sequence[Inline], letter: Letter) -> None:
    """Keep the pictures with the letter, unless it has them."""
    names = ("content_id", "name", "content_type", "content")
    rows = [Inline(letter=letter, **{name: getattr(each, name) for name in names}) for each in inlines]
    Inline.objects.bulk_create(rows, ignore_conflicts=True)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _message_id() -> str:
    return f"<{uuid.uuid4()}@{_host()}>"


@transaction.atomic
def address_to(
    letter: Letter, recipients: models.QuerySet[Any, Any], *, not_before: datetime | None = None
) -> int:
    """Address a letter to many at once; give how many are new.

    `recipients` is a `values_list` of four columns: key (text, at most 100 characters), address, slots
    (`JSONObject`) and the name of the version, "" for the letter itself. One INSERT … SELECT; who has the
    letter already does not get another. `not_before` is as in `address_each`.
    """
    number = ledger.address(letter, recipients, _host(), not_before or letter.not_before)
    wake_dispatch()
    wake_dispatch()  # two senders are faster than one; a call too many ends at once
    return number


class Recipient(NamedTuple):
    """One who gets a letter; `key` names the recipient within it (at most 100 characters)."""

    key: str
    address: str
    slots: dict[str, str]


@transaction.atomic
def address_each(
    letter: Letter, recipients: Iterable[Recipient], *, not_before: datetime | None = None
) -> dict[str, Delivery]:
    """Address a letter to recipients whose slots SQL cannot write; give the deliveries by key.

    Two statements; who has the letter already keeps that delivery. `not_before` is when these may leave,
    where that is later than for the letter as a whole.
    """
    listed = list(recipients)
    shared = {"letter": letter, "stream": letter.stream, "priority": letter.priority}
    rows = [
        Delivery(
            key=each.key,
            address=each.address,
            slots=each.slots,
            message_id=_message_id(),
            due_at=max(letter.not_before, not_before or letter.not_before),
            **shared,
        )
        for each in listed
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    wake_dispatch()
    return {each.key: each for each in letter.deliveries.filter(key__in=[each.key for each in listed])}


def withhold(deliveries: models.QuerySet[Delivery]) -> int:
    """Withdraw those of these that have not left; give how many. What is on its way arrives."""
    return deliveries.filter(state__in=(DeliveryState.WAITING, DeliveryState.DEFERRED)).update(
        state=DeliveryState.WITHDRAWN
    )


def send_after_all(deliveries: models.QuerySet[Delivery], *, due_at: datetime) -> int:
    """Let those of these that were withdrawn leave after all, from `due_at` on; give how many."""
    resumed = deliveries.filter(state=DeliveryState.WITHDRAWN).update(
        state=DeliveryState.WAITING, due_at=due_at
    )
    wake_dispatch()
    return resumed


def forget_slots(deliveries: models.QuerySet[Delivery]) -> int:
    """Forget what stood in these for their recipients alone, but where one may still leave; give how many."""
    return deliveries.filter(is_open=False).exclude(slots={}).update(slots={})


def wake_dispatch() -> None:
    wake("nfp_portal.mail.tasks.dispatch", queue="mail")


def pause(letter: Letter) -> None:
    """Hold what has not left; at most one window of messages per worker still does."""
    Letter.objects.filter(pk=letter.pk, paused_at=None).update(paused_at=Now())
    letter.refresh_from_db()


@transaction.atomic
def resume(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(paused_at=None)
    letter.refresh_from_db()
    wake_dispatch()


@transaction.atomic
def cancel(letter: Letter) -> int:
    """Withdraw all that has not left; return how many. What is on its way arrives. A pause ends here."""
    Letter.objects.filter(pk=letter.pk).update(cancelled_at=Coalesce("cancelled_at", Now()), paused_at=None)
    letter.refresh_from_db()
    return withhold(letter.deliveries.all())


@transaction.atomic
def reopen(letter: Letter, deliveries: models.QuerySet[Delivery], *, due_at: datetime | None = None) -> int:
    """Undo `cancel`, and send those of these deliveries that did not leave or were refused; count them.

    From `due_at` on, else at once. A delivery keeps its Message-ID. Whether its address still wants the
    letter is asked before it leaves.
    """
    Letter.objects.filter(pk=letter.pk).update(cancelled_at=None)
    letter.refresh_from_db()
    again = {"state": DeliveryState.WAITING, "attempts": 0, "first_tried_at": None, "due_at": due_at or Now()}
    number = deliveries.filter(letter=letter, state__in=(*NOT_SENT, DeliveryState.FAILED)).update(**again)
    wake_dispatch()
    return number


def give_up(deliveries: models.QuerySet[Delivery]) -> int:
    """Mark those of these that were withdrawn as not wanted by their recipients; return how many."""
    return deliveries.filter(state=DeliveryState.WITHDRAWN).update(state=DeliveryState.SUPPRESSED)


def withdraw(address: str, stream: str, reason: str) -> None:
    """Send this address no more of a stream (of none at all: ""), not even what waits already."""
    Suppression.objects.bulk_create(
        [Suppression(address=address, stream=stream, reason=reason[:500])], ignore_conflicts=True
    )


@transaction.atomic
def stop(address: str, why: str, *, by: User) -> None:
    """Send this address no mail of any kind, because somebody knows that it does not work: recorded."""
    withdraw(address, EVERY_STREAM, why)
    record(Act.ADDRESS_STOPPED, by=by, address=address)


def note_return(delivery: Delivery, reason: str) -> None:
    """Note that a message which was sent did not arrive; `retry` sends it again."""
    returned = {"state": DeliveryState.FAILED, "last_reply": reason[:500]}
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENT).update(**returned)


def readmit(address: str, stream: str) -> None:
    """Let this address have a stream again. A refusal by its server ("") stands until staff lift it."""
    Suppression.objects.filter(address=address, stream=stream).delete()


@transaction.atomic
def lift(address: str, *, by: User) -> None:
    """Let an address whose server refused it have mail again: recorded, and told to its owner by mail."""
    if not Suppression.objects.filter(address=address, stream=EVERY_STREAM).delete()[0]:
        return
    record(Act.SUPPRESSION_LIFTED, by=by, address=address)
    text = render_to_string("mail/email/lifted.txt", {"help_address": settings.HELP_ADDRESS})
    send_mail(_("The portal writes to this address again"), text, None, [address])


@transaction.atomic
def retry(delivery: Delivery, *, by: User) -> None:
    """Try a refused delivery again, from the first attempt, under the same Message-ID.

    The address gets mail again, too, if its server had refused it for good: else this one would not leave.
    """
    again = {"state": DeliveryState.WAITING, "attempts": 0, "first_tried_at": None, "due_at": Now()}
    if Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED).update(**again):
        lift(delivery.address, by=by)
        wake_dispatch()


@transaction.atomic
def hold() -> None:
    """Let no mail leave until staff release it. What the portal queues meanwhile waits."""
    Relay.objects.update_or_create(pk=1, defaults={"held_at": Now()})
    record(Act.MAIL_HELD, by=None)


@transaction.atomic
def release(*, by: User) -> None:
    """Let held mail leave. Nothing happens where none is held, or where MAIL_HOLD is set."""
    if not settings.MAIL_HOLD and Relay.objects.held().update(held_at=None):
        record(Act.MAIL_RELEASED, by=by)
        wake_dispatch()


def is_held() -> bool:
    return bool(settings.MAIL_HOLD) or Relay.objects.held().exists()


def counts(letter: Letter) -> dict[str, int]:
    """Give recipients, the number in each state, and how many may have got two copies. One query."""
    named = {state.value: models.Count("pk", filter=models.Q(state=state)) for state in DeliveryState}
    ambiguous = models.Count("pk", filter=models.Q(ambiguous=True))
    return letter.deliveries.aggregate(recipients=models.Count("pk"), **named, ambiguous=ambiguous)


def forget_account_mail() -> int:
    """Forget the words of account mail that has left: they hold links that open accounts. Give how many.

    The seal stays, so that what was sent can still be told from what was not.
    """
    unsent = Delivery.objects.filter(
        letter=models.OuterRef("pk"), state__in=(*OPEN_STATES, DeliveryState.FAILED)
    )
    left = Letter.objects.filter(~models.Exists(unsent), stream=ACCOUNT, created_at__lt=Now() - KEPT)
    return left.exclude(text="").update(text="", html="")


def is_finished(letter: Letter) -> bool:
    return not letter.deliveries.open().exists()


def may_have_arrived(letter: Letter) -> bool:
    """Return whether anybody has the letter, or may have it: it is being sent, or its end is in doubt."""
    return letter.deliveries.may_have_arrived().exists()
