"""Which mail of turns one wants."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.turns import actions
from nfp_portal.turns.forms import DigestForm
from nfp_portal.turns.models import Digest


@allow(SIGNED_IN, "GET", "POST")
def mail(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = DigestForm(request.POST or None, initial={"digest": actions.digest_of(user)})
    if request.method != "POST" or not form.is_valid():
        return render(request, "turns/mail.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.choose_digest(user, Digest(form.cleaned_data["digest"]))
    messages.success(request, _("Saved."))
    return redirect("turns:mail")
