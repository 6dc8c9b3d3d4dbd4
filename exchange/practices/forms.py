"""A practice as its State offers it and as the secretariat keeps it, and why it is sent back."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.practices.models import Practice
from exchange.questions.models import Question
from meetings.forms.idempotent import IdempotentForm
from network.models import Appointment, Person, State
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.ui.widgets import FoldedBoxes


class PracticeForm(IdempotentForm[Practice]):
    """`states` are those whose practice it can be, `question` is what it comes of."""

    involved = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=gettext_lazy("Other States involved"),
        to_field_name="iso2",
        required=False,
        widget=FoldedBoxes,
    )

    class Meta:
        model = Practice
        fields = (
            *("state", "title", "summary", "stage", "mechanism", "field", "worked", "failed", "proof"),
            *("contact", "language", "audience", "involved"),
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
        super().__init__(*args, **kwargs)
        self.question = question or self.instance.question
        choice: Any = self.fields["state"]
        choice.queryset = State.objects.filter(pk__in=[state.pk for state in states]).order_by("name")
        if len(states) == 1:
            choice.initial, choice.disabled, choice.widget = states[0], True, forms.HiddenInput()
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
        if (own := cleaned.get("state")) and "involved" in cleaned:
            cleaned["involved"] = [state for state in cleaned["involved"] if state != own]
        return cleaned

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"question": self.question}


class KeptForm(PracticeForm):
    """With where it was presented, as the secretariat knows."""

    class Meta(PracticeForm.Meta):
        fields = (*PracticeForm.Meta.fields, "meeting")  # type: ignore[assignment] # more than the parent has


class SendBackForm(RevisedForm):
    """What its State should change."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
