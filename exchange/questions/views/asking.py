"""Write a question, look at it as States will see it, submit it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.permissions import CONTRIBUTORS, may_contribute, own_states
from exchange.questions.actions import asking
from exchange.questions.forms import QuestionForm
from exchange.questions.models import Question
from exchange.questions.permissions import may_write
from exchange.questions.similar import similar_to
from exchange.questions.submissions import weeks_in_words
from exchange.questions.views.lookups import draft_of
from exchange.questions.wording import asker_in_list
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.approval import last_remark
from nfp_portal.revisions.permissions import may_decide
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.buttons import Button


@allow(CONTRIBUTORS)
def similar(request: HttpRequest) -> HttpResponse:
    """Show earlier questions like the title that is being typed; a part of a page."""
    earlier = similar_to(request.GET.get("title", "")[:120], request.user)
    return render(request, "exchange/questions/similar.html", {"earlier": earlier})


@allow(CONTRIBUTORS, "GET", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    if not may_contribute(request.user):
        raise Http404
    form = _form(request, None)
    if not form.is_sent or not form.is_valid():
        return _form_page(request, form, _("Ask the Network"))
    question = asking.begin_question(form.cleaned_data["key"], form.draft(), by=signed_in(request))
    return redirect(question)


def _form(request: HttpRequest, question: Question | None) -> QuestionForm:
    states = own_states(request.user)
    return QuestionForm(request.POST or None, instance=question, states=states)


def _form_page(request: HttpRequest, form: QuestionForm, heading: str) -> HttpResponse:
    title = str(form["title"].value() or "")
    context = {
        "form": form,
        "heading": heading,
        "earlier": similar_to(title, request.user),
        "cancel_url": form.stored.get_absolute_url()
        if form.stored.pk
        else reverse("exchange:questions:list"),
    }
    status = 422 if form.is_sent else 200
    return render(request, "exchange/questions/ask.html", context, status=status)


@allow(CONTRIBUTORS, "GET", "POST")
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    question = draft_of(request, key)
    if not may_write(request.user, question):
        raise Http404
    form = _form(request, question)
    if not form.is_sent or not form.is_valid():
        return _form_page(request, form, _("Change the question"))
    try:
        asking.rewrite_question(question.pk, form.draft(), revision=form.cleaned_data["revision"])
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except asking.QuestionSubmittedError:
        messages.error(request, _("It waits for the secretariat: take it back before changing it."))
    return redirect(form.stored)


@allow(CONTRIBUTORS)
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a question as the States will see it, with earlier ones like it."""
    question = draft_of(request, key)
    if question.is_opened:
        return redirect(question)
    submission = submissions.open_submission(question.subject)
    context = {
        "question": question,
        "asker": asker_in_list(question),
        "weeks": weeks_in_words(question.weeks),
        "number_of_states": question.states.count(),
        "earlier": similar_to(question.title, request.user),
        "remark": last_remark(question.subject),
        "is_submitted": submission is not None,
        "may_submit": submission is None and may_write(request.user, question),
        "tools": _tools(question, is_submitted=submission is not None, may=may_write(request.user, question)),
        "check": _check_button(question) if may_decide(request.user, submission) else None,
    }
    return render(request, "exchange/questions/draft.html", context)


def _tools(question: Question, *, is_submitted: bool, may: bool) -> list[Button]:
    if not may:
        return []
    if is_submitted:
        return [Button(_("Take it back"), _url("take_back", question), fields={})]
    return [
        Button(_("Change"), _url("change", question)),
        Button(_("Delete the draft"), _url("delete", question)),
    ]


def _check_button(question: Question) -> Button:
    return Button(_("Check and open"), _url("check", question), "")


def _url(name: str, question: Question) -> str:
    return reverse(f"exchange:questions:{name}", args=[question.key])


@allow(CONTRIBUTORS, "POST")
def submit(request: HttpRequest, key: UUID) -> HttpResponse:
    question = _own_draft(request, key)
    asking.submit_question(question.pk, by=signed_in(request))
    messages.success(request, _("Submitted. The secretariat checks the question, then opens it."))
    return redirect(question)


@allow(CONTRIBUTORS, "POST")
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    question = _own_draft(request, key)
    asking.take_back_question(question.pk, by=signed_in(request))
    messages.success(request, _("It no longer waits for the secretariat and can be changed again."))
    return redirect(question)


@allow(CONTRIBUTORS, "GET", "POST")
def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    question = _own_draft(request, key)
    if request.method != "POST":
        return render(request, "exchange/questions/delete.html", {"question": question})
    try:
        asking.delete_question(question.pk)
    except asking.QuestionSubmittedError:
        messages.error(request, _("It waits for the secretariat: take it back before deleting it."))
        return redirect(question)
    messages.success(request, _("The draft is deleted."))
    return redirect("exchange:questions:list")


def _own_draft(request: HttpRequest, key: UUID) -> Question:
    question = draft_of(request, key)
    if not may_write(request.user, question):
        raise Http404
    return question
