"""A practice as its State offers it and as the secretariat keeps it, and why it is sent back."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.practices.actions import BESIDE, NewFile
from exchange.practices.models import Practice, PracticeFile
from exchange.questions.models import Question
from meetings.forms.idempotent import IdempotentForm
from meetings.models.documents import LANGUAGES
from network.forms.own_state import OwnStateForm
from network.models import Appointment, Person, State
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.text.normal import one_line, printable
from nfp_portal.ui.newsworthy import AUDIENCES
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import FoldedBoxes

MOST_FILES = 10
LONGEST_NAME = PracticeFile._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's documented name


class PracticeForm(OwnStateForm, IdempotentForm[Practice]):
    """`states` are those whose practice it can be, `question` is what it comes of."""

    involved = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=gettext_lazy("Other States involved"),
        to_field_name="iso2",
        required=False,
        widget=FoldedBoxes,
    )

    file = CheckedFileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB; another one can follow."),
    )
    file_language = forms.ChoiceField(
        label=gettext_lazy("Language of the file"), choices=LANGUAGES, required=False
    )

    field_order = (
        *("state", "title", "summary", "stage", "mechanism", "field", "worked", "failed", "proof"),
        *("file", "file_language", "contact", "language", "audience", "involved"),
    )

    class Meta:
        model = Practice
        fields = (
            *("title", "summary", "stage", "mechanism", "field", "worked", "failed", "proof"),
            *("contact", "language", "audience"),
        )
        widgets: ClassVar[dict[str, Any]] = {
            "summary": forms.Textarea(attrs={"rows": 6}),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("worked", "failed", "proof")},
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "proof": gettext_lazy("Numbers, an evaluation, what the officers say."),
            "audience": gettext_lazy("Who reads it once it is published."),
        }

    def __init__(
        self, *args: Any, states: list[State], question: Question | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, states=states, **kwargs)
        self.question = question or self.instance.question
        self.fields["audience"].choices = AUDIENCES  # type: ignore[attr-defined] # a choice field
        in_force = Appointment.objects.in_force().filter(state__in=states)
        contact: Any = self.fields["contact"]
        contact.queryset = Person.objects.filter(pk__in=in_force.values("person")).order_by("family_name")

    def clean_audience(self) -> str:
        audience: str = self.cleaned_data["audience"]
        if self.question and self.question.audience != Audience.ALL and audience == Audience.ALL:
            raise forms.ValidationError(
                _("The question is for focal points only: so is a practice that comes of it.")
            )
        return audience

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "involved" in cleaned:
            own = self.chosen_state
            cleaned["involved"] = [state for state in cleaned["involved"] if state != own]
        if cleaned.get("file") and self.instance.pk and self.instance.files.kept().count() >= MOST_FILES:
            self.add_error("file", _("A practice has ten files at most: remove one first."))
        return cleaned

    def current_values(self, row: Practice) -> dict[str, Any]:
        beside = {"file", "file_language"}  # they add a file, which nobody else has changed
        return {name: value for name, value in super().current_values(row).items() if name not in beside}

    def facts(self) -> dict[str, Any]:
        return (
            super().facts()
            | {
                "state": self.chosen_state,
                "question": self.question,
                "involved": self.cleaned_data["involved"],
            }
            | self._file()
        )

    def changes(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.facts().items()
            if name in BESIDE or value != getattr(self.stored, name)
        }

    def _file(self) -> dict[str, Any]:
        if not (file := self.cleaned_data["file"]):
            return {}
        name = one_line(printable(PurePath(file.name).name))[-LONGEST_NAME:]
        return {"file": NewFile(name, self.cleaned_data["file_language"] or LANGUAGES[0][0], file)}


class EditorsPracticeForm(PracticeForm):
    """With where it was presented, as the secretariat knows."""

    class Meta(PracticeForm.Meta):
        fields = (*PracticeForm.Meta.fields, "meeting")  # type: ignore[assignment] # more than the parent has

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["state"]
        choice.empty_label = _("Choose a State")


class SendBackForm(RevisedForm):
    """What its State should change."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
