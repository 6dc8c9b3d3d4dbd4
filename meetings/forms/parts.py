"""Objectives, conclusions, papers and the report's text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from meetings.forms.revised import IdempotentForm
from meetings.models import Conclusion, Meeting, Objective, Paper, Report
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import MarkdownWidget


class PartForm(IdempotentForm[Any]):
    """A form of one of a meeting's parts."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.meeting = meeting


class ObjectiveForm(PartForm):
    class Meta:
        model = Objective
        fields = ("text", "audience")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class ConclusionForm(PartForm):
    class Meta:
        model = Conclusion
        fields = ("text", "addressee", "follow_up", "audience")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "follow_up": forms.Textarea(attrs={"rows": 2}),
        }


class PaperForm(PartForm):
    file = CheckedFileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB."),
    )

    class Meta:
        model = Paper
        fields = ("title", "symbol", "language", "audience", "file")


class ReportForm(IdempotentForm[Report]):
    class Meta:
        model = Report
        fields = ("background", "opening", "sessions", "focal_points_part", "study_visit", "closing")
        widgets = {name: MarkdownWidget(attrs={"rows": 8}) for name in fields}
        help_texts = {
            "background": gettext_lazy("Markdown: **bold**, lists with -, # headings."),
            "focal_points_part": gettext_lazy("Appears in the copy for focal points alone."),
        }
