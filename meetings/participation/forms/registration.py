"""The form behind the link of a person who was put forward."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

from meetings.participation.actions.registrations import OwnAnswer
from meetings.participation.forms.people import MODES
from meetings.participation.models import ListedAs, Mode, Participant, PersonalNotes
from nfp_portal.revisions.forms import revision_field
from nfp_portal.text.forms import Form

LISTED_AS = [
    (ListedAs.FULL.value, pgettext_lazy("letter", "Name, function and agency")),
    (ListedAs.NAME.value, pgettext_lazy("letter", "Name only")),
    (ListedAs.NOT_NAMED.value, pgettext_lazy("letter", "Not named: only counted")),
]
# What the form writes into the participant.
FACTS = (
    "mode",
    "days",
    "form_of_address",
    "given_name",
    "family_name",
    "function",
    "agency",
    "listed_as",
)

# What is kept for a short time.
NOTES = ("dietary", "needs_letter", "visa")


class RegistrationForm(Form):
    """How, when and as whom somebody takes part; what they need goes on a day that the page names."""

    revision = revision_field()
    mode = forms.ChoiceField(
        label=pgettext_lazy("letter", "Takes part"), choices=MODES, widget=forms.RadioSelect
    )
    days = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("letter", "Days"),
        coerce=date.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    study_visit = forms.BooleanField(label=pgettext_lazy("letter", "I join the study visit"), required=False)
    form_of_address = forms.CharField(
        label=pgettext_lazy("letter", "Form of address"), max_length=40, required=False
    )
    given_name = forms.CharField(label=pgettext_lazy("letter", "Given name"), max_length=100)
    family_name = forms.CharField(label=pgettext_lazy("letter", "Family name"), max_length=100)
    function = forms.CharField(label=pgettext_lazy("letter", "Function"), max_length=200, required=False)
    agency = forms.CharField(label=pgettext_lazy("letter", "Agency"), max_length=200, required=False)
    listed_as = forms.ChoiceField(
        label=pgettext_lazy("letter", "Shown on the list of participants"),
        choices=LISTED_AS,
        widget=forms.RadioSelect,
    )
    dietary = forms.CharField(
        label=pgettext_lazy("letter", "What you need to eat"), max_length=300, required=False
    )
    needs_letter = forms.BooleanField(
        label=pgettext_lazy("letter", "I need an invitation letter for a visa"), required=False
    )
    visa = forms.CharField(
        label=pgettext_lazy("letter", "Notes on the visa"),
        help_text=pgettext_lazy("letter", "As at which embassy you apply; no numbers of passports."),
        max_length=300,
        required=False,
    )

    def __init__(self, data: Any = None, *, person: Participant, has_study_visit: bool) -> None:
        super().__init__(data, initial=_initial(person))
        days = list(person.meeting.days())
        self.fields["days"].choices = [  # type: ignore[attr-defined] # a choice field
            (day.isoformat(), date_format(day, "l j F")) for day in days
        ]
        left_out = ([] if days else ["days"]) + ([] if has_study_visit else ["study_visit"])
        for name in left_out:
            del self.fields[name]

    def answer(self) -> OwnAnswer:
        typed = self.cleaned_data
        facts = {name: typed[name] for name in FACTS if name in typed}
        is_online = typed["mode"] == Mode.ONLINE
        return OwnAnswer(
            facts,
            wants_visit=False if is_online else typed.get("study_visit"),
            notes={name: typed[name] for name in NOTES if typed[name]},
        )


def _initial(person: Participant) -> dict[str, Any]:
    notes = PersonalNotes.objects.filter(participant=person).first()
    days = person.days or list(person.meeting.days())
    own = {name: getattr(person, name) for name in FACTS}
    return (
        own
        | {
            "days": [day.isoformat() for day in days],
            "revision": person.revision,
            "study_visit": person.wants_visit,
        }
        | {name: getattr(notes, name) for name in NOTES if notes}
    )
