"""Subscribing without an account. A page opened by GET never changes anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsletter.readers import actions
from newsletter.readers.forms import SubscribeForm
from newsletter.readers.models import Reader
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui import limits
from nfp_portal.ui.buttons import Button

# Requests from one IP address; a mistyping family behind one router stays well below.
PER_HOUR = 30


@never_cache
@allow(ANYONE, "GET", "POST")
def subscribe(request: HttpRequest) -> HttpResponse:
    form = SubscribeForm(request.POST or None, initial={"language": get_language_from_request(request)})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "newsletter/readers/subscribe.html", {"form": form}, status=status)
    if not is_within_limit(request):
        return too_many(request)
    actions.request_subscription(form.cleaned_data["email"], language=form.cleaned_data["language"])
    return redirect("newsletter:asked")


def too_many(request: HttpRequest) -> HttpResponse:
    return limits.too_many(request, "newsletter/readers/too_many.html")


def is_within_limit(request: HttpRequest) -> bool:
    """Count an address that was typed, and say whether this place may type more in this hour."""
    return limits.is_within_limit(request, "newsletter-subscribe", PER_HOUR)


@allow(ANYONE)
def requested(request: HttpRequest) -> HttpResponse:
    """The one answer to every address, known or not."""
    return render(request, "newsletter/readers/requested.html")


@never_cache
@allow(ANYONE, "GET", "POST")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, for scanners follow every link in a mail; POST confirms."""
    if request.method == "POST":
        return _confirmed(request, token)
    reader = Reader.objects.of_confirm_token(token).first()
    if reader is None or not reader.awaits(token):
        return link_closed(request)
    return _confirm_page(request, reader)


def _confirmed(request: HttpRequest, token: str) -> HttpResponse:
    try:
        reader = actions.confirm(token)
    except actions.LinkClosedError:
        return link_closed(request)
    return _confirm_page(request, reader)


def _confirm_page(request: HttpRequest, reader: Reader) -> HttpResponse:
    values = {"email": readable_address(reader.address)}
    if reader.is_subscribed:
        preferences_url = reverse("newsletter:preferences", args=[reader.token])
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
    return render(request, "newsletter/readers/confirm.html", context)


def link_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/readers/link_closed.html", status=410)
