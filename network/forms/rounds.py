"""The form of a round, and the forms behind a confirmation link, which speak the person's language."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from network.actions.contacts import NewAgency
from network.actions.rounds import (
    CHECK_LASTS,
    ESCALATION_DAY,
    LONGEST_ROUND,
    REMINDER_DAYS,
    ROUND_DAYS,
    Leaving,
    Plan,
)
from network.forms.contacts import DiscreetContactForm
from network.models import AgencyKind, RoundKind, State
from network.models.people import WORKING_LANGUAGES
from network.models.rounds import end_of
from network.verification.wording import Words, day_in, words
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import DayField, DayInput

ONE_YEAR = timedelta(days=365)
# Errors that are said by the directory's own forms and models, by the name the tables of words give them.
OWN_ERRORS = {
    "number": _("Write the number with its country code, as +43 1 000 0000."),
}


class RoundForm(Form):
    """A round as it shall be; days count from today. A communication check lasts 48 hours and asks once."""

    title = forms.CharField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=RoundKind.choices, initial=RoundKind.VERIFICATION, widget=forms.RadioSelect
    )
    states = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=_("States"),
        help_text=_("None chosen means all 57."),
        to_field_name="iso2",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    closes_on = DayField(
        label=_("Answers are expected until"),
        help_text=_("A communication check ends by itself after 48 hours."),
        required=False,
    )
    reminder_days = forms.CharField(
        label=_("Reminders after so many days"),
        help_text=_("Numbers with commas between them, as 7, 14; empty for none."),
        required=False,
        max_length=60,
    )
    escalation_day = forms.IntegerField(
        label=_("Write to the delegations after so many days"),
        help_text=_("Empty: only when somebody presses the button."),
        min_value=1,
        max_value=365,
        required=False,
    )

    def clean_reminder_days(self) -> tuple[int, ...]:
        typed = [part.strip() for part in self.cleaned_data["reminder_days"].split(",") if part.strip()]
        if not all(part.isdecimal() and 1 <= int(part) <= 365 for part in typed):  # noqa: PLR2004 - a year
            raise ValidationError(_("Write whole numbers of days between 1 and 365, as 7, 14."))
        return tuple(sorted({int(part) for part in typed}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        closes_on = cleaned.get("closes_on")
        if cleaned.get("kind") == RoundKind.VERIFICATION and "closes_on" not in self.errors:
            if closes_on is None:
                self.add_error("closes_on", _("A verification needs its last day."))
            elif closes_on < timezone.localdate():
                self.add_error("closes_on", _("The last day cannot lie in the past."))
            elif closes_on > timezone.localdate() + LONGEST_ROUND:
                self.add_error("closes_on", _("Choose a day within the next two years."))
        return cleaned

    def plan(self) -> Plan:
        asked = self.cleaned_data
        states = tuple(asked["states"]) or tuple(State.objects.participating())
        if asked["kind"] == RoundKind.CHECK:
            return Plan(asked["title"], states, timezone.now() + CHECK_LASTS, RoundKind.CHECK)
        return Plan(
            title=asked["title"],
            states=states,
            closes_at=end_of(asked["closes_on"]),
            reminder_days=asked["reminder_days"],
            escalation_day=asked["escalation_day"],
        )


def first_proposal() -> dict[str, Any]:
    """What the form of a new round begins with."""
    today = timezone.localdate()
    return {
        "title": f"Verification {today.year}",
        "closes_on": today + timedelta(days=ROUND_DAYS),
        "reminder_days": ", ".join(map(str, REMINDER_DAYS)),
        "escalation_day": ESCALATION_DAY,
    }


class TelephoneForm(Form):
    note = forms.CharField(
        label=_("Note"), help_text=_("Who was reached, and when."), max_length=500, required=False
    )


class _Translated(forms.BaseForm):
    """A form whose own words come from the table of one language; Django says its errors itself."""

    said: Words

    def speak(self, language: str) -> None:
        self.said = words(language)
        for name, field in self.fields.items():
            field.label = self.said["fields"].get(name, field.label)
            field.help_text = self.said["help"].get(name, "")


class LinkContactForm(DiscreetContactForm, _Translated):
    """The entry behind a link. Fields without words in the table are left to the portal's own form."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(words(language)["fields"]) - {"revision"}:
            del self.fields[name]
        self.speak(language)
        self.fields["languages"].choices = [  # type: ignore[attr-defined] # a choice field
            (code, translation.get_language_info(code)["name_local"]) for code, _name in WORKING_LANGUAGES
        ]

    def full_clean(self) -> None:
        """Say our own errors in the person's language; Django's are said in it already."""
        super().full_clean()
        said = {str(words): self.said["errors"][name] for name, words in OWN_ERRORS.items()}
        for errors in self.errors.values():
            for error in errors.as_data():
                error.message = said.get(str(error.message), error.message)

    def clean(self) -> dict[str, Any]:
        return forms.ModelForm.clean(self) or {}

    def agency_to_add(self) -> NewAgency | None:
        """An agency named by its name alone; what kind it is the secretariat enters."""
        name = self.cleaned_data.get("new_agency")
        return NewAgency(name, AgencyKind.OTHER) if name else None


class LeavingForm(Form, _Translated):
    """The last day of an appointment that began on `began`, and who follows if it is known."""

    last_day = forms.DateField(widget=DayInput, input_formats=DayField.input_formats)
    successor_given_name = forms.CharField(max_length=100, required=False)
    successor_family_name = forms.CharField(max_length=100, required=False)
    successor_function = forms.CharField(max_length=200, required=False)
    successor_email = AddressFormField(required=False)

    def __init__(self, *args: Any, language: str, began: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.began = language, began
        self.speak(language)

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if abs(day - timezone.localdate()) > ONE_YEAR:
            raise ValidationError(self.said["errors"]["far"])
        if self.began and day < self.began:
            raise ValidationError(self.said["errors"]["before"] % {"day": day_in(self.language, self.began)})
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.get(f"successor_{part}") for part in Leaving._fields[1:]):
            for name in ("successor_given_name", "successor_family_name"):
                if not cleaned.get(name) and not self.has_error(name):
                    self.add_error(name, self.said["errors"]["nameless"])
        return cleaned

    def leaving(self) -> Leaving:
        given = self.cleaned_data
        return Leaving(
            given["last_day"],
            given["successor_given_name"],
            given["successor_family_name"],
            given["successor_function"],
            given["successor_email"],
        )
