"""The history of a centre and of what it has or lacks."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.centres.models import Capability, Centre
from exchange.centres.views.lookups import centre_of
from exchange.centres.wording import tasks_in_words
from exchange.views import Source, history_page
from network.labels import ShownFields, time_in_words
from nfp_portal.accounts.access import EDITORS, allow

SHOWN = ShownFields(
    Centre,
    (
        *("name", "location", "host_id", "working_since", "tasks", "agreement", "signed_on"),
        *("coordinator_function", "coordinator_id", "staff", "means", "recorded_in", "confirmed_on"),
        *("reported", "withdrawn_at"),
    ),
    values={"tasks": tasks_in_words, "signed_on": time_in_words, "working_since": time_in_words},
)


@allow(EDITORS)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    centre = centre_of(request, slug)
    capabilities = ShownFields(Capability, ("status", "note", "area"))
    sources = [
        Source(SHOWN, {"pgh_obj": centre.pk}),
        Source(capabilities, {"centre": centre.pk}, _("Area"), ("area", "status", "note")),
    ]
    return history_page(
        request, centre, (_("Co-operation centres"), reverse("exchange:centres:list")), sources
    )
