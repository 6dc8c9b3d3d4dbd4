"""One item of the agenda."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.idempotent import IdempotentForm
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import MINUTES_OF_A_DAY
from meetings.wording import clock_of_days, clock_times, date_range, fault_in_words

SPEAKER_PARTS = 3
# What begins on one day and ends on the next lasts twelve hours at most; a longer one is a slip of the pen.
LONGEST_NIGHT = 12 * 60


def _time_field(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, **options)


class AgendaItemForm(IdempotentForm[AgendaItem]):
    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), required=False, coerce=date.fromisoformat, empty_value=None
    )
    begins = _time_field(gettext_lazy("Begins"))
    ends = _time_field(
        gettext_lazy("Ends"), help_text=gettext_lazy("An end past midnight is on the next day.")
    )
    speaker_lines = forms.CharField(
        label=gettext_lazy("Speakers"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: name; function; body."),
    )

    field_order = (
        "title", "kind", "session", "audience", "day", "begins", "ends", "location", "note", "moderator",
        "speaker_lines", "papers",
    )  # fmt: skip

    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "kind",
            "session",
            "audience",
            "day",
            "begins",
            "location",
            "note",
            "moderator",
            "papers",
        )
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
        self.fields["begins"].help_text = _("By the clock of the place: %(clock)s.") % {
            "clock": clock_of_days(meeting)
        }
        for field, value in _as_typed(self.instance).items():
            self.fields[field].initial = value

    def current_values(self, row: AgendaItem) -> dict[str, Any]:
        return super().current_values(row) | _as_typed(row)

    def _offer_days(self) -> None:
        days = [(day.isoformat(), date_format(day, "l j F Y")) for day in self.meeting.days()]
        self.fields["day"].choices = [("", _("not fixed yet")), *days]  # type: ignore[attr-defined] # a choice field
        values = {"dates": date_range(self.meeting)}
        outside = _("The meeting has no such day: it lasts from %(dates)s.") % values
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

    def clean_begins(self) -> time | None:
        return _on_the_minute(self.cleaned_data["begins"])

    def clean_ends(self) -> time | None:
        return _on_the_minute(self.cleaned_data["ends"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        cleaned["minutes"] = _minutes_between(begins, ends) if begins and ends else None
        self._check_times(day, begins, ends)
        if day and begins and not self.errors:
            item = AgendaItem(meeting=self.meeting, kind=cleaned["kind"], day=day, begins=begins)
            item.minutes = cleaned["minutes"]
            self._check_clock(item)
            self._check_clash(item)
        return cleaned

    def _check_times(self, day: date | None, begins: time | None, ends: time | None) -> None:
        if self.errors:
            return
        if begins and ends is None:
            self.add_error("ends", _("When does it end?"))
        elif ends and begins is None:
            self.add_error("begins", _("When does it begin?"))
        elif begins and ends and _is_backwards(begins, ends):
            self.add_error("ends", _("The end must come after the beginning."))
        elif begins and not day:
            self.add_error("day", _("Times need a day."))

    def _check_clock(self, item: AgendaItem) -> None:
        """Name a time that the clocks of the place skip or show twice in that night."""
        for name, local in (("begins", item.local_start), ("ends", item.local_end)):
            if local is not None and (problem := fault_in_words(local, self.meeting)):
                self.add_error(name, problem)

    def _check_clash(self, item: AgendaItem) -> None:
        """Compare with the items of the day and of those beside it: one may last past midnight."""
        assert item.day is not None  # noqa: S101 - asked for by the caller
        days = [item.day + timedelta(days=step) for step in (-1, 0, 1)]
        others = self.meeting.items.filter(day__in=days).exclude(pk=self.instance.pk).in_order()
        for other in others.exclude(key=self.cleaned_data.get("key")):
            if item.clashes_with(other):
                values = {"title": other.title, "times": clock_times(other)}
                self.add_error("begins", _("At that time there is “%(title)s”, %(times)s.") % values)
                return

    def facts(self) -> dict[str, Any]:
        computed = {"minutes": self.cleaned_data["minutes"]}
        return super().facts() | computed | {"speakers": self.cleaned_data["speaker_lines"]}


def _as_typed(item: AgendaItem) -> dict[str, Any]:
    """Return what the form shows in another shape than the row stores."""
    return {"ends": item.ends, "speaker_lines": "\n".join("; ".join(line) for line in item.speakers)}


def _on_the_minute(clock: time | None) -> time | None:
    return clock.replace(second=0, microsecond=0) if clock else clock


def _minutes_between(begins: time, ends: time) -> int:
    """The length by the clock on the wall: an end that is not later is one of the next day."""
    return (_minute_of_day(ends) - _minute_of_day(begins)) % MINUTES_OF_A_DAY


def _minute_of_day(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _is_backwards(begins: time, ends: time) -> bool:
    """Whether the two were mistyped: equal, or an evening that would last until after noon."""
    return begins == ends or (ends < begins and _minutes_between(begins, ends) > LONGEST_NIGHT)
