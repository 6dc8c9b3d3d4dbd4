"""The forms of an import: the file, what its columns mean, and the words that write it."""

from collections import Counter
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from network.imports.actions.previews import Sample
from network.imports.models import DateOrder, Import, Outcome, Verdict
from network.imports.parsing.columns import BY_NAME, COLUMNS, REQUIRED
from network.imports.parsing.encodings import ENCODINGS
from network.imports.parsing.tables import ARCHIVE
from nfp_portal.text.forms import Form
from nfp_portal.ui.uploads import LARGEST, CheckedFileField

SEPARATOR_NAMES = ((",", _("comma")), (";", _("semicolon")), ("\t", _("tab")), ("|", _("vertical bar")))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SEEN = 4096


class SpreadsheetField(CheckedFileField):
    """XLSX, or text with separators; told apart by what is in the file, not by its name."""

    default_error_messages = {
        "old_excel": _("This is an old Excel file. Save it as .xlsx and hand it in again."),
        "no_sheet": _("Upload a spreadsheet: XLSX, or CSV with commas, semicolons or tabs."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ".csv,.tsv,.txt,.xlsx"}

    def clean(self, data: Any, initial: Any = None) -> Any:
        begin = data.read(_SEEN) if isinstance(data, UploadedFile) else b""
        if isinstance(data, UploadedFile):
            data.seek(0)
        if begin.startswith(ARCHIVE):
            data.name = f"{PurePath(str(data.name)).stem}.xlsx"
            return super().clean(data, initial)
        file = forms.FileField.clean(self, data, initial)
        self._check_text(file, begin)
        return file

    def _check_text(self, file: Any, begin: bytes) -> None:
        if begin.startswith(_OLD_EXCEL):
            raise forms.ValidationError(self.error_messages["old_excel"], code="old_excel")
        is_binary = b"\0" in begin and not begin.startswith(_UTF_16)
        if is_binary or begin.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
            raise forms.ValidationError(self.error_messages["no_sheet"], code="no_sheet")
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")


class UploadForm(Form):
    file = SpreadsheetField(
        label=_("Spreadsheet"),
        help_text=_(
            "XLSX or CSV, at most 25 MB. The first row names the columns. The file is kept as it is."
        ),
    )


class ReadingForm(Form):
    """How a text file is read; asked by GET, because looking changes nothing."""

    encoding = forms.ChoiceField(label=_("Encoding"), choices=list(ENCODINGS.items()))
    separator = forms.ChoiceField(label=_("Separator"), choices=SEPARATOR_NAMES)


class ColumnsForm(Form):
    """A choice for each column of the file: `column-0`, `column-1` and so on."""

    date_order = forms.ChoiceField(
        label=_("Dates such as 03/04/2016"),
        help_text=_("Of all dates in the file that are written with strokes."),
        choices=[*DateOrder.choices, ("", _("undecided: reject them"))],
        required=False,
        widget=forms.RadioSelect,
    )
    encoding = forms.ChoiceField(choices=list(ENCODINGS.items()), required=False, widget=forms.HiddenInput)
    separator = forms.ChoiceField(choices=SEPARATOR_NAMES, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, columns: list[Sample], source: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = columns
        self.initial.setdefault("date_order", source.date_order)
        choices = [("", _("– leave out –")), *((column.name, column.label) for column in COLUMNS)]
        for index, column in enumerate(columns):
            label = column.heading or _("Column %(number)s") % {"number": index + 1}
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=column.field
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each column of the file with its samples and its field, for a table."""
        return [
            {"sample": column, "field": self[f"column-{index}"]} for index, column in enumerate(self._columns)
        ]

    @property
    def mapping(self) -> list[str]:
        return [self.cleaned_data.get(f"column-{index}", "") for index in range(len(self._columns))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = Counter(filter(None, self.mapping))
        missing = [str(BY_NAME[name].label) for name in REQUIRED if name not in named]
        if missing:
            self.add_error(None, _("Say which columns hold: %(names)s.") % {"names": ", ".join(missing)})
        for index, name in enumerate(self.mapping):
            if named[name] > 1:
                self.add_error(f"column-{index}", _("Two columns cannot mean the same. Leave one out."))
        return cleaned


class RowsFilter(Form):
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("All rows")), *Verdict.choices, *Outcome.choices],
        required=False,
    )


class WritingForm(Form):
    """Says which preview was looked at."""

    preview = forms.IntegerField(widget=forms.HiddenInput)
