"""What was typed into a stale form of an entry beside what stands there now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.forms.contacts import ContactForm
from network.models import Agency, Person

# What the two versions of a stale form are compared by.
CONTACT_NAMES = set(ContactForm.Meta.fields) - {"new_agency", "new_agency_kind"}


def both_versions(request: HttpRequest, form: ContactForm, current: Person, edit_url: str) -> HttpResponse:
    """Show what was typed beside what another saved meanwhile; nothing is written."""
    differences = [
        {"label": field.label, "yours": field.value(), "theirs": _as_typed(current, name)}
        for name in form.changed_data
        if name in CONTACT_NAMES and (field := form[name])
    ]
    context = {"differences": differences, "edit_url": edit_url}
    return render(request, "components/both_versions.html", context, status=409)


def _as_typed(current: Person, name: str) -> object:
    """The entry's value in the shape a form field has it: rows by their key."""
    value = getattr(current, name)
    return value.pk if isinstance(value, Agency) else value
