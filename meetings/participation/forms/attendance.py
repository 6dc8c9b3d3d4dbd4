"""The list with ticks: who of those registered took part."""

from uuid import UUID

from django import forms

from meetings.models import Meeting
from meetings.participation.delegations import body_named
from meetings.participation.forms.keys import KeysField
from nfp_portal.text.forms import Form


class AttendanceForm(Form):
    """`listed` are the people of the page, `was` those it showed as marked: only what was changed counts.

    `all` is the code of a State or body of whom everybody listed is here.
    """

    came = KeysField()
    was = KeysField(widget=forms.MultipleHiddenInput)
    listed = KeysField(widget=forms.MultipleHiddenInput)
    everybody = forms.BooleanField(required=False)
    all = forms.CharField(required=False, max_length=100)
    quiet = forms.BooleanField(required=False)

    def changes(self, meeting: Meeting) -> tuple[set[UUID], set[UUID]]:
        """Those to mark as having taken part, and those to take the mark from."""
        typed = self.cleaned_data
        was, listed = set(typed["was"]), set(typed["listed"])
        came = listed if typed["everybody"] else set(typed["came"])
        if body := body_named(typed["all"]) if typed["all"] else None:
            came |= listed & set(meeting.participants.for_body(body).values_list("key", flat=True))
        return came - was, was - came
