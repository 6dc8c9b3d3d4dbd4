"""Spreadsheets brought into the directory: the file, what its columns mean, and what became of each row."""

import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models.appointments import Appointment
from network.models.people import Person
from nfp_portal.ui.uploads import RandomName


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    MAPPED = "mapped", _("Columns named")
    PREVIEWED = "previewed", _("Waiting for review")
    COMMITTED = "committed", _("In the directory")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Could not be read")

    @property
    def mark(self) -> str:
        return {"committed": "done", "failed": "failed", "undone": "none"}.get(self.value, "waiting")


class Verdict(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same")
    ERROR = "error", _("Rejected")

    @property
    def mark(self) -> str:
        return {"error": "failed", "new": "published", "changed": "draft"}.get(self.value, "none")


class Outcome(models.TextChoices):
    """What commit and undo did with a row; empty until then, and for rows that ask for nothing."""

    WRITTEN = "written", _("Written")
    LEFT = "left", _("Left alone, changed since the preview")
    UNDONE = "undone", _("Undone")
    KEPT = "kept", _("Kept, changed since the import")


class DateOrder(models.TextChoices):
    """How a date such as 03/04/2016 is read in the whole file."""

    DAY_FIRST = "dmy", _("3 April 2016 (day first)")
    MONTH_FIRST = "mdy", _("4 March 2016 (month first)")


OPEN_STATES = (ImportState.UPLOADED, ImportState.MAPPED, ImportState.PREVIEWED)
WRITTEN_STATES = (ImportState.COMMITTED, ImportState.UNDONE)


class ImportQuerySet(models.QuerySet["Import"]):
    def to_review(self) -> Self:
        """Keep what was handed in and neither written nor given up."""
        return self.filter(state__in=OPEN_STATES)

    def of_the_same_file(self, source: "Import") -> Self:
        """Keep the other imports of a file with the very same content that stand in the directory."""
        same = self.filter(sha256=source.sha256, state=ImportState.COMMITTED)
        return same.exclude(pk=source.pk)


class Import(models.Model):
    """One spreadsheet. `mapping` names the field of each of its columns, "" for a column that is left out."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=RandomName("imports"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("handed in"), db_default=Now())
    # Of a text file; empty for XLSX, which says itself.
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    separator = models.CharField(_("separator"), max_length=1, blank=True)
    date_order = models.CharField(_("dates"), max_length=3, choices=DateOrder, blank=True)
    mapping = models.JSONField(default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    reason = models.CharField(max_length=500, blank=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    # Grows with each preview, so that nobody commits another one than was shown.
    preview = models.PositiveIntegerField(default=0)
    previewed_at = models.DateTimeField(null=True)
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    # Agencies the States did not have before, by primary key.
    new_agencies = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        app_label = "network"
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="import_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=WRITTEN_STATES, committed_at__isnull=False)
                | (~models.Q(state__in=WRITTEN_STATES) & models.Q(committed_at=None)),
                name="import_in_the_directory_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(date_order__in=["", *DateOrder.values]), name="import_date_order_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("network:imports:import", args=[self.key])

    @property
    def stage(self) -> ImportState:
        return ImportState(self.state)

    @property
    def total(self) -> int:
        """The rows of the file that hold anything, the head not counted."""
        return self.new + self.changed + self.same + self.errors

    @property
    def to_write(self) -> int:
        return self.new + self.changed

    @property
    def is_text(self) -> bool:
        return bool(self.encoding)

    @property
    def may_be_previewed(self) -> bool:
        return self.state not in WRITTEN_STATES


class ImportRow(models.Model):
    """One row of the file, numbered as a spreadsheet program numbers it (the head is usually row 1).

    `values` holds what was understood, by field, dates in ISO 8601; `differences` {"before", "after"} for an
    entry that is there already, each by field; `reasons` why it is rejected, each {"code", "column", …}.
    """

    # A person or an appointment may be removed although an import's row names it.
    keeps_nothing = True

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=Verdict)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="", db_default="")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="import_rows", db_index=False
    )
    # Of the person and of the appointment: as the preview saw them, then as the commit left them.
    revision = models.PositiveIntegerField(null=True)
    appointment = models.ForeignKey(
        Appointment, null=True, on_delete=models.SET_NULL, related_name="import_rows", db_index=False
    )
    appointment_revision = models.PositiveIntegerField(null=True)
    # Whether the row makes an appointment; `appointment` is then set by the commit.
    makes_appointment = models.BooleanField(default=False)
    differences = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)

    class Meta:
        app_label = "network"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["source", "number"], name="one_import_row_per_number"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="import_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *Outcome.values]), name="import_outcome_is_known"
            ),
        )
        indexes = (
            models.Index("source", "verdict", "number", name="import_rows_by_verdict"),
            models.Index("person", condition=models.Q(person__isnull=False), name="import_rows_of_a_person"),
            models.Index(
                "appointment",
                condition=models.Q(appointment__isnull=False),
                name="import_rows_of_an_appointment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source}, row {self.number}"

    @property
    def judged(self) -> Verdict:
        return Verdict(self.verdict)

    @property
    def before(self) -> dict[str, Any]:
        return dict(self.differences.get("before", {}))

    @property
    def after(self) -> dict[str, Any]:
        return dict(self.differences.get("after", {}))


def wrote_appointment(keys: Collection[int], revision: int) -> bool:
    """Return whether an import made one of these appointments (primary keys) at this revision."""
    rows = ImportRow.objects.filter(appointment__in=keys, makes_appointment=True)
    return rows.filter(appointment_revision=revision).exists()
