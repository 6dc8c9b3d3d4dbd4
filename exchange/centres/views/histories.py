"""The history of a centre, of what it has or lacks, and of what it names."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.centres.models import (
    Capability,
    Centre,
    CentreInitiative,
    CentreMeeting,
    CentrePractice,
    CentreState,
)
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

# The rows of what a centre names, the column of each, and what it is.
LISTS = (
    (CentreState, "state_id", gettext_lazy("State taking part")),
    (CentreInitiative, "initiative_id", gettext_lazy("Initiative")),
    (CentrePractice, "practice_id", gettext_lazy("Practice")),
    (CentreMeeting, "meeting_id", gettext_lazy("Meeting")),
)


@allow(EDITORS)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    centre = centre_of(request, slug)
    capabilities = ShownFields(Capability, ("status", "note", "area"))
    sources = [
        Source(SHOWN, {"pgh_obj": centre.pk}),
        Source(capabilities, {"centre": centre.pk}, _("Area"), ("area", "status", "note")),
        *(_of_list(centre, *each) for each in LISTS),
    ]
    return history_page(
        request, centre, (_("Co-operation centres"), reverse("exchange:centres:list")), sources
    )


def _of_list(centre: Centre, model: type[Model], column: str, label: Promise) -> Source:
    return Source(ShownFields(model, (column,)), {"centre": centre.pk}, str(label), (column,), is_list=True)
