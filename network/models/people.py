"""The people of the Network and how to reach them."""

import uuid
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Agency, Organisation
from network.models.person_fields import CONTACT_WAYS
from network.models.states import State, code_if_read
from nfp_portal.accounts.access import SIGNED_IN, caller_of
from nfp_portal.accounts.models import SECRETARIAT_ROLES, Role, User
from nfp_portal.mail.models import EVERY_STREAM, NOTICE, Suppression
from nfp_portal.text.capitals import in_capitals
from nfp_portal.text.fields import AddressField

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

CONFIRMATION_HOLDS = timedelta(days=365)
WORKING_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("it", _("Italian")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]


class Visibility(models.TextChoices):
    """Who reads a contact field; each step includes the ones before it."""

    SECRETARIAT = "secretariat", _("The secretariat only")
    NETWORK = "network", _("Focal points")
    DELEGATIONS = "delegations", _("Focal points and delegations")


READERS = {
    Visibility.SECRETARIAT: SECRETARIAT_ROLES,
    Visibility.NETWORK: SECRETARIAT_ROLES | {Role.FOCAL_POINT},
    Visibility.DELEGATIONS: SECRETARIAT_ROLES | {Role.FOCAL_POINT, Role.DELEGATION},
}


def confirmed(on: date | None = None, *, path: str = "") -> models.Q:
    """Whether an entry was confirmed in the twelve months before `on` (default: today in Vienna).

    `path` leads to the person from the rows that are filtered ("person__"). The same rule as `is_confirmed`.
    """
    day = on or timezone.localdate()
    return models.Q(**{f"{path}confirmed_on__gt": day - CONFIRMATION_HOLDS})


def suppressed(address: str, *streams: str) -> models.Exists:
    """Whether the outbox sends nothing of these streams to the address in the column `address`."""
    return models.Exists(Suppression.objects.filter(address=models.OuterRef(address), stream__in=streams))


NOBODY = uuid.UUID(int=0)


@cache
def _address_of_nobody() -> str:
    """Resolve the address of an entry once: a list of a hundred would spend a tenth of its time on it."""
    return reverse("network:person", args=[NOBODY])


class PersonQuerySet(models.QuerySet["Person"]):
    def kept(self) -> Self:
        """Leave out the entries that were merged into another."""
        return self.filter(merged_into=None)

    def unreachable(self) -> Self:
        """Keep people whose address refuses mail or wants none: a task of the State's desk, not a removal."""
        return self.exclude(email="").filter(suppressed("email", EVERY_STREAM, NOTICE))


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), level=pghistory.Statement
)
class Person(models.Model):
    """One person, addressed by an opaque key.

    `revision` grows with each change: a form tells by it whether the entry changed since it was opened.
    """

    if TYPE_CHECKING:
        events: RelatedManager[Any]  # pghistory makes it: one row per change, as the entry was after it

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    form_of_address = models.CharField(_("form of address"), max_length=40, blank=True)
    rank = models.CharField(_("rank"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    name_in_script = models.CharField(_("name in original script"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="people", verbose_name=_("State")
    )
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name=_("agency"),
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    email = AddressField(_("e-mail"), blank=True)
    email_visibility = models.CharField(
        _("who reads the e-mail"), max_length=20, choices=Visibility, default=Visibility.DELEGATIONS
    )
    second_email = AddressField(_("second e-mail"), blank=True)
    second_email_visibility = models.CharField(
        _("who reads the second e-mail"), max_length=20, choices=Visibility, default=Visibility.NETWORK
    )
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    telephone_visibility = models.CharField(
        _("who reads the telephone"), max_length=20, choices=Visibility, default=Visibility.NETWORK
    )
    mobile = models.CharField(_("mobile telephone"), max_length=40, blank=True)
    mobile_visibility = models.CharField(
        _("who reads the mobile telephone"), max_length=20, choices=Visibility, default=Visibility.SECRETARIAT
    )
    languages = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, verbose_name=_("working languages")
    )
    topics = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, verbose_name=_("fields of work")
    )
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    is_demonstration = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ("family_name", "given_name")
        constraints = (
            models.UniqueConstraint(
                fields=["email"],
                name="one_person_per_email",
                condition=~models.Q(email=""),
                violation_error_message=_("This e-mail address belongs to another entry."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="person_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(email="", user=None),
                name="a_merged_person_frees_address_and_account",
            ),
            models.CheckConstraint(condition=~models.Q(family_name=""), name="person_has_a_family_name"),
            models.CheckConstraint(
                condition=models.Q(**{f"{way}_visibility__in": Visibility.values for way in CONTACT_WAYS}),
                name="person_visibilities_are_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {in_capitals(self.family_name, code_if_read(self))}"

    def get_absolute_url(self) -> str:
        return _address_of_nobody().replace(str(NOBODY), str(self.key))

    @property
    def in_list(self) -> str:
        return f"{self.family_name}, {self.given_name}"

    @property
    def body(self) -> Agency | Organisation | None:
        return self.agency or self.organisation

    @property
    def language_names(self) -> list[str]:
        """The working languages in the person's own order: the first is the one to write in."""
        names = dict(WORKING_LANGUAGES)
        return [str(names[code]) for code in self.languages if code in names]

    @property
    def language_of_mail(self) -> str:
        """The language to write in, one of ours: the account's, else the first working language we have."""
        spoken = dict(settings.LANGUAGES)
        if self.user is not None:
            return self.user.language
        return next((code for code in self.languages if code in spoken), settings.LANGUAGE_CODE)

    def is_confirmed(self, on: date | None = None) -> bool:
        """Whether the entry was confirmed within the twelve months before `on` (default: today)."""
        day = on or timezone.localdate()
        return self.confirmed_on is not None and day - self.confirmed_on < CONFIRMATION_HOLDS

    def shows(self, field: str, reader: User | AnonymousUser) -> bool:
        """Whether `reader` may know a contact field of the person, one of `CONTACT_WAYS`."""
        allowed = READERS[Visibility(getattr(self, f"{field}_visibility"))]
        caller = caller_of(reader)
        return caller in allowed or (caller in SIGNED_IN and self.user_id == reader.pk)

    def contact(self, field: str, reader: User | AnonymousUser) -> str:
        """A contact field of the person as far as `reader` may know it, else ""; see `CONTACT_WAYS`."""
        return str(getattr(self, field)) if self.shows(field, reader) else ""
