"""The form of a round, and the forms behind the link in its letters."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from network.directory.past import end_of
from network.forms.contacts import DiscreetContactForm
from network.models import AgencyKind, NewAgency, State
from network.models.people import WORKING_LANGUAGES
from network.rounds.kinds import Plan
from network.verification.actions.answers import Leaving
from network.verification.kinds import CommunicationCheck, Verification
from network.verification.models import CHECK, VERIFICATION
from network.verification.plans import ESCALATION_DAY, REMINDER_DAYS, ROUND_DAYS, check, verification
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.letters import written_day
from nfp_portal.ui.widgets import DayField, DayInput

ONE_YEAR = timedelta(days=365)
# No round is planned for longer.
LONGEST_ROUND = timedelta(days=730)
KINDS = [(kind.name, kind.label) for kind in (Verification, CommunicationCheck)]


class RoundForm(Form):
    """A round as it shall be; days count from today. A communication check lasts 48 hours and asks once."""

    title = forms.CharField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=VERIFICATION, widget=forms.RadioSelect)
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
        help_text=_("Empty: only when somebody clicks the button."),
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
        if cleaned.get("kind") == VERIFICATION and "closes_on" not in self.errors:
            if closes_on is None:
                self.add_error("closes_on", _("A verification needs its last day."))
            elif closes_on < timezone.localdate():
                self.add_error("closes_on", _("The last day cannot lie in the past."))
            elif closes_on > timezone.localdate() + LONGEST_ROUND:
                self.add_error("closes_on", _("Choose a day within the next two years."))
        return cleaned

    def plan(self) -> Plan:
        typed = self.cleaned_data
        states = tuple(typed["states"]) or tuple(State.objects.participating())
        if typed["kind"] == CHECK:
            return check(typed["title"], states)
        return verification(
            typed["title"],
            states,
            end_of(typed["closes_on"]),
            reminder_days=typed["reminder_days"],
            escalation_day=typed["escalation_day"],
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


class LinkContactForm(DiscreetContactForm):
    """The entry behind a link: without fields of work, and without who may read what."""

    SHOWN = (
        *("form_of_address", "rank", "given_name", "family_name", "name_in_script", "function", "agency"),
        *("new_agency", "unit", "email", "second_email", "telephone", "mobile", "languages", "revision"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.SHOWN):
            del self.fields[name]
        self.fields["languages"].choices = [  # type: ignore[attr-defined] # a choice field
            (code, translation.get_language_info(code)["name_local"]) for code, _name in WORKING_LANGUAGES
        ]

    def clean(self) -> dict[str, Any]:
        return forms.ModelForm.clean(self) or {}

    def agency_to_add(self) -> NewAgency | None:
        """An agency named by its name alone; what kind it is the secretariat enters."""
        name = self.cleaned_data.get("new_agency")
        return NewAgency(name, AgencyKind.OTHER) if name else None


class ReportForm(Form):
    """What has changed about a statement of the State."""

    text = forms.CharField(
        label=pgettext_lazy("letter", "What has changed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeavingForm(Form):
    """The last day of an appointment that began on `began`, and who follows if it is known."""

    last_day = forms.DateField(
        label=pgettext_lazy("letter", "Your last day in the function"),
        widget=DayInput,
        input_formats=DayField.input_formats,
    )
    successor_given_name = forms.CharField(
        label=pgettext_lazy("letter", "Given name of your successor"), max_length=100, required=False
    )
    successor_family_name = forms.CharField(
        label=pgettext_lazy("letter", "Family name of your successor"), max_length=100, required=False
    )
    successor_function = forms.CharField(
        label=pgettext_lazy("letter", "Function of your successor"), max_length=200, required=False
    )
    successor_email = AddressFormField(
        label=pgettext_lazy("letter", "E-mail of your successor"), required=False
    )

    def __init__(self, *args: Any, began: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.began = began

    def clean_last_day(self) -> Any:
        typed = self.cleaned_data["last_day"]
        if abs(typed - timezone.localdate()) > ONE_YEAR:
            far = pgettext("letter", "Write a day between one year ago and one year from now.")
            raise ValidationError(far)
        if self.began and typed < self.began:
            before = pgettext("letter", "Write the first day of your appointment, %(day)s, or a later one.")
            raise ValidationError(before % {"day": written_day(self.began)})
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.get(f"successor_{part}") for part in Leaving._fields[1:]):
            nameless = pgettext(
                "letter",
                "Give the given and family name of your successor, or leave all about that person empty.",
            )
            for name in ("successor_given_name", "successor_family_name"):
                if not cleaned.get(name) and not self.has_error(name):
                    self.add_error(name, nameless)
        return cleaned

    def leaving(self) -> Leaving:
        typed = self.cleaned_data
        return Leaving(
            typed["last_day"],
            typed["successor_given_name"],
            typed["successor_family_name"],
            typed["successor_function"],
            typed["successor_email"],
        )
