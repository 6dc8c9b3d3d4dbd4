"""The bodies people belong to: a State's agencies, organisations, OSCE units and field operations."""

import re
from typing import NamedTuple, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.search_text import FoldedText
from network.models.states import State


class AgencyKind(models.TextChoices):
    """After the eligibility list of the OSCE Border Management Staff College; ministries added by us."""

    BORDER_GUARD = "border_guard", _("Border guard")
    BORDER_POLICE = "border_police", _("Border police")
    COAST_GUARD = "coast_guard", _("Coast guard")
    CUSTOMS = "customs", _("Customs")
    DRUG_CONTROL = "drug_control", _("Drug control")
    IMMIGRATION = "immigration", _("Immigration")
    POLICE = "police", _("Police")
    PHYTO_SANITARY = "phyto_sanitary", _("Phyto-sanitary service")
    PORT_AIRPORT_SECURITY = "port_airport_security", _("Port and airport security")
    TRADE_TRANSPORT = "trade_transport", _("Trade and transport")
    QUARANTINE_INSPECTION = "quarantine_inspection", _("Quarantine inspection")
    INTERIOR_MINISTRY = "interior_ministry", _("Ministry of the interior")
    FOREIGN_MINISTRY = "foreign_ministry", _("Ministry of foreign affairs")
    OTHER = "other", _("Other")


class AgencyQuerySet(models.QuerySet["Agency"]):
    def kept(self) -> Self:
        """Leave out the agencies that were merged into another."""
        return self.filter(merged_into=None)

    def reviewed(self) -> Self:
        """Keep the agencies an editor has looked at: only these stand on public pages."""
        return self.kept().filter(reviewed_at__isnull=False)

    def unreviewed(self) -> Self:
        return self.kept().filter(reviewed_at=None)


class NewAgency(NamedTuple):
    """An agency the person's State has not in its list yet; `kind` is an `AgencyKind`.

    Until an editor has looked at the name it stands on no public page (`reviewed` false).
    """

    name: str
    kind: str
    reviewed: bool = False


@pghistory.track()
class Agency(models.Model):
    """A State's institution. Until `reviewed_at` its name is as somebody outside the secretariat typed it.

    A merged one stays as a row, for past days and histories name it; its name is free for another.
    """

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=AgencyKind)
    folded = models.GeneratedField(
        expression=FoldedText(models.F("name")), output_field=models.TextField(), db_persist=True
    )
    reviewed_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["state", "name"], condition=models.Q(merged_into=None), name="one_agency_per_name"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="agency_is_not_merged_into_itself",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        """Return what `get_kind_display` does, in a hundredth of its time."""
        return str(AgencyKind(self.kind).label)


class OrganisationKind(models.TextChoices):
    EU_AGENCY = "eu_agency", _("European Union agency")
    EU_PROGRAMME = "eu_programme", _("European Union programme")
    FIELD_OPERATION = "field_operation", _("OSCE field operation")
    INTERNATIONAL_FOUNDATION = "international_foundation", _("International foundation")
    INTERNATIONAL_ORGANISATION = "international_organization", _("International organisation")
    NATIONAL_AGENCY = "national_agency", _("National agency")
    OSCE_UNIT = "osce_unit", _("OSCE unit or institution")
    REGIONAL_CONVENTION = "regional_convention", _("Regional convention")
    REGIONAL_ORGANISATION = "regional_organization", _("Regional organisation")
    UN_BODY = "un_body", _("United Nations body")


# A day, a month or a year; empty where nothing is recorded.
_PARTIAL_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
# What belongs to the OSCE itself: these have a public page.
STRUCTURES = (OrganisationKind.FIELD_OPERATION, OrganisationKind.OSCE_UNIT)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def structures(self) -> Self:
        """Keep the OSCE's field operations, units and institutions."""
        return self.filter(kind__in=STRUCTURES)


class Organisation(models.Model):
    """A body beside the States. `state` is the State a national agency belongs to or a mission's host.

    `started` and `ended` are days, months or years as they are recorded: 2009-05-27, 2012-01, 2011.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        verbose_name=_("part of"),
    )
    seat = models.CharField(_("seat"), max_length=100, blank=True)
    started = models.CharField(_("since"), max_length=10, blank=True)
    ended = models.CharField(_("until"), max_length=10, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(started__regex=_PARTIAL_DATE, ended__regex=_PARTIAL_DATE),
                name="times_of_an_organisation_are_partial_dates",
                violation_error_message=_("Write a day, month or year as 2009-05-27, 2012-01 or 2011."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="an_organisation_is_no_part_of_itself",
            ),
        )

    def __str__(self) -> str:
        return self.acronym or self.name

    def get_absolute_url(self) -> str:
        return reverse("network:structure" if self.is_structure else "network:organisation", args=[self.slug])

    @property
    def is_structure(self) -> bool:
        return self.kind in STRUCTURES

    def named_in(self, column: str) -> models.Q:
        """Whether a text names this body: by its name, with OSCE or without, its acronym or another name."""
        names = [self.name.removeprefix("OSCE "), self.acronym, *self.aliases]
        one_of = "|".join(re.escape(name) for name in names if name)
        return models.Q((f"{column}__iregex", rf"\m({one_of})\M"))

    @property
    def kind_label(self) -> str:
        """Return what `get_kind_display` does, in a hundredth of its time."""
        return str(OrganisationKind(self.kind).label)


class FieldOfWork(models.Model):
    """One of the OSCE's fields of work; the topics of people name them. `slug` follows from the name."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.GeneratedField(
        expression=models.Func(
            models.functions.Lower("name"),
            models.Value("[^a-z0-9]+"),
            models.Value("-"),
            models.Value("g"),
            function="regexp_replace",
        ),
        output_field=models.SlugField(max_length=100),
        db_persist=True,
        unique=True,
    )

    class Meta:
        verbose_name_plural = "fields of work"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:field", args=[self.slug])
