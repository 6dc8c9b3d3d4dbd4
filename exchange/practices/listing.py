"""What narrows the list of practices."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from exchange.practices.models import Mechanism, Stage
from network.facets import field_facet, state_facet
from nfp_portal.ui.filters import Facet, ListFilter


def filter_of(params: QueryDict) -> ListFilter:
    """Return the filter with its facets; two queries."""
    facets = (
        Facet("stage", _("Stage"), dict(Stage.choices), "stage"),
        Facet("mechanism", _("Mechanism"), dict(Mechanism.choices), "mechanism"),
        field_facet(),
        state_facet("state__iso2"),
    )
    return ListFilter(params, _("Words of title or text"), facets)
