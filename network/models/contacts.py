"""How States and organisations are written to: their contacts, each a mailbox with a name and a language."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Organisation
from network.models.states import State
from nfp_portal.text.fields import AddressField


class ContactQuerySet(models.QuerySet["Contact"]):
    def of_outer(self, state: str = "state", organisation: str = "organisation") -> Self:
        """Keep the contacts of the State or organisation that an outer query's row names."""
        of_state = models.Q(state=models.OuterRef(state))
        return self.filter(of_state | models.Q(organisation=models.OuterRef(organisation)))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Contact(models.Model):
    """One address of a State's delegation or of an organisation; the oldest is the first to write to."""

    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = AddressField(_("e-mail"))
    language = models.CharField(
        _("language of letters"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    revision = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=None) ^ models.Q(organisation=None),
                name="contact_of_one_state_or_organisation",
            ),
            models.UniqueConstraint(
                fields=["state", "address"],
                name="one_contact_per_state_and_address",
                violation_error_message=_("This address is recorded already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "address"],
                name="one_contact_per_organisation_and_address",
                violation_error_message=_("This address is recorded already."),
            ),
            models.CheckConstraint(condition=~models.Q(address=""), name="contact_has_an_address"),
        )

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address

    @property
    def owner(self) -> State | Organisation:
        owner = self.state or self.organisation
        if owner is None:  # pragma: no cover - the database holds exactly one
            raise ValueError(self.pk)
        return owner
