"""Questions by their addresses: what one may not read is not there."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from exchange.questions.models import Question


def question_of(request: HttpRequest, number: int) -> Question:
    return get_object_or_404(Question.objects.visible_to(request.user).with_facts(), number=number)


def draft_of(request: HttpRequest, key: UUID) -> Question:
    """Return a draft, or what became of it."""
    return get_object_or_404(Question.objects.visible_to(request.user).with_facts(), key=key)
