"""Background work: one row per rendering or import, with the lease of the worker that runs it.

Postgres is the queue (docs/decisions/0002-work-lives-in-postgres.md). A worker claims a job by a lease: a
token and an end by the database's clock. When a worker is killed its lease ends, and another starts anew.
"""

import hashlib
import json
import uuid
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User

ATTEMPTS = 3


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)
# Kinds of which the secretariat may not know that there is one; `registry.runs` adds them.
PRIVATE_KINDS: set[str] = set()


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def due(self) -> Self:
        """Keep the open jobs without a worker: never claimed, or the lease has ended."""
        return self.open().filter(due_at__lte=Now())

    def visible_to(self, user: User) -> Self:
        """Keep those that the account requested; the secretariat sees others' too, but for private ones."""
        own = models.Q(requested_by=user)
        return self.filter(own | ~models.Q(kind__in=PRIVATE_KINDS) if is_secretariat(user) else own)


class Job(models.Model):
    """`subject` is the key of the row it is about; with `kind` and `parameters` it identifies the work."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    parameters = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    # When a worker may claim the job: at once while it waits, at the end of the lease while it runs.
    due_at = models.DateTimeField(db_default=Now())
    # Below MEDIA_ROOT, under a random name.
    file = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    # When who requested it first had the result.
    opened_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "kind", "subject", "digest", condition=models.Q(state__in=OPEN_STATES), name="one_open_job"
            ),
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_is_known"),
        )
        indexes = (
            models.Index("due_at", condition=models.Q(state__in=OPEN_STATES), name="open_jobs_by_due_at"),
            models.Index("kind", "subject", "requested_at", name="jobs_of_a_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} ({self.state})"

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.key])

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.file


class PeriodicRun(models.Model):
    """Periodic work done for one slot (a date, an hour), so that two schedulers do it once."""

    work = models.CharField(max_length=60)
    slot = models.CharField(max_length=40)
    done_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint("work", "slot", name="one_run_per_slot"),)

    def __str__(self) -> str:
        return f"{self.work} {self.slot}"


def digest_of(parameters: dict[str, Any]) -> str:
    """SHA-256 of the parameters, the same whatever their order."""
    return hashlib.sha256(json.dumps(parameters, sort_keys=True).encode()).hexdigest()
