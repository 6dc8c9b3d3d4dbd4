"""The files of a practice, for the same readers as the practice."""

import uuid
from typing import Self

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.practices.models.practices import Practice
from meetings.models.documents import LANGUAGES
from nfp_portal.ui.uploads import RandomName, StoredFile


class PracticeFileQuerySet(models.QuerySet["PracticeFile"]):
    def kept(self) -> Self:
        return self.filter(removed_at=None)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PracticeFile(StoredFile, models.Model):
    """A file that lies under a name nobody guesses; `name` is that of the upload, in whatever alphabet.

    One that is removed can be restored until it is purged.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name of the file"), max_length=150)
    language = models.CharField(_("language of the file"), max_length=5, choices=LANGUAGES, default="en")
    file = models.FileField(_("file"), upload_to=RandomName("practices"))
    at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = PracticeFileQuerySet.as_manager()

    class Meta:
        app_label = "exchange"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _label in LANGUAGES]),
                name="language_of_practice_file_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(file=""), name="a_practice_file_has_name_and_content"
            ),
        )

    def __str__(self) -> str:
        return self.name
