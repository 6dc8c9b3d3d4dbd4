"""When an approved issue is to leave."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import ClockField, DayField

# The minute to undo, and one to read the page.
SOONEST = timedelta(minutes=2)
LATEST = timedelta(days=60)


class ScheduleForm(Form):
    """`instant`, after validation, is the chosen moment."""

    day = DayField(label=_("Day"))
    clock = ClockField(label=_("Time in Vienna"))
    instant: datetime

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "day" in cleaned and "clock" in cleaned:
            self.instant = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["clock"]))
            ahead = self.instant - timezone.now()
            if not SOONEST <= ahead <= LATEST:
                self.add_error("clock", _("Choose a moment from two minutes to sixty days ahead."))
        return cleaned
