"""The history of a question; what States answered is for those to read whom they say, and is not in it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.questions.models import Question
from exchange.questions.views.lookups import question_of
from exchange.views import Source, history_page
from network.labels import ShownFields
from nfp_portal.accounts.access import EDITORS, allow

SHOWN = ShownFields(
    Question, ("title", "background", "state_id", "field_id", "weeks", "audience", "number", "summary")
)


@allow(EDITORS)
def history(request: HttpRequest, number: int) -> HttpResponse:
    question = question_of(request, number)
    source = Source(SHOWN, {"pgh_obj": question.pk})
    return history_page(request, question, (_("Questions"), reverse("exchange:questions:list")), [source])
