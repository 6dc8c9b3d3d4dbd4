"""The history of an assessment and of its recommendations."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.assessments.models import Assessment, Recommendation, TeamMember
from exchange.assessments.views.lookups import assessment_of
from exchange.initiatives.models import Initiative
from exchange.views import Source, history_page
from network.labels import ShownFields
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.history import RECORDED, REMOVED

SHOWN = ShownFields(
    Assessment,
    (
        *("scope", "state_id", "field_id", "preferred_time", "requested_on", "framework"),
        *("planned_from", "planned_to", "held_from", "held_to", "withdrawn_at", "accepted_at"),
        *("declined_at", "reason", "handed_over_at", "opened_at", "audience"),
    ),
)
OF_RECOMMENDATION = ("kind", "text", "verdict", "note")


@allow(EDITORS)
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    assessment = assessment_of(request, key)
    of_it = {"assessment": assessment.pk}
    keys = assessment.recommendations.values("key")
    came_of_it = {"key__in": keys, "pgh_label__in": (RECORDED, REMOVED)}
    recommendation, member = (
        ShownFields(Recommendation, OF_RECOMMENDATION),
        ShownFields(TeamMember, ("body",)),
    )
    sources = [
        Source(SHOWN, {"pgh_obj": assessment.pk}),
        Source(recommendation, of_it, _("Recommendation"), ("text",)),
        Source(ShownFields(Initiative, ("title",)), came_of_it, _("Initiative"), ("title",), is_list=True),
        Source(member, of_it, _("Team"), ("body",), is_list=True),
    ]
    return history_page(
        request, assessment, (_("Assessments"), reverse("exchange:assessments:list")), sources
    )
