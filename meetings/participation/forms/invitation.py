"""The form by which editors invite the delegations of a meeting."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Meeting, MeetingDate
from meetings.participation.delegations import scope_of
from meetings.participation.models import INVITATION
from network.directory.past import end_of
from network.models import Contact, Organisation, State
from network.rounds.kinds import Plan
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import DayField

LONGEST_TITLE = 120
REMINDERS_BEFORE = (14, 3)
# So long before the meeting answers are expected, unless that day is past.
ANSWERS_BEFORE, AT_LEAST = timedelta(days=60), timedelta(days=14)


class InvitationForm(Form):
    """Whom a meeting invites, until when they answer, and until when they may change their lists."""

    closes_on = DayField(label=gettext_lazy("Answers are expected until"))
    changes_until = DayField(
        label=gettext_lazy("Lists can be changed until"),
        help_text=gettext_lazy("Afterwards delegations request a change. Empty: the day of the answers."),
        required=False,
    )
    reminder_days = forms.CharField(
        label=gettext_lazy("Remind the silent so many days before"),
        help_text=gettext_lazy("Numbers with commas between them, as 14, 3; empty for none."),
        required=False,
        max_length=60,
    )
    states = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=gettext_lazy("Participating States"),
        to_field_name="iso2",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partners = forms.ModelMultipleChoiceField(
        State.objects.partners(),
        label=gettext_lazy("Partners for Co-operation"),
        to_field_name="iso2",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Organisations"),
        help_text=gettext_lazy("Ticked are those with an address to write to."),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if meeting.takes_nominations:
            self.fields["closes_on"].label = _("Nominations are taken until")
            del self.fields["changes_until"]

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on < timezone.localdate():
            raise ValidationError(_("The last day cannot lie in the past."))
        if self.meeting.last_day and closes_on > self.meeting.last_day:
            raise ValidationError(_("Answers are expected before the meeting is over."))
        return closes_on

    def clean_reminder_days(self) -> tuple[int, ...]:
        typed = [part.strip() for part in self.cleaned_data["reminder_days"].split(",") if part.strip()]
        if not all(part.isdecimal() and 1 <= int(part) <= 365 for part in typed):  # noqa: PLR2004 - a year
            raise ValidationError(_("Write whole numbers of days between 1 and 365, as 14, 3."))
        return tuple(sorted({int(part) for part in typed}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        closes_on, until = cleaned.get("closes_on"), cleaned.get("changes_until")
        if closes_on and until and until < closes_on:
            self.add_error("changes_until", _("Lists can be changed at least until answers are expected."))
        if not any(cleaned.get(name) for name in ("states", "partners", "organisations")):
            self.add_error("states", _("Choose whom to invite."))
        return cleaned

    def plan(self) -> Plan:
        typed, today = self.cleaned_data, timezone.localdate()
        closes_on = typed["closes_on"]
        until = typed.get("changes_until") or closes_on
        reminders = [closes_on - timedelta(days=days) for days in typed["reminder_days"]]
        return Plan(
            kind=INVITATION,
            title=title_of_round(self.meeting),
            states=(*typed["states"], *typed["partners"]),
            closes_at=end_of(closes_on),
            scope=scope_of(self.meeting),
            late_days=(until - closes_on).days,
            reminders_on=tuple(day for day in reminders if day > today),
            is_demonstration=self.meeting.is_demonstration,
            organisations=tuple(typed["organisations"]),
        )


def title_of_round(meeting: Meeting) -> str:
    title = _("Nominations: %(title)s") if meeting.takes_nominations else _("Invitation: %(title)s")
    return Truncator(title % {"title": meeting.title}).chars(LONGEST_TITLE)


def first_proposal(meeting: Meeting) -> dict[str, Any]:
    """Return what the form begins with: everybody, until the day of registration if that is set."""
    reached = Contact.objects.filter(organisation=OuterRef("pk"))
    first, closes_on = meeting.starts_on, _answers_until(meeting)
    return {
        "closes_on": closes_on,
        "changes_until": max(first - timedelta(days=1), closes_on) if first else None,
        "reminder_days": ", ".join(map(str, REMINDERS_BEFORE)),
        "states": [state.iso2 for state in State.objects.participating()],
        "partners": [state.iso2 for state in State.objects.partners()],
        "organisations": list(Organisation.objects.filter(Exists(reached)).values_list("slug", flat=True)),
    }


def _answers_until(meeting: Meeting) -> date:
    """Return the day of the meeting's list of dates, else two months before the meeting."""
    dates = meeting.dates.filter(kind=MeetingDate.Kind.REGISTRATION, day__gte=timezone.localdate())
    if (registration := dates.first()) is not None:
        return registration.day
    soon = timezone.localdate() + AT_LEAST
    return (
        min(max(meeting.starts_on - ANSWERS_BEFORE, soon), meeting.starts_on) if meeting.starts_on else soon
    )
