"""Subscribing and unsubscribing without an account. A page opened by GET never changes anything."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from newsletter.subscriptions import actions
from newsletter.subscriptions.forms import PreferencesForm, SubscribeForm
from newsletter.subscriptions.models import Subscription, SubscriptionState
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button

# Requests from one IP address; a mistyping family behind one router stays well below.
PER_HOUR = 30
HOUR = 3600


@never_cache
@allow(ANYONE, "GET", "POST")
def subscribe(request: HttpRequest) -> HttpResponse:
    form = SubscribeForm(request.POST or None, initial={"language": get_language()})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "newsletter/subscriptions/subscribe.html", {"form": form}, status=status)
    if not _within_limit(request):
        return _busy(request)
    actions.request_subscription(form.cleaned_data["email"], language=form.cleaned_data["language"])
    return redirect("newsletter:asked")


def _busy(request: HttpRequest) -> HttpResponse:
    busy = render(request, "newsletter/subscriptions/too_many.html", status=429)
    busy["Retry-After"] = str(HOUR)
    return busy


def _within_limit(request: HttpRequest) -> bool:
    """Count what comes from one IP address within one hour of the clock."""
    address = get_adapter().get_client_ip(request)
    key = f"newsletter-subscribe-{address}-{int(time.time()) // HOUR}"
    number: int = cache.get(key, 0) + 1
    cache.set(key, number, timeout=HOUR)
    return number <= PER_HOUR


@allow(ANYONE)
def requested(request: HttpRequest) -> HttpResponse:
    """The one answer to every address, known or not."""
    return render(request, "newsletter/subscriptions/requested.html")


@never_cache
@allow(ANYONE, "GET", "POST")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, for scanners follow every link in a mail; POST confirms."""
    if request.method == "POST":
        return _confirmed(request, token)
    subscription = Subscription.objects.of_confirm_token(token).first()
    if subscription is None or not subscription.awaits(token):
        return _closed(request)
    return _confirm_page(request, subscription)


def _confirmed(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscription = actions.confirm(token)
    except actions.LinkClosedError:
        return _closed(request)
    return _confirm_page(request, subscription)


def _confirm_page(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    values = {"email": readable_address(subscription.email)}
    if subscription.state == SubscriptionState.ACTIVE:
        preferences_url = reverse("newsletter:preferences", args=[subscription.token])
        context = {
            "heading": _("You receive the newsletter"),
            "sentence": _("The next issue goes to %(email)s.") % values,
            "offered": [
                Button(_("Read the latest issue"), reverse("newsletter:latest"), ""),
                Button(_("Language and address"), preferences_url),
            ],
        }
    else:
        question = _("Shall the newsletter go to %(email)s? Nothing happens until you click the button.")
        context = {
            "heading": _("Confirm your subscription"),
            "sentence": question % values,
            "offered": [Button(_("Yes, send it to me"), "", "", fields={})],
        }
    return render(request, "newsletter/subscriptions/confirm.html", context)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/subscriptions/link_closed.html", status=410)


@never_cache
@allow(ANYONE, "GET", "POST")
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    subscription = Subscription.objects.active().filter(token=token).first()
    if subscription is None:
        return _closed(request)
    initial = {"email": subscription.email, "language": subscription.language}
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _changed(request, token, form)
    status = 422 if form.is_bound else 200
    context = {"form": form, "subscription": subscription}
    return render(request, "newsletter/subscriptions/preferences.html", context, status=status)


def _changed(request: HttpRequest, token: str, form: PreferencesForm) -> HttpResponse:
    if "email" in form.changed_data and not _within_limit(request):
        return _busy(request)
    try:
        moves = actions.change_preferences(token, **form.cleaned_data)
    except actions.LinkClosedError:
        return _closed(request)
    messages.success(request, _moving() if moves else _("Saved."))
    return redirect("newsletter:preferences", token)


def _moving() -> str:
    return _("We have sent a link to the new address. Until it is used, nothing changes.")


@never_cache
@csrf_exempt
@allow(ANYONE, "GET", "POST")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """POST acts, also the one a mail program sends by itself (RFC 8058): no session, no redirect."""
    subscription = Subscription.objects.filter(token=token).first()
    if subscription is None:
        return _closed(request)
    if request.method == "POST":
        subscription = actions.unsubscribe(token)
    context = _unsubscribed(subscription) if _has_ended(subscription) else _to_unsubscribe(subscription)
    return render(request, "newsletter/subscriptions/unsubscribe.html", context)


def _has_ended(subscription: Subscription) -> bool:
    return subscription.state == SubscriptionState.ENDED


def _unsubscribed(subscription: Subscription) -> dict[str, Any]:
    values = {"email": readable_address(subscription.email)}
    return {
        "heading": _("You are unsubscribed"),
        "sentence": _("Nothing more goes to %(email)s.") % values,
        "offered": [Button(_("Subscribe again"), reverse("newsletter:subscribe"))],
        "is_active": False,
    }


def _to_unsubscribe(subscription: Subscription) -> dict[str, Any]:
    values = {"email": readable_address(subscription.email)}
    offered = []
    if subscription.state == SubscriptionState.ACTIVE:
        url = reverse("newsletter:preferences", args=[subscription.token])
        offered = [Button(_("Only change language or address"), url)]
    return {
        "heading": _("Unsubscribe"),
        "sentence": _("Shall the newsletter no longer go to %(email)s?") % values,
        "offered": offered,
        "is_active": True,
    }
