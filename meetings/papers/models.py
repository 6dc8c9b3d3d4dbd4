"""Papers of a meeting, with their files."""

from pathlib import PurePath

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AudienceQuerySet, Part
from meetings.models.meetings import Meeting
from nfp_portal.ui.spelling import slug_of
from nfp_portal.ui.uploads import RandomName


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Paper(Part):
    """A document before the meeting. Its file, where one was handed in, lies under a name nobody guesses."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(_("title"), max_length=250)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    language = models.CharField(_("languages"), max_length=60, blank=True)
    file = models.FileField(_("file"), upload_to=RandomName("papers"), blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def size(self) -> int | None:
        """The bytes of its file; None where none was handed in, or where it is missing from the store."""
        try:
            return self.file.size if self.file else None
        except FileNotFoundError:
            return None

    @property
    def has_lost_its_file(self) -> bool:
        return bool(self.file) and self.size is None

    @property
    def file_name(self) -> str:
        """What the file is called where it is saved: the paper's title, and the kind it was handed in as."""
        return f"{slug_of(self.title) or self.key}{PurePath(self.file.name or '').suffix}"
