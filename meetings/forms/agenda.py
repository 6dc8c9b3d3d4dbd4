"""One item of the agenda."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.revised import PressedForm
from meetings.models import AgendaItem, Meeting
from meetings.wording import date_range

LOCAL = ZoneInfo(settings.TIME_ZONE)
SPEAKER_PARTS = 3


def _time_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class AgendaItemForm(PressedForm[AgendaItem]):
    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), required=False, coerce=date.fromisoformat, empty_value=None
    )
    begins = _time_field(gettext_lazy("Begins"))
    ends = _time_field(gettext_lazy("Ends"))
    speaker_lines = forms.CharField(
        label=gettext_lazy("Speakers"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: name; function; body."),
    )

    field_order = (
        "title", "kind", "session", "audience", "day", "begins", "ends", "place", "note", "moderator",
        "speaker_lines", "papers",
    )  # fmt: skip

    class Meta:
        model = AgendaItem
        fields = ("title", "kind", "session", "audience", "day", "place", "note", "moderator", "papers")
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "papers": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"papers": gettext_lazy("One a line.")}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.instance.meeting = meeting
        self._offer_days()
        for field, value in _as_typed(self.instance).items():
            self.fields[field].initial = value

    def standing(self, row: AgendaItem) -> dict[str, Any]:
        return super().standing(row) | _as_typed(row)

    def _offer_days(self) -> None:
        days = [(day.isoformat(), date_format(day, "l j F Y")) for day in self.meeting.days()]
        self.fields["day"].choices = [("", _("not fixed yet")), *days]  # type: ignore[attr-defined] # a choice field
        words = {"dates": date_range(self.meeting)}
        outside = _("The meeting has no such day: it lasts from %(dates)s.") % words
        self.fields["day"].error_messages["invalid_choice"] = outside

    def clean_speaker_lines(self) -> list[list[str]]:
        """[name, function, body] of each line."""
        lines = [line for line in self.cleaned_data["speaker_lines"].splitlines() if line.strip()]
        speakers = [[part.strip() for part in line.split(";")] for line in lines]
        for number, speaker in enumerate(speakers, start=1):
            if len(speaker) > SPEAKER_PARTS or not speaker[0]:
                wrong = _("Line %(number)d: write name; function; body.") % {"number": number}
                raise forms.ValidationError(wrong)
        return [speaker + [""] * (SPEAKER_PARTS - len(speaker)) for speaker in speakers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        self._check_times(day, begins, ends)
        timed = bool(day and begins and ends and not self.errors)
        cleaned["starts_at"] = _instant(day, begins) if timed else None
        cleaned["ends_at"] = _instant(day, ends) if timed else None
        if timed:
            self._check_clash(cleaned)
        return cleaned

    def _check_times(self, day: date | None, begins: time | None, ends: time | None) -> None:
        if self.errors:
            return
        if begins and not ends:
            self.add_error("ends", _("When does it end?"))
        elif ends and not begins:
            self.add_error("begins", _("When does it begin?"))
        elif begins and ends and ends <= begins:
            self.add_error("ends", _("The end must come after the beginning."))
        elif begins and not day:
            self.add_error("day", _("Times need a day."))

    def _check_clash(self, cleaned: dict[str, Any]) -> None:
        mine = AgendaItem(starts_at=cleaned["starts_at"], ends_at=cleaned["ends_at"], kind=cleaned["kind"])
        others = self.meeting.items.filter(day=cleaned["day"]).exclude(pk=self.instance.pk).in_order()
        for other in others.exclude(key=cleaned.get("key")):
            if mine.clashes_with(other):
                words = {"title": other.title, "times": clock_times(other)}
                self.add_error("begins", _("At that time there is “%(title)s”, %(times)s.") % words)
                return

    def facts(self) -> dict[str, Any]:
        computed = {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}
        return super().facts() | computed | {"speakers": self.cleaned_data["speaker_lines"]}


def _as_typed(item: AgendaItem) -> dict[str, Any]:
    """What the form asks in another shape than the row keeps it."""
    instants = {"begins": item.starts_at, "ends": item.ends_at}
    clocks = {
        name: timezone.localtime(instant, LOCAL).time() if instant else None
        for name, instant in instants.items()
    }
    return clocks | {"speaker_lines": "\n".join("; ".join(line) for line in item.speakers)}


def _instant(day: date | None, clock: time | None) -> datetime:
    assert day is not None  # noqa: S101 - asked for by the caller
    assert clock is not None  # noqa: S101 - as above
    return datetime.combine(day, clock, tzinfo=LOCAL)


def clock_times(item: AgendaItem) -> str:
    """Begin and end by the clock of Vienna, as 09:30–10:15; empty without times."""
    if item.starts_at is None or item.ends_at is None:
        return ""
    ends = timezone.localtime(item.ends_at, LOCAL)
    return f"{timezone.localtime(item.starts_at, LOCAL):%H:%M}–{ends:%H:%M}"
