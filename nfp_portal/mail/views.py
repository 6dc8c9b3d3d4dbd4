"""The desk's view of the outbox: what was sent, what is stuck and why, and ways to help."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from nfp_portal.accounts.access import SECRETARIAT, allow, signed_in
from nfp_portal.mail import actions
from nfp_portal.mail.models import (
    EVERY_STREAM,
    OPEN_STATES,
    Delivery,
    DeliveryQuerySet,
    Letter,
    Relay,
    Suppression,
)
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.pagination import paginate

PER_PAGE = 50
WORDS = ("text", "html")


def _needing_staff(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    unread = [f"letter__{name}" for name in WORDS]
    return deliveries.needing_staff().select_related("letter").defer(*unread).order_by("-pk")


@allow(SECRETARIAT)
def outbox(request: HttpRequest) -> HttpResponse:
    relay = Relay.objects.taking_nothing().first()
    letters = _shown(is_held=relay is not None and relay.held_at is not None)
    context = {
        "letters": Letter.objects.filter(pk__in=letters.values("pk"))
        .with_counts()
        .defer(*WORDS)
        .order_by("-created_at"),
        "page": paginate(request.GET, _needing_staff(Delivery.objects.all()), PER_PAGE),
        "refusing": Suppression.objects.filter(stream=EVERY_STREAM).order_by("-created_at")[:PER_PAGE],
        "relay": relay,
        "held_by_setting": settings.MAIL_HOLD,
        "held_text": _held_text(relay),
    }
    return render(request, "mail/outbox.html", context)


def _held_text(relay: Relay | None) -> str:
    """Say why the mail is held; "" if it is not."""
    if settings.MAIL_HOLD:
        return _("A setting of the server holds it (MAIL_HOLD). Nothing is lost.")
    if relay is None or relay.held_at is None:
        return ""
    text = _(
        "The portal was restored from a backup on %(time)s. What was queued at the time of the backup may "
        "have been sent since: look through the letters that wait, pause what must not leave again, then "
        "release the rest."
    )
    return text % {"time": date_format(timezone.localtime(relay.held_at), "j M Y, H:i")}


def _shown(*, is_held: bool) -> QuerySet[Letter]:
    """Return the latest letters; while mail is held all that wait, so that staff see what would leave."""
    if is_held:
        return Letter.objects.filter(deliveries__in=Delivery.objects.open()).distinct()
    return Letter.objects.filter(pk__in=Letter.objects.order_by("-created_at").values("pk")[:PER_PAGE])


@allow(SECRETARIAT)
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    shown = get_object_or_404(Letter, pk=letter_id)
    rows = _needing_staff(Delivery.objects.filter(letter=shown))
    numbers = actions.counts(shown)
    numbers["open"] = sum(numbers[state] for state in OPEN_STATES)
    context = {
        "letter": shown,
        "state": _("Withdrawn.") if shown.cancelled_at else _("Paused.") if shown.paused_at else "",
        "switch_url": reverse("mail:resume" if shown.paused_at else "mail:pause", args=[shown.pk]),
        "switch_label": _("Resume") if shown.paused_at else _("Pause"),
        "counts": numbers,
        "page": paginate(request.GET, rows, PER_PAGE),
    }
    return render(request, "mail/letter.html", context)


@allow(SECRETARIAT, "POST")
def pause(request: HttpRequest, letter_id: int) -> HttpResponse:
    actions.pause(get_object_or_404(Letter, pk=letter_id))
    return redirect("mail:letter", letter_id)


@allow(SECRETARIAT, "POST")
def resume(request: HttpRequest, letter_id: int) -> HttpResponse:
    actions.resume(get_object_or_404(Letter, pk=letter_id))
    return redirect("mail:letter", letter_id)


@allow(SECRETARIAT, "POST")
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    actions.retry(get_object_or_404(Delivery, pk=delivery_id), by=signed_in(request))
    messages.success(request, _("The message will be tried again."))
    return redirect("mail:outbox")


@allow(SECRETARIAT, "POST")
def lift(request: HttpRequest, suppression_id: int) -> HttpResponse:
    refusing = get_object_or_404(Suppression, pk=suppression_id, stream=EVERY_STREAM)
    actions.lift(refusing.address, by=signed_in(request))
    messages.success(
        request, _("%(address)s gets mail again.") % {"address": readable_address(refusing.address)}
    )
    return redirect("mail:outbox")


@allow(SECRETARIAT, "POST")
def release(request: HttpRequest) -> HttpResponse:
    actions.release(by=signed_in(request))
    if actions.is_held():
        messages.error(request, _("The mail is held by a setting of the server."))
    else:
        messages.success(request, _("Outgoing mail is released."))
    return redirect("mail:outbox")
