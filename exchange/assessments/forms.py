"""A request, what editors write of the assessment, and what its State says."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.assessments.actions import Member
from exchange.assessments.models import Assessment, Recommendation, Verdict
from network.forms.own_state import OwnStateForm
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import IdempotentForm, RevisedForm
from nfp_portal.text.normal import one_line, printable
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import DayInput

LONGEST_FILE_NAME = 200
MOST_MEMBERS = 20
# Characters of the columns of a member.
LONGEST = {"name": 120, "body": 150}


class RequestForm(OwnStateForm, IdempotentForm[Assessment]):
    """What a State asks for: `states` are those it can be for."""

    field_order: tuple[str, ...] = ("state", "scope", "field", "preferred_time", "contact")

    class Meta:
        model = Assessment
        fields: tuple[str, ...] = ("scope", "field", "preferred_time", "contact")
        help_texts: ClassVar[dict[str, Any]] = {
            "scope": gettext_lazy(
                "One sentence: which services, which part of the border or which procedure."
            ),
            "preferred_time": gettext_lazy("For example: spring of next year."),
            "contact": gettext_lazy(
                "Name, function, e-mail or telephone. Your State and the Secretariat alone read it."
            ),
        }

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"state": self.chosen_state}


class RequestOnBehalfForm(RequestForm):
    """A request that came by letter, as an editor enters it."""

    letter = CheckedFileField(
        label=gettext_lazy("Letter of the State"),
        help_text=gettext_lazy(
            "PDF, DOCX, JPG or PNG, at most 25 MB. The State and the Secretariat alone open it."
        ),
    )

    field_order = (*RequestForm.field_order, "requested_on", "letter")

    class Meta(RequestForm.Meta):
        fields = (*RequestForm.Meta.fields, "requested_on", "letter")
        widgets: ClassVar[dict[str, Any]] = {"requested_on": DayInput()}

    def facts(self) -> dict[str, Any]:
        name = one_line(printable(PurePath(self.cleaned_data["letter"].name).name))[-LONGEST_FILE_NAME:]
        return super().facts() | {"letter_name": name}


class DeclineForm(RevisedForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class PlanForm(IdempotentForm[Assessment]):
    """Framework, dates as they are known, and the team, one member on a line."""

    team = forms.CharField(
        label=gettext_lazy("Team"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "One on a line: name or role; body. The State and the Secretariat read both, others the body."
        ),
    )

    field_order = ("framework", "team", "planned_from", "planned_to", "held_from", "held_to")

    class Meta:
        model = Assessment
        fields = ("framework", "planned_from", "planned_to", "held_from", "held_to")
        widgets: ClassVar[dict[str, Any]] = dict.fromkeys(fields[1:], DayInput())
        help_texts: ClassVar[dict[str, Any]] = {
            "framework": gettext_lazy("By what it is measured, for example a concept or a standard."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].initial = _as_lines(self.instance)

    def current_values(self, row: Assessment) -> dict[str, Any]:
        return super().current_values(row) | {"team": _as_lines(row)}

    def clean_team(self) -> list[Member]:
        parts = [line.partition(";") for line in self.cleaned_data["team"].splitlines() if line.strip("; ")]
        members = [Member(name.strip(), body.strip()) for name, _mark, body in parts]
        if len(members) > MOST_MEMBERS:
            raise forms.ValidationError(_("A team has twenty members at most."))
        if any(len(getattr(each, name)) > limit for each in members for name, limit in LONGEST.items()):
            raise forms.ValidationError(_("Too long: 120 characters for a name, 150 for a body."))
        return members


def _as_lines(row: Assessment) -> str:
    return "\n".join(f"{each.name}; {each.body}" for each in row.team.all()) if row.pk else ""


class RecommendationForm(IdempotentForm[Recommendation]):
    class Meta:
        model = Recommendation
        fields = ("kind", "text")
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea(attrs={"rows": 6})}


class VerdictForm(RevisedForm):
    """What the State says of a recommendation; its buttons on the page send it without a note."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        choices=[choice for choice in Verdict.choices if choice[0] != Verdict.WAITING],
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Read by whoever reads the recommendation."),
    )


class OpenForm(RevisedForm):
    audience = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=Audience.choices)
