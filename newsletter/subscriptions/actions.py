"""Subscribe by double opt-in, change, unsubscribe."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.subscriptions.models import Subscription, SubscriptionRequest, SubscriptionState, new_token
from nfp_portal.accounts.languages import in_language
from nfp_portal.broker.wake import wake
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NEWSLETTER, NOTICE, Priority
from nfp_portal.ui.letters import render_letter


class LinkClosedError(Exception):
    """The link is unknown, was replaced by a newer one, or has expired."""


def request_subscription(email: str, *, language: str, replaces: Subscription | None = None) -> None:
    """Note that somebody entered the address.

    One statement, whether it is known or had its mail of the day: neither answer nor time shows which.
    """
    SubscriptionRequest.objects.create(email=email, language=language, replaces=replaces)
    wake("newsletter.subscriptions.tasks.answer_requests")


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
def subscribe(email: str, *, language: str, replaces: Subscription | None = None) -> None:
    """Ask the address for its consent.

    At most one mail goes to an address per day (of Vienna), whoever asks and how often. An active address
    gets a mail that says so. `replaces` is the subscription a confirmation ends.
    """
    subscription = _row_of(email, language)
    if replaces is not None and subscription.state != SubscriptionState.ACTIVE:
        subscription.replaces = replaces  # the link of today's mail moves the subscription, too
        subscription.save(update_fields=["replaces"])
    today = timezone.localdate()
    if subscription.confirm_sent_on == today:
        return
    subscription.confirm_sent_on = today
    if subscription.state != SubscriptionState.ACTIVE:
        subscription.state = SubscriptionState.PENDING
        subscription.language = language
        subscription.confirm_token = new_token()
        subscription.replaces = replaces
    subscription.save()
    _ask(subscription)


def _row_of(email: str, language: str) -> Subscription:
    """Give the address's row, made if need be and locked: two presses at once find the same one."""
    Subscription.objects.bulk_create([Subscription(email=email, language=language)], ignore_conflicts=True)
    return Subscription.objects.select_for_update().of_address(email).get()


def _ask(subscription: Subscription) -> None:
    active = subscription.state == SubscriptionState.ACTIVE
    address = "newsletter:preferences" if active else "newsletter:confirm"
    token = subscription.token if active else subscription.confirm_token
    with in_language(subscription.language):
        letter = render_letter(
            "newsletter/subscriptions/email/already" if active else "newsletter/subscriptions/email/confirm",
            {
                "link": settings.SITE_URL + reverse(address, args=[token]),
                "reason": _("Somebody, most likely you, entered this address on the Network's portal."),
            },
        )
    mail.post(
        to=subscription.email,
        **letter.parts,
        stream=NOTICE,  # consent is asked anew of those, too, who once unsubscribed from the newsletter
        priority=Priority.URGENT,
    )


@transaction.atomic
def confirm(confirm_token: str) -> Subscription:
    """Begin to send. Twice is as good as once. Raises `LinkClosedError`."""
    subscription = _locked_by(confirm_token)
    if subscription is None or not subscription.awaits(confirm_token):
        raise LinkClosedError
    if subscription.state != SubscriptionState.ACTIVE:
        subscription.state = SubscriptionState.ACTIVE
        subscription.confirmed_at = timezone.now()
        subscription.ended_at = None
        if subscription.replaces_id is not None:
            _end(Subscription.objects.select_for_update().get(pk=subscription.replaces_id))
        subscription.save()
        mail.readmit(subscription.email, NEWSLETTER)
    return subscription


def _locked_by(confirm_token: str) -> Subscription | None:
    """Lock the row, after the one it replaces: a change of address locks them in this order."""
    rows = Subscription.objects.select_for_update()
    confirmed = Subscription.objects.of_confirm_token(confirm_token)
    rows.filter(pk__in=confirmed.values("replaces")).first()
    return rows.of_confirm_token(confirm_token).first()


@transaction.atomic
def change_preferences(token: str, *, language: str, email: str) -> bool:
    """Set the language; say whether a new address must be confirmed first. Raises `LinkClosedError`."""
    subscription = Subscription.objects.select_for_update().filter(token=token).first()
    if subscription is None or subscription.state != SubscriptionState.ACTIVE:
        raise LinkClosedError
    subscription.language = language
    subscription.save()
    moves = bool(email != subscription.email)
    if moves:
        request_subscription(email, language=language, replaces=subscription)
    return moves


@transaction.atomic
def unsubscribe(token: str) -> Subscription:
    """Send nothing more, not even what waits in the outbox. Twice is as good as once.

    Raises `LinkClosedError` for an unknown link.
    """
    subscription = Subscription.objects.select_for_update().filter(token=token).first()
    if subscription is None:
        raise LinkClosedError
    _end(subscription)
    return subscription


def _end(subscription: Subscription) -> None:
    if subscription.state != SubscriptionState.ENDED:
        subscription.state = SubscriptionState.ENDED
        subscription.ended_at = timezone.now()
        subscription.confirm_token = new_token()
        subscription.save()
        mail.withdraw(subscription.email, NEWSLETTER, "unsubscribed")


def note_bounces() -> int:
    """Set aside whose server refused the address for good; give how many. Staff learn it from the outbox.

    Where staff have lifted the refusal, the subscription is active again.
    """
    refused = Subscription.objects.refused_by_their_server()
    bounced = Subscription.objects.filter(state=SubscriptionState.BOUNCED, confirmed_at__isnull=False)
    bounced.exclude(pk__in=refused.values("pk")).update(state=SubscriptionState.ACTIVE)
    return refused.active().update(state=SubscriptionState.BOUNCED)
