"""A change of a list that somebody requests, on the portal and behind links, in six languages."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from meetings.participation.models import ChangeRequest
from nfp_portal.text.forms import Form

ACT = "request"


class ChangeRequestForm(Form):
    text = forms.CharField(
        label=pgettext_lazy("letter", "What should change?"),
        max_length=ChangeRequest._meta.get_field("text").max_length,  # noqa: SLF001 - Django's documented _meta
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": pgettext_lazy("letter", "Say what should change.")},
    )


def request_form(request: HttpRequest) -> ChangeRequestForm:
    """Return the form, bound where its button was clicked."""
    return ChangeRequestForm(request.POST if request.POST.get("act") == ACT else None)
