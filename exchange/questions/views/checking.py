"""An approver checks a question: opens it to the States, or sends it back with a remark."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.questions.actions import asking
from exchange.questions.models import Question
from exchange.questions.submissions import parts_of
from exchange.questions.views.lookups import draft_of
from exchange.questions.wording import asked_by
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.approval import Rows, approval_page
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import is_approver
from nfp_portal.text.normal import printable

_REFUSALS: dict[type[Exception], Promise] = {
    asking.QuestionUnreadError: gettext_lazy("The question changed since you opened it: read it once more."),
    submissions.NotWaitingError: gettext_lazy("It was taken back meanwhile: nothing waits for approval."),
    submissions.NotSecondPersonError: gettext_lazy("You submitted this question: another approver opens it."),
}


@allow(EDITORS, "GET", "POST")
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    question = draft_of(request, key)
    submission = submissions.open_submission(question.subject)
    if question.is_opened or submission is None:
        return redirect(question)
    if request.method == "POST":
        return _decided(request, question, submission)
    return _page(request, question, submission)


def _decided(request: HttpRequest, question: Question, submission: Submission) -> HttpResponse:
    if not is_approver(request.user):
        raise Http404
    try:
        if request.POST.get("decision") == "send_back":
            remark = printable(request.POST.get("remark", ""))
            asking.send_back_question(question.pk, remark=remark, by=signed_in(request))
            messages.success(request, _("Sent back with your remark. It can be written again."))
            return redirect("exchange:questions:list")
        revision = parse_revision(request.POST.get("fingerprint", "")) or 0
        opened = asking.open_question(question.pk, revision=revision, by=signed_in(request))
    except submissions.NoRemarkError:
        return _page(request, question, submission, error=_("Write what is to be changed."))
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
        return redirect(question)
    messages.success(request, _("The question is open; the letters are on their way."))
    return redirect(opened)


def _page(
    request: HttpRequest, question: Question, submission: Submission, *, error: str = ""
) -> HttpResponse:
    context = {
        "approval": approval_page(
            submission, parts_of(question), request.user, sections=[_notified(question)]
        ),
        "heading": _("Open the question"),
        "facts": f"{question.title}, {asked_by(question, request.user)}",
        "tools": [],
        "text_url": question.get_absolute_url(),
        "fingerprint": str(question.revision),
        "approve_label": _("Open to the States"),
        "after": _("No case data, no personal data, nothing classified: look for it before you open it."),
        "form_error": error,
        "typed": request.POST.get("remark", ""),
    }
    status = 422 if error else 200
    return render(request, "exchange/questions/check.html", context, status=status)


def _notified(question: Question) -> Rows:
    """Say who gets mail of each decision, as a part of the page."""
    number = question.states.count()
    rows = [
        (_("Opened"), _("The focal points of %(number)d States, with a link to answer") % {"number": number}),
        (_("Sent back"), _("%(name)s, who asks") % {"name": question.author}),
    ]
    return Rows("notified", _("Who is notified"), _("States are asked"), number, rows)
