"""A paper and its file."""

from django.utils.translation import gettext_lazy

from meetings.forms.parts import PartForm
from meetings.papers.models import Paper
from nfp_portal.ui.uploads import CheckedFileField


class PaperForm(PartForm):
    file = CheckedFileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB."),
    )

    class Meta:
        model = Paper
        fields = ("title", "symbol", "language", "audience", "file")
