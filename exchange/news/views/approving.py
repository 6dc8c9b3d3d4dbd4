"""An approver publishes a news item, or sends it back with a remark."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.news import actions
from exchange.news.models import NewsItem
from exchange.news.submissions import parts_of
from exchange.news.views.lookups import item_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions import actions as submissions
from nfp_portal.revisions.approval import Rows, approval_page
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.models import Submission
from nfp_portal.revisions.permissions import is_approver
from nfp_portal.text.normal import printable

_REFUSALS: dict[type[Exception], Promise] = {
    actions.NewsUnreadError: gettext_lazy("The item changed since you opened it: read it once more."),
    submissions.NotWaitingError: gettext_lazy("It was taken back meanwhile: nothing waits for approval."),
    submissions.NotSecondPersonError: gettext_lazy(
        "You wrote or submitted this item: another approver publishes it."
    ),
}


@allow(EDITORS, "GET", "POST")
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    shown = item_of(request, slug)
    submission = submissions.open_submission(shown.subject)
    if submission is None:
        return redirect(shown)
    if request.method == "POST":
        return _decided(request, shown, submission)
    return _page(request, shown, submission)


def _decided(request: HttpRequest, shown: NewsItem, submission: Submission) -> HttpResponse:
    if not is_approver(request.user):
        raise Http404
    try:
        if request.POST.get("decision") == "send_back":
            remark = printable(request.POST.get("remark", ""))
            actions.send_back(shown, remark=remark, by=signed_in(request))
            messages.success(request, _("Sent back with your remark. It is a draft again."))
            return redirect(shown)
        revision = parse_revision(request.POST.get("fingerprint", "")) or 0
        actions.publish(shown, revision=revision, by=signed_in(request))
    except submissions.NoRemarkError:
        return _page(request, shown, submission, error=_("Write what is to be changed."))
    except tuple(_REFUSALS) as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
        return redirect(shown)
    messages.success(request, _("Published."))
    return redirect(shown)


def _photograph(shown: NewsItem) -> list[Rows]:
    """Show the photograph as everybody will see it; nothing where there is none."""
    if not shown.photo:
        return []
    address = reverse("exchange:news:photo", args=[shown.slug])
    image = format_html('<img class="photo" src="{}" alt="{}">', address, shown.photo_alt)
    rows = [(_("Photograph"), image), (_("Credit"), shown.photo_credit)]
    return [Rows("photograph", _("Photograph"), _("photograph"), 1, rows)]


def _page(request: HttpRequest, shown: NewsItem, submission: Submission, *, error: str = "") -> HttpResponse:
    is_own = shown.edited_by_id == request.user.pk
    refusal = str(_REFUSALS[submissions.NotSecondPersonError]) if is_own else ""
    context = {
        "item": shown,
        "approval": approval_page(
            submission, parts_of(shown), request.user, refusal=refusal, sections=_photograph(shown)
        ),
        "heading": _("Publish the news item"),
        "facts": shown.title,
        "tools": [],
        "text_url": shown.get_absolute_url(),
        "fingerprint": str(shown.revision),
        "approve_label": _("Publish"),
        "after": _("Everybody can read it then, and the newsletter can take it up."),
        "form_error": error,
        "typed": request.POST.get("remark", ""),
    }
    return render(request, "exchange/news/approve.html", context, status=422 if error else 200)
