"""The desk's page of returned mail: hand it in, decide on what no program can read, stop an address."""

from collections import Counter
from email import message_from_bytes
from email.policy import compat32

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nfp_portal.accounts.access import SECRETARIAT, allow, signed_in
from nfp_portal.mail import actions as mail
from nfp_portal.returned import actions
from nfp_portal.returned.forms import ReturnedForm, StopForm
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.returned.reading import header_of, read
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.pagination import paginate

PER_PAGE = 50


@allow(SECRETARIAT, "GET", "POST")
def returned(request: HttpRequest) -> HttpResponse:
    form = ReturnedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = Counter(actions.take_in(content) for content in form.cleaned_data["mails"])
        for what, number in taken.items():
            label = ngettext("%(n)d message", "%(n)d messages", number) % {"n": number}
            messages.info(request, f"{label}: {what.sentence}")
        return redirect("returned:list")
    return _page(request, form, StopForm())


@allow(SECRETARIAT, "POST")
def stop(request: HttpRequest) -> HttpResponse:
    form = StopForm(request.POST)
    if not form.is_valid():
        return _page(request, ReturnedForm(), form)
    address = form.cleaned_data["address"]
    mail.stop(address, form.cleaned_data["reason"], by=signed_in(request))
    message = _("%(address)s gets no more mail, until somebody chooses “Send mail again”.")
    messages.success(request, message % {"address": readable_address(address)})
    return redirect("mail:outbox")


def _page(request: HttpRequest, form: ReturnedForm, stop_form: StopForm) -> HttpResponse:
    context = {
        "form": form,
        "stop_form": stop_form,
        "waiting": paginate(
            request.GET, ReturnedMail.objects.waiting().defer("content"), PER_PAGE, parameter="waiting"
        ),
        "page": paginate(request.GET, ReturnedMail.objects.defer("content").order_by("-pk"), PER_PAGE),
    }
    refused = form.is_bound or stop_form.is_bound
    return render(request, "returned/list.html", context, status=422 if refused else 200)


@allow(SECRETARIAT, "GET", "POST")
def waiting(request: HttpRequest, returned_id: int) -> HttpResponse:
    """Show one message that waits; POST decides on it."""
    one = get_object_or_404(ReturnedMail.objects.waiting(), pk=returned_id)
    if request.method == "POST":
        is_hard = request.POST.get("verdict") == "hard"
        actions.decide(one.pk, is_hard=is_hard, by=signed_in(request))
        sentence = _("%(address)s gets no more mail.") if is_hard else _("%(address)s gets mail as before.")
        messages.success(request, sentence % {"address": readable_address(one.address)})
        return redirect("returned:list")
    content = bytes(one.content)
    message = message_from_bytes(content, policy=compat32)
    context = {
        "returned": one,
        "sender": header_of(message, "From"),
        "subject": header_of(message, "Subject"),
        "excerpt": read(content, one.address).excerpt,
    }
    return render(request, "returned/waiting.html", context)
