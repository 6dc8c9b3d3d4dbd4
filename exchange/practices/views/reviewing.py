"""Editors publish a practice that was offered, or send it back with a remark."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from exchange.practices import actions
from exchange.practices.files import files_of
from exchange.practices.forms import SendBackForm
from exchange.practices.models import Practice
from exchange.practices.views.lookups import practice_of
from exchange.practices.views.offering import refuse
from exchange.practices.wording import facts_of, offered_by, parts_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError


@allow(EDITORS, "GET", "POST")
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the practice as it will be read; POST publishes it, or sends it back with why."""
    shown = practice_of(request, slug)
    sends_back = request.POST.get("act") == "send_back"
    form = SendBackForm(request.POST if sends_back else None, initial={"revision": shown.revision})
    if request.method != "POST" or (sends_back and not form.is_valid()):
        context = {
            "practice": shown,
            "form": form,
            "parts": parts_of(shown),
            "facts": [*facts_of(shown, request.user), *offered_by(shown)],
            "files": files_of(shown, may_change=True),
        }
        status = 422 if sends_back else 200
        return render(request, "exchange/practices/review.html", context, status=status)
    try:
        return _decide(request, shown, form if sends_back else None)
    except StaleError:
        messages.warning(request, _("The practice was changed meanwhile: look at it again."))
        return redirect("exchange:practices:review", slug)
    except actions.OwnPracticeError:
        messages.error(request, _("You entered this practice: another editor publishes it."))
        return redirect(shown)
    except actions.PracticeDecidedError:
        return refuse(request, shown)


def _decide(request: HttpRequest, shown: Practice, form: SendBackForm | None) -> HttpResponse:
    if form is not None:
        actions.send_back(shown, form.cleaned_data["remark"], revision=form.cleaned_data["revision"])
        messages.success(request, _("Sent back. Its State finds your remark under Your turn."))
        return redirect(shown)
    revision = parse_revision(request.POST.get("revision", "")) or 0
    actions.publish(shown, revision=revision, by=signed_in(request))
    messages.success(request, _("Published."))
    return redirect(shown)
