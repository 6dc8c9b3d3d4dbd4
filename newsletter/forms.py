"""Forms of issues and their pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletter.models import Edition, Issue, Piece, PieceStatus, PieceText
from newsletter.pictures.forms import PicturedForm, PicturesField
from newsletter.pictures.values import LONGEST_ALTERNATIVE, LONGEST_CREDIT, Picture, words_of
from nfp_portal.revisions.forms import HIGHEST, RevisedModelForm
from nfp_portal.text.forms import Form, ModelForm
from nfp_portal.ui.widgets import DayInput, KeyField, MarkdownWidget


class StartForm(ModelForm[Issue]):
    class Meta:
        model = Issue
        fields = ("number", "title", "period", "dated_on", "language")
        widgets = {"dated_on": DayInput()}


class IssueForm(RevisedModelForm[Issue]):
    class Meta:
        model = Issue
        fields = ("title", "period", "dated_on", "language", "contributions_by", "opening")
        widgets = {
            "dated_on": DayInput(),
            "contributions_by": DayInput(),
            "opening": MarkdownWidget(attrs={"rows": 8}),
        }

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if self.instance.editions.filter(language=language).exists():
            raise forms.ValidationError(_("An edition is in this language: remove that first."))
        return language


class EditionForm(RevisedModelForm[Edition]):
    """An edition that is written has a title and a period; one that was only added has none yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "period"):
            self.fields[name].required = True

    class Meta:
        model = Edition
        fields = ("title", "period", "opening")
        widgets = {"opening": MarkdownWidget(attrs={"rows": 8})}


class TranslationForm(RevisedModelForm[PieceText]):
    """`revision` is 0 for the first translation; `source` is the hash of the text that it is made from.

    Each picture of the piece has two fields, whose names say from which words they are translated.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=HIGHEST)
    source = forms.CharField(widget=forms.HiddenInput, max_length=64)

    class Meta:
        model = PieceText
        fields = ("headline", "body", "credit")
        widgets = {"body": MarkdownWidget(attrs={"rows": 16})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text: PieceText = self.instance
        self.fields["source"].initial = text.piece.source_hash
        if text.revision == 0:
            self.initial["credit"] = text.piece.credit
        self.pictures = text.piece.text.pictures
        for number, picture in enumerate(self.pictures, 1):
            own = picture.translated(text.pictures)
            self.fields.update(_picture_fields(number, picture, own))

    def current_values(self, row: PieceText) -> dict[str, Any]:
        values = super().current_values(row)
        for picture in self.pictures:
            own = picture.translated(row.pictures)
            for name, text in zip(_names_of(picture), own.printed[1:] if own else ("", ""), strict=True):
                values[name] = text
        return values

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = [[data.pop(name, "") for name in _names_of(picture)] for picture in self.pictures]
        pairs = zip(self.pictures, typed, strict=True)
        return data | {"pictures": [words_of(picture.source_hash, *texts) for picture, texts in pairs]}


def _names_of(picture: Picture) -> tuple[str, str]:
    """Return the names of the fields for what it shows and for its credit."""
    own = picture.source_hash[:16]
    return f"alternative_{own}", f"credit_{own}"


def _picture_fields(number: int, picture: Picture, own: Picture | None) -> dict[str, forms.Field]:
    """Return the fields for the words of a picture; `own` has them as they are translated."""
    values = {"number": number}
    alternative = forms.CharField(
        label=_("What picture %(number)d shows") % values,
        max_length=LONGEST_ALTERNATIVE,
        initial=own.alternative if own else "",
        help_text=picture.alternative,
    )
    credit = forms.CharField(
        label=_("Credit of picture %(number)d") % values,
        max_length=LONGEST_CREDIT,
        required=False,
        initial=own.credit if own else picture.credit,
        help_text=picture.credit,
    )
    return dict(zip(_names_of(picture), (alternative, credit), strict=True))


class PieceForm(PicturedForm, RevisedModelForm[Piece]):
    """What an editor may set, the by-line included."""

    pictures = PicturesField()

    class Meta:
        model = Piece
        fields = (
            "section",
            "headline",
            "body",
            "pictures",
            "state",
            "agency",
            "organisation",
            "credit",
            "audience",
            "language",
        )
        widgets = {"body": MarkdownWidget(attrs={"rows": 12})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        state, agency = data.get("state"), data.get("agency")
        if agency and state and agency.state_id != state.pk:
            self.add_error("agency", _("%(agency)s is no agency of this State.") % {"agency": agency})
        return data


class OwnPieceForm(PieceForm):
    """A piece that editors write in an issue: a form sent twice makes one."""

    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]


class RefusalForm(Form):
    """Why a piece is not printed now, or not at all."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (PieceStatus.HELD_OVER, _("Hold over for a later issue")),
            (PieceStatus.DECLINED, _("Decline")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever wrote the piece reads it."),
    )
