"""Whose State an account of a delegation speaks for."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from network.models.states import State


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Delegate(models.Model):
    """An account that acts for a State's delegation in Vienna; it counts while its role is delegation."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegate")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="delegates")

    def __str__(self) -> str:
        return f"{self.user} for {self.state}"

    @property
    def activity(self) -> str:
        """Whether the account is closed, or when it signed in last, in words."""
        if not self.user.is_active:
            return _("closed")
        if self.user.last_login is None:
            return _("never signed in")
        day = formats.date_format(timezone.localtime(self.user.last_login), "j F Y")
        return _("last signed in on %(day)s") % {"day": day}
