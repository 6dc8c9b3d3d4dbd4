"""Self-assessments by their addresses: what one may not read is not there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from exchange.self_assessment.models import SelfAssessment
from exchange.self_assessment.permissions import is_first_contact


def assessment_of(request: HttpRequest, key: UUID) -> SelfAssessment:
    return get_object_or_404(SelfAssessment.objects.visible_to(request.user).with_facts(), key=key)


def own_assessment(request: HttpRequest, key: UUID) -> SelfAssessment:
    return get_object_or_404(SelfAssessment.objects.of_own_states(request.user).with_facts(), key=key)


def of_first_contact(request: HttpRequest, key: UUID) -> SelfAssessment:
    assessment = own_assessment(request, key)
    if not is_first_contact(request.user, assessment):
        raise Http404
    return assessment
