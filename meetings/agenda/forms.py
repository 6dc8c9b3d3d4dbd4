"""A row of the agenda's table, and shifting what follows."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.agenda.pasted.markup import lines_of_html, lines_of_text
from meetings.agenda.pasted.plan import Mode
from meetings.agenda.people import with_entries
from meetings.forms.agenda import AgendaItemForm, people_as_typed
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import MINUTES_OF_A_DAY
from meetings.models.speaking import Speaking
from nfp_portal.text.forms import Form

FORM_ID = "agenda-row"
LONGEST = MINUTES_OF_A_DAY - 1
LONGEST_TEXT = 60_000


def _minutes_field(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, widget=widget, **options)


def _tokens() -> dict[str, str | bool]:
    """Return what `names.js` needs to show names as tokens with suggestions."""
    texts = {
        "data-add": _("Add “%(typed)s” as typed"),
        "data-remove": _("Remove"),
        "data-offers": _("%(number)s suggestions"),
    }
    return {"data-names": True, **texts}


class RowForm(AgendaItemForm):
    """An item by begin and minutes. With `shift`, what follows makes room for it by so many minutes.

    Where it runs into the next item, `makes_room` is how many minutes would do.
    """

    end_field = "minutes"
    ends = None  # type: ignore[assignment] # Django's way to leave a field of the parent out
    minutes = _minutes_field(gettext_lazy("Minutes"), required=False, min_value=1, max_value=LONGEST)
    shift = forms.IntegerField(required=False, min_value=1, max_value=LONGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.makes_room = 0
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["rows"] = 2
        self.fields["speaker_lines"].widget.attrs["rows"] = 1
        for name in ("moderator", "speaker_lines", "begins"):
            self.fields[name].help_text = ""
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM_ID
        self.fields["speaker_lines"].widget.attrs |= _tokens()
        self.fields["moderator"].widget.attrs |= _tokens() | {"data-most": "1"}

    def offer_days(self) -> None:
        super().offer_days()
        days = [(day.isoformat(), date_format(day, "D j M")) for day in self.meeting.days()]
        self.fields["day"].choices = [("", _("not fixed yet")), *days]  # type: ignore[attr-defined] # a choice field

    def as_typed(self, item: AgendaItem) -> dict[str, Any]:
        return {"minutes": item.minutes, "shift": None} | people_as_typed(item)

    def find_entries(self, people: list[Speaking]) -> list[Speaking]:
        return with_entries(self.meeting, people)

    def length_of(self, cleaned: dict[str, Any]) -> int | None:
        minutes: int | None = cleaned.get("minutes")
        return minutes

    def check_times(self, cleaned: dict[str, Any]) -> None:
        begins, minutes = cleaned["begins"], cleaned["minutes"]
        if begins and minutes is None:
            self.add_error("minutes", _("How many minutes does it last?"))
        elif minutes and begins is None:
            self.add_error("begins", _("When does it begin?"))
        elif begins and not cleaned["day"]:
            self.add_error("day", _("Times need a day."))

    def check_clash(self, item: AgendaItem) -> None:
        """Look at the others as they will be, with what follows shifted; or offer to shift it."""
        shift = self.cleaned_data.get("shift") or 0
        followers = following(self.others_of(item), item)
        others = [shifted(other, shift if other in followers else 0) for other in self.others_of(item)]
        clashes = [other for other in others if item.clashes_with(other)]
        if not clashes:
            return
        if any(other not in followers for other in clashes):
            self.say_clash(next(other for other in clashes if other not in followers))
            return
        self._offer_room(item, clashes[0], shift)

    def _offer_room(self, item: AgendaItem, other: AgendaItem, shift: int) -> None:
        ends, begins = item.local_end, other.local_start
        assert ends is not None  # noqa: S101 - both have times, for they clash
        assert begins is not None  # noqa: S101 - as above
        self.makes_room = shift + (ends - begins) // timedelta(minutes=1)
        values = {"end": f"{ends:%H:%M}", "title": other.title, "begins": f"{begins:%H:%M}"}
        self.add_error("minutes", _("Ends at %(end)s, but “%(title)s” begins at %(begins)s.") % values)


def following(others: list[AgendaItem], item: AgendaItem) -> list[AgendaItem]:
    """Keep the items of the day that begin when this one does, or later."""
    start = item.local_start
    return [
        other
        for other in others
        if start and other.day == item.day and other.local_start and other.local_start >= start
    ]


def shifted(item: AgendaItem, minutes: int) -> AgendaItem:
    """Return the item as it would be so many minutes later; it is not saved."""
    if not minutes or item.local_start is None:
        return item
    start = item.local_start + timedelta(minutes=minutes)
    later = AgendaItem(pk=item.pk, meeting=item.meeting, kind=item.kind, title=item.title)
    later.day, later.begins, later.minutes = start.date(), start.time(), item.minutes
    return later


class ShiftForm(Form):
    """Move an item and all that follows it on its day."""

    start = forms.ModelChoiceField(
        AgendaItem.objects.none(), to_field_name="key", label=gettext_lazy("From"), empty_label=None
    )
    minutes = _minutes_field(
        gettext_lazy("Minutes"),
        min_value=-LONGEST,
        max_value=LONGEST,
        help_text=gettext_lazy("Earlier with a minus sign, as in -15."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].queryset = meeting.items.exclude(begins=None).in_order()  # type: ignore[attr-defined] # a choice field

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if not minutes:
            raise forms.ValidationError(_("By how many minutes?"))
        return minutes


class PasteForm(Form):
    """What was pasted: as text, and as the table it was where a script could take it (`html`)."""

    text = forms.CharField(
        label=gettext_lazy("Agenda"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "data-focus": True, "data-paste": "html"}),
        help_text=gettext_lazy(
            "Copy it in Word, in a mail or in a sheet, and paste it here. An item begins with its time, as in"
            " 09:30–10:15; days stand in lines of their own; “Speakers:” and “Moderator:” are understood."
        ),
    )
    html = forms.CharField(required=False, max_length=20 * LONGEST_TEXT, widget=forms.HiddenInput)
    mode = forms.ChoiceField(label=gettext_lazy("Agenda so far"), choices=Mode, initial=Mode.REPLACE)
    key = forms.UUIDField(widget=forms.HiddenInput)
    fingerprint = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_items: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        if not has_items:
            self.fields["mode"].widget = forms.HiddenInput()

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return what was sent, to be sent again with the fingerprint of its preview."""
        return [(field.html_name, str(field.value() or "")) for field in self if field.name != "fingerprint"]

    def lines(self) -> list[list[str]]:
        """Return the lines of cells: those of the table as long as the text was not changed by hand."""
        html = self.cleaned_data["html"]
        return lines_of_html(html) if html else lines_of_text(self.cleaned_data["text"])


class PublishForm(Form):
    """`fingerprint` is that of the agenda whose changes were shown."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    is_final = forms.BooleanField(label=gettext_lazy("This is the final agenda"), required=False)


class DayForm(Form):
    """The day an item moves to."""

    day = forms.TypedChoiceField(coerce=date.fromisoformat)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = [(day.isoformat(), day.isoformat()) for day in meeting.days()]  # type: ignore[attr-defined] # a choice field
