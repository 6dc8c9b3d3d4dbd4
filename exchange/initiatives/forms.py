"""An initiative as a State proposes it and as the secretariat keeps it, and a step of it."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.initiatives.models import Initiative, InitiativeStatus, Step
from exchange.practices.models import Practice
from meetings.models import Meeting
from meetings.participation.delegations import body_named
from meetings.participation.forms.bodies import body_choices
from meetings.points.models import Point
from meetings.reports.models import Conclusion
from network.forms.own_state import OwnStateForm
from network.models import State
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.text.forms import ModelForm
from nfp_portal.ui.widgets import DayInput, FoldedBoxes

TEXTS = {
    "summary": forms.Textarea(attrs={"rows": 6}),
    "support": forms.Textarea(attrs={"rows": 3}),
    "due_on": DayInput(),
}


class InitiativeForm(IdempotentForm[Initiative]):
    """What a State says of the initiative that it proposes."""

    class Meta:
        model = Initiative
        fields = ("title", "summary", "field", "support", "lead", "due_on", "next_step")
        widgets: ClassVar[dict[str, Any]] = TEXTS
        help_texts: ClassVar[dict[str, Any]] = {
            "support": gettext_lazy("What you need from others: people, knowledge, a room, money."),
            "lead": gettext_lazy("A State, a service or a body."),
        }


class InvitingForm(InitiativeForm):
    """An initiative that others may sponsor: each State that is named is asked."""

    invited = forms.ModelMultipleChoiceField(
        State.objects.participating(),
        label=gettext_lazy("Co-sponsors to invite"),
        to_field_name="iso2",
        required=False,
        widget=FoldedBoxes,
        help_text=gettext_lazy(
            "Each one gets a letter and says yes or no. Until then others do not read of it."
        ),
    )

    @property
    def invited_states(self) -> list[State]:
        return list(self.cleaned_data["invited"])


class ProposalForm(OwnStateForm, InvitingForm):
    """What a focal point proposes for the own State."""

    field_order = ("state", *InitiativeForm.Meta.fields, "invited")

    @property
    def bodies(self) -> list[Any]:
        return [self.chosen_state]


class EditorsInitiativeForm(InitiativeForm):
    """What the secretariat keeps of it besides: for whom it is, where it came from and led to."""

    class Meta(InitiativeForm.Meta):
        fields = (  # type: ignore[assignment] # more than the parent has
            *InitiativeForm.Meta.fields,
            "organisers",
            "audience",
            "meeting",
            "conclusion",
            "event",
            "practice",
            "proposed_on",
        )
        widgets: ClassVar[dict[str, Any]] = TEXTS | {"proposed_on": DayInput()}
        help_texts: ClassVar[dict[str, Any]] = InitiativeForm.Meta.help_texts | {
            "audience": gettext_lazy("Who reads it once it is endorsed; until then focal points do."),
            "proposed_on": gettext_lazy("Leave it empty where no day is recorded."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        conclusions = Conclusion.objects.select_related("meeting").order_by("-meeting__starts_on", "position")
        choice: Any = self.fields["conclusion"]
        choice.queryset = conclusions
        choice.label_from_instance = _conclusion_in_words
        practice: Any = self.fields["practice"]
        own = Practice.objects.filter(pk=self.instance.practice_id or 0)
        practice.queryset = Practice.objects.published() | own  # a withdrawn one stays until it is changed


def _conclusion_in_words(row: Conclusion) -> str:
    return f"{row.meeting.slug}: {row.text[:120]}"


class NewInitiativeForm(InvitingForm, EditorsInitiativeForm):
    """An initiative that the secretariat enters for somebody."""

    code = forms.ChoiceField(label=gettext_lazy("Proposed by"))
    field_order = ("code", *EditorsInitiativeForm.Meta.fields, "invited")

    class Meta(EditorsInitiativeForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = body_choices()  # type: ignore[attr-defined] # a choice field

    @property
    def bodies(self) -> list[Any]:
        return [body_named(self.cleaned_data["code"])]


class NoteForm(ModelForm[Step]):
    """A dated note on progress. Its `key` makes a second click the same note."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Step
        fields = ("on", "text")
        widgets: ClassVar[dict[str, Any]] = {"on": DayInput(), "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.initiative = initiative
        self.fields["text"].required = "status" not in self.fields  # a status may come without words
        self.fields["key"].initial = uuid.uuid4()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class StepForm(NoteForm):
    """What the secretariat records: a new status, with its day and, if it was one, the meeting."""

    class Meta(NoteForm.Meta):
        fields = ("status", "on", "meeting", "merged_into", "text")  # type: ignore[assignment] # more than the parent has

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, initiative=initiative, **kwargs)
        status: Any = self.fields["status"]
        status.choices = [
            ("", _("as it is: a note on progress")),
            *(choice for choice in InitiativeStatus.choices if choice[0] not in {initiative.status, "draft"}),
        ]
        others: Any = self.fields["merged_into"]
        others.queryset = Initiative.objects.exclude(pk=initiative.pk).open()
        meetings: Any = self.fields["meeting"]
        meetings.queryset = Meeting.objects.order_by(models.F("starts_on").desc(nulls_last=True))


def from_point(point: Point, own_states: Sequence[State]) -> dict[str, Any]:
    """Return what a point raised before a meeting says of the initiative that it becomes.

    The other States that raised it are those to invite.
    """
    others = [each.iso2 for each in point.bodies if isinstance(each, State) and each not in own_states]
    return {"title": point.title, "summary": point.text, "meeting": point.meeting, "invited": others}
