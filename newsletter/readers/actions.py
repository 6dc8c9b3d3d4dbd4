"""Subscribe by double opt-in, change, opt out, come back."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from newsletter.models import Issue
from newsletter.printed import address_for
from newsletter.readers.models import (
    Consent,
    Reader,
    ReaderGroup,
    SubscriptionRequest,
    SubscriptionState,
    new_token,
)
from newsletter.readers.reasons import receiving
from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.broker.wake import wake
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import CONFIRMATION, NEWSLETTER, Priority
from nfp_portal.ui.letters import render_letter

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_ASKED = pgettext_lazy("letter", "Somebody, most likely you, entered this address on the Network's portal.")
_SUBSCRIBED = pgettext_lazy("letter", "You receive this because this address was subscribed and confirmed.")
_IN_A_GROUP = pgettext_lazy("letter", "The Secretariat entered this address by your consent.")


class LinkClosedError(Exception):
    """The link is unknown, was replaced by a newer one, or has expired."""


def request_subscription(email: str, *, language: str, replaces: Reader | None = None) -> None:
    """Note that somebody entered the address.

    One statement, whether it is known or had its mail of the day: neither answer nor time shows which.
    """
    SubscriptionRequest.objects.create(email=email, language=language, replaces=replaces)
    wake("newsletter.readers.tasks.answer_requests")


def answer_requests() -> int:
    """Answer by mail who entered an address, each in a transaction of its own; give how many."""
    waiting = SubscriptionRequest.objects.order_by("pk").values_list("pk", flat=True)
    return sum(_answer(pk) for pk in waiting)


@transaction.atomic
def _answer(pk: int) -> bool:
    """Nothing happens where another worker has the request."""
    request = SubscriptionRequest.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if request is None:
        return False
    subscribe(request.email, language=request.language, replaces=request.replaces)
    request.delete()
    return True


@transaction.atomic
def subscribe(email: str, *, language: str, replaces: Reader | None = None) -> None:
    """Ask the address for its consent.

    At most one mail goes to an address per day (of Vienna), whoever asks and how often. A subscribed address
    gets a mail that says so. `replaces` is the reader whose mail ends with the confirmation.
    """
    reader = _row_of(email, language)
    if replaces is not None and not reader.is_subscribed:
        reader.replaces = replaces  # the link of today's mail moves the subscription, too
        reader.save(update_fields=["replaces"])
    today = timezone.localdate()
    if reader.confirm_sent_on == today:
        return
    reader.confirm_sent_on = today
    if not reader.is_subscribed:
        reader.asked_at = timezone.now()
        # Nobody changes the language of a focal point by typing the address.
        if not receiving().filter(pk=reader.pk).exists():
            reader.language = language
        reader.confirm_token = new_token()
        reader.replaces = replaces
    reader.save()
    _ask(reader, language)


def _row_of(address: str, language: str) -> Reader:
    """Give the address's row, made if need be and locked: two presses at once find the same one."""
    Reader.objects.bulk_create([Reader(address=address, language=language)], ignore_conflicts=True)
    return Reader.objects.select_for_update().of_address(address).get()


def _ask(reader: Reader, language: str) -> None:
    """Write in the language that was asked for, or in the reader's own where it is known."""
    if reader.is_subscribed:
        template, link = "already", reverse("newsletter:preferences", args=[reader.token])
        language = reader.language
    else:
        template, link = "confirm", reverse("newsletter:confirm", args=[reader.confirm_token])
    _write(reader, template, language=language, link=settings.SITE_URL + link)


def _write(
    reader: Reader, template: str, reason: "StrPromise" = _ASKED, *, language: str, **context: object
) -> None:
    """Write a letter of this room to a reader.

    Its stream is its own: consent is asked anew of those, too, who once opted out of the newsletter, and an
    address that a visitor mistyped concerns nobody.
    """
    language = for_letters(language)
    with override(language):
        context |= {"reason": str(reason), "language": language}
    letter = render_letter(f"newsletter/readers/email/{template}", context, language=language)
    mail.post(to=reader.address, **letter.parts, stream=CONFIRMATION, priority=Priority.URGENT)


@transaction.atomic
def confirm(confirm_token: str) -> Reader:
    """Begin to send. Twice is as good as once. Raises `LinkClosedError`."""
    reader = _locked_by(confirm_token)
    if reader is None or not reader.awaits(confirm_token):
        raise LinkClosedError
    if not reader.is_subscribed:
        _begin(reader, consent=Consent.LINK)
        welcome(reader)
    return reader


def _begin(reader: Reader, *, consent: Consent) -> None:
    reader.asked_at = reader.opted_out_at = reader.opted_out_by = None
    reader.confirmed_at, reader.consent = timezone.now(), consent
    if reader.replaces_id is not None:
        former = Reader.objects.select_for_update().get(pk=reader.replaces_id)
        reader.person_id = reader.person_id or former.person_id
        _end(former)
    reader.save()
    mail.readmit(reader.address, NEWSLETTER)


