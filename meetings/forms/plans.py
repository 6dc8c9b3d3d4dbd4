"""Postpone a meeting, give it new days, move it online, cancel or restore it; and write to many about it."""

import uuid
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.mailings import Draft
from meetings.actions.plans import ChangeOfPlan
from meetings.forms.days import check_days, groups_field
from meetings.models import EventStatus, Meeting
from meetings.models.mailings import MailingKind
from meetings.recipients import groups, recipients_of
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import DayField

LABELS: dict[str, Promise] = {
    EventStatus.POSTPONED: gettext_lazy("Postpone it; the new days are not known yet"),
    EventStatus.RESCHEDULED: gettext_lazy("Give it new days"),
    EventStatus.MOVED_ONLINE: gettext_lazy("Move it online"),
    EventStatus.CANCELLED: gettext_lazy("Cancel it"),
    EventStatus.SCHEDULED: gettext_lazy("Restore it: it takes place as planned"),
}
QUESTIONS: dict[str, Promise] = {
    EventStatus.POSTPONED: gettext_lazy("Postpone the meeting?"),
    EventStatus.RESCHEDULED: gettext_lazy("Give the meeting new days?"),
    EventStatus.MOVED_ONLINE: gettext_lazy("Move the meeting online?"),
    EventStatus.CANCELLED: gettext_lazy("Cancel the meeting?"),
    EventStatus.SCHEDULED: gettext_lazy("Restore the meeting?"),
}
MAILINGS = {
    EventStatus.POSTPONED: MailingKind.POSTPONED,
    EventStatus.RESCHEDULED: MailingKind.RESCHEDULED,
    EventStatus.MOVED_ONLINE: MailingKind.MOVED_ONLINE,
    EventStatus.CANCELLED: MailingKind.CANCELLED,
    EventStatus.SCHEDULED: MailingKind.RESTORED,
}


def offered_groups(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the groups that have somebody, each with its number."""
    numbers = {group: len(recipients_of(meeting, [group.name])) for group in groups()}
    return [(group.name, f"{group.label} ({number})") for group, number in numbers.items() if number]


class MailingForm(Form):
    """To whom a letter about a meeting goes, and what it says beside the facts."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Your own words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "They stand below the sentence that the letter begins with, as you write them."
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4()
        self.fields["groups"] = groups_field(
            _("Mailed to"), offered_groups(meeting), initial=["focal_points"]
        )
        self.order_fields(["key", "groups", "text"])

    def draft(self, kind: MailingKind) -> Draft:
        cleaned = self.cleaned_data
        return Draft(cleaned["key"], kind, tuple(cleaned["groups"]), cleaned["text"])


class PlanForm(RevisedForm):
    """What the meeting becomes, and who is told what about it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=gettext_lazy("What happens to the meeting"), widget=forms.RadioSelect)
    starts_on = DayField(label=gettext_lazy("New first day"), required=False)
    ends_on = DayField(label=gettext_lazy("New last day"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Words to the participants"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("They are in the letter and at the top of the meeting's page."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["key"].initial = uuid.uuid4()
        self.fields["revision"].initial = meeting.revision
        for name in ("starts_on", "ends_on"):
            self.fields[name].needed_when = _("only with new days")  # type: ignore[attr-defined] # read by ui.fields
        self.fields["status"].choices = [(status, LABELS[status]) for status in _possible(meeting)]  # type: ignore[attr-defined] # a choice field
        if meeting.is_internal:
            return
        offered = offered_groups(meeting)
        self.fields["groups"] = groups_field(
            _("Mailed to"),
            offered,
            required=False,
            initial=[name for name, _label in offered if name == "participants"],
            help_text=_("Who may have the meeting in a calendar should know."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") != EventStatus.RESCHEDULED:
            return cleaned | {"starts_on": None, "ends_on": None}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first is None and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Give the new first day."))
        elif (first, last or first) == (self.meeting.starts_on, self.meeting.last_day):
            self.add_error("starts_on", _("These are the days it has already."))
        check_days(self, first, last)
        return cleaned

    def current_values(self, row: Meeting) -> dict[str, Any]:
        """Only the meeting itself can have changed: nothing of it is asked here."""
        return {"revision": row.revision}

    def change(self) -> ChangeOfPlan:
        cleaned = self.cleaned_data
        status = EventStatus(cleaned["status"])
        return ChangeOfPlan(status, cleaned["note"], cleaned["starts_on"], cleaned["ends_on"])

    def draft(self) -> Draft:
        cleaned = self.cleaned_data
        kind = MAILINGS[EventStatus(cleaned["status"])]
        return Draft(cleaned["key"], kind, tuple(cleaned.get("groups", ())), cleaned["note"])


def _possible(meeting: Meeting) -> list[EventStatus]:
    """Return what can become of a meeting as it is now."""
    now = meeting.event_status
    if now == EventStatus.CANCELLED:
        return [EventStatus.SCHEDULED]
    steps = [EventStatus.RESCHEDULED, EventStatus.POSTPONED, EventStatus.MOVED_ONLINE, EventStatus.CANCELLED]
    can_restore = now in {EventStatus.POSTPONED, EventStatus.MOVED_ONLINE}
    return [step for step in steps if step != now or step == EventStatus.RESCHEDULED] + (
        [EventStatus.SCHEDULED] if can_restore else []
    )
