"""One item of the agenda."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.speakers import PEOPLE
from meetings.forms.speakers import lines_of, people_of_lines
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import MINUTES_OF_A_DAY
from meetings.models.speaking import SpeakerRole, Speaking
from meetings.wording import clock_of_days, clock_times, date_range, fault_in_words
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.widgets import ClockField

# What begins on one day and ends on the next lasts twelve hours at most; a longer one is a slip of the pen.
LONGEST_NIGHT = 12 * 60


class AgendaItemForm(IdempotentForm[AgendaItem]):
    """`end_field` is where the end is typed, and where it is named wrong."""

    end_field = "ends"
    day = forms.TypedChoiceField(
        label=gettext_lazy("Day"), required=False, coerce=date.fromisoformat, empty_value=None
    )
    begins = ClockField(label=gettext_lazy("Begins"), required=False)
    ends = ClockField(
        label=gettext_lazy("Ends"),
        required=False,
        help_text=gettext_lazy("An end past midnight is on the next day."),
    )
    moderator = forms.CharField(
        label=gettext_lazy("Moderator"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Name; function; body."),
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
        "speaker_lines",
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
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.instance.meeting = meeting
        self.offer_days()
        self.fields["begins"].help_text = _("By the clock of the place: %(clock)s.") % {
            "clock": clock_of_days(meeting)
        }
        for field, value in self.as_typed(self.instance).items():
            self.fields[field].initial = value

    def as_typed(self, item: AgendaItem) -> dict[str, Any]:
        """Return what the form shows in another shape than the row stores."""
        return {"ends": item.ends} | people_as_typed(item)

    def current_values(self, row: AgendaItem) -> dict[str, Any]:
        return super().current_values(row) | self.as_typed(row)

    def offer_days(self) -> None:
        days = [(day.isoformat(), date_format(day, "l j F Y")) for day in self.meeting.days()]
        self.fields["day"].choices = [("", _("not fixed yet")), *days]  # type: ignore[attr-defined] # a choice field
        values = {"dates": date_range(self.meeting)}
        outside = _("The meeting has no such day: it lasts from %(dates)s.") % values
        self.fields["day"].error_messages["invalid_choice"] = outside

    def clean_moderator(self) -> list[Speaking]:
        return self._people(SpeakerRole.MODERATOR, self.cleaned_data["moderator"])

    def clean_speaker_lines(self) -> list[Speaking]:
        return self._people(SpeakerRole.SPEAKER, self.cleaned_data["speaker_lines"])

    def _people(self, role: SpeakerRole, typed: str) -> list[Speaking]:
        """Read the lines; who is at the item already, by name, keeps their entry in the directory."""
        known = {person.name: person.person_id for person in self.stored.people}
        people = people_of_lines(role, typed)
        return self.find_entries([person._replace(person_id=known.get(person.name)) for person in people])

    def find_entries(self, people: list[Speaking]) -> list[Speaking]:
        """Link people to the directory as far as the form knows it: this one does not."""
        return people

    def clean_begins(self) -> time | None:
        return _on_the_minute(self.cleaned_data["begins"])

    def clean_ends(self) -> time | None:
        return _on_the_minute(self.cleaned_data["ends"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["minutes"] = self.length_of(cleaned)
        if not self.errors:
            self.check_times(cleaned)
        if cleaned.get("begins") and not self.errors:
            item = AgendaItem(meeting=self.meeting, kind=cleaned["kind"], day=cleaned["day"])
            item.begins, item.minutes = cleaned["begins"], cleaned["minutes"]
            self._check_clock(item)
            self.check_clash(item)
        return cleaned

    def length_of(self, cleaned: dict[str, Any]) -> int | None:
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        return _minutes_between(begins, ends) if begins and ends else None

    def check_times(self, cleaned: dict[str, Any]) -> None:
        """Name what is missing or contradicts itself, at its field."""
        begins, ends = cleaned["begins"], cleaned["ends"]
        if begins and ends is None:
            self.add_error("ends", _("When does it end?"))
        elif ends and begins is None:
            self.add_error("begins", _("When does it begin?"))
        elif begins and _is_backwards(begins, ends):
            self.add_error("ends", _("The end must come after the beginning."))
        elif begins and not cleaned["day"]:
            self.add_error("day", _("Times need a day."))

    def _check_clock(self, item: AgendaItem) -> None:
        """Name a time that the clocks of the place skip or show twice in that night."""
        for name, local in (("begins", item.local_start), (self.end_field, item.local_end)):
            if local is not None and (problem := fault_in_words(local, self.meeting)):
                self.add_error(name, problem)

    def check_clash(self, item: AgendaItem) -> None:
        clash = next((other for other in self.others_of(item) if item.clashes_with(other)), None)
        if clash is not None:
            self.say_clash(clash)

    def others_of(self, item: AgendaItem) -> list[AgendaItem]:
        """Return the items of the day and of those beside it: one may last past midnight."""
        assert item.day is not None  # noqa: S101 - asked for by the callers
        days = [item.day + timedelta(days=step) for step in (-1, 0, 1)]
        others = self.meeting.items.filter(day__in=days).exclude(pk=self.instance.pk)
        return list(others.exclude(key=self.cleaned_data.get("key")).in_order())

    def say_clash(self, other: AgendaItem) -> None:
        values = {"title": other.title, "times": clock_times(other)}
        self.add_error("begins", _("At that time there is “%(title)s”, %(times)s.") % values)

    def facts(self) -> dict[str, Any]:
        people = [*self.cleaned_data["moderator"], *self.cleaned_data["speaker_lines"]]
        return super().facts() | {"minutes": self.cleaned_data["minutes"], PEOPLE: people}


def people_as_typed(item: AgendaItem) -> dict[str, str]:
    return {
        "moderator": lines_of(SpeakerRole.MODERATOR, item.people),
        "speaker_lines": lines_of(SpeakerRole.SPEAKER, item.people),
    }


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
