"""Forms of issues and their pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletter.models import Edition, Issue, Piece, PieceStatus, PieceText
from newsletter.pictures.forms import PicturedForm, PicturesField
from nfp_portal.revisions.forms import HIGHEST, RevisedModelForm
from nfp_portal.text.forms import Form, ModelForm
from nfp_portal.ui.widgets import DayInput, MarkdownWidget


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
    """`revision` is 0 for the first translation; `source` is the hash of the text that it is made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=HIGHEST)
    source = forms.CharField(widget=forms.HiddenInput, max_length=64)

    class Meta:
        model = PieceText
        fields = ("headline", "body", "credit")
        widgets = {"body": MarkdownWidget(attrs={"rows": 16})}


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
