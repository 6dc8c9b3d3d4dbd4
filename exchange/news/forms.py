"""A news item as editors write it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.news.actions import TypedStatement
from exchange.news.models import NewsItem
from meetings.models import Meeting
from network.forms.groups import Group, Grouped
from network.models import FieldOfWork, Organisation, State
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.uploads import IMAGE_FORMATS, CheckedFileField
from nfp_portal.ui.widgets import DayInput, FoldedBoxes, MarkdownWidget

MOST_STATEMENTS = 6
OF_STATEMENT = ("speaker", "function", "text", "is_quotation")


class NewsForm(Grouped, IdempotentForm[NewsItem]):
    """The columns of an item, its lists, and the statements it has with one more that is empty."""

    photo = CheckedFileField(
        label=gettext_lazy("Photograph"), required=False, help_text=gettext_lazy("JPG or PNG.")
    )

    class Meta:
        model = NewsItem
        fields = (
            *(
                "title",
                "kind",
                "location",
                "issued_on",
                "body",
                "issuers",
                "fields_of_work",
                "states",
                "meeting",
            ),
            *("photo", "photo_credit", "photo_alt", "recorded_in"),
        )
        widgets = {
            "issued_on": DayInput(),
            "body": MarkdownWidget(attrs={"rows": 14}),
            **dict.fromkeys(("issuers", "fields_of_work", "states"), FoldedBoxes()),
        }
        help_texts = {
            "issued_on": gettext_lazy("Left empty, it is the day of the publication; of a record, unknown."),
            "body": gettext_lazy("Markdown: **bold**, lists with -, [links](https://…)."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["issuers"].queryset = Organisation.objects.structures().order_by("name")
        choices["fields_of_work"].queryset = FieldOfWork.objects.order_by("name")
        choices["states"].queryset = State.objects.order_by("name")
        choices["meeting"].queryset = Meeting.objects.newest_first()
        self._kept = list(self.instance.statements.all()) if self.instance.pk else []
        for number in range(1, min(len(self._kept) + 1, MOST_STATEMENTS) + 1):
            self._add_statement(number)
        self.groups = self._groups()
        self.order_fields([name for _title, names in self.groups for name in names])

    def _groups(self) -> tuple[Group, ...]:
        spoken = tuple(name for name in self.fields if name.startswith("statement_"))
        return (
            (gettext_lazy("The item"), ("title", "kind", "location", "issued_on", "body")),
            (gettext_lazy("What people say in it"), spoken),
            (
                gettext_lazy("What it belongs to"),
                ("issuers", "fields_of_work", "states", "meeting", "recorded_in"),
            ),
            (gettext_lazy("Photograph"), ("photo", "photo_credit", "photo_alt")),
        )

    def _add_statement(self, number: int) -> None:
        there = self._kept[number - 1] if number <= len(self._kept) else None
        labels = {"number": number}
        made: dict[str, forms.Field] = {
            "speaker": forms.CharField(label=_("Speaker %(number)d") % labels, max_length=120),
            "function": forms.CharField(label=_("Function of speaker %(number)d") % labels, max_length=250),
            "text": forms.CharField(
                label=_("What speaker %(number)d says") % labels,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            "is_quotation": forms.BooleanField(label=_("Word for word"), initial=True),
        }
        for name, field in made.items():
            field.required = False
            if there is not None:
                field.initial = getattr(there, name)
            self.fields[f"statement_{number}_{name}"] = field

    def current_values(self, row: NewsItem) -> dict[str, Any]:
        """Return the values of the item, and of as many statements as the form has."""
        kept = dict(enumerate(row.statements.all(), start=1))
        statements = {
            f"statement_{number}_{name}": getattr(kept.get(number), name, "")
            for number in self._numbers()
            for name in OF_STATEMENT
        }
        return super().current_values(row) | statements

    def clean_issued_on(self) -> date | None:
        issued_on: date | None = self.cleaned_data["issued_on"]
        if issued_on and issued_on > timezone.localdate():
            raise forms.ValidationError(
                _("This day is to come. Leave it empty: it is set at the publication.")
            )
        return issued_on

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        name = str(getattr(photo, "name", "") or "")
        if photo and name.rpartition(".")[2].lower() not in IMAGE_FORMATS:
            raise forms.ValidationError(_("Upload a JPG or PNG."), code="wrong_kind")
        return photo

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("photo"):
            self._need(
                ("photo_credit", "photo_alt"),
                _("A photograph needs a credit, and words that say what it shows."),
            )
        elif "photo" in cleaned:
            cleaned |= {"photo": "", "photo_credit": "", "photo_alt": ""}
        for number in self._numbers():
            names = [f"statement_{number}_{name}" for name in OF_STATEMENT[:3]]
            if any(cleaned.get(name) for name in names):
                self._need(names, _("Name who says it, with the function, and what."))
        return cleaned

    def _need(self, names: Iterable[str], text: str) -> None:
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, text)

    def statements(self) -> list[TypedStatement]:
        """Return the statements that say something, in their order."""
        rows = (
            TypedStatement(**{name: self.cleaned_data[f"statement_{number}_{name}"] for name in OF_STATEMENT})
            for number in self._numbers()
        )
        return [row for row in rows if row.text]

    def _numbers(self) -> range:
        return range(1, sum(name.endswith("_speaker") for name in self.fields) + 1)
