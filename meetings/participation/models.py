"""Who takes part in a meeting; no account is needed."""

import uuid
from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from network.models import Organisation, OrganisationKind, Participation, Person, State
from nfp_portal.text.fields import AddressField


class Category(models.TextChoices):
    """In the order of a list of participants."""

    PARTICIPATING_STATE = "participating_state", _("Participating States")
    PARTNER = "partner", _("Partners for Co-operation")
    OSCE = "osce", _("OSCE structures and field operations")
    INTERNATIONAL = "international", _("International organisations")
    NATIONAL_AGENCY = "national_agency", _("National agencies")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


class Status(models.TextChoices):
    REGISTERED = "registered", _("Registered")
    ATTENDED = "attended", _("Took part")
    WITHDRAWN = "withdrawn", _("Withdrew")


def category_of(body: State | Organisation) -> Category:
    """The category of those who come for a State or an organisation."""
    if isinstance(body, State):
        is_member = body.participation == Participation.PARTICIPATING
        return Category.PARTICIPATING_STATE if is_member else Category.PARTNER
    if body.kind in {OrganisationKind.OSCE_UNIT, OrganisationKind.FIELD_OPERATION}:
        return Category.OSCE
    if body.kind == OrganisationKind.NATIONAL_AGENCY:
        return Category.NATIONAL_AGENCY
    return Category.INTERNATIONAL


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def registered(self) -> Self:
        """Keep all but those who withdrew, whether they came or not."""
        return self.exclude(status=Status.WITHDRAWN)

    def took_part(self) -> Self:
        """Keep those whom the secretariat marked as having been there."""
        return self.filter(status=Status.ATTENDED)

    def with_bodies(self) -> Self:
        return self.select_related("state", "organisation").prefetch_related("state__former_names")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Participant(models.Model):
    """One person at one meeting, for a State or for an organisation; the category follows from which."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    form_of_address = models.CharField(_("form of address"), max_length=40, blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    function = models.CharField(_("function"), max_length=200, blank=True)
    agency = models.CharField(_("agency"), max_length=200, blank=True)
    email = AddressField(_("e-mail"), blank=True)
    state = models.ForeignKey(
        State,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name=_("State"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="participants",
        verbose_name=_("organisation"),
    )
    mode = models.CharField(_("takes part"), max_length=20, choices=Mode, default=Mode.IN_PERSON)
    study_visit = models.BooleanField(_("joins the study visit"), default=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.REGISTERED)
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        app_label = "meetings"
        ordering = ("family_name", "given_name")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__isnull=False, organisation=None)
                | models.Q(state=None, organisation__isnull=False),
                name="participant_comes_for_a_state_or_a_body",
                violation_error_message=_("Choose either a State or an organisation."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"],
                name="one_participant_per_email",
                condition=~models.Q(email=""),
                violation_error_message=_("Somebody with this e-mail address is on the list already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name.upper()}"

    @property
    def took_part(self) -> bool:
        return self.status == Status.ATTENDED

    @property
    def body(self) -> State | Organisation:
        body = self.state or self.organisation
        assert body is not None  # noqa: S101 - the constraint above
        return body

    @property
    def category(self) -> Category:
        return category_of(self.body)
