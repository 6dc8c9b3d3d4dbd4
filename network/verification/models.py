"""What a focal point answered in a verification."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Appointment
from network.rounds.models import Addressee, Outcome
from network.rounds.queries import with_end
from nfp_portal.text.capitals import in_capitals
from nfp_portal.text.fields import AddressField

VERIFICATION, CHECK = "verification", "communication_check"


class Answer(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    CHANGED = "changed", _("changed and confirmed")
    LEFT = "left", _("has left")


SUCCESSOR = ("given_name", "family_name", "function", "email")


@pghistory.track()
class Confirmation(models.Model):
    """The answer of one focal point; who leaves says until when, and may name a successor."""

    addressee = models.OneToOneField(Addressee, on_delete=models.CASCADE, related_name="confirmation")
    answer = models.CharField(max_length=10, choices=Answer)
    last_day = models.DateField(_("last day in the function"), null=True)
    successor_given_name = models.CharField(max_length=100, blank=True)
    successor_family_name = models.CharField(max_length=100, blank=True)
    successor_function = models.CharField(max_length=200, blank=True)
    successor_email = AddressField(blank=True)

    class Meta:
        app_label = "network"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="answer_to_a_verification_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="left", last_day__isnull=False)
                | (
                    ~models.Q(answer="left")
                    & models.Q(
                        last_day=None,
                        successor_given_name="",
                        successor_family_name="",
                        successor_function="",
                        successor_email="",
                    )
                ),
                name="only_who_left_names_a_last_day_and_successor",
            ),
        )

    def __str__(self) -> str:
        return f"{self.addressee.name}: {self.get_answer_display()}"

    @property
    def successor(self) -> str:
        return f"{self.successor_given_name} {in_capitals(self.successor_family_name)}".strip()


def appointment_of(row: Addressee) -> Appointment | None:
    """Return the person's appointment for the State that is in force today, else the next one."""
    own = Appointment.objects.filter(person=row.person_id, state=row.represents_id)
    return own.not_ended().order_by("starts_on").first()


def open_questions() -> models.QuerySet[Addressee]:
    """Return what open verifications still wait for."""
    rows = Addressee.objects.filter(outcome=Outcome.WAITING, round__closed_at=None, round__kind=VERIFICATION)
    return with_end(rows).filter(has_ended=False).select_related("round")
