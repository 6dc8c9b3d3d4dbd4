"""How a delegation is invited and puts people forward, and what is kept of a person for a short time only."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from meetings.participation.models.participants import Participant
from network.models import Organisation, State
from network.rounds.models import Addressee, Round

INVITATION = "invitation"
# So long after the last day personal notes are kept; without days so long after they were written.
NOTES_AFTER, UNDATED_NOTES_AFTER = timedelta(days=14), timedelta(days=180)


class ListAnswer(models.TextChoices):
    """What an invited delegation answers."""

    LIST = "list", _("delegation named")
    NOBODY = "nobody", _("nobody comes")


class Invitation(models.Model):
    """The round that invites delegations to a meeting; their lists may change until it closes."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="invitation")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")

    class Meta:
        app_label = "meetings"

    def __str__(self) -> str:
        return self.round.title


class DelegationList(models.Model):
    """The list of one delegation: the people on it are the meeting's participants for that State or body.

    `draft` is the form as it was last typed, by the names of its fields, until the list is sent. `revision`
    grows each time the list is sent.
    """

    addressee = models.OneToOneField(Addressee, on_delete=models.CASCADE, related_name="delegation_list")
    sent_at = models.DateTimeField(null=True, blank=True)
    draft = models.JSONField(default=dict, blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "meetings"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(draft={}, draft_saved_at=None)
                | (~models.Q(draft={}) & models.Q(draft_saved_at__isnull=False)),
                name="a_draft_of_a_delegation_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.addressee.name


class PersonalNotesQuerySet(models.QuerySet["PersonalNotes"]):
    def in_order(self) -> Self:
        """States by protocol, then bodies; the people of each by name."""
        protocol = models.F("participant__state__protocol_order").asc(nulls_last=True)
        return self.order_by(
            protocol, "participant__organisation__name", "participant__family_name", "participant"
        )


class PersonalNotes(models.Model):
    """What a person needs to eat, and whether they need a letter for a visa.

    No history holds it, and it goes on `delete_on`.
    """

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="notes")
    dietary = models.CharField(_("dietary needs"), max_length=300, blank=True)
    needs_letter = models.BooleanField(_("needs an invitation letter for a visa"), default=False)
    visa = models.CharField(_("notes on the visa"), max_length=300, blank=True)
    delete_on = models.DateField()

    objects = PersonalNotesQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        verbose_name_plural = "personal notes"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(dietary="", visa="", needs_letter=False),
                name="personal_notes_say_something",
            ),
        )

    def __str__(self) -> str:
        return str(self.participant)


def notes_go_on(meeting: Meeting) -> date:
    """Return the day on which personal notes that are written now are deleted."""
    last_day = meeting.last_day
    return last_day + NOTES_AFTER if last_day else timezone.localdate() + UNDATED_NOTES_AFTER


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def waiting(self) -> Self:
        return self.filter(done_at=None)

    def of_meeting(self, meeting: Meeting) -> Self:
        own = models.Q(participant__meeting=meeting)
        return self.filter(own | models.Q(addressee__round__invitation__meeting=meeting))

    def with_bodies(self) -> Self:
        """Fetch whom and which meeting each is about."""
        return self.select_related(
            "addressee__round__invitation__meeting",
            "addressee__state",
            "addressee__organisation",
            "participant__meeting",
            "participant__state",
            "participant__organisation",
        )


class ChangeRequest(models.Model):
    """A change of the list that a delegation requests once it is closed, or a person whom it is about.

    The secretariat does it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    addressee = models.ForeignKey(
        Addressee, null=True, on_delete=models.CASCADE, related_name="change_requests"
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="change_requests"
    )
    text = models.TextField(_("what should change"), max_length=2000)
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(addressee=None) ^ models.Q(participant=None),
                name="a_change_is_requested_by_a_delegation_or_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.who}: {self.text}"

    @property
    def body(self) -> State | Organisation:
        """Return whose delegation it is about."""
        row = self.participant or self.addressee
        assert row is not None  # noqa: S101 - the constraint above
        body = row.state or row.organisation
        assert body is not None  # noqa: S101 - invitations ask States and organisations
        return body

    @property
    def meeting(self) -> Meeting:
        if self.participant is not None:
            return self.participant.meeting
        assert self.addressee is not None  # noqa: S101 - the constraint above
        meeting: Meeting = self.addressee.round.invitation.meeting
        return meeting

    @property
    def who(self) -> str:
        """Name the delegation, or the person with theirs."""
        return f"{self.participant}, {self.body}" if self.participant else str(self.body)
