"""What waits in the outbox: mail that is held until somebody releases it, and what could not be delivered."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery, Relay
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.text.addresses import readable_address
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Count, Item, Notify, Source, register_counts, register_source


def register() -> None:
    register_source(Source("held mail", _held, _release, Notify.OWN_LETTER))
    register_source(Source("returned mail", _returned, _read))
    register_counts(_counts)


def _held(user: User) -> models.QuerySet[Any] | None:
    """The relay while mail is held. No mail can say so; the list does."""
    if not is_secretariat(user):
        return None
    return Relay.objects.held().annotate(since=models.F("held_at"), until=NO_DAY)


def _release(relay: Relay, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Outgoing mail is held"),
        about=pgettext("letter", "Nothing leaves the portal until somebody releases it"),
        verb=pgettext("letter", "Release the held mail"),
        url=reverse("mail:outbox"),
    )


def _returned(user: User) -> models.QuerySet[Any] | None:
    """Returned mail that no program could read."""
    if not is_secretariat(user):
        return None
    return ReturnedMail.objects.waiting().annotate(since=models.F("received_at"), until=NO_DAY)


def _read(returned: ReturnedMail, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Mail to %(address)s came back")
        % {"address": readable_address(returned.address)},
        about=pgettext("letter", "No program could tell what it means"),
        verb=pgettext("letter", "Read a returned mail"),
        url=reverse("returned:waiting", args=[returned.pk]),
    )


def _counts(user: User) -> Iterator[Count]:
    if not is_secretariat(user):
        return
    number = Delivery.objects.needing_staff().count()
    if number:
        label = ngettext("Message not delivered", "Messages not delivered", number)
        yield Count(str(number), label, reverse("mail:outbox"))
