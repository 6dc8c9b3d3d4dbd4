"""What a reader chooses by the links of an issue: no account, and GET never changes anything.

A copy may be forwarded: pages name the address masked, and what ended by mistake is taken back by one click.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from newsletter.readers import actions
from newsletter.readers.forms import PreferencesForm
from newsletter.readers.models import Reader
from newsletter.readers.reasons import in_words, receiving, with_reasons
from newsletter.readers.views.subscribing import is_within_limit, link_closed, too_many
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.text.addresses import masked_address
from nfp_portal.ui.buttons import Button


def _reader_of(token: str) -> Any:
    """Return the reader with `why` in words; None for an unknown link. One query."""
    return with_reasons(Reader.objects.filter(token=token)).annotate(why=in_words()).first()


@never_cache
@allow(ANYONE, "GET", "POST")
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    reader = _reader_of(token)
    if reader is None:
        return link_closed(request)
    form = PreferencesForm(request.POST or None, initial={"language": reader.language})
    if request.method == "POST" and form.is_valid():
        return _changed(request, reader, form)
    context = {"form": form, "heading": _("The newsletter for this address")} | _status(reader)
    return render(
        request, "newsletter/readers/preferences.html", context, status=422 if form.is_bound else 200
    )


def _changed(request: HttpRequest, reader: Reader, form: PreferencesForm) -> HttpResponse:
    moves = form.cleaned_data["email"] not in {"", reader.address}
    if moves and not is_within_limit(request):
        return too_many(request)
    try:
        actions.change_preferences(reader.token, **form.cleaned_data)
    except actions.LinkClosedError:
        return link_closed(request)
    messages.success(request, _moving() if moves else _("Saved."))
    return redirect("newsletter:preferences", reader.token)


def _moving() -> str:
    return _("We have sent a link to the new address. Until it is used, nothing changes.")


def _status(reader: Any) -> dict[str, Any]:
    """Say whether the newsletter goes to the address and why, and what can be done about it."""
    values = {"email": masked_address(reader.address)}
    if reader.opted_out_at is not None:
        values["day"] = date_format(timezone.localtime(reader.opted_out_at), "j F Y")
        sentence = _("Since %(day)s nothing goes to %(email)s.") % values
        return {"sentence": sentence, "offered": [_back(reader, _("Receive it again"))]}
    if not reader.why:
        subscribe = Button(_("Subscribe"), reverse("newsletter:subscribe"))
        return {"sentence": _("No issue goes to %(email)s.") % values, "offered": [subscribe]}
    unsubscribe = Button(_("Unsubscribe"), reverse("newsletter:unsubscribe", args=[reader.token]))
    sentence = _("Each issue goes to %(email)s.") % values
    return {"sentence": sentence, "why": reader.why, "offered": [unsubscribe]}


def _back(reader: Reader, label: str) -> Button:
    return Button(label, reverse("newsletter:come_back", args=[reader.token]), "quiet", fields={})


@never_cache
@csrf_exempt
@allow(ANYONE, "GET", "POST")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """POST acts, also the one a mail program sends by itself (RFC 8058): no session, no redirect."""
    if request.method == "POST":
        try:
            actions.opt_out(token)
        except actions.LinkClosedError:
            return link_closed(request)
    reader = _reader_of(token)
    if reader is None:
        return link_closed(request)
    context = _to_unsubscribe(reader) if reader.opted_out_at is None else _unsubscribed(reader)
    return render(request, "newsletter/readers/unsubscribe.html", context)


def _unsubscribed(reader: Any) -> dict[str, Any]:
    return {
        "heading": _("You are unsubscribed"),
        "sentence": _("Nothing more goes to %(email)s.") % {"email": masked_address(reader.address)},
        "note": _("Was this message forwarded to you, or was it a mistake? Undo it."),
        "offered": [_back(reader, _("Undo"))],
        "is_active": False,
    }


def _to_unsubscribe(reader: Any) -> dict[str, Any]:
    url = reverse("newsletter:preferences", args=[reader.token])
    question = _("Shall the newsletter no longer go to %(email)s?")
    return {
        "heading": _("Unsubscribe"),
        "sentence": question % {"email": masked_address(reader.address)},
        "note": reader.why,
        "offered": [Button(_("Only change language or address"), url)],
        "is_active": True,
    }


@never_cache
@csrf_exempt
@allow(ANYONE, "POST")
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Undo unsubscribing. Without a session, as the page that offers it was opened."""
    try:
        actions.come_back(token)
    except actions.LinkClosedError:
        return link_closed(request)
    if receiving().filter(token=token).exists():
        messages.success(request, _("You receive the newsletter again."))
    return redirect("newsletter:preferences", token)