def _locked_by(confirm_token: str) -> Reader | None:
    """Lock the row, after the one it replaces: a change of address locks them in this order."""
    rows = Reader.objects.select_for_update()
    confirmed = Reader.objects.of_confirm_token(confirm_token)
    rows.filter(pk__in=confirmed.values("replaces")).first()
    return rows.of_confirm_token(confirm_token).first()


def welcome(reader: Reader, group: ReaderGroup | None = None) -> None:
    """Send the address of the last issue, if one is out, in their language where it appears in that."""
    latest = Issue.objects.published().order_by("-number").first()
    links = {
        "issue": latest,
        "issue_url": settings.SITE_URL + address_for(latest, reader.language) if latest else "",
        "preferences_url": settings.SITE_URL + reverse("newsletter:preferences", args=[reader.token]),
        "group": group.name if group else "",
    }
    reason = _IN_A_GROUP if group else _SUBSCRIBED
    _write(reader, "welcome", reason, language=reader.language, **links)


class ConsentRefusedError(Exception):
    """The address is subscribed already, or its owner opted out later; the message says which."""


@dataclass(frozen=True)
class GivenConsent:
    """What staff know of a consent: the words or the paper by which it was given, and the day."""

    source: str
    day: date


@transaction.atomic
def add(address: str, *, language: str, consent: GivenConsent, by: User) -> Reader:
    """Subscribe an address whose owner consented elsewhere, and welcome it. Raises `ConsentRefusedError`."""
    reader = _row_of(address, language)
    if reader.is_subscribed:
        raise ConsentRefusedError(_("This address is subscribed already."))
    if reader.opted_out_at is not None and timezone.localdate(reader.opted_out_at) >= consent.day:
        raise ConsentRefusedError(_("Its owner opted out on the day of this consent or after it."))
    reader.language = language
    reader.consent_source, reader.consent_on, reader.consent_entered_by = consent.source, consent.day, by
    _begin(reader, consent=Consent.STAFF)
    welcome(reader)
    return reader


@transaction.atomic
def change_preferences(token: str, *, language: str, email: str) -> bool:
    """Set the language; say whether a new address must be confirmed first. Raises `LinkClosedError`."""
    reader = _locked(token)
    reader.language = language
    reader.save()
    moves = email not in {"", reader.address}
    if moves:
        request_subscription(email, language=language, replaces=reader)
    return moves


@transaction.atomic
def opt_out(token: str) -> Reader:
    """Send nothing more, not even what waits in the outbox. Twice is as good as once.

    It holds for a focal point too. Raises `LinkClosedError` for an unknown link.
    """
    reader = _locked(token)
    _end(reader)
    return reader


@transaction.atomic
def come_back(token: str) -> Reader:
    """Undo `opt_out`: the address receives again what it did. Raises `LinkClosedError`.

    Whoever has the link of an issue proves the address: a confirmation that somebody asked for meanwhile is
    needed no more where the subscription was confirmed before.
    """
    reader = _locked(token)
    if reader.opted_out_at is not None:
        _return(reader)
    return reader


@transaction.atomic
def opt_out_for(pk: int, *, by: User) -> Reader:
    """Opt a reader out who asked staff for it, by a reply or on the telephone. Twice is as good as once."""
    reader = Reader.objects.select_for_update(of=["self"]).get(pk=pk)
    if reader.opted_out_at is None:
        record(Act.ADDRESS_STOPPED, by=by, address=reader.address, stream=NEWSLETTER)
    _end(reader, by=by)
    return reader


@transaction.atomic
def undo_opt_out_for(pk: int, *, by: User) -> Reader:
    """Undo `opt_out_for`; nothing happens where the owner of the address opted out."""
    reader = Reader.objects.select_for_update(of=["self"]).get(pk=pk)
    if reader.opted_out_by_id is not None:
        record(Act.SUPPRESSION_LIFTED, by=by, address=reader.address, stream=NEWSLETTER)
        _return(reader)
    return reader


def _return(reader: Reader) -> None:
    reader.opted_out_at = reader.opted_out_by = None
    if reader.confirmed_at is not None:
        reader.asked_at = None
    reader.save(update_fields=["opted_out_at", "opted_out_by", "asked_at"])
    mail.readmit(reader.address, NEWSLETTER)


def _locked(token: str) -> Reader:
    reader = Reader.objects.select_for_update().filter(token=token).first()
    if reader is None:
        raise LinkClosedError
    return reader


def _end(reader: Reader, *, by: User | None = None) -> None:
    """Opt an address out; `by` is who of the staff enters it. What its owner chose, staff do not undo."""
    if by is None or reader.opted_out_at is None:
        reader.opted_out_by = by
    if reader.subscription != SubscriptionState.ENDED:
        reader.asked_at = None
        reader.opted_out_at = reader.opted_out_at or timezone.now()
        reader.confirm_token = new_token()
        mail.withdraw(reader.address, NEWSLETTER, "unsubscribed")
    reader.save()
