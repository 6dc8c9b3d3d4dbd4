"""The two columns each source annotates: `since`, an instant, and `until`, a day or none."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Cast, TruncDate

NO_DAY = models.Value(None, output_field=models.DateField())


def day_of(instant: Any) -> TruncDate:
    """The day of an instant, in Vienna."""
    return TruncDate(instant)


def last_day_before(end: Any) -> TruncDate:
    """The last day, in Vienna, of a time that ends at an instant and without it."""
    return day_of(end - timedelta(seconds=1))


def start_of(day: Any) -> Cast:
    """The instant a day begins, in Vienna."""
    return Cast(day, models.DateTimeField())
