"""The facets that lists of several rooms have in common."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models import FieldOfWork, State
from nfp_portal.ui.filters import Facet, Label


def field_facet() -> Facet:
    """Choose among fields of work, for rows with a `field`; one query."""
    fields = dict(FieldOfWork.objects.values_list("slug", "name"))
    return Facet("field", _("Field of work"), fields, "field__slug", _("All fields of work"))


def state_facet(column: str, label: Label = "") -> Facet:
    """Choose among States, for rows whose `column` is their ISO code of two letters; one query."""
    states = dict(State.objects.order_by("name").values_list("iso2", "name"))
    return Facet("state", label or _("State"), states, column, _("Any State"))


def list_of_field(route: str, field: FieldOfWork, **others: str) -> str:
    """Return the address of a list where this field is chosen."""
    return reverse(route, query={"field": field.slug, **others})
