"""A point as a State raises it, as the secretariat enters it for somebody, and what is decided on it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.forms.parts import PartForm
from meetings.models import AgendaItem
from meetings.participation.delegations import body_named
from meetings.participation.forms.bodies import body_choices
from meetings.points.actions import RAISERS
from meetings.points.models import Body, Point, RaiserData
from network.forms.own_state import OwnStateForm
from nfp_portal.accounts.audience import Audience
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.text.forms import Form

NEW = "new"


class PointForm(PartForm):
    """What a State or organisation raises, on the portal and behind its link, in six languages."""

    class Meta:
        model = Point
        fields = ("title", "text", "purpose")
        labels: ClassVar[dict[str, Any]] = {
            "title": pgettext_lazy("letter", "Title"),
            "text": pgettext_lazy("letter", "What the meeting should know"),
            "purpose": pgettext_lazy("letter", "Purpose"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


class RaisedPointForm(OwnStateForm, PointForm):
    """What a focal point raises for the own State."""

    field_order = ("state", "title", "text", "purpose")


class PointOfBodyForm(PointForm):
    """A point that the secretariat enters for a State or an organisation, or changes."""

    code = forms.ChoiceField(label=gettext_lazy("Raised by"))
    field_order = ("code", "title", "text", "purpose", "audience")

    class Meta(PointForm.Meta):
        fields = ("title", "text", "purpose", "audience")  # type: ignore[assignment] # more than the parent has
        help_texts = {
            "audience": gettext_lazy(
                "Who reads on the agenda who raised it; the text is for focal points only."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
        else:
            self.fields["code"].choices = body_choices()  # type: ignore[attr-defined] # a choice field
            del self.fields["audience"]

    def facts(self) -> dict[str, Any]:
        if "code" not in self.fields:
            return super().facts()
        return super().facts() | {RAISERS: [RaiserData.now(_body(self.cleaned_data["code"]), None)]}


def _body(code: str) -> Body:
    body = body_named(code)
    assert body is not None  # noqa: S101 - one of the choices
    return body


class AgendaForm(RevisedForm):
    """Under which item a point is put, and who reads who raised it."""

    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who raised it is shown to"), choices=Audience, initial=Audience.FOCAL_POINTS
    )

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, prefix="agenda", initial={"revision": point.revision}, **kwargs)
        self.items = {str(item.pk): item for item in point.meeting.items.in_order()}
        new = (NEW, _("a new item of this title, for focal points only"))
        choices = [new, *((key, str(item)) for key, item in self.items.items())]
        self.fields["item"].choices = choices  # type: ignore[attr-defined] # a choice field

    @property
    def chosen_item(self) -> AgendaItem | None:
        """Return the item; None for a new one."""
        return self.items.get(self.cleaned_data["item"])


class MergeForm(RevisedForm):
    """The point that takes another one in."""

    target = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"), queryset=Point.objects.none(), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, prefix="merge", initial={"revision": point.revision}, **kwargs)
        choice: Any = self.fields["target"]
        others = point.meeting.points.exclude(pk=point.pk)
        choice.queryset = others.filter(merged_into=None, declined_at=None, withdrawn_at=None)


class DeclineForm(RevisedForm):
    """Why a point is not put on the agenda."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is in the letter to those who raised the point."),
    )

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, prefix="decline", initial={"revision": point.revision}, **kwargs)


class JoinForm(Form):
    """A State or organisation that raises a point too, as the secretariat enters it."""

    code = forms.ChoiceField(label=gettext_lazy("State or organisation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = body_choices()  # type: ignore[attr-defined] # a choice field

    @property
    def body(self) -> Body:
        return _body(self.cleaned_data["code"])
