"""The 57 participating States and the Partners for Co-operation, with their names by date."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.search_text import SearchText

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from network.models.contacts import Contact


class Participation(models.TextChoices):
    PARTICIPATING = "participating", _("Participating State")
    ASIAN_PARTNER = "asian", _("Asian Partner for Co-operation")
    MEDITERRANEAN_PARTNER = "mediterranean", _("Mediterranean Partner for Co-operation")


class SubRegion(models.TextChoices):
    CENTRAL_ASIA = "central_asia", _("Central Asia")
    CENTRAL_EUROPE = "central_europe", _("Central Europe")
    EAST_ASIA = "east_asia", _("East Asia")
    EASTERN_EUROPE = "eastern_europe", _("Eastern Europe")
    NORTH_AMERICA = "north_america", _("North America")
    NORTHERN_EUROPE = "northern_europe", _("Northern Europe")
    SOUTH_CAUCASUS = "south_caucasus", _("South Caucasus")
    SOUTH_EASTERN_EUROPE = "south_eastern_europe", _("South-Eastern Europe")
    SOUTHERN_EUROPE = "southern_europe", _("Southern Europe")
    WESTERN_EUROPE = "western_europe", _("Western Europe")


class NameOnDate(NamedTuple):
    """What a State is called: alone, inside a sentence ("the Netherlands"), and its place in protocol."""

    name: str
    in_text: str
    protocol_order: Decimal


@cache
def _address_of(code: str) -> str:
    """Resolve each address once: a map of 57 tiles would spend a tenth of its page on it."""
    return reverse("network:state", args=[code])


class StateQuerySet(models.QuerySet["State"]):
    def participating(self) -> Self:
        return self.filter(participation=Participation.PARTICIPATING)

    def partners(self) -> Self:
        return self.exclude(participation=Participation.PARTICIPATING)

    def with_names(self) -> Self:
        """Fetch the former names too (one more query), so that `name_on` asks nothing."""
        return self.prefetch_related("former_names")


@pghistory.track(exclude=["search_text"])
class State(models.Model):
    """A participating State or a Partner. `protocol_order` is the seating order by French name."""

    if TYPE_CHECKING:
        contacts: RelatedManager["Contact"]

    iso2 = models.CharField(_("code"), max_length=2, unique=True)
    participation = models.CharField(max_length=20, choices=Participation)
    name = models.CharField(_("name"), max_length=100)
    name_in_text = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    sub_region = models.CharField(_("sub-region"), max_length=30, choices=SubRegion, blank=True)
    protocol_order = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    tile_column = models.PositiveSmallIntegerField(null=True)
    tile_row = models.PositiveSmallIntegerField(null=True)
    search_text = models.GeneratedField(
        expression=SearchText("name", "name_fr", "iso2"), output_field=models.TextField(), db_persist=True
    )

    objects = StateQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["tile_column", "tile_row"], name="one_state_per_tile"),
            models.CheckConstraint(
                condition=~models.Q(participation="participating")
                | models.Q(protocol_order__isnull=False, tile_column__isnull=False, tile_row__isnull=False),
                name="participating_state_has_a_place",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return _address_of(self.iso2)

    @property
    def is_participating(self) -> bool:
        return self.participation == Participation.PARTICIPATING

    @property
    def first_contact(self) -> "Contact | None":
        """The contact of the State's delegation that is written to first; one query unless prefetched."""
        return next(iter(self.contacts.all()), None)

    def name_on(self, day: date | None) -> NameOnDate:
        """The State's name as of `day` (None: today's). Call it on `with_names()` rows."""
        if day is not None:
            held = sorted((former.last_day, former) for former in self.former_names.all())
            for last_day, former in held:
                if day <= last_day:
                    return NameOnDate(former.name, former.name_in_text, former.protocol_order)
        return NameOnDate(self.name, self.name_in_text, self.protocol_order or Decimal(0))


class StateName(models.Model):
    """A name a State bore earlier.

    `last_day` is the last day it is known to have been in use; where the day of the change is not
    recorded (`change_recorded` false) it is the day of the last document that bears the name.
    """

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=100)
    name_in_text = models.CharField(max_length=100)
    protocol_order = models.DecimalField(max_digits=4, decimal_places=1)
    last_day = models.DateField()
    change_recorded = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["state", "last_day"], name="one_former_name_per_day"),)

    def __str__(self) -> str:
        return self.name

    @property
    def in_use(self) -> str:
        """Until when the State bore the name, in words."""
        day = {"day": formats.date_format(self.last_day, "F Y")}
        if self.change_recorded:
            return gettext("until %(day)s") % day
        return gettext("in use in %(day)s; the day of the change is not recorded") % day


class Chair(models.Model):
    """The State holding the Chairpersonship in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="chairs")

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}: {self.state}"


def in_protocol_order(states: Iterable[State], day: date | None = None) -> list[State]:
    """Sort States as they sit: by French name, as of `day`; Partners, who have no place, by name."""
    return sorted(states, key=lambda state: (state.name_on(day).protocol_order, state.name_fr))


def code_if_read(row: Any) -> str:
    """Return the code of a row's State, where that was read with the row; asks nothing."""
    state = row._state.fields_cache.get("state")  # noqa: SLF001 - Django's documented name
    return state.iso2 if state else ""
