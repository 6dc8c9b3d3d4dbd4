"""A participant, as the secretariat enters one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting
from meetings.participation.candidates import folded_name
from meetings.participation.models import Participant, ParticipantQuerySet, Role, Status, StudyVisit
from meetings.participation.seats import seating_of, visit_seating_of
from network.models import Organisation
from nfp_portal.revisions.forms import IdempotentForm


class BodyChoice(forms.ModelChoiceField[Organisation]):
    """Organisations by name and acronym."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.acronym})" if obj.acronym else obj.name


class ParticipantForm(IdempotentForm[Participant]):
    organisation = BodyChoice(
        Organisation.objects.all(),
        label=gettext_lazy("Organisation"),
        required=False,
        help_text=gettext_lazy("Only if the participant does not come for a State."),
    )

    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"),
        coerce=date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Participant
        fields = (
            "form_of_address",
            "given_name",
            "family_name",
            "function",
            "agency",
            "state",
            "organisation",
            "email",
            "role",
            "mode",
            "days",
            "study_visit",
            "listed_as",
            "status",
        )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.instance.meeting = meeting
        self._offer_status()
        self._offer_days()

    def _offer_days(self) -> None:
        """Offer the days of the meeting; one without dates has none to choose."""
        days = list(self.meeting.days())
        if not days:
            del self.fields["days"]
            return
        choices = [(day.isoformat(), date_format(day, "D j F")) for day in days]
        self.fields["days"].choices = choices  # type: ignore[attr-defined] # a choice field
        if not self.instance.pk:
            self.fields["days"].initial = days

    def _offer_status(self) -> None:
        """Nobody takes part before the first day; who is added after the last one did."""
        took_part, absent = Status.ATTENDED.value, Status.ABSENT.value
        if not self.meeting.has_begun and self.instance.status not in {took_part, absent}:
            offered = [choice for choice in Status.choices if choice[0] not in {took_part, absent}]
            self.fields["status"].choices = offered  # type: ignore[attr-defined] # a choice field
        if self.meeting.has_ended and not self.instance.pk:
            self.fields["status"].initial = took_part

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") and cleaned.get("organisation"):
            self.add_error("organisation", _("Choose either a State or an organisation, not both."))
        elif not cleaned.get("state") and not cleaned.get("organisation"):
            self.add_error("state", _("Choose the State or the organisation they come for."))
        self._check_email(cleaned)
        self._check_head(cleaned)
        self._check_name(cleaned)
        self._check_seats(cleaned)
        return cleaned

    def _check_seats(self, cleaned: dict[str, Any]) -> None:
        """Whoever is newly accepted, or newly joins the study visit, needs a free seat."""
        if cleaned.get("status") != Status.ACCEPTED:
            return
        was_admitted = self.stored.pk is not None and self.stored.is_admitted
        if not was_admitted and not seating_of(self.meeting).has_free:
            full = _("All %(seats)d seats are taken: choose “Waiting list”, or add seats first.")
            self.add_error("status", full % {"seats": self.meeting.seats})
        is_new = not (was_admitted and self.stored.joins_visit)
        joins = cleaned.get("study_visit") == StudyVisit.JOINS
        if joins and is_new and not visit_seating_of(self.meeting).has_free:
            full = _(
                "All %(seats)d seats of the study visit are taken: choose its waiting list, or add seats."
            )
            self.add_error("study_visit", full % {"seats": self.meeting.visit_seats})

    def _others(self, cleaned: dict[str, Any]) -> ParticipantQuerySet:
        others = Participant.objects.filter(meeting=self.meeting).exclude(pk=self.instance.pk)
        return others.exclude(key=cleaned["key"]) if cleaned.get("key") else others

    def _check_name(self, cleaned: dict[str, Any]) -> None:
        """Report the same person twice: the same name for one body, unless two addresses tell them apart."""
        body = cleaned.get("state") or cleaned.get("organisation")
        if body is None or not cleaned.get("family_name"):
            return
        name, email = _folded(cleaned.get("given_name", ""), cleaned["family_name"]), cleaned.get("email")
        for known in self._others(cleaned).for_body(body).listed():
            is_apart = bool(email and known.email)
            if not is_apart and _folded(known.given_name, known.family_name) == name:
                taken = _("%(name)s is on the list already; if this is somebody else, enter both addresses.")
                self.add_error("family_name", taken % {"name": known})
                return

    def _check_head(self, cleaned: dict[str, Any]) -> None:
        body = cleaned.get("state") or cleaned.get("organisation")
        if body is None or cleaned.get("role") != Role.HEAD or cleaned.get("status") == Status.WITHDRAWN:
            return
        if head := self._others(cleaned).for_body(body).listed().filter(role=Role.HEAD).first():
            taken = _("%(name)s is head of this delegation already: change that role first.")
            self.add_error("role", taken % {"name": head})

    def _check_email(self, cleaned: dict[str, Any]) -> None:
        email = cleaned.get("email")
        if email and (known := self._others(cleaned).filter(email=email).first()):
            self.add_error("email", _("%(name)s has this address already.") % {"name": known})


def _folded(given_name: str, family_name: str) -> str:
    return folded_name(f"{given_name} {family_name}")
