"""What contributors write, the call that asks them, and what goes back to them for clearance."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from network.models import Agency, State
from newsletter.contributions.models import CallForContributions
from newsletter.contributions.word import UnreadableWordError, WordText, read_word
from newsletter.models import Issue, IssueStatus, Piece, PrintedText
from newsletter.pictures.actions import store
from newsletter.pictures.forms import PicturedForm, PicturesField, with_pictures
from newsletter.pictures.values import LONGEST_ALTERNATIVE, MOST_OF_A_PIECE, Picture
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import revision_field
from nfp_portal.text.forms import Form, ModelForm
from nfp_portal.text.pasting import pasted_as_markdown
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import DayField, DayInput, KeyField, MarkdownWidget

LONGEST_HEADLINE, LONGEST_BODY = 160, 20_000
# In pixels: smaller pictures of a document are bullets and lines.
ORNAMENT = 48
_AUDIENCES = [
    (Audience.ALL.value, pgettext_lazy("letter", "Everyone")),
    (Audience.FOCAL_POINTS.value, pgettext_lazy("letter", "Focal points only")),
]
_LANGUAGES = [
    ("en", pgettext_lazy("letter", "English")),
    ("fr", pgettext_lazy("letter", "French")),
    ("de", pgettext_lazy("letter", "German")),
    ("it", pgettext_lazy("letter", "Italian")),
    ("ru", pgettext_lazy("letter", "Russian")),
    ("es", pgettext_lazy("letter", "Spanish")),
]


class PastingForm(Form):
    """A form with a `body` that is pasted from a word processor more often than written."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "body" in data:
            data = data.copy()
            data["body"] = pasted_as_markdown(data["body"])
        super().__init__(data, *args, **kwargs)


class ContributionForm(PicturedForm, PastingForm):
    """A piece as its State writes it: typed, pasted or from a Word file. A draft may lack anything."""

    key = KeyField()
    revision = revision_field()
    headline = forms.CharField(label=pgettext_lazy("letter", "Headline"), max_length=LONGEST_HEADLINE)
    body = forms.CharField(
        label=pgettext_lazy("letter", "Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=pgettext_lazy("letter", "Half a page is enough. Pasted from Word, lists stay lists."),
    )
    file = CheckedFileField(
        label=pgettext_lazy("letter", "Or a Word file"),
        required=False,
        help_text=pgettext_lazy("letter", "DOCX, at most 25 MB. Its text and its pictures are taken."),
    )
    pictures = PicturesField()
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=pgettext_lazy("letter", "Agency"),
        required=False,
        help_text=pgettext_lazy("letter", "Printed with your State as the by-line. No person is named."),
    )
    credit = forms.CharField(label=pgettext_lazy("letter", "Credit"), max_length=80, required=False)
    language = forms.ChoiceField(label=pgettext_lazy("letter", "Language of the text"), choices=_LANGUAGES)
    audience = forms.ChoiceField(label=pgettext_lazy("letter", "Who may read it"), choices=_AUDIENCES)

    def __init__(self, *args: Any, state: State | None, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["agency"]
        choice.queryset = Agency.objects.kept().filter(state=state).order_by("name")
        choice.empty_label = str(state) if state else ""
        if state is None:
            del self.fields["agency"]
        self.fields["file"].widget.attrs["accept"] = ".docx"
        self._needs_all = not is_draft
        pictures: Any = self.fields["pictures"]
        pictures.needs_alternatives = self._needs_all
        has_file = bool(self.files.get("file"))
        for name in ("headline", "body"):
            self.fields[name].required = not is_draft and not has_file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if file := cleaned.pop("file", None):
            self._take(file, cleaned)
        return cleaned

    def _take(self, file: Any, cleaned: dict[str, Any]) -> None:
        """Put what the file says into the fields that are empty, its pictures below the others."""
        if cleaned.get("body"):
            self.add_error("file", pgettext("letter", "Write the text or upload a file, not both."))
            return
        try:
            word = read_word(file)
        except UnreadableWordError:
            self.add_error("file", pgettext("letter", "We cannot read this file. Paste its text instead."))
            return
        if not cleaned.get("headline"):
            word = word.with_headline()
        if len(word.body) > LONGEST_BODY:
            self.add_error("file", pgettext("letter", "The text is longer than 20,000 characters."))
            return
        cleaned["body"] = word.body
        cleaned["headline"] = cleaned.get("headline") or word.headline[:LONGEST_HEADLINE]
        self._take_pictures(word, cleaned)
        typed: Any = self.data
        typed["body"], typed["headline"] = cleaned["body"], cleaned["headline"]
        if self._needs_all and not cleaned["headline"] and "headline" not in self.errors:
            self.add_error("headline", str(self.fields["headline"].error_messages["required"]))

    def _take_pictures(self, word: WordText, cleaned: dict[str, Any]) -> None:
        self.data = with_pictures(self.data, list(_stored(word)))
        self.errors.pop("pictures", None)
        try:
            cleaned["pictures"] = self.fields["pictures"].clean(self["pictures"].value())
        except forms.ValidationError as error:
            self.add_error("pictures", error)

    def facts(self) -> dict[str, Any]:
        names = ("headline", "body", "pictures", "agency", "credit", "language", "audience")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def _stored(word: WordText) -> Iterator[Picture]:
    """Keep the pictures of a document that are JPEG or PNG, and no ornaments."""
    taken = 0
    for each in word.pictures:
        with suppress(forms.ValidationError):
            picture = store(io.BytesIO(each.content), each.alternative[:LONGEST_ALTERNATIVE])
            if min(picture.width, picture.height) >= ORNAMENT and taken < MOST_OF_A_PIECE:
                taken += 1
                yield picture


def values_of(piece: Piece) -> dict[str, Any]:
    """What the form shows of a piece that was written before."""
    return piece.text.to_json() | {"agency": piece.agency_id, "revision": piece.revision}


class ChangeForm(PicturedForm, PastingForm):
    """The edited text, as its State changes it."""

    headline = forms.CharField(label=pgettext_lazy("letter", "Headline"), max_length=LONGEST_HEADLINE)
    body = forms.CharField(
        label=pgettext_lazy("letter", "Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    pictures = PicturesField()
    reply = forms.CharField(
        label=pgettext_lazy("letter", "Remark to the editors"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def text(self, edited: PrintedText) -> PrintedText:
        names = ("headline", "body", "pictures")
        written = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return PrintedText.from_json(edited.to_json() | written)


class CallForm(ModelForm[CallForContributions]):
    due_on = DayField(label=_("Contributions by"))
    field_order = ("due_on", "text")

    class Meta:
        model = CallForContributions
        fields = ("text",)
        widgets = {"text": MarkdownWidget(attrs={"rows": 5})}

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose today or a later day."))
        return due_on


class SendingForm(Form):
    """For which issue a text is to be cleared, by when, and what the editors say of it."""

    issue = forms.ModelChoiceField(Issue.objects.none(), label=_("For issue"), empty_label=None)
    due_on = forms.DateField(label=_("Answer by"), widget=DayInput())
    remark = forms.CharField(
        label=_("Remark"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The State reads it above the text: what you changed and why."),
    )
    revision = revision_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["issue"]
        choice.queryset = Issue.objects.filter(status=IssueStatus.DRAFT)

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose today or a later day."))
        return due_on
