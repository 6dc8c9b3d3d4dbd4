"""The history of an initiative, of its sponsors and steps."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative, Sponsor, SponsorInvitation, Step
from exchange.initiatives.views.lookups import initiative_of
from exchange.views import Source, history_page
from network.labels import ShownFields
from nfp_portal.accounts.access import EDITORS, allow

SHOWN = ShownFields(
    Initiative,
    (
        *("title", "summary", "field_id", "support", "lead", "organisers", "due_on", "next_step"),
        *("audience", "point_id", "conclusion_id", "meeting_id", "event_id", "practice_id", "proposed_on"),
    ),
)


STEP, SPONSOR = ("status", "text"), ("state_id", "organisation_id")
INVITATION = ("state_id", "declined_at")


@allow(EDITORS)
def history(request: HttpRequest, number: int) -> HttpResponse:
    initiative = initiative_of(request, number)
    of_it = {"initiative": initiative.pk}
    sources = [
        Source(SHOWN, {"pgh_obj": initiative.pk}),
        Source(ShownFields(Step, STEP), of_it, _("Step"), STEP, is_list=True),
        Source(ShownFields(Sponsor, SPONSOR), of_it, _("Sponsor"), SPONSOR, is_list=True),
        Source(ShownFields(SponsorInvitation, INVITATION), of_it, _("Invitation"), ("state_id",)),
    ]
    return history_page(
        request, initiative, (_("Initiatives"), reverse("exchange:initiatives:list")), sources
    )
