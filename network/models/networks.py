"""The other networks around the focal points', and who takes part in them."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from network.models.people import Person


class Network(models.Model):
    """A network of officials other than the focal points' own; `last_year` only where it has ended."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date | None = None) -> Self:
        """Keep the memberships of `on` (default: today in Vienna); no recorded start counts as past."""
        day = on or timezone.localdate()
        begun = models.Q(starts_on=None) | models.Q(starts_on__lte=day)
        return self.filter(begun).filter(models.Q(ends_on=None) | models.Q(ends_on__gt=day))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """A person's part in another network. `ends_on` is the first day without it."""

    if TYPE_CHECKING:
        pgh_event_models: dict[str, Any]  # pghistory makes it: the class of the history's rows

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("network")
    )
    role = models.CharField(_("role"), max_length=100)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("network__name", "starts_on")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "network", "role"],
                condition=models.Q(ends_on=None),
                name="one_open_membership_per_role",
                violation_error_message=_("This person already has this role in this network."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gt=models.F("starts_on")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The end must come after the start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role}, {self.network}"

    @property
    def days(self) -> str:
        """Since when and until when, in words."""
        day = formats.date_format
        begin = _("since %(day)s") % {"day": day(self.starts_on, "j F Y")} if self.starts_on else None
        end = _("ended %(day)s") % {"day": day(self.ends_on, "j F Y")} if self.ends_on else None
        return ", ".join(str(part) for part in (begin or _("start not recorded"), end) if part)
