"""Files that were handed in and are no papers yet, and who was asked for one."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Meeting
from meetings.models.documents import LANGUAGES, DocumentKind, Purpose
from network.models import State
from network.models.people import WORKING_LANGUAGES
from nfp_portal.text.fields import AddressField
from nfp_portal.ui.uploads import RandomName


class PaperRequest(models.Model):
    """A speaker or a State that was asked for a paper, and hands it in by a link until the papers' day."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="paper_requests")
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("item of the agenda"),
    )
    state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("State")
    )
    name = models.CharField(_("name"), max_length=200)
    email = AddressField(_("e-mail"))
    language = models.CharField(
        _("language of the letter"), max_length=5, choices=WORKING_LANGUAGES, default="en"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        app_label = "meetings"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class OfferedPaper(models.Model):
    """A file that waits to become a paper or a version of one.

    Those of a `batch` were dropped together by an editor; those of a `request` came by its link, and wait
    until an editor accepts or declines them.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    batch = models.UUIDField(db_index=True)
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("name of the file"), max_length=250)
    title = models.CharField(_("title"), max_length=250)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind, default=DocumentKind.PAPER)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en")
    suffix = models.CharField(_("ending of the symbol"), max_length=10, blank=True)
    file = models.FileField(_("file"), upload_to=RandomName("papers"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    request = models.ForeignKey(
        PaperRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="offers"
    )
    is_accepted = models.BooleanField(null=True)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        app_label = "meetings"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_accepted=None, decided_at=None)
                | models.Q(is_accepted__isnull=False, decided_at__isnull=False),
                name="offered_paper_is_decided_at_an_instant",
            ),
            models.CheckConstraint(
                condition=models.Q(request__isnull=False) | models.Q(is_accepted=None),
                name="only_what_came_by_a_link_is_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="kind_of_offered_paper_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=["", *Purpose.values]),
                name="purpose_of_offered_paper_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def ending(self) -> str:
        """What the name of the file ends in: PDF, DOCX."""
        return PurePath(self.name).suffix.removeprefix(".").upper()
