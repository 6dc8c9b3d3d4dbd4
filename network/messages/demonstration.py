"""One message that was sent, where the demonstration is on."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from network.messages.actions.sending import send_message
from network.messages.actions.writing import keep_message
from network.messages.candidates import Audience, each_once, of_appointment
from network.messages.models import Message
from network.models import Appointment, SubRegion
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import Delivery, DeliveryState

KEY = UUID("6f1d2c3a-5b7e-4a8d-9c10-2e3f4a5b6c7d")
SENT_BEFORE = timedelta(days=12)
TEXT = """Dear colleagues,

two places are free for the **study visit** in spring.

- one working day, in English
- travel within the region is paid

Please answer this message by the end of next week."""


@transaction.atomic
def load(by: User) -> None:
    """Write to the focal points of one sub-region; the copies count as sent, none leaves."""
    if Message.objects.exists():
        return
    rows = Appointment.objects.in_force().filter(state__sub_region=SubRegion.CENTRAL_EUROPE)
    candidates = each_once(map(of_appointment, rows.select_related("person__user", "state").order_by("pk")))
    about, origin = "Focal points: Central Europe", "/network/?sub_region=central_europe"
    audience = Audience(candidates, about, origin)
    facts = {"subject": "Two places for a study visit", "text": TEXT, "is_demonstration": True}
    message = keep_message(KEY, facts, audience, {each.token for each in candidates}, by=by)
    send_message(message.pk, by=by)
    then = timezone.now() - SENT_BEFORE
    Message.objects.filter(pk=message.pk).update(sent_at=then, changed_at=then)
    copies = Delivery.objects.filter(letter__key__startswith=f"message-{KEY}-")
    copies.update(state=DeliveryState.SENT, sent_at=then)
