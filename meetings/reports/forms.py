"""The text of a report, its conclusions, and names taken out of its releases."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from meetings.forms.parts import PartForm
from meetings.models import Meeting
from meetings.reports.actions.comments import CommentPlan
from meetings.reports.actions.rapporteurs import Rapporteur
from meetings.reports.content import Named
from meetings.reports.models import Comment, Conclusion, Report, Treatment
from network.models.people import WORKING_LANGUAGES
from nfp_portal.revisions.forms import IdempotentForm, RevisedModelForm
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import ClockField, DayField, DayInput, MarkdownWidget

LONGEST_ROUND = timedelta(days=730)
USUAL_ROUND = timedelta(days=14)


class ConclusionForm(PartForm):
    class Meta:
        model = Conclusion
        fields = ("text", "addressee", "due_on", "status", "follow_up", "led_to", "audience")
        widgets = {
            "due_on": DayInput,
            "text": forms.Textarea(attrs={"rows": 4}),
            "follow_up": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        others = Meeting.objects.exclude(pk=meeting.pk).newest_first()
        self.fields["led_to"].queryset = others  # type: ignore[attr-defined] # a choice of rows


class FollowUpForm(ConclusionForm):
    """What came of a conclusion, without its words."""

    class Meta(ConclusionForm.Meta):
        fields = ("status", "follow_up", "led_to")  # type: ignore[assignment] # fewer


class ReportForm(IdempotentForm[Report]):
    class Meta:
        model = Report
        fields = ("background", "opening", "sessions", "focal_points_part", "study_visit", "closing")
        widgets = {name: MarkdownWidget(attrs={"rows": 8}) for name in fields}
        help_texts = {
            "background": gettext_lazy("Markdown: **bold**, lists with -, # headings."),
            "focal_points_part": gettext_lazy("Appears in the copy for focal points alone."),
        }


class ErasureForm(Form):
    """Whose name goes, and why; the reason is read by focal points and must not name them."""

    person = forms.ChoiceField(label=gettext_lazy("Whose name"))
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("Focal points read this sentence. Do not name the person in it."),
    )

    def __init__(self, *args: Any, people: Iterable[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.choices = [("", gettext("Choose …")), *((each.key, str(each)) for each in people)]  # type: ignore[attr-defined] # a choice field


class CommentRoundForm(Form):
    """A comment round as it shall be; the end is a minute by Vienna's clock."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    closes_on = DayField(
        label=gettext_lazy("Comments until the day"), initial=lambda: timezone.localdate() + USUAL_ROUND
    )
    closes_at = ClockField(
        label=gettext_lazy("and the time"),
        help_text=gettext_lazy("By Vienna's clock, to the minute."),
        initial=time(12),
    )
    remind_on = DayField(label=gettext_lazy("Remind the silent on (optional)"), required=False)
    is_silence = forms.BooleanField(
        label=gettext_lazy("Silence procedure"),
        help_text=gettext_lazy("Whoever does not comment by then agrees with the text."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        end = timezone.make_aware(datetime.combine(cleaned["closes_on"], cleaned["closes_at"]))
        cleaned["end"] = end
        if end <= timezone.now():
            self.add_error("closes_on", gettext("The end lies in the past."))
        elif end > timezone.now() + LONGEST_ROUND:
            self.add_error("closes_on", gettext("Choose a day within the next two years."))
        elif cleaned["remind_on"] and not timezone.localdate() < cleaned["remind_on"] <= cleaned["closes_on"]:
            self.add_error("remind_on", gettext("Choose a day between tomorrow and the end."))
        return cleaned

    def plan(self) -> CommentPlan:
        typed = self.cleaned_data
        return CommentPlan(typed["title"], typed["end"], typed["remind_on"], typed["is_silence"])


class TreatmentForm(RevisedModelForm[Comment]):
    """What was done with a comment."""

    treatment = forms.ChoiceField(
        label=gettext_lazy("What was done"), choices=[("", gettext_lazy("Choose …")), *Treatment.choices]
    )

    class Meta:
        model = Comment
        fields = ("treatment", "response")
        widgets = {"response": forms.Textarea(attrs={"rows": 3})}


class RapporteurForm(Form):
    """Who writes of a session."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = AddressFormField(label=gettext_lazy("E-mail"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=WORKING_LANGUAGES, initial="en"
    )

    def rapporteur(self) -> Rapporteur:
        typed = self.cleaned_data
        return Rapporteur(typed["name"], typed["email"], typed["language"])
