"""One participant."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.revised import IdempotentForm
from meetings.models import Meeting, Participant, Status
from network.models import Organisation


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
