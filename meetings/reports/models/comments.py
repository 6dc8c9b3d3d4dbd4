"""What States and bodies say of a draft report, and what was done with each comment."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from network.rounds.models import Addressee, Round


class CommentRound(models.Model):
    """The comment round of a meeting's draft report; in a silence procedure who says nothing agrees."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="comment_round")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="comment_rounds")
    is_silence = models.BooleanField(_("silence procedure"), default=False)

    class Meta:
        app_label = "meetings"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.round)


class Treatment(models.TextChoices):
    """What was done with a comment; empty before anything was."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    DECLINED = "declined", _("Declined")
    NOTED = "noted", _("Noted")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Comment(models.Model):
    """One comment on one part of the report (`part` is the key of a `Part`, "" for the whole)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="comments")
    part = models.CharField(max_length=60, blank=True)
    part_label = models.CharField(_("part"), max_length=120)
    text = models.TextField(_("comment"), max_length=4000)
    given_at = models.DateTimeField(auto_now_add=True)
    treatment = models.CharField(_("what was done"), max_length=20, choices=Treatment, blank=True)
    response = models.TextField(_("explanation"), max_length=2000, blank=True)
    treated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "meetings"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["addressee", "part"], name="one_comment_per_addressee_and_part"),
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=models.Q(treatment="", response="", treated_by=None)
                | models.Q(treatment__in=Treatment.values, treated_by__isnull=False),
                name="treated_comment_says_what_was_done_and_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part_label}: {self.text}"
