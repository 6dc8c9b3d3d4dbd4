"""Who signs for a meeting, and for whom one letter is printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from meetings.models import Meeting
from meetings.participation.models import Participant
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.text.forms import Form


class PersonChoice(forms.ModelChoiceField[Participant]):
    """People by name and for whom they come."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {obj.body}"


class SignatoryForm(IdempotentForm[Meeting]):
    """What certificates and letters say besides the facts of the meeting."""

    class Meta:
        model = Meeting
        fields = ("signatory", "signatory_function", "costs")
        help_texts = {
            "costs": gettext_lazy(
                "Who pays, as letters for a visa say it; left empty they say “not recorded”."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("signatory", "signatory_function"):
            self.fields[name].required = True


class WhoseLetterForm(Form):
    """One of those who come in person; part of the address of a letter."""

    person = PersonChoice(
        Participant.objects.none(),
        to_field_name="key",
        label=gettext_lazy("Letter for a visa, for"),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = meeting.participants.in_person().with_bodies()
        self.fields["person"].queryset = people  # type: ignore[attr-defined] # a choice field
