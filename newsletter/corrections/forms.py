"""Forms of errata and withdrawals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletter.models import Erratum
from nfp_portal.revisions.forms import NoteField, RevisedModelForm
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import MarkdownWidget


class ErratumForm(RevisedModelForm[Erratum]):
    note = NoteField()

    class Meta:
        model = Erratum
        fields = ("text",)
        widgets = {"text": MarkdownWidget(attrs={"rows": 6})}
        help_texts = {"text": _("What the issue says, and what it should say. The date is added.")}


class WithdrawalForm(Form):
    """Why an issue is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Everybody reads it who opens the address of the issue. Do not repeat what must not be read."
        ),
    )
