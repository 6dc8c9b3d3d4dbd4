"""What to follow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.following.choices import Choices
from network.following.models import Following
from network.models import FieldOfWork, State
from network.permissions import represented_states
from network.sections import followed_parts
from nfp_portal.accounts.models import User
from nfp_portal.text.forms import Form
from nfp_portal.ui.widgets import FoldedBoxes


class FollowingForm(Form):
    kinds = forms.MultipleChoiceField(
        label=_("Follow everything of a kind"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "You follow what is of one of these kinds, or in one of the fields or of one of the States below."
        ),
    )
    fields_of_work = forms.ModelMultipleChoiceField(
        FieldOfWork.objects.all(), label=_("Follow fields of work"), required=False, widget=FoldedBoxes
    )
    states = forms.ModelMultipleChoiceField(
        State.objects.order_by("name"),
        label=_("Follow States"),
        required=False,
        widget=FoldedBoxes,
        help_text=_("At first your own is ticked; you follow it once you have saved."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(part.kind, part.title) for part in followed_parts()]

    @property
    def choices(self) -> Choices:
        """What was chosen, after validation."""
        return Choices(**{name: tuple(rows) for name, rows in self.cleaned_data.items()})


def form_of(user: User, data: Any) -> FollowingForm:
    """Make the form with what is followed; for who never chose, with the own States to be saved."""
    following = Following.objects.filter(user=user).first()
    if following is None:
        return FollowingForm(data, initial={"states": represented_states(user)})
    chosen = {
        "kinds": following.kinds,
        "fields_of_work": following.fields_of_work.all(),
        "states": following.states.all(),
    }
    return FollowingForm(data, initial=chosen)
