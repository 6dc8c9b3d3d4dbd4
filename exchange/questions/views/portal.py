"""A State's answer on the portal: for its people who signed in, and for editors on its behalf."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from exchange.permissions import may_edit
from exchange.questions.models import Question
from exchange.questions.permissions import ANSWERING, may_answer_for
from exchange.questions.views.answers import LONGEST_NAME, LONGEST_NOTE, AnswerPage, sent_page
from exchange.questions.views.lookups import question_of
from exchange.questions.views.sheets import show_or_act
from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.models import Addressee, Channel
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.text.normal import one_line, printable


@allow(ANSWERING, "GET", "POST")
def answer(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Answer for the State of this code."""
    question = question_of(request, number)
    row = _row(request, question, code)
    page = _page(request, question, row)
    if not row.round.is_open:
        if page.is_staff:
            raise Http404
        return sent_page(page, is_closed=True)
    try:
        return show_or_act(page)
    except (RoundClosedError, NoLongerAskedError):
        messages.info(request, _("The question was closed meanwhile: it takes no more answers."))
        return redirect(question)


def _row(request: HttpRequest, question: Question, code: str) -> Addressee:
    rows = Addressee.objects.select_related("round", "state", "person", "organisation", "represents")
    row = get_object_or_404(rows, round=question.round_id, state__iso2=code.upper())
    if row.state is None or not may_answer_for(request.user, row.state):
        raise Http404
    return row


def _page(request: HttpRequest, question: Question, row: Addressee) -> AnswerPage:
    user, is_staff = signed_in(request), may_edit(request.user)
    return AnswerPage(
        request=request,
        row=row,
        question=question,
        given=_on_behalf(request) if is_staff else GivenAnswer(Channel.PORTAL, user, name=str(user)),
        base="exchange/questions/portal.html",
        path=request.path,
        context={},
        is_staff=is_staff,
        may_ask_colleague=not is_staff,
    )


def _on_behalf(request: HttpRequest) -> GivenAnswer:
    """Say who gave an answer that an editor enters, and how it came."""
    name, note = (printable(one_line(request.POST.get(field, ""))) for field in ("given_by", "note"))
    return GivenAnswer(Channel.ON_BEHALF, signed_in(request), name[:LONGEST_NAME], note[:LONGEST_NOTE])
