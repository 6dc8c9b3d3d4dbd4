"""The secretariat asks somebody of a State for a practice, by a link in their language."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exchange.practices.forms import AskForm
from exchange.practices.models import PracticeRequest
from exchange.practices.requests import ask_for_practice
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.ui.pagination import paginate

SHOWN = 50


@allow(EDITORS, "GET", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """Show who was asked, the last first, and the form that asks somebody else."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = ask_for_practice(form.request_facts(), by=signed_in(request))
        messages.success(request, _("The letter to %(name)s is on its way.") % {"name": made.name})
        return redirect("exchange:practices:ask")
    page = paginate(request.GET, PracticeRequest.objects.with_all(), SHOWN)
    context = {"form": form, "page": page, "requests": [(row, *_status(row)) for row in page]}
    return render(request, "exchange/practices/ask.html", context, status=422 if form.is_bound else 200)


def _status(row: PracticeRequest) -> tuple[str, str, str]:
    """Return when somebody was last written to, the kind of the status mark, and what came of it."""
    day = _("last letter on %(day)s") % {"day": date_format(localtime(row.asked_at), "j F Y")}
    if row.practice is not None:
        return day, row.practice.status.mark, str(row.practice.status.label)
    if row.is_open:
        return day, "waiting", _("Nothing was sent yet")
    return day, "over", _("The link has ended")
