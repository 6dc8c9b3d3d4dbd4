"""Who was asked for a practice, and offers it by a link without an account."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.practices.models.practices import Practice, PracticeStatus
from network.models import State
from network.models.people import WORKING_LANGUAGES
from nfp_portal.text.fields import AddressField

# A link takes a practice so long after its last letter.
OPEN_FOR = timedelta(days=90)


class PracticeRequestQuerySet(models.QuerySet["PracticeRequest"]):
    def with_all(self) -> Self:
        return self.select_related("state", "practice__state")


class PracticeRequest(models.Model):
    """Somebody of a State, asked by the secretariat for a practice; `asked_at` is that of the last letter."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+", verbose_name=_("State"))
    name = models.CharField(_("name"), max_length=200)
    email = AddressField(_("e-mail"))
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=WORKING_LANGUAGES, default="en"
    )
    message = models.TextField(_("message"), max_length=600, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    practice = models.OneToOneField(
        Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="request", editable=False
    )

    objects = PracticeRequestQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["state", "email"],
                condition=models.Q(practice=None),
                name="one_practice_at_a_time_is_asked_of_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(email=""), name="who_is_asked_has_name_and_address"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether its link takes what is typed: in time, and until the practice is decided on."""
        if timezone.now() > self.asked_at + OPEN_FOR:
            return False
        decided = {PracticeStatus.PUBLISHED, PracticeStatus.WITHDRAWN}
        return self.practice is None or self.practice.status not in decided
