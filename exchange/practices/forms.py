"""A practice as its State offers it and as the secretariat keeps it, and why it is sent back."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from exchange.practices.actions import BESIDE, NewFile
from exchange.practices.models import Practice, PracticeFile, PracticeRequest
from exchange.practices.requests import RequestFacts
from exchange.questions.models import Question
from meetings.models import Meeting
from meetings.models.documents import LANGUAGES
from network.forms.own_state import OwnStateForm
from network.models import Appointment, Person, State
from network.models.people import WORKING_LANGUAGES
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import IdempotentForm, RevisedForm
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.text.normal import one_line, printable
from nfp_portal.ui.newsworthy import AUDIENCES
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import FoldedBoxes, KeyField

MOST_FILES = 10
TEXTS: dict[str, Any] = {
    "summary": forms.Textarea(attrs={"rows": 6}),
    **{name: forms.Textarea(attrs={"rows": 3}) for name in ("worked", "failed", "proof")},
}
LONGEST_NAME = PracticeFile._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's documented name


class WrittenForm(IdempotentForm[Practice]):
    """What every form of a practice has beside its columns: a file that is added."""

    file = CheckedFileField(
        label=pgettext_lazy("letter", "File"),
        required=False,
        help_text=pgettext_lazy("letter", "PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB."),
    )
    file_language = forms.ChoiceField(
        label=pgettext_lazy("letter", "Language of the file"), choices=LANGUAGES, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("file") and self.instance.pk and self.instance.files.kept().count() >= MOST_FILES:
            self.add_error("file", pgettext("letter", "A practice has ten files at most."))
        return cleaned

    def current_values(self, row: Practice) -> dict[str, Any]:
        beside = {"file", "file_language"}  # they add a file, which nobody else has changed
        return {name: value for name, value in super().current_values(row).items() if name not in beside}

    def facts(self) -> dict[str, Any]:
        return super().facts() | self._file()

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


class PracticeForm(OwnStateForm, WrittenForm):
    """`states` are those whose practice it can be, `question` is what it comes of."""

    involved = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=gettext_lazy("Other States involved"),
        to_field_name="iso2",
        required=False,
        widget=FoldedBoxes,
    )

    field_order = (
        *("state", "title", "summary", "stage", "mechanism", "field", "worked", "failed", "proof"),
        *("file", "file_language", "meeting", "contact", "language", "audience", "involved"),
    )

    class Meta:
        model = Practice
        fields = (
            *("title", "summary", "stage", "mechanism", "field", "worked", "failed", "proof"),
            *("meeting", "contact", "language", "audience"),
        )
        widgets = TEXTS
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
        self._offer_meetings()
        contact: Any = self.fields["contact"]
        contact.queryset = Person.objects.filter(pk__in=in_force.values("person")).order_by("family_name")

    def meetings(self) -> models.QuerySet[Meeting]:
        """Return those at which it can have been presented: held ones that everybody reads of."""
        held: models.QuerySet[Meeting] = Meeting.objects.visible_to(AnonymousUser()).ended()
        return held

    def _offer_meetings(self) -> None:
        """Leave out the field where the secretariat chose a meeting that is none of these."""
        offered, chosen = self.meetings(), self.instance.meeting_id
        if chosen and not offered.filter(pk=chosen).exists():
            del self.fields["meeting"]
            return
        field: Any = self.fields["meeting"]
        field.queryset = Meeting.objects.filter(pk__in=offered.values("pk")).newest_first()

    def clean_audience(self) -> str:
        audience: str = self.cleaned_data["audience"]
        if self.question and self.question.audience != Audience.ALL and audience == Audience.ALL:
            raise forms.ValidationError(
                _("The question is for focal points only: so is a practice that comes of it.")
            )
        return audience

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "involved" in cleaned:
            own = self.chosen_state
            cleaned["involved"] = [state for state in cleaned["involved"] if state != own]
        return cleaned

    def facts(self) -> dict[str, Any]:
        return super().facts() | {
            "state": self.chosen_state,
            "question": self.question,
            "involved": self.cleaned_data["involved"],
        }


class LinkForm(WrittenForm):
    """A practice as somebody without an account offers it, in six languages."""

    field_order = (
        *("title", "summary", "stage", "mechanism", "worked", "failed", "proof", "language"),
        *("file", "file_language", "audience"),
    )

    class Meta:
        model = Practice
        fields = (
            *("title", "summary", "stage", "mechanism", "worked", "failed", "proof", "language", "audience"),
        )
        widgets = TEXTS
        labels: ClassVar[dict[str, Any]] = {
            "title": pgettext_lazy("letter", "Title"),
            "summary": pgettext_lazy("letter", "What is done, and why"),
            "stage": pgettext_lazy("letter", "Stage"),
            "mechanism": pgettext_lazy("letter", "Mechanism"),
            "worked": pgettext_lazy("letter", "What worked"),
            "failed": pgettext_lazy("letter", "What did not work"),
            "proof": pgettext_lazy("letter", "Evidence"),
            "language": pgettext_lazy("letter", "Language of your text"),
            "audience": pgettext_lazy("letter", "Who may read it?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = AUDIENCES  # type: ignore[attr-defined] # a choice field


class EditorsPracticeForm(PracticeForm):
    """With every State, and meetings that are not announced or not over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["state"]
        choice.empty_label = _("Choose a State")

    def meetings(self) -> models.QuerySet[Meeting]:
        return Meeting.objects.all()


class SendBackForm(RevisedForm):
    """What its State should change."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(Form):
    """Whom the secretariat asks for a practice of their State."""

    key = KeyField()
    state = forms.ModelChoiceField(
        State.objects.participating(),
        label=gettext_lazy("State"),
        empty_label=gettext_lazy("Choose a State"),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = AddressFormField(label=gettext_lazy("E-mail"), max_length=254)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=WORKING_LANGUAGES, initial="en"
    )
    message = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=PracticeRequest._meta.get_field("message").max_length,  # noqa: SLF001 - Django's documented name
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Which practice you mean. It appears in the letter on one line."),
    )

    def request_facts(self) -> RequestFacts:
        return RequestFacts(**self.cleaned_data)


class ReportedChangeForm(Form):
    """What its State says has changed about a published practice."""

    text = forms.CharField(
        label=gettext_lazy("What has changed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
