"""Forms that were posted after their session had ended, kept for an hour for the account they came from."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.http import QueryDict

KEPT = timedelta(hours=1)
LONGEST_ADDRESS = 500


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def kept(self) -> Self:
        """Leave out what is older than an hour, also while no worker has removed it."""
        return self.filter(kept_at__gt=Now() - KEPT)


class KeptForm(models.Model):
    """`query` is the form as it was posted (urlencoded, without its token), `files` the names of its files.

    It goes to `action` and stood on `page`; both are addresses of the portal.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=LONGEST_ADDRESS)
    page = models.CharField(max_length=LONGEST_ADDRESS)
    query = models.TextField()
    files = models.JSONField(default=list)
    kept_at = models.DateTimeField(db_default=Now())

    objects = KeptFormQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} to {self.action}"

    @property
    def values(self) -> QueryDict:
        return QueryDict(self.query)
