"""A question as it is written, its items, and what is decided on it later."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from exchange.questions.actions.asking import Draft, ItemText
from exchange.questions.models import ItemKind, Question, QuestionItem
from exchange.questions.models.questions import MOST_ITEMS, WEEKS
from exchange.questions.submissions import weeks_in_words
from network.forms.own_state import OwnStateForm
from network.models import State
from nfp_portal.revisions.forms import Difference, IdempotentForm, RevisedModelForm, difference_of
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.newsworthy import AUDIENCES
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import DayField, FoldedBoxes, KeyField

FIRST_ROWS = 2
EMPTY_ROW = {"text": "", "kind": ItemKind.CHOICE.value, "is_optional": ""}
LONGEST_EXTENSION = timedelta(days=56)
ADD, REMOVE = "add", "remove-"


class ItemForm(Form):
    """One numbered question."""

    text = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Answered by"), choices=ItemKind, initial=ItemKind.CHOICE, widget=forms.RadioSelect
    )
    is_optional = forms.BooleanField(label=gettext_lazy("States may leave it open"), required=False)

    @property
    def is_empty(self) -> bool:
        return not str(self["text"].value() or "").strip()

    def item(self) -> ItemText:
        typed = self.cleaned_data
        return ItemText(typed["text"].strip(), typed["kind"], typed["is_optional"])


class ItemRows:
    """The rows of a question's form; rows are added and removed by buttons that send the form.

    An empty row is no question.
    """

    def __init__(self, data: Mapping[str, str] | None, stored: list[QuestionItem]) -> None:
        self.data = data
        act = (data or {}).get("act", "")
        self.is_changed = act == ADD or act.startswith(REMOVE)
        rows = self._typed(act) if data is not None else [item.to_json() for item in stored]
        if data is None and not rows:
            rows = [{}] * FIRST_ROWS
        if act == ADD and len(rows) < MOST_ITEMS:
            rows = [*rows, {}]
        self.forms = [self._form(number, row) for number, row in enumerate(rows)]

    def _typed(self, act: str) -> list[dict[str, Any]]:
        data = self.data or {}
        numbers = [number for number in range(MOST_ITEMS) if f"item-{number}-text" in data]
        kept = [number for number in numbers if act != f"{REMOVE}{number}"]
        return [
            {name: data.get(f"item-{number}-{name}", default) for name, default in EMPTY_ROW.items()}
            for number in kept
        ]

    def _form(self, number: int, row: dict[str, Any]) -> ItemForm:
        """Bind what is to be saved; rows that were only added or removed are shown as typed."""
        prefix = f"item-{number}"
        if self.data is None or self.is_changed:
            return ItemForm(prefix=prefix, initial={key: value for key, value in row.items() if value})
        return ItemForm({f"{prefix}-{key}": value for key, value in row.items()}, prefix=prefix)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # each says what is wrong with it
        return all(valid)

    @property
    def items(self) -> tuple[ItemText, ...]:
        return tuple(form.item() for form in self.forms if not form.is_empty)

    def differences(self, stored: list[QuestionItem]) -> Iterator[Difference]:
        """Yield what was typed and what is stored, item by item; an item that is not there is empty."""
        filled = [form for form in self.forms if not form.is_empty]
        others = (ItemForm(prefix=f"item-{index}") for index in range(len(self.forms), MOST_ITEMS))
        for index in range(max(len(filled), len(stored))):
            typed = filled[index] if index < len(filled) else next(others)
            values = stored[index].to_json() if index < len(stored) else {"text": ""}
            number = {"number": index + 1}
            for name, value in values.items():
                label = _("Question %(number)d") % number
                field = typed[name]
                yield from difference_of(field, value, label if name == "text" else f"{label}: {field.label}")

    @property
    def may_add(self) -> bool:
        return len(self.forms) < MOST_ITEMS


class QuestionForm(OwnStateForm, IdempotentForm[Question]):
    """What is asked, whom, and until when; the items are in `rows`."""

    states = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=gettext_lazy("States asked"),
        to_field_name="iso2",
        widget=FoldedBoxes,
        error_messages={"required": gettext_lazy("Choose at least one State.")},
    )
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Answers are due after"),
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Counted from the day on which the secretariat opens the question."),
    )
    field_order = ("state", "title", "background", "field", "weeks", "audience", "states")

    class Meta:
        model = Question
        fields = ("title", "background", "field", "weeks", "audience")
        widgets = {"background": forms.Textarea(attrs={"rows": 6}), "audience": forms.RadioSelect}
        help_texts = {
            "background": gettext_lazy("Why you ask, and what you will do with the answers."),
            "audience": gettext_lazy(
                "For everyone: once it is closed the public reads it, with the answers that are for everyone."
            ),
        }

    def __init__(self, data: Any = None, *args: Any, states: list[State], **kwargs: Any) -> None:
        super().__init__(data, *args, states=states, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["weeks"].choices = [(weeks, weeks_in_words(weeks)) for weeks in WEEKS]
        fields["audience"].choices = AUDIENCES
        stored = self.instance.pk is not None
        everybody = State.objects.participating().exclude(pk__in=[state.pk for state in states])
        fields["states"].queryset = State.objects.participating()
        fields["states"].initial = [
            state.iso2 for state in (self.instance.states.all() if stored else everybody)
        ]
        self.rows = ItemRows(
            self.data if self.is_bound else None, list(self.instance.items.all()) if stored else []
        )

    @property
    def is_sent(self) -> bool:
        """Whether the form is to be saved, and not only given another row."""
        return self.is_bound and not self.rows.is_changed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.rows.is_valid():
            raise ValidationError(_("Correct the numbered questions that are marked below."))
        if not self.rows.items:
            raise ValidationError(_("Write at least one numbered question."))
        asking = self.asking_state
        if asking and asking in cleaned.get("states", ()):
            self.add_error("states", _("A State does not ask itself: take out %s.") % asking.name_in_text)
        return cleaned

    @property
    def asking_state(self) -> State | None:
        """Return who asks; None is the secretariat, for which editors ask."""
        return self.chosen_state if self.own_states else None

    def differences(self, row: Question) -> Iterator[Difference]:
        """Yield what differs from the row, item by item."""
        yield from super().differences(row)
        yield from self.rows.differences(list(row.items.all()))

    def draft(self) -> Draft:
        facts = self.facts() | {"state": self.asking_state}
        return Draft(facts, tuple(self.cleaned_data["states"]), self.rows.items)


class SummaryForm(RevisedModelForm[Question]):
    """Half a page by who asked."""

    class Meta:
        model = Question
        fields = ("summary",)
        widgets = {"summary": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "summary": gettext_lazy(
                "About half a page. Everybody who may read the question reads it: quote nothing that was "
                "written for you only."
            )
        }


class ExtensionForm(Form):
    """A later day until which answers are expected."""

    due_on = DayField(label=gettext_lazy("Answers are expected until"))

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        before, today = self.question.due_on or timezone.localdate(), timezone.localdate()
        if due_on <= max(before, today):
            raise ValidationError(_("Choose a later day than the one that is set."))
        if due_on > today + LONGEST_EXTENSION:
            raise ValidationError(_("Choose a day within eight weeks."))
        return due_on


class ColleagueForm(Form):
    """Whom somebody asks to help with an answer; behind a link in six languages."""

    key = KeyField()
    name = forms.CharField(label=pgettext_lazy("letter", "Name"), max_length=200)
    address = AddressFormField(label=pgettext_lazy("letter", "Work e-mail"), max_length=254)
    message = forms.CharField(
        label=pgettext_lazy("letter", "Message"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SheetForm(Form):
    """A filled-in sheet of an answer; behind a link in six languages."""

    file = CheckedFileField(
        label=pgettext_lazy("letter", "Filled-in sheet"),
        help_text=pgettext_lazy("letter", "XLSX, as you downloaded it."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(".xlsx"):
            raise ValidationError(pgettext("letter", "Upload the sheet as XLSX."))
        return file
