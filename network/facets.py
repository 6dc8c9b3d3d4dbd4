"""The facets that lists of several rooms have in common."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models import FieldOfWork
from nfp_portal.ui.filters import Facet


def field_facet() -> Facet:
    """Choose among fields of work, for rows with a `field`; one query."""
    fields = dict(FieldOfWork.objects.values_list("slug", "name"))
    return Facet("field", _("Field of work"), fields, "field__slug", _("All fields of work"))


def list_of_field(route: str, field: FieldOfWork, **others: str) -> str:
    """Return the address of a list where this field is chosen."""
    return reverse(route, query={"field": field.slug, **others})
