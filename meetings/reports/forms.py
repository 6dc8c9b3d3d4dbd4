"""The text of a report, and its conclusions."""

from django import forms
from django.utils.translation import gettext_lazy

from meetings.forms.idempotent import IdempotentForm
from meetings.forms.parts import PartForm
from meetings.reports.models import Conclusion, Report
from nfp_portal.ui.widgets import MarkdownWidget


class ConclusionForm(PartForm):
    class Meta:
        model = Conclusion
        fields = ("text", "addressee", "follow_up", "audience")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "follow_up": forms.Textarea(attrs={"rows": 2}),
        }


class ReportForm(IdempotentForm[Report]):
    class Meta:
        model = Report
        fields = ("background", "opening", "sessions", "focal_points_part", "study_visit", "closing")
        widgets = {name: MarkdownWidget(attrs={"rows": 8}) for name in fields}
        help_texts = {
            "background": gettext_lazy("Markdown: **bold**, lists with -, # headings."),
            "focal_points_part": gettext_lazy("Appears in the copy for focal points alone."),
        }
