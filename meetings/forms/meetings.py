"""A meeting's own facts."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import zones
from meetings.forms.days import check_days
from meetings.models import HeadcountQualifier, Meeting, Series, Stage
from meetings.models.meetings import STAGES_AFTER
from meetings.times import today_in
from meetings.wording import fault_in_words
from network.forms.groups import Grouped
from network.models import State
from network.models.people import WORKING_LANGUAGES
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.widgets import DayInput, MarkdownWidget


class MeetingForm(Grouped, IdempotentForm[Meeting]):
    groups = (
        (gettext_lazy("The meeting"), ("title", "series", "number", "stage", "theme", "field", "about")),
        (gettext_lazy("When and where"), ("starts_on", "ends_on", "city", "country", "zone", "venue")),
        (gettext_lazy("How it is held"), ("format", "joining_link", "languages")),
        (gettext_lazy("Who holds it"), ("organiser", "host", "chair")),
        (gettext_lazy("For those who come"), ("practical",)),
        (gettext_lazy("Documents"), ("symbol", "recorded_in")),
        (gettext_lazy("Who was there"), ("headcount", "headcount_qualifier")),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Interpretation into"),
        choices=WORKING_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("The times of the agenda are by its clocks. A new city brings its own."),
    )

    class Meta:
        model = Meeting
        fields = (
            "title",
            "series",
            "number",
            "stage",
            "starts_on",
            "ends_on",
            "city",
            "country",
            "zone",
            "venue",
            "format",
            "joining_link",
            "languages",
            "theme",
            "field",
            "organiser",
            "host",
            "chair",
            "symbol",
            "about",
            "practical",
            "recorded_in",
            "headcount",
            "headcount_qualifier",
        )
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "theme": forms.Textarea(attrs={"rows": 3}),
            "about": MarkdownWidget(attrs={"rows": 4}),
            "practical": MarkdownWidget(attrs={"rows": 6}),
        }
        labels = {"headcount_qualifier": gettext_lazy("That number is")}
        help_texts = {
            "number": gettext_lazy("Only for a numbered annual meeting; it becomes its address."),
            "starts_on": gettext_lazy("Leave both days empty while they are not known."),
            "stage": gettext_lazy("A planned meeting is seen by the secretariat alone."),
            "headcount": gettext_lazy("Leave it empty to let the list of participants be counted."),
            "about": gettext_lazy("Markdown: **bold**, lists with -, [links](https://…)."),
            "joining_link": gettext_lazy(
                "Seen by the secretariat and by accepted participants; never in public."
            ),
            "practical": gettext_lazy(
                "Arrival, hotels, visas, dress, internet: a page of its own, in Markdown."
            ),
            "host": gettext_lazy("Who receives the meeting where it takes place."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [("", _("that of the city")), *zones.choices()]  # type: ignore[attr-defined] # a choice field
        stages = [choice for choice in Stage.choices if self._may_choose(choice[0])]
        self.fields["stage"].choices = stages  # type: ignore[attr-defined] # a choice field
        self.fields["country"].queryset = State.objects.order_by("name")  # type: ignore[attr-defined] # as above
        self.fields["chair"].queryset = State.objects.participating()  # type: ignore[attr-defined] # as above

    def _may_choose(self, stage: str) -> bool:
        """Only the release of the report makes a meeting published, and only its taking back ends that."""
        return (stage == Stage.PUBLISHED) == (self.instance.stage == Stage.PUBLISHED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_days(self, cleaned.get("starts_on"), cleaned.get("ends_on"))
        if self.instance.pk and not self.errors:
            self._check_items(cleaned.get("starts_on"), cleaned.get("ends_on") or cleaned.get("starts_on"))
        self._choose_zone(cleaned)
        self._check_stage(cleaned)
        self._check_plan(cleaned)
        if cleaned.get("number") and cleaned.get("series") not in {None, Series.ANNUAL}:
            self.add_error("number", _("Only annual meetings have a number."))
        if cleaned.get("headcount") and not cleaned.get("headcount_qualifier"):
            cleaned["headcount_qualifier"] = HeadcountQualifier.EXACT.value
        if not cleaned.get("headcount"):
            cleaned |= {"headcount": None, "headcount_qualifier": ""}
        return cleaned

    def _choose_zone(self, cleaned: dict[str, Any]) -> None:
        """Take the zone that was chosen; else, or where only the place is new, that of the place."""
        if self.errors:
            return
        chosen, city, state = cleaned["zone"], cleaned["city"], cleaned["country"]
        is_as_before = chosen == self.stored.zone and bool(self.stored.pk)
        is_moved = (city, state) != (self.stored.city, self.stored.country)
        if not chosen or (is_as_before and is_moved):
            proposed = zones.zone_of(city, state.iso2 if state else "")
            cleaned["zone"] = proposed or chosen
            if not proposed and not (state and zones.is_in_state(chosen, state.iso2)):
                self.add_error("zone", _("Choose the time zone: it does not follow from the place."))
        if not self.errors:
            self._check_clocks(cleaned["zone"])

    def _check_clocks(self, zone: str) -> None:
        """Refuse a zone whose clocks skip a time of the agenda, or show it twice."""
        if not self.instance.pk or zone == self.stored.zone:
            return
        there = Meeting(zone=zone)
        for item in self.instance.items.exclude(begins=None).in_order():
            for local in (item.local_start, item.local_end):
                if problem := fault_in_words(local, there):
                    values = {"title": item.title, "problem": problem}
                    self.add_error("zone", _("“%(title)s”: %(problem)s") % values)
                    return

    def _check_stage(self, cleaned: dict[str, Any]) -> None:
        """No meeting is held, and no report of it published, before its last day."""
        last = cleaned.get("ends_on") or cleaned.get("starts_on")
        if self.errors or last is None or cleaned["stage"] not in STAGES_AFTER:
            return
        values = {"day": date_format(last, "j F Y")}
        if cleaned["stage"] == Stage.PUBLISHED and last >= today_in(cleaned["zone"]):
            self.add_error("ends_on", _("Its report is published: it cannot last until %(day)s.") % values)
        elif last > today_in(cleaned["zone"]):
            self.add_error("stage", _("It lasts until %(day)s: it is not held yet.") % values)

    def _check_plan(self, cleaned: dict[str, Any]) -> None:
        """What does not take place gets new days by a change of plan alone, and is never held."""
        if self.errors or not self.stored.is_off:
            return
        days = (cleaned["starts_on"], cleaned["ends_on"])
        if days != (self.stored.starts_on, self.stored.ends_on):
            self.add_error("starts_on", _("It does not take place: give it new days under “Change of plan”."))
        if cleaned["stage"] in STAGES_AFTER:
            self.add_error("stage", _("It does not take place: restore it under “Change of plan” first."))

    def _check_items(self, first: Any, last: Any) -> None:
        for item in self.instance.items.exclude(day=None).in_order():
            if first is None or not first <= item.day <= last:
                values = {"title": item.title, "day": f"{item.day:%d.%m.%Y}"}
                self.add_error("starts_on", _("“%(title)s” is on %(day)s: move it first.") % values)
                return
