"""How many seats a meeting and its study visit have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from meetings.models import Kind, Meeting
from meetings.participation.seats import Seating, seating_of, visit_seating_of
from nfp_portal.revisions.forms import IdempotentForm


def seats_field(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=1, max_value=10_000)


class SeatsForm(IdempotentForm[Meeting]):
    seats = seats_field(
        gettext_lazy("Seats"),
        gettext_lazy("Who is accepted beyond them is on the waiting list. Empty: no limit."),
    )
    visit_seats = seats_field(
        gettext_lazy("Seats on the study visit"),
        gettext_lazy("Who would like to join beyond them is on its waiting list. Empty: no limit."),
    )

    class Meta:
        model = Meeting
        fields = ("seats", "visit_seats")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_visit = self.instance.items.filter(kind=Kind.STUDY_VISIT).exists()
        if not has_visit and self.instance.visit_seats is None:
            del self.fields["visit_seats"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check("seats", seating_of(self.stored))
        if "visit_seats" in self.fields:
            self._check("visit_seats", visit_seating_of(self.stored))
        return cleaned

    def _check(self, name: str, seating: Seating) -> None:
        """Refuse fewer seats than are taken, and say how to have fewer taken."""
        seats = self.cleaned_data.get(name)
        if seats is None or seats >= seating.taken:
            return
        values = {"taken": seating.taken, "number": seating.taken - seats}
        too_few = ngettext(
            "%(taken)d seats are taken. First let %(number)d person withdraw or wait: change their entry in "
            "the list of participants.",
            "%(taken)d seats are taken. First let %(number)d people withdraw or wait: change their entries "
            "in the list of participants.",
            values["number"],
        )
        self.add_error(name, too_few % values)
