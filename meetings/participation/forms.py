"""A participant, and the list with ticks: who of those registered took part."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.idempotent import IdempotentForm
from meetings.models import Meeting
from meetings.participation.models import Participant, Status
from network.models import Organisation
from nfp_portal.text.forms import Form


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
            "mode",
            "study_visit",
            "status",
        )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.instance.meeting = meeting
        self._offer_status()

    def _offer_status(self) -> None:
        """Nobody takes part before the first day; who is added after the last one did."""
        took_part = Status.ATTENDED.value
        if not self.meeting.has_begun and self.instance.status != took_part:
            offered = [choice for choice in Status.choices if choice[0] != took_part]
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
        return cleaned

    def _check_email(self, cleaned: dict[str, Any]) -> None:
        email = cleaned.get("email")
        others = Participant.objects.filter(meeting=self.meeting).exclude(pk=self.instance.pk)
        others = others.exclude(key=cleaned["key"]) if cleaned.get("key") else others
        if email and (known := others.filter(email=email).first()):
            self.add_error("email", _("%(name)s has this address already.") % {"name": known})


class _Keys(forms.TypedMultipleChoiceField):
    """Keys of participants, in boxes or hidden; those that are gone meanwhile are no mistake."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, required=False, **options)

    def valid_value(self, value: str) -> bool:
        try:
            UUID(value)
        except ValueError:
            return False
        return True


class AttendanceForm(Form):
    """`listed` are the people of the page, `was` those it showed as marked: only what was changed counts."""

    came = _Keys()
    was = _Keys(widget=forms.MultipleHiddenInput)
    listed = _Keys(widget=forms.MultipleHiddenInput)
    everybody = forms.BooleanField(required=False)

    def changes(self) -> tuple[set[UUID], set[UUID]]:
        """Those to mark as having taken part, and those to take the mark from."""
        was = set(self.cleaned_data["was"])
        came = set(self.cleaned_data["listed" if self.cleaned_data["everybody"] else "came"])
        return came - was, was - came
