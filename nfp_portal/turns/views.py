"""Which mail one wants: how often the digest comes, what it is about, and how one leaves it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from nfp_portal.accounts.access import ANYONE, SIGNED_IN, allow, signed_in
from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.links.views import unknown_page
from nfp_portal.text.addresses import masked_address
from nfp_portal.turns import actions, leaving
from nfp_portal.turns.forms import DigestForm
from nfp_portal.turns.models import Digest
from nfp_portal.turns.registry import mail_forms
from nfp_portal.ui.buttons import Button


@allow(SIGNED_IN, "GET", "POST")
def mail(request: HttpRequest) -> HttpResponse:
    user, data = signed_in(request), request.POST or None
    digest = DigestForm(data, initial={"digest": actions.digest_of(user)})
    others = [(each, each.make(user, data)) for each in mail_forms()]
    forms = [digest, *(form for _part, form in others)]
    if request.method != "POST" or not all([form.is_valid() for form in forms]):  # noqa: C419 - shows all errors
        return render(request, "turns/mail.html", {"forms": forms}, status=422 if digest.is_bound else 200)
    actions.choose_digest(user, Digest(digest.cleaned_data["digest"]))
    for part, form in others:
        part.save(user, form)
    messages.success(request, _("Saved."))
    return redirect("turns:mail")


@never_cache
@csrf_exempt
@allow(ANYONE, "GET", "POST")
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST acts, also the one a mail program sends by itself (RFC 8058)."""
    user = leaving.account_of(token)
    if user is None:
        return unknown_page(request)
    if request.method == "POST":
        actions.leave_digest(user)
    with override(for_letters(user.language)):
        return render(request, "turns/leave.html", _question(user, token))


def _question(user: User, token: str) -> dict[str, object]:
    values = {"email": masked_address(user.email)}
    if actions.digest_of(user) != Digest.NONE:
        return {
            "heading": pgettext("letter", "Leave the digest"),
            "sentence": pgettext("letter", "Shall the digest no longer go to %(email)s?") % values,
            "button": Button(pgettext("letter", "Leave the digest"), "", "", fields={}),
        }
    back = Button(pgettext("letter", "Undo"), reverse("turns:come_back", args=[token]), "quiet", fields={})
    return {
        "heading": pgettext("letter", "The digest does not come any more"),
        "sentence": pgettext("letter", "No digest goes to %(email)s.") % values,
        "button": back,
    }


@never_cache
@csrf_exempt
@allow(ANYONE, "POST")
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Undo leaving. Without a session, as the page that offers it was opened."""
    user = leaving.account_of(token)
    if user is None:
        return unknown_page(request)
    actions.return_to_digest(user)
    return redirect("turns:leave", token)
